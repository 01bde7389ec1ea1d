"""Random histories of a ledger repository: what people do to documents, ledger and branches."""
