"""The sources of the whole ledger, each under one name."""
