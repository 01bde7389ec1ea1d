"""Print how claimkit analysed the sentences of a document."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click

from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import Messages, make_style
from claimkit.errors import UsageError
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.extraction.trace import iter_sentence_traces
from claimkit.model import Document, Finding
from claimkit.parsing.models import find_language
from claimkit.project.inputs import Inputs, parse_published
from claimkit.project.project_folder import ProjectFolder
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
    document = _read_document(call, project)
    if isinstance(document, Finding):
        Messages().finding(document)
        return 1
    options = ExtractOptions(model=call.model or project.configuration.model)
    traces = list(iter_sentence_traces(Extractor(options), document))
    if call.sentence is not None:
        if call.sentence > len(traces):
            raise UsageError(f"{call.file} has {len(traces)} sentences, no number {call.sentence}.")
        traces = traces[call.sentence - 1 : call.sentence]
    if call.format == "json":
        click.echo(write(traces), nl=False)
    else:
        # click removes the colours if standard output cannot show them.
        click.echo("\n".join(iter_lines(traces, make_style(has_colour=True))))
    return 0


def _read_document(call: ExplainCall, project: ProjectFolder) -> Document | Finding:
    inputs = Inputs(
        project,
        (call.file,),
        published=parse_published(call.published),
        inside=False,
        stdin=getattr(sys.stdin, "buffer", None),
        language=find_language(call.model or project.configuration.model),
    )
    found: list[Document] = []
    for item in inputs:
        if isinstance(item, Finding):
            return item
        found.append(item)
        if len(found) > 1:
            raise UsageError(f"{call.file} holds several documents. Name one file.")
    return found[0]
