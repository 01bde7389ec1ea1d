"""Own lexicons reach every list that is open to them, and faulty ones are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claimkit.errors import SchemaError
from claimkit.lexicons.attribution import CueLexicon, FrameLexicon, PhraseLexicon
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.extension import extend, iter_lists
from claimkit.lexicons.governments import load_government_lexicon
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.own_entries import CHECKS
from claimkit.lexicons.own_lexicons import EXTENDABLE, check_own_lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.sentences import load_sentences
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.units import load_unit_words, load_units

LEXICONS: dict[str, Any] = {
    "cues": load_lexicon("cues", CueLexicon),
    "datings": load_dating_lexicon(),
    "governments": load_government_lexicon(),
    "phrases": load_lexicon("phrases", PhraseLexicon),
    "quantities": load_quantity_lexicon(),
    "sentences": load_sentences(),
    "sources": load_source_lexicon(),
    "unit_words": load_unit_words(),
    "units": load_units(),
}


def own(name: str, text: str) -> OwnLexicon:
    return OwnLexicon(name, f"words/{name}.yaml", text)


def test_the_lists_of_lexicons_agree() -> None:
    assert sorted(LEXICONS) == sorted(EXTENDABLE) == sorted(CHECKS)


@pytest.mark.parametrize("name", sorted(LEXICONS))
def test_an_entry_of_every_list_can_be_disabled(name: str) -> None:
    base = LEXICONS[name]
    for place, ids in iter_lists(base, ()):
        for word in sorted(ids)[:2]:
            extended = extend(base, own(name, f"disable: [{json.dumps(f'{place[-1]}/{word}')}]"))
            left = dict(iter_lists(extended, ()))
            assert left[place] < ids  # a pair of words goes as a whole
            assert word not in left[place]


def test_built_in_frames_would_pass() -> None:
    frames = load_lexicon("frames", FrameLexicon).entries
    known = {
        (frame.pos, name)
        for frame in frames
        for name in (frame.id, *(f"{frame.id} {word}" for word in frame.prepositions))
    }
    for cue in LEXICONS["cues"].entries:
        assert {(cue.pos, frame) for frame in cue.frames} <= known, cue.id


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "entries: " + "[" * 100_000, "a: &a [1]\nb: *a\n", f"x: {'9' * 100_000}\n",
     "\ud800", "- 1\n", "3\n", "entries: 3\n", "entries: {}\n", "disable: {}\n", "? [a]\n: b\n",
     "!!python/object/apply:os.system [ls]\n", "entries: [!!set {a}]\n", "disable: [a, *b]\n"],
)  # fmt: skip
def test_hostile_files_are_refused_at_once(text: str) -> None:
    with pytest.raises(SchemaError) as caught:
        check_own_lexicons(Lexicons("en", (own("cues", text),)))
    assert caught.value.path == "words/cues.yaml"


def test_an_empty_file_adds_nothing() -> None:
    assert extend(LEXICONS["cues"], own("cues", "# nothing yet\n")) is LEXICONS["cues"]
