"""Compare two states of the ledger, and print the changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.formats import ColourMode, DiffFormat, DiffShape, WordDiffMode
from claimkit.cli.terminal.paging import print_text
from claimkit.errors import UsageError
from claimkit.project.comparison import Comparison, DiffRequest, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffCall(DiffRequest):
    """The options of one call; ``paths`` are the arguments after ``--``, or None without ``--``."""

    format: DiffFormat
    has_stat: bool
    has_names_only: bool
    word_diff: WordDiffMode | None
    colour: ColourMode | None
    has_pager: bool
    is_quiet: bool
    has_exit_code: bool


def run(call: DiffCall) -> int:
    """Compare, print, and return the exit code."""
    shape = _choose_shape(call)
    found = compare(call, Path.cwd())
    if not call.is_quiet:
        _print(call, shape, found)
    return int(bool(found.diff.documents) and call.has_exit_code)


def _choose_shape(call: DiffCall) -> DiffShape:
    if call.has_stat and call.has_names_only:
        raise UsageError("--stat and --name-only exclude each other; leave one out.")
    if (call.has_stat or call.has_names_only) and call.format != "text":
        raise UsageError("--stat and --name-only go with --format text.")
    return "stat" if call.has_stat else "names" if call.has_names_only else "full"


def _print(call: DiffCall, shape: DiffShape, found: Comparison) -> None:
    # Writers are imported when needed, because diff must start fast.
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
        case "text" if found.diff.documents:
            from claimkit.cli.terminal.diff_text import DiffDisplay, print_diff

            display = DiffDisplay(shape, call.word_diff, call.colour, call.has_pager)
            print_diff(found.diff, display)
