"""Sentence boundaries and tokens. Cases are data in tests/cases/sentences."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimkit.lexicons.sentences import load_sentences
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.boundaries import COMPONENT, set_boundaries, split_glued_marks
from claimkit.parsing.layout import USER_DATA_KEY, get_layout, read_layout
from tests.case_files import load_cases

BLANK = spacy.blank("en")
split_glued_marks(BLANK)


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("sentences", "text sentences"))
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    doc = nlp(case["text"])
    assert [sent.text.strip() for sent in doc.sents] == case["sentences"]


@pytest.mark.model
@pytest.mark.parametrize("title", load_sentences().titles, ids=lambda title: title.text)
def test_example_of_title(nlp: Language, title: Any) -> None:
    assert title.text in title.example
    assert len(list(nlp(title.example).sents)) == 1


WORDS = st.sampled_from(
    'He he said "No “no ”. ,” \n \n\n  ... — –go U.S. Mr. ? ! : ; 12 “ " »No« a”b x—“y'.split(" ")
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@pytest.mark.model
@given(text=TEXTS)
def test_the_parser_keeps_what_is_set(nlp: Language, text: str) -> None:
    # In front of a block's first word the parser has its own way with space and punctuation.
    text = "\n".join(f"Then he {line}" for line in text.split("\n") if line.strip())
    preset = [token.is_sent_start for token in set_boundaries(nlp.make_doc(text))]
    doc = nlp(text)
    kept = [token.is_sent_start for token in doc]
    # A start that is forbidden can still be one on nonsense: spaCy's parser then has no choice.
    assert all(after for before, after in zip(preset, kept, strict=True) if before)
    for block in get_layout(doc).blocks:
        first = next(t for t in doc if t.idx >= block.span.start)
        assert not doc[first.sent.start : first.i].text.strip()
    closing = {q.inner[-1].end for q in get_layout(doc).quotations if q.closed}
    assert not closing & {sent.start_char for sent in doc.sents}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ended.”—“No", "ended . ” — “ No"),
        ('said."The', 'said . " The'),
        ("It ended.‘No’", "It ended . ‘ No ’"),
        ("''word''", "'' word ''"),
        ("``word''", "`` word ''"),
        ("the ground—and", "the ground — and"),
        ("plan!”–was", "plan ! ” – was"),
        ('"…"word', '" … " word'),
        ("In 2016.”He", "In 2016 . ” He"),
        ("«Non»dit", "« Non » dit"),
        ("(TASS)—The", "( TASS ) — The"),
        ("don’t can't", "do n’t ca n't"),
        ("2016–17 U.S.–led", "2016–17 U.S.–led"),
        ("e.g. U.S.”", "e.g. U.S. ”"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    doc = BLANK(text)
    assert [token.text for token in doc] == tokens.split()
    assert doc.text == text


@given(text=TEXTS)
def test_no_token_holds_a_double_mark_and_a_word(text: str) -> None:
    for token in BLANK(text):
        marks = set(token.text) & set('"“”„«»')
        assert not marks or not any(character.isalnum() for character in token.text)


def test_layout_on_the_doc_wins() -> None:
    text = "The dam\nheld. It is old."
    doc = BLANK.make_doc(text)
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    doc.user_data[USER_DATA_KEY] = read_layout(text, [block])
    starts = [token.text for token in set_boundaries(doc) if token.is_sent_start]
    assert starts == ["The"]
    assert get_layout(doc).blocks == (block,)


def test_without_blocks_each_line_is_a_paragraph() -> None:
    text = "  The dam \n\n\theld.\n"
    spans = [block.span.of(text) for block in read_layout(text).blocks]
    assert spans == ["The dam", "held."]


def test_component_is_registered() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(COMPONENT)
    assert nlp("") is not None
