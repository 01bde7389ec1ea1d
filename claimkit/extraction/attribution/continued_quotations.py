"""Find the source of quotations that stand as paragraphs of their own, in the text before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.list_lead_ins import find_uncued
from claimkit.extraction.attribution.uncued_quotations import make_quotation_draft
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import BlockKind
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech
from claimkit.parsing.trees import is_filler

PATH = "continued"
_MIN_WEIGHT = 0.4
_QUOTED = frozenset((BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION, BlockKind.LIST_ITEM))
_TEXT = frozenset((BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION))
_SKIPPED = frozenset(
    (BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.FURNITURE, BlockKind.PULL_QUOTE)
)


def find_continued_quotations(
    parsed: ParsedDocument, taken: Collection[int], drafts: Sequence[AttributionDraft]
) -> list[AttributionDraft]:
    """Return a draft for each quotation that fills its paragraph and goes on a source's words.

    The last sentence of the paragraph before has one source, be it of a clause, a phrase or
    another quotation; or a person or a pronoun is its subject.

    Example: "The mayor said that the bridge was closed." and a paragraph “We had no choice.”;
        "According to Jane Doe, all is well." Counter-example: a quotation below a sentence with
        two sources, or below a heading. Not handled: a quotation whose source follows in the next
        paragraph.

    Args:
        taken: the quotations that have a source.
        drafts: those that other rules found.
    """
    finder = _Finder(parsed, drafts)
    found: list[AttributionDraft] = []
    for number, speech in enumerate(parsed.speeches):
        if number in taken or not speech.is_utterance or not _fills_blocks(parsed, speech):
            continue
        if parsed.blocks[speech.block].speaker is not None:
            continue
        source = finder.find(speech)
        if source is None:
            continue
        draft = make_quotation_draft(parsed, number, SourceMatch(source.heads, PATH), set())
        draft.lead_in = parsed.span(*_sentence_of(parsed, source.heads[0].i))
        found.append(draft)
        finder.add(draft)
    return found


class _Finder:
    def __init__(self, parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> None:
        self._parsed = parsed
        self._by_sentence: dict[int, list[AttributionDraft]] = {}
        for draft in drafts:
            self.add(draft)

    def add(self, draft: AttributionDraft) -> None:
        if draft.source.heads and draft.weight >= _MIN_WEIGHT:
            places = {self._parsed.sentence_of[draft.anchor]}
            if draft.speeches and draft.content:
                last = max(draft.content)
                places.add(self._parsed.sentence_of[last])
            for place in places:
                self._by_sentence.setdefault(place, []).append(draft)

    def find(self, speech: QuotedSpeech) -> SourceMatch | None:
        """Return the source of the last sentence before a quotation."""
        parsed = self._parsed
        block = speech.block - 1
        while block >= 0 and parsed.blocks[block].kind in _SKIPPED:
            block -= 1
        if block < 0 or parsed.blocks[block].label != parsed.blocks[speech.block].label:
            return None
        first, last = parsed.token_range(parsed.blocks[block].span)
        if parsed.blocks[block].span.of(parsed.text).endswith(":"):
            source = find_uncued(parsed, first, last)
            if source.heads:
                return source
        if parsed.blocks[block].kind not in _TEXT:
            return None
        while last > first and parsed.doc[last - 1].is_space:
            last -= 1
        if last <= first:
            return None
        sentence = parsed.sentence_of[last - 1]
        drafts = self._by_sentence.get(sentence, [])
        return self._of_drafts(drafts) if drafts else self._of_subject(sentence)

    def _of_drafts(self, drafts: Sequence[AttributionDraft]) -> SourceMatch | None:
        """Return the one source of several drafts, without those reported inside another one."""
        outer = [
            draft
            for draft in drafts
            if not any(draft.anchor in other.content for other in drafts if other is not draft)
        ]
        sources = {draft.source.heads[0].i: draft.source for draft in outer}
        if len(sources) > 1:  # "said Jane Doe, who added …"
            by_entity = {source.heads[0].lower_ for source in sources.values()}
            if len(by_entity) > 1:
                return None
        return next(iter(sources.values()), None)

    def _of_subject(self, sentence: int) -> SourceMatch | None:
        """Return the subject of a sentence if it is a person: "Doe was furious."."""
        start, end = self._parsed.sentences[sentence]
        for token in self._parsed.doc[start:end]:
            if token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
                continue
            is_person = _is_person(self._parsed, token)
            is_pronoun = token.pos_ == "PRON" and "Sing" in token.morph.get("Number", [])
            has_gender = bool(set(token.morph.get("Gender", [])) & {"Masc", "Fem"})
            if self._parsed.speech_of[token.i] < 0 and (is_person or (is_pronoun and has_gender)):
                return SourceMatch((token,), PATH)
            return None
        return None


def _is_person(parsed: ParsedDocument, token: Token) -> bool:
    """Return whether a subject is a person by name, or "the mayor"."""
    if token.pos_ == "PROPN":
        return token.ent_type_ == "PERSON"
    is_definite = any("Def" in child.morph.get("Definite", []) for child in token.lefts)
    return is_definite and token.pos_ == "NOUN" and token.lemma_.lower() in _roles(parsed.lexicons)


@cache
def _roles(lexicons: Lexicons) -> frozenset[str]:
    """Return the words for people by their office."""
    roles = load_source_lexicon(lexicons).roles
    return frozenset(word for role in roles for word in role.words)


def _fills_blocks(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether nothing but a quotation stands in its blocks."""
    for start, end in speech.pieces:
        block = parsed.blocks[parsed.block_of(start)]
        if block.kind not in _QUOTED:
            return False
        first, last = parsed.token_range(block.span)
        if not is_filler(parsed.doc, first, start) or not is_filler(parsed.doc, end, last):
            return False
    return True


def _sentence_of(parsed: ParsedDocument, token: int) -> tuple[int, int]:
    start, end = parsed.sentences[parsed.sentence_of[token]]
    while end > start and parsed.doc[end - 1].is_space:
        end -= 1
    while start < end and parsed.doc[start].is_space:
        start += 1
    return start, end
