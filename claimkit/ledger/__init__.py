"""The ledger on disk: one YAML file a document, reviews kept through every re-extraction."""
