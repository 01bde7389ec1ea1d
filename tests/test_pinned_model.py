"""The model is loaded once in a test process."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.language import Language

import claimkit
from claimkit.cli import app
from claimkit.engines import open_engine
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.parsing.models import default_package
from claimkit.parsing.pipeline import load_pipeline

pytestmark = pytest.mark.model


def test_everything_in_this_process_shares_it(nlp: Language, extractor: Extractor) -> None:
    assert extractor.nlp is nlp
    assert Extractor(ExtractOptions(attitudes=False)).nlp is nlp
    with open_engine(ExtractOptions(), 1) as engine:
        assert engine.describe_model() == extractor.model


def test_loading_it_again_fails() -> None:
    with pytest.raises(AssertionError, match="loaded once a session"):
        load_pipeline()
    with pytest.raises(AssertionError, match="loaded once a session"):
        spacy.load(default_package())


def test_a_command_and_the_api_do_not_load_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Rents will rise, Mayor Ann Lee said.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["extract", "a.txt", "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    assert len(claimkit.extract(Path("a.txt"))) == 1


@pytest.mark.loads_model
def test_a_test_about_loading_may_load_it(nlp: Language) -> None:
    assert load_pipeline() is not nlp
