"""Compare two states of the ledger, and print the changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.formats import ColourMode, DiffFormat, DiffShape, WordDiffMode
from claimkit.cli.terminal.diff_text import DiffDisplay, print_diff
from claimkit.cli.terminal.paging import print_text
from claimkit.project.comparison import Comparison, DiffRequest, compare


@dataclass(frozen=True, slots=True)
class DiffCall:
    """The options of one call; ``paths`` are the arguments after ``--``, None without it."""

    operands: tuple[str, ...]
    paths: tuple[str, ...] | None
    is_staged: bool
    only: tuple[str, ...]
    ignored: tuple[str, ...]
    format: DiffFormat
    shape: DiffShape
    word_diff: WordDiffMode | None
    colour: ColourMode | None
    has_pager: bool
    is_quiet: bool
    has_exit_code: bool


def run(call: DiffCall) -> int:
    """Compare, print, and return the exit code."""
    request = DiffRequest(
        operands=call.operands,
        paths=call.paths,
        is_staged=call.is_staged,
        only=call.only,
        ignored=call.ignored,
    )
    found = compare(request, Path.cwd())
    if not call.is_quiet:
        _print(call, found)
    return int(bool(found.diff.documents) and call.has_exit_code)


def _print(call: DiffCall, found: Comparison) -> None:
    # Each writer is imported when it is asked for: diff must start fast.
    match call.format:
        case "json":
            from claimkit.reports.diffs.json import write as write_json

            print_text([write_json(found.diff)])
        case "markdown":
            from claimkit.reports.diffs.markdown import write as write_markdown

            print_text([write_markdown(found.diff)])
        case "github":
            from claimkit.reports.diffs.github import iter_annotations

            print_text(f"{line}\n" for line in iter_annotations(found.diff, found.find_line))
        case "text":
            display = DiffDisplay(call.shape, call.word_diff, call.colour, call.has_pager)
            print_diff(found.diff, display)
