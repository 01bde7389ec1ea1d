"""Build regular expressions from the words of a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOTHING = "(?!)"


def any_of(words: Iterable[str]) -> str:
    r"""Return a group that matches any of some words, the longest first.

    Without words the group matches nothing, so a language can leave a list empty.

    >>> any_of(["p.", "page"]), any_of([])
    ('(?:page|p\\.)', '(?!)')
    """
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    return f"(?:{'|'.join(ordered)})" if ordered else _NOTHING
