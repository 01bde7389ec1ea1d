"""Three-way merges: `ledger_merge` of a document's ledger, `source_merge` of ``_sources.yaml``."""
