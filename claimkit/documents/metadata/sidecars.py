"""Read sidecars: ``.meta.yaml`` files that give the metadata of a document beside them."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, structs

from claimkit import yamlio
from claimkit.documents.metadata.candidates import MetadataCandidate, Origin
from claimkit.edtf import is_known_date
from claimkit.errors import DocumentError, SchemaError
from claimkit.regular_files import read_regular_file

SIDECAR_SUFFIX = ".meta.yaml"
_MAX_BYTES = 1_000_000


class PublishedDate(str):
    """A day, month or year in EDTF. In the file a year may be a number."""

    __slots__ = ()


class Sidecar(Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of a sidecar. ``media_type`` is what the sender of the document said it is."""

    title: str | None = None
    author: str | list[str] | None = None
    outlet: str | None = None
    published: PublishedDate | None = None
    url: str | None = None
    retrieved: PublishedDate | None = None
    media_type: str | None = None

    def candidates(self) -> list[MetadataCandidate]:
        """Return the fields that the sidecar gives."""
        return [
            MetadataCandidate(field, text, Origin.SIDECAR)
            for field, value in structs.asdict(self).items()
            if value is not None and field != "media_type"
            for text in (value if isinstance(value, list) else [value])
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
    """Read a sidecar.

    Raises:
        SchemaError: with the position of the first fault.
    """
    try:
        text = read_regular_file(path, _MAX_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    return yamlio.load_struct(text, str(path), Sidecar, _parse_published)


def _parse_published(_kind: type, value: object) -> PublishedDate:
    text = str(value)
    if isinstance(value, (int, str)) and is_known_date(text):
        return PublishedDate(text)
    raise ValueError("write a day, a month or a year of the calendar, such as 2025-04-26")
