"""Find attributions, which consist of a source, a cue and a content.

An attribution is found in these steps:

1. ``cues`` finds the words that may signal one. ``frames`` matches what stands around a cue with
   the frames of the lexicon, ``cue_sources`` finds its source, and ``clause_drafts`` makes a draft
   of them.
2. ``quotation_drafts`` gives quotations to the cues that ``quotation_owners`` finds for them.
3. Other modules make drafts for constructions without such a cue: ``label_drafts`` (names before
   quotations), ``uncued_quotations`` (signed or introduced ones), ``phrase_drafts`` (such as
   "according to"), ``bracket_drafts`` and ``list_drafts``.
4. ``draft_selector`` weighs the drafts by the traits that ``draft_traits`` names and keeps the
   likely ones, one for each content. ``draft_conversion`` turns these into attributions.

`AttributionFinder` runs these steps and also returns the drafts that were dropped, with reasons.
``frame_misfits`` explains why a cue has no draft. The words of the language come from the
lexicons and from ``attribution_words``.
"""
