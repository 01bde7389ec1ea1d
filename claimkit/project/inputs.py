"""Read the documents that the user names: files, folders, corpora and standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from claimkit.documents.containers import is_corpus, iter_corpus
from claimkit.documents.fetching import FetchedDocument, is_url
from claimkit.documents.fetching import fetch as fetch_document
from claimkit.documents.formats import MAX_FILE_BYTES, SUFFIXES, Format
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.documents.paths import iter_document_paths, iter_skipped_paths
from claimkit.documents.reading import document_from_bytes, read_document
from claimkit.errors import ClaimkitError, DocumentError, UsageError
from claimkit.faults import (
    EXCLUDED,
    NO_DOCUMENTS,
    OUTSIDE,
    SAVED_BEFORE,
    SKIPPED,
    UNREADABLE,
    Fault,
)
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.model import Document, Finding
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.saved_pages import SavedPage

STDIN = "-"
_CORPUS = "corpus"
_URL = "url"
_MAX_SHOWN = 10
_MAX_NAME = 245  # bytes; the names of a ledger file and of a sidecar have ten more
_OUTSIDE_HINT = (
    "run claimkit in a folder that holds the document, with a claimkit.yaml if it is to keep "
    "a ledger there; or copy the document into the project; or use --format jsonl, which needs "
    "no ledger"
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents that paths refer to.

    ``paths`` are as the user typed them; ``-`` stands for ``stdin``. ``published`` and ``author``
    replace the documents' own metadata. ``lexicons`` are those to read them with. With ``inside``,
    documents outside the project become findings, because they have no place in its ledger.
    Addresses of the web are fetched with ``fetch``, and saved in the project if ``saves`` is set.
    """

    project: ProjectFolder
    paths: tuple[str, ...]
    published: str | None = None
    author: str | None = None
    inside: bool = True
    stdin: BinaryIO | None = None
    lexicons: Lexicons = BUILT_IN
    saves: bool = False
    fetch: Callable[[str], FetchedDocument] = fetch_document

    def __iter__(self) -> Iterator[Document | Finding]:
        """Read the documents one by one; documents that cannot be read become findings."""
        for kind, group in groupby(self.paths, _kind):
            if kind == STDIN:
                yield from (self._read_stdin() for _ in group)
            elif kind == _CORPUS:
                for path in group:
                    yield from self._iter_corpus(Path(path))
            elif kind == _URL:
                for url in dict.fromkeys(group):
                    yield from self._iter_fetched(url)
            else:
                yield from self._iter_files([Path(path) for path in group])
        yield from self._iter_skipped()

    def count(self) -> int | None:
        """Return how many documents there are to read; None if a corpus must be read to know."""
        if any(_kind(path) == _CORPUS for path in self.paths):
            return None
        urls = sum(_kind(path) == _URL for path in self.paths)
        named = (Path(path) for path in self.paths if _kind(path) != _URL)
        files = (path for path in named if not self.project.skips(path))
        return urls + sum(1 for _ in iter_document_paths(files, self.project.skips))

    def _iter_files(self, paths: list[Path]) -> Iterator[Document | Finding]:
        readable = []
        for path in paths:
            if self.inside and self.project.relative_path(path) is None:
                message = f"this is outside the project's folder, {self.project.root}"
                yield _finding(OUTSIDE, str(path), message, _OUTSIDE_HINT)
            elif self.project.skips(path):
                message = "claimkit.yaml excludes it, so it is not read"
                yield _finding(EXCLUDED, str(path), message, EXCLUDED.fix.replace("`", ""))
            elif path.is_dir() and next(self._iter_paths([path]), None) is None:
                suffixes = ", ".join(SUFFIXES)
                message = f"there are no documents in this folder ({suffixes})"
                yield _finding(NO_DOCUMENTS, str(path), message, "check the path, or leave it out")
            else:
                readable.append(path)
        for path in self._iter_paths(readable):
            if self.inside and self.project.is_link_to_outside(path):
                name = self.project.relative_path(path) or path.as_posix()
                message = (
                    f"this is a link that leads out of the project's folder, {self.project.root}"
                )
                yield _finding(OUTSIDE, name, message, _OUTSIDE_HINT)
            else:
                yield self._read_file(path)

    def _iter_skipped(self) -> Iterator[Finding]:
        """Yield a finding for each known format that folders have files of and that is not read."""
        named = (Path(path) for path in self.paths if _kind(path) not in (STDIN, _URL))
        folders = [path for path in named if path.is_dir()]
        skipped: dict[Format, list[Path]] = {}
        for path, form in iter_skipped_paths(
            (folder for folder in folders if not self.project.skips(folder)), self.project.skips
        ):
            skipped.setdefault(form, []).append(path)
        for form, paths in skipped.items():
            yield self._skipped_finding(form, paths)

    def _skipped_finding(self, form: Format, paths: list[Path]) -> Finding:
        names = [self.project.relative_path(path) or path.as_posix() for path in paths]
        if form.is_container:
            reason, hint = "it may hold many documents", "name it, with --format jsonl"
        elif form.module is None:
            reason, hint = "claimkit doesn't read this format", form.advice
        else:
            reason, hint = "what reads this format is not installed", f"run: {form.command}"
        message = f"skipped, since this is {form.name}: {reason}"
        if len(names) > 1:
            more = f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
            message += f"; so are {', '.join(names[1:_MAX_SHOWN])}{more}"
        return _finding(SKIPPED, names[0], message, hint)

    def _iter_paths(self, paths: Iterable[Path]) -> Iterator[Path]:
        return iter_document_paths(paths, self.project.skips)

    def _read_file(self, path: Path) -> Document | Finding:
        name = self.project.relative_path(path) or path.as_posix()
        try:
            name.encode()
        except UnicodeEncodeError:
            return _finding(UNREADABLE, name, "the file's name is not UTF-8", "rename the file")
        if len(path.name.encode()) > _MAX_NAME:
            message = f"the file's name is too long (over {_MAX_NAME} bytes)"
            return _finding(UNREADABLE, name, message, "rename the file")
        if path.exists() and not (path.is_file() or path.is_dir()):
            message = "this is neither a file nor a folder"
            return _finding(UNREADABLE, name, message, "save the document's text in a file")
        try:
            return read_document(
                path,
                name=name,
                published=self.published,
                author=self.author,
                language=self.lexicons.language,
            )
        except ClaimkitError as error:
            return _refusal(name, error)

    def _iter_corpus(self, path: Path) -> Iterator[Document | Finding]:
        author = (self.author,) if self.author else None
        given = {"published": self.published, "author": author}
        changes = {key: value for key, value in given.items() if value is not None}
        try:
            for item in iter_corpus(path, language=self.lexicons.language):
                yield replace(item, **changes) if isinstance(item, Document) else item  # type: ignore[arg-type]
        except DocumentError as error:
            yield _refusal(str(path), error)

    def _iter_fetched(self, url: str) -> Iterator[Document | Finding]:
        """Fetch a document from the web, unless it was saved before."""
        try:
            if not self.inside:
                found = self.fetch(url)
                yield self._read_fetched(found, found.url, urlsplit(found.url).path)
                return
            page = SavedPage.of(self.project, url)
            path = page.find()
            if path is not None:
                name = self.project.relative_path(path) or path.as_posix()
                message = f"{url} was saved here before, and is not fetched again"
                yield SAVED_BEFORE.finding(message, name, hint="to fetch it anew, delete the file")
                yield self._read_file(path)
                return
            found = self.fetch(url)
            path = page.path_of(found)
            name = self.project.relative_path(path) or path.as_posix()
            document = self._read_fetched(found, name, path.name)
            if self.saves:
                page.save(path, found, _today(), self.project)
            yield document
        except DocumentError as error:
            yield _refusal(error.message.partition(": ")[0] if "…" in error.message else url, error)

    def _read_fetched(self, found: FetchedDocument, name: str, file_name: str) -> Document:
        return document_from_bytes(
            found.data,
            name=name,
            file_name=file_name,
            media_type=found.media_type,
            published=self.published,
            author=self.author,
            url=found.url,
            retrieved=_today(),
            language=self.lexicons.language,
        )

    def _read_stdin(self) -> Document | Finding:
        if self.stdin is None:
            return _finding(UNREADABLE, STDIN, "there is no standard input", "name a file")
        data = self.stdin.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            message = f"the text is too large (over {MAX_FILE_BYTES:,} bytes)"
            return _finding(UNREADABLE, STDIN, message, "split it into several documents")
        try:
            return document_from_bytes(
                data,
                name=STDIN,
                published=self.published,
                author=self.author,
                language=self.lexicons.language,
            )
        except DocumentError as error:
            return _refusal(STDIN, error)


def parse_published(text: str | None) -> str | None:
    """Return the EDTF form of ``--published``.

    Raises:
        UsageError: if it is not a date.
    """
    if text is None:
        return None
    date = parse_date(text)
    if date is None or date.value is None:
        raise UsageError(
            f"Invalid value for --published: {text!r} is not a date. Write a day, a month or a "
            "year, such as 2025-04-26."
        )
    return date.value


def find_corpora(paths: Iterable[str]) -> list[str]:
    """Return the paths that are corpora."""
    return [path for path in paths if _kind(path) == _CORPUS]


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


def _kind(path: str) -> str:
    if path == STDIN:
        return STDIN
    if is_url(path):
        return _URL
    return _CORPUS if is_corpus(Path(path)) else ""


def _refusal(name: str, error: ClaimkitError) -> Finding:
    message = error.message.removeprefix(f"{name}: ")
    return _finding(UNREADABLE, name, message, error.hint)


def _finding(fault: Fault, path: str, message: str, hint: str | None) -> Finding:
    return fault.finding(message, path, hint=hint)
