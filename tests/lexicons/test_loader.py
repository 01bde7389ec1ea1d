"""Test the places of lexicons, and the hash of lexicons."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimkit.errors import LexiconError
from claimkit.lexicons import languages, loader
from claimkit.lexicons.digest import lexicon_hash
from claimkit.lexicons.languages import list_languages, list_lexicons
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quotation_marks import ElisionLexicon, QuotationMarkLexicon
from claimkit.lexicons.sentences import SentenceLexicon

HEADER = "id: {name}\nlanguage: {language}\nversion: 1\nlicence: CC0-1.0\nprovenance: invented\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of lexicons to change: the real ones and those of a second language."""
    here = tmp_path / "lexicons"
    shutil.copytree(Path(languages.__file__).parent, here, ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.setattr(languages, "_ROOT", here)
    write(here, "xx", "elisions", "elisions: [{text: \"'zu\", example: Ka 'zu.}]\n")
    loader._load.cache_clear()
    yield here
    loader._load.cache_clear()


def write(root: Path, language: str, name: str, text: str, *, header: str = "") -> None:
    (root / language).mkdir(exist_ok=True)
    header = HEADER.format(name=name, language=header or language)
    (root / language / f"{name}.yaml").write_text(header + text, encoding="utf-8")


def test_each_language_has_its_own_words_and_shares_the_common_files(root: Path) -> None:
    assert list_languages() == ["en", "xx"]
    assert [e.text for e in load_lexicon("elisions", ElisionLexicon, "xx").elisions] == ["'zu"]
    assert len(load_lexicon("elisions", ElisionLexicon).elisions) > 1
    marks = load_lexicon("quotation_marks", QuotationMarkLexicon, "xx")
    assert marks is load_lexicon("quotation_marks", QuotationMarkLexicon)


def test_own_file_replaces_the_common_one(root: Path) -> None:
    write(root, "xx", "quotation_marks", "marks: []\n")
    assert not load_lexicon("quotation_marks", QuotationMarkLexicon, "xx").marks
    assert load_lexicon("quotation_marks", QuotationMarkLexicon).marks


def test_language_without_lexicons_is_refused(root: Path) -> None:
    for language in ("de", "", "common", "../lexicons/en"):
        with pytest.raises(LexiconError, match="no such folder") as info:
            load_lexicon("sentences", SentenceLexicon, language)
        assert info.value.path == f"claimkit/lexicons/{language}"
        assert info.value.hint is not None
        assert "en, xx;" in info.value.hint
        with pytest.raises(LexiconError):
            lexicon_hash(Lexicons(language))


def test_lexicon_that_a_language_lacks_is_named(root: Path) -> None:
    with pytest.raises(LexiconError, match=r"^claimkit/lexicons/xx/sentences\.yaml:1:1: ") as info:
        load_lexicon("sentences", SentenceLexicon, "xx")
    assert info.value.hint is not None
    assert "claimkit/lexicons/en/sentences.yaml" in info.value.hint


def test_header_names_the_language_of_the_folder(root: Path) -> None:
    write(root, "xx", "sentences", "titles: []\n", header="en")
    with pytest.raises(LexiconError, match=r"^claimkit/lexicons/xx/sentences\.yaml:2:1: .*'en'"):
        load_lexicon("sentences", SentenceLexicon, "xx")
    for language in (*list_languages(), languages.COMMON):
        for file in (Path(languages.__file__).parent / language).glob("*.yaml"):
            assert f"\nlanguage: {language}\n" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "changes"), [("en", {"en"}), ("xx", {"xx"}), ("common", {"en", "xx"})]
)
def test_hash_covers_the_files_that_a_language_uses(
    root: Path, language: str, changes: set[str]
) -> None:
    before = {name: lexicon_hash(Lexicons(name)) for name in ("en", "xx")}
    for file in (root / language).glob("*.yaml"):
        file.write_text(file.read_text("utf-8") + "# a note\n", encoding="utf-8")
        after = {name: lexicon_hash(Lexicons(name)) for name in ("en", "xx")}
        assert {name for name in before if before[name] != after[name]} == changes
        before = after


def test_hash_leaves_out_common_files_that_a_language_replaces(root: Path) -> None:
    write(root, "xx", "quotation_marks", "marks: []\n")
    assert all(file.parent.name == "xx" for file in list_lexicons("xx") if "marks" in file.name)
    before = lexicon_hash(Lexicons("xx"))
    (root / "common" / "quotation_marks.yaml").write_text("other", encoding="utf-8")
    assert lexicon_hash(Lexicons("xx")) == before
