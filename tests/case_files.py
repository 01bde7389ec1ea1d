"""Load test cases that are written as data in tests/cases, one folder a phenomenon.

Every case file has the same form::

    about: Words that say how exactly a number holds.
    cases:
    - why: "at least" is a bound
      text: At least 40 trucks left.
      quantities: [[At least 40 trucks, 40, null, at least, trucks]]
    - text: They counted a good 40 trucks.
      quantities: [[40 trucks, 40, 40, exact, trucks]]
      fails: the lexicon does not know "a good"

``about`` says what the file's cases have in common. A case is named by its file and by ``why``;
a case that explains itself may leave ``why`` out and is named by its ``text``. A case with
``fails`` is expected to fail, for the reason given there. It fails the suite as soon as it
passes, so a mended fault is noticed. All other keys belong to the phenomenon; the test that
reads the cases lists them, and refuses a key that it does not know.

YAML is read as claimkit reads it: dates stay text, only ``true`` and ``false`` are booleans, and
a number with a point is a `Decimal`.

To add a case, append it to the file that it belongs to, or start a file in the folder. To run
the cases of a file: ``python -m pytest tests/extraction/quantities -k bounds``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimkit import yamlio

FOLDER = Path(__file__).parent / "cases"

Case = dict[str, Any]


def read_cases(place: str, keys: str) -> list[Case]:
    """Return the cases of a file or of all files in a folder, in order.

    Args:
        place: the file or the folder in tests/cases, without ending: "quantities" or
            "ledger/refused".
        keys: the keys that a case may have besides ``why`` and ``fails``, with spaces between.
    """
    return [case for _, case in _iter_named(place, keys)]


def load_cases(place: str, keys: str) -> list[Any]:
    """Return the cases as parameters for ``pytest.mark.parametrize``; see `read_cases`."""
    return [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for name, case in _iter_named(place, keys)
    ]


def _iter_named(place: str, keys: str) -> list[tuple[str, Case]]:
    target = FOLDER / place
    paths = sorted(target.glob("*.yaml")) if target.is_dir() else [FOLDER / f"{place}.yaml"]
    found = [named for path in paths for named in _read_file(path, {"why", "fails", *keys.split()})]
    assert found, f"there are no cases in {target}"
    return found


def _read_file(path: Path, keys: set[str]) -> list[tuple[str, Case]]:
    node = yamlio.compose(path.read_text(encoding="utf-8"), path.name)
    assert node is not None, f"{path} is empty"
    content = yamlio.construct(node, path.name)
    assert content.keys() == {"about", "cases"}, f"{path} has {', '.join(content)}"
    named: dict[str, Case] = {}
    for case in content["cases"]:
        name = f"{path.stem}: {case.get('why') or case.get('text', case)}"
        assert case.keys() <= keys, f"{path}: {name} has {case.keys() - keys}"
        assert name not in named, f"{path}: two cases are named {name}"
        named[name] = case
    return list(named.items())
