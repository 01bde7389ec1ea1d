"""Two ledgers that came from one, made one again claim by claim.

What one side alone changed is taken from that side. Only a field that both changed, each in its
own way, is in conflict. A review is never dropped: one of a claim that the other side no longer
has is retired with it, and one that another side's change has passed by is marked stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claimkit.ledger.format.fields import (
    CLAIM_KEYS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FIELDS,
    REVIEWED_FIELDS,
    in_field_order,
)
from claimkit.ledger.identity import match_claims, normalize_text
from claimkit.model import Claim, LedgerFile, Review, ReviewStatus

_MERGED_FIELDS = tuple(name for name in CLAIM_KEYS if name not in ("id", "review"))
_ABSENT = object()  # unlike any value: nothing was there


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both sides changed differently; ``claim`` is None for one of the document."""

    field: str
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class MergedLedger:
    """A merge in two versions, which differ in the fields in conflict and in nothing else.

    In those ``ours`` has the values of the one side, ``theirs`` those of the other.
    """

    ours: LedgerFile
    theirs: LedgerFile
    conflicts: tuple[FieldConflict, ...] = ()


def merge_ledgers(base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile) -> MergedLedger:
    """Merge two ledgers of a document.

    Claims that were removed on one side and are as they were on the other are gone; those that
    the other side changed stay, reviewed ones among the retired. The order is that of ``ours``,
    or that of ``theirs`` if only that has moved claims about; new claims of the other side follow
    the one that they follow there.

    Args:
        base: what both come from; None if each side has made the file.
    """
    conflicts = []
    documents: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for name in DOCUMENT_FIELDS:
        values = merge_values(*(getattr(side, name, _ABSENT) for side in (base, ours, theirs)))
        for document, value in zip(documents, values, strict=True):
            document[name] = value
        if values[0] != values[1]:
            conflicts.append(FieldConflict(name))
    linked = _link_claims(base, ours, theirs)
    merged = {index: m for index, versions in enumerate(linked) if (m := _merge_versions(versions))}
    places = []
    for is_retired in (False, True):
        wanted = {index for index, m in merged.items() if m.is_retired is is_retired}
        places.append(_merge_order(linked, wanted, is_retired=is_retired))
    for index in (*places[0], *places[1]):
        conflicts += [
            FieldConflict(name, merged[index].versions[0]) for name in merged[index].conflicts
        ]
    ours, theirs = (
        LedgerFile(
            **documents[side],
            claims=tuple(merged[index].versions[side] for index in places[0]),
            retired=tuple(merged[index].versions[side] for index in places[1]),
        )
        for side in (0, 1)
    )
    return MergedLedger(ours, theirs, tuple(conflicts))


