"""A model by name is an installed package; a folder is only loaded if it can run no code."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from claimkit.errors import ModelError
from claimkit.parsing import model_folders
from claimkit.parsing.model_folders import refuse_unsafe_folder
from claimkit.parsing.models import default_package, find_model, find_package
from claimkit.parsing.pipeline import load_pipeline

pytestmark = [pytest.mark.model, pytest.mark.loads_model]

TEXT = "The mill will close, Mayor Ann Lee said."


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(default_package())


def edit_config(before: str, after: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "config.cfg"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    return edit


def write(name: str, data: bytes) -> Callable[[Path], None]:
    def write_file(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return write_file


def link(folder: Path) -> None:
    (folder / "strings").symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (write("setup.py", b"raise SystemExit"), "setup.py may contain code"),
        (write("weights.PKL", b""), "weights.PKL may contain code"),
        (write("weights", pickle.dumps({"a": print})), "weights is a pickle"),
        (write("weights", b"PK\x03\x04rest"), "weights is a pickle, or an archive"),
        (link, "strings is a link"),
        (edit_config('factory = "tagger"', 'source = "other_model"'), "from another model"),
        (edit_config('factory = "tagger"', 'factory = "torch_tagger"'), "'torch_tagger' is not"),
        (edit_config("before_creation = null",
                     'before_creation = {"@callbacks": "spacy.copy_from_base_model.v1"}'),
         "calls 'spacy.copy_from_base_model.v1' of 'callbacks'"),
        (edit_config('"spacy.Tagger.v2"', '"torch.Tagger.v1"'), "calls 'torch.Tagger.v1', which"),
        (edit_config('@tokenizers = "spacy.Tokenizer.v1"', '@misc = "spacy.KBFromFile.v1"'),
         "calls 'spacy.KBFromFile.v1'"),
        (write("config.cfg", b"[nlp\n"), "its config.cfg can't be read"),
    ],
)  # fmt: skip
def test_folders_that_could_run_code(
    change: Callable[[Path], None],
    reason: str,
    plain: Language,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain.to_disk(tmp_path / "model")
    change(tmp_path / "model")
    foreign = frozenset(("torch_tagger", "torch.Tagger.v1"))
    monkeypatch.setattr(model_folders, "_foreign_names", lambda: foreign)
    with pytest.raises(ModelError) as caught:
        load_pipeline(str(tmp_path / "model"))
    assert reason in caught.value.message
    assert caught.value.hint


def test_spacys_own_models_are_loaded(plain: Language, tmp_path: Path) -> None:
    plain.to_disk(tmp_path / "model")
    refuse_unsafe_folder(tmp_path / "model")
    assert "ner" not in load_pipeline(str(tmp_path / "model")).pipe_names


def test_a_model_without_entities_is_enough(tmp_path: Path) -> None:
    spacy.load(default_package(), exclude=["ner"]).to_disk(tmp_path / "model")
    assert load_pipeline(str(tmp_path / "model"))(TEXT)[0].text == "The"


def test_components_of_claimkit_count_as_own() -> None:
    points = metadata.entry_points(group="spacy_factories")
    assert "claimkit" in {point.name for point in points}
    assert "claimkit" not in model_folders._foreign_names()


def test_a_package_in_the_current_folder_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "en_core_web_nope"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    (package / "meta.json").write_text(
        '{"lang": "en", "name": "core_web_nope", "version": "1"}', encoding="utf-8"
    )
    (tmp_path / "en_core_web_nope-1.dist-info").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_package("en_core_web_nope") is None
    with pytest.raises(ModelError, match="may contain code"):  # it counts as a folder
        load_pipeline("en_core_web_nope")
    with pytest.raises(ModelError, match="not installed"):
        load_pipeline("en_core_web_none")


def test_a_module_that_hides_the_default_model_is_not_imported(tmp_path: Path, root: Path) -> None:
    name = default_package()
    (tmp_path / f"{name}.py").write_text("print('ran')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from claimkit.cli import main; main()", "extract", "-"],
        cwd=tmp_path,
        input=TEXT.encode(),
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert b"ran" not in done.stdout
    assert b"is not the installed model" in done.stderr


@pytest.mark.parametrize("meta", ["[]", "{}", '{"lang": 1, "name": 2}', "[" * 100_000, "x"])
def test_descriptions_with_faults(meta: str, tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(meta, encoding="utf-8")
    assert find_model(f"{tmp_path}/") is None
