"""The use cases: what a person does with a project and its ledger.

Nothing here prints, asks a person or reads the command line: `claimkit.cli` does that.
`project` has the class `Project` for users of Python; its methods call the use cases:

- `extraction`: extract documents into the ledger; with `inputs` and `moved_documents`
- `checking`: check the ledger; with `check_context`, `fresh_extraction` and `base_state`
- `comparison`: compare two states of the ledger; with `operands` and `compared_texts`
- `reviewing`: write what people decide about claims; with `claim_selection`
- `merging`: merge three versions of a ledger file
- `initialization`: make a folder a project
- `git_drivers`: let git's own commands compare and merge claims

All of them stand on `project_folder` (where documents and ledger are), `configuration`
(``claimkit.yaml``) and `project_repository` (the project's paths as git has them).
"""