def merge_values(base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return what a value is to be, as ours and as theirs; they differ if both sides changed it.

    >>> merge_values(1, 1, 2), merge_values(1, 3, 2)
    ((2, 2), (3, 2))
    """
    if ours == theirs or theirs == base:
        return ours, ours
    return (theirs, theirs) if ours == base else (ours, theirs)


def merge_sets(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> set[Any]:
    """Return what both have, and what one of them has added."""
    base, ours, theirs = set(base), set(ours), set(theirs)
    return (ours & theirs) | (ours - base) | (theirs - base)


@dataclass(frozen=True, slots=True)
class _PlacedClaim:
    claim: Claim
    is_retired: bool
    place: int = field(compare=False)


@dataclass(slots=True)
class _ClaimVersions:
    """One claim as it is on each side."""

    base: _PlacedClaim | None = None
    ours: _PlacedClaim | None = None
    theirs: _PlacedClaim | None = None

    @property
    def sides(self) -> str:
        """The initials of the sides that have it."""
        placed = (("b", self.base), ("o", self.ours), ("t", self.theirs))
        return "".join(initial for initial, side in placed if side)

    def take(self, other: _ClaimVersions) -> None:
        """Take over what the other has, and leave it empty."""
        for name in ("base", "ours", "theirs"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
            setattr(other, name, None)


def _link_claims(
    base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile
) -> list[_ClaimVersions]:
    """Find out which claims of three ledgers are the same: by id, and what is left as extraction
    would. No id is in two of the results."""
    by_id: dict[str, _ClaimVersions] = {}
    for side, ledger in (("base", base), ("ours", ours), ("theirs", theirs)):
        for placed in _iter_placed(ledger):
            setattr(by_id.setdefault(placed.claim.id, _ClaimVersions()), side, placed)
    linked = list(by_id.values())
    for known, known_sides, new, new_sides in (
        ("base", ("b",), "ours", "ot"),
        ("base", ("b", "bt"), "ours", "o"),
        ("base", ("b", "bo"), "theirs", "t"),
        ("ours", ("o",), "theirs", "t"),
    ):
        old = [versions for versions in linked if versions.sides in known_sides]
        fresh = [versions for versions in linked if versions.sides == new_sides]
        if old and fresh:
            pairs = match_claims(
                [getattr(versions, known).claim for versions in old],
                [getattr(versions, new).claim for versions in fresh],
                ours.path if new == "ours" else theirs.path,
            )
            for new_place, old_place in pairs.items():
                if known == "base" or _is_found_alike(old[old_place], fresh[new_place]):
                    old[old_place].take(fresh[new_place])
    return [versions for versions in linked if versions.sides]


def _is_found_alike(ours: _ClaimVersions, theirs: _ClaimVersions) -> bool:
    """Tell whether two new claims stand in the same sentences or say the same. Those that are
    only similar are two, of which none may be lost."""
    claims = [placed.claim for placed in (ours.ours, theirs.theirs) if placed]
    return any(
        len({normalize_text(getattr(claim, name)) for claim in claims}) == 1
        for name in ("evidence", "content")
    )


def _iter_placed(ledger: LedgerFile | None) -> Iterator[_PlacedClaim]:
    if ledger:
        claims = [(claim, False) for claim in ledger.claims]
        claims += [(claim, True) for claim in ledger.retired]
        for place, (claim, is_retired) in enumerate(claims):
            yield _PlacedClaim(claim, is_retired, place)


@dataclass(frozen=True, slots=True)
class _MergedClaim:
    versions: tuple[Claim, Claim]
    is_retired: bool
    conflicts: tuple[str, ...] = ()


def _merge_versions(versions: _ClaimVersions) -> _MergedClaim | None:
    """Merge one claim; None if it is to go."""
    if versions.ours and versions.theirs:
        return _merge_claim(versions.base, versions.ours, versions.theirs)
    left = versions.ours or versions.theirs
    if left is None or left == versions.base:
        return None
    is_gone = versions.base is not None  # on the other side
    is_retired = left.is_retired or (is_gone and left.claim.review is not None)
    return _MergedClaim((left.claim, left.claim), is_retired)


def _merge_claim(
    base: _PlacedClaim | None, ours: _PlacedClaim, theirs: _PlacedClaim
) -> _MergedClaim:
    was = base.claim if base else None
    fields: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    conflicts = []
    passed_by: tuple[set[str], set[str]] = (set(), set())
    for name in _MERGED_FIELDS:
        sides = (getattr(ours.claim, name), getattr(theirs.claim, name))
        values = merge_values(getattr(was, name, _ABSENT), *sides)
        is_conflict = values[0] != values[1]
        if is_conflict:
            conflicts.append(name)
        for index in (0, 1):
            fields[index][name] = values[index]
            if name in REVIEWED_FIELDS and (is_conflict or values[0] != sides[index]):
                passed_by[index].add(name)
    reviews = _merge_reviews(
        _review_of(was), _review_of(ours.claim), _review_of(theirs.claim), passed_by
    )
    if reviews[0] != reviews[1]:
        conflicts.append("review")
    claim_id = min(merge_values(getattr(was, "id", _ABSENT), ours.claim.id, theirs.claim.id))
    first, second = (
        replace(ours.claim, id=claim_id, review=_or_none(reviews[index]), **fields[index])
        for index in (0, 1)
    )
    # Where base doesn't tell, what is in force on either side is.
    places = merge_values(base.is_retired if base else None, ours.is_retired, theirs.is_retired)
    return _MergedClaim((first, second), all(places), tuple(conflicts))


def _review_of(claim: Claim | None) -> Review:
    return (claim.review if claim else None) or Review()


def _or_none(review: Review) -> Review | None:
    return None if review == Review() else review


def _merge_reviews(
    base: Review, ours: Review, theirs: Review, passed_by: tuple[set[str], set[str]]
) -> tuple[Review, Review]:
    """Merge what people said of one claim.

    Who decided what and when is one thing: of two decisions each keeps its own corrections and
    note, so that no one is said to have decided what they didn't.

    Args:
        passed_by: for ours and theirs, the fields whose values that side has not seen.
    """
    stale = merge_sets(base.stale, ours.stale, theirs.stale)
    decisions = merge_values(*((r.status, r.by, r.on) for r in (base, ours, theirs)))
    if decisions[0] != decisions[1]:
        return _mark_stale(ours, stale, passed_by[0]), _mark_stale(theirs, stale, passed_by[1])
    status, by, on = decisions[0]
    notes = merge_values(base.note, ours.note, theirs.note)
    corrections = _merge_corrections(base, ours, theirs)
    unseen = [
        passed_by[index]
        for index, review in enumerate((ours, theirs))
        if _is_looked_at(base, review)
    ]
    missed = set.intersection(*unseen) if unseen else set()
    first, second = (
        _mark_stale(Review(status, by, on, notes[index], corrections[index]), stale, missed)
        for index in (0, 1)
    )
    return first, second


def _mark_stale(review: Review, stale: set[str], missed: set[str]) -> Review:
    """Mark a review stale; where nothing is decided yet, nothing can have been missed."""
    is_decided = review.status is not ReviewStatus.PENDING
    return replace(review, stale=in_field_order(stale | missed if is_decided else stale))


def _is_looked_at(base: Review, review: Review) -> bool:
    """Tell whether a person has looked at the claim since, be it to take `stale` out."""
    return replace(base, stale=()) != replace(review, stale=()) or bool(
        set(base.stale) - set(review.stale)
    )


def _merge_corrections(
    base: Review, ours: Review, theirs: Review
) -> list[tuple[tuple[str, object], ...]]:
    sides = [dict(review.corrections) for review in (base, ours, theirs)]
    merged = {
        name: merge_values(*(side.get(name, _ABSENT) for side in sides))
        for name in CORRECTABLE_FIELDS
    }
    return [
        tuple((name, v[index]) for name, v in merged.items() if v[index] is not _ABSENT)
        for index in (0, 1)
    ]


def _merge_order(
    linked: Sequence[_ClaimVersions], wanted: set[int], *, is_retired: bool
) -> list[int]:
    """Return the claims in force, or those that are retired, in their order, by their indices."""
    base, ours, theirs = (
        _side_order([getattr(versions, side) for versions in linked], is_retired=is_retired)
        for side in ("base", "ours", "theirs")
    )
    if _is_reordered(base, theirs) and not _is_reordered(base, ours):
        ours, theirs = theirs, ours
    order = [index for index in ours if index in wanted]
    after = dict(zip([None, *order], [*order, None], strict=True))
    last = None
    for index in theirs:
        if index in wanted and index not in after:
            after[last], after[index] = index, after[last]
        if index in after:
            last = index
    result = []
    place = after[None]
    while place is not None:
        result.append(place)
        place = after[place]
    # What went to the retired ones only now is on neither side.
    return result + sorted(wanted - after.keys())


def _side_order(side: Sequence[_PlacedClaim | None], *, is_retired: bool) -> list[int]:
    placed = [
        (entry.place, index)
        for index, entry in enumerate(side)
        if entry and entry.is_retired is is_retired
    ]
    return [index for _, index in sorted(placed)]


def _is_reordered(before: Sequence[int], after: Sequence[int]) -> bool:
    common = set(before) & set(after)
    return [i for i in before if i in common] != [i for i in after if i in common]
