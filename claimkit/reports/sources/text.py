"""Write the sources of a ledger for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from claimkit.ledger.sources.join_offers import JoinOffer
from claimkit.ledger.sources.unnamed import UnnamedSource
from claimkit.model import Claim, SourceEntry
from claimkit.reports.escaping.terminal import escape_commands
from claimkit.reports.style import Style, plain
from claimkit.reports.text_width import wrap

_COLUMNS = ("source", "kind", "claims", "also")
_UNNAMED_COLUMNS = ("source", "claims", "document")
_UNNAMED = "without a name of their own; the words mean somebody else in each document:"


def list_text(
    sources: Iterable[tuple[SourceEntry, int]],
    style: Style = plain,
    *,
    unnamed: Iterable[UnnamedSource] = (),
    width: int = 80,
    has_colour: bool = False,
) -> str:
    """Return a table with one source a row: name, kind, number of claims, other names.

    Sources without a name of their own follow in a second table, with a row for each document.

    Args:
        sources: each with the number of its claims.
        style: makes words printable; its result must not hold terminal codes.
        unnamed: the sources of the second table.
        width: long cells are folded so that the tables are at most this wide.
        has_colour: write the headers in bold.
    """
    rows = [(e.name, e.kind.value, str(claims), ", ".join(e.aliases)) for e, claims in sources]
    others = [(source.name, str(len(source.claims)), source.document) for source in unnamed]
    text = _table(_COLUMNS, rows, style, width, has_colour=has_colour) if rows or not others else ""
    if others:
        lines = wrap(_UNNAMED, width)
        text += "".join(f"{line}\n" for line in ([""] if text else []) + lines)
        text += _table(_UNNAMED_COLUMNS, others, style, width, has_colour=has_colour)
    return escape_commands(text)


def _table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    style: Style,
    width: int,
    *,
    has_colour: bool,
) -> str:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name == "claims" else "left", overflow="fold")
    for row in rows:
        table.add_row(*(style(cell, "text") for cell in row))
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
    yield from _iter_claim_lines(claims, style)


def iter_unnamed_lines(
    name: str, claims: Iterable[tuple[str, Claim]], style: Style = plain
) -> Iterator[str]:
    """Yield the words for a source without a name of its own, then its claims.

    Args:
        claims: each with the path of its document.
    """
    yield style(f"{name}  without a name of its own", "text")
    yield from _iter_claim_lines(claims, style)


def iter_offer_lines(offers: Iterable[JoinOffer], style: Style = plain) -> Iterator[str]:
    """Yield offers of joins: the short name and the full name, each with its documents."""
    for number, offer in enumerate(offers):
        if number:
            yield ""
        short, full = offer.short.entry, offer.full.entry
        roles = "".join(f", {role.role}" for role in full.roles)
        yield style(f"{short.name}  may be  {full.name}{roles}", "text")
        for source in (offer.short, offer.full):
            claims = "1 claim" if source.claims == 1 else f"{source.claims} claims"
            where = f" in {', '.join(source.documents)}" if source.documents else ""
            yield style(f"  {source.entry.name}: {claims}{where}", "text")


def _iter_claim_lines(claims: Iterable[tuple[str, Claim]], style: Style) -> Iterator[str]:
    for document, claim in claims:
        yield ""
        yield style(f"{document}  {claim.id}", "text")
        yield style(f"  {claim.cue or ''}: {claim.content}", "text")
