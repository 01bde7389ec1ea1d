"""Find whom the words before a list credit with its items."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from claimkit.extraction.attribution.cue_sources import (
    NOBODY,
    SourceMatch,
    find_noun_source,
    find_verb_source,
)
from claimkit.extraction.attribution.cues import CueHit
from claimkit.lexicons.attribution import ATTITUDES, Stance
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.trees import is_filler

_ENDS = (":", "…", ".")
PATH = "lead-in"
_HEADINGS = frozenset((BlockKind.HEADING, BlockKind.TITLE))


class LeadIn(NamedTuple):
    """The text before a list: its source, its block, its stance, and the cue if there is one."""

    source: SourceMatch
    span: Span
    stance: Stance
    cue: Token | None = None


def read_lead_in(parsed: ParsedDocument, block: Block, hits: Sequence[CueHit]) -> LeadIn | None:
    """Return whom the block before a list credits, or None.

    It has a cue with a source ("The ministry comments on the flood. Main points:"), or names
    somebody with a subject ("The ministry on the flood:"), or introduces what somebody's
    statement holds ("Key points of the report:", "The ministry's demands:").

    Counter-examples: "What the visitor needs:", "What we know:", "Notes on the flood:".
    """
    text = block.span.of(parsed.text).rstrip()
    if not text.endswith(_ENDS) and block.kind not in _HEADINGS:
        return None
    first, last = parsed.token_range(block.span)
    for hit in reversed(hits):
        if first <= hit.token.i < last and parsed.speech_of[hit.token.i] < 0:
            source = _find_any_source(hit)
            if source.heads and not _is_readers(source, hit.entry.stance):
                return LeadIn(source, block.span, hit.entry.stance, hit.token)
    if not text.endswith(":"):
        return None
    source = find_uncued(parsed, first, last)
    return LeadIn(source, block.span, "asserts") if source.heads else None


def without_topic(parsed: ParsedDocument, head: Token, mention: set[int]) -> set[int]:
    """Return a mention without the subject behind it: "the ministry | on the flood"."""
    words = _load_lead_in_words(parsed.lexicons)
    topics = [c.i for c in head.children if c.lower_ in words.topic_prepositions and c.i > head.i]
    return {i for i in mention if not topics or i < min(topics)}


def _find_any_source(hit: CueHit) -> SourceMatch:
    """Return a source, whatever the cue's tag, which is often wrong in "X comments on Y"."""
    for find in (find_verb_source, find_noun_source):
        source = find(hit.token)
        if source.heads:
            return source
    left = hit.token.i - 1
    if left >= 0 and hit.token.doc[left].pos_ in ("PROPN", "NOUN"):
        return SourceMatch((hit.token.doc[left],), "neighbour")
    return NOBODY


def _is_readers(source: SourceMatch, stance: Stance) -> bool:
    """Return whether a lead-in is about what its readers or writers think: "What we know:"."""
    head = source.heads[0]
    if head.pos_ != "PRON":
        return False
    return "2" in head.morph.get("Person", []) or (
        stance in ATTITUDES and "1" in head.morph.get("Person", [])
    )


def find_uncued(parsed: ParsedDocument, first: int, last: int) -> SourceMatch:
    """Return the source of a lead-in without a cue, from its last sentence with one."""
    numbers = {parsed.sentence_of[i] for i in range(first, last)}
    for number in sorted(numbers, reverse=True):
        start, end = parsed.sentences[number]
        tokens = [parsed.doc[i] for i in range(max(first, start), min(last, end))]
        if any(token.pos_ in ("VERB", "AUX") for token in tokens):
            return NOBODY
        root = next((token for token in tokens if token.dep_ == "ROOT"), None)
        if root is None:
            continue
        head = _with_topic(parsed, root) or _owner(parsed, root)
        if head is not None:
            return SourceMatch((head,), PATH)
    return NOBODY


def _with_topic(parsed: ParsedDocument, root: Token) -> Token | None:
    """Return the head of "The ministry on the flood"; a person or body with a subject."""
    words = _load_lead_in_words(parsed.lexicons)
    topic = next((c for c in root.children if c.lower_ in words.topic_prepositions), None)
    if topic is None or not is_filler(parsed.doc, topic.i + 1, topic.i + 1):
        return None
    if not any(child.dep_ == "pobj" and not _is_date(child) for child in topic.children):
        return None
    return root if _can_speak(root, words) else None


def _is_date(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _owner(parsed: ParsedDocument, root: Token) -> Token | None:
    """Return the source of "Key points of the report by Jane Doe" or "The ministry's demands"."""
    words = _load_lead_in_words(parsed.lexicons)
    if root.lower_ not in words.list_nouns:
        return None
    owner = next((c for c in root.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner if _can_speak(owner, words) else None
    noun = _complement(root, words.origins)
    if noun is None:
        return None
    for inner in (_complement(noun, words.agents), _possessor(noun)):
        if inner is not None and _can_speak(inner, words):
            return inner
    return noun if _can_speak(noun, words) or noun.lemma_.lower() in words.documents else None


def _complement(noun: Token, prepositions: frozenset[str]) -> Token | None:
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _possessor(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ == "poss"), None)


class _LeadInWords(NamedTuple):
    topic_prepositions: frozenset[str]
    list_nouns: frozenset[str]
    origins: frozenset[str]
    agents: frozenset[str]
    speakers: frozenset[str]
    documents: frozenset[str]


def _can_speak(token: Token, words: _LeadInWords) -> bool:
    """Return whether a noun is a name, a person or a body that the text has introduced."""
    if token.pos_ == "PROPN":
        return token.lower_ not in words.list_nouns and not _is_date(token)
    is_definite = any("Def" in child.morph.get("Definite", []) for child in token.lefts)
    has_owner = _possessor(token) is not None
    return (is_definite or has_owner) and token.lemma_.lower() in words.speakers


@cache
def _load_lead_in_words(lexicons: Lexicons) -> _LeadInWords:
    parts = load_document_parts(lexicons.language)
    sources = load_source_lexicon(lexicons)
    people = {word for role in sources.roles for word in role.words}
    bodies = {word for group in sources.organisations for word in group.words}
    return _LeadInWords(
        frozenset(parts.topic_prepositions),
        frozenset(parts.list_nouns),
        frozenset(parts.list_origins),
        frozenset(sources.function_words.agent_prepositions),
        frozenset(people | bodies | set(sources.outlets)),
        frozenset(word for group in sources.documents for word in group.words),
    )
