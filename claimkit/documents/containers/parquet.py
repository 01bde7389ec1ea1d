"""Read corpora in Parquet, with one document in each row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from claimkit.documents.containers.columns import Columns
from claimkit.documents.containers.streams import open_stream
from claimkit.documents.formats import PARQUET
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding

_ROWS_AT_ONCE = 64
_MAX_CELL = 16_000_000


def iter_documents(path: Path, *, language: str) -> Iterator[Document | Finding]:
    """Yield the documents of a table in the order of its rows, some rows in memory at a time.

    Raises:
        DocumentError: if the file cannot be read, or has no column for the text.
    """
    try:
        with open_stream(path, PARQUET) as file, pyarrow.parquet.ParquetFile(file) as table:
            names = table.schema_arrow.names
            columns = Columns.find(names, path, language)
            chosen = sorted(columns.places.values())
            places = {field: chosen.index(place) for field, place in columns.places.items()}
            yield from _iter_rows(
                table, [names[place] for place in chosen], Columns(path, language, places)
            )
    except pyarrow.ArrowException as error:
        raise DocumentError(
            f"{path}: this Parquet file is damaged or was cut off", hint="get the file again"
        ) from error


def _iter_rows(
    table: pyarrow.parquet.ParquetFile, names: list[str], columns: Columns
) -> Iterator[Document | Finding]:
    number = 0
    for batch in table.iter_batches(_ROWS_AT_ONCE, columns=names):
        cells = [batch.column(name) for name in names]
        text = cells[columns.places["text"]]
        lengths = _lengths(text)
        for index in range(batch.num_rows):
            number += 1
            length = lengths[index] if lengths else 0
            if length > _MAX_CELL:
                yield columns.fault(number, f"the text of row {number} is too large", "split it")
                continue
            yield from columns.read_row([cell[index].as_py() for cell in cells], number, number)


def _lengths(text: pyarrow.Array) -> list[int] | None:
    """Return the lengths of texts in bytes; None if they are no texts."""
    kind = text.type
    if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
        return None
    return [length or 0 for length in pyarrow.compute.binary_length(text).to_pylist()]
