"""Link the versions of each claim in three ledgers, and give them one id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimkit.compare.merging.three_way import ABSENT, merge_values
from claimkit.ledger.matching import match_claims
from claimkit.ledger.normalized_text import normalize_text
from claimkit.model import Claim, LedgerFile


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    claim: Claim
    is_retired: bool
    place: int = field(compare=False)


@dataclass(slots=True)
class ClaimVersions:
    """One claim as it is on each side."""

    base: PlacedClaim | None = None
    ours: PlacedClaim | None = None
    theirs: PlacedClaim | None = None

    @property
    def sides(self) -> str:
        """The initials of the sides that have the claim."""
        placed = (("b", self.base), ("o", self.ours), ("t", self.theirs))
        return "".join(initial for initial, side in placed if side)

    def take(self, other: ClaimVersions) -> None:
        """Move the claims of another object into this one; the other one is empty afterwards."""
        for name in ("base", "ours", "theirs"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
            setattr(other, name, None)


def link_claims(
    base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile
) -> list[ClaimVersions]:
    """Return the versions of each claim in three ledgers.

    Claims are linked by id, and the remaining ones as an extraction would match them. No id is
    in two of the results.
    """
    by_id: dict[str, ClaimVersions] = {}
    for side, ledger in (("base", base), ("ours", ours), ("theirs", theirs)):
        for placed in _iter_placed(ledger):
            setattr(by_id.setdefault(placed.claim.id, ClaimVersions()), side, placed)
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


def with_merged_ids(linked: Sequence[ClaimVersions]) -> list[ClaimVersions]:
    """Return the versions with the ids of the merge, also where claims refer to others."""
    merged_ids = [_merge_ids(versions) for versions in linked]
    names: dict[str, dict[str, str]] = {"base": {}, "ours": {}, "theirs": {}}
    for merged_id, versions in zip(merged_ids, linked, strict=True):
        for side, new_id in names.items():
            placed = getattr(versions, side)
            if placed:
                new_id[placed.claim.id] = merged_id
    return [
        ClaimVersions(
            **{side: _with_ids(getattr(versions, side), new_id) for side, new_id in names.items()}
        )
        for versions in linked
    ]


def _merge_ids(versions: ClaimVersions) -> str:
    """Return the id of the merged claim: the changed one, or the lower one of two changed ones."""
    base, *sides = (
        placed.claim.id if placed else ABSENT
        for placed in (versions.base, versions.ours, versions.theirs)
    )
    found = [claim_id for claim_id in sides if isinstance(claim_id, str)]
    if len(found) == 2:
        found = list(merge_values(base, *found))
    return min(found) if found else str(base)


def _with_ids(placed: PlacedClaim | None, new_ids: Mapping[str, str]) -> PlacedClaim | None:
    if placed is None:
        return None
    claim = placed.claim
    claim_id, within = new_ids[claim.id], claim.within
    if within is not None:
        within = new_ids.get(within, within)
    if (claim_id, within) == (claim.id, claim.within):
        return placed
    return replace(placed, claim=replace(claim, id=claim_id, within=within))


def _is_found_alike(ours: ClaimVersions, theirs: ClaimVersions) -> bool:
    """Return whether two new claims have the same evidence or the same content.

    New claims that are only similar are two different claims. Both must be kept.
    """
    claims = [placed.claim for placed in (ours.ours, theirs.theirs) if placed]
    return any(
        len({normalize_text(getattr(claim, name)) for claim in claims}) == 1
        for name in ("evidence", "content")
    )


def _iter_placed(ledger: LedgerFile | None) -> Iterator[PlacedClaim]:
    if ledger:
        claims = [(claim, False) for claim in ledger.claims]
        claims += [(claim, True) for claim in ledger.retired]
        for place, (claim, is_retired) in enumerate(claims):
            yield PlacedClaim(claim, is_retired, place)
