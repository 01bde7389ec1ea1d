"""The ledger on disk: one YAML file a document, in which every re-extraction keeps the reviews.

- `places`: where the files are, and which files of the folder are ledger files;
- `format`: the form of the files: fields, reading, writing, schema, upgrades;
- `identity`: the ids of claims, and which claims of two extractions are the same;
- `reviews`: what people decide about claims; `sources`: the names of the whole ledger's sources;
- `store`: reads, updates and writes the files; `safe_files` writes them without loss and
  `moves` finds the ledger files of documents that moved;
- `locating`: where the words of a claim stand in its document;
- `claim_filter`: chooses claims by id or by what they are.
"""
