"""Manage the ledger on disk: one YAML file per document. Every new extraction keeps the reviews.

- `places`: the paths of ledger files, and which files of the folder are ledger files;
- `format`: the form of the files: fields, reading, writing, schema, upgrades;
- `identity`: the ids of claims, and which claims of two extractions are the same;
- `reviews`: people's decisions about claims;
- `sources`: the names of the sources of the whole ledger;
- `store`: reads, updates and writes the files; `safe_files` writes them without loss and
  `moves` finds the ledger files of documents that moved;
- `formatted_files`: brings the files into canonical form;
- `locating`: finds the words of a claim in its document;
- `claim_filter`: chooses claims by their ids or properties.
"""
