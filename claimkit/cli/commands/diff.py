"""``claimkit diff``: show what changed in the ledger, claim by claim."""

from __future__ import annotations

from typing import get_args

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import quiet_option, split_list
from claimkit.cli.formats import ColourMode, DiffFormat, WordDiffMode

_PATHS = "claimkit.paths"


class _DiffCommand(Command):
    """A command that keeps the arguments after ``--`` separate, which click does not do."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            place = args.index("--")
            ctx.meta[_PATHS] = tuple(args[place + 1 :])
            args = args[:place]
        return super().parse_args(ctx, args)


@click.command(
    cls=_DiffCommand,
    short_help="Show what changed in the ledger, claim by claim.",
    options_metavar="[OPTIONS]",
)
@click.argument("operands", nargs=-1, metavar="[REV | REV REV | REV..REV | FILE FILE] [-- PATHS]")
@click.option(
    "--staged",
    "--cached",
    is_flag=True,
    help="Compare REV (by default the last commit) with what is staged.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(get_args(DiffFormat)),
    default="text",
    show_default=True,
    help="markdown is for a comment on a pull request, github for annotations of its lines.",
)
@click.option("--stat", is_flag=True, help="Show only how many claims changed in each document.")
@click.option("--name-only", is_flag=True, help="Show only the paths of the ledger files.")
@click.option(
    "--only",
    multiple=True,
    metavar="WHAT,...",
    help="Only claims with KEY=VALUE (speaker, via, kind, stance, rule, confidence, id), only "
    "these fields (quantities), or only what was added, removed, changed or reviewed.",
)
@click.option(
    "--ignore", multiple=True, metavar="FIELD,...", help="Ignore changes of these fields."
)
@click.option(
    "--word-diff",
    is_flag=False,
    flag_value="plain",
    type=click.Choice(get_args(WordDiffMode)),
    help="How changed words are marked; none shows both texts.  [default: color on a terminal, "
    "else plain]",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there are differences.")
@quiet_option("Print nothing; --exit-code is implied.")
@click.option(
    "--color",
    "colour",
    type=click.Choice(get_args(ColourMode)),
    help="Colours.  [default: git's color.diff or color.ui, else auto]",
)
@click.option("--no-pager", is_flag=True, help="Do not use a pager.")
@click.pass_context
def diff(
    ctx: click.Context,
    operands: tuple[str, ...],
    staged: bool,
    output_format: DiffFormat,
    stat: bool,
    name_only: bool,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    word_diff: WordDiffMode | None,
    exit_code: bool,
    quiet: bool,
    colour: ColourMode | None,
    no_pager: bool,
) -> None:
    """Compare two states of the ledger and show which claims are new, gone, changed or reviewed.

    The states are named as for git diff: nothing (what is staged and the working tree), REV (and
    the working tree), --staged, REV REV, REV..REV, REV...REV (since they diverged), two ledger
    files or two folders. /dev/null is a state without claims. Ledger files that git does not track
    yet count as new. PATHS are documents, ledger files or folders.

    \b
    Examples:
      claimkit diff
      claimkit diff HEAD~3 -- reports/2025
      claimkit diff main...HEAD --format markdown
      claimkit diff --staged --only speaker="Nora Falk",quantities
      claimkit diff old/rents.txt.yaml new/rents.txt.yaml
    """
    from claimkit.cli.actions import diff as action

    call = action.DiffCall(
        operands=operands,
        paths=ctx.meta.get(_PATHS),
        is_staged=staged,
        only=split_list(only),
        ignored=split_list(ignore),
        format=output_format,
        has_stat=stat,
        has_names_only=name_only,
        word_diff=word_diff,
        colour=colour,
        has_pager=not no_pager,
        is_quiet=quiet,
        has_exit_code=exit_code or quiet,
    )
    ctx.exit(action.run(call))
