"""How a writer of text asks for colours without knowing about terminals."""

from __future__ import annotations

from collections.abc import Callable

Style = Callable[[str, str], str]
"""Takes words and their role in the text, returns what a terminal is to get for them.

All words that come from ledgers or documents go through it, so it is also the place where
control characters are made harmless.
"""


def plain(text: str, _role: str) -> str:
    """Leave words as they are."""
    return text
