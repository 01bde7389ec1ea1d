"""Extract documents into the ledger, or write their claims as lines of JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimkit.cli.formats import ExtractFormat
from claimkit.cli.terminal.messages import Messages, make_style, short_path
from claimkit.cli.terminal.output import open_output
from claimkit.cli.terminal.progress import show_progress
from claimkit.cli.terminal.streams import write_message, write_output
from claimkit.engines import Outcome, open_engine
from claimkit.errors import UsageError
from claimkit.faults import FAULTS
from claimkit.ledger.format.write import dump
from claimkit.model import Finding, LedgerFile
from claimkit.parsing.models import ModelInfo
from claimkit.project.extraction import (
    ExtractionEvent,
    ExtractRequest,
    FileState,
    FileUpdate,
    ListUpdate,
    UnfiledDocument,
    iter_documents,
    iter_extraction,
    make_inputs,
    make_options,
)
from claimkit.project.inputs import STDIN, Inputs, parse_published
from claimkit.project.project_folder import ProjectFolder
from claimkit.reports.escaping.terminal import printable
from claimkit.reports.exports import jsonl
from claimkit.reports.summaries import ExtractionSummary, describe_dry_run

_EXIT_CODES = {fault.code: fault.exit_code for fault in FAULTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractCall(ExtractRequest):
    """The options of one call; the configuration decides where they are None or empty."""

    ledger: Path | None
    format: ExtractFormat
    output: Path | None
    quiet: bool
    has_exit_code: bool

    @property
    def output_file(self) -> Path | None:
        """The file that lines of JSON go to; None for standard output."""
        return None if self.output is None or str(self.output) == "-" else self.output


def run(call: ExtractCall) -> int:
    """Extract, write, print, and return the exit code."""
    project = ProjectFolder.find().with_ledger(call.ledger)
    call = replace(
        call,
        published=parse_published(call.published),
        stdin=getattr(sys.stdin, "buffer", None),
    )
    settings = call.settings(project)
    inputs = make_inputs(project, call, settings, inside=call.format == "yaml")
    _refuse_contradictions(call, inputs)
    printer = _Printer(call, has_stdin=STDIN in inputs.paths)
    with open_engine(make_options(project, settings), settings.jobs) as engine:
        # Before the first document, so that a missing model is the only message.
        model = engine.describe_model()
        hide = call.quiet or (printer.has_data_on_stdout and sys.stdout.isatty())
        with show_progress(engine.run(inputs), inputs.count, hide=hide) as outcomes:
            if call.format == "jsonl":
                printer.write_lines(outcomes)
            else:
                printer.update_ledger(inputs, outcomes, model)
    printer.finish()
    return printer.exit_code


def _refuse_contradictions(call: ExtractCall, inputs: Inputs) -> None:
    if call.format == "yaml" and call.output is not None:
        raise UsageError(
            "--output goes with --format jsonl. The ledger's folder is named with --ledger."
        )
    if call.format == "jsonl" and call.dry_run:
        raise UsageError(
            "--dry-run is about the ledger, which --format jsonl leaves alone. Leave one out."
        )
    if call.output_file is not None and call.output_file.exists():
        for path in inputs.paths:
            if Path(path).exists() and call.output_file.samefile(path):
                raise UsageError(f"--output would replace the input {path}.")


@dataclass(slots=True)
class _Printer:
    """Prints the results, and counts them for the summary and the exit code."""

    call: ExtractCall
    has_stdin: bool
    summary: ExtractionSummary = field(default_factory=ExtractionSummary)
    exit_code: int = 0

    @property
    def has_data_on_stdout(self) -> bool:
        has_lines = self.call.format == "jsonl" and self.call.output_file is None
        return has_lines or self.call.dry_run or self.has_stdin

    def write_lines(self, outcomes: Iterator[Outcome]) -> None:
        """Write the claims as lines of JSON."""
        with open_output(self.call.output_file) as write:
            for outcome in iter_documents(outcomes):
                if isinstance(outcome, Finding):
                    self._report(outcome)
                    continue
                document, claims = outcome
                self.summary.add(claims)
                for line in jsonl.iter_lines(document, claims):
                    write(f"{line}\n")

    def update_ledger(self, inputs: Inputs, outcomes: Iterator[Outcome], model: ModelInfo) -> None:
        """Write the claims into the ledger."""
        events = iter_extraction(inputs, outcomes, model, dry_run=self.call.dry_run)
        with closing(events):  # also after an exception, the remaining files are written now
            for event in events:
                self._handle(event)

    def finish(self) -> None:
        """Print the summary."""
        if not self.call.quiet:
            # The summary must not be mixed with data that a program reads.
            is_for_program = self.has_data_on_stdout and not self.call.dry_run
            text = self.summary.text(make_style(has_colour=False))
            if is_for_program:
                write_message(text.rstrip())
            else:
                write_output(text, nl=False)

    def _handle(self, event: ExtractionEvent) -> None:
        match event:
            case Finding():
                self._report(event)
            case LedgerFile():
                self.summary.add(event.claims)
            case UnfiledDocument():
                self.summary.add(event.ledger.claims)
                write_output(dump(event.ledger), nl=False)
            case FileUpdate():
                self._handle_update(event)
            case ListUpdate() if self.call.dry_run:
                verb = "would be written" if event.is_new else "would change"
                write_output(f"{printable(short_path(event.path))}: {verb}")

    def _handle_update(self, update: FileUpdate) -> None:
        self.summary.files[update.state] += 1
        if update.state is FileState.UNCHANGED:
            return
        if self.call.has_exit_code:
            self.exit_code = max(self.exit_code, 1)
        if self.call.dry_run:
            moved_from = printable(short_path(update.moved_from)) if update.moved_from else None
            path = printable(short_path(update.path))
            is_new = update.state is FileState.NEW
            write_output(
                describe_dry_run(update.changes, path, is_new=is_new, moved_from=moved_from)
            )

    def _report(self, finding: Finding) -> None:
        Messages(quiet=self.call.quiet).finding(finding)
        self.summary.add_finding(finding)
        self.exit_code = max(self.exit_code, _EXIT_CODES[finding.code])
