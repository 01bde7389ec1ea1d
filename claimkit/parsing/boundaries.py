"""Sentence boundaries that the layout decides, set before the parser decides the others.

The parser keeps what is set here: it must break where a token is marked as a start and can't
break where one is marked as none.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, compile_prefix_regex

from claimkit.lexicons.sentences import load_sentences
from claimkit.parsing.layout import Layout, get_layout

COMPONENT = "claimkit_boundaries"

_START, _OPEN, _NO_START = 1, 0, -1
_CLOSING = frozenset(",.;:!?)]}")
_SENTENCE_ENDS = frozenset(".!?")
_DASHES = frozenset("-–—―")
# After these in mid-block nothing begins: the sentence has not ended yet.
_UNFINISHED = frozenset(",([{$€£&/+=")

# The default rules leave these glued to a word where a space was lost.
_MARKS = '"“”„‟«»'
_INFIXES = (
    rf"[{_MARKS}]",
    r"''|``",
    r"(?<=[.,!?…—―])[‘']|’(?=[—―–])",
    r"[—―]",
    rf"(?<=[{_MARKS}’)])–|–(?=[{_MARKS}‘])",
    rf"(?<=[a-z\d][a-z\d])[.,!?)]+(?=[{_MARKS}‘’—―])",
    r"[.,!?:;)\]]+(?=[—―])",
)
_PREFIXES = ("``",)


def split_glued_marks(nlp: Language) -> None:
    """Make the tokenizer cut at quotation marks and dashes inside a word.

    Example: ``ended.”—“No`` becomes five tokens. Counter-example: ``don’t``, ``2016–17``.
    """
    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    prefixes = [*_PREFIXES, *(nlp.Defaults.prefixes or ())]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search


@Language.component(COMPONENT, assigns=["token.is_sent_start"])
def set_boundaries(doc: Doc) -> Doc:
    """Set ``is_sent_start``: True opens a block, False can't open a sentence, None is open.

    False: closing marks and what they enclose last, the first word of a quotation (it stays
    with its mark), a word in mid-sentence, ``"Really?" he asked``, white space.
    Not handled: ``"Really?" Smith asked`` is the parser's to decide.
    """
    if len(doc):
        starts = _Boundaries(get_layout(doc)).find(doc)
        # Token by token, spaCy would search the whole doc for a parse each time.
        values: Any = np.array(starts, dtype="int64").astype("uint64")
        doc.from_array(["SENT_START"], values)
    return doc


class _Boundaries:
    """Walks over the tokens of one doc."""

    def __init__(self, layout: Layout) -> None:
        self._blocks = iter([block.span.start for block in layout.blocks])
        # Where marks close, and where what they enclose begins.
        self._closing = {q.inner[-1].end for q in layout.quotations if q.closed}
        self._inside = {inner.start for q in layout.quotations for inner in q.inner}
        self._opening = {q.start for q in layout.quotations if q.depth == 0}
        self._titles = _titles()

    def find(self, doc: Doc) -> list[int]:
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
                # Until a word has come, there is a bullet or a number at most.
                goes_on = not worded or self._goes_on(token, before, after_mark, new_line)
                if worded and self._opens_sentence(token, before):
                    starts.append(_START)
                else:
                    starts.append(_NO_START if closes or goes_on else _OPEN)
            worded = worded or any(character.isalpha() for character in token.text)
            # Brackets and dashes after a closing mark leave us right after it.
            after_mark = closes or (after_mark and token.text[0] in ")]}-–—―")
            before, new_line = token, False
        return starts

    def _opens_sentence(self, token: Token, before: Token | None) -> bool:
        """Tell whether ``token`` is a mark that opens a quoted sentence behind a finished one.

        The parser often misses these: ``It rained. ''We left,'' he said.``
        """
        if token.idx not in self._opening or before is None or token.i + 1 >= len(token.doc):
            return False
        return before.text in _SENTENCE_ENDS and token.nbor(1).text[0].isupper()

    def _goes_on(
        self, token: Token, before: Token | None, after_mark: bool, new_line: bool
    ) -> bool:
        """Tell whether ``token`` surely belongs to the sentence of the token before."""
        text = token.text
        if before is None:
            return False
        if token.idx in self._inside or text[0] in _CLOSING:
            return True
        if after_mark:
            return text[0].islower() or text[0] in _DASHES or before.text[-1] in _DASHES
        if new_line:
            return False
        last = before.text[-1]
        if last.isalnum() or last in _UNFINISHED:
            return True
        if text[0].islower() and (last in ";:" or (last == "." and before.text[:-1].strip("."))):
            return True
        return last == "." and self._is_title(before)

    def _is_title(self, token: Token) -> bool:
        word = token.text
        if word == "." and token.i and not token.nbor(-1).whitespace_:
            word = token.nbor(-1).text + word
        return word in self._titles


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.text for title in load_sentences().titles)
