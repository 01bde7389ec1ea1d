"""What a document says about itself, where, and which of it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from claimkit.documents.metadata.printed_dates import DateFault, PrintedDate
from claimkit.model import Finding, Severity

IMPOSSIBLE_DATE = "CK101"
AMBIGUOUS_DATE = "CK102"
FRONT_MATTER = "CK103"
CORPUS_LINE = "CK104"


class Origin(IntEnum):
    """Where a statement about the document stands; the lowest counts first."""

    OPTION = 1
    SIDECAR = 2
    FRONT_MATTER = 3
    DATE_LINE = 4
    TIMESTAMP = 5
    BYLINE = 6
    SIGNATURE = 7


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement; ``offset`` is its place in the source text, if it stands there."""

    field: str
    value: str
    origin: Origin
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """A printed date that may be the document's."""

    date: PrintedDate
    origin: Origin
    offset: int


def choose(evidence: Iterable[Evidence], field: str) -> str | None:
    """Return the best value of a field: by origin, then by place."""
    found = [item for item in evidence if item.field == field and item.value]
    return min(found, key=lambda item: (item.origin, item.offset or 0)).value if found else None


def judge_date(date: DateEvidence, source: str, path: str) -> Evidence | Finding:
    """Turn a printed date into evidence, or into a finding if it is no date."""
    if date.date.value is not None:
        return Evidence("published", date.date.value, date.origin, date.offset)
    line = source.count("\n", 0, date.offset) + 1
    column = date.offset - source.rfind("\n", 0, date.offset)
    if date.date.fault is DateFault.AMBIGUOUS:
        return Finding(
            AMBIGUOUS_DATE,
            Severity.NOTE,
            f"{date.date.text!r} may be day or month first, so it is not taken for the "
            "document's date",
            path,
            line,
            column,
            hint="give the date with --published or in a .meta.yaml file beside the document",
        )
    return Finding(
        IMPOSSIBLE_DATE,
        Severity.WARNING,
        f"{date.date.text!r} is not a day of the calendar; other evidence of the document's "
        "date is used, if there is any",
        path,
        line,
        column,
        hint="give the date with --published or in a .meta.yaml file beside the document",
    )
