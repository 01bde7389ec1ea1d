"""Cases as data: one list of rows a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimkit import yamlio


def load_rows(folder: Path) -> list[Any]:
    """Return the rows of all files in a folder as parameters, named by their file and `why`.

    A row with `fails` is expected to fail, for the reason given there.
    """
    found = []
    for path in sorted(folder.glob("*.yaml")):
        node = yamlio.compose(path.read_text(encoding="utf-8"), path.name)
        assert node is not None
        for row in yamlio.construct(node, path.name):
            name = f"{path.stem}: {row.get('why') or row['text'][:50]}"
            marks = [pytest.mark.xfail(reason=row["fails"])] if "fails" in row else []
            found.append(pytest.param(row, id=name, marks=marks))
    return found
