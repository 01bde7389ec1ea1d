"""Writers for the sources of a ledger and their claims."""
