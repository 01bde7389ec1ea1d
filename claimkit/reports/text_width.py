"""Measure, cut and fill texts by the columns that they take on a terminal.

Wide characters take two columns: those of Chinese, Japanese and Korean, and emoji. Combining marks
take none. Rule source: Unicode Standard Annex 11 (East Asian Width), and the general categories Mn,
Me and Cf. Not handled: terminals that draw joined emoji or ambiguous characters at another width.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ELLIPSIS = "…"
_WORD = re.compile(r"\S+\s*|^\s+")
_EMOJI_STYLE = "\ufe0f"  # makes the character before it an emoji
_MODIFIERS = range(0x1F3FB, 0x1F400)  # colours of skin, which merge with the emoji before
_JAMO = range(0x1160, 0x1200)  # vowels and final consonants, which merge with the one before


def width_of(text: str) -> int:
    """Return how many columns a text takes.

    >>> width_of("rents"), width_of("東京"), width_of("Zoe\u0308"), width_of("👍🏽")
    (5, 4, 3, 2)
    """
    if text.isascii():
        return len(text)
    return sum(width for _, width in _iter_widths(text))


def cut(text: str, width: int) -> str:
    """Return a text of at most ``width`` columns; a text that is cut ends with an ellipsis.

    >>> cut("rents will rise", 8), cut("東京都知事", 6), cut("rents", 5)
    ('rents w…', '東京…', 'rents')
    """
    if width_of(text) <= width:
        return text
    return _beginning(text, width - 1).rstrip() + _ELLIPSIS if width > 0 else ""


def cut_start(text: str, width: int) -> str:
    """Return a text of at most ``width`` columns; of a path that is cut, the end stays.

    >>> cut_start("reports/2025/rents.txt", 12)
    '…5/rents.txt'
    """
    if width_of(text) <= width:
        return text
    start = 0
    while start < len(text) and width_of(text[start:]) > width - 1:
        start += 1
    while start < len(text) and width_of(text[start]) == 0:  # the marks of a letter that is gone
        start += 1
    return _ELLIPSIS + text[start:] if width > 0 else ""


def fill(text: str, width: int, *, is_number: bool = False) -> str:
    """Return a text with spaces up to a width: behind a word, before a number."""
    spaces = " " * (width - width_of(text))
    return spaces + text if is_number else text + spaces


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a text, broken at spaces so that they fit; a long word is cut in two.

    >>> wrap("rents will rise", 10), wrap("東京都知事", 6)
    (['rents will', 'rise'], ['東京都', '知事'])
    """
    lines = [""]
    for word in _WORD.findall(text):
        if width_of(lines[-1] + word.rstrip()) <= width:
            lines[-1] += word
            continue
        if lines[-1]:
            lines.append("")
        while width_of(word.rstrip()) > width and (piece := _beginning(word, width)):
            lines[-1] = piece
            lines.append("")
            word = word[len(piece) :]
        lines[-1] = word
    return [line.rstrip() for line in lines]


def _beginning(text: str, width: int) -> str:
    """Return the longest beginning that fits, with the marks of its last letter."""
    end = total = 0
    for place, columns in _iter_widths(text):
        total += columns
        if total > width:
            break
        end = place + 1
    return text[:end]


def _iter_widths(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place and the width of each character."""
    before = 0
    for place, character in enumerate(text):
        if character == _EMOJI_STYLE:
            width = 1 if before == 1 else 0
        elif _is_mark(character) or (before and ord(character) in _MODIFIERS):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
        before = width or before
        yield place, width


def _is_mark(character: str) -> bool:
    is_combining = unicodedata.category(character) in ("Mn", "Me", "Cf")
    return is_combining or ord(character) in _JAMO
