"""Three-way merges of ledger files."""
