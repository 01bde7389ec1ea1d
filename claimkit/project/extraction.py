"""Implement ``claimkit extract``: extract documents into the ledger."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from claimkit.compare.extraction_changes import ExtractionChanges, find_extraction_changes
from claimkit.engines import Outcome, open_engine
from claimkit.errors import DocumentError, LedgerError, UsageError
from claimkit.extraction.extractor import ExtractOptions
from claimkit.extraction.rules import UnknownRuleError, check_patterns
from claimkit.faults import LEDGER_FILE, NO_PLACE, UNCLEAR_MOVE
from claimkit.ledger import store
from claimkit.ledger.file_texts import read_provenance
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.format.read import read
from claimkit.ledger.identity import carry_over
from claimkit.ledger.moves import Moves
from claimkit.ledger.places import PROVENANCE_NAME, SOURCES_NAME, ledger_path
from claimkit.ledger.safe_files import locked
from claimkit.ledger.sources.naming import name_files
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.store import UpdateResult
from claimkit.lexicons.digest import lexicon_hash
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.model import Claim, Document, Finding, LedgerFile, Provenance
from claimkit.parsing.models import ModelInfo
from claimkit.project.configuration import CONFIGURATION, setting_error
from claimkit.project.extraction_settings import (
    ExtractionOverrides,
    ExtractionSettings,
    read_settings,
)
from claimkit.project.inputs import STDIN, Inputs, find_corpora
from claimkit.project.moved_documents import find_moves
from claimkit.project.project_folder import ProjectFolder
from claimkit.version import VERSION


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """The documents to extract, and the options of extraction.

    ``paths`` are files, folders, addresses of the web, and ``-`` for ``stdin``; the project's
    documents if empty.
    ``model``, ``jobs``, ``attitudes`` and ``author_claims`` are the configuration's if None.
    ``published`` (EDTF) and ``author`` replace what the documents say. With ``dry_run`` nothing is
    written.
    """

    paths: tuple[str, ...] = ()
    model: str | None = None
    jobs: int | None = None
    published: str | None = None
    author: str | None = None
    attitudes: bool | None = None
    author_claims: bool | None = None
    dry_run: bool = False
    stdin: BinaryIO | None = None

    def settings(self, project: ProjectFolder) -> ExtractionSettings:
        """Return the settings of the extraction."""
        overrides = ExtractionOverrides(
            model=self.model,
            jobs=self.jobs,
            attitudes=self.attitudes,
            author_claims=self.author_claims,
        )
        return read_settings(project, overrides)


class FileState(StrEnum):
    """The effect of an extraction on a ledger file."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FileUpdate:
    """The result of extraction for the ledger file of one document.

    ``path`` is the ledger file's path, ``document`` the document's path as in the ledger.
    ``moved_from`` is the ledger file's earlier path if the document has moved.
    """

    path: Path
    document: str
    state: FileState
    changes: ExtractionChanges
    moved_from: Path | None = None


@dataclass(frozen=True, slots=True)
class ListUpdate:
    """A file about the whole ledger that a dry run would write; ``is_new`` if it is missing."""

    path: Path
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class UnfiledDocument:
    """A document that has no place in the ledger because it came from standard input."""

    ledger: LedgerFile


ExtractionEvent = Finding | LedgerFile | FileUpdate | ListUpdate | UnfiledDocument
"""What happens while documents are extracted into the ledger.

A `LedgerFile` has the claims of one document under the names of the ledger's sources. The
`FileUpdate` of that document comes next, or a `Finding` if the ledger file could not be written.
"""


@dataclass(frozen=True, slots=True)
class ExtractionResult:
    """The result of `extract`: the ledger files in the order of the documents, and the findings."""

    files: tuple[FileUpdate, ...] = ()
    findings: tuple[Finding, ...] = ()


def extract(project: ProjectFolder, request: ExtractRequest) -> ExtractionResult:
    """Extract documents into the ledger.

    Raises:
        UsageError: if there are no documents to extract.
        ModelError: if the model cannot be loaded.
        LedgerError: if a list of the whole ledger cannot be read or written.
    """
    settings = request.settings(project)
    inputs = make_inputs(project, request, settings)
    with open_engine(make_options(project, settings), settings.jobs) as engine:
        model = engine.describe_model()
        outcomes = engine.run(inputs)
        happened = list(iter_extraction(inputs, outcomes, model, dry_run=request.dry_run))
    return ExtractionResult(
        tuple(event for event in happened if isinstance(event, FileUpdate)),
        tuple(event for event in happened if isinstance(event, Finding)),
    )


