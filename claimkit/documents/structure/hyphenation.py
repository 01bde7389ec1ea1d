"""Decide whether a hyphen at the end of a line belongs to its word or only to the line break."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.words import load_words

_MAX_WORD = 60
_BEFORE = re.compile(r"(?P<chain>[\w'’-]*?)(?P<word>[^\W_]+)[-‐‑¬]$")
_AFTER = re.compile(r"(?P<word>[^\W_]+)(?P<hyphen>[-‐‑]\w)?")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORD = 3
_BROKEN = "¬"  # what some programs print for a hyphen that only breaks a line


class LineJoin(NamedTuple):
    """How two lines are joined: whether the hyphen is dropped, and what stands between them."""

    drops_hyphen: bool
    joiner: str


_SPACE = LineJoin(False, " ")
_KEPT = LineJoin(False, "")
_DROPPED = LineJoin(True, "")


class Hyphenation:
    """Joins the lines of one document.

    The document's own spelling counts most: a word that it has elsewhere, with or without the
    hyphen. Otherwise the words of the language decide. Two words of their own keep the hyphen
    ("long-/range"), since a word that is cut in two seldom gives two words; names and other
    unknown words are joined ("Voro-/nin").
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language

    @cached_property
    def _own_words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))

    @cached_property
    def _own_compounds(self) -> frozenset[str]:
        return frozenset(
            re.sub("[‐‑]", "-", compound).casefold() for compound in _COMPOUND.findall(self._text)
        )

    def join(self, before: str, after: str) -> LineJoin:
        """Return how a line is joined with the next one of its paragraph.

        >>> Hyphenation("", "en").join("the govern-", "ment said")
        LineJoin(drops_hyphen=True, joiner='')
        >>> Hyphenation("", "en").join("of long-", "range drones")
        LineJoin(drops_hyphen=False, joiner='')
        >>> Hyphenation("", "en").join("a cap-", "and-trade bill")
        LineJoin(drops_hyphen=False, joiner='')
        >>> Hyphenation("", "en").join("the act-", "or said").drops_hyphen
        True
        >>> Hyphenation("", "en").join("THE ASSO-", "CIATED PRESS").drops_hyphen
        True
        """
        first = _BEFORE.search(before, max(0, len(before) - _MAX_WORD))
        second = _AFTER.match(after)
        if not first or not second:
            return _SPACE
        parts = load_document_parts(self._language)
        start, end = first["word"], second["word"]
        if end in parts.hyphen_joiners and not second["hyphen"]:
            return _DROPPED if self._is_word(start + end) else _SPACE
        if start + end in self._own_words:
            return _DROPPED
        if before[-1] == _BROKEN and not end[0].isupper():
            return _DROPPED
        is_name = end[0].isupper() and not (start + end).isupper()
        is_open = is_name or end[0].isdigit() or start[-1].isdigit()
        if is_open:
            return _KEPT
        is_compound = bool(first["chain"] or second["hyphen"])  # "state-of-/the-art"
        is_one = self._is_word(start + end) if is_compound else self._is_one_word(start, end)
        return _DROPPED if is_one else _KEPT

    def _is_one_word(self, start: str, end: str) -> bool:
        whole = start + end
        if whole in self._own_words:
            return True
        if f"{start}-{end}".casefold() in self._own_compounds:
            return False
        if not load_words(self._language):
            return False
        parts = load_document_parts(self._language)
        is_end = self._is_word(end) or end in parts.hyphen_particles
        if self._is_word(whole) or not is_end:
            return True
        return start.lower() not in parts.hyphen_prefixes and not self._is_word(start)

    def _is_word(self, text: str) -> bool:
        words = load_words(self._language)
        if len(text) < _MIN_WORD:
            return False
        return text in words or text.lower() in words or text.title() in words
