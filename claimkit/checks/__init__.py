"""The checks of a ledger: one function each, which yields findings and changes nothing."""
