"""Collect the metadata that a document gives, and choose the value of each field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from claimkit.documents.metadata.printed_dates import DateFault, PrintedDate
from claimkit.faults import AMBIGUOUS_DATE, IMPOSSIBLE_DATE
from claimkit.model import Finding

_DATE_HINT = "give the date with --published or in a .meta.yaml file beside the document"


class Origin(IntEnum):
    """The place that a value comes from; the lowest number has precedence."""

    OPTION = 1
    SIDECAR = 2
    FRONT_MATTER = 3
    DATE_LINE = 4
    TIMESTAMP = 5
    BYLINE = 6
    SIGNATURE = 7
    DATELINE = 8
    UPDATED = 9
    FILE = 10
    """What a program has written into the file, such as the title of a PDF."""


_LATER_DATES = frozenset((Origin.UPDATED, Origin.FILE))


@dataclass(frozen=True, slots=True)
class MetadataCandidate:
    """A possible value of a field; ``offset`` is its place in the source text, if it has one."""

    field: str
    value: str
    origin: Origin
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A printed date that may be the document's."""

    date: PrintedDate
    origin: Origin
    offset: int


@dataclass(frozen=True, slots=True)
class FoundMetadata:
    """The metadata in a part of a document, and the findings about it."""

    candidates: list[MetadataCandidate] = field(default_factory=list)
    dates: list[DateCandidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def value_of(self, field: str) -> str | None:
        """Return the best value of a field."""
        return choose(self.candidates, field)

    def joined(self, other: FoundMetadata) -> FoundMetadata:
        """Return the metadata of both parts, this one's first."""
        return FoundMetadata(
            self.candidates + other.candidates,
            self.dates + other.dates,
            self.findings + other.findings,
        )


def choose(candidates: Iterable[MetadataCandidate], field: str) -> str | None:
    """Return the best value of a field: by origin, then by place.

    Of two dates that agree, the exact one is better ("March 2026", "14 March 2026"), unless a
    person gave the other.
    """
    found = [item for item in candidates if item.field == field and item.value]
    if not found:
        return None
    found.sort(key=lambda item: (item.origin, item.offset or 0))
    best = found[0]
    if field == "published" and best.origin >= Origin.FRONT_MATTER:
        for item in found[1:]:
            is_finer = item.value.startswith(f"{best.value}-")
            if is_finer and item.origin not in _LATER_DATES:
                best = item
    return best.value


def choose_all(candidates: Iterable[MetadataCandidate], field: str) -> tuple[str, ...]:
    """Return the best values of a field that may have several, which come from one place.

    A place that has all these values and more is better still, unless a person gave the values: the
    byline in a mail names its sender and the other author.
    """
    places: dict[tuple[Origin, int], dict[str, None]] = {}
    for item in candidates:
        if item.field == field and item.value:
            places.setdefault((item.origin, item.offset or 0), {})[item.value] = None
    if not places:
        return ()
    ordered = [places[place] for place in sorted(places)]
    best, is_given = ordered[0], min(places)[0] < Origin.FRONT_MATTER
    fuller = [values for values in ordered[1:] if values.keys() > best.keys()]
    return tuple(best if is_given or not fuller else fuller[0])


def judge_date(candidate: DateCandidate, source: str, path: str) -> MetadataCandidate | Finding:
    """Return a printed date as a candidate for ``published``, or a finding if it has no value."""
    date, offset = candidate.date, candidate.offset
    if date.value is not None:
        return MetadataCandidate("published", date.value, candidate.origin, offset)
    line = source.count("\n", 0, offset) + 1
    column = offset - source.rfind("\n", 0, offset)
    if date.fault is DateFault.AMBIGUOUS:
        return AMBIGUOUS_DATE.finding(
            f"{date.text!r} may be day or month first, so it is not taken for the document's date",
            path,
            line,
            column,
            hint=_DATE_HINT,
        )
    return IMPOSSIBLE_DATE.finding(
        f"{date.text!r} is not a day of the calendar; other evidence of the document's "
        "date is used, if there is any",
        path,
        line,
        column,
        hint=_DATE_HINT,
    )
