"""``claimkit format``: bring the ledger's files into their canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import ledger_option, quiet_option


@click.command(cls=Command, short_help="Bring the ledger's files into their canonical form.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; exit with 1 if a file would change."
)
@click.option(
    "--diff", "has_diff", is_flag=True, help="Write nothing; show the lines that would change."
)
@quiet_option("Do not name the files.")
@ledger_option
@click.pass_context
def format(  # noqa: A001 (the command's name)
    ctx: click.Context,
    paths: tuple[Path, ...],
    is_check: bool,
    has_diff: bool,
    quiet: bool,
    ledger: Path | None,
) -> None:
    """Bring the ledger's files into the form in which claimkit writes them.

    Use it after editing a file by hand, so that a pull request shows only what you changed. The
    content of the files stays the same. PATHS are files and folders of the ledger, or documents;
    the whole ledger by default.

    \b
    Examples:
      claimkit format
      claimkit format --check
      claimkit format ledger/report.txt.yaml --diff
    """
    from claimkit.cli.actions import format as action

    call = action.FormatCall(
        paths=paths, ledger=ledger, is_check=is_check, has_diff=has_diff, quiet=quiet
    )
    ctx.exit(action.run(call))
