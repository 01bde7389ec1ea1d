"""The form of the ledger's files: read, write, schema, upgrades."""
