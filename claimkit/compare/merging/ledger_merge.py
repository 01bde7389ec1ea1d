"""Merge two versions of a ledger file that have a common base, claim by claim.

A change that only one side made is accepted. What people wrote is in conflict if both sides changed
it differently. What an extraction can compute again never is: one side's values are taken, and the
next extraction puts them right. No review is dropped: if the other side removed the claim, the
claim is retired with its review; if the other side changed the claim, the review is marked stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimkit.compare.merging.claim_versions import (
    ClaimVersions,
    PlacedClaim,
    link_claims,
    with_merged_ids,
)
from claimkit.compare.merging.review_merge import merge_reviews, review_of
from claimkit.compare.merging.three_way import ABSENT, merge_values
from claimkit.ledger.added_claims import is_kept
from claimkit.ledger.format.fields import (
    CLAIM_KEYS,
    DOCUMENT_FIELDS,
    REVIEWED_FIELDS,
)
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.format.write import text_of
from claimkit.ledger.nesting import relink
from claimkit.ledger.reviews.decisions import none_if_empty
from claimkit.model import Addition, Claim, LedgerFile

_MERGED_FIELDS = tuple(name for name in CLAIM_KEYS if name not in ("id", "review"))


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
    linked = with_merged_ids(link_claims(base, lead, other))
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
        relink(
            LedgerFile(
                **documents[side],
                claims=tuple(merged[index].versions[side] for index in places[0]),
                retired=tuple(merged[index].versions[side] for index in places[1]),
            )
        )
        for side in (0, 1)
    )
    return MergedLedger(first, second, tuple(conflicts))


def _merge_documents(
    base: LedgerFile | None, lead: LedgerFile, other: LedgerFile, *, favor_base: bool
) -> tuple[tuple[dict[str, Any], dict[str, Any]], list[FieldConflict]]:
    """Return the facts about the document for both sides, and the conflicts.

    Only the path of a file that both sides created can be in conflict: the file is then about two
    documents. If both sides moved the document, git itself reports that.
    """
    documents: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    conflicts = []
    for name in DOCUMENT_FIELDS:
        was = getattr(base, name, ABSENT)
        values = merge_values(was, getattr(lead, name), getattr(other, name))
        if values[0] != values[1]:
            if name == "path" and base is None and not favor_base:
                conflicts.append(FieldConflict(name))
            else:
                values = (values[0], values[0])
        for document, value in zip(documents, values, strict=True):
            document[name] = value
    sha256 = _hash_before_additions(base, lead, other) or documents[0]["sha256"]
    for document in documents:
        document["sha256"] = sha256
    return documents, conflicts


def _hash_before_additions(
    base: LedgerFile | None, lead: LedgerFile, other: LedgerFile
) -> str | None:
    """Return the hash of the document for a merge with a claim that was added to another version.

    The next extraction must see that the document has changed: only then does it look whether the
    sentence of the claim is still there. None if the leading side's version has all claims.
    """
    if lead.sha256 == other.sha256:
        return None
    if base is None or base.sha256 in (lead.sha256, other.sha256):
        return other.sha256 if _has_added(base, other) else None
    return base.sha256 if _has_added(base, lead) or _has_added(base, other) else None


def _has_added(base: LedgerFile | None, side: LedgerFile) -> bool:
    """Return whether a person has added a claim on a side since the base."""
    added, known = (
        {(claim.content, claim.evidence) for claim in ledger.claims if claim.added}
        for ledger in (side, base or replace(side, claims=()))
    )
    return not added <= known


def _base_values(base: Any, values: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the base's value for both sides, or the first side's if there is no base."""
    value = values[0] if base is ABSENT else base
    return value, value


@dataclass(frozen=True, slots=True)
class _MergedClaim:
    versions: tuple[Claim, Claim]
    is_retired: bool
    conflicts: tuple[str, ...] = ()


def _merge_versions(versions: ClaimVersions, *, favor_base: bool) -> _MergedClaim | None:
    """Merge the versions of one claim; None if the claim is removed."""
    if versions.ours and versions.theirs:
        return _merge_claim(versions.base, versions.ours, versions.theirs, favor_base=favor_base)
    left = versions.ours or versions.theirs
    if left is None or left == versions.base:
        return None
    is_gone = versions.base is not None  # on the other side
    is_retired = left.is_retired or (is_gone and is_kept(left.claim))
    return _MergedClaim((left.claim, left.claim), is_retired)


def _merge_claim(
    base: PlacedClaim | None, lead: PlacedClaim, other: PlacedClaim, *, favor_base: bool
) -> _MergedClaim:
    was = base.claim if base else None
    fields = _merge_fields(was, lead.claim, other.claim, favor_base=favor_base)
    reviews = merge_reviews(
        review_of(was),
        review_of(lead.claim),
        review_of(other.claim),
        (_passed_by(lead.claim, fields), _passed_by(other.claim, fields)),
    )
    if favor_base and reviews[0] != reviews[1]:
        reviews = (review_of(was), review_of(was)) if was else (reviews[0], reviews[0])
    conflicts = [name for name, values in fields.items() if values[0] != values[1]]
    if reviews[0] != reviews[1]:
        conflicts.append("review")
    first, second = (
        replace(
            lead.claim,
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
    one side's if both sides changed one differently, because fields from two extractions need not
    fit together.
    """
    fields = {}
    for name in _MERGED_FIELDS:
        was = getattr(base, name, ABSENT)
        fields[name] = merge_values(was, getattr(lead, name), getattr(other, name))
        if name == "added":
            fields[name] = (min(fields[name], key=_addition_order),) * 2
        elif favor_base and fields[name][0] != fields[name][1]:
            fields[name] = _base_values(was, fields[name])
    are_manual = [is_manual(claim) for claim in (lead, other)]
    if all(are_manual) or all(values[0] == values[1] for values in fields.values()):
        return fields
    # What a person wrote is kept where the other side's extraction found the claim as well.
    side = other if are_manual == [False, True] else lead
    return {name: (getattr(side, name),) * 2 for name in _MERGED_FIELDS if name != "added"} | {
        "added": fields["added"]
    }


def _addition_order(added: Addition | None) -> tuple[bool, str, str]:
    """Return a sort key: the first of two people who added a claim comes first."""
    if added is None:
        return True, "", ""
    return False, added.on or "~", added.by or "~"


def _passed_by(side: Claim, fields: Mapping[str, tuple[Any, Any]]) -> set[str]:
    """Return the reviewed fields of which a reviewer of this side has not seen the merged value."""
    return {name for name in REVIEWED_FIELDS if fields[name] != (getattr(side, name),) * 2}


def _merge_order(
    linked: Sequence[ClaimVersions], wanted: set[int], *, is_retired: bool
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


def _side_order(side: Sequence[PlacedClaim | None], *, is_retired: bool) -> list[int]:
    placed = [
        (entry.place, index)
        for index, entry in enumerate(side)
        if entry and entry.is_retired is is_retired
    ]
    return [index for _, index in sorted(placed)]


def _is_reordered(before: Sequence[int], after: Sequence[int]) -> bool:
    common = set(before) & set(after)
    return [i for i in before if i in common] != [i for i in after if i in common]
