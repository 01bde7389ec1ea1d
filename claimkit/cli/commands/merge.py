"""``claimkit merge``: merge three versions of a ledger file, claim by claim."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Command


def _read_label(_: click.Context, option: click.Parameter, text: str | None) -> str:
    """Return a label on one line. Git before 2.44 passes its placeholders unreplaced."""
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
    help="The file's name in the project, for messages and to recognise _sources.yaml and "
    "_extractor.yaml.  [default: OURS]",
)
@click.option(
    "--marker-size",
    type=click.IntRange(min=1),
    default=7,
    show_default=True,
    help="Length of the conflict markers.",
)
@click.option(
    "--ours-label", metavar="TEXT", callback=_read_label, help="Name of OURS in conflicts."
)
@click.option(
    "--theirs-label", metavar="TEXT", callback=_read_label, help="Name of THEIRS in conflicts."
)
@click.option(
    "--as-base",
    is_flag=True,
    help="Make the base of another merge: take BASE's side of each conflict. Git asks for it after "
    "branches were merged crosswise.",
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
    as_base: bool,
) -> None:
    """Merge the changes from BASE to OURS and from BASE to THEIRS, and print the result.

    Claims are merged field by field, not line by line. Only what people wrote, such as reviews,
    gets conflict markers if both sides wrote it differently; then the exit code is 1. What
    extraction computes is taken from one side; run claimkit extract after the merge. An empty BASE
    or /dev/null means that both sides created the file. Other files than ledger files are merged
    line by line.

    After claimkit git enable, git uses this in git merge, rebase, cherry-pick and stash.

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
        is_base=as_base,
    )
    ctx.exit(action.run(call))