def make_inputs(
    project: ProjectFolder,
    request: ExtractRequest,
    settings: ExtractionSettings,
    *,
    inside: bool = True,
) -> Inputs:
    """Return the documents of a request.

    Args:
        inside: whether documents must be inside the project.

    Raises:
        UsageError: if the request names no documents and the project has none, names a corpus
            for the ledger, or names standard input twice.
    """
    paths = request.paths
    if not paths:
        if not (project.is_configured or project.documents.is_dir()):
            raise UsageError(
                "No documents named. Name files or folders, or put a claimkit.yaml with "
                "'documents: FOLDER' into the project's folder."
            )
        paths = (str(project.documents),)
    corpora = find_corpora(paths)
    if corpora and inside:
        raise UsageError(
            f"{corpora[0]} is a corpus, and a ledger keeps one file per document. "
            "Use --format jsonl."
        )
    if paths.count(STDIN) > 1:
        raise UsageError("- is named twice; standard input can be read once.")
    return Inputs(
        project,
        paths,
        request.published,
        request.author,
        inside=inside,
        stdin=request.stdin,
        lexicons=settings.lexicons,
        saves=inside and not request.dry_run,
    )


def make_options(project: ProjectFolder, settings: ExtractionSettings) -> ExtractOptions:
    """Return the options of extraction.

    Raises:
        SchemaError: if ``disabled_rules`` names a rule that does not exist, with the position.
    """
    try:
        check_patterns(settings.disabled_rules, settings.lexicons)
    except UnknownRuleError as error:
        place = ("extract", "disabled_rules", error.number)
        path = project.root / CONFIGURATION
        raise setting_error(path, place, error.message, error.hint) from error
    return ExtractOptions(
        model=settings.model,
        attitudes=settings.attitudes,
        author_claims=settings.author_claims,
        disabled_rules=settings.disabled_rules,
        lexicons=settings.own,
    )


def iter_extraction(
    inputs: Inputs, outcomes: Iterable[Outcome], model: ModelInfo, *, dry_run: bool
) -> Generator[ExtractionEvent]:
    """Write the outcomes of an engine into the ledger, and yield what happens.

    Close the iterator if you stop early: it then writes what is extracted so far.

    Raises:
        LedgerError: if a list of the whole ledger cannot be read or written.
    """
    store.read_sources(inputs.project.ledger)  # before the work, in case it cannot be read
    update = _LedgerUpdate(inputs.project, inputs.lexicons.own, dry_run, model)
    yield from update.iter_events(inputs.paths, outcomes)


def iter_documents(
    outcomes: Iterable[Outcome],
) -> Iterator[Finding | tuple[Document, list[Claim]]]:
    """Yield the outcomes of an engine, each document after the findings of its reader."""
    for outcome in outcomes:
        if not isinstance(outcome, Finding):
            yield from outcome[0].findings
        yield outcome


def new_ledger_file(document: Document, claims: Iterable[Claim]) -> LedgerFile:
    """Return the ledger file of a document from its extracted claims."""
    return LedgerFile(
        path=document.path,
        sha256=document.sha256,
        title=document.title,
        author=document.author,
        published=document.published,
        url=document.url,
        retrieved=document.retrieved,
        claims=tuple(claims),
        text=document.text,
    )


_FILES_AT_ONCE = 16  # so that a run that is killed has written most of its work


