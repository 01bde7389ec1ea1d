"""Read and write the format of the ledger's files.

- `fields`: the table of a claim's fields that the other modules use;
- `read`: reads a file with `canonical` if it is in canonical form, else with `handwritten`;
- `plain_values` and `write`: turn the model into plain values, and those into text;
- `scalars` and `flow`: write and read values on one line;
- `schema_line`: writes and reads the first line of a file;
- `schema`: defines the valid content of files; `upgrades` upgrades older versions;
- `conflict_markers`: writes a merge of two versions of a file;
- `key_positions`: finds the line of a claim or key in a file.
"""
