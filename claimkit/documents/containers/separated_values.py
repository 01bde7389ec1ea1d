"""Read corpora in CSV and related formats, with one document in each row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from claimkit.documents.containers.columns import Columns
from claimkit.documents.containers.streams import Stream, open_stream, skip_line
from claimkit.documents.formats import CSV
from claimkit.documents.readers.decoding import decode
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding

_DELIMITERS = ",;\t|"
_HEAD = 65_536
_MAX_CELL = 4_000_000
_MAX_LINE = 16_000_000
_MAX_REREAD = 50_000_000  # characters in all, so that a hostile file costs no more
_ROW_HINT = (
    "put cells with quotation marks or line breaks into quotation marks, and double those within "
    "them"
)
_MAX_FAULTS = 1_000
_SIZE_HINT = "split the document, or close the quotation mark of the cell if it is missing"
_UNCLOSED = "unexpected end of data"  # messages of the csv module
_TOO_LARGE = "field larger than"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le", b"\n\0"), (codecs.BOM_UTF16_BE, "utf-16-be", b"\0\n"))


def iter_documents(path: Path, *, language: str) -> Iterator[Document | Finding]:
    """Yield the documents of a table in the order of its rows, with one in memory at a time.

    The first row names the columns. A row that is broken gives an error finding with its line, and
    reading continues with the next line.

    Raises:
        DocumentError: if the file cannot be read, or has no column for the text.
    """
    csv.field_size_limit(_MAX_CELL)
    with open_stream(path, CSV) as file:
        lines = _Lines(_iter_text(file, path))
        try:
            header = next(lines, "")
            delimiter = _find_delimiter(header)
            names = next(csv.reader([header], delimiter=delimiter), [])
        except (csv.Error, _LongLineError) as error:
            raise DocumentError(
                f"{path}: the first line is too long to name the columns",
                hint="write the names of the columns into the first line",
            ) from error
        columns = Columns.find(names, path, language)
        yield from _limit_faults(_iter_rows(lines, columns, len(names), delimiter), columns)


def _limit_faults(
    items: Iterator[Document | Finding], columns: Columns
) -> Iterator[Document | Finding]:
    """Yield documents and findings, but of many findings the first ones and how many follow."""
    count = 0
    first: Finding | None = None
    for item in items:
        count += isinstance(item, Finding)
        if isinstance(item, Document) or count <= _MAX_FAULTS:
            yield item
        elif first is None:
            first = item
    if first is not None:
        message = f"{count - _MAX_FAULTS:,} more findings, from this line on, are not listed"
        yield columns.fault(first.line or 1, message, "correct the rows above and run again")


def _iter_rows(
    lines: _Lines, columns: Columns, width: int, delimiter: str
) -> Iterator[Document | Finding]:
    number = 0
    while True:
        lines.begin_record()
        try:
            # A reader for each row, since one goes on from within a broken row.
            row = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            number += 1
            yield columns.fault(lines.record_start, *_describe(error))
            lines.push_back()
            continue
        except _LongLineError:
            number += 1
            message = f"the row is too long (over {_MAX_LINE:,} bytes)"
            yield columns.fault(lines.record_start, message, _SIZE_HINT)
            lines.push_back()
            continue
        if row is None:
            return
        if any("\0" in cell for cell in row):
            number += 1
            yield columns.fault(
                lines.record_start, "the row has a null character", "remove it from the text"
            )
            continue
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        while len(row) > width and not row[-1].strip():
            row.pop()
        if len(row) != width:
            yield columns.fault(
                lines.record_start,
                f"the row has {len(row)} cells, and the header {width}",
                "put cells with separators into quotation marks",
            )
        else:
            yield from columns.read_row(row, number, lines.record_start)


def _describe(error: csv.Error) -> tuple[str, str]:
    """Return what is wrong with a row, and what to do about it."""
    reason = str(error)
    if reason.startswith(_TOO_LARGE):
        return f"a cell of the row has more than {_MAX_CELL:,} characters", _SIZE_HINT
    if reason == _UNCLOSED:
        return "the row is broken: a quotation mark is never closed", _ROW_HINT
    return f"the row is broken: {reason}", _ROW_HINT


class _LongLineError(Exception):
    """A line is too long to hold in memory, and was skipped."""


class _Lines:
    """The lines of a file, of which those of a broken row can be read again.

    A line that is None was too long, which raises a `_LongLineError`.
    """

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self._record: list[str] = []
        self._number = 0
        self._reread = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self._number += 1
        self._record.append(line or "")
        if line is None:
            raise _LongLineError
        return line

    def begin_record(self) -> None:
        self._record = []

    @property
    def record_start(self) -> int:
        """The number of the line on which the row began."""
        return self._number - len(self._record) + 1

    def push_back(self) -> None:
        """Go back to the second line of a broken row."""
        rest = self._record[1:]
        self._reread += sum(map(len, rest))
        if self._reread <= _MAX_REREAD:
            self._again += reversed(rest)
            self._number -= len(rest)


def _find_delimiter(header: str) -> str:
    """Return the separator that cuts the header into the most names."""
    counts = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in _DELIMITERS}
    return max(counts, key=lambda sign: counts[sign])


def _iter_text(file: Stream, path: Path) -> Iterator[str | None]:
    """Yield the decoded lines with their ends; None for one that is too long."""
    head = file.peek(_HEAD)
    if b"\0" in head[:_HEAD].partition(b"\n")[0] and not head.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        raise DocumentError(f"{path}: this is no table of text", hint="save it as CSV in UTF-8")
    for mark, encoding, end in _WIDE:
        if head.startswith(mark):
            file.read(len(mark))
            yield from _iter_wide(file, encoding, end, path)
            return
    if head.startswith(codecs.BOM_UTF8):
        file.read(len(codecs.BOM_UTF8))
    while line := file.readline(_MAX_LINE):
        if len(line) == _MAX_LINE and not line.endswith(b"\n"):
            skip_line(file, path)
            yield None
            continue
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield decode(line, str(path))


def _iter_wide(file: Stream, encoding: str, end: bytes, path: Path) -> Iterator[str]:
    """Yield the lines of a file in UTF-16, whose ends may be within another character."""
    waiting = b""
    while line := file.readline(_MAX_LINE):
        waiting += line
        if end == b"\n\0":  # the second byte of the line feed comes next
            waiting += file.read(1)
        if len(waiting) % 2 == 0 and waiting.endswith(end):
            yield _decode_wide(waiting, encoding, path)
            waiting = b""
        elif len(waiting) > _MAX_LINE:
            raise DocumentError(f"{path}: a line is too long", hint="save the table in UTF-8")
    if waiting:
        yield _decode_wide(waiting, encoding, path)


def _decode_wide(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{path}: the text is not {encoding}", hint="save it in UTF-8"
        ) from error
