"""Compare predicted attributions with annotated (gold) ones.

Spans are lists of ``[start, end)`` code points. A word is a run of letters, digits and underscores.

- *claim*: two contents are compared by the Jaccard index of their words. In each article gold and
  predicted attributions are paired one to one so that the sum of the indices is largest. A pair
  counts if its index is at least one half.
- *joint*: a pair that counts and whose sources share a word other than a function word, or are both
  empty. Pronouns are not function words here.
- *direct and mixed*: the same, but only for attributions whose content contains or touches a
  quotation mark.
- *statements*: gold attributions whose cue contains a reporting word; recall only.
- *exact*: the spans of all sources, of all cues and of all contents of an article are compared as
  sets. A span is right if it has the same first and last word as an annotated one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

_WORD = re.compile(r"\w+")
_MARK = re.compile('["“”]')
_DOUBLE_APOSTROPHE = "''"
_MIN_OVERLAP = 0.5

PARTS = ("source", "cue", "content")

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class MeasuredAttribution:
    """An attribution in the form that is compared; ``content`` holds the positions of words.

    ``spans`` are the first and the last word of each span, by the part of the attribution.
    """

    content: frozenset[int]
    source: frozenset[str]
    is_quoted: bool
    is_statement: bool
    spans: Mapping[str, frozenset[tuple[int, int]]]
    rule: str | None = None
    confidence: str | None = None


@dataclass(slots=True)
class PairCount:
    """Numbers of pairs, of predictions and of annotations."""

    pairs: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.pairs / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.pairs / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.pairs / total if total else 0.0


@dataclass(slots=True)
class AttributionScore:
    """The figures, summed over articles.

    ``rules`` maps a rule to the number of its predictions and of its joint pairs, and
    ``confidences`` does so for each confidence. ``exact`` counts the spans of each part.
    """

    claim: PairCount = field(default_factory=PairCount)
    joint: PairCount = field(default_factory=PairCount)
    quoted_joint: PairCount = field(default_factory=PairCount)
    statement_joint: PairCount = field(default_factory=PairCount)
    rules: dict[str, PairCount] = field(default_factory=dict)
    confidences: dict[str, PairCount] = field(default_factory=dict)
    exact: dict[str, PairCount] = field(default_factory=dict)

    def add(
        self, gold: Sequence[MeasuredAttribution], predicted: Sequence[MeasuredAttribution]
    ) -> None:
        """Count one article."""
        pairs = pair(gold, predicted)
        joint = [(g, p) for g, p in pairs if is_same_source(g, p)]
        self.statement_joint.gold += sum(g.is_statement for g in gold)
        self.statement_joint.pairs += sum(g.is_statement for g, _ in joint)
        _add(self.claim, len(pairs), predicted, gold)
        _add(self.joint, len(joint), predicted, gold)
        quoted = [g for g in gold if g.is_quoted], [p for p in predicted if p.is_quoted]
        found = sum(is_same_source(g, p) for g, p in pair(*quoted))
        _add(self.quoted_joint, found, quoted[1], quoted[0])
        for part in PARTS:
            wanted, spans = _all_spans(gold, part), _all_spans(predicted, part)
            count = self.exact.setdefault(part, PairCount())
            _add(count, len(wanted & spans), list(spans), list(wanted))
        right = {id(p) for _, p in joint}
        for p in predicted:
            for counts, name in ((self.rules, p.rule), (self.confidences, p.confidence)):
                count = counts.setdefault(name or "", PairCount())
                count.predicted += 1
                count.pairs += id(p) in right


def _all_spans(attributions: Iterable[MeasuredAttribution], part: str) -> set[tuple[int, int]]:
    return {span for attribution in attributions for span in attribution.spans[part]}


def _add(count: PairCount, pairs: int, predicted: Sequence[Any], gold: Sequence[Any]) -> None:
    count.pairs += pairs
    count.predicted += len(predicted)
    count.gold += len(gold)


def pair(
    gold: Sequence[MeasuredAttribution], predicted: Sequence[MeasuredAttribution]
) -> list[tuple[MeasuredAttribution, MeasuredAttribution]]:
    """Return the pairs of the best assignment that count."""
    if not gold or not predicted:
        return []
    overlaps = np.array([[_overlap(g.content, p.content) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(overlaps, maximize=True)
    return [
        (gold[row], predicted[column])
        for row, column in zip(rows, columns, strict=True)
        if overlaps[row, column] >= _MIN_OVERLAP
    ]


def is_same_source(gold: MeasuredAttribution, predicted: MeasuredAttribution) -> bool:
    return bool(gold.source & predicted.source) or not (gold.source or predicted.source)


def _overlap(some: frozenset[int], others: frozenset[int]) -> float:
    union = some | others
    return len(some & others) / len(union) if union else 0.0


class Article:
    """A text that turns spans into sets of words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [(match.start(), match.end()) for match in _WORD.finditer(text)]

    def attribution(
        self, record: dict[str, Any], rule: str | None = None, confidence: str | None = None
    ) -> MeasuredAttribution:
        """Return an attribution from its ``source``, ``cue`` and ``content`` spans."""
        content: Spans = record.get("content") or []
        words = frozenset(self._strings(record.get("source") or []))
        return MeasuredAttribution(
            content=frozenset(self._indices(content)),
            source=words - _function_words() or words,
            is_quoted=any(self._is_quoted(start, end) for start, end in content),
            is_statement=not _reporting_words().isdisjoint(self._strings(record.get("cue") or [])),
            spans={part: self._whole(record.get(part) or []) for part in PARTS},
            rule=rule,
            confidence=confidence,
        )

    def _whole(self, spans: Spans) -> frozenset[tuple[int, int]]:
        """Return the first and the last word of each span that has one."""
        words = ([*self._indices([span])] for span in spans)
        return frozenset((found[0], found[-1]) for found in words if found)

    def _is_quoted(self, start: int, end: int) -> bool:
        """Return whether a span contains or touches a quotation mark."""
        if _MARK.search(self._text, max(0, start - 1), end + 1):
            return True
        return _DOUBLE_APOSTROPHE in self._text[max(0, start - 2) : end + 2]

    def _indices(self, spans: Spans) -> list[int]:
        """Return the words that overlap any of the spans, in order."""
        ranges = (
            range(bisect_right(self._words, start, key=itemgetter(1)), self._first_from(end))
            for start, end in spans
        )
        return sorted({index for words in ranges for index in words})

    def _first_from(self, position: int) -> int:
        return bisect_left(self._words, position, key=itemgetter(0))

    def _strings(self, spans: Spans) -> Iterable[str]:
        for index in self._indices(spans):
            start, end = self._words[index]
            yield self._text[start:end].lower()


@cache
def _lists() -> dict[str, Any]:
    path = Path(__file__).with_name("words.yaml")
    lists: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return lists


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_lists()["function_words"].split())


@cache
def _reporting_words() -> frozenset[str]:
    words = {form for noun in _lists()["reporting_nouns"].split() for form in (noun, noun + "s")}
    for verb in _lists()["reporting_verbs"].split():
        words |= {verb, *_inflected(verb), *_lists()["irregular"].get(verb, "").split()}
    return frozenset(words)


def _inflected(verb: str) -> set[str]:
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if re.search("[^aeiou]y$", verb):
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    doubled = verb + verb[-1]  # "admitted", but also "reportted", which does no harm
    ends = {verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"}
    return ends | {verb + ("es" if re.search("(?:s|sh|ch|x)$", verb) else "s")}
