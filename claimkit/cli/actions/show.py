"""Print claims with their evidence in context and their history."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import make_style, supports_colour
from claimkit.cli.terminal.paging import find_width, print_text
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.showing import ShowRequest, show
from claimkit.reports.claims.json import write
from claimkit.reports.claims.shown_claim import ShownClaim
from claimkit.reports.claims.text import iter_lines


def print_claims(
    ledger: Path | None, ids: Sequence[str], output_format: TextOrJson, *, has_pager: bool
) -> None:
    """Print claims by their ids."""
    claims = list(show(ProjectFolder.find().with_ledger(ledger), ShowRequest(tuple(ids))))
    print_shown(claims, output_format, has_pager=has_pager)


def print_shown(
    claims: Iterable[ShownClaim], output_format: TextOrJson, *, has_pager: bool
) -> None:
    """Print claims; on a terminal, the lines are broken at its width."""
    if output_format == "json":
        print_text([write(claims)])
        return
    style = make_style(has_colour=supports_colour(sys.stdout))
    width = find_width() if sys.stdout.isatty() else None
    lines: list[str] = []
    for shown in claims:
        lines += [""] if lines else []
        lines += iter_lines(shown, style, width=width)
    print_text((f"{line}\n" for line in lines), pager_of=Path.cwd() if has_pager else None)
