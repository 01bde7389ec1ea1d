"""A progress bar on stderr, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from claimkit.cli.messages import is_lively

ItemT = TypeVar("ItemT")


@contextmanager
def show_progress(
    items: Iterator[ItemT], count: Callable[[], int | None], *, hide: bool
) -> Iterator[Iterator[ItemT]]:
    """Give ``items`` back, with a bar that moves as they are taken.

    Args:
        count: says how many will come; called only if there is a bar.
    """
    if hide or not is_lively(sys.stderr):
        yield items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Rich puts messages above the bar; what goes to stdout is data, and none of its business.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        yield iter(progress.track(items, total=count(), description="extracting"))
