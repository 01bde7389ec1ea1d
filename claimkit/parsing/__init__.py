"""Parse documents with spaCy.

``pipeline`` loads a model and adapts it: ``boundaries`` sets the sentence boundaries that the
layout decides, ``attribute_ruler`` replaces a slow component. ``layout`` keeps the blocks and
quotations of a document on its ``Doc``; ``quotations`` pairs the marks that ``quotation_marks``
reads. `ParsedDocument` is the one view that extraction has of all this. ``models`` finds models
without importing spaCy.
"""
