"""The form of the ledger's files.

- `fields`: the table of a claim's fields that the other modules go by;
- `read`: reads a file, by `canonical` if it is in claimkit's own form, else by `handwritten`;
- `plain_values` and `write`: turn the model into plain values, and those into text; `scalars` and
  `flow` write and read values on one line, `schema_line` the first line of a file;
- `schema` and `upgrades`: what a file may hold, and how older versions become the newest;
- `conflict_markers`: writes a merge of two versions of a file;
- `key_positions`: finds the line of a claim or key in a file.
"""
