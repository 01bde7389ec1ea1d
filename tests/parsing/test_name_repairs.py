"""The parse around names that parsers take for other words."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimkit.lexicons.lexicon_set import BUILT_IN
from claimkit.parsing.name_repairs import correct_names
from tests.examples import examples

VOCAB = spacy.blank("en").vocab
Word = tuple[str, str, str, int]  # text, tag, relation, head


def make_doc(*parse: Word) -> Doc:
    return Doc(
        VOCAB,
        words=[text for text, _, _, _ in parse],
        tags=[tag for _, tag, _, _ in parse],
        pos=["PROPN" if tag == "NNP" else "X" for _, tag, _, _ in parse],
        deps=[relation for _, _, relation, _ in parse],
        heads=[head for _, _, _, head in parse],
    )


def corrected(*parse: Word) -> list[tuple[str, str, str]]:
    doc = make_doc(*parse)
    correct_names(doc, BUILT_IN)
    return [(token.tag_, token.dep_, token.head.text) for token in doc]


def test_a_modal_before_a_past_tense_is_a_given_name() -> None:
    said = ("said", "VBD", "ROOT", 2)
    assert corrected(("Will", "MD", "aux", 2), ("Roe", "NNP", "nsubj", 2), said)[0] == (
        "NNP",
        "compound",
        "Roe",
    )
    # "Will Roe say it?"
    say = ("say", "VB", "ROOT", 2)
    asked = corrected(("Will", "MD", "aux", 2), ("Roe", "NNP", "nsubj", 2), say)
    assert asked[0] == ("MD", "aux", "say")


def test_a_parenthesis_does_not_take_the_place_of_the_subject() -> None:
    found = corrected(
        ("Roe", "NNP", "npadvmod", 2),
        ("(", "-LRB-", "punct", 2),
        ("born", "VBN", "advcl", 5),
        ("May", "NNP", "nsubj", 5),
        (")", "-RRB-", "punct", 3),
        ("said", "VBD", "ROOT", 5),
    )
    assert found[0] == ("NNP", "nsubj", "said")
    assert found[3] == ("NNP", "dep", "Roe")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Will", "Per", "May", "Roe", "(", ")", "[", "]", "said", "-"]),
            st.sampled_from(["MD", "IN", "NNP", "VBD", "VBZ", "-RRB-"]),
            st.sampled_from(["aux", "prep", "pobj", "nsubj", "compound", "nmod", "dep"]),
            st.integers(min_value=0),
        ),
        min_size=1,
        max_size=9,
    )
)
@examples(200)
def test_the_parse_stays_a_tree(words: list[Word]) -> None:
    parse: list[Word] = []
    for i, (text, tag, relation, number) in enumerate(words):
        # Each word depends on the first one or on a word before it.
        head = number % i if i else 0
        parse.append((text, tag, "ROOT" if i == 0 else relation, head))
    doc = make_doc(*parse)
    correct_names(doc, BUILT_IN)
    for token in doc:
        seen = set()
        while token.head != token:
            assert token.i not in seen
            seen.add(token.i)
            token = token.head


@pytest.mark.model
def test_a_corrected_parse_stays_as_it_is(nlp: Language) -> None:
    doc = nlp("Will Tanner said so. Ann Roe (born 3 May 1942) said no.")
    correct_names(doc, BUILT_IN)
    once = [(t.tag_, t.dep_, t.head.i) for t in doc]
    correct_names(doc, BUILT_IN)
    assert once == [(t.tag_, t.dep_, t.head.i) for t in doc]
