"""Build regular expressions from the words of a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACE = r"\s"
SPACE_OR_HYPHEN = r"[\s-]"
NOTHING = "(?!)"


def any_of(words: Iterable[str], space: str | None = None) -> str:
    r"""Return a group that matches any of some words, the longest first.

    ``space`` is the pattern for a space in the words. Without words the group matches nothing, so a
    language can leave a list empty.

    >>> any_of(["p.", "page"]), any_of([])
    ('(?:page|p\\.)', '(?!)')
    """
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    if space is not None:
        ordered = [word.replace(r"\ ", space) for word in ordered]
    return f"(?:{'|'.join(ordered)})" if ordered else NOTHING
