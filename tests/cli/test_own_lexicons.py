"""A project's own lexicons add entries to the built-in ones, or disable some."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.own_lexicons import EXTENDABLE, check_own_lexicons, read_own_lexicons
from tests.cli.conftest import Run
from tests.own_words import CHIRP

pytestmark = pytest.mark.model

TEXT = """\
The mayor chirped that the bridge is closed. The brewery sold 40 hgl of beer, Bo Lind said.

Ada Moss claimed that the mill is old. Archdeacon Ida Roe said the bells were sold on Lanternday.
According to Bo Lind, the road is wet.
"""
OWN: Mapping[str, str] = MappingProxyType(
    {
        "cues.yaml": f"disable: [claim.verb]\n{CHIRP}",
        "units.yaml": "units:\n- {unit: hogsheads, kind: volume, symbols: [hgl]}\n",
        "unit_words.yaml": (
            "units:\n- {unit: hogsheads, words: [hogshead, hogsheads], example: 3 hogsheads}\n"
        ),
        "datings.yaml": "holidays:\n- {names: [Lanternday], month: 11, day: 11}\n",
        "sources.yaml": "roles:\n- {words: [archdeacon], also: [cleric]}\n",
        "phrases.yaml": "disable: [according-to]\n",
        "README.md": "Words of this desk.\n",
    }
)


@pytest.fixture
def desk(folder: Path) -> Path:
    (folder / "claimkit.yaml").write_text("documents: reports\nlexicons: words\n", encoding="utf-8")
    (folder / "reports" / "town.txt").write_text(TEXT, encoding="utf-8")
    (folder / "words").mkdir()
    for name, text in OWN.items():
        (folder / "words" / name).write_text(text, encoding="utf-8")
    return folder


def test_entries_are_added_and_disabled(desk: Path, run: Run) -> None:
    assert run("extract", "--quiet").exit_code == 0
    ledger = (desk / "ledger" / "town.txt.yaml").read_text("utf-8")
    rules = re.findall(r"  rule: (.*)", ledger)
    assert rules == ["chirp.verb clause", "say.verb clause", "say.verb clause"]
    assert "{text: 40 hgl, min: 40, max: 40, bound: exact, unit: hogsheads}" in ledger
    assert "Lanternday, value: XXXX-11-11}" in ledger
    assert "role: archdeacon" in ledger.lower()
    with_own = (desk / "ledger" / "_extractor.yaml").read_bytes()
    assert run("check").exit_code == 0
    assert run("extract", "--quiet", "--exit-code", "--jobs", "2").exit_code == 0
    assert run("check", "--jobs", "2").exit_code == 0
    explained = run("explain", "reports/town.txt").stdout
    assert "fired: chirp.verb clause" in explained
    assert "claim.verb" not in explained
    (desk / "claimkit.yaml").write_text("documents: reports\n", encoding="utf-8")
    done = run("check")
    assert "CK209" in done.stdout
    assert "another extractor" in done.stdout
    assert run("extract", "--quiet").exit_code == 0
    assert (desk / "ledger" / "_extractor.yaml").read_bytes() != with_own


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cues", "entrys: []\n", "cues.yaml:1:1: entrys: there is no such key|did you mean"),
        ("cues", "entries:\n- {id: say.verb, lemma: say, pos: verb, stance: asserts, matches: [x]}",
         "cues.yaml:2:3: entries.0: 'say.verb' exists already|disable: [say.verb]"),
        ("cues", "entries:\n- {id: mine, lemma: say, pos: verb, stance: asserts, matches: [x]}",
         "cues.yaml:2:21: entries.0.lemma: 'say' is the word of say.verb already|disable"),
        ("cues", "entries:\n- {id: a.verb, lemma: aa, pos: verb, stance: assert, matches: [x]}",
         "cues.yaml:2:46: entries.0.stance: Invalid enum value 'assert'|did you mean 'asserts'?"),
        ("cues", "entries:\n- {id: a.verb, lemma: aa, pos: verb, stance: asserts,"
         " frames: [claus], matches: [x]}",
         "cues.yaml:2:64: entries.0.frames.0: 'claus' is not a frame of a verb|'clause'"),
        ("cues", "disable: [say.verbb]\n",
         "cues.yaml:1:11: disable.0: there is no entry 'say.verbb'|did you mean 'say.verb'?"),
        ("units", "units:\n- {unit: xx, kind: mass, symbols: [kg]}",
         "units.yaml:2:3: units.0: 'kg' means kilograms already|"),
        ("units", "units:\n- {unit: kilograms, kind: mass}", "'kilograms' exists already|disable"),
        ("unit_words", "units:\n- {unit: killograms, words: [k1], example: x}",
         "there is no unit 'killograms'|did you mean 'kilograms'?"),
        ("datings", "patterns: []\n",
         "datings.yaml:1:1: patterns: own lexicons cannot change this|"),
        ("datings", "holidays:\n- {names: [Nosuchday], month: 2, day: 30}", "no such day|"),
        ("datings", "named_days: {whenever: 99999999}\n", "the number is larger than 10,000|"),
        ("sources", "roles:\n- {words: [minister]}\n", "'minister' exists already|"),
        ("sources", "plural_ending: x\n", "plural_ending: own lexicons cannot change this|"),
        ("sources", "first_names: {male: [Mary]}\n",
         "sources.yaml:1:21: first_names.male: words are written in lower case|"),
        ("sources", "disable: [official]\n",
         "'official' stands in several lists|roles/official, plain_modifiers/official"),
        ("sources", "outlets: ['']\n", "sources.yaml:1:11: this text is empty|"),
        ("sources", "outlets: &a [x]\nmore: *a\n", "sources.yaml|"),
        ("phrases", "entries:\n- id: p\n  stance: asserts\n  note: n\n  patterns:\n"
         "  - - {RIGHT_ID: cue, RIGHT_ATTRS: {TEXT: {REGEX: '(a+)+$'}}}\n"
         "  matches: [x]\n  rejects: [x]\n",
         "TEXT takes a word, or IN or NOT_IN with a list of words|"),
        ("phrases", "entries:\n- id: p\n  stance: asserts\n  note: n\n  patterns:\n"
         "  - - {RIGHT_ID: cue, RIGHT_ATTRS: {LOWER: x}}\n"
         "    - {LEFT_ID: cue, REL_OP: '>>', RIGHT_ID: source, RIGHT_ATTRS: {DEP: pobj}}\n"
         "  matches: [x]\n  rejects: [x]\n",
         "REL_OP is one of|"),
        ("names", "same: []\n", "claimkit's lexicon 'names' cannot be extended|sources merge"),
        ("frames", "entries: []\n", "claimkit's lexicon 'frames' cannot be extended|these can"),
        ("cue", "entries: []\n", "there is no lexicon of this name|did you mean 'cues'?"),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_place(
    name: str, text: str, message: str, folder: Path, run: Run
) -> None:
    (folder / "claimkit.yaml").write_text("documents: reports\nlexicons: words\n", "utf-8")
    (folder / "words").mkdir()
    (folder / "words" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for command in (("extract",), ("check", "--no-extract")):
        done = run(*command)
        assert done.exit_code == 3, done.output
        for part in message.split("|"):
            assert part in done.stderr, done.stderr
    assert not (folder / "ledger").exists()


def test_links_and_folders_outside_are_refused(folder: Path, tmp_path: Path, run: Run) -> None:
    (folder / "words").mkdir()
    (folder / "words" / "cues.yaml").symlink_to("/dev/zero")
    configuration = folder / "claimkit.yaml"
    configuration.write_text("documents: reports\nlexicons: words\n", encoding="utf-8")
    done = run("extract")
    assert (done.exit_code, "not a regular file" in done.stderr) == (3, True)
    (folder / "link").symlink_to(folder / "reports")
    for outside in ("..", "/etc", "link", "words/../../x"):
        configuration.write_text(f"documents: reports\nlexicons: {outside}\n", encoding="utf-8")
        done = run("extract")
        assert (done.exit_code, "claimkit.yaml:2:11" in done.stderr) == (3, True), done.stderr
    configuration.write_text("documents: reports\nlexicons: gone\n", encoding="utf-8")
    done = run("extract")
    assert (done.exit_code, "can't be read" in done.stderr) == (3, True)


def test_built_in_files_can_be_a_start(root: Path, tmp_path: Path) -> None:
    """The header of a built-in file is allowed in an own one."""
    (tmp_path / "sentences.yaml").write_text(
        "id: mine\nlanguage: en\nversion: 1\nlicence: CC0-1.0\nprovenance: our desk\n"
        "titles:\n- {text: Archd., example: Archd. Roe spoke.}\n",
        encoding="utf-8",
    )
    own = read_own_lexicons(tmp_path, "words")
    check_own_lexicons(Lexicons("en", own))
    assert {lexicon.name for lexicon in own} <= set(EXTENDABLE)
