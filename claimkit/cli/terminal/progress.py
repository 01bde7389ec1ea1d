"""Show a progress bar on stderr if that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from claimkit.cli.terminal.messages import supports_colour

ItemT = TypeVar("ItemT")


@contextmanager
def show_progress(
    items: Iterator[ItemT], count: Callable[[], int | None], *, hide: bool
) -> Iterator[Iterator[ItemT]]:
    """Provide ``items`` with a progress bar that advances as they are consumed.

    Args:
        count: returns the number of items; it is called only if there is a bar.
    """
    if hide or not supports_colour(sys.stderr):
        yield items
        return
    # Rich loads slowly, and most runs are not in a terminal.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Rich redirects stderr, to put messages above the bar. Standard output has data.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        yield iter(progress.track(items, total=count(), description="extracting"))
