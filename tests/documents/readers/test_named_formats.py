"""The places that name the formats for users name all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from claimkit.documents.formats import CORPUS_SUFFIXES, SUFFIXES

HOOKS = ".pre-commit-hooks.yaml"


@pytest.mark.parametrize("place", ["README.md", "docs/guide.md", "docs/cli.md"])
def test_page_names_every_suffix(root: Path, place: str) -> None:
    text = (root / place).read_text(encoding="utf-8")
    assert [suffix for suffix in SUFFIXES if not re.search(rf"(?<!\w)\{suffix}\b", text)] == []


@pytest.mark.parametrize("place", ["docs/guide.md", "docs/cli.md"])
def test_page_names_every_corpus(root: Path, place: str) -> None:
    text = (root / place).read_text(encoding="utf-8")
    names = [suffix for suffix in CORPUS_SUFFIXES if suffix.endswith(".gz") is False]
    assert [suffix for suffix in names if not re.search(rf"(?<!\w)\{suffix}\b", text)] == []


@pytest.mark.parametrize("hook", ["claimkit-extract", "claimkit-check"])
def test_hook_runs_for_every_suffix(root: Path, hook: str) -> None:
    hooks = {entry["id"]: entry for entry in yaml.safe_load((root / HOOKS).read_text("utf-8"))}
    names = [f"reports/rents{suffix}" for suffix in SUFFIXES]
    assert [name for name in names if not re.search(hooks[hook]["files"], name)] == []
