"""Keep the layout of a document, its blocks and quotations, on a spaCy ``Doc``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.quotations import Quotation, find_quotations

USER_DATA_KEY = "claimkit"
_LINE = re.compile(r"[^\S\n]*(\S[^\n]*)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks and quotations of a text, both in order, and the lexicons to read it with.

    A ``Doc`` carries it in ``doc.user_data["claimkit"]``.
    """

    blocks: tuple[Block, ...]
    quotations: tuple[Quotation, ...]
    lexicons: Lexicons = BUILT_IN


def read_layout(
    text: str, blocks: Sequence[Block] | None = None, lexicons: Lexicons = BUILT_IN
) -> Layout:
    """Return the layout of a text with its quotations.

    Without ``blocks``, each line is a paragraph.
    """
    if blocks is None:
        blocks = [_paragraph(match) for match in _LINE.finditer(text)]
    quotations = find_quotations(text, blocks, lexicons.language)
    return Layout(tuple(blocks), tuple(quotations), lexicons)


def get_layout(doc: Doc) -> Layout:
    """Return the layout that ``doc`` carries; if it has none, read it from the text.

    The lexicons are then the built-in ones of the vocabulary's language.
    """
    layout = doc.user_data.get(USER_DATA_KEY)
    if not isinstance(layout, Layout):
        lexicons = Lexicons(str(doc.lang_))
        layout = doc.user_data[USER_DATA_KEY] = read_layout(doc.text, lexicons=lexicons)
    return layout


def lexicons_of(doc: Doc) -> Lexicons:
    """Return the lexicons that ``doc`` is read with."""
    return get_layout(doc).lexicons


def _paragraph(match: re.Match[str]) -> Block:
    end = match.start(1) + len(match.group(1).rstrip())
    return Block(BlockKind.PARAGRAPH, Span(match.start(1), end))
