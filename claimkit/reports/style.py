"""Define how text writers ask for colours without knowing about terminals."""

from __future__ import annotations

from collections.abc import Callable

Style = Callable[[str, str], str]
"""A function that takes text and its role and returns what the terminal gets.

All text from ledgers and documents goes through it. So it is also the place that escapes
control characters.
"""


def plain(text: str, _role: str) -> str:
    """Return the text unchanged."""
    return text
