"""Record the files that a test opens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def watch_opening(refused: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """Provide the paths of all files that this process opens in the block.

    Args:
        refused: Ends of the paths of files that must not be opened, since that could block.
    """
    opened: list[str] = []
    is_watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:  # it can't be taken away again
        if is_watching and event == "open":
            path = str(args[0])
            opened.append(path)
            if path.endswith(refused):
                raise AssertionError(f"{path} was opened")

    sys.addaudithook(watch)
    try:
        yield opened
    finally:
        is_watching = False
