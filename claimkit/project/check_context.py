"""Collect the data that the checks look at, from the disk and from git."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from claimkit.checks.context import CheckContext, CheckedFile, Policy
from claimkit.checks.document_cache import DocumentCache
from claimkit.documents.paths import iter_document_paths
from claimkit.errors import DocumentError, LedgerError, UsageError
from claimkit.ledger.format.plain_values import SCHEMA
from claimkit.ledger.format.read import parse, parse_provenance, parse_sources, read_text
from claimkit.ledger.format.schema_line import schema_line
from claimkit.ledger.moves import Orphan, plan_moves
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    SOURCES_NAME,
    find_link,
    iter_ledger_paths,
    ledger_path,
)
from claimkit.lexicons.digest import lexicon_hash
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import LedgerFile, Provenance
from claimkit.parsing.models import find_model
from claimkit.project.base_state import BaseState
from claimkit.project.configuration import CONFIGURATION
from claimkit.project.extraction_settings import ExtractionSettings
from claimkit.project.laid_out_state import LaidOutState
from claimkit.project.moved_documents import find_renames
from claimkit.project.project_folder import ProjectFolder
from claimkit.version import VERSION

ListT = TypeVar("ListT")

_SCHEMA_KEY = re.compile(r"^schema: (\d{1,9})\s*$", re.MULTILINE)


def read_check_context(
    project: ProjectFolder,
    paths: Iterable[Path],
    base: BaseState | None,
    settings: ExtractionSettings | None,
    staged: LaidOutState | None = None,
) -> CheckContext:
    """Read all data that the checks need, except a fresh extraction.

    Args:
        paths: documents, ledger files and folders to judge; all if empty.
        base: a revision; judge only what has changed since then.
        settings: those that would extract; None if they must not be used.
        staged: the state to read in place of the working tree; only what changed is judged.

    Raises:
        UsageError: if a path is neither a document nor a ledger file of the project.
    """
    names = tuple(Path(os.path.relpath(path.absolute(), project.root)) for path in paths)
    here = staged.project if staged else project
    return _ContextReader(here, names, base, settings, project, staged).read()


@dataclass(slots=True)
class _ContextReader:
    project: ProjectFolder
    paths: tuple[Path, ...]
    base: BaseState | None
    settings: ExtractionSettings | None
    origin: ProjectFolder
    staged: LaidOutState | None
    lists: dict[str, LedgerError] = field(default_factory=dict)
    documents: DocumentCache = field(init=False)

    def __post_init__(self) -> None:
        self.documents = DocumentCache(self.project.root, self._language)

    def read(self) -> CheckContext:
        files = tuple(self._iter_files())
        documents = self._document_names()
        is_judged = self._choose_judged(files, documents)
        held = {file.path for file in files}
        without_ledger = self._documents_without_ledger(documents, held, is_judged)
        settings = self.project.configuration.check
        provenance = self._read_list(PROVENANCE_NAME, parse_provenance)
        sources = self._read_list(SOURCES_NAME, parse_sources)
        return CheckContext(
            documents=self.documents,
            files=files,
            judged=frozenset(file.path for file in files if is_judged(file.path, _document(file))),
            today=date.today(),
            installed=self._installed_provenance(provenance),
            has_base=self.base is not None,
            base_day=self.base.day if self.base else "",
            without_ledger=without_ledger,
            moves=self._find_moves(files, without_ledger),
            missing_folder=self._missing_folder(),
            configuration_path=CONFIGURATION,
            gone=tuple(
                ledger
                for name, ledger in sorted(self.base.ledgers.items() if self.base else ())
                if name not in held
            ),
            lists={path: error for path, error in self.lists.items() if is_judged(path)},
            provenance=provenance,
            provenance_path=self._name(self.project.ledger / PROVENANCE_NAME),
            sources_path=self._name(self.project.ledger / SOURCES_NAME),
            sources=None if sources is None else tuple(sources),
            policy=Policy(settings.unreviewed, settings.self_review),
            excluded=frozenset(
                file.ledger.path
                for file in files
                if file.ledger and self.project.is_excluded(file.ledger.path)
            ),
        )

    def _iter_files(self) -> Iterator[CheckedFile]:
        folder = self.project.ledger
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
            expected = self._expected_path(ledger.path)
            yield CheckedFile(
                name,
                text,
                ledger,
                first_lines=self._schema_lines(path, expected),
                expected_path=expected,
                schema=_schema_of(text),
                base=self._find_before(name, ledger),
                changers=self._find_changers(name, ledger),
            )

    def _schema_lines(self, path: Path, expected: str | None) -> tuple[str, ...]:
        here = schema_line(self.project.ledger, path)
        if expected in (None, self._name(path)):
            return (here,)
        return here, schema_line(self.project.ledger, self.project.root / (expected or ""))

    def _find_before(self, name: str, ledger: LedgerFile) -> LedgerFile | None:
        if self.base is None:
            return None
        return self.base.ledgers.get(name) if name in self.base.changed else ledger

    def _find_changers(self, name: str, ledger: LedgerFile) -> dict[str, frozenset[str]]:
        if self.base is None or self.project.configuration.check.self_review == "allow":
            return {}
        return self.base.find_changers(name, ledger)

    def _documents_without_ledger(
        self, documents: Iterable[str], held: Container[str], is_judged: _JudgedPaths
    ) -> tuple[str, ...]:
        return tuple(
            name
            for name in documents
            if (expected := self._expected_path(name)) not in held and is_judged(name, expected)
        )

    def _find_moves(
        self, files: Iterable[CheckedFile], without_ledger: Sequence[str]
    ) -> dict[str, str]:
        """Return the new paths of documents that moved without their ledger files."""
        orphans = [
            Orphan(self.project.root / file.path, file.ledger.path, file.ledger.sha256)
            for file in files
            if file.ledger and not (self.project.root / file.ledger.path).is_file()
        ]
        if not orphans or not without_ledger:
            return {}
        hashes = {name: sha for name in without_ledger if (sha := self.documents.sha256(name))}
        moves = plan_moves(orphans, hashes, find_renames(self.origin))
        return {orphan.document: path for path, orphan in moves.found.items()}

    def _missing_folder(self) -> str | None:
        is_missing = self.origin.is_configured and not self.origin.documents.is_dir()
        return self.project.documents_root if is_missing else None

    def _document_names(self) -> list[str]:
        if not self.project.documents.is_dir():
            return []
        paths = iter_document_paths([self.project.documents], self.project.skips)
        names = map(self.project.relative_path, paths)
        return [name for name in names if name is not None]

    def _expected_path(self, document: str) -> str | None:
        """Return the ledger file that a document should have; None if it cannot have one."""
        try:
            path = ledger_path(self.project.ledger, document, self.project.documents_root)
        except DocumentError:
            return None
        return self._name(path)

    def _name(self, path: Path) -> str:
        """Return a path in the form of findings: relative to the project, with forward slashes."""
        return Path(os.path.relpath(path, self.project.root)).as_posix()

    def _choose_judged(
        self, files: Iterable[CheckedFile], documents: Iterable[str]
    ) -> _JudgedPaths:
        """Return the scope of the paths to judge."""
        known = {path for file in files for path in (file.path, _document(file)) if path} | set(
            documents
        )
        folders = tuple(self._find_known(path, known) for path in self.paths)
        changed = self.base.changed if self.base else None
        if self.staged:
            changed = self.staged.changed if changed is None else changed & self.staged.changed
        return _JudgedPaths(folders, changed)

    def _find_known(self, path: Path, known: Iterable[str]) -> str:
        name = path.as_posix()
        if self.staged or self.origin.skips(self.project.root / path):
            return name
        if not any(PurePosixPath(other).is_relative_to(name) for other in known):
            shown = os.path.relpath(self.project.root / path)
            raise UsageError(f"{shown} is not a document or a ledger file of this project.")
        return name

    def _installed_provenance(self, written: Provenance | None) -> Provenance:
        """Return the provenance that an extraction would write now."""
        if self.settings is None:
            return written or Provenance(VERSION, "", "", "")
        model = find_model(self.settings.model)
        if model is not None:
            name, version = model.name, model.version
        else:  # without an installed model there is nothing to compare with
            name, version = (written.model, written.model_version) if written else ("", "")
        return Provenance(VERSION, name, version, lexicon_hash(self.settings.lexicons))

    @property
    def _language(self) -> str:
        return self.settings.language if self.settings else DEFAULT_LANGUAGE

    def _read_list(self, name: str, parse: Callable[[str, str], ListT]) -> ListT | None:
        path = self.project.ledger / name
        if not path.exists():
            return None
        try:
            return parse(read_text(path), self._name(path))
        except LedgerError as error:
            self.lists[self._name(path)] = error
            return None


@dataclass(frozen=True, slots=True)
class _JudgedPaths:
    """The paths that are judged.

    ``folders`` are the paths that the user named; all paths if empty. ``changed`` are the paths
    that differ from the base; None without a base.
    """

    folders: tuple[str, ...]
    changed: frozenset[str] | None

    def __call__(self, *paths: str | None) -> bool:
        known = [path for path in paths if path is not None]
        if self.changed is not None and self.changed.isdisjoint(known):
            return False
        return not self.folders or any(
            PurePosixPath(path).is_relative_to(folder) for path in known for folder in self.folders
        )


def _schema_of(text: str) -> int:
    """Return the version of the format in which a ledger file is written."""
    found = _SCHEMA_KEY.search(text)
    return int(found[1]) if found else SCHEMA


def _document(file: CheckedFile) -> str | None:
    return file.ledger.path if file.ledger else None
