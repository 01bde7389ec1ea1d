"""The view of a parse: tokens, sentences, blocks, sections and quotations, on hand-made docs."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.layout import USER_DATA_KEY, read_layout
from claimkit.parsing.parsed_document import ARTICLE, NO_SECTION, NO_SPEECH, ParsedDocument
from claimkit.parsing.quoted_speech import is_utterance


def make_pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


NLP = make_pipeline()


def parse(text: str, kinds: tuple[BlockKind, ...] = ()) -> ParsedDocument:
    """Return a parse of lines, each a block of the kind at its place or a paragraph."""
    doc = NLP(text)
    blocks = []
    for number, block in enumerate(read_layout(text).blocks):
        kind = kinds[number] if number < len(kinds) else block.kind
        blocks.append(Block(kind, block.span))
    doc.user_data[USER_DATA_KEY] = read_layout(text, blocks)
    return ParsedDocument(doc)


def words(parsed: ParsedDocument, tokens: object) -> list[str]:
    assert isinstance(tokens, (set, frozenset))
    return [parsed.doc[i].text for i in sorted(tokens)]


def test_nothing_is_computed_before_it_is_asked_for() -> None:
    doc = Doc(NLP.vocab, words=["No", "sentences", "here"])
    parsed = ParsedDocument(doc, "No sentences here ")
    assert vars(parsed).keys() == {"doc", "text"}
    assert parsed.token_starts == [0, 3, 13]
    assert USER_DATA_KEY not in doc.user_data


def test_language_is_that_of_the_vocabulary() -> None:
    assert parse("Rain fell.").lexicons.language == "en"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 4, (0, 1)),
        (0, 5, (0, 1)),  # the space belongs to the token before it
        (0, 6, (0, 2)),
        (4, 6, (0, 2)),
        (5, 9, (1, 2)),
        (6, 7, (1, 2)),
        (5, 10, (1, 3)),  # the full stop, too
    ],
)
def test_range_of_a_span(start: int, end: int, expected: tuple[int, int]) -> None:
    assert parse("Rain fell.").token_range(Span(start, end)) == expected


@given(st.text(alphabet="ab .\n“”", min_size=1, max_size=40))
def test_span_of_a_range_has_its_words(text: str) -> None:
    parsed = ParsedDocument(NLP(text))
    for first in range(len(parsed.doc)):
        span = parsed.span(first, len(parsed.doc))
        assert span.of(text) == parsed.doc[first:].text
        assert parsed.token_range(span) == (first, len(parsed.doc))


@pytest.mark.parametrize(
    ("position", "before", "behind"),
    [
        (0, None, "Rain"),
        (1, "Rain", "fell"),
        (5, "Rain", "fell"),
        (9, "fell", "."),
        (10, ".", None),
    ],
)
def test_tokens_beside_a_position(position: int, before: str | None, behind: str | None) -> None:
    parsed = parse("Rain fell.")
    found = (parsed.token_before(position), parsed.token_from(position))
    assert tuple(token and token.text for token in found) == (before, behind)


def test_blocks_and_sections() -> None:
    kinds = (
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.READER_COMMENT,
        BlockKind.READER_COMMENT,
        BlockKind.FURNITURE,
    )
    parsed = parse("One\nTwo\nThree\nFour\nFive\nSix", kinds)
    blocks = {t.text: parsed.block_of(t.i) for t in parsed.doc if t.is_alpha}
    assert blocks == {"One": 0, "Two": 1, "Three": 2, "Four": 3, "Five": 4, "Six": 5}
    sections = {t.text: parsed.section_of[t.i] for t in parsed.doc if t.is_alpha}
    assert [sections[word] for word in ("One", "Two", "Three")] == [ARTICLE] * 3
    assert len({ARTICLE, NO_SECTION, sections["Four"], sections["Five"]}) == 4
    assert sections["Six"] == NO_SECTION
    assert parsed.section_at(parsed.text.index("Five")) == sections["Five"]
    assert words(parsed, parsed.heading_tokens) == ["One", "Three"]


def test_sentences() -> None:
    parsed = parse("It rained. It was late.")
    found = [parsed.doc[start:end].text for start, end in parsed.sentences]
    assert found == ["It rained.", "It was late."]
    assert len(parsed.sentence_of) == len(parsed.doc)
    for number, (start, end) in enumerate(parsed.sentences):
        assert set(parsed.sentence_of[start:end]) == {number}


def test_sentences_inside_quotations_are_not_counted_for_the_narrative() -> None:
    parsed = parse("It rained. “We left. We ran. We hid.” It was late.")
    late = next(token.i for token in parsed.doc if token.text == "late")
    assert parsed.narrative_sentence_of[late] - parsed.narrative_sentence_of[0] == 1
    assert parsed.sentence_of[late] > 2


def test_quotations() -> None:
    parsed = parse("He called “the ‘old’ pier” “…” and said: “We left.”")
    assert [words(parsed, s.tokens) for s in parsed.speeches] == [
        ["“", "the", "‘", "old", "’", "pier", "”"],
        ["“", "We", "left", ".", "”"],
    ]
    assert [s.is_utterance for s in parsed.speeches] == [False, True]
    pier = next(token.i for token in parsed.doc if token.text == "pier")
    assert (parsed.speech_of[0], parsed.speech_of[pier]) == (NO_SPEECH, 0)
    dots = next(token.i for token in parsed.doc if token.text == "…")
    assert dots in parsed.quoted_tokens  # a quotation without a word is nobody's speech
    assert parsed.speech_of[dots] == NO_SPEECH


def test_quotation_of_two_blocks_is_one_speech() -> None:
    parsed = parse("“We left.\n“We ran,” she said.")
    [speech] = parsed.speeches
    assert len(speech.pieces) == 2
    assert (speech.start, speech.block) == (0, 0)


@pytest.mark.parametrize(
    ("pieces", "count", "text", "expected"),
    [
        (1, 4, "the old grey pier", False),
        (1, 5, "the old grey stone pier", True),
        (1, 1, "Never.", False),
        (1, 2, "We left. ", True),
        (1, 2, "We left", False),
        (2, 2, "We left", True),
    ],
)
def test_utterances(pieces: int, count: int, text: str, expected: bool) -> None:
    assert is_utterance(pieces, count, text) is expected
