"""Extract claims from parsed documents.

`extractor.Extractor` runs the whole: ``attribution`` finds who says what, ``author`` the facts
that the text itself states, and ``claims`` builds claims from both with the resolved source
(``sources``), the numbers (``quantities``) and the dates (``datings``) in them. ``trace`` shows
how each sentence was read; ``component`` offers all this as a component of a spaCy pipeline.
"""
