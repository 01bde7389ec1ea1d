"""Writers for how the sentences of a document were read."""
