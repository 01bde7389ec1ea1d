"""Save documents that were fetched from the web, as evidence, in the folder of the documents."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from claimkit.documents.fetching import FetchedDocument
from claimkit.documents.file_signatures import identify
from claimkit.documents.formats import SUFFIXES
from claimkit.documents.metadata.sidecars import SIDECAR_SUFFIX
from claimkit.errors import DocumentError
from claimkit.project.project_folder import ProjectFolder

_NOT_SAFE = re.compile(r"[^a-z0-9]+")
_MAX_NAME = 60
_HASH_LENGTH = 8
_INDEX = "index"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The place of a fetched document: a folder for each site, a name for each address."""

    folder: Path
    stem: str

    @classmethod
    def of(cls, project: ProjectFolder, url: str) -> SavedPage:
        """Return the place of the document at an address."""
        parts = urlsplit(url)
        host = _safe(parts.hostname or "", ".") or _INDEX
        name = unquote(parts.path).rstrip("/").rpartition("/")[2]
        stem, dot, suffix = name.rpartition(".")
        if dot and f".{suffix.lower()}" in SUFFIXES:
            name = stem
        address = parts._replace(fragment="").geturl()
        digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
        stem = f"{_safe(name, '-')[:_MAX_NAME].strip('-') or _INDEX}-{digest[:_HASH_LENGTH]}"
        return cls(project.documents / host, stem)

    def find(self) -> Path | None:
        """Return the file if the document was fetched before."""
        paths = (self.folder / f"{self.stem}{suffix}" for suffix in SUFFIXES)
        return next((path for path in paths if path.is_file()), None)

    def path_of(self, found: FetchedDocument) -> Path:
        """Return the path for a document that was fetched, with the suffix of its format.

        Raises:
            DocumentError: if claimkit does not read its format.
        """
        name = urlsplit(found.url).path
        form = identify(found.data, name, found.media_type)
        if form is None or not form.is_document:
            what = f"this is {form.name}" if form else f"the server sends {found.media_type!r}"
            raise DocumentError(
                f"{found.url}: {what}, which claimkit doesn't read as one document",
                hint=form.advice if form else "save its text as .txt",
            )
        return self.folder / f"{self.stem}{form.suffixes[0]}"

    def save(self, path: Path, found: FetchedDocument, day: str, project: ProjectFolder) -> None:
        """Write the document and the sidecar that says where it is from.

        Raises:
            DocumentError: if it cannot be written, or its folder leads out of the project.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if project.is_link_to_outside(path):
                raise DocumentError(
                    f"{found.url}: the folder {path.parent} leads out of the project",
                    hint="remove the link",
                )
            described = {"url": found.url, "retrieved": day}
            if found.media_type:
                described["media_type"] = found.media_type[:200]
            lines = (
                f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
                for key, value in described.items()
            )
            _write(path.with_name(path.name + SIDECAR_SUFFIX), "".join(lines).encode())
            _write(path, found.data)
        except OSError as error:
            raise DocumentError(
                f"{found.url}: can't be saved as {path}: {error.strerror or error}",
                hint="check the permissions of the folder and the space on the disk",
            ) from error


def _safe(name: str, joiner: str) -> str:
    """Return a part of an address as a name of a file on any system."""
    return _NOT_SAFE.sub(joiner, name.lower()).strip(joiner)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; never through a link."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with waiting.open("xb") as file:
            file.write(data)
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
