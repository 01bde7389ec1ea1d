"""The use cases: what a person does with a project and its ledger.

Nothing here prints, asks a person or reads the command line: `claimkit.cli` does that.
`project` has the class `Project` for users of Python; its methods call the use cases:

- `extraction`: extract documents into the ledger; with `inputs` and `moved_documents`
- `checking`: check the ledger; with `check_context`, `fresh_extraction` and `base_state`
- `comparison`: compare two states of the ledger; with `operands` and `compared_texts`
- `reviewing`: write what people decide about claims; with `claim_selection` and `review_scope`
- `formatting`: bring ledger files into their canonical form
- `source_editing`: list the sources of the ledger, and change their names
- `merging`: merge three versions of a ledger file
- `initialization`: make a folder a project
- `git_drivers`: let git's own commands compare and merge claims; with `git_attributes`

All of them use `project_folder` (where documents and ledger are), `configuration`
(``claimkit.yaml``) and `project_repository` (the project's paths as git has them).
`output_files` writes files outside the ledger.
"""
