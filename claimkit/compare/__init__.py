"""Compare states of a ledger, claim by claim.

- `ledgers`: two states of a ledger as a `LedgerDiff`, and a ledger from a difference;
- `diff_filter`: the part of a difference that a user asks for;
- `value_changes`: how two values of one field differ;
- `extraction_changes`: how many claims a new extraction adds, changes and removes;
- `contradictions`: whether two claims of one source can both be right;
- `merging`: three-way merges of ledger files and of their sources.
"""

from claimkit.compare.ledgers import apply, diff_all, diff_ledgers

__all__ = ["apply", "diff_all", "diff_ledgers"]
