"""Merge two versions of a ledger file that have a common base, claim by claim.

A change that only one side made is accepted. What people wrote is in conflict if both sides changed
it differently. What an extraction can compute again never is: one side's values are taken, and the
next extraction puts them right. No review is dropped: if the other side removed the claim, the
claim is retired with its review; if the other side changed the claim, the review is marked stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claimkit.ledger.format.fields import (
    CLAIM_KEYS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FIELDS,
    REVIEWED_FIELDS,
    in_field_order,
)
from claimkit.ledger.format.write import text_of
from claimkit.ledger.identity import match_claims, normalize_text
from claimkit.ledger.reviews.decisions import none_if_empty
from claimkit.model import Claim, LedgerFile, Review, ReviewStatus

_MERGED_FIELDS = tuple(name for name in CLAIM_KEYS if name not in ("id", "review"))
_ABSENT = object()  # equal to no value
_HUMAN_DOCUMENT_FIELDS = frozenset({"path"})  # extraction computes the others


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both sides changed differently; ``claim`` is None for a document's field."""

    field: str
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class MergedLedger:
    """A merge in two versions, which differ only in the fields in conflict.

    In these fields ``ours`` has the values of our side and ``theirs`` those of their side.
    """

    ours: LedgerFile
    theirs: LedgerFile
    conflicts: tuple[FieldConflict, ...] = ()


def merge_ledgers(
    base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile, *, favor_base: bool = False
) -> MergedLedger:
    """Merge two ledgers of a document; merging theirs with ours gives the same.

    Where both sides changed what an extraction can compute, the *leading* side's values are taken:
    the side that alone read a new version of the document, or else the one with the lower hash of
    its document. All such values of one claim come from one side.

    A claim that one side removed is gone if the other side did not change it; otherwise it stays,
    among the retired claims if it is reviewed. The order is that of the only side that has
    reordered claims, or else the leading side's. New claims of the other side follow the claim that
    they follow there.

    Args:
        base: the common base; None if both sides created the file.
        favor_base: take the base's values where the sides are in conflict. There are no conflicts
            then.
    """
    if _leads(base, ours, theirs):
        return _merge_in_order(base, ours, theirs, favor_base=favor_base)
    merged = _merge_in_order(base, theirs, ours, favor_base=favor_base)
    return MergedLedger(merged.theirs, merged.ours, merged.conflicts)


def _leads(base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile) -> bool:
    if ours.sha256 == theirs.sha256:
        return text_of(ours) <= text_of(theirs)
    if base and base.sha256 in (ours.sha256, theirs.sha256):
        return theirs.sha256 == base.sha256
    return ours.sha256 < theirs.sha256


def _merge_in_order(
    base: LedgerFile | None, lead: LedgerFile, other: LedgerFile, *, favor_base: bool
) -> MergedLedger:
    """Merge two ledgers of which the first is the leading side."""
    documents, conflicts = _merge_documents(base, lead, other, favor_base=favor_base)
    linked = _link_claims(base, lead, other)
    merged = {
        index: m
        for index, versions in enumerate(linked)
        if (m := _merge_versions(versions, favor_base=favor_base))
    }
    places = []
    for is_retired in (False, True):
        wanted = {index for index, m in merged.items() if m.is_retired is is_retired}
        places.append(_merge_order(linked, wanted, is_retired=is_retired))
    for index in (*places[0], *places[1]):
        conflicts += [
            FieldConflict(name, merged[index].versions[0]) for name in merged[index].conflicts
        ]
    first, second = (
        LedgerFile(
            **documents[side],
            claims=tuple(merged[index].versions[side] for index in places[0]),
            retired=tuple(merged[index].versions[side] for index in places[1]),
        )
        for side in (0, 1)
    )
    return MergedLedger(first, second, tuple(conflicts))


def _merge_documents(
    base: LedgerFile | None, lead: LedgerFile, other: LedgerFile, *, favor_base: bool
) -> tuple[tuple[dict[str, Any], dict[str, Any]], list[FieldConflict]]:
    """Return the facts about the document for both sides, and the conflicts."""
    documents: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    conflicts = []
    for name in DOCUMENT_FIELDS:
        was = getattr(base, name, _ABSENT)
        values = merge_values(was, getattr(lead, name), getattr(other, name))
        if values[0] != values[1]:
            if name not in _HUMAN_DOCUMENT_FIELDS:
                values = (values[0], values[0])
            elif favor_base:
                values = _base_values(was, values)
            else:
                conflicts.append(FieldConflict(name))
        for document, value in zip(documents, values, strict=True):
            document[name] = value
    return documents, conflicts


