"""Keep the layout of a document, its blocks and quotations, on a spaCy ``Doc``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.quotations import Quotation, find_quotations

USER_DATA_KEY = "claimkit"
_LINE = re.compile(r"[^\S\n]*(\S[^\n]*)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks and quotations of a text, both in order.

    A ``Doc`` carries it in ``doc.user_data["claimkit"]``.
    """

    blocks: tuple[Block, ...]
    quotations: tuple[Quotation, ...]


def read_layout(
    text: str, blocks: Sequence[Block] | None = None, language: str = DEFAULT_LANGUAGE
) -> Layout:
    """Return the layout of a text with its quotations.

    Without ``blocks``, each line is a paragraph.
    """
    if blocks is None:
        blocks = [_paragraph(match) for match in _LINE.finditer(text)]
    return Layout(tuple(blocks), tuple(find_quotations(text, blocks, language)))


def get_layout(doc: Doc) -> Layout:
    """Return the layout that ``doc`` carries; if it has none, read it from the text."""
    layout = doc.user_data.get(USER_DATA_KEY)
    if not isinstance(layout, Layout):
        layout = doc.user_data[USER_DATA_KEY] = read_layout(doc.text, language=doc.lang_)
    return layout


def _paragraph(match: re.Match[str]) -> Block:
    end = match.start(1) + len(match.group(1).rstrip())
    return Block(BlockKind.PARAGRAPH, Span(match.start(1), end))
