"""Merge versions of a ledger three-way.

- `ledger_merge`: merges the ledger file of a document;
- `source_merge`: merges ``_sources.yaml``.
"""
