"""Leave out the numbers that count the lines of a document in its margin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from claimkit.documents.readers.pdf.words import Word, iter_rows

_MAX_DIGITS = 4
_MIN_NUMBERS = 5
_STEPS = (1, 2, 5, 10)
_SAME_EDGE = 2.5


class LineNumbers:
    """Finds line numbers page by page; a column that one page has is known on the next ones.

    They stand in a column of their own, left or right of all text, and count in even steps.
    """

    def __init__(self) -> None:
        self._known: set[tuple[bool, int]] = set()

    def remove(self, words: Sequence[Word]) -> list[Word]:
        """Return the words of a page without line numbers."""
        rows = list(iter_rows(words))
        numbers: set[int] = set()
        for is_left in (True, False):
            ends = [row[0 if is_left else -1] for row in rows]
            columns: dict[int, list[Word]] = defaultdict(list)
            for word in ends:
                if word.text.isdecimal() and len(word.text) <= _MAX_DIGITS:
                    # Numbers are set flush right, or else flush left.
                    columns[round(word.right / _SAME_EDGE)].append(word)
                    columns[round(word.left / _SAME_EDGE)].append(word)
            for edge, found in columns.items():
                if self._is_column(edge, found, words, is_left=is_left):
                    self._known.add((is_left, edge))
                    numbers.update(map(id, found))
        return [word for word in words if id(word) not in numbers] if numbers else list(words)

    def _is_column(
        self, edge: int, found: list[Word], words: Sequence[Word], *, is_left: bool
    ) -> bool:
        if len(found) < _MIN_NUMBERS and (is_left, edge) not in self._known:
            return False
        steps = Counter(int(after.text) - int(before.text) for before, after in pairwise(found))
        if steps:
            step, count = steps.most_common(1)[0]
            if step not in _STEPS or count < 0.8 * (len(found) - 1):
                return False
        return _stand_outside(found, words, is_left=is_left)


def _stand_outside(found: Sequence[Word], words: Sequence[Word], *, is_left: bool) -> bool:
    """Return whether numbers stand left or right of all other words, but for a few."""
    others = sorted(
        word.left if is_left else -word.right
        for word in words
        if not (word.text.isdecimal() and len(word.text) <= _MAX_DIGITS)
    )
    edge = max(word.right if is_left else -word.left for word in found)
    gap = 0.3 * found[0].style.size
    return bool(others) and edge + gap < others[len(others) // 100]
