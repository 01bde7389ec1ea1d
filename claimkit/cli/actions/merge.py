"""Merge three versions of a ledger file, write the result and name the conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.terminal.output import open_binary_output
from claimkit.cli.terminal.streams import write_message
from claimkit.project.merging import MergeRequest, merge
from claimkit.reports.escaping.terminal import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCall(MergeRequest):
    """The options of one call; ``output`` is None for standard output."""

    output: Path | None


def run(call: MergeCall) -> int:
    """Merge, write, name the conflicts, and return the exit code."""
    result = merge(call)
    if result.line_merge_reason is not None:
        _write_message(f"{call.name}: merged line by line, as git does: {result.line_merge_reason}")
    with open_binary_output(call.output) as write:
        write(result.data)
    if result.conflicts:
        for conflict in result.conflicts:
            _write_message(f"{call.name}: conflict in {conflict}")
        _write_message(
            "claimkit: keep one side's lines of each conflict, take out the markers, then git add"
        )
    return int(bool(result.conflicts))


def _write_message(line: str) -> None:
    write_message(printable(line))
