"""Merge versions of a ledger three-way.

- `ledger_merge`: merges the ledger file of a document;
- `claim_versions`: links the versions of each claim;
- `review_merge`: merges the reviews of a claim;
- `source_merge`: merges ``_sources.yaml``;
- `three_way`: merges single values and sets.
"""
