"""``claimkit diff``: what changed in the ledger, claim by claim."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from claimkit.cli.options import split_list

if TYPE_CHECKING:
    from claimkit.cli.sides import Texts
    from claimkit.model import LedgerDiff

Format = Literal["text", "markdown", "json", "github"]
ColourMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Display:
    """How a comparison is shown as text; None leaves it to git's settings and the terminal."""

    shape: Literal["full", "stat", "names"] = "full"
    word_diff: Literal["plain", "color", "none"] | None = None
    colour: ColourMode | None = None
    has_pager: bool = False


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """What one call of the command asks for.

    ``operands`` stand before ``--``, ``paths`` behind it; None if that is not there.
    """

    operands: tuple[str, ...]
    paths: tuple[str, ...] | None
    is_staged: bool
    format: Format
    only: tuple[str, ...]
    ignored: tuple[str, ...]
    display: Display
    is_quiet: bool
    has_exit_code: bool


_PATHS = "claimkit.paths"


class _Command(click.Command):
    """Keeps what stands behind ``--`` apart, which click would mix with the rest."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            place = args.index("--")
            ctx.meta[_PATHS] = tuple(args[place + 1 :])
            args = args[:place]
        return super().parse_args(ctx, args)


@click.command(
    cls=_Command,
    short_help="Show what changed in the ledger, claim by claim.",
    options_metavar="[OPTIONS]",
)
@click.argument("operands", nargs=-1, metavar="[REV | REV REV | REV..REV | FILE FILE] [-- PATHS]")
@click.option(
    "--staged",
    "--cached",
    is_flag=True,
    help="Compare REV, or else the last commit, with what is staged.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="markdown is for a comment on a pull request, github for annotations of its lines.",
)
@click.option("--stat", is_flag=True, help="Only how many claims changed in each document.")
@click.option("--name-only", is_flag=True, help="Only the paths of the ledger files.")
@click.option(
    "--only",
    multiple=True,
    metavar="WHAT,...",
    help="Only claims with KEY=VALUE (speaker, via, kind, stance, rule, confidence, id), only "
    "these fields (quantities), or only what was added, removed, changed or reviewed.",
)
@click.option(
    "--ignore", multiple=True, metavar="FIELD,...", help="Leave out changes of these fields."
)
@click.option(
    "--word-diff",
    is_flag=False,
    flag_value="plain",
    type=click.Choice(["plain", "color", "none"]),
    help="How changed words are marked; none shows both texts.  [default: color on a terminal, "
    "else plain]",
)
@click.option("--exit-code", is_flag=True, help="End with 1 if something differs.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing; --exit-code is implied.")
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    help="Colours.  [default: git's color.diff or color.ui, else auto]",
)
@click.option("--no-pager", is_flag=True, help="Don't page on a terminal.")
@click.pass_context
def diff(
    ctx: click.Context,
    operands: tuple[str, ...],
    staged: bool,
    output_format: Format,
    stat: bool,
    name_only: bool,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    word_diff: Literal["plain", "color", "none"] | None,
    exit_code: bool,
    quiet: bool,
    colour: ColourMode | None,
    no_pager: bool,
) -> None:
    """Compare two states of the ledger and show which claims are new, gone, changed or reviewed.

    The states are named as for git diff: nothing (what is staged against the working tree), REV
    (against the working tree), --staged, REV REV, REV..REV, REV...REV (since they parted), two
    ledger files or two folders. New ledger files that git doesn't know yet count as well. PATHS
    are documents, ledger files or folders.

    \b
    Examples:
      claimkit diff
      claimkit diff HEAD~3 -- reports/2025
      claimkit diff main...HEAD --format markdown
      claimkit diff --staged --only speaker="Nora Falk",quantities
      claimkit diff old/rents.txt.yaml new/rents.txt.yaml
    """
    if stat and name_only:
        raise click.UsageError("--stat and --name-only are two shapes; leave one out.")
    shape: Literal["full", "stat", "names"] = "stat" if stat else "names" if name_only else "full"
    if shape != "full" and output_format != "text":
        raise click.UsageError("--stat and --name-only go with --format text.")
    request = DiffRequest(
        operands=operands,
        paths=ctx.meta.get(_PATHS),
        is_staged=staged,
        format=output_format,
        only=split_list(only),
        ignored=split_list(ignore),
        display=Display(shape, word_diff, colour, has_pager=not no_pager),
        is_quiet=quiet,
        has_exit_code=exit_code or quiet,
    )
    ctx.exit(_run(request))


def _run(request: DiffRequest) -> int:
    from claimkit.compare.diff_filter import filter_diff, parse_diff_filter

    try:
        wanted = parse_diff_filter(request.only, request.ignored)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    texts = _read(request)
    found = filter_diff(texts.diff(), wanted)
    if not request.is_quiet:
        _show(request, found, texts)
    return int(bool(found.documents) and request.has_exit_code)


def _read(request: DiffRequest) -> Texts:
    """Find out what is meant by the operands, and read it."""
    from claimkit.cli.operands import Files, read_operands
    from claimkit.cli.project import find_project
    from claimkit.cli.sides import read_files, read_paths, read_revisions, read_staged
    from claimkit.git.process import GitError
    from claimkit.git.repository import find_repository

    try:
        repository = find_repository(Path.cwd())
    except GitError:
        if len(request.operands) == 2 and not request.is_staged and not request.paths:
            return read_paths(*map(Path, request.operands))
        raise
    meant = read_operands(repository, request.operands, request.paths, is_staged=request.is_staged)
    if isinstance(meant, Files):
        return read_files(repository, meant.before, meant.after)
    project = find_project()
    if meant.before is None:
        return read_staged(project, repository, meant.paths)
    return read_revisions(project, repository, meant.before, meant.after, meant.paths)


def _show(request: DiffRequest, found: LedgerDiff, texts: Texts) -> None:
    match request.format:
        case "json":
            from claimkit.reports.diffs.json import write as write_json

            _print([write_json(found)])
        case "markdown":
            from claimkit.reports.diffs.markdown import write as write_markdown

            _print([write_markdown(found)])
        case "github":
            from claimkit.reports.diffs.github import iter_annotations

            _print(f"{line}\n" for line in iter_annotations(found, texts.find_line))
        case "text":
            show_text(found, request.display)


def show_text(found: LedgerDiff, display: Display) -> None:
    """Print a comparison, in colours and through a pager where git would."""
    from claimkit.cli.messages import is_lively, make_style
    from claimkit.git.settings import wants_colour
    from claimkit.reports.diffs import text

    here = Path.cwd()
    has_colour = display.colour == "always" or (
        display.colour != "never" and wants_colour("color.diff", here, is_lively(sys.stdout))
    )
    style = make_style(has_colour=has_colour)
    match display.shape:
        case "stat":
            lines = text.iter_stat_lines(found, style=style)
        case "names":
            lines = text.iter_names(found)
        case "full":
            words = display.word_diff or ("color" if has_colour else "plain")
            lines = text.iter_lines(found, style=style, words=text.WordDiff(words))
    _print((f"{line}\n" for line in lines), pager_of=here if display.has_pager else None)


def _print(pieces: Iterable[str], *, pager_of: Path | None = None) -> None:
    """Write text to stdout as it is, or to the pager that git has in a folder."""
    pieces = iter(pieces)
    first = next(pieces, None)
    if first is None:  # no pager to say nothing
        return
    if pager_of is not None and sys.stdout.isatty():
        from claimkit.git.settings import open_pager

        with open_pager(pager_of) as stream:
            if stream is not None:
                with suppress(BrokenPipeError):  # closed before its end
                    stream.writelines(piece.encode() for piece in chain([first], pieces))
                return
    for piece in chain([first], pieces):
        sys.stdout.write(piece)
