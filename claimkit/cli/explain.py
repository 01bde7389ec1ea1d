"""``claimkit explain``: how each sentence was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from claimkit.cli.options import check_date, model_option

if TYPE_CHECKING:
    from claimkit.extraction.trace import NearMiss, SentenceTrace, TokenTrace
    from claimkit.model import Claim, Document


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
    from claimkit.cli.messages import Messages
    from claimkit.cli.project import find_project
    from claimkit.extraction.extractor import ExtractOptions, Extractor
    from claimkit.extraction.trace import iter_sentence_traces
    from claimkit.model import Finding

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
        click.echo(_json(traces))
    else:
        click.echo("\n".join(line for trace in traces for line in _iter_lines(trace)))


def _iter_lines(trace: SentenceTrace) -> Iterator[str]:
    from claimkit.cli.messages import printable

    yield click.style(f"{trace.number}. {printable(trace.text)}", bold=True)
    yield ""
    yield from (f"   {printable(line)}" for line in _iter_token_lines(trace.tokens))
    yield ""
    if not trace.claims:
        yield "   no claim"
    for claim in trace.claims:
        yield from (f"   {printable(line)}" for line in _iter_claim_lines(claim))
    for miss in trace.near:
        yield from (f"   {printable(line)}" for line in _iter_miss_lines(miss))
    yield ""


def _iter_token_lines(tokens: Iterable[TokenTrace]) -> Iterator[str]:
    rows = [("", "token", "lemma", "tag", "dep", "head")]
    rows += [
        (str(number), t.text, t.lemma, t.tag, t.dep, str(t.head))
        for number, t in enumerate(tokens, start=1)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        number, *cells, head = row
        padded = (cell.ljust(width) for cell, width in zip(cells, widths[1:-1], strict=True))
        yield "  ".join([number.rjust(widths[0]), *padded, head.rjust(widths[-1])])


def _iter_claim_lines(claim: Claim) -> Iterator[str]:
    yield f"fired: {claim.rule} ({claim.confidence.value} confidence)"
    source = ", ".join(claim.source) or "nobody named"
    if claim.mention and (claim.mention,) != claim.source:
        source += f" (printed: {claim.mention})"
    yield f"  source:  {source}"
    if claim.cue:
        negated = ", negated" if claim.negated else ""
        yield f"  cue:     {claim.cue} ({claim.stance}{negated})"
    yield f"  content: {claim.content} ({claim.kind.value})"


def _iter_miss_lines(miss: NearMiss) -> Iterator[str]:
    yield f"nearly: {miss.rule}, cue {miss.cue!r}"
    yield from (f"  {reason}" for reason in miss.reasons)


def _json(traces: Iterable[SentenceTrace]) -> str:
    from claimkit.ledger.format.plain import claim_fields
    from claimkit.reports.exports.jsonl import to_json

    def fields(trace: SentenceTrace) -> dict[str, Any]:
        # Ids belong to ledgers.
        claims = [claim_fields(claim) for claim in trace.claims]
        for claim in claims:
            claim.pop("id", None)
        return {
            "sentence": trace.number,
            "text": trace.text,
            "tokens": [asdict(token) for token in trace.tokens],
            "claims": claims,
            "near": [asdict(miss) for miss in trace.near],
        }

    return "[" + ",\n".join(to_json(fields(trace)) for trace in traces) + "]"
