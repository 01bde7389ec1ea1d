"""Find out whether the claims of a document without a date need one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimkit.extraction.datings.date_hits import iter_date_hits
from claimkit.faults import UNDATED
from claimkit.lexicons.datings import PatternKind
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.model import Claim, Document, Finding

_INDEPENDENT: frozenset[PatternKind] = frozenset(
    ("vague", "narrative day", "offset from date", "compared period", "run", "run from", "run to")
)
"""Kinds of expressions that need no date, or count from another one in the text."""
_WITHOUT_YEAR: frozenset[PatternKind] = frozenset(("day", "day range"))
"""Kinds of expressions that are dates by themselves, but may lack the year."""
_UNKNOWN = "X"


def find_undated(document: Document, claims: Iterable[Claim], lexicons: Lexicons) -> Finding | None:
    """Return the finding for a document without a date of publication, if its claims need one.

    They do if the sentences with claims have expressions that count from that date, such as "on
    Friday" or "last week".
    """
    if document.published is not None:
        return None
    found: list[str] = []
    seen: set[str] = set()
    for claim in claims:
        if claim.evidence in seen:
            continue
        seen.add(claim.evidence)
        known = {d.text for d in claim.dates if d.value and not d.value.startswith(_UNKNOWN)}
        found.extend(text for text in _iter_relative(claim.evidence, lexicons) if text not in known)
    if not found:
        return None
    others = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return UNDATED.finding(
        f"the document has no date of publication, from which {found[0]!r}{others} would count",
        document.path,
        hint="give the date with --published or in a .meta.yaml file beside the document",
    )


def _iter_relative(text: str, lexicons: Lexicons) -> Iterator[str]:
    absolute = {
        hit.match.span() for hit in iter_date_hits(text, 0, len(text), lexicons, absolute=True)
    }
    for hit in iter_date_hits(text, 0, len(text), lexicons):
        if hit.kind in _INDEPENDENT or hit.prints_year:
            continue
        if hit.kind in _WITHOUT_YEAR or hit.match.span() not in absolute:
            yield hit.match[0].strip()
