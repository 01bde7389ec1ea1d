"""Print how claimkit analysed the sentences of a document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from claimkit.cli.actions.show import print_shown
from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import Messages, make_style
from claimkit.errors import ClaimkitError, UsageError
from claimkit.extraction.extractor import Extractor
from claimkit.extraction.trace import iter_sentence_traces
from claimkit.ledger.claim_filter import FiledClaim, is_id_start
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.locating import find_evidence
from claimkit.ledger.nesting import link_nested
from claimkit.model import Document, Finding, SentenceTrace
from claimkit.project.claim_selection import NoLedgerError, UnknownClaimError, find_claims
from claimkit.project.extraction import make_options
from claimkit.project.extraction_settings import (
    ExtractionOverrides,
    ExtractionSettings,
    read_settings,
)
from claimkit.project.inputs import Inputs, parse_published
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.showing import describe_claims
from claimkit.reports.traces.json import write
from claimkit.reports.traces.text import iter_lines


@dataclass(frozen=True, slots=True)
class ExplainCall:
    """The options of one call; ``sentence`` counts from 1, and None means all sentences."""

    file: str
    sentence: int | None
    format: TextOrJson
    model: str | None
    published: str | None


def run(call: ExplainCall) -> int:
    """Read the document, print its sentences, and return the exit code."""
    project = ProjectFolder.find()
    filed = _find_claim(call, project)
    if filed is not None:
        return _explain_claim(call, project, filed)
    document = _read_document(call, project)
    if isinstance(document, Finding):
        Messages().finding(document)
        return 1
    traces = _trace(call, project, document)
    if call.sentence is not None:
        if call.sentence > len(traces):
            raise UsageError(f"{call.file} has {len(traces)} sentences, no number {call.sentence}.")
        traces = traces[call.sentence - 1 : call.sentence]
    _print(call, traces)
    return 0


def _find_claim(call: ExplainCall, project: ProjectFolder) -> FiledClaim | None:
    """Return the claim whose id is given in place of a file; None if it is a file."""
    if not is_id_start(call.file) or Path(call.file).exists():
        return None
    try:
        return find_claims(project, [call.file])[0]
    except (UnknownClaimError, NoLedgerError):  # reported as a missing file
        return None


def _explain_claim(call: ExplainCall, project: ProjectFolder, filed: FiledClaim) -> int:
    """Print a claim, then the traces of the sentences that prove it."""
    if call.sentence is not None:
        raise UsageError("--sentence goes with a document, not with a claim.")
    (shown,) = describe_claims(project, [filed])
    if shown.context.line is None and shown.context.place is None:
        raise ClaimkitError(
            f"{filed.document}: {shown.context.problem}",
            hint="claimkit show prints the claim; claimkit extract reads the document again",
        )
    place = replace(call, file=str(project.root / filed.document))
    document = _read_document(place, project)
    if isinstance(document, Finding):
        Messages().finding(document)
        return 1
    evidence = find_evidence(document.text, filed.claim)
    traces = [
        trace
        for trace in _trace(call, project, document)
        if evidence and trace.span and trace.span.overlaps(evidence)
    ]
    if call.format == "text":
        print_shown([shown], "text", has_pager=False)
        click.echo()
    _print(call, traces)
    return 0


def _trace(call: ExplainCall, project: ProjectFolder, document: Document) -> list[SentenceTrace]:
    options = make_options(project, _settings(call, project))
    traces = list(iter_sentence_traces(Extractor(options), document))
    claims = assign_ids(document.path, [claim for trace in traces for claim in trace.claims])
    linked = iter(link_nested(claims))
    return [replace(t, claims=tuple(next(linked) for _ in t.claims)) for t in traces]


def _print(call: ExplainCall, traces: Sequence[SentenceTrace]) -> None:
    if call.format == "json":
        click.echo(write(traces), nl=False)
    else:
        # click removes the colours if standard output cannot show them.
        click.echo("\n".join(iter_lines(traces, make_style(has_colour=True))))


def _settings(call: ExplainCall, project: ProjectFolder) -> ExtractionSettings:
    return read_settings(project, ExtractionOverrides(model=call.model))


def _read_document(call: ExplainCall, project: ProjectFolder) -> Document | Finding:
    inputs = Inputs(
        project,
        (call.file,),
        published=parse_published(call.published),
        inside=False,
        stdin=getattr(sys.stdin, "buffer", None),
        lexicons=_settings(call, project).lexicons,
    )
    found: list[Document] = []
    for item in inputs:
        if isinstance(item, Finding):
            return item
        found.append(item)
        if len(found) > 1:
            raise UsageError(f"{call.file} holds several documents. Name one file.")
    return found[0]
