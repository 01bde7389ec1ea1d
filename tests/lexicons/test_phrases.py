"""Every example of the phrase lexicon runs through the real model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from claimkit.errors import SchemaError
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.lexicons.attribution import Phrase, PhraseLexicon
from claimkit.lexicons.loader import load_lexicon, parse_lexicon
from claimkit.model import Attribution
from claimkit.parsing.parsed_document import ParsedDocument

PHRASES = load_lexicon("phrases", PhraseLexicon).entries
KNOWN = ("source", "content", "other", "other2")
BRACKETED = re.compile(r"\[(.*?)\]")
EDGE = " .,;:!?—–-“”"
WRONG = {
    "The answer was hidden in the words of the song.": "a song is taken for a source",
    "The allegedly stolen car stood in the yard.": "a participle before its noun is no clause",
}
HEADER = "id: x\nlanguage: en\nversion: 1\nlicence: x\nprovenance: x\nentries:\n"

Find = Callable[[str, Phrase], list[Attribution]]


@pytest.fixture(scope="session")
def find(nlp: Language) -> Find:
    """Find what a phrase claims in a sentence."""
    finder = AttributionFinder(nlp.vocab)

    def find(text: str, phrase: Phrase) -> list[Attribution]:
        return [
            found
            for found in finder.find(ParsedDocument(nlp(text))).attributions
            if found.rule == phrase.id
        ]

    return find


def examples(field: str) -> list[Any]:
    return [
        pytest.param(
            phrase,
            example,
            id=f"{phrase.id}: {example}",
            marks=[pytest.mark.xfail(reason=WRONG[example])] if example in WRONG else [],
        )
        for phrase in PHRASES
        for example in getattr(phrase, field)
    ]


@pytest.mark.model
@pytest.mark.parametrize(("phrase", "example"), examples("matches"))
def test_example_matches(phrase: Phrase, example: str, find: Find) -> None:
    text = example.replace("[", "").replace("]", "")
    pieces = [piece.strip(EDGE) for piece in BRACKETED.findall(example)]
    assert pieces, "no brackets"
    (found,) = find(text, phrase)
    assert [span.of(text).strip(EDGE) for span in found.content] == pieces
    assert bool(found.source) is not phrase.agentless
    assert found.stance == phrase.stance


@pytest.mark.model
@pytest.mark.parametrize(("phrase", "example"), examples("rejects"))
def test_example_is_rejected(phrase: Phrase, example: str, find: Find) -> None:
    assert find(example, phrase) == []


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.id)
def test_nodes_have_known_roles(phrase: Phrase) -> None:
    for pattern in phrase.patterns:
        names = [node["RIGHT_ID"] for node in pattern]
        assert names[0] == "cue"
        assert all(name.startswith("cue") or name in KNOWN for name in names)
        assert len(set(names)) == len(names)
        assert ("source" in names) is not phrase.agentless


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.id)
def test_rejected_example_has_a_word_of_the_phrase(phrase: Phrase) -> None:
    words = set(re.findall(r"[a-z]+", str(phrase.patterns).lower()))
    for example in phrase.rejects:
        assert words & set(re.findall(r"[a-z]+", example.lower()))


def test_ids_are_unique() -> None:
    assert [id_ for id_, n in Counter(phrase.id for phrase in PHRASES).items() if n > 1] == []


GOOD = """\
- id: according-to
  stance: asserts
  note: according to X
  patterns:
  - - {RIGHT_ID: cue, RIGHT_ATTRS: {LOWER: according}}
  matches: ["According to her, [it rained]."]
  rejects: ["It went according to plan."]
"""


def test_schema_accepts_an_entry() -> None:
    lexicon = parse_lexicon(HEADER + GOOD, "phrases.yaml", PhraseLexicon)
    assert lexicon.entries[0].id == "according-to"


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        pytest.param("stance: asserts", "stance: shouts", 8, 11, id="stance"),
        pytest.param("  note: according to X\n", "", 7, 3, id="no note"),
        pytest.param("note: according", "nota: according", 9, 3, id="unknown key"),
        pytest.param('["It went according to plan."]', "[]", 13, 12, id="no counter-example"),
    ],
)
def test_schema_fault_names_its_place(old: str, new: str, line: int, column: int) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError) as raised:
        parse_lexicon(HEADER + GOOD.replace(old, new), "phrases.yaml", PhraseLexicon)
    assert (raised.value.line, raised.value.column) == (line, column)
