"""``claimkit merge``: three versions of one of the ledger's files made one, claim by claim."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Command


def _read_label(_: click.Context, option: click.Parameter, text: str | None) -> str:
    """Return a label on one line. Before 2.44 git doesn't fill in the labels' placeholders."""
    label = " ".join((text or "").split())
    if not label or label in ("%X", "%Y"):
        return (option.name or "").removesuffix("_label")
    return label


_FILE = click.Path(path_type=Path)


@click.command(cls=Command, short_help="Merge three versions of a ledger file, claim by claim.")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write the result there.")
@click.option("--in-place", is_flag=True, help="Write the result over OURS.")
@click.option(
    "--path",
    metavar="PATH",
    help="The file's name in the project, for messages; it tells _sources.yaml and "
    "_extractor.yaml from ledgers of documents.  [default: OURS]",
)
@click.option(
    "--marker-size",
    type=click.IntRange(min=1),
    default=7,
    show_default=True,
    help="How many characters a conflict marker has.",
)
@click.option(
    "--ours-label", metavar="TEXT", callback=_read_label, help="What conflicts call OURS."
)
@click.option(
    "--theirs-label", metavar="TEXT", callback=_read_label, help="What conflicts call THEIRS."
)
@click.pass_context
def merge(
    ctx: click.Context,
    base: Path,
    ours: Path,
    theirs: Path,
    output: Path | None,
    in_place: bool,
    path: str | None,
    marker_size: int,
    ours_label: str,
    theirs_label: str,
) -> None:
    """Merge what OURS and THEIRS have made of BASE, and print it.

    Claims are joined by what they are, not by their lines. Conflict markers stand only round the
    fields that both sides changed differently; then the exit code is 1. A BASE that is empty or
    /dev/null means that both sides have made the file. What is no ledger is merged line by line.

    As a merge driver of git (claimkit git enable) it does this by itself in git merge, rebase,
    cherry-pick and stash.

    \b
    Examples:
      claimkit merge base.yaml ours.yaml theirs.yaml
      claimkit merge base.yaml ours.yaml theirs.yaml -o ledger/rents.txt.yaml
      claimkit merge /dev/null ours.yaml theirs.yaml --in-place
    """
    if in_place and output is not None:
        raise click.UsageError("--in-place writes over OURS; leave --output out.")
    from claimkit.cli.actions import merge as action

    call = action.MergeCall(
        base=base,
        ours=ours,
        theirs=theirs,
        name=path or str(ours),
        output=ours if in_place else output,
        marker_size=marker_size,
        ours_label=ours_label,
        theirs_label=theirs_label,
    )
    ctx.exit(action.run(call))
