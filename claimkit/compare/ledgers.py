"""Compare two states of a ledger, and apply changes to a ledger.

Claims are paired by id. The remaining claims are paired as an extraction would pair them
(`ledger.matching`), so a claim that got another id is one changed claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from claimkit.ledger.format.fields import CLAIM_KEYS, DOCUMENT_FIELDS
from claimkit.model import (
    Claim,
    ClaimChange,
    DocumentChange,
    FieldChange,
    LedgerDiff,
    LedgerFile,
    Review,
)

_CLAIM_FIELDS = tuple(name for name in CLAIM_KEYS if name != "review")
_DOCUMENT_FIELDS = tuple(name for name in DOCUMENT_FIELDS if name != "path")
_WITHOUT_DOCUMENT = {"author": ()}  # the other fields are None on a side without a document
_REVIEW_FIELDS = tuple(field.name for field in fields(Review))


def diff_ledgers(before: LedgerFile | None, after: LedgerFile | None) -> DocumentChange | None:
    """Return the changes in the ledger of one document; None if there are none."""
    if before is after or before == after:
        return None
    old, new = _SideClaims(before), _SideClaims(after)
    pairs = _pair_claims(old, new)
    return DocumentChange(
        before=before.path if before else None,
        after=after.path if after else None,
        fields=tuple(_iter_field_changes(_DOCUMENT_FIELDS, before, after)),
        claims=tuple(_iter_claim_changes(old, new, pairs)),
        order=tuple(claim.id for claim in after.claims) if after else (),
        retired_order=tuple(claim.id for claim in after.retired) if after else (),
        is_reordered=_is_reordered(old, new, pairs),
    )


def diff_all(before: Mapping[str, LedgerFile], after: Mapping[str, LedgerFile]) -> LedgerDiff:
    """Return the changes in a whole ledger.

    A missing document and a new document are treated as one moved document if they have the same
    bytes. They also are if at least half of the claims of the one with fewer claims have the id
    of a claim of the other.

    Args:
        before, after: ledger files by their own paths.
    """
    pairs = _pair_files(before, after)
    changes = []
    for old, new in pairs:
        ledgers = (before[old] if old else None, after[new] if new else None)
        change = diff_ledgers(*ledgers)
        if change:
            changes.append(replace(change, ledger_before=old, ledger_after=new))
    return LedgerDiff(tuple(sorted(changes, key=lambda change: (change.path, change.before or ""))))


def apply(before: LedgerFile | None, change: DocumentChange) -> LedgerFile | None:
    """Apply a change to a ledger and return the result; ``apply(a, diff_ledgers(a, b)) == b``.

    Args:
        before: the ledger before the change.

    Raises:
        KeyError: with the id of the claim, if ``before`` lacks a claim that the change needs.
    """
    if change.after is None:
        return None
    claims = {claim.id: claim for claim in (*before.claims, *before.retired)} if before else {}
    for claim_change in change.claims:
        if claim_change.before:
            claims.pop(claim_change.before.id)
    claims |= {c.after.id: c.after for c in change.claims if c.after}
    values = {name: _value(before, name) for name in _DOCUMENT_FIELDS}
    values |= {field.name: field.after for field in change.fields}
    return LedgerFile(
        path=change.after,
        claims=tuple(claims[key] for key in change.order),
        retired=tuple(claims[key] for key in change.retired_order),
        **values,
    )


class _SideClaims:
    """All claims of one side: the claims in force, then the retired ones."""

    def __init__(self, ledger: LedgerFile | None) -> None:
        self.path = ledger.path if ledger else ""
        self.claims: Sequence[Claim] = (*ledger.claims, *ledger.retired) if ledger else ()
        self.in_force = len(ledger.claims) if ledger else 0

    def is_retired(self, index: int) -> bool:
        return index >= self.in_force


def _pair_claims(before: _SideClaims, after: _SideClaims) -> dict[int, int]:
    """Return the index of the old claim by the index of each new claim that has one."""
    places = {claim.id: index for index, claim in enumerate(before.claims)}
    pairs = {
        index: places.pop(claim.id)
        for index, claim in enumerate(after.claims)
        if claim.id in places
    }
    left = [index for index in range(len(after.claims)) if index not in pairs]
    old = sorted(places.values())
    if left and old:
        from claimkit.ledger.matching import match_claims  # slow to import, and seldom needed

        found = match_claims(
            [before.claims[index] for index in old],
            [after.claims[index] for index in left],
            after.path,
        )
        pairs |= {left[new_place]: old[old_place] for new_place, old_place in found.items()}
    return pairs


def _iter_claim_changes(
    before: _SideClaims, after: _SideClaims, pairs: Mapping[int, int]
) -> Iterator[ClaimChange]:
    """Yield changes in the order of ``after``; removed claims follow the claim before them."""
    new_places = {old: new for new, old in pairs.items()}
    gone: dict[int, list[int]] = {}
    behind = -1
    for index in range(len(before.claims)):
        if index in new_places:
            behind = new_places[index]
        else:
            gone.setdefault(behind, []).append(index)
    for new in range(-1, len(after.claims)):
        if new >= 0:
            change = _find_claim_change(before, after, pairs.get(new), new)
            if change:
                yield change
        for old in gone.get(new, ()):
            yield ClaimChange(before.claims[old], None, was_retired=before.is_retired(old))


def _find_claim_change(
    before: _SideClaims, after: _SideClaims, old: int | None, new: int
) -> ClaimChange | None:
    claim, is_retired = after.claims[new], after.is_retired(new)
    if old is None:
        return ClaimChange(None, claim, is_retired=is_retired)
    was, was_retired = before.claims[old], before.is_retired(old)
    if was_retired == is_retired and (was is claim or was == claim):
        return None
    return ClaimChange(
        was,
        claim,
        tuple(_iter_field_changes(_CLAIM_FIELDS, was, claim)),
        tuple(
            _iter_field_changes(_REVIEW_FIELDS, was.review or Review(), claim.review or Review())
        ),
        was_retired=was_retired,
        is_retired=is_retired,
    )


def _iter_field_changes(
    names: Sequence[str], before: object | None, after: object | None
) -> Iterator[FieldChange]:
    for name in names:
        old, new = _value(before, name), _value(after, name)
        if old != new:
            yield FieldChange(name, old, new)


def _value(side: object | None, name: str) -> Any:
    return getattr(side, name, _WITHOUT_DOCUMENT.get(name))


def _is_reordered(before: _SideClaims, after: _SideClaims, pairs: Mapping[int, int]) -> bool:
    """Return whether the order of the claims that are in force on both sides has changed."""
    places = [
        old
        for new, old in sorted(pairs.items())
        if not (after.is_retired(new) or before.is_retired(old))
    ]
    return places != sorted(places)


def _pair_files(
    before: Mapping[str, LedgerFile], after: Mapping[str, LedgerFile]
) -> list[tuple[str | None, str | None]]:
    """Pair ledger files of the same document: by the document's path, else by their content."""
    pairs: list[tuple[str | None, str | None]] = []
    old = {ledger.path: name for name, ledger in sorted(before.items(), reverse=True)}
    left_old, left_new = set(before), set(after)
    for name in sorted(after):
        other = old.get(after[name].path)
        if other in left_old:
            pairs.append((other, name))
            left_old.discard(other)
            left_new.discard(name)
    for other, name in _find_moves(before, after, sorted(left_old), sorted(left_new)):
        pairs.append((other, name))
        left_old.discard(other)
        left_new.discard(name)
    pairs += [(name, None) for name in sorted(left_old)]
    pairs += [(None, name) for name in sorted(left_new)]
    return pairs


def _find_moves(
    before: Mapping[str, LedgerFile],
    after: Mapping[str, LedgerFile],
    gone: Sequence[str],
    new: Sequence[str],
) -> list[tuple[str, str]]:
    """Pair removed files with new ones, starting with the most certain pairs."""
    holders: dict[str, list[str]] = {}
    for name in gone:
        for key in _move_keys(before[name]):
            holders.setdefault(key, []).append(name)
    ranked = []
    for name in new:
        common = Counter(old for key in _move_keys(after[name]) for old in holders.get(key, ()))
        for old, count in common.items():
            is_same = before[old].sha256 == after[name].sha256
            fewest = min(len(before[old].claims), len(after[name].claims))
            if is_same or 2 * count >= fewest:
                ranked.append((not is_same, -count, old, name))
    moves: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old, name in sorted(ranked):
        if old not in moves and name not in taken:
            moves[old] = name
            taken.add(name)
    return sorted(moves.items())


def _move_keys(ledger: LedgerFile) -> set[str]:
    """Return the keys that a ledger keeps in a move: its document's hash and its claims' ids."""
    return {ledger.sha256, *(claim.id for claim in (*ledger.claims, *ledger.retired))}
