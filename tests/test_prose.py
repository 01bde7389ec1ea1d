"""Docstrings are written in one style: they name a responsibility or tell what a function does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

RIDDLE = re.compile(r"(?:What|How|Which|Whether|Where|When)\b")
"""A module's docstring names its responsibility: "Find date expressions in a document."."""

NO_ANSWER = re.compile(r"(?:Say|Says|Tell|Tells)\b")
"""A predicate's docstring says "Return whether …"."""


def find_faults(source: str) -> list[str]:
    """Return the first lines of docstrings in another style."""
    tree = ast.parse(source)
    faults = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        line = (ast.get_docstring(node) or "").partition("\n")[0]
        pattern = RIDDLE if isinstance(node, ast.Module) else NO_ANSWER
        if pattern.match(line):
            faults.append(line)
    return faults


@pytest.mark.parametrize("folder", ["claimkit", "benchmarks", "scripts", "docs"])
def test_docstrings(root: Path, folder: str) -> None:
    found = {
        path.relative_to(root).as_posix(): find_faults(path.read_text(encoding="utf-8"))
        for path in (root / folder).rglob("*.py")
    }
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_guard_can_fail() -> None:
    assert find_faults('"""What a claim is."""') == ["What a claim is."]
    assert find_faults('def is_odd():\n    """Tell whether it is odd."""') == [
        "Tell whether it is odd."
    ]
    assert find_faults('"""Find claims."""\ndef f():\n    """Return whether it is."""') == []
