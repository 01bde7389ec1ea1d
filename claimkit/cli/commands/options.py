"""Define the options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from claimkit.cli.formats import TextOrJson

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

ledger_option = click.option(
    "--ledger",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the ledger.  [default: ledger, in the project's folder]",
)
model_option = click.option(
    "--model", metavar="NAME", help="spaCy model, a package or a folder.  [default: en_core_web_sm]"
)
jobs_option = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Worker processes.  [default: 1]"
)
published_option = click.option(
    "--published",
    metavar="DATE",
    help="Date of publication, in place of the documents' own: 2025-04-26, 2025-04 or 2025.",
)
author_option = click.option(
    "--author", metavar="NAME", help="Author, in place of the documents' own."
)
no_pager_option = click.option("--no-pager", is_flag=True, help="Do not use a pager.")
by_option = click.option("--by", metavar="NAME", help="Who decides.  [default: git's user.name]")


def format_option(help_text: str) -> Callable[[CommandT], CommandT]:
    """Return the option ``--format`` of commands that write text or JSON."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(get_args(TextOrJson)),
        default="text",
        show_default=True,
        help=help_text,
    )


def quiet_option(help_text: str) -> Callable[[CommandT], CommandT]:
    """Return the option ``--quiet``."""
    return click.option("--quiet", "-q", is_flag=True, help=help_text)


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """Return the items of a repeatable option whose values are separated by commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())
