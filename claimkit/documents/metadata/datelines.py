"""Read the dateline before the first sentence of a report: place, date and agency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimkit.documents.metadata.header_parts import Part, PartKind, read_parts
from claimkit.documents.metadata.header_words import load_header_words
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.edtf import format_date
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.word_patterns import any_of

_MAX_DATELINE = 140
_MAX_AGENCY_WORDS = 4
_DASH = r"(?:[—–―_]|--?)"
# The signs that may end a dateline, the most telling ones first.
_ENDS = (
    re.compile(
        rf",?\s*{_DASH}?\s*\((?P<agency>[A-Z][\w\s.&/-]{{1,30}}?)\)\s*(?P<dash>{_DASH}|:)?\s*"
    ),
    re.compile(rf",?\s*/(?P<agency>[A-Z][\w\s.&-]{{1,30}})/\.?\s*(?P<dash>{_DASH})?\s*"),
    re.compile(rf"\s*[.,]?\s*(?P<dash>[—–―]|\s{_DASH}|--)\s*(?=[^\sa-z])"),
    re.compile(r"(?P<dash>[:.])\s+(?=[^\sa-z])"),
)
_WEAK_SIGNS = (":", ".")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_AFTER = re.compile(r"[A-ZÀ-ÖØ-Þ0-9\"“„«‘'(\[$€£]")
_PLACES = frozenset((PartKind.PLACE, PartKind.NAMES, PartKind.ORGANISATION))
_TIMES = frozenset((PartKind.DATE, PartKind.DAY))


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, date and agency before the first sentence; ``length`` includes the dash.

    ``date_start`` is the place of the date in the text.
    """

    length: int
    outlet: str | None
    date: PrintedDate | None
    place: str | None = None


def read_dateline(
    text: str, language: str, is_place: Callable[[str], bool] = lambda _: False
) -> Dateline | None:
    """Read a dateline such as "KYIV, May 3 (Reuters) - " at the start of a text.

    There must be an agency and a dash; or a place and a date, or a place in capitals, before a
    dash and a new sentence. "NATO said", "NATO — which was asked — said" and "(Reuters) reported"
    are prose.

    Args:
        is_place: returns whether the document uses a name as that of a place.

    >>> read_dateline("Tollen, 3 September 2026 – The mill burned down.", "en").date.value
    '2026-09-03'
    """
    start = text[:_MAX_DATELINE]
    found = _read_once(start, language, is_place)
    if found is None:
        return None
    more = _read_more(start[found.length :], language)
    if more is None:
        return found
    return Dateline(
        found.length + more.length,
        found.outlet or more.outlet,
        found.date or (_shift(more.date, found.length) if more.date else None),
        found.place,
    )


def find_dateline_day(text: str, language: str) -> str | None:
    """Return the day that a dateline prints, in EDTF; its year is unknown if it is not printed.

    >>> find_dateline_day("Aske, May 10.—", "en"), find_dateline_day("ASKE, 10 Sept (Wire) –", "en")
    ('XXXX-05-10', 'XXXX-09-10')
    """
    date = find_date(text, language=language)
    if date is not None and date.value is not None:
        return date.value
    pattern, months = _load_days(language)
    match = pattern.search(text)
    if match is None:
        return None
    name = (match["first"] or match["second"]).lower()
    return format_date(None, months[name], int(match["day"] or match["number"]))


