"""Options that several commands have, alike in each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

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


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """Return the items of an option that can be repeated and takes several items by commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def check_date(text: str | None) -> str | None:
    """Return the EDTF form of ``--published``.

    Raises:
        click.BadParameter: if it is no date of the calendar.
    """
    from claimkit.documents.metadata.printed_dates import parse_date  # most commands do without

    if text is None:
        return None
    date = parse_date(text)
    if date is None or date.value is None:
        raise click.BadParameter(
            f"{text!r} is not a date of the calendar. Write a day, a month or a year, such as "
            "2025-04-26.",
            param_hint="--published",
        )
    return date.value
