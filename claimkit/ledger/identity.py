"""Give claims their ids, and match a new extraction with the existing ledger.

The position of a claim is not part of its identity, so ids stay the same when text moves within a
document.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.nesting import link_nested, relink
from claimkit.ledger.reviews.decisions import mark_stale
from claimkit.ledger.sources.grouping import usual_key
from claimkit.ledger.sources.spellings import is_local
from claimkit.model import Claim, LedgerFile

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
_MIN_SIMILARITY = 60.0  # of 100; rapidfuzz's ratio: characters in common, in order
_MAX_CANDIDATES = 50  # a bound on memory where thousands of contents are all alike

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES_AND_INVISIBLE = re.compile("[\"'`´‘’‚‛“”„‟«»‹›\u00ad\u200b-\u200d\ufeff]")
_EDGES = " .,;:!?…-"


def normalize_text(text: str) -> str:
    """Normalize quotation marks, case, spacing and the punctuation at the ends of a text.

    >>> normalize_text('“The  convoy – 40 trucks – ARRIVED.”')
    'the convoy - 40 trucks - arrived'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _QUOTES_AND_INVISIBLE.sub("", _DASHES.sub("-", folded))
    folded = " ".join(folded.split())
    return folded.strip(_EDGES) or folded


def _own_key(name: str) -> str:
    return normalize_text(name) if is_local(name) else usual_key(name)


@dataclass(frozen=True, slots=True)
class _ComparedClaim:
    """A claim with the normalized texts that matching compares."""

    claim: Claim
    source: tuple[str, ...]
    content: str
    evidence: str

    @classmethod
    def of(cls, claim: Claim) -> _ComparedClaim:
        return cls(
            claim=claim,
            source=tuple(sorted(map(normalize_text, claim.source))),
            content=normalize_text(claim.content),
            evidence=normalize_text(claim.evidence),
        )

    @property
    def own_source(self) -> tuple[str, ...]:
        """Keys of the document's own names of the source, which do not depend on other documents.

        The name that the ledger has for a source changes with the set of documents.
        """
        names = self.claim.named or self.claim.source
        return tuple(sorted(map(_own_key, names)))

    def new_id(self, path: str, copy: int = 0) -> str:
        """Return a claim's id; ``copy`` counts claims with the same source and content from 0."""
        key = json.dumps([path, self.own_source, self.content, copy])
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:5], "big")
        return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def assign_ids(path: str, claims: Iterable[Claim], *, taken: Iterable[str] = ()) -> list[Claim]:
    """Return the claims in the same order, each with a unique id.

    A claim that has an id keeps it. Claims with the same source and content get their ids in the
    order of their evidence, so the ids do not depend on the places in the document.
    """
    result = list(claims)
    used = set(taken)
    without: list[int] = []
    for index, claim in enumerate(result):
        if claim.id and claim.id not in used:
            used.add(claim.id)
        else:
            without.append(index)
    compared = {index: _ComparedClaim.of(result[index]) for index in without}

    def rank(index: int) -> tuple[object, ...]:
        claim = compared[index]
        return claim.own_source, claim.content, claim.evidence, claim.claim.occurrence, index

    copies: Counter[tuple[object, ...]] = Counter()
    for index in sorted(without, key=rank):
        likeness = (compared[index].own_source, compared[index].content)
        while (new_id := compared[index].new_id(path, copies[likeness])) in used:
            copies[likeness] += 1
        used.add(new_id)
        result[index] = replace(result[index], id=new_id)
    return result


def carry_over(old: LedgerFile | None, new: LedgerFile) -> LedgerFile:
    """Carry ids and reviews over from the existing ledger to a new extraction.

    A new claim is matched with at most one old or retired claim, and an old claim with at most
    one new claim. A matched claim keeps its id and its review; if reviewed fields have changed,
    the review is marked stale. Reviewed claims without a match are retired, other claims without
    a match are dropped. The result has the order of ``new``; retired claims keep the order in
    which they were retired.
    """
    if old is None:
        old = replace(new, claims=(), retired=())
    before = (*old.claims, *old.retired)
    match = match_claims(before, new.claims, new.path)
    kept = {before[index].id for index in match.values()}
    retired: dict[str, Claim] = {}
    for claim in (*old.retired, *filter(lambda claim: claim.review, old.claims), *new.retired):
        if claim.id not in kept:
            retired.setdefault(claim.id, claim)
    claims = [
        _carry_over_claim(before[match[index]], claim) if index in match else claim
        for index, claim in enumerate(new.claims)
    ]
    numbered = assign_ids(new.path, claims, taken=retired)
    ids = {was.id: now.id for was, now in zip(new.claims, numbered, strict=True) if was.id}
    ledger = replace(new, claims=tuple(link_nested(numbered)), retired=tuple(retired.values()))
    return relink(ledger, ids)


def _carry_over_claim(old: Claim, new: Claim) -> Claim:
    if not old.review:
        return replace(new, id=old.id, review=new.review)
    changed = {name for name in REVIEWED_FIELDS if getattr(old, name) != getattr(new, name)}
    return replace(new, id=old.id, review=mark_stale(old.review, changed))


def match_claims(old: Iterable[Claim], new: Iterable[Claim], path: str) -> dict[int, int]:
    """Return the index of the matching old claim by the index of each new claim that has one.

    The most certain signs are tried first. Unchanged claims are matched before claims whose new
    id is the id of an old claim. Otherwise a claim whose text now equals the former text of
    another claim would be matched with that claim.
    """
    matching = _Matching(old, new)
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


MatchKey = Callable[[_ComparedClaim], Hashable]


class _Matching:
    """Find one-to-one pairs in passes; each pass looks at the claims that are still unpaired."""

    def __init__(self, old: Iterable[Claim], new: Iterable[Claim]) -> None:
        self._old = [_ComparedClaim.of(claim) for claim in old]
        self._new = [_ComparedClaim.of(claim) for claim in new]
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
            for pair in zip(new_indices, old_indices, strict=False):
                self._pair(*pair)

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
                ranked += [(-score, new_index, old_indices[place]) for _, score, place in alike]
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

    def _pair(self, new_index: int, old_index: int) -> None:
        self.pairs[new_index] = old_index
        del self._free_new[new_index]
        del self._free_old[old_index]