@lru_cache(maxsize=8)
def _load_days(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern for a day and a month in either order, and the months' numbers."""
    months = {
        form.lower().rstrip("."): number
        for number, month in enumerate(load_calendar(language).months, 1)
        for form in month.forms
    }
    name = any_of(months)
    pattern = (
        rf"(?<!\w)(?:(?P<first>{name})\.?\s+(?P<day>\d{{1,2}})"
        rf"|(?P<number>\d{{1,2}})\s+(?P<second>{name}))(?!\w)"
    )
    return re.compile(pattern, re.IGNORECASE), months


def _read_once(text: str, language: str, is_place: Callable[[str], bool]) -> Dateline | None:
    for head, end, agency, dash in _iter_ends(text):
        kinds = read_head_of_dateline(head, language)
        if kinds is None:
            continue
        place, date, has_day = kinds
        rest = text[end:]
        if agency and find_date(agency, language=language):
            found = find_date(text[len(head) : end], language=language)
            date = date or (_shift(found, len(head)) if found else None)
            agency = ""
        if agency:
            if dash in _WEAK_SIGNS or not _is_agency(agency, language, dash=bool(dash)):
                continue
            has_head = bool(dash) or not place or _starts_upper(place)
            if has_head and (not rest or _AFTER.match(rest)):
                is_town = not place and not _is_agency(agency, language, dash=False)
                if is_town:  # "(Galda) – The mayor said"
                    return Dateline(end, None, date, agency)
                return Dateline(end, agency, date, place)
        elif place and (rest == "" or _AFTER.match(rest)):
            if dash in _WEAK_SIGNS and not (date and date.value and len(date.value) > 7):
                continue
            is_long = len(place) >= 3
            has_sign = is_long and (place.isupper() or _starts_upper(place))
            if date or has_day or has_sign or is_place(place):
                return Dateline(end, None, date, place)
    return None


def _iter_ends(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield the ways to end a dateline: the text before, the length, the agency and the dash."""
    for pattern in _ENDS:
        for match in pattern.finditer(text):
            agency = match.groupdict().get("agency") or ""
            yield text[: match.start()], match.end(), agency, (match["dash"] or "").strip()


@lru_cache(maxsize=256)
def read_head_of_dateline(
    head: str, language: str
) -> tuple[str | None, PrintedDate | None, bool] | None:
    """Return place, date and whether there is a day without a year; None for other text."""
    if not head.strip():
        return None, None, False
    parts = read_parts(head, language)
    places = [part for number, part in enumerate(parts) if _is_place(part, parts[:number])]
    others = _TIMES | {PartKind.NOISE}
    if any(part.kind not in others and part not in places for part in parts):
        return None
    dates = [part.date for part in parts if part.date]
    if len(places) > 3 or len(dates) > 1 or any(part.words > 4 for part in places):
        return None
    if any(part.kind is PartKind.NAMES and len(part.names) > 1 for part in places):
        return None
    place = ", ".join(part.text for part in places) or None
    return place, dates[0] if dates else None, any(p.kind is PartKind.DAY for p in parts)


def _is_place(part: Part, before: Sequence[Part]) -> bool:
    """Return whether a part may be a place.

    In capitals it may have the words of a newspaper ("NEWPORT NEWS"), and so may a country after
    its town ("Ostrava, Czech Republic").
    """
    if part.kind in _PLACES:
        return True
    is_named = part.kind in (PartKind.OUTLET, PartKind.ROLE)
    towns = [p for p in before if p.kind is PartKind.PLACE or p.text.isupper()]
    return is_named and (part.text.isupper() or bool(towns and towns[0] is before[0]))


def _read_more(text: str, language: str) -> Dateline | None:
    """Read a second part of a dateline: a date or an agency after the first dash."""
    for head, end, agency, dash in _iter_ends(text):
        kinds = read_head_of_dateline(head, language)
        if kinds is None or kinds[0] or not (kinds[1] or kinds[2] or agency):
            continue
        if agency and not _is_agency(agency, language, dash=bool(dash)):
            continue
        return Dateline(end, agency or None, kinds[1])
    return None


def _is_agency(agency: str, language: str, *, dash: bool) -> bool:
    """Return whether a text in brackets is an agency. Without a dash it must be a known kind."""
    words = load_header_words(language)
    if len(agency.split()) > _MAX_AGENCY_WORDS:
        return False
    if dash:
        return words.has_name_shape(agency) or _ACRONYM.match(agency) is not None
    return (
        words.is_outlet(agency)
        or agency in load_headers(language).press_wires
        or _ACRONYM.fullmatch(agency) is not None
    )


def _starts_upper(place: str) -> bool:
    """Return whether the town of a place is in capitals: "ST. MORA, Calif."."""
    town = place.split(",")[0]
    return len(town) > 2 and town.isupper()


def _shift(date: PrintedDate, by: int) -> PrintedDate:
    return PrintedDate(date.start + by, date.end + by, date.text, date.value, date.fault)


def find_places(text: str, language: str) -> Callable[[str], bool]:
    """Return a function that tells whether a text uses a name as that of a place: "in Tollen"."""
    leads = any_of(load_headers(language).place_leads)

    def is_place(name: str) -> bool:
        town = name.split(",")[0]
        return re.search(rf"\b{leads}\s+{re.escape(town)}\b", text) is not None

    return is_place
