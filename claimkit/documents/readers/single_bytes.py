"""Judge in which older encoding a text is, where each letter is one byte.

Each encoding is tried, and the characters that it gives are weighed by the places where they
stand: a letter inside a word, a quotation mark before one, a currency sign before a number. Only
signs count, no words, so languages that share an encoding need not be known. Not handled: letters
that fit as well as the right ones, such as Turkish names in Windows-1254, which look like Icelandic
ones, and Czech names whose "ř" looks like "ø".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_MAX_RUNS = 5_000
_MIN_BYTES = 3  # fewer say too little to believe in an unusual encoding
_MIN_LEAD = 0.3  # of the score for each byte, over the usual encoding
_MIN_SCORE = 0.5  # of a text that the usual encoding can't decode
_MAX_LATIN_RUN = 2  # accented letters in a row, as in "œuvre à l'éêt"; more are another script
_RUN = re.compile(rb"[\x80-\xff]+")
_OPENING, _CLOSING, _DASHES = "“‘„‚«‹¿¡", "”’»›", "–—…·•"
_BEFORE_NUMBERS, _AFTER_NUMBERS = "£€¥", "°€%½¼¾²³"
_SIGNS = "©®™§¶†‡\xa0"
_AFTER_OPENING = "([{\"'"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by the name that users know, and by Python's."""

    name: str
    codec: str
    is_usual: bool = False


_ENCODINGS = (
    Encoding("Windows-1252", "cp1252", is_usual=True),
    Encoding("Mac Roman", "mac_roman"),
    Encoding("Windows-1250", "cp1250"),
    Encoding("Latin-2", "iso8859_2"),
    Encoding("DOS code page 850", "cp850"),
    Encoding("Windows-1251", "cp1251"),
    Encoding("KOI8-R", "koi8_r"),
)


def judge_encoding(data: bytes) -> Encoding | None:
    """Return the encoding of a text of single bytes; None if none gives a sensible text."""
    runs = list(islice(_RUN.finditer(data), _MAX_RUNS))
    count = sum(match.end() - match.start() for match in runs)
    usual, *others = _ENCODINGS
    scores = {encoding: _score(data, runs, encoding) for encoding in _ENCODINGS}
    best = max(others, key=lambda encoding: scores[encoding])
    fits = not any(re.search(rb"[\x81\x8d\x8f\x90\x9d]", match[0]) for match in runs)
    if count < _MIN_BYTES:
        return usual if fits else None
    if fits and scores[best] - scores[usual] < _MIN_LEAD * count:
        return usual
    return best if scores[best] >= _MIN_SCORE * count else usual if fits else None


def _score(data: bytes, runs: list[re.Match[bytes]], encoding: Encoding) -> float:
    return sum(sum(_iter_scores(data, match, encoding.codec)) for match in runs)


def _iter_scores(data: bytes, run: re.Match[bytes], codec: str) -> Iterator[float]:
    """Yield how well each character of a run of bytes fits where it stands, from -1 to 1."""
    text = run[0].decode(codec, "replace")
    before = data[run.start() - 1 : run.start()].decode("ascii", "replace")
    after = data[run.end() : run.end() + 1].decode("ascii", "replace")
    letters = _longest_run_of_letters(text)
    for index, character in enumerate(text):
        left = text[index - 1] if index else before
        right = text[index + 1] if index + 1 < len(text) else after
        if not character.isalpha():
            yield _score_sign(character, left, right)
        elif _is_other_script(character):
            is_mixed = _is_latin(left) or _is_latin(right)
            yield -1 if is_mixed else _score_letter(character, left, right)
        else:
            yield -1 if letters > _MAX_LATIN_RUN else _score_letter(character, left, right)


def _score_letter(letter: str, left: str, right: str) -> float:
    if left.islower() and letter.isupper():
        return -1
    if left.isalpha() or right.isalpha():
        return 1
    return 0 if letter.islower() else -0.5


def _score_sign(sign: str, left: str, right: str) -> float:
    is_inside_word = left.isalpha() and right.isalpha()
    if sign in _OPENING:
        is_opening = not left or left.isspace() or left in _AFTER_OPENING
        return 1 if (is_opening and not right.isspace()) or left in _DASHES else -1
    if sign == "’":
        return 1 if left.strip() or right.isalnum() else -1
    if sign in _CLOSING:
        return 1 if left.strip() and not right.isalnum() else -1
    if sign in _DASHES:
        return 1
    if sign in _BEFORE_NUMBERS and right.isdigit():
        return 1
    if sign in _AFTER_NUMBERS and left.isdigit():
        return 1
    if sign in _SIGNS and not is_inside_word:
        return 0.5
    return -1


def _longest_run_of_letters(text: str) -> int:
    return max((len(part) for part in re.findall(r"[^\W\d_]+", text)), default=0)


def _is_other_script(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("CYRILLIC", "GREEK"))


def _is_latin(character: str) -> bool:
    return character.isalpha() and not _is_other_script(character)
