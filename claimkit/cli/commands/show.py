"""``claimkit show``: show claims with everything that is known about them."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import format_option, ledger_option, no_pager_option
from claimkit.cli.formats import TextOrJson


@click.command(cls=Command, short_help="Show claims with their evidence and history.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@format_option("json is an object with the list claims.")
@no_pager_option
@ledger_option
def show(
    ids: tuple[str, ...], output_format: TextOrJson, no_pager: bool, ledger: Path | None
) -> None:
    """Show each claim: who said what and when, its sentence in the document, its review, and the
    commits that changed or reviewed it.

    You can shorten an ID as long as it is unique. Retired claims are shown, too.

    \b
    Examples:
      claimkit show 4k9m2xwd
      claimkit show 4k9m 8d1r
      claimkit show 4k9m2xwd --format json
    """
    from claimkit.cli.actions import show as action

    action.print_claims(ledger, ids, output_format, has_pager=not no_pager)