@dataclass(slots=True)
class _LedgerUpdate:
    """Writes documents into the ledger, several at once.

    The names of all sources depend on the set of all documents, not on who is written when: each
    time, the sources are read, extended and written under one lock, and the claims of other
    documents are renamed if their sources have other names now.
    """

    project: ProjectFolder
    own: tuple[OwnLexicon, ...]
    dry_run: bool
    model: ModelInfo
    moves: Moves = field(default_factory=lambda: Moves({}))
    is_recorded: bool = False
    unreadable: dict[str, LedgerError] = field(default_factory=dict)
    """By path, the errors of files in which sources could not be renamed."""
    reported: set[str] = field(default_factory=set)
    """The files that have a finding."""

    def iter_events(
        self, paths: Iterable[str], outcomes: Iterable[Outcome]
    ) -> Iterator[ExtractionEvent]:
        yield from self._find_moves(path for path in paths if path != STDIN)
        waiting: list[LedgerFile] = []
        unfiled: list[LedgerFile] = []
        try:
            for outcome in iter_documents(outcomes):
                if isinstance(outcome, Finding):
                    yield outcome
                    continue
                file = new_ledger_file(*outcome)
                (unfiled if file.path == STDIN else waiting).append(file)
                if len(waiting) == _FILES_AT_ONCE and not self.dry_run:
                    files, waiting = waiting, []
                    yield from self._write(files)
        except BaseException:
            if not self.dry_run:
                self._write(waiting)
            raise
        yield from self._write(waiting)
        for path, error in self.unreadable.items():
            if path not in self.reported:
                yield self._ledger_finding(error)
        for file in unfiled:
            sources = store.read_sources(self.project.ledger)
            named = replace(file, claims=tuple(map(sources.rename, file.claims)))
            yield UnfiledDocument(carry_over(None, named))

    def _find_moves(self, paths: Iterable[str]) -> Iterator[Finding]:
        """Find the documents that have moved, and yield a finding for each that is unclear."""
        self.moves = find_moves(self.project, paths)
        for orphan, documents in self.moves.unclear:
            yield UNCLEAR_MOVE.finding(
                f"its document {orphan.document} is gone and may be one of several now: "
                + ", ".join(documents),
                self.project.relative_path(orphan.file) or str(orphan.file),
                hint="move the ledger file to the place of the right one, or delete it",
            )

    def _write(self, files: list[LedgerFile]) -> list[ExtractionEvent]:
        """Name the claims of new ledger files and write them; return what happened."""
        if not files:
            return []
        ledger = self.project.ledger
        with nullcontext() if self.dry_run else locked(ledger):
            events: list[ExtractionEvent] = []
            if not self.is_recorded:
                events += self._record_provenance()
                self.is_recorded = True
            sources = store.read_sources(ledger)
            before = list(sources)
            for file in files:
                orphan = self.moves.found.get(file.path)
                if orphan:
                    sources.forget_roles(orphan.document)
            added: list[Claim] = []
            for named in name_files(files, sources, self._filed_claims):
                events += [named, self._update(named, sources, added)]
            # All at the end, so that the order of the documents does not matter.
            for claim in sorted(added, key=lambda claim: (claim.source, claim.via)):
                sources.add_names(claim)
            if not self.dry_run:
                written = [event.path for event in events if isinstance(event, FileUpdate)]
                renamed = sources.renamed_since(before)
                if renamed:
                    store.rename_sources(
                        ledger, sources, old=renamed, skipped=written, on_error=self._keep_error
                    )
                store.write_sources(ledger, sources)  # last: a run after a killed one renames again
            elif list(sources) != before:
                events.append(ListUpdate(ledger / SOURCES_NAME))
        return events

    def _filed_claims(self, file: LedgerFile) -> tuple[Claim, ...]:
        """Return the claims that the ledger has for a document; none if they can't be read."""
        try:
            place = ledger_path(self.project.ledger, file.path, self.project.documents_root)
            return read(place).claims if place.exists() else ()
        except (LedgerError, DocumentError):  # updating the file will report it
            return ()

    def _record_provenance(self) -> Iterator[ListUpdate]:
        """Write the provenance first: if this fails, no ledger file could be written."""
        ledger, model = self.project.ledger, self.model
        lexicons = lexicon_hash(Lexicons(model.language, self.own))
        provenance = Provenance(VERSION, model.name, model.version, lexicons)
        if self.dry_run:
            before = read_provenance(ledger)
            if before is not None and before != provenance:
                yield ListUpdate(ledger / PROVENANCE_NAME)
            yield from (ListUpdate(ledger / n, is_new=True) for n in store.stale_schemas(ledger))
        else:
            store.write_provenance(ledger, provenance)
            store.write_schemas(ledger)

    def _update(
        self, new: LedgerFile, sources: SourceRegistry, added: list[Claim]
    ) -> FileUpdate | Finding:
        """Update the ledger file of a document; a file that cannot be updated is a finding.

        Args:
            added: gets the claims of the file that people added.
        """
        orphan = self.moves.found.get(new.path)
        try:
            result = store.update(
                self.project.ledger,
                new,
                documents=self.project.documents_root,
                dry_run=self.dry_run,
                moved_from=orphan.file if orphan else None,
                is_gone=lambda path: not self.project.has_document(path),
                rename=sources.rename,
            )
        except LedgerError as error:
            # A person must mend this file, but the other documents do not depend on it.
            self.reported.add(error.path)
            return self._ledger_finding(error)
        except DocumentError as error:
            return NO_PLACE.finding(error.message, new.path, hint=error.hint)
        added += filter(is_manual, result.after.claims)
        changes = find_extraction_changes(result.before, result.after)
        return FileUpdate(result.path, new.path, _state_of(result), changes, result.moved_from)

    def _keep_error(self, error: LedgerError) -> None:
        self.unreadable[error.path] = error

    def _ledger_finding(self, error: LedgerError) -> Finding:
        return LEDGER_FILE.finding(
            error.reason,
            self.project.relative_path(Path(error.path)) or error.path,
            error.line,
            error.column,
            hint=error.hint or "mend the file and run again; it is left as it is",
        )


def _state_of(result: UpdateResult) -> FileState:
    if result.moved_from:
        return FileState.MOVED
    if not result.is_changed:
        return FileState.UNCHANGED
    return FileState.NEW if result.before is None else FileState.CHANGED
