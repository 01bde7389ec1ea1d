"""Where the tokens of a document stand: stretch, sentence, quotation, heading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from claimkit.model import BlockKind, Span
from claimkit.parsing.layout import get_layout

ARTICLE = 0
_NOWHERE = -1


class Positions:
    """Look-up by token, and from characters to tokens.

    ``section_of`` numbers each token's stretch: 0 for the article, one number a reader comment,
    below zero for boilerplate. ``sentence_of`` numbers sentences; who speaks is no farther off
    behind a long quotation.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        layout = get_layout(doc)
        self._starts = [int(place) for place in doc.to_array(["IDX"]).ravel()]
        self.quoted = self.cover(piece for quote in layout.quotations for piece in quote.pieces)
        self.in_heading = self.cover(
            block.span
            for block in layout.blocks
            if block.kind in (BlockKind.TITLE, BlockKind.HEADING)
        )
        self.section_of = self._sections()
        self.sentence_of = self._count_sentences()
        self._parts_of_speech = doc.to_array(["POS"]).ravel().tolist()

    def _sections(self) -> list[int]:
        section = [_NOWHERE] * len(self._doc)
        for number, block in enumerate(get_layout(self._doc).blocks, start=1):
            if block.kind is BlockKind.BOILERPLATE:
                continue
            first, last = self.range(block.span)
            is_comment = block.kind is BlockKind.READER_COMMENT
            section[first:last] = [number if is_comment else ARTICLE] * (last - first)
        return section

    def _count_sentences(self) -> list[int]:
        count, numbers = 0, []
        for sentence in self._doc.sents:
            tokens = range(sentence.start, sentence.end)
            is_told = all(i in self.quoted or not self._doc[i].is_alpha for i in tokens)
            count += not is_told
            numbers += [count] * len(tokens)
        return numbers

    def range(self, span: Span) -> tuple[int, int]:
        """Return the first token of a span and the one behind its last."""
        first = bisect_right(self._starts, span.start) - 1
        return max(first, 0), bisect_left(self._starts, span.end)

    def cover(self, spans: Iterable[Span]) -> set[int]:
        """Return the tokens of all spans."""
        return {i for span in spans for i in range(*self.range(span))}

    def start(self, token: int) -> int:
        """Return a token's first character."""
        return self._starts[token]

    def section_at(self, character: int) -> int:
        return self.section_of[self.range(Span(character, character + 1))[0]]

    def iter_unquoted(self, part_of_speech: str) -> Iterator[int]:
        """Yield the tokens outside quotations that have a part of speech."""
        wanted = self._doc.vocab.strings[part_of_speech]
        for i, found in enumerate(self._parts_of_speech):
            if found == wanted and i not in self.quoted:
                yield i
