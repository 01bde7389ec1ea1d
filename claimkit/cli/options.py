"""Checks of options that several commands have."""

from __future__ import annotations

import click

from claimkit.documents.dates import parse_date


def check_date(text: str | None) -> str | None:
    """Return the EDTF form of ``--published``.

    Raises:
        click.BadParameter: if it is no date of the calendar.
    """
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
