"""Write merged ledger files as text, with git's conflict markers where the versions differ.

Without a conflict the text is canonical. Otherwise only the lines of the fields in conflict are
between markers, so that picking one side of each conflict gives a valid ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimkit.ledger.format.fields import (
    CLAIM_FIELDS,
    CLAIM_KEYS,
    DECIDING_FIELDS,
    DOCUMENT_FIELDS,
)
from claimkit.ledger.format.plain_values import (
    SCHEMA,
    plain_claim,
    plain_ledger,
    plain_sources,
    plain_value,
)
from claimkit.ledger.format.write import dump_mapping
from claimkit.model import Claim, LedgerFile, SourceEntry


@dataclass(frozen=True, slots=True)
class Markers:
    """The marks around a conflict: their length, and the names of the sides."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"


Lines = Sequence[str]
Part = tuple[Lines, Lines]
"""Some lines of a file as ours and as theirs."""


def dump_versions(ours: LedgerFile, theirs: LedgerFile, markers: Markers = Markers()) -> str:
    """Return the text of two versions of a ledger file that have the same claims in one order."""
    first, second = plain_ledger(ours), plain_ledger(theirs)
    parts = [_same(f"schema: {SCHEMA}", "document:")]
    keys = [key for key in DOCUMENT_FIELDS if key in first["document"] | second["document"]]
    parts += _iter_field_parts(first["document"], second["document"], "  ", keys)
    for key in ("claims", "retired"):
        pairs = list(zip(getattr(ours, key), getattr(theirs, key), strict=True))
        parts.append(_same(f"{key}:" if pairs else f"{key}: []"))
        for one, other in pairs:
            parts += _iter_claim_parts(one, other)
    return _text(parts, markers)


SourceVersions = tuple[Sequence[SourceEntry], Sequence[SourceEntry]]


def dump_source_versions(groups: Iterable[SourceVersions], markers: Markers = Markers()) -> str:
    """Return the text of ``_sources.yaml`` from two versions of each group of entries.

    If both versions of a group have the same names and aliases, only the fields that differ are
    between markers. Otherwise all entries of the group are, so that no choice of sides leaves a
    name with two entries or with none.
    """
    groups = [group for group in groups if group[0] or group[1]]
    parts = [_same(f"schema: {SCHEMA}", "sources:" if groups else "sources: []")]
    for ours, theirs in groups:
        first, second = (plain_sources(side)["sources"] for side in (ours, theirs))
        if [entry.names for entry in ours] == [entry.names for entry in theirs]:
            for one, other in zip(first, second, strict=True):
                parts += _iter_item_parts(one, other)
        else:
            parts.append((_item_lines(first), _item_lines(second)))
    return _text(parts, markers)


def _iter_claim_parts(ours: Claim, theirs: Claim) -> Iterator[Part]:
    values = (plain_claim(ours), plain_claim(theirs))
    for field in CLAIM_FIELDS:
        # If fields that decide whether this field is left out are in conflict, it is written, so
        # that its value does not depend on the side that a person picks.
        deciding = DECIDING_FIELDS.get(field.left_out, ())
        if any(getattr(ours, name) != getattr(theirs, name) for name in deciding):
            for side, claim in zip(values, (ours, theirs), strict=True):
                side[field.name] = plain_value(field.name, getattr(claim, field.name))
    yield from _iter_item_parts(values[0], values[1], CLAIM_KEYS)


def _iter_item_parts(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], order: Iterable[str] | None = None
) -> Iterator[Part]:
    """Yield an item of a list key by key; its first key, which both sides have, gets the dash."""
    keys = [key for key in order or dict.fromkeys((*ours, *theirs)) if key in ours or key in theirs]
    yield from _iter_field_parts(ours, theirs, "- ", keys[:1])
    yield from _iter_field_parts(ours, theirs, "  ", keys[1:])


def _iter_field_parts(
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    indent: str,
    keys: Iterable[str] | None = None,
) -> Iterator[Part]:
    for key in ours if keys is None else keys:
        first, second = (
            [f"{indent}{line}" for line in dump_mapping({key: side[key]}).splitlines()]
            if key in side
            else []
            for side in (ours, theirs)
        )
        yield first, second


def _item_lines(items: Iterable[Mapping[str, Any]]) -> Lines:
    return [line for item in items for part in _iter_item_parts(item, item) for line in part[0]]


def _same(*lines: str) -> Part:
    return lines, lines


def _text(parts: Iterable[Part], markers: Markers) -> str:
    lines: list[str] = []
    for ours, theirs in parts:
        if ours == theirs:
            lines += ours
        else:
            lines += [f"{'<' * markers.size} {markers.ours}", *ours, "=" * markers.size]
            lines += [*theirs, f"{'>' * markers.size} {markers.theirs}"]
    return "".join(f"{line}\n" for line in lines)
