"""Two ledgers, claim by claim: what is new, gone and changed."""

from claimkit.compare.ledgers import apply, diff_all, diff_ledgers

__all__ = ["apply", "diff_all", "diff_ledgers"]
