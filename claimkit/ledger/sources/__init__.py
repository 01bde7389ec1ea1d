"""The sources of the whole ledger, each under one name.

- `registry`: the entries of ``_sources.yaml``;
- `spellings`: whether two names are spellings of one;
- `naming`: gives the claims of an extraction the names of the registry.
"""
