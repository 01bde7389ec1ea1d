"""Review claims on the terminal: show claims, and read keys and lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import click
from rich.console import Console, RenderableType

from claimkit.cli.terminal.claim_splitting import ask_for_contents
from claimkit.cli.terminal.messages import Messages, supports_colour
from claimkit.cli.terminal.review_session import ReviewSession, Terminal
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.parsing.models import find_language
from claimkit.project import splitting
from claimkit.project.evidence_context import EvidenceReader
from claimkit.project.extraction_settings import configured_model
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.reviewing import find_reviewer, today
from claimkit.reports.escaping.terminal import printable

try:
    import readline
except ImportError:  # Windows
    readline = None  # type: ignore[assignment]


class ScreenAndKeyboard:
    """The terminal of this process."""

    def __init__(self) -> None:
        self._console = Console(
            color_system="auto" if supports_colour(sys.stdout) else None,
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


@dataclass(frozen=True, slots=True)
class ProjectTools:
    """Adds, splits and joins claims of a project."""

    project: ProjectFolder
    by: str

    def add(self, filed: FiledClaim, terminal: Terminal) -> Sequence[FiledClaim]:
        from claimkit.cli.terminal.claim_adding import ask_for_claims
        from claimkit.project.adding import Adding  # loads spaCy

        path = str(self.project.root / filed.document)
        return ask_for_claims(Adding(self.project, path, self.by, None), terminal)

    def split(self, filed: FiledClaim, terminal: Terminal) -> Sequence[FiledClaim]:
        contents = ask_for_contents(filed.claim, terminal)
        if not contents:
            return ()
        return splitting.split(self.project, filed.claim.id, contents, by=self.by)

    def join(self, first: FiledClaim, second: FiledClaim) -> Sequence[FiledClaim]:
        return splitting.join(self.project, [first.claim.id, second.claim.id], by=self.by)


def review_claims(
    project: ProjectFolder, claims: Sequence[FiledClaim], by: str | None, *, is_second: bool = False
) -> None:
    """Review claims interactively.

    Raises:
        UsageError: if no reviewer is known.
    """
    reviewer = find_reviewer(project, by)
    if not claims:
        Messages().note("no claims match; there is nothing to decide")
        return
    session = ReviewSession(
        project.ledger,
        claims,
        reviewer,
        today(),
        ScreenAndKeyboard(),
        EvidenceReader(project.root, find_language(configured_model(project))),
        is_second,
        None if is_second else ProjectTools(project, reviewer),
    )
    try:
        session.run()
    finally:
        with suppress(BrokenPipeError):
            click.echo(f"\n{session.summary()}")
