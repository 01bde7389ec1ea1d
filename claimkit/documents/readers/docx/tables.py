"""Decide what the table of a Word document is: data, a form with labels, or layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from claimkit.documents.readers.docx.body import Paragraph, Table, iter_paragraphs

_MAX_CELL = 300
_MAX_LABEL_WORDS = 6
_MIN_LABELLED = 1 / 3
_MIN_CLOCKS = 0.7
_MIN_ROWS = 2
_CLOCK = re.compile(r"\W*\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\W*(?:[-–—]+>?\s*[\d:.,]+\W*)?")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")


class TableForm(Enum):
    """How the cells of a table are read.

    The cells of `DATA` are rows with a header. `FORM` has labels on the left and text beside
    them, such as the speakers of a transcript. `LAYOUT` sets text beside other text.
    """

    DATA = auto()
    FORM = auto()
    LAYOUT = auto()


def find_form(table: Table) -> TableForm:
    """Return how a table is read."""
    columns = max((len(row) for row in table.rows), default=0)
    if columns <= 1:
        return TableForm.LAYOUT
    if labelled_rows(table):
        return TableForm.FORM
    is_layout = any(
        isinstance(item, Table) or len(item.text) > _MAX_CELL
        for row in table.rows
        for cell in row
        for item in cell
    )
    return TableForm.LAYOUT if is_layout else TableForm.DATA


def labelled_rows(table: Table) -> list[tuple[str, list[Paragraph]]]:
    """Return the label and the paragraphs of each row of a form; nothing if the table is none.

    A column with the times of what was said goes into the labels.
    """
    rows = [[list(iter_paragraphs(cell)) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(map(_text, row))]
    times = _find_times(rows)
    if times is not None:
        rows = [row for row in rows if len(row) > times and _CLOCK.fullmatch(_text(row[times]))]
    found = []
    for row in rows:
        cells = [cell for index, cell in enumerate(row) if index != times]
        if len(cells) != 2:
            return []
        label = _text(cells[0])
        if len(label.split()) > _MAX_LABEL_WORDS or _SENTENCE_END.search(label):
            return []
        time = f"[{_text(row[times]).strip('[]() ')}] " if times is not None else ""
        found.append((f"{time}{label}" if label else "", cells[1]))
    return found if _is_form(found) else []


def _is_form(rows: Sequence[tuple[str, list[Paragraph]]]) -> bool:
    """Return whether labels have colons, or the texts beside them are sentences."""
    if len(rows) < _MIN_ROWS:
        return False
    colons = sum(label.endswith(":") for label, _ in rows)
    texts = [_text(paragraphs) for _, paragraphs in rows]
    sentences = sum(_SENTENCE_END.search(text) is not None for text in texts)
    return max(colons, sentences) >= _MIN_LABELLED * len(rows)


def _find_times(rows: Sequence[Sequence[list[Paragraph]]]) -> int | None:
    """Return the column that holds times in nearly all rows."""
    width = max(map(len, rows), default=0)
    if width <= 2:
        return None
    for column in range(width):
        cells = [_text(row[column]) for row in rows if len(row) > column]
        if sum(_CLOCK.fullmatch(cell) is not None for cell in cells) >= _MIN_CLOCKS * len(rows):
            return column
    return None


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(paragraph.text for paragraph in paragraphs).split())
