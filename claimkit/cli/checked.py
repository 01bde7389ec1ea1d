"""What ``claimkit check`` looks at, brought together from disk, git and a fresh extraction."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

import click

import claimkit
from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext, CheckedFile, Policy
from claimkit.checks.document_cache import DocumentCache
from claimkit.cli.base import Base, read_base
from claimkit.cli.check import CheckRequest
from claimkit.cli.project import find_root
from claimkit.documents.paths import iter_document_paths
from claimkit.errors import DocumentError, LedgerError
from claimkit.ledger.format.read import parse, parse_provenance, parse_sources, read_text
from claimkit.ledger.format.schema_line import schema_line
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    SOURCES_NAME,
    iter_ledger_paths,
    ledger_path,
)
from claimkit.ledger.safe_files import find_link
from claimkit.lexicons.digest import lexicon_hash
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Finding, LedgerFile, Provenance
from claimkit.parsing.models import find_model

ListT = TypeVar("ListT")

_FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Checked:
    """``troubles`` are findings about documents that could not be extracted afresh."""

    context: CheckContext
    troubles: tuple[Finding, ...]
    repository_root: Path | None


def collect(request: CheckRequest, checks: Iterable[Check]) -> Checked:
    """Read all that the checks need.

    Raises:
        GitError: if the base can't be found.
        ModelError: if a fresh extraction is wanted and there is no model.
    """
    project = request.project
    base = read_base(project, request.ledger, request.base) if request.base is not None else None
    collection = _Collection(request, base)
    context = collection.context()
    troubles: tuple[Finding, ...] = ()
    is_wanted = request.has_extraction and any(check.needs_extraction for check in checks)
    if is_wanted and not context.lists:  # a run would stop at a list that can't be read
        from claimkit.cli.fresh import extract_afresh

        # Another provenance concerns every document, and none of their ledger files shows it.
        has_other = base is not None and context.provenance_path in base.changed
        context, troubles = extract_afresh(request, context, has_all=has_other)
    return Checked(context, troubles, find_root(project.root))


@dataclass(slots=True)
class _Collection:
    request: CheckRequest
    base: Base | None
    lists: dict[str, LedgerError] = field(default_factory=dict)

    def context(self) -> CheckContext:
        files = tuple(self._iter_files())
        documents = self._document_names()
        is_judged = self._judge(files, documents)
        held = {file.path for file in files}
        settings = self.request.project.configuration.check
        provenance = self._read_list(PROVENANCE_NAME, parse_provenance)
        sources = self._read_list(SOURCES_NAME, parse_sources)
        return CheckContext(
            documents=DocumentCache(self.request.project.root),
            files=files,
            judged=frozenset(e.path for e in files if is_judged(e.path, _document(e))),
            today=date.today(),
            installed=self._installed(provenance),
            has_base=self.base is not None,
            base_day=self.base.day if self.base else "",
            without_ledger=tuple(
                name
                for name in documents
                if self._place(name) not in held and is_judged(name, self._place(name))
            ),
            gone=tuple(
                ledger
                for name, ledger in sorted(self.base.ledgers.items() if self.base else ())
                if name not in held
            ),
            lists={path: error for path, error in self.lists.items() if is_judged(path)},
            provenance=provenance,
            provenance_path=self._name(self.request.ledger / PROVENANCE_NAME),
            sources_path=self._name(self.request.ledger / SOURCES_NAME),
            sources=None if sources is None else tuple(sources),
            policy=Policy(settings.unreviewed, settings.self_review),
        )

    def _iter_files(self) -> Iterator[CheckedFile]:
        folder = self.request.ledger
        for path in iter_ledger_paths(folder) if folder.is_dir() else ():
            name = self._name(path)
            link = find_link(folder, path)
            if link is not None:
                yield CheckedFile(name, "", None, link=self._name(link))
                continue
            text = ""
            try:
                text = read_text(path)
                ledger = parse(text, name)
            except LedgerError as error:
                yield CheckedFile(name, text, None, error)
                continue
            yield CheckedFile(
                name,
                text,
                ledger,
                first_line=schema_line(folder, path),
                expected_path=self._place(ledger.path),
                base=self._before(name, ledger),
                changers=self._changers(name, ledger),
            )

    def _before(self, name: str, ledger: LedgerFile) -> LedgerFile | None:
        if self.base is None:
            return None
        return self.base.ledgers.get(name) if name in self.base.changed else ledger

    def _changers(self, name: str, ledger: LedgerFile) -> dict[str, frozenset[str]]:
        is_asked = self.request.project.configuration.check.self_review == _FORBID
        return self.base.changers(name, ledger) if self.base and is_asked else {}

    def _document_names(self) -> list[str]:
        project = self.request.project
        if not project.documents.is_dir():
            return []
        names = map(project.relative_path, iter_document_paths([project.documents]))
        return [name for name in names if name is not None]

    def _place(self, document: str) -> str | None:
        """Return the ledger file that belongs to a document; None if it can have none."""
        root = self.request.project.documents_root
        try:
            return self._name(ledger_path(self.request.ledger, document, root))
        except DocumentError:
            return None

    def _name(self, path: Path) -> str:
        """Return a path as findings have it: relative to the project, with forward slashes."""
        return Path(os.path.relpath(path, self.request.project.root)).as_posix()

    def _judge(self, files: Iterable[CheckedFile], documents: Iterable[str]) -> _Judged:
        """Return what tells whether findings about some paths are wanted."""
        known = {path for e in files for path in (e.path, _document(e)) if path} | set(documents)
        folders = tuple(self._chosen(path, known) for path in self.request.paths)
        return _Judged(folders, self.base.changed if self.base else None)

    def _chosen(self, path: Path, known: Iterable[str]) -> str:
        name = self._name(path.absolute())
        if not any(PurePosixPath(other).is_relative_to(name) for other in known):
            raise click.BadParameter(
                f"{path} is no document and no ledger file of this project.", param_hint="PATHS"
            )
        return name

    def _installed(self, written: Provenance | None) -> Provenance:
        model = find_model(self.request.model)
        if model is not None:
            name, version, language = model.name, model.version, model.language
        else:  # whether it is another one, only a run could tell
            name, version = (written.model, written.model_version) if written else ("", "")
            language = DEFAULT_LANGUAGE
        return Provenance(claimkit.__version__, name, version, lexicon_hash(language))

    def _read_list(self, name: str, parse: Callable[[str, str], ListT]) -> ListT | None:
        path = self.request.ledger / name
        if not path.exists():
            return None
        try:
            return parse(read_text(path), self._name(path))
        except LedgerError as error:
            self.lists[self._name(path)] = error
            return None


@dataclass(frozen=True, slots=True)
class _Judged:
    """``folders`` are what a user named, all if empty; ``changed`` is None without a base."""

    folders: tuple[str, ...]
    changed: frozenset[str] | None

    def __call__(self, *paths: str | None) -> bool:
        known = [path for path in paths if path is not None]
        if self.changed is not None and self.changed.isdisjoint(known):
            return False
        return not self.folders or any(
            PurePosixPath(path).is_relative_to(folder) for path in known for folder in self.folders
        )


def _document(file: CheckedFile) -> str | None:
    return file.ledger.path if file.ledger else None
