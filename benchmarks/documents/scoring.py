"""Compare the claims of a ledger with all the claims of a document.

- A required gold claim is *found* if a claim has content with at least half of its words in common
  (Jaccard index of word counts), and *joint* if the source is right, too. Claims are matched one to
  one, the closest contents first.
- *Precision* counts claims whose content overlaps that of a gold claim, required or not: a Jaccard
  index of 0.3, or four fifths of the words of one within the other. Claims of kind ``author`` are
  counted separately, and so is whether the source is that of such a gold claim.
- Numbers, times, kinds, negation and relays are scored on the matched claims that have them in
  gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.documents.gold import Gold, GoldClaim, GoldDocument, Words, words_of

_FOUND, _NEAR, _WITHIN, _MIN_WITHIN = 0.5, 0.3, 0.8, 3
_RIGHT_SOURCE_BONUS = 0.001
_REFUSING_STANCES, _REFUSING_CUES = ("denies", "refuses"), ("declin", "refus")

Record = Mapping[str, Any]


@dataclass(slots=True)
class Share:
    """A number of right ones among all."""

    right: int = 0
    all: int = 0

    def add(self, is_right: bool) -> bool:
        self.right += is_right
        self.all += 1
        return is_right

    @property
    def value(self) -> float:
        return self.right / self.all if self.all else 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.right}/{self.all})"


@dataclass(slots=True)
class DocumentScore:
    """The figures, summed over documents; ``remarks`` say what is missing or wrong."""

    shares: dict[str, Share] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def note(self, measure: str, is_right: bool, remark: str = "") -> bool:
        """Count one case of a measure, and remark on it if it is wrong."""
        self.shares.setdefault(measure, Share()).add(is_right)
        if not is_right and remark:
            self.remarks.append(f"{measure}: {remark}")
        return is_right

    def add(self, other: DocumentScore) -> None:
        for measure, share in other.shares.items():
            total = self.shares.setdefault(measure, Share())
            total.right += share.right
            total.all += share.all
        self.remarks += other.remarks


MEASURES = {
    "content": "required claims found",
    "joint": "required claims found with the right source",
    "precision": "attributed claims in gold",
    "precision and source": "attributed claims in gold with the right source",
    "author's claims": "claims of the author in gold",
    "numbers": "numbers",
    "said": "time of speaking",
    "kind": "kind",
    "negated": "negation",
    "via": "relay",
    "metadata": "title, author, outlet and date",
    "clean": "claims without words of the layout",
}


def score_document(
    gold: GoldDocument, meta: Record, claims: Sequence[Record], never: Sequence[str]
) -> DocumentScore:
    """Return the score of one document's claims, which are records as in the ledger."""
    score = DocumentScore()
    contents = [words_of(str(claim.get("content") or "")) for claim in claims]
    matches = _match(gold.claims, claims, contents)
    for claim in gold.claims:
        if claim.is_required:
            index = matches.get(claim.id)
            _score_required(score, claim, None if index is None else claims[index])
    for record, content in zip(claims, contents, strict=True):
        _score_found(score, gold, record, content, never)
    for key, value in gold.meta.items():
        have = meta.get({"date": "published"}.get(key, key))
        is_right = have is None if value is None else value.lower() in str(have).lower()
        score.note("metadata", is_right, f"{gold.name} {key}: {have!r} instead of {value!r}")
    return score


def _match(
    gold: Sequence[GoldClaim], claims: Sequence[Record], contents: Sequence[Words]
) -> dict[str, int]:
    """Return the index of the claim that each gold claim is matched with."""
    pairs = []
    for number, claim in enumerate(gold):
        for index, content in enumerate(contents):
            closeness = max(jaccard(words, content) for words in claim.contents)
            if closeness >= _FOUND:
                bonus = _RIGHT_SOURCE_BONUS if is_source(claim, claims[index]) else 0
                pairs.append((closeness + bonus, number, index))
    matches: dict[str, int] = {}
    taken: set[int] = set()
    for _, number, index in sorted(pairs, reverse=True):
        if gold[number].id not in matches and index not in taken:
            matches[gold[number].id] = index
            taken.add(index)
    return matches


def _score_required(score: DocumentScore, gold: GoldClaim, claim: Record | None) -> None:
    start = f"{gold.id} {' '.join(gold.contents[0])[:90]!r}"
    score.note("content", claim is not None, start)
    if claim is None:
        score.note("joint", False)
        return
    wanted = f"instead of {list(gold.speakers)}"
    score.note("joint", is_source(gold, claim), f"{start}: {claim.get('source')!r} {wanted}")
    if gold.numbers:
        found = [(q.get("min"), q.get("max"), q.get("unit")) for q in claim.get("quantities") or ()]
        score.note("numbers", _has_numbers(gold, claim), f"{start}: {found}, not {gold.numbers}")
    if gold.said is not None:
        said = claim.get("said")
        is_right = (None if said is None else str(said)) in gold.said
        score.note("said", is_right, f"{start}: {said!r} instead of {gold.said}")
    if gold.kinds is not None:
        kind = claim.get("kind")
        score.note("kind", kind in gold.kinds, f"{start}: {kind!r} instead of {gold.kinds}")
    if gold.is_negated:
        score.note("negated", _is_negated(claim), start)
    if gold.via:
        relays = " ".join(map(str, _as_list(claim.get("via")))).lower()
        is_right = all(name.lower() in relays for name in gold.via)
        score.note("via", is_right, f"{start}: {relays!r} instead of {gold.via}")


