"""Claims in formats of other tools."""
