"""The tokens of texts with runs that no word is as long as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from claimkit.parsing.tokens import make_doc

NLP = English()


@pytest.mark.parametrize("text", ["", "Rents rose.", " a  b\n\n", "(" * 999, "x" * 999 + " ."])
def test_usual_texts_have_the_tokens_of_the_tokenizer(text: str) -> None:
    assert [t.text_with_ws for t in make_doc(NLP, text)] == [t.text_with_ws for t in NLP(text)]


PIECES = [" ", "\n", "[", "said", '"', "." * 700, "(" * 1_200]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_no_character_is_lost(text: str) -> None:
    assert make_doc(NLP, text).text == text


def test_the_tokenizer_never_gets_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = English()
    lengths = []
    tokenizer = nlp.tokenizer

    def note(text: str) -> object:
        lengths.append(max(map(len, text.split()), default=0))
        return tokenizer(text)

    monkeypatch.setattr(nlp, "tokenizer", note)
    for run in ("[" * 20_000, "a (" + "[" * 20_000 + ")", "[" * 999, "[" * 1_000):
        assert make_doc(nlp, f"{run} Ann Lee said.").text == f"{run} Ann Lee said."
    assert max(lengths) == 999
