"""``claimkit review add``, ``split`` and ``join``: put right which claims there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import by_option, format_option, ledger_option, model_option
from claimkit.cli.formats import TextOrJson
from claimkit.ledger.reviews.corrections import ADDABLE_FIELDS, describe_form

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_format_option = format_option("Output format; json is that of claimkit show.")
_note_option = click.option("--note", metavar="TEXT", help="A note to add.")


def _value_options(command: CommandT) -> CommandT:
    """Give a command an option for each field that a person may give to an added claim."""
    for name in reversed(ADDABLE_FIELDS):
        command = click.option(
            f"--{name}", metavar="VALUE", help=f"The {name}: {describe_form(name)}."
        )(command)
    return command


@click.command(cls=Command, short_help="Add a claim that extraction missed.")
@click.argument("document", metavar="DOC")
@click.option("--content", metavar="WORDS", help="What is claimed, in the words of the document.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME",
    help="Who is credited; several if they speak together, none if nobody is named.",
)
@click.option(
    "--sentence",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="The sentence in which the content begins, as claimkit explain numbers them.",
)
@click.option(
    "--evidence",
    metavar="WORDS",
    help="The words that prove the claim.  [default: the sentences of the content]",
)
@_value_options
@_note_option
@by_option
@_format_option
@model_option
@ledger_option
def add(
    document: str,
    content: str | None,
    sources: tuple[str, ...],
    sentence: int | None,
    evidence: str | None,
    note: str | None,
    by: str | None,
    output_format: TextOrJson,
    model: str | None,
    ledger: Path | None,
    **values: str | None,
) -> None:
    """Add a claim of the document DOC to the ledger. It counts as reviewed.

    On a terminal you choose the sentence, the words of the content and the source. With --content
    nothing is asked. The sentence, the numbers and the dates are found by the content, and the date
    on which it was said is taken from beside it if there is no --said.

    \b
    Examples:
      claimkit review add reports/rents.txt
      claimkit review add reports/rents.txt --content "rents will rise by 5 percent" \\
        --source "Ann Lee" --cue told
      claimkit review add reports/rents.txt --content "the hall is safe" --sentence 12
    """
    from claimkit.cli.actions import review_additions as action

    action.add(
        action.AddCall(
            document,
            content,
            sources,
            sentence,
            evidence,
            {name: text for name, text in values.items() if text is not None},
            note,
            by,
            output_format,
            model,
            ledger,
        )
    )


@click.command(cls=Command, short_help="Split a claim that holds several.")
@click.argument("id_start", metavar="ID")
@click.option(
    "--content",
    "contents",
    multiple=True,
    metavar="WORDS",
    help="The content of a part, in the words of the evidence; once for each part.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME",
    help="The source of a part, once for each part.  [default: that of the claim]",
)
@_note_option
@by_option
@_format_option
@ledger_option
def split(
    id_start: str,
    contents: tuple[str, ...],
    sources: tuple[str, ...],
    note: str | None,
    by: str | None,
    output_format: TextOrJson,
    ledger: Path | None,
) -> None:
    """Split the claim ID into several.

    The claim itself becomes the first part, by a correction of its content. Each other part is a
    new claim, as claimkit review add makes it. To undo a split, reopen the first part and drop the
    others.

    \b
    Examples:
      claimkit review split 4k9m2xwd --content "rents will rise" --content "the hall will close"
    """
    from claimkit.cli.actions import review_additions as action

    action.split(ledger, id_start, contents, sources, by, note, output_format)


@click.command(cls=Command, short_help="Join claims that are one.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--content",
    metavar="WORDS",
    help="The content of the whole.  [default: the words from the first to the last content]",
)
@by_option
@_format_option
@ledger_option
def join(
    ids: tuple[str, ...],
    content: str | None,
    by: str | None,
    output_format: TextOrJson,
    ledger: Path | None,
) -> None:
    """Join claims of one sentence that are one claim.

    The first ID gets a corrected content, and the other claims are rejected with a note. To undo
    it, reopen all of them.

    \b
    Examples:
      claimkit review join 4k9m2xwd 8d1r5tqa
    """
    from claimkit.cli.actions import review_additions as action

    action.join(ledger, ids, content, by, output_format)
