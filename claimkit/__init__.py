"""Claim extractor and fact ledger."""

__version__ = "0.1.0"
