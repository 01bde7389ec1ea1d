"""Choose among drafts: those likely enough in their context, one for each content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimkit.extraction.attribution.drafts import Draft
from claimkit.extraction.attribution.traits import iter_rival_traits, iter_traits, weigh
from claimkit.parsing.parsed_document import ParsedDocument

_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Selector:
    """``weights`` are log-odds of traits; drafts below ``threshold`` are dropped."""

    weights: Mapping[str, float]
    threshold: float

    def select(
        self,
        parsed: ParsedDocument,
        drafts: list[Draft],
        dropped: list[tuple[Draft, str]] | None = None,
    ) -> list[Draft]:
        """Return the drafts that stay, by position; ``dropped`` collects the others with why."""
        why: list[tuple[Draft, str]] = [] if dropped is None else dropped
        likely: list[tuple[Draft, float, list[str]]] = []
        for draft in drafts:
            if not has_words(parsed, draft):
                why.append((draft, "its content is empty"))
                continue
            traits = list(iter_traits(parsed, draft))
            share = weigh(draft.weight, traits, self.weights)
            if share < self.threshold:
                why.append((draft, f"unlikely here ({share:.2f}): {', '.join(traits)}"))
            else:
                likely.append((draft, share, traits))
        likely.sort(key=lambda item: (-item[1], item[0].anchor))
        kept = Kept()
        for draft, _, traits in likely:
            near = kept.near(draft)
            rivals = list(iter_rival_traits(draft, near))
            share = weigh(draft.weight, [*traits, *rivals], self.weights)
            if share < self.threshold:
                why.append((draft, f"unlikely here ({share:.2f}): {', '.join(rivals)}"))
            elif any(is_same(parsed, draft, other) for other in near):
                why.append((draft, "another cue has the same content"))
            else:
                draft.weight = share
                kept.add(draft)
        return sorted(kept.drafts, key=lambda d: (d.anchor, min(d.content)))


class Kept:
    """The drafts that stay, found again by the tokens they share with another."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._at: dict[int, list[int]] = {}

    def add(self, draft: Draft) -> None:
        for i in {draft.anchor, *draft.content}:
            self._at.setdefault(i, []).append(len(self.drafts))
        self.drafts.append(draft)

    def near(self, draft: Draft) -> list[Draft]:
        """Return the kept drafts that share a token with ``draft``, in the order of adding."""
        tokens = {draft.anchor, *draft.content}
        numbers = {number for i in tokens for number in self._at.get(i, ())}
        return [self.drafts[number] for number in sorted(numbers)]


def has_words(parsed: ParsedDocument, draft: Draft) -> bool:
    """Say if the draft's content says anything."""
    return not _is_empty(parsed, draft)


def _words(parsed: ParsedDocument, draft: Draft) -> set[int]:
    doc = parsed.doc
    return {i for i in draft.content if not (doc[i].is_punct or doc[i].is_space)}


def _is_empty(parsed: ParsedDocument, draft: Draft) -> bool:
    """Say if the content is punctuation or a lone relative word: "what the mayor said"."""
    words = _words(parsed, draft)
    return all(parsed.doc[i].tag_ in ("WP", "WDT", "WRB") for i in words)


def is_same(parsed: ParsedDocument, draft: Draft, other: Draft) -> bool:
    """Say if two drafts have nearly the same words as content (Jaccard)."""
    words, others = _words(parsed, draft), _words(parsed, other)
    common = len(words & others)
    return bool(common) and common / len(words | others) >= _SAME
