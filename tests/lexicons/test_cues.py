"""Every example of the cue lexicon runs through the real model; the lexicons fit together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from claimkit.errors import SchemaError
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.lexicons.attribution import CountLexicon, Cue, CueLexicon, FrameLexicon, frame_weight
from claimkit.lexicons.loader import load_lexicon, parse_lexicon
from claimkit.model import Attribution
from claimkit.parsing.parsed_document import ParsedDocument

CUES = load_lexicon("cues", CueLexicon).entries
FRAMES = load_lexicon("frames", FrameLexicon).entries
COUNTS = load_lexicon("counts", CountLexicon).counts

BRACKETED = re.compile(r"\[(.*?)\]")
MARKS = "“”"
EDGE = " .,;:!?—–-" + MARKS
HEADER = "id: x\nlanguage: en\nversion: 1\nlicence: x\nprovenance: x\nentries:\n"

# What a cue got out of a sentence: the frame, and the content's pieces.
Found = list[tuple[str, list[str]]]
Find = Callable[[str, Cue], Found]


@pytest.fixture(scope="session")
def find(nlp: Language) -> Find:
    """Find what a cue claims in a sentence; each sentence is parsed once a session."""
    finder = AttributionFinder(nlp.vocab)
    known: dict[str, list[Attribution]] = {}

    def find(text: str, cue: Cue) -> Found:
        if text not in known:
            known[text] = finder.find(ParsedDocument(nlp(text))).attributions
        return [
            (frame, [span.of(text).strip(EDGE) for span in attribution.content])
            for attribution in known[text]
            for rule, _, frame in [attribution.rule.partition(" ")]
            if rule == cue.id
        ]

    return find


def read_example(example: str) -> tuple[str, list[str]]:
    """Return the sentence without its brackets, and what they enclose."""
    text = example.replace("[", "").replace("]", "")
    return text, [piece.strip(EDGE) for piece in BRACKETED.findall(example)]


def examples(field: str) -> list[Any]:
    return [
        pytest.param(cue, example, id=f"{cue.id}: {example}")
        for cue in CUES
        for example in getattr(cue, field)
    ]


@pytest.mark.model
@pytest.mark.parametrize(("cue", "example"), examples("matches"))
def test_example_matches(cue: Cue, example: str, find: Find) -> None:
    text, pieces = read_example(example)
    assert pieces, "no brackets"
    assert pieces in [content for _, content in find(text, cue)]


@pytest.mark.model
@pytest.mark.parametrize(("cue", "example"), examples("rejects"))
def test_example_is_rejected(cue: Cue, example: str, find: Find) -> None:
    assert find(example, cue) == []


@pytest.mark.model
@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_examples_show_each_frame(cue: Cue, find: Find) -> None:
    shown = {frame for e in cue.matches for frame, _ in find(read_example(e)[0], cue)}
    assert set(cue.frames) <= shown


def test_cue_has_something_to_match_and_to_reject() -> None:
    assert [cue.id for cue in CUES if not (cue.frames or cue.quotation)] == []
    assert [cue.id for cue in CUES if not cue.rejects] == []


def test_cue_that_introduces_quotations_shows_one() -> None:
    without = [c.id for c in CUES if c.quotation and not any("“" in e for e in c.matches)]
    assert without == []


def test_rejected_example_has_the_word() -> None:
    def stem(word: str) -> str:
        return word.lower()[: max(3, len(word) - 3)]

    odd = [
        cue.id
        for cue in CUES
        for example in cue.rejects
        if not any(stem(word) in example.lower() for word in (cue.lemma, *cue.variants))
    ]
    assert odd == []


def test_ids_are_unique_and_say_what_they_are() -> None:
    assert [id_ for id_, n in Counter(cue.id for cue in CUES).items() if n > 1] == []
    for cue in CUES:
        name = f"{cue.lemma}-{cue.particle}" if cue.particle else cue.lemma
        assert cue.id == f"{name}.{cue.pos}"


def test_word_has_one_entry() -> None:
    words = Counter(
        (cue.pos, word, cue.particle) for cue in CUES for word in (cue.lemma, *cue.variants)
    )
    assert [word for word, n in words.items() if n > 1] == []


def test_listed_frames_exist_for_the_part_of_speech() -> None:
    names = {
        (frame.pos, f"{frame.id} {preposition}".strip())
        for frame in FRAMES
        for preposition in frame.prepositions or ("",)
    }
    unknown = [(c.id, f) for c in CUES for f in c.frames if (c.pos, f) not in names]
    assert unknown == []


def test_frames_are_listed_once() -> None:
    assert [cue.id for cue in CUES if len(set(cue.frames)) < len(cue.frames)] == []


def test_counts_are_of_listed_frames() -> None:
    listed = {cue.id: cue.frames for cue in CUES}
    unknown = [(id_, f) for id_, frames in COUNTS.items() for f in frames if f not in listed[id_]]
    assert unknown == []


def test_counts_are_possible() -> None:
    pairs = [pair for frames in COUNTS.values() for pair in frames.values()]
    assert all(0 <= hits <= seen and seen > 0 for hits, seen in pairs)


def test_weight_is_a_share_that_few_places_hardly_move() -> None:
    assert frame_weight(0, 0) == 0.5
    assert 0.5 < frame_weight(1, 1) < frame_weight(10, 10) < 1
    assert 0 < frame_weight(0, 10) < frame_weight(0, 1) < 0.5


GOOD = """\
- id: say.verb
  lemma: say
  pos: verb
  stance: asserts
  frames: [clause]
  matches: ["She said [it rained]."]
"""


def test_schema_accepts_an_entry() -> None:
    assert parse_lexicon(HEADER + GOOD, "cues.yaml", CueLexicon).entries[0].lemma == "say"


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        pytest.param("pos: verb", "pos: adverb", 9, 8, id="part of speech"),
        pytest.param("stance: asserts", "stance: shouts", 10, 11, id="stance"),
        pytest.param("frames: [clause]", "frames: clause", 11, 11, id="no list"),
        pytest.param("frames: [clause]", "quotation: 0.9", 11, 14, id="quotation"),
        pytest.param("frames: [clause]", "frame: [clause]", 11, 3, id="unknown key"),
        pytest.param('["She said [it rained]."]', "[]", 12, 12, id="no example"),
        pytest.param("  lemma: say\n", "", 7, 3, id="no lemma"),
    ],
)
def test_schema_fault_names_its_place(old: str, new: str, line: int, column: int) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError) as raised:
        parse_lexicon(HEADER + GOOD.replace(old, new), "cues.yaml", CueLexicon)
    assert (raised.value.line, raised.value.column) == (line, column)
    assert str(raised.value).startswith(f"cues.yaml:{line}:{column}: ")