def _score_found(
    score: DocumentScore, gold: GoldDocument, claim: Record, content: Words, never: Sequence[str]
) -> None:
    text = str(claim.get("content"))
    start = f"{gold.name} {claim.get('source')!r} {claim.get('cue')!r} {text[:90]!r}"
    near = [g for g in gold.claims if any(_is_near(words, content) for words in g.contents)]
    if claim.get("kind") == "author":
        score.note("author's claims", bool(near), start)
        return
    is_barren = any(
        len(content) > 1 and len(content) <= len(barren) and _contained(barren, content) >= 0.99
        for barren in gold.barren
    ) and not any(jaccard(words, content) >= _FOUND for g in near for words in g.contents)
    is_good = score.note("precision", bool(near) and not is_barren, start)
    score.note("precision and source", is_good and any(is_source(g, claim) for g in near))
    found = [words for words in never if words in text]
    score.note("clean", not found, f"{start} has {found}")


def jaccard(some: Words, others: Words) -> float:
    """Return the Jaccard index of two counted sets of words.

    >>> jaccard(("a", "b", "b"), ("b", "b", "c"))
    0.5
    """
    shared = (Counter(some) & Counter(others)).total()
    union = len(some) + len(others) - shared
    return shared / union if union else 0.0


def _contained(some: Words, others: Words) -> float:
    shared = (Counter(some) & Counter(others)).total()
    return max(shared / max(1, len(some)), shared / max(1, len(others)))


def _is_near(gold: Words, content: Words) -> bool:
    if jaccard(gold, content) >= _NEAR and (len(gold) >= _MIN_WITHIN or gold == content):
        return True
    shorter = min(len(gold), len(content))
    return shorter >= _MIN_WITHIN and _contained(gold, content) >= _WITHIN


@cache
def _equivalents() -> dict[str, Any]:
    path = Path(__file__).with_name("equivalents.yaml")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def is_source(gold: GoldClaim, claim: Record) -> bool:
    """Return whether a claim's source is one of the accepted names.

    All words of an accepted name stand in the source or its role, or the source is the end of an
    accepted name.
    """
    if not gold.speakers:
        return True
    sources = [str(name) for name in _as_list(claim.get("source"))]
    have = set(words_of(" ".join([*sources, str(claim.get("role") or "")])))
    for name in _with_equivalents(gold.speakers):
        wanted = _name_words(name)
        if wanted and set(wanted) <= have:
            return True
        for source in map(_name_words, sources):
            if source and source == wanted[-len(source) :]:
                return True
    return False


def _with_equivalents(names: Iterable[str]) -> list[str]:
    found = list(names)
    for name in names:
        form = " ".join(words_of(name))
        for pair in _equivalents()["names"]:
            if form in pair:
                found += [other for other in pair if other != form]
    return found


def _name_words(name: str) -> Words:
    ignored = _equivalents()["name_words"]
    return tuple(word for word in words_of(name) if word not in ignored)


def _has_numbers(gold: GoldClaim, claim: Record) -> bool:
    quantities = claim.get("quantities") or ()
    return all(
        any(
            _as_float(quantity.get("min")) == low
            and (high is None or _as_float(quantity.get("max")) == high)
            and _is_unit(unit, quantity)
            for quantity in quantities
        )
        for low, high, unit in gold.numbers
    )


def _is_unit(unit: str, quantity: Record) -> bool:
    printed = f"{quantity.get('unit') or ''} {quantity.get('text') or ''}".lower()
    name = unit.lower().rstrip("s")
    return any(form in printed for form in (name, *_equivalents()["units"].get(name, ())))


def _is_negated(claim: Record) -> bool:
    cue = str(claim.get("cue") or "").split()[-1:]
    return (
        bool(claim.get("negated"))
        or claim.get("stance") in _REFUSING_STANCES
        or any(word.startswith(_REFUSING_CUES) for word in cue)
    )


def _as_float(value: Any) -> float | None:
    return None if value is None else float(value)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def score_gold(
    gold: Gold, extract: Callable[[str], tuple[Record, Sequence[Record]]]
) -> dict[str, DocumentScore]:
    """Return the score of each document; ``extract`` gives the metadata and claims of a name."""
    scores = {}
    for document in gold.documents:
        meta, claims = extract(document.name)
        scores[document.name] = score_document(document, meta, claims, gold.never)
    return scores
