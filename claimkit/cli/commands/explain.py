"""``claimkit explain``: show how each sentence was read."""

from __future__ import annotations

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import format_option, model_option, published_option
from claimkit.cli.formats import TextOrJson


@click.command(cls=Command, short_help="Show how sentences were read and which rules fired.")
@click.argument("file", metavar="FILE|ID|-")
@click.option(
    "--sentence", "-s", type=click.IntRange(min=1), metavar="N", help="Only the N-th sentence."
)
@format_option("json is a list with one object for each sentence.")
@model_option
@published_option
@click.pass_context
def explain(
    ctx: click.Context,
    file: str,
    sentence: int | None,
    output_format: TextOrJson,
    model: str | None,
    published: str | None,
) -> None:
    """Show for each sentence of FILE its parse, the rules that fired and those that nearly did.

    A rule nearly fires if its cue is in the sentence but the words that the cue needs are not, or
    if other signs or a stronger rule exclude it. FILE is a document; - is standard input. With the
    ID of a claim, the claim is shown first, and then only the sentences that prove it.

    \b
    Examples:
      claimkit explain report.txt
      claimkit explain report.txt --sentence 3
      claimkit explain 4k9m2xwd
      echo 'The mill will close, the mayor said.' | claimkit explain -
    """
    from claimkit.cli.actions import explain as action

    call = action.ExplainCall(
        file=file, sentence=sentence, format=output_format, model=model, published=published
    )
    ctx.exit(action.run(call))
