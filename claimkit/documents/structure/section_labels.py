"""Cut off the labels that say what a paragraph of a fact-check is: "Claim:", "The facts:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.printed_label import PrintedLabel
from claimkit.documents.structure.signatures import plain_speaker
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind, Speaker

_MIN_LABELS = 2
_MAX_CLAIMANT_WORDS = 12
_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))


def take_section_labels(drafts: Sequence[BlockDraft], language: str) -> None:
    """Cut the labels of a fact-check off their blocks.

    There must be two different ones, and one of them for a claim or a verdict: "Fact: …" at the
    start of a paragraph, or "Verdict: …" in a report from a court, is the author's wording. A
    claim that a line such as "Claimed by: Ana Beck" credits becomes a quotation of that person.
    """
    words = _load_label_words(language)
    labels = list(words.find(drafts))
    found = {label.words for label in labels}
    if len(found) < _MIN_LABELS or found.isdisjoint(words.claims | words.verdicts):
        return
    claim: BlockDraft | None = None
    claimant: BlockDraft | None = None
    for label in labels:
        block = _take(label, drafts)
        if label.words in words.claims:
            claim = block
        elif label.words in words.claimants:
            claimant = block
        if claim is not None and claimant is not None:
            _credit(claim, claimant, language)
            claim = claimant = None


def _take(label: PrintedLabel, drafts: Sequence[BlockDraft]) -> BlockDraft | None:
    """Cut a label off, and return the block that it labels."""
    if not label.is_alone:
        label.draft.trim_start(label.rest)
        label.draft.label = label.printed
        if label.draft.kind is BlockKind.HEADING and not label.draft.is_typed:
            label.draft.kind = BlockKind.PARAGRAPH
        return label.draft
    label.draft.kind = BlockKind.HEADING
    following = drafts[label.place + 1 : label.place + 2]
    if not following or following[0].kind is BlockKind.HEADING:
        return None
    following[0].label = label.printed
    return following[0]


def _credit(claim: BlockDraft, claimant: BlockDraft, language: str) -> None:
    name = " ".join(claimant.text.split()).rstrip(".")
    if name and len(name.split()) <= _MAX_CLAIMANT_WORDS:
        first, _, role = name.partition(",")
        claim.speaker = plain_speaker(Speaker(first.strip(), role.strip() or None), language)
        claim.kind = BlockKind.BLOCK_QUOTATION
        claimant.kind = BlockKind.FURNITURE


class _LabelWords:
    """The labels of a language."""

    def __init__(self, language: str) -> None:
        lexicon = load_document_parts(language)
        self.claims = frozenset(lexicon.claim_labels)
        self.claimants = frozenset(lexicon.claimant_labels)
        self.verdicts = frozenset(lexicon.verdict_labels)
        self._all = self.claims | self.claimants | self.verdicts | set(lexicon.finding_labels)
        pattern = any_of(self._all).replace("'", "['’]")
        self._label = re.compile(
            rf"(?P<label>{pattern})(?:\s+\d{{1,2}})?\s*(?P<end>[:：]|[.?]?$|\s[|–—]\s|[–—]\s)\s*",
            re.IGNORECASE,
        )

    def find(self, drafts: Sequence[BlockDraft]) -> Iterator[PrintedLabel]:
        """Yield the labels at the start of blocks."""
        for index, draft in enumerate(drafts):
            if draft.kind not in _READ:
                continue
            match = self._label.match(draft.first)
            if match is None or not match["label"][0].isupper():
                continue
            words = match["label"].casefold().replace("’", "'")
            yield PrintedLabel(draft, index, words, match["label"], match.end())


@cache
def _load_label_words(language: str) -> _LabelWords:
    return _LabelWords(language)
