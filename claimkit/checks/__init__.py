"""Check a ledger. Each check is a function that yields findings and changes nothing.

- `table`: all checks with their codes and texts, and the functions that choose and run them;
- `causes`: the findings that explain others, which are left out;
- `check`: the class of a check, which also builds findings;
- `context`: the data that checks look at; the caller collects it;
- `document_cache`: reads documents when a check needs them;
- `files`, `evidence`, `statements`, `reviews`: the functions of the checks, by subject.
"""
