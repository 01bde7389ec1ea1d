"""``claimkit review`` on a terminal: keys and lines in, claims out."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console, RenderableType

from claimkit.cli.messages import is_lively, printable
from claimkit.cli.review import ReviewScope
from claimkit.cli.review_scope import Ledger
from claimkit.cli.review_screen import ContextFinder
from claimkit.cli.review_session import Session
from claimkit.cli.run_review import find_reviewer, today
from claimkit.ledger.claim_filter import OPEN

try:
    import readline
except ImportError:  # Windows
    readline = None  # type: ignore[assignment]


class ScreenAndKeyboard:
    """The terminal that the process runs in."""

    def __init__(self) -> None:
        self._console = Console(
            color_system="auto" if is_lively(sys.stdout) else None,
            emoji=False,
            highlight=False,
            markup=False,
        )

    def show(self, what: RenderableType) -> None:
        self._console.print(what)

    def read_key(self, prompt: str) -> str:
        self._console.print(prompt, end=" ")
        key = click.getchar()
        self.show(printable(key))
        return key

    def read_line(self, prompt: str, text: str = "") -> str:
        if readline is not None:
            readline.set_startup_hook(lambda: readline.insert_text(text))
        try:
            return input(prompt)
        except EOFError:
            self.show("")
            return ""
        finally:
            if readline is not None:
                readline.set_startup_hook()


def go_through(folder: Path | None, scope: ReviewScope, by: str | None) -> None:
    """Review claims on the terminal.

    Raises:
        click.UsageError: if there is nobody to name as the reviewer.
    """
    ledger = Ledger.open(folder)
    reviewer = find_reviewer(ledger.project, by)
    claims = ledger.select(scope, OPEN)
    if not claims:
        click.echo("claimkit: there are no claims like that; nothing is left to decide", err=True)
        return
    session = Session(
        ledger.folder, claims, reviewer, today(), ScreenAndKeyboard(),
        ContextFinder(ledger.project.root),
    )  # fmt: skip
    try:
        session.run()
    finally:
        with suppress(BrokenPipeError):
            click.echo(f"\n{session.summary()}")
