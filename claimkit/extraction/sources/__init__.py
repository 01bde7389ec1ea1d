"""Find out who is credited: from the words of an attribution's source to names and a role.

The way of a source through this package:

1. ``names`` finds the proper names of the document (``name_finder``), with the titles and roles
   beside them (``titles``), and decides which names belong to one entity (``entity_index``).
2. ``resolution`` divides the document into sections (the article, each reader's comment) and
   reads the mentions of each attribution's source (``mentions.mention``).
3. ``document_walk`` goes through the document in order. ``mentions.section_reader`` remembers
   whom the text mentions (``memory``) and asks ``mention_resolver`` whom a source means: each
   kind of mention has a module (``pronouns``, ``named_mentions``, ``descriptions``,
   ``group_mentions``, ``document_nouns``).
4. ``resolution`` turns the answers into a `ResolvedSource`: who only passed the claim on
   (``relays``), who stays anonymous (``anonymity``), which government a place stands for
   (``government_seats``), and what the ledger's list of sources learns (``credits``).

All words of the language come from ``vocabulary``.
"""
