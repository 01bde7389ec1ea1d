"""Find lines in a script that differs from the rest of the document."""

from __future__ import annotations

import re
from functools import cache

from claimkit.lexicons.typography import load_typography

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MAX_LINE = 120
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class ForeignScript:
    """Finds the lines of an address or a masthead that are not in the main script of a text.

    Longer ones are text in another language. `claimkit.documents.structure.other_languages` leaves
    them out and says so.
    """

    def __init__(self, text: str) -> None:
        self._main_letters = None if text.isascii() else _find_main_letters(text)
        self._is_latin = self._main_letters is None or bool(self._main_letters.match("x"))

    def has(self, line: str) -> bool:
        """Return whether most letters of a line belong to another script."""
        if self._main_letters is None or len(line) > _MAX_LINE:
            return False
        if self._is_latin and not self._has_others("".join(_NOT_ASCII.findall(line))):
            return False
        letters = len(_NOT_LETTERS.sub("", line))
        others = letters - sum(map(len, self._main_letters.findall(line)))
        return others > 1 and others * 2 > letters

    def _has_others(self, text: str) -> bool:
        letters = self._main_letters
        return letters is not None and any(map(str.isalpha, letters.sub("", text)))


def _find_main_letters(text: str) -> re.Pattern[str]:
    """Return the pattern of the script that most characters of a text are in."""
    best, most = _script_patterns()[0], 0
    for pattern in _script_patterns():
        count = sum(map(len, pattern.findall(text)))
        if count > most:
            best, most = pattern, count
        if count * 2 > len(text):
            break
    return best


@cache
def _script_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"[{ranges}]+") for ranges in load_typography().scripts.values())
