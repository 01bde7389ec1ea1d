"""Select the drafts that are likely enough in their context, one for each content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimkit.extraction.attribution.draft_traits import iter_rival_traits, iter_traits, weigh
from claimkit.extraction.attribution.drafts import AttributionDraft, DroppedDraft
from claimkit.lexicons.attribution import ContextLexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.parsing.parsed_document import ParsedDocument

_MIN_SAME_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class DraftSelector:
    """``weights`` are log-odds of traits; drafts whose share falls below ``threshold`` go."""

    weights: Mapping[str, float]
    threshold: float

    @classmethod
    def load(cls, lexicons: Lexicons) -> DraftSelector:
        """Return the selector with the weights of a language's lexicon."""
        lexicon = load_lexicon("context", ContextLexicon, lexicons.language)
        return cls(lexicon.weights, lexicon.threshold)

    def select(
        self, parsed: ParsedDocument, drafts: Sequence[AttributionDraft]
    ) -> tuple[list[AttributionDraft], list[DroppedDraft]]:
        """Return the drafts that stay, by position, and those that are dropped.

        The weight of a draft that stays becomes its share in context.
        """
        dropped: list[DroppedDraft] = []
        likely: list[tuple[AttributionDraft, float, list[str]]] = []
        for draft in drafts:
            if not has_words(parsed, draft):
                dropped.append(DroppedDraft(draft, "its content is empty"))
                continue
            traits = list(iter_traits(parsed, draft))
            share = weigh(draft.weight, traits, self.weights)
            if share < self.threshold:
                dropped.append(_drop_unlikely(draft, share, traits))
            else:
                likely.append((draft, share, traits))
        # Of two drafts for the same content, the likelier one stays.
        likely.sort(key=lambda item: (-item[1], item[0].anchor))
        kept = KeptDrafts()
        for draft, _, traits in likely:
            near = kept.near(draft)
            rivals = list(iter_rival_traits(parsed, draft, near))
            share = weigh(draft.weight, [*traits, *rivals], self.weights)
            if share < self.threshold:
                dropped.append(_drop_unlikely(draft, share, rivals))
            elif any(is_same(parsed, draft, other) for other in near):
                dropped.append(DroppedDraft(draft, "another cue has the same content"))
            else:
                draft.weight = share
                kept.add(draft)
        return sorted(kept.drafts, key=lambda d: (d.anchor, min(d.content))), dropped


def _drop_unlikely(draft: AttributionDraft, share: float, traits: Sequence[str]) -> DroppedDraft:
    return DroppedDraft(draft, f"unlikely here ({share:.2f}): {', '.join(traits)}")


class KeptDrafts:
    """The drafts that stay, found again by the tokens that they share with another."""

    def __init__(self) -> None:
        self.drafts: list[AttributionDraft] = []
        self._at: dict[int, list[int]] = {}

    def add(self, draft: AttributionDraft) -> None:
        """Keep a draft."""
        for i in {draft.anchor, *draft.content}:
            self._at.setdefault(i, []).append(len(self.drafts))
        self.drafts.append(draft)

    def near(self, draft: AttributionDraft) -> list[AttributionDraft]:
        """Return the kept drafts that share a token with ``draft``, in the order of adding."""
        tokens = {draft.anchor, *draft.content}
        numbers = {number for i in tokens for number in self._at.get(i, ())}
        return [self.drafts[number] for number in sorted(numbers)]


def has_words(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether the content is more than punctuation or a lone relative word.

    Example: "could not say when", "“Why?” she asked". Counter-example: "what the mayor said".
    """
    words = _content_words(parsed, draft)
    if draft.frame == "negated-wh-word" or draft.speeches:
        return bool(words)
    return any(parsed.doc[i].tag_ not in ("WP", "WDT", "WRB") for i in words)


def is_same(parsed: ParsedDocument, draft: AttributionDraft, other: AttributionDraft) -> bool:
    """Return whether two drafts have nearly the same words as content (Jaccard)."""
    words, others = _content_words(parsed, draft), _content_words(parsed, other)
    common = len(words & others)
    return bool(common) and common / len(words | others) >= _MIN_SAME_SHARE


def _content_words(parsed: ParsedDocument, draft: AttributionDraft) -> set[int]:
    doc = parsed.doc
    return {i for i in draft.content if not (doc[i].is_punct or doc[i].is_space)}
