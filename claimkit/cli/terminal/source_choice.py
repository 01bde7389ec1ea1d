"""Ask which source is meant where several have the words that a person wrote."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from claimkit.cli.terminal.streams import has_keyboard
from claimkit.ledger.sources.name_search import AmbiguousSourceError
from claimkit.reports.escaping.terminal import printable

ResultT = TypeVar("ResultT")
Meaning = Callable[[str], str]
"""A function from a person's words to the name that the person has chosen, or else the words."""


def ask_for_sources(act: Callable[[Meaning], ResultT]) -> ResultT:
    """Return what ``act`` returns; ask on the terminal for each name that may be several sources.

    Args:
        act: passes each name that a person wrote through its argument. It is called again after
            each answer, so it must change nothing before all names are known.

    Raises:
        AmbiguousSourceError: if there is no terminal to ask on.
    """
    chosen: dict[str, str] = {}
    while True:
        try:
            return act(lambda words: chosen.get(words, words))
        except AmbiguousSourceError as error:
            if not (has_keyboard() and sys.stderr.isatty()) or error.words in chosen.values():
                raise
            chosen[error.words] = _ask(error)


def _ask(error: AmbiguousSourceError) -> str:
    for number, name in enumerate(error.candidates, start=1):
        click.echo(f"{number:3}  {printable(name)}", err=True)
    kind = click.IntRange(1, len(error.candidates))
    question = f"Which source is {printable(error.words)!r}?"
    number = click.prompt(question, type=kind, err=True, prompt_suffix=" ")
    return error.candidates[int(number) - 1]
