"""Keep the sources of the whole ledger, each under one name.

- `registry`: manages the entries of ``_sources.yaml``;
- `spellings`: decides whether two names are spellings of the same name;
- `naming`: gives the claims of an extraction the names of the registry.
"""
