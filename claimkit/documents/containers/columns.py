"""Make documents of the rows of a table, whose columns have usual names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.documents.reading import document_from_text
from claimkit.errors import DocumentError
from claimkit.faults import CORPUS_LINE, IMPOSSIBLE_DATE
from claimkit.lexicons.corpora import load_corpora
from claimkit.lexicons.layout import load_layout
from claimkit.model import Document, Finding

_FORMULA = re.compile(r"\s*[=@+-]\s*[A-Z][A-Z0-9.]{1,30}\s*\(|\s*=")
_FIELDS = ("title", "author", "published", "url")
_MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that hold a document's parts, by the name of the part."""

    path: Path
    language: str
    places: Mapping[str, int]

    @classmethod
    def find(cls, names: Sequence[str], path: Path, language: str) -> Columns:
        """Find the columns by their names in the header.

        Raises:
            DocumentError: if there is no column for the text.
        """
        wanted = _wanted_names(language)
        plain = [re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_") for name in names]
        places: dict[str, int] = {}
        for field, words in wanted.items():
            index = next((plain.index(word) for word in words if word in plain), None)
            if index is not None and index not in places.values():
                places[field] = index
        if "text" not in places:
            shown = ", ".join(name for name in names[:_MAX_NAMED] if name) or "none"
            raise DocumentError(
                f"{path}: there is no column with the text; the columns are: {shown[:500]}",
                hint=f"name the column text, or one of: {', '.join(wanted['text'])}",
            )
        return cls(path, language, places)

    def read_row(
        self, values: Sequence[object], number: int, line: int
    ) -> Iterator[Document | Finding]:
        """Yield the document of a row, or a finding; also one about a date that is none.

        Args:
            number: the row's number, which is its id if the table has no column for it.
            line: the line of the file for findings.
        """
        row = {field: values[place] for field, place in self.places.items()}
        name = str(row.get("id") or "").strip() or f"{self.path.name}#{number}"
        text = row["text"]
        if text is None or (isinstance(text, str) and not text.strip()):
            yield self.fault(line, f"the row {name} has no text", "leave it out")
            return
        if not isinstance(text, str):
            yield self.fault(line, f"the text of the row {name} is no text", "correct it")
            return
        if _FORMULA.match(text):
            yield self.fault(
                line,
                f"the text of the row {name} is a formula",
                "save the values of the sheet, not its formulas",
            )
            return
        published = self._read_date(row.get("published"))
        if published is not None and published[1] is None:
            yield IMPOSSIBLE_DATE.finding(
                f"{published[0]!r} is no certain day, so the row {name} has no date",
                self.path.as_posix(),
                line,
                1,
                hint="write a day, a month or a year, such as 2025-04-26",
            )
        try:
            yield document_from_text(
                text,
                name=name,
                title=_text_of(row.get("title")),
                author=_names_of(row.get("author")),
                published=published[1] if published else None,
                url=_text_of(row.get("url")),
                language=self.language,
            )
        except DocumentError as error:
            yield self.fault(line, error.message, error.hint)

    def fault(self, line: int, message: str, hint: str | None) -> Finding:
        """Return a finding about a row that is left out."""
        return CORPUS_LINE.finding(message, self.path.as_posix(), line, 1, hint=hint)

    def _read_date(self, value: object) -> tuple[str, str | None] | None:
        """Return a date as written and its EDTF value; None if there is none."""
        if isinstance(value, datetime):
            value = value.date()
        text = value.isoformat() if isinstance(value, date) else _text_of(value)
        if text is None:
            return None
        found = parse_date(text, self.language)
        return text, found.value if found else None


def _wanted_names(language: str) -> dict[str, tuple[str, ...]]:
    keys, words = load_layout(language).front_matter_keys, load_corpora()
    return {
        "text": words.text_columns,
        "id": words.id_columns,
        **{field: getattr(keys, field) for field in _FIELDS},
    }


def _text_of(value: object) -> str | None:
    text = "" if value is None else " ".join(str(value).split())
    return text or None


def _names_of(value: object) -> tuple[str, ...] | None:
    """Return the authors in a cell: a list, or names with semicolons between them."""
    if isinstance(value, list):
        return tuple(str(name) for name in value if name) or None
    text = _text_of(value)
    return tuple(filter(None, map(str.strip, text.split(";")))) if text else None
