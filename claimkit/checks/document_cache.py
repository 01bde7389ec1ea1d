"""Read documents on demand, and only the parts that a check needs."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.documents.formats import MAX_FILE_BYTES
from claimkit.errors import ClaimkitError
from claimkit.ledger.locating import find_evidence
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Claim, Location
from claimkit.regular_files import UnsuitableFileError, document_path, read_regular_file

if TYPE_CHECKING:
    from claimkit.documents.reading import SourcedDocument


@dataclass(slots=True)
class _CachedDocument:
    """The parts of a document that have been read so far."""

    leads_outside: bool | None = None
    data: bytes | None = None
    words: str | None = None
    sourced: SourcedDocument | None = None
    is_read: bool = False


@dataclass(slots=True)
class DocumentCache:
    """The documents of a project, by their paths in the ledger. ``root`` is the project's."""

    root: Path
    language: str = DEFAULT_LANGUAGE
    _cache: dict[str, _CachedDocument] = field(default_factory=dict, init=False)

    def leads_outside(self, path: str) -> bool:
        """Return whether a path, or a link on it, leads out of the project."""
        cached = self._cached(path)
        if cached.leads_outside is None:
            try:
                document_path(self.root, path)
                cached.leads_outside = False
            except UnsuitableFileError:
                cached.leads_outside = True
        return cached.leads_outside

    def exists(self, path: str) -> bool:
        """Return whether a path is that of a regular file."""
        try:
            return stat.S_ISREG((self.root / path).stat().st_mode)
        except (OSError, ValueError):
            return False

    def sha256(self, path: str) -> str | None:
        """Return the hash of a document's bytes; None if it can't be read."""
        data = self._data(path)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def has_evidence(self, path: str, claim: Claim) -> bool | None:
        """Return whether a claim's evidence stands in its document, word for word.

        The result is None if the document can't be read. The words of the file are compared
        first, without regard to white space; most documents then need not be parsed.
        """
        if self._data(path) is None or self.leads_outside(path):
            return None
        evidence = " ".join(claim.evidence.split())
        if not evidence:
            return False
        if self._words(path).count(evidence) >= claim.occurrence:
            return True
        sourced = self._sourced(path)
        return None if sourced is None else find_evidence(sourced.document.text, claim) is not None

    def find_evidence(self, path: str, claim: Claim) -> Location | None:
        """Return the location of a claim's evidence in the document."""
        sourced = None if self.leads_outside(path) else self._sourced(path)
        span = find_evidence(sourced.document.text, claim) if sourced else None
        return sourced.locate(span) if sourced and span else None

    def _cached(self, path: str) -> _CachedDocument:
        return self._cache.setdefault(path, _CachedDocument())

    def _data(self, path: str) -> bytes | None:
        cached = self._cached(path)
        if cached.data is None:
            try:
                cached.data = read_regular_file(document_path(self.root, path), MAX_FILE_BYTES)
            except OSError:
                return None
        return cached.data

    def _words(self, path: str) -> str:
        """Return the words of a text file; empty if the file is no text."""
        from claimkit.documents.readers.decoding import decode

        cached = self._cached(path)
        if cached.words is None:
            try:
                cached.words = " ".join(decode(self._data(path) or b"", path).split())
            except ClaimkitError:
                cached.words = ""
        return cached.words

    def _sourced(self, path: str) -> SourcedDocument | None:
        cached = self._cached(path)
        if not cached.is_read:
            from claimkit.documents.reading import read_with_source  # takes long to import

            cached.is_read = True
            try:
                place = document_path(self.root, path)
                cached.sourced = read_with_source(place, name=path, language=self.language)
            except (ClaimkitError, OSError):  # extraction says what is wrong with it
                return None
        return cached.sourced
