"""Give claims their ids.

The id of a new claim is a hash of its document's path, its source and its content. The position of
a claim is not part of its identity, so ids stay the same when text moves within a document.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimkit.ledger.normalized_text import normalize_text
from claimkit.ledger.sources.grouping import usual_key
from claimkit.ledger.sources.spellings import is_local
from claimkit.model import Claim

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u


def _own_key(name: str) -> str:
    return normalize_text(name) if is_local(name) else usual_key(name)


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A claim with the normalized texts that ids and matching depend on."""

    claim: Claim
    source: tuple[str, ...]
    content: str
    evidence: str

    @classmethod
    def of(cls, claim: Claim) -> ComparedClaim:
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
    compared = {index: ComparedClaim.of(result[index]) for index in without}

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
