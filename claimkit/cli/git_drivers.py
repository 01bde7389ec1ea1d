"""``claimkit git``: claimkit's place in git's own commands."""

from __future__ import annotations

import click


@click.group(short_help="Let git diff and git merge know claims.")
def git() -> None:
    """Set git up to compare and merge ledger files claim by claim.

    \b
    Examples:
      claimkit git enable
    """
