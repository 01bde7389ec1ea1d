"""Name places of a text as editors do: by line and column."""

from __future__ import annotations


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1.

    >>> place_of("a\\nbc", 3)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
