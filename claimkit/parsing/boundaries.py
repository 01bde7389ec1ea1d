"""Set the sentence boundaries that follow from the layout, before the parser sets the others.

The parser keeps what is set here: it starts a sentence at each token that is marked as a start,
and none at a token that is marked as no start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, compile_prefix_regex

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quotation_marks import load_quotation_marks
from claimkit.lexicons.sentences import load_sentences
from claimkit.lexicons.typography import load_typography
from claimkit.parsing.layout import Layout, get_layout

COMPONENT = "claimkit_boundaries"

_START, _OPEN, _NO_START = 1, 0, -1
_CLOSING_BRACKETS = frozenset(")]}")
_OPENING_BRACKETS = frozenset("([")
_YEAR_DIGITS = 4
_CLOSING = frozenset(",.;:!?") | _CLOSING_BRACKETS
_SENTENCE_ENDS = frozenset(".!?")
# No sentence begins after these in the middle of a block.
_UNFINISHED = frozenset(",([{$€£&/+=")

_DASH_INFIXES = (
    r"''|``",
    r"(?<=[.,!?…—―])[‘']|’(?=[—―–])",
    r"[—―]",
    r"[.,!?:;)\]]+(?=[—―])",
)
# The full stop before the number of a note: "was new.3".
_NOTE_INFIX = r"(?<=[a-z][a-z])[.!?](?=\d{1,2}$)"
_NOTE = re.compile(r"[.!?]?\d{1,2}")
_PREFIXES = ("``",)
# Marks of these families never stand inside a word.
_SPLIT_FAMILIES = ("double", "guillemets")


def add_boundaries(nlp: Language) -> bool:
    """Add the component before the parser of ``nlp``; return False if it has no parser."""
    parser = find_component(nlp, "token.dep")
    if parser is None:
        return False
    split_glued_marks(nlp)
    nlp.add_pipe(COMPONENT, before=parser)
    return True


def find_component(nlp: Language, attribute: str) -> str | None:
    """Return the first active component that assigns ``attribute``."""
    return next((p for p in nlp.pipe_names if attribute in nlp.get_pipe_meta(p).assigns), None)


def split_glued_marks(nlp: Language) -> None:
    """Make the tokenizer cut at quotation marks and dashes where a space is missing.

    Example: ``ended.”—“No`` becomes five tokens. Counter-example: ``don’t``, ``2016–17``.
    """
    marks = _split_marks(str(nlp.lang))
    infixes = [
        *(nlp.Defaults.infixes or ()),
        rf"[{marks}]",
        rf"(?<=[{marks}’)])–|–(?=[{marks}‘])",
        rf"(?<=[a-z\d][a-z\d])[.,!?)]+(?=[{marks}‘’—―])",
        *_DASH_INFIXES,
        _NOTE_INFIX,
    ]
    prefixes = [*_PREFIXES, *(nlp.Defaults.prefixes or ())]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    sentences = load_sentences(Lexicons(str(nlp.lang)))
    short = [word.text for word in sentences.titles]
    short += [word.text for word in sentences.abbreviations]
    for word in dict.fromkeys(form for text in short for form in (text, text.capitalize())):
        if len(tokenizer(word)) > 1:
            tokenizer.add_special_case(word, [{"ORTH": word}])


def _split_marks(language: str) -> str:
    """Return the quotation marks that the tokenizer splits off, for a character class."""
    marks = (m for m in load_quotation_marks(language).marks if m.family in _SPLIT_FAMILIES)
    return re.escape("".join(mark.text for mark in marks if len(mark.text) == 1))


@Language.component(COMPONENT, assigns=["token.is_sent_start"])
def set_boundaries(doc: Doc) -> Doc:
    """Set ``is_sent_start``: True opens a block, False opens no sentence, None is undecided.

    It is False for closing marks, the first word after an opening mark, a word in the middle of a
    sentence (``"Really?" he asked``), and white space.

    Not handled: ``"Really?" Smith asked``, which the parser decides.
    """
    if len(doc):
        starts = _BoundaryFinder(get_layout(doc)).find(doc)
        # Setting token by token is slow: spaCy then checks the whole doc each time.
        values: Any = np.array(starts, dtype="int64").astype("uint64")
        doc.from_array(["SENT_START"], values)
    return doc


class _BoundaryFinder:
    """Finds the sentence boundaries of one doc, token by token."""

    def __init__(self, layout: Layout) -> None:
        self._blocks = iter([block.span.start for block in layout.blocks])
        # The first characters of closing marks, of quoted words, and of opening marks.
        self._closing = {q.inner[-1].end for q in layout.quotations if q.closed}
        self._inside = {inner.start for q in layout.quotations for inner in q.inner}
        self._opening = {q.start for q in layout.quotations if q.depth == 0}
        self._words = _load_boundary_words(layout.lexicons)

    def find(self, doc: Doc) -> list[int]:
        """Return for each token whether it starts a sentence, as spaCy's numbers."""
        starts: list[int] = []
        block = next(self._blocks, None)
        before: Token | None = None
        after_mark = new_line = worded = False
        for token in doc:
            if token.is_space:
                new_line = new_line or "\n" in token.text
                starts.append(_NO_START)
                continue
            if block is not None and token.idx >= block:
                while block is not None and token.idx >= block:
                    block = next(self._blocks, None)
                # White space in front of the first word belongs to its sentence.
                starts.append(_NO_START if before is None and starts else _START)
                closes = after_mark = worded = False
            else:
                closes = token.idx in self._closing
                # Before the first word there is at most a bullet or a number.
                goes_on = not worded or self._goes_on(token, before, after_mark, new_line)
                if worded and (
                    self._opens_sentence(token, before)
                    or self._is_after_abbreviation(token, before)
                    or _is_after_unit(token, before)
                    or _is_after_note(token, before)
                ):
                    starts.append(_START)
                else:
                    starts.append(_NO_START if closes or goes_on else _OPEN)
            worded = worded or any(character.isalpha() for character in token.text)
            # A word after closing brackets or dashes counts as directly after the mark.
            after_mark = closes or (after_mark and token.text[0] in self._words.after_closing)
            before, new_line = token, False
        return starts

    def _opens_sentence(self, token: Token, before: Token | None) -> bool:
        """Return whether a mark opens a quoted sentence after a finished one.

        The parser often misses these: ``It rained. ''We left,'' he said.``
        """
        if token.idx not in self._opening or before is None or token.i + 1 >= len(token.doc):
            return False
        return before.text in _SENTENCE_ENDS and token.nbor(1).text[0].isupper()

    def _is_after_abbreviation(self, token: Token, before: Token | None) -> bool:
        """Return whether a small word with a capital follows an abbreviation: "Roe et al. The"."""
        if before is None or before.text.lower() not in self._words.abbreviations:
            return False
        return token.is_title and token.is_stop

    def _goes_on(
        self, token: Token, before: Token | None, after_mark: bool, new_line: bool
    ) -> bool:
        """Return whether ``token`` certainly belongs to the sentence of the token before."""
        text = token.text
        if before is None:
            return False
        if token.idx in self._inside or text[0] in _CLOSING:
            return True
        if not before.whitespace_ and _NOTE.fullmatch(text):
            return True  # "It is “new.”3", "It is new.3"
        if after_mark:
            return (
                text[0].islower()
                or text[0] in self._words.dashes
                or before.text[-1] in self._words.dashes
            )
        if new_line:
            return False
        last = before.text[-1]
        if last.isalnum() or last in _UNFINISHED:
            return True
        if text[0].islower() and (last in ";:" or (last == "." and before.text[:-1].strip("."))):
            return True
        if before.text.lower() in self._words.abbreviations and (
            text[0].isdigit() or text in _UNFINISHED
        ):
            return True
        if last == "." and text[0] in _OPENING_BRACKETS and _is_year(token):
            return True  # "Roe et al. [2004] found that …"
        return last == "." and self._is_title(before)

    def _is_title(self, token: Token) -> bool:
        word = token.text
        if word == "." and token.i and not token.nbor(-1).whitespace_:
            word = token.nbor(-1).text + word
        return word in self._words.titles


