"""Parts of finding names that need no model: acronyms, newsrooms, titles."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from claimkit.extraction.sources.names.acronyms import find_expansion
from claimkit.extraction.sources.names.body_names import is_firm, is_outlet
from claimkit.extraction.sources.names.name import EntityKind, Name, may_be_full_name
from claimkit.extraction.sources.names.offices import count_office_words
from claimkit.extraction.sources.names.titles import count_title_words
from claimkit.extraction.sources.vocabulary import load_source_vocabulary
from claimkit.lexicons.lexicon_set import BUILT_IN

VOCABULARY = load_source_vocabulary(BUILT_IN)
VOCAB = spacy.blank("en").vocab


def expansion(text: str, size: int = 1) -> str | None:
    """Return what stands for the name that is marked with ``*`` and has ``size`` tokens."""
    words = text.split()
    (start,) = (i for i, word in enumerate(words) if word.startswith("*"))
    words = [word.removeprefix("*") for word in words]
    starts: list[bool | int | None] = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    doc = Doc(VOCAB, words=words, sent_starts=starts)
    name = Name(start, start + size, start, words[start], (words[start].lower(),), EntityKind.BODY)
    tokens = find_expansion(doc, name, VOCABULARY)
    return None if tokens is None else doc[slice(*tokens)].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Safety Board ( *HSB ) met", "Harbour Safety Board"),
        ("Harbour Board ( *HB ) met", "Harbour Board"),
        ("The Fund for Peace in the North ( *FPN ) met", "Fund for Peace in the North"),
        ("The harbour safety board ( *HSB ) met", "harbour safety board"),
        ("The Cross - Border Fund ( *CBF ) met", "Cross - Border Fund"),
        ("It was the Harbour Safety Board ( *H.S.B. ) met", "Harbour Safety Board"),
        # The initials do not fit.
        ("The Harbour Safety Board ( *HTB ) met", None),
        ("The Harbour Safety Board ( *XSB ) met", None),
        ("The Safety Board ( *HSB ) met", None),
        # One letter, or a small first letter, makes no acronym.
        ("The Board ( *B ) met", None),
        ("The Harbour Board ( *hB ) met", None),
        # The words would stand in another sentence.
        ("We saw Harbour . Safety Board ( *HSB ) met", None),
        # No parentheses on one side or the other.
        ("The Harbour Safety Board ( *HSB , a fund ) met", None),
        ("The Harbour Safety Board , *HSB ) met", None),
        # Nothing behind, or nothing before it.
        ("The Harbour Safety Board ( *HSB", None),
        ("*HSB ) met", None),
    ],
)
def test_expansion_of_an_acronym(text: str, expected: str | None) -> None:
    assert expansion(text) == expected


def test_a_name_of_two_words_is_no_acronym() -> None:
    assert expansion("The Harbour Safety Board ( *HSB Oslo ) met", size=2) is None


@pytest.mark.parametrize(
    "name",
    [
        "reuters",
        "agence france-presse",
        "northern herald",
        "daily nation",
        "radio norte",
        "yonhap news agency",
        "bbc africa",
    ],
)
def test_a_newsroom_is_an_outlet(name: str) -> None:
    assert is_outlet(name.split(), VOCABULARY)


@pytest.mark.parametrize(
    "name", ["energy agency", "press council", "news", "news council", "northern ferries", "wolf"]
)
def test_other_names_are_no_outlets(name: str) -> None:
    # A noun for a newsroom alone is one: "the News".
    assert is_outlet(name.split(), VOCABULARY) == (name == "news")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dunav energy", True),
        ("old dunav energy", True),
        ("transparency peru", True),
        ("el comercio", True),
        ("el comercio grande", False),
        ("comercio el", False),
        ("ana wolf", False),
    ],
)
def test_form_of_a_firms_name(name: str, expected: bool) -> None:
    assert is_firm(name.split(), VOCABULARY) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mr wolf", 1),
        ("prime minister wolf", 2),
        ("general roe", 1),
        ("general staff", 0),
        ("ruth baker", 0),
        ("senator ruth baker", 1),
        ("vice - president - wolf", 4),
        # A title alone, and a hyphen behind it.
        ("minister", 1),
        ("president -", 2),
        # Words for people inside the name of a body.
        ("state department refugee processing center", 0),
        ("senator court office", 0),
        ("minister office", 0),
    ],
)
def test_words_of_a_title(words: str, expected: int) -> None:
    assert count_title_words(words.split(), VOCABULARY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("state jane roe", 1),
        ("state affairs jane roe", 2),
        ("jane roe", 0),
        ("peter jane roe", 0),
        ("state jane", 0),
        ("state wolf roe", 0),
    ],
)
def test_words_of_an_office(words: str, expected: int) -> None:
    assert count_office_words(words.split(), VOCABULARY) == expected


@pytest.mark.parametrize(("size", "expected"), [(1, False), (2, True), (3, True), (4, False)])
def test_length_of_a_persons_name(size: int, expected: bool) -> None:
    assert may_be_full_name(("roe",) * size) is expected
