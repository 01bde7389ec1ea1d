"""Match the claims of two states of a ledger file, one to one.

Claims with equal texts are matched first, then claims with similar contents.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator

from claimkit.ledger.claim_ids import ComparedClaim
from claimkit.model import Claim

_MIN_SIMILARITY = 60.0  # of 100; rapidfuzz's ratio: characters in common, in order
_MAX_CANDIDATES = 50  # a bound on memory where thousands of contents are all alike


def match_claims(
    old: Iterable[Claim],
    new: Iterable[Claim],
    path: str,
    may_pair: Callable[[int, Claim], bool] | None = None,
) -> dict[int, int]:
    """Return the index of the matching old claim by the index of each new claim that has one.

    The most certain signs are tried first. Unchanged claims are matched before claims whose new
    id is the id of an old claim. Otherwise a claim whose text now equals the former text of
    another claim would be matched with that claim.

    Args:
        may_pair: returns whether the old claim with an index may be a new claim; None if any may.
    """
    matching = _Matching(old, new, may_pair)
    matching.by_key(lambda e: e.claim.id, lambda e: e.claim.id or None)
    for unchanged in (
        lambda e: (e.source, e.content, e.evidence, e.claim.kind, e.claim.occurrence),
        lambda e: (e.source, e.content, e.evidence),
    ):
        matching.by_key(unchanged, unchanged)
    matching.by_key(lambda e: e.claim.id, lambda e: e.new_id(path))
    for same_content in (
        lambda e: (e.content, e.source),
        lambda e: (e.content, e.evidence),
        lambda e: e.content,
    ):
        matching.by_key(same_content, same_content)
    if matching.is_done:  # as in most runs, which then do not load the library
        return matching.pairs
    from rapidfuzz import fuzz

    def overlap(one: str, other: str, **_: object) -> float:
        """Return the similarity of two contents of one evidence; one may contain the other."""
        return 100.0 if one in other or other in one else fuzz.ratio(one, other)

    matching.by_similarity(lambda e: (e.evidence, e.source), overlap)
    matching.by_similarity(lambda e: (e.evidence, e.claim.cue), overlap)
    matching.by_similarity(lambda e: e.source, fuzz.ratio)
    return matching.pairs


MatchKey = Callable[[ComparedClaim], Hashable]


class _Matching:
    """Find one-to-one pairs in passes; each pass looks at the claims that are still unpaired."""

    def __init__(
        self,
        old: Iterable[Claim],
        new: Iterable[Claim],
        may_pair: Callable[[int, Claim], bool] | None,
    ) -> None:
        self._may_pair = may_pair or (lambda *_: True)
        self._old = [ComparedClaim.of(claim) for claim in old]
        self._new = [ComparedClaim.of(claim) for claim in new]
        self._free_old = dict.fromkeys(range(len(self._old)))
        self._free_new = dict.fromkeys(range(len(self._new)))
        self.pairs: dict[int, int] = {}

    @property
    def is_done(self) -> bool:
        """Whether one side has nothing left to pair."""
        return not (self._free_old and self._free_new)

    def by_key(self, old_key: MatchKey, new_key: MatchKey) -> None:
        """Pair claims with equal keys, in their order; a claim with the key None is left out."""
        for old_indices, new_indices in self._iter_groups(old_key, new_key):
            left = deque(old_indices)
            for new_index in new_indices:
                # Nearly always the first one.
                place = next(
                    (i for i, old in enumerate(left) if self._can_pair(new_index, old)), None
                )
                if place is not None:
                    self._pair(new_index, left[place])
                    del left[place]

    def by_similarity(self, key: MatchKey, similarity: Callable[..., float]) -> None:
        """Pair claims with equal keys and similar contents, the most similar ones first."""
        from rapidfuzz import process

        ranked = []
        for old_indices, new_indices in self._iter_groups(key, key):
            contents = [self._old[index].content for index in old_indices]
            for new_index in new_indices:
                alike = process.extract(
                    self._new[new_index].content,
                    contents,
                    scorer=similarity,
                    score_cutoff=_MIN_SIMILARITY,
                    limit=_MAX_CANDIDATES,
                )
                ranked += [
                    (-score, new_index, old_indices[place])
                    for _, score, place in alike
                    if self._can_pair(new_index, old_indices[place])
                ]
        for _, new_index, old_index in sorted(ranked):
            if new_index in self._free_new and old_index in self._free_old:
                self._pair(new_index, old_index)

    def _iter_groups(
        self, old_key: MatchKey, new_key: MatchKey
    ) -> Iterator[tuple[list[int], list[int]]]:
        """Yield indices of unpaired old and new claims that share a key, in their order."""
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for index in self._free_old:
            groups[old_key(self._old[index])][0].append(index)
        for index in self._free_new:
            groups[new_key(self._new[index])][1].append(index)
        groups.pop(None, None)
        yield from groups.values()

    def _can_pair(self, new_index: int, old_index: int) -> bool:
        return self._may_pair(old_index, self._new[new_index].claim)

    def _pair(self, new_index: int, old_index: int) -> None:
        self.pairs[new_index] = old_index
        del self._free_new[new_index]
        del self._free_old[old_index]