def _base_values(base: Any, values: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the base's value for both sides, or the first side's if there is no base."""
    value = values[0] if base is _ABSENT else base
    return value, value


def merge_values(base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return the merged value for ours and for theirs; they differ if both sides changed it.

    >>> merge_values(1, 1, 2), merge_values(1, 3, 2)
    ((2, 2), (3, 2))
    """
    if ours == theirs or theirs == base:
        return ours, ours
    return (theirs, theirs) if ours == base else (ours, theirs)


def merge_sets(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> set[Any]:
    """Return the items that both sides have and the items that either side has added."""
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
        """The initials of the sides that have the claim."""
        placed = (("b", self.base), ("o", self.ours), ("t", self.theirs))
        return "".join(initial for initial, side in placed if side)

    def take(self, other: _ClaimVersions) -> None:
        """Move the claims of another object into this one; the other one is empty afterwards."""
        for name in ("base", "ours", "theirs"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
            setattr(other, name, None)


def _link_claims(
    base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile
) -> list[_ClaimVersions]:
    """Return the versions of each claim in three ledgers.

    Claims are linked by id, and the remaining ones as an extraction would match them. No id is
    in two of the results.
    """
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
    """Return whether two new claims have the same evidence or the same content.

    New claims that are only similar are two different claims. Both must be kept.
    """
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


def _merge_versions(versions: _ClaimVersions, *, favor_base: bool) -> _MergedClaim | None:
    """Merge the versions of one claim; None if the claim is removed."""
    if versions.ours and versions.theirs:
        return _merge_claim(versions.base, versions.ours, versions.theirs, favor_base=favor_base)
    left = versions.ours or versions.theirs
    if left is None or left == versions.base:
        return None
    is_gone = versions.base is not None  # on the other side
    is_retired = left.is_retired or (is_gone and left.claim.review is not None)
    return _MergedClaim((left.claim, left.claim), is_retired)


def _merge_claim(
    base: _PlacedClaim | None, lead: _PlacedClaim, other: _PlacedClaim, *, favor_base: bool
) -> _MergedClaim:
    was = base.claim if base else None
    sides = (lead.claim, other.claim)
    fields = _merge_fields(was, *sides, favor_base=favor_base)
    reviews = _merge_reviews(
        _review_of(was),
        _review_of(lead.claim),
        _review_of(other.claim),
        (_passed_by(lead.claim, fields), _passed_by(other.claim, fields)),
    )
    if favor_base and reviews[0] != reviews[1]:
        reviews = (_review_of(was), _review_of(was)) if was else (reviews[0], reviews[0])
    conflicts = [name for name, values in fields.items() if values[0] != values[1]]
    if reviews[0] != reviews[1]:
        conflicts.append("review")
    claim_id = min(merge_values(getattr(was, "id", _ABSENT), *(side.id for side in sides)))
    first, second = (
        replace(
            lead.claim,
            id=claim_id,
            review=none_if_empty(reviews[index]),
            **{name: values[index] for name, values in fields.items()},
        )
        for index in (0, 1)
    )
    # Without a base, a claim that is in force on either side is in force.
    places = merge_values(base.is_retired if base else None, lead.is_retired, other.is_retired)
    return _MergedClaim((first, second), all(places), tuple(conflicts))


def _merge_fields(
    base: Claim | None, lead: Claim, other: Claim, *, favor_base: bool
) -> dict[str, tuple[Any, Any]]:
    """Return the values of both sides by field.

    They differ in conflicts, which only claims that people wrote can have. Otherwise all fields are
    the leading side's if both sides changed one differently, because fields from two extractions
    need not fit together.
    """
    fields = {}
    for name in _MERGED_FIELDS:
        was = getattr(base, name, _ABSENT)
        values = merge_values(was, getattr(lead, name), getattr(other, name))
        if favor_base and values[0] != values[1]:
            values = _base_values(was, values)
        fields[name] = values
    if all(values[0] == values[1] for values in fields.values()):
        return fields
    return {name: (getattr(lead, name),) * 2 for name in _MERGED_FIELDS}


def _passed_by(side: Claim, fields: Mapping[str, tuple[Any, Any]]) -> set[str]:
    """Return the reviewed fields of which a reviewer of this side has not seen the merged value."""
    return {name for name in REVIEWED_FIELDS if fields[name] != (getattr(side, name),) * 2}


def _review_of(claim: Claim | None) -> Review:
    return (claim.review if claim else None) or Review()


def _merge_reviews(
    base: Review, ours: Review, theirs: Review, passed_by: tuple[set[str], set[str]]
) -> tuple[Review, Review]:
    """Merge the reviews of one claim.

    Status, reviewer and day belong together. If they are in conflict, each decision keeps its own
    corrections and note, so that no decision is ascribed to the wrong person.

    Args:
        passed_by: for ours and theirs, the fields whose merged values that side did not have.
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
    """Mark a review stale, unless it is pending."""
    is_decided = review.status is not ReviewStatus.PENDING
    return replace(review, stale=in_field_order(stale | missed if is_decided else stale))


def _is_looked_at(base: Review, review: Review) -> bool:
    """Return whether a person has reviewed the claim again, or has removed `stale`."""
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
    """Return the indices of the claims in force, or of the retired ones, in their order."""
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
    # Claims that the merge retires are in neither side's list of retired claims.
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
