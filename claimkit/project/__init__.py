"""Implement the use cases of a project and its ledger.

Nothing here prints, asks questions or reads the command line; `claimkit.cli` does that.
`project` has the class `Project` of the Python API; its methods call the use cases:

- `extraction`: extract documents into the ledger; with `inputs` and `moved_documents`
- `checking`: check the ledger; with `check_context`, `fresh_extraction` and `base_state`
- `comparison`: compare two states of the ledger; with `operands` and `compared_texts`
- `reviewing`: record decisions about claims; with `claim_selection` and `review_scope`
- `formatting`: bring ledger files into their canonical form
- `source_editing`: list the sources of the ledger, and change their names
- `merging`: merge three versions of a ledger file
- `initialization`: make a folder a project
- `git_drivers`: let git's own commands compare and merge claims; with `git_attributes`

All of them use `project_folder` (the folders of documents and ledger), `configuration`
(``claimkit.yaml``) and `project_repository` (the project's paths in git's terms).
`output_files` writes files outside the ledger.
"""
