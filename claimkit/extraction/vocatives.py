"""Take the names of people spoken to out of claims: "Mr. Speaker, the bill is late, Ana."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.transcripts import load_transcripts
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import Attribution, Block, BlockKind, Span
from claimkit.parsing.parsed_document import ParsedDocument

_SPOKEN = frozenset((BlockKind.TURN, BlockKind.QUESTION, BlockKind.QUOTED_MESSAGE))
_MIN_NAME = 3
_MAX_SOURCE_TOKENS = 8
_BORDERS = (",", ":", ";")
_HYPHENS = ("-", "–", "(", ")")
_NAME_TAGS = ("PROPN", "NOUN", "PRON")


def without_vocatives(
    parsed: ParsedDocument, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions of turns and letters without the names of people spoken to.

    A content that is nothing else is dropped. Where such a name was taken for the source, the words
    behind it are the source: "Ms. Beck, the board ruled". Not handled: names in the middle.
    """
    spoken = [
        block for block in parsed.blocks if block.kind in _SPOKEN or block.addressee is not None
    ]
    if not spoken:
        return list(attributions)
    trimmer = _Trimmer(parsed, spoken)
    found = (trimmer.trim(attribution) for attribution in attributions)
    return [attribution for attribution in found if attribution is not None]


class _Trimmer:
    """Trims the attributions of one document."""

    def __init__(self, parsed: ParsedDocument, spoken: Sequence[Block]) -> None:
        self._parsed, self._text = parsed, parsed.text
        self._spoken = frozenset(block.span.start for block in spoken)
        name = rf"(?:{_honorifics(parsed.lexicons)}\s)?{any_of(_names(spoken))}"
        called = rf"(?:{_vocatives(parsed.lexicons)}|{name}(?:\s{any_of(_names(spoken))})?)"
        leads = rf"(?:{_leads(parsed.lexicons)}|[^\W\d_]{{2,5}})"
        someone = rf"{_first_names(parsed.lexicons)}(?=,\s{_speaker_words(parsed.lexicons)}\s)"
        self._leading = re.compile(rf"(?:{leads},\s)?(?P<name>{called}|{someone})[,:]\s+(?=\S)")
        self._inside = re.compile(rf",\s+{_vocatives(parsed.lexicons)},(?=\s)")
        self._trailing = re.compile(rf",\s+(?P<name>{called}|{_first_names(parsed.lexicons)})\W*$")
        self._whole = re.compile(rf"{called}\W*")

    def trim(self, attribution: Attribution) -> Attribution | None:
        """Return an attribution without vocatives; None if nothing else is its content."""
        number = self._parsed.block_of(self._parsed.token_range(attribution.evidence)[0])
        if number < 0 or self._parsed.blocks[number].span.start not in self._spoken:
            return attribution
        content = tuple(
            part
            for span in map(self._trim_content, attribution.content)
            if span is not None
            for part in self._cut_inside(span)
        )
        if not content:
            return None
        return replace(attribution, content=content, source=self._find_source(attribution))

    def _trim_content(self, span: Span) -> Span | None:
        text = span.of(self._text)
        if self._whole.fullmatch(text) or self._is_called_alone(span):
            return None
        match = self._leading.match(text)
        start = span.start + match.end() if match else span.start
        match = self._trailing.search(text, start - span.start)
        end = span.start + match.start() if match else span.end
        return Span(start, end) if start < end else None

    def _cut_inside(self, span: Span) -> list[Span]:
        """Return a content without a form of address between commas: "It rose, Mr. Speaker, …"."""
        match = self._inside.search(span.of(self._text))
        if match is None:
            return [span]
        behind = self._cut_inside(Span(span.start + match.end() + 1, span.end))
        return [Span(span.start, span.start + match.start()), *behind]

    def _is_called_alone(self, span: Span) -> bool:
        """Return whether a content is one name behind a comma at the end: "I didn't, Joost."."""
        first, last = self._parsed.token_range(span)
        tokens = [
            self._parsed.doc[i] for i in range(first, last) if not self._parsed.doc[i].is_space
        ]
        if len(tokens) != 1 or tokens[0].pos_ != "PROPN" or not first:
            return False
        after = self._parsed.doc[last] if last < len(self._parsed.doc) else None
        return self._parsed.doc[first - 1].text == "," and (after is None or after.is_punct)

    def _find_source(self, attribution: Attribution) -> tuple[Span, ...]:
        """Return the words between a vocative that was taken for the source and the cue."""
        source = attribution.source
        if (
            len(source) != 1
            or not attribution.cue
            or not self._whole.fullmatch(source[0].of(self._text))
        ):
            return source
        cue = attribution.cue[0]
        behind = self._text[source[0].end : source[0].end + 1]
        if behind != "," or cue.start <= source[0].end + 1:
            return source
        first, last = self._parsed.token_range(Span(source[0].end + 1, cue.start))
        tokens = [self._parsed.doc[i] for i in range(first, last)]
        border = max((i for i, one in enumerate(tokens) if one.text in _BORDERS), default=-1)
        tokens = tokens[border + 1 :]  # "Ana, on the bridge: Mr. Ola said"
        while tokens and (tokens[0].is_space or tokens[0].is_punct):
            tokens.pop(0)
        while tokens and tokens[-1].pos_ in ("AUX", "ADV", "PART", "PUNCT"):
            tokens.pop()
        if not 0 < len(tokens) <= _MAX_SOURCE_TOKENS or not _is_noun_phrase(tokens):
            return source
        return (self._parsed.span(tokens[0].i, tokens[-1].i + 1),)


def _is_noun_phrase(tokens: Sequence[Token]) -> bool:
    is_joined = all(token.text in _HYPHENS for token in tokens if token.is_punct)
    return tokens[-1].pos_ in _NAME_TAGS and is_joined


def _names(blocks: Iterable[Block]) -> set[str]:
    """Return the words of the names of all who speak."""
    people = (person for block in blocks for person in (block.speaker, block.addressee) if person)
    words = {word for person in people for word in person.name.split()}
    return {word for word in words if len(word) >= _MIN_NAME and word[0].isupper()}


@cache
def _vocatives(lexicons: Lexicons) -> str:
    return f"(?i:{any_of(load_transcripts(lexicons.language).vocatives)})"


@cache
def _leads(lexicons: Lexicons) -> str:
    return f"(?i:{any_of(load_transcripts(lexicons.language).vocative_leads)})"


@cache
def _honorifics(lexicons: Lexicons) -> str:
    return rf"(?i:{any_of(load_transcripts(lexicons.language).honorifics)})\.?"


@cache
def _speaker_words(lexicons: Lexicons) -> str:
    return any_of(load_source_lexicon(lexicons).pronouns.speaker)


@cache
def _first_names(lexicons: Lexicons) -> str:
    names = load_source_lexicon(lexicons).first_names
    return any_of(name.capitalize() for name in (*names.male, *names.female))
