"""YAML front matter and sidecar files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from claimkit import yamlio
from claimkit.documents.metadata.candidates import FRONT_MATTER, DateEvidence, Evidence, Origin
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.edtf import is_known_date
from claimkit.errors import DocumentError, SchemaError
from claimkit.lexicons.layout import load_layout
from claimkit.model import Finding, Severity

SIDECAR_SUFFIX = ".meta.yaml"
_MAX_LENGTH = 20_000
_OPENING = re.compile(r"\s*---[ \t]*\r?\n(?=[A-Za-z_][\w-]*[ \t]*:)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


class PublishedDate(str):
    """A day, month or year in EDTF; in the file a year may be a number."""

    __slots__ = ()


class Sidecar(Struct, frozen=True, forbid_unknown_fields=True):
    """What a ``name.meta.yaml`` beside a document says about it."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: PublishedDate | None = None
    url: str | None = None

    def evidence(self) -> list[Evidence]:
        return [
            Evidence(field, value, Origin.SIDECAR)
            for field, value in structs.asdict(self).items()
            if value is not None
        ]


def find_sidecar(path: Path) -> Path | None:
    """Return the sidecar of a document: ``report.meta.yaml`` or ``report.txt.meta.yaml``.

    Raises:
        DocumentError: if both exist.
    """
    found = [
        sidecar
        for sidecar in (
            path.with_name(path.stem + SIDECAR_SUFFIX),
            path.with_name(path.name + SIDECAR_SUFFIX),
        )
        if sidecar.is_file()
    ]
    if len(found) > 1:
        raise DocumentError(
            f"{path}: two files describe it, {found[0].name} and {found[1].name}",
            hint="remove one of them",
        )
    return found[0] if found else None


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar file.

    Raises:
        SchemaError: with the position of the first fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    return yamlio.load_struct(text, str(path), Sidecar, _parse_published)


def _parse_published(_kind: type, value: object) -> PublishedDate:
    text = str(value)
    if isinstance(value, (int, str)) and is_known_date(text):
        return PublishedDate(text)
    raise ValueError("write a day, a month or a year of the calendar, such as 2025-04-26")


def find_front_matter(
    source: str, path: str
) -> tuple[int, list[Evidence | DateEvidence | Finding]]:
    """Return where the text begins behind the front matter, and what that says.

    0 if there is none: a leading ``---`` without keys below it is decoration.
    """
    opening = _OPENING.match(source)
    closing = _CLOSING.search(source, opening.end(), _MAX_LENGTH) if opening else None
    if not opening or not closing:
        return 0, []
    yaml_text = source[opening.end() : closing.start()]
    first_line = source.count("\n", 0, opening.end())
    try:
        node = yamlio.compose(yaml_text, path)
        values = yamlio.construct(node, path) if node else {}
    except SchemaError as error:
        return closing.end(), [
            Finding(
                FRONT_MATTER,
                Severity.WARNING,
                f"the front matter is passed over: {error.message.split(': ', 1)[-1]}",
                path,
                first_line + error.line,
                error.column,
                hint="correct its YAML",
            )
        ]
    if not isinstance(values, dict):
        return 0, []
    lowered = {str(key).casefold(): value for key, value in values.items()}
    return closing.end(), list(_iter_evidence(lowered, source, opening.end()))


def _iter_evidence(
    values: dict[str, Any], source: str, start: int
) -> Iterator[Evidence | DateEvidence]:
    for field, keys in structs.asdict(load_layout().front_matter_keys).items():
        for key in keys:
            text = _as_text(values.get(key))
            if not text:
                continue
            match = re.compile(rf"^{re.escape(key)}[ \t]*:\s*['\"]?", re.I | re.M).search(
                source, start
            )
            offset = match.end() if match else start
            if field != "published":
                yield Evidence(field, text, Origin.FRONT_MATTER, offset)
                break
            date = parse_date(text)
            if date:
                yield DateEvidence(date, Origin.FRONT_MATTER, offset)
                break


def _as_text(value: Any) -> str:
    """Return a value as one line; a list's items, or the names of its mappings, joined."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return _as_text(value.get("name"))
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
