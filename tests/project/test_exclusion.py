"""The patterns under ``exclude`` mean what they mean in a .gitignore, and matching is fast."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from claimkit.project.exclusion import Exclusion
from tests.repositories import ENVIRONMENT

PATHS = [
    "a.txt",
    "b.md",
    "keep.txt",
    "old/a.txt",
    "old/keep.txt",
    "documents/old/x/a.txt",
    "documents/new/a.txt",
    "documents/a.txt",
    "documents/*.txt",
    "!a.txt",
]


@pytest.mark.parametrize(
    "patterns",
    [
        ["*.md"],
        ["old"],
        ["old/"],
        ["a.txt/"],
        ["/old/"],
        ["/a.txt"],
        ["documents/*.txt"],
        [r"documents/\*.txt"],
        ["documents/**/a.txt"],
        ["documents/**"],
        ["**/x"],
        ["**/new/*"],
        ["*.txt", "!keep.txt"],
        ["old/", "!old/keep.txt"],
        ["old/*", "!old/keep.txt"],
        [r"\!a.txt"],
        ["[ab].*"],
        ["[!a].*"],
        ["[^a].*"],
        ["?.txt"],
        ["**"],
        ["/"],
        ["!"],
        ["["],
        ["*", "!/documents", "/documents/*", "!/documents/new"],
    ],
)
def test_git_agrees(patterns: list[str], tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("\n".join(patterns) + "\n", encoding="utf-8")
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "-z"],
        cwd=tmp_path,
        env=dict(ENVIRONMENT) | {"PATH": str(Path(shutil.which("git") or "").parent)},
        capture_output=True,
        check=True,
    )
    kept = set(listed.stdout.decode().split("\0")) & set(PATHS)
    exclusion = Exclusion.of(patterns)
    assert {path for path in PATHS if not exclusion.matches(path)} == kept


def test_a_hostile_pattern_takes_no_time() -> None:
    assert not Exclusion.of(["*a" * 100 + "b"]).matches("a" * 250)
    assert not Exclusion.of(["**/*" * 100 + "/b"]).matches("/".join("a" * 100))
