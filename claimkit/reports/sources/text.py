"""Write the sources of a ledger for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from claimkit.model import Claim, SourceEntry
from claimkit.reports.style import Style, plain

_COLUMNS = ("source", "kind", "claims", "also")


def list_text(
    sources: Iterable[tuple[SourceEntry, int]],
    style: Style = plain,
    *,
    width: int = 100,
    has_colour: bool = False,
) -> str:
    """Return a table with one source a row: name, kind, number of claims, other names.

    Args:
        sources: each with the number of its claims.
        style: makes words printable; its result must not hold terminal codes.
        width: long cells are folded so that the table is at most this wide.
        has_colour: write the header in bold.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        table.add_column(name, justify="right" if name == "claims" else "left", overflow="fold")
    for entry, claims in sources:
        cells = (entry.name, entry.kind.value, str(claims), ", ".join(entry.aliases))
        table.add_row(*(style(cell, "text") for cell in cells))
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=has_colour,
        color_system="standard" if has_colour else None,
        no_color=not has_colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(table)
    return stream.getvalue()


def iter_source_lines(
    entry: SourceEntry, claims: Iterable[tuple[str, Claim]], style: Style = plain
) -> Iterator[str]:
    """Yield a source's names and roles, then its claims.

    Args:
        claims: each with the path of its document.
    """
    yield style(f"{entry.name}  {entry.kind.value}", "text")
    for alias in entry.aliases:
        yield style(f"  also {alias}", "text")
    for role in entry.roles:
        yield style(f"  {role.role}  ({', '.join(role.documents)})", "text")
    for document, claim in claims:
        yield ""
        yield style(f"{document}  {claim.id}", "text")
        yield style(f"  {claim.cue or ''}: {claim.content}", "text")
