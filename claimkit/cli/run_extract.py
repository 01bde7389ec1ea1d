"""The work of ``claimkit extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

import claimkit
from claimkit.cli.extract import ExtractRequest
from claimkit.cli.inputs import STDIN, Inputs
from claimkit.cli.messages import Messages, make_style, printable, shown
from claimkit.cli.moves import find_moves
from claimkit.cli.output import open_output
from claimkit.cli.progress import show_progress
from claimkit.engines import Engine, Outcome, open_engine
from claimkit.errors import DocumentError, LedgerError
from claimkit.extraction.extractor import ExtractOptions
from claimkit.faults import LEDGER_FILE, NO_PLACE, UNCLEAR_MOVE
from claimkit.ledger import store
from claimkit.ledger.format.write import dump
from claimkit.ledger.identity import carry_over
from claimkit.ledger.moves import Moves
from claimkit.ledger.places import PROVENANCE_NAME, SOURCES_NAME
from claimkit.ledger.sources.naming import iter_named
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.store import UpdateResult
from claimkit.lexicons.digest import lexicon_hash
from claimkit.model import Claim, Document, Finding, LedgerFile, Provenance, Severity, SourceEntry
from claimkit.reports.exports import jsonl
from claimkit.reports.summaries import ExtractionSummary, describe_dry_run

_UNCHANGED = "unchanged"


def run(request: ExtractRequest) -> int:
    """Extract, write, print, and return the exit code."""
    run = _Run(request)
    inputs = Inputs(
        request.project,
        request.paths,
        published=request.published,
        author=request.author,
        inside=request.format == "yaml",
    )
    options = ExtractOptions(model=request.model, attitudes=request.attitudes)
    with open_engine(options, request.jobs) as engine:
        # Before the first document, so that a missing model is all there is to say.
        engine.describe_model()
        is_bar_in_the_way = run.has_data_on_stdout and sys.stdout.isatty()
        with show_progress(
            engine.run(inputs), inputs.count, hide=request.quiet or is_bar_in_the_way
        ) as outcomes:
            run.write(outcomes, engine)
    run.finish()
    return run.exit_code


@dataclass(slots=True)
class _Run:
    request: ExtractRequest
    summary: ExtractionSummary = field(default_factory=ExtractionSummary)
    exit_code: int = 0
    moves: Moves = field(default_factory=lambda: Moves({}))

    @property
    def messages(self) -> Messages:
        return Messages(quiet=self.request.quiet)

    @property
    def has_data_on_stdout(self) -> bool:
        request = self.request
        has_lines = request.format == "jsonl" and request.output is None
        return has_lines or request.dry_run or STDIN in request.paths

    def write(self, outcomes: Iterator[Outcome], engine: Engine) -> None:
        if self.request.format == "jsonl":
            self._write_lines(outcomes)
        else:
            self._update_ledger(outcomes, engine)

    def _write_lines(self, outcomes: Iterator[Outcome]) -> None:
        with open_output(self.request.output) as write:
            for document, claims in self._iter_done(outcomes):
                self.summary.add(claims)
                for line in jsonl.iter_lines(document, claims):
                    write(f"{line}\n")

    def _update_ledger(self, outcomes: Iterator[Outcome], engine: Engine) -> None:
        is_recorded = False
        sources = store.read_sources(self.request.ledger)
        before = list(sources)
        self._look_for_moves(sources)
        try:
            for ledger in iter_named(self._iter_ledgers(outcomes, sources), sources):
                if not is_recorded:
                    self._record_provenance(engine)
                    is_recorded = True
                self.summary.add(ledger.claims)
                self._update(ledger)
        finally:  # what was written before an interruption uses these names
            if is_recorded:
                self._record_sources(sources, before)

    def _look_for_moves(self, sources: SourceRegistry) -> None:
        paths = (path for path in self.request.paths if path != STDIN)
        self.moves = find_moves(self.request.project, self.request.ledger, paths)
        for orphan in self.moves.found.values():
            sources.forget(orphan.document)
        for orphan, documents in self.moves.unclear:
            self._report(
                UNCLEAR_MOVE.finding(
                    f"its document {orphan.document} is gone and may be one of several now: "
                    + ", ".join(documents),
                    shown(orphan.file),
                    hint="move the ledger file to the place of the right one, or delete it",
                )
            )

    def _iter_ledgers(
        self, outcomes: Iterator[Outcome], sources: SourceRegistry
    ) -> Iterator[LedgerFile]:
        """Yield what there is for the ledger; print what came from stdin, which has no place."""
        for document, claims in self._iter_done(outcomes):
            if document.path != STDIN:
                yield new_ledger(document, claims)
                continue
            claims = [sources.rename(claim) for claim in claims]
            self.summary.add(claims)
            click.echo(dump(carry_over(None, new_ledger(document, claims))), nl=False)

    def finish(self) -> None:
        if not self.request.quiet:
            # A summary must not get into data that a program reads.
            is_for_program = self.has_data_on_stdout and not self.request.dry_run
            click.echo(
                self.summary.text(make_style(has_colour=False)), nl=False, err=is_for_program
            )

    def _iter_done(self, outcomes: Iterator[Outcome]) -> Iterator[tuple[Document, list[Claim]]]:
        """Yield what there is to write; report on the way."""
        for outcome in outcomes:
            if isinstance(outcome, Finding):
                self._report(outcome)
                continue
            document, claims = outcome
            for finding in document.findings:
                self._report(finding)
            yield document, claims

    def _report(self, finding: Finding) -> None:
        self.messages.finding(finding)
        self.summary.add_finding(finding)
        if finding.severity is Severity.ERROR:
            self.exit_code = max(self.exit_code, 1)

    def _record_provenance(self, engine: Engine) -> None:
        """Write down what makes the ledger; if that fails, no file of it could be written."""
        model = engine.describe_model()
        lexicons = lexicon_hash(model.language)
        provenance = Provenance(claimkit.__version__, model.name, model.version, lexicons)
        if self.request.dry_run:
            before = store.read_provenance(self.request.ledger)
            if before is not None and before != provenance:
                click.echo(f"{self.request.ledger / PROVENANCE_NAME}: would change")
            for name in store.stale_schemas(self.request.ledger):
                click.echo(f"{self.request.ledger / name}: would be written")
        else:
            store.write_provenance(self.request.ledger, provenance)
            store.write_schemas(self.request.ledger)

    def _record_sources(self, sources: SourceRegistry, before: list[SourceEntry]) -> None:
        if not self.request.dry_run:
            store.write_sources(self.request.ledger, sources, since=before)
        elif list(sources) != before:
            click.echo(f"{self.request.ledger / SOURCES_NAME}: would change")

    def _update(self, new: LedgerFile) -> None:
        project = self.request.project
        orphan = self.moves.found.get(new.path)
        try:
            result = store.update(
                self.request.ledger,
                new,
                documents=project.documents_root,
                dry_run=self.request.dry_run,
                moved_from=orphan.file if orphan else None,
                is_gone=lambda path: not (project.root / path).is_file(),
            )
        except LedgerError as error:
            # One file that a person must mend; the other documents don't depend on it.
            message = error.message.removeprefix(f"{error.path}:{error.line}:{error.column}: ")
            self._report(
                LEDGER_FILE.finding(
                    message,
                    project.relative_path(Path(error.path)) or error.path,
                    error.line,
                    error.column,
                    hint=error.hint or "mend the file and run again; it is left as it is",
                )
            )
            self.exit_code = 3
            return
        except DocumentError as error:
            self._report(NO_PLACE.finding(error.message, new.path, hint=error.hint))
            return
        state = _state(result)
        self.summary.files[state] += 1
        if self.request.has_exit_code and state != _UNCHANGED:
            self.exit_code = max(self.exit_code, 1)
        if self.request.dry_run and (result.is_changed or result.moved_from):
            moved_from = printable(shown(result.moved_from)) if result.moved_from else None
            click.echo(describe_dry_run(result, printable(shown(result.path)), moved_from))


def new_ledger(document: Document, claims: Iterable[Claim]) -> LedgerFile:
    """Return what extraction found in a document, as it goes to the ledger."""
    return LedgerFile(
        path=document.path,
        sha256=document.sha256,
        title=document.title,
        author=document.author,
        published=document.published,
        claims=tuple(claims),
    )


def _state(result: UpdateResult) -> str:
    if result.moved_from:
        return "moved"
    if not result.is_changed:
        return _UNCHANGED
    return "new" if result.before is None else "changed"