def _is_after_unit(token: Token, before: Token | None) -> bool:
    """Return whether a capital follows an amount whose unit has a full stop: "$450m. The".

    Counter-example: "at 9a.m. Monday".
    """
    if before is None or not before.i or before.text[-1] != "." or not token.is_title:
        return False
    amount = before.nbor(-1)
    return before.text[:-1].isalpha() and amount.text[-1].isdigit() and not amount.whitespace_


def _is_after_note(token: Token, before: Token | None) -> bool:
    """Return whether a capital follows the number of a note behind a sentence: "was new.3 The"."""
    if before is None or before.i < 2 or not token.is_title:
        return False
    if _NOTE.fullmatch(before.text) is None or not before.whitespace_:
        return False
    end = before.nbor(-1)
    if end.whitespace_:
        return False
    return (
        before.text[0] in _SENTENCE_ENDS
        or end.text in _SENTENCE_ENDS
        or (not end.text[-1].isalnum() and before.nbor(-2).text in _SENTENCE_ENDS)
    )


def _is_year(bracket: Token) -> bool:
    """Return whether a bracket opens a year."""
    if bracket.i + 2 >= len(bracket.doc) or bracket.whitespace_:
        return False
    year = bracket.nbor(1)
    is_number = year.text.isdigit() and len(year) == _YEAR_DIGITS
    return is_number and bracket.nbor(2).text in _CLOSING_BRACKETS


@dataclass(frozen=True, slots=True)
class _BoundaryWords:
    """Words with a full stop, dashes, and what may follow a closing mark directly."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    dashes: frozenset[str]
    after_closing: frozenset[str]


@cache
def _load_boundary_words(lexicons: Lexicons) -> _BoundaryWords:
    typography = load_typography()
    dashes = frozenset("".join((*typography.dashes, *typography.typed_dashes)))
    sentences = load_sentences(lexicons)
    titles = frozenset(title.text for title in sentences.titles)
    abbreviations = frozenset(word.text for word in sentences.abbreviations)
    return _BoundaryWords(titles, abbreviations, dashes, dashes | _CLOSING_BRACKETS)
