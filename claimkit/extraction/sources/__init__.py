"""Resolve the source of an attribution from its words to names and a role.

A source is resolved in these steps:

1. ``names`` finds the proper names of the document (``name_finder``), with the titles and roles
   beside them (``titles``), and decides which names belong to one entity (``entity_index``).
2. ``resolution`` divides the document into sections (the article, each reader's comment) and
   reads the mentions of each attribution's source (``mentions.mention``).
3. ``document_walk`` goes through the document in order. ``mentions.section_reader`` records
   the entities that the text mentions (``memory``) and calls ``mention_resolver`` to resolve a
   source. Each kind of mention has a module (``pronouns``, ``named_mentions``, ``descriptions``,
   ``group_mentions``, ``document_nouns``).
4. ``resolution`` turns the answers into a `ResolvedSource`. It adds relays, who only passed the
   claim on (``relays``), anonymity (``anonymity``), the government that a place stands for
   (``government_seats``), and entries for the ledger's list of sources (``credits``).

All words of the language come from ``vocabulary``.
"""
