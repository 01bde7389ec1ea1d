"""Write messages to stderr, and style text with colours."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import click

from claimkit.cli.terminal.streams import write_message
from claimkit.model import Finding, Severity
from claimkit.reports.escaping.terminal import printable, printable_lines
from claimkit.reports.places import describe_place
from claimkit.reports.style import Style

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


class Messages:
    """Writes messages to stderr; with ``quiet``, only errors."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def note(self, message: str) -> None:
        """Write a message about a result, or about what the user should do next."""
        if not self.quiet:
            write_message(f"claimkit: {printable(message)}")

    def error(self, message: str, hint: str | None = None) -> None:
        """Write the reason why a command cannot continue."""
        self._write("claimkit", Severity.ERROR, "error", message, hint)

    def finding(self, finding: Finding) -> None:
        """Write a finding about the user's data."""
        if self.quiet and finding.severity is not Severity.ERROR:
            return
        place = [finding.path, finding.line, finding.column]
        where = ":".join(str(part) for part in place if part is not None) or "claimkit"
        where = ", ".join(filter(None, (where, describe_place(finding.place))))
        what = f"{finding.severity.value} {finding.code}"
        self._write(where, finding.severity, what, finding.message, finding.hint)

    def _write(
        self, where: str, severity: Severity, what: str, message: str, hint: str | None
    ) -> None:
        styled = click.style(what, fg=_COLOURS[severity])
        lines = [f"{printable(where)}: {styled}: {printable(message)}"]
        if hint:
            lines.append(f"  {printable(hint)}")
        write_message("\n".join(lines), has_colour=supports_colour(sys.stderr))


def write_click_error(error: click.ClickException) -> None:
    """Write the message of an error of click, in its own form.

    Names and values in it may come from a ledger. A stream that is full changes no exit code.
    """
    lines = io.StringIO()
    error.show(lines)
    write_message(printable_lines(lines.getvalue().rstrip("\n")), has_colour=False)


def make_style(*, has_colour: bool) -> Style:
    """Return the function with which text writers style words, with or without colours.

    In either case, control characters are escaped.
    """
    if not has_colour:
        return lambda text, _: printable(text)

    def style(text: str, role: str) -> str:
        look = _ROLES.get(role)
        return click.style(printable(text), **look) if look else printable(text)

    return style


_ROLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "path": {"bold": True},
        "summary": {"bold": True},
        "sentence": {"bold": True},
        "added": {"fg": "green"},
        "removed": {"fg": "red"},
        "changed": {"fg": "yellow"},
        "reviewed": {"fg": "cyan"},
        "added words": {"fg": "green", "bold": True},
        "removed words": {"fg": "red", "strikethrough": True},
        "label": {"dim": True},
        "note": {"dim": True},
        "id": {"dim": True},
        "error": {"fg": "red"},
        "warning": {"fg": "yellow"},
        "hint": {"dim": True},
    }
)


def supports_colour(stream: IO[Any]) -> bool:
    """Return whether a stream is a terminal that shows colours and a progress bar."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def short_path(path: Path) -> str:
    """Return a path relative to the current folder if it is below that folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def short_message(message: str) -> str:
    """Return a message with the path that it begins with as `short_path` shows it."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # another program has removed the folder
        return message
    return message.removeprefix(f"{here}{os.sep}")
