"""``claimkit explain``: how each sentence was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimkit.cli.options import check_date, model_option

if TYPE_CHECKING:
    from claimkit.model import Document


@click.command(short_help="Show how sentences were read and which rules fired.")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--sentence", "-s", type=click.IntRange(min=1), metavar="N", help="Only the N-th sentence."
)
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json gives a list with an object a sentence.",
)
@model_option
@click.option(
    "--published", metavar="DATE", help="Date of publication, whatever the document says."
)
@click.pass_context
def explain(
    ctx: click.Context,
    file: str,
    sentence: int | None,
    format: str,  # noqa: A002 (the option's name)
    model: str | None,
    published: str | None,
) -> None:
    """Show for each sentence of FILE its parse, the rules that fired and those that nearly did.

    A rule nearly fires where its cue stands in the sentence, but what the cue needs around it
    does not, or where other signs or a stronger rule speak against it. FILE is a document; - is
    stdin.

    \b
    Examples:
      claimkit explain report.txt
      claimkit explain report.txt --sentence 3
      echo 'The mill will close, the mayor said.' | claimkit explain -
    """
    # Here, so that --help needs none of it.
    from claimkit.cli.inputs import Inputs
    from claimkit.cli.messages import Messages, make_style
    from claimkit.cli.project import find_project
    from claimkit.extraction.extractor import ExtractOptions, Extractor
    from claimkit.extraction.trace import iter_sentence_traces
    from claimkit.model import Finding
    from claimkit.reports.traces.json import write
    from claimkit.reports.traces.text import iter_lines

    project = find_project()
    inputs = Inputs(project, (file,), published=check_date(published), inside=False)
    messages = Messages()
    documents: list[Document] = []
    for item in inputs:
        if isinstance(item, Finding):
            messages.finding(item)
            ctx.exit(1)
        documents.append(item)
        if len(documents) > 1:
            raise click.UsageError(f"{file} holds several documents. Name one file.")
    options = ExtractOptions(model=model or project.configuration.model)
    traces = list(iter_sentence_traces(Extractor(options), documents[0]))
    if sentence is not None:
        if sentence > len(traces):
            raise click.UsageError(f"{file} has {len(traces)} sentences, no number {sentence}.")
        traces = traces[sentence - 1 : sentence]
    if format == "json":
        click.echo(write(traces), nl=False)
        return
    style = make_style(has_colour=True)  # click leaves the colours out where they can't be shown
    click.echo("\n".join(iter_lines(traces, style)))
