"""A header says the same in Markdown, with other line breaks, and in other widths."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimkit.documents.reading import read_document
from tests.case_files import load_cases

KEYS = "text suffix blocks some none meta published findings"
FIELDS = ("title", "author", "outlet", "issuer", "published")


def wrap(text: str) -> str:
    """Return a text whose paragraphs are cut into lines of at most 72 characters."""
    lines = text.split("\n")
    return "\n".join(
        "\n".join(textwrap.wrap(line, 72)) if len(line) > 90 else line for line in lines
    )


VARIANTS: dict[str, tuple[Callable[[str], str], str]] = {
    "Markdown": (str, ".md"),
    "carriage returns": (lambda text: text.replace("\n", "\r\n"), ".txt"),
    "indented": (lambda text: textwrap.indent(text, "   "), ".txt"),
    "wrapped": (wrap, ".txt"),
    "no blank lines": (lambda text: text.replace("\n\n", "\n"), ".txt"),
    "all blank lines": (lambda text: re.sub(r"\n+", "\n\n", text), ".txt"),
    "trailing spaces": (lambda text: text.replace("\n", "  \n"), ".txt"),
}


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in load_cases("layouts", KEYS)
        if case.id.startswith(("headers: ", "headers-unusual: ")) and "suffix" not in case.values[0]
    ],
)
def test_header_is_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    for name, (change, suffix) in VARIANTS.items():
        path = tmp_path / f"case{suffix}"
        path.write_bytes(change(case["text"]).encode("utf-8"))
        document = read_document(path, name="case")
        values = {field: getattr(document, field) for field in FIELDS}
        values["author"] = list(document.author)
        wanted = case["meta"]
        assert {field: values[field] for field in wanted} == wanted, name
