"""Extract claims from parsed documents.

`extractor.Extractor` runs all steps: ``attribution`` finds attributions, ``author`` finds the
facts that the author states, and ``claims`` builds claims from both. A claim has a resolved source
(``sources``), numbers (``quantities``) and dates (``datings``). ``trace`` shows the analysis of
each sentence; ``component`` offers all this as a component of a spaCy pipeline.
"""
