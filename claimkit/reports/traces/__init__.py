"""Writers for traces, which show how the sentences of a document were analysed."""
