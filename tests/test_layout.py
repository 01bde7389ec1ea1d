"""The tests stand where the code stands, and share helpers through plain modules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ELSEWHERE = {"histories", "platforms"}  # whole repositories and CI systems; no room of the package


def find_test_modules(root: Path) -> list[Path]:
    return sorted((root / "tests").rglob("test_*.py"))


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def is_test_module(name: str) -> bool:
    return name.startswith("tests.") and any(part.startswith("test_") for part in name.split("."))


def test_nothing_is_imported_from_test_modules(root: Path) -> None:
    for path in sorted((root / "tests").rglob("*.py")):
        assert not list(filter(is_test_module, imported_modules(path))), path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("from tests.cli.test_diff import MILL", True),
        ("from tests.cli import test_diff", True),
        ("import tests.cli.test_diff", True),
        ("from tests.cli.ledger_texts import MILL", False),
    ],
)
def test_an_import_from_a_test_module_is_found(tmp_path: Path, line: str, expected: bool) -> None:
    path = tmp_path / "a.py"
    path.write_text(line, encoding="utf-8")
    assert any(map(is_test_module, imported_modules(path))) is expected


def test_each_folder_of_tests_is_a_room_of_the_package(root: Path) -> None:
    folders = {path.parent.relative_to(root / "tests") for path in find_test_modules(root)}
    for folder in folders:
        assert (root / "claimkit" / folder).is_dir() or folder.as_posix() in ELSEWHERE, folder
