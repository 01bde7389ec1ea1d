"""Bring the ledger's files into canonical form, and print which files changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.terminal.messages import short_path
from claimkit.cli.terminal.streams import write_message, write_output
from claimkit.ledger.formatted_files import FormattedFile
from claimkit.project.formatting import format_ledger
from claimkit.project.project_folder import ProjectFolder
from claimkit.reports.escaping.terminal import printable


@dataclass(frozen=True, slots=True)
class FormatCall:
    """The options of one call."""

    paths: tuple[Path, ...]
    ledger: Path | None
    is_check: bool
    has_diff: bool
    quiet: bool

    @property
    def is_dry_run(self) -> bool:
        return self.is_check or self.has_diff


def run(call: FormatCall) -> int:
    """Format, print, and return the exit code."""
    project = ProjectFolder.find().with_ledger(call.ledger)
    count = changed = 0
    for result in format_ledger(project, call.paths, dry_run=call.is_dry_run):
        count += 1
        if result.is_changed:
            changed += 1
            _print(call, result)
    if not call.quiet:
        verb = "would change" if call.is_dry_run else "changed"
        line = f"{_count_files(changed)} {verb}, {_count_files(count - changed)} left as they are"
        write_message(line)
    return int(bool(changed) and call.is_dry_run)


def _count_files(number: int) -> str:
    return f"{number:,} file{'s' * (number != 1)}"


def _print(call: FormatCall, result: FormattedFile) -> None:
    path = short_path(result.path)
    if call.has_diff:
        from difflib import unified_diff  # so that format starts faster

        lines = unified_diff(
            (result.before or "").splitlines(keepends=True),
            result.after.splitlines(keepends=True),
            f"a/{path}" if result.before is not None else "/dev/null",
            f"b/{path}",
        )
        for line in lines:
            write_output(printable(line.rstrip("\n")))
    elif not call.quiet:
        write_output(f"{printable(path)}: {'would change' if call.is_dry_run else 'changed'}")
