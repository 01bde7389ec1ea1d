"""Documents parsed with spaCy: pipeline, sentence boundaries, quotations, layout."""
