"""Provide one view of a parsed document: its tokens, sentences, blocks and quotations.

Everything is computed at the first use and kept, so a caller pays only for what it reads.
Tokens and sentences are numbered from 0; token ranges are half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.model import ABOUT_THE_DOCUMENT, Block, BlockKind, Span
from claimkit.parsing.layout import Layout, get_layout
from claimkit.parsing.quotations import Quotation
from claimkit.parsing.quoted_speech import QuotedSpeech, is_utterance

NO_SPEECH = -1
ARTICLE = 0
NO_SECTION = -1

_HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))


class ParsedDocument:
    """A spaCy ``Doc`` together with the layout of the document that it was made from.

    Args:
        doc: the parsed document.
        text: the text of ``doc``, if the caller has it; spaCy would join it again each time.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.doc = doc
        self.text: str = doc.text if text is None else text

    @property
    def lexicons(self) -> Lexicons:
        """The lexicons that the document is read with."""
        return self.layout.lexicons

    # -- layout -----------------------------------------------------------------------------

    @cached_property
    def layout(self) -> Layout:
        """The blocks and quotations of the document."""
        return get_layout(self.doc)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.layout.blocks

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        return self.layout.quotations

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def block_of(self, token: int) -> int:
        """Return the index of the block that a token stands in, -1 before the first one."""
        return bisect_right(self._block_starts, self.token_starts[token]) - 1

    @cached_property
    def heading_tokens(self) -> frozenset[int]:
        """The tokens of the title and of headings, without those that lead on to a list."""
        spans = [b.span for b in self.blocks if b.kind in _HEADINGS]
        return frozenset(self.cover(s for s in spans if not s.of(self.text).endswith(":")))

    @cached_property
    def section_of(self) -> list[int]:
        """The section of each token.

        `ARTICLE` is the text itself. Each reader comment is a section with a number of its own;
        furniture, bylines and datelines are in `NO_SECTION`.
        """
        sections = [NO_SECTION] * len(self.doc)
        for number, block in enumerate(self.blocks, start=1):
            if block.kind in ABOUT_THE_DOCUMENT:
                continue
            first, last = self.token_range(block.span)
            is_comment = block.kind is BlockKind.READER_COMMENT
            sections[first:last] = [number if is_comment else ARTICLE] * (last - first)
        return sections

    def section_at(self, position: int) -> int:
        """Return the section of the token at a character of the text."""
        return self.section_of[self.token_range(Span(position, position + 1))[0]]

    # -- characters and tokens --------------------------------------------------------------

    @cached_property
    def token_starts(self) -> list[int]:
        """The first character of each token."""
        return [int(start) for start in self.doc.to_array(["IDX"]).ravel()]

    def token_range(self, span: Span) -> tuple[int, int]:
        """Return the tokens that overlap a span; the space after a token belongs to it."""
        first = max(0, bisect_right(self.token_starts, span.start) - 1)
        return first, bisect_left(self.token_starts, span.end)

    def cover(self, spans: Iterable[Span]) -> set[int]:
        """Return the tokens that overlap any of the spans."""
        return {i for span in spans for i in range(*self.token_range(span))}

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens ``[first, last)``, without space at the end."""
        end = self.doc[last - 1]
        return Span(self.token_starts[first], end.idx + len(end))

    def token_before(self, position: int) -> Token | None:
        """Return the last token that starts before a character."""
        index = bisect_left(self.token_starts, position) - 1
        return self.doc[index] if index >= 0 else None

    def token_from(self, position: int) -> Token | None:
        """Return the first token that starts at a character or after it."""
        index = bisect_left(self.token_starts, position)
        return self.doc[index] if index < len(self.token_starts) else None

    # -- sentences --------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The token range of each sentence."""
        return [(sentence.start, sentence.end) for sentence in self.doc.sents]

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of each token's sentence."""
        numbers: list[int] = []
        for number, (start, end) in enumerate(self.sentences):
            numbers += [number] * (end - start)
        return numbers

    @cached_property
    def narrative_sentence_of(self) -> list[int]:
        """The number of each token's sentence, without counting sentences inside quotations.

        It measures the distance to an earlier mention, however long the quotations between are.
        """
        count, numbers = 0, []
        for start, end in self.sentences:
            is_quoted = all(
                i in self.quoted_tokens or not self.doc[i].is_alpha for i in range(start, end)
            )
            count += not is_quoted
            numbers += [count] * (end - start)
        return numbers

    # -- quotations -------------------------------------------------------------------------

    @cached_property
    def quoted_tokens(self) -> frozenset[int]:
        """The tokens inside quotations, marks included."""
        return frozenset(self.cover(piece for q in self.quotations for piece in q.pieces))

    @cached_property
    def speeches(self) -> list[QuotedSpeech]:
        """The outermost quotations that hold a word, in order."""
        found = (self._read_speech(q) for q in self.quotations if q.depth == 0)
        return [speech for speech in found if speech is not None]

    @cached_property
    def speech_of(self) -> list[int]:
        """The index in ``speeches`` for each token, `NO_SPEECH` outside of them."""
        numbers = [NO_SPEECH] * len(self.doc)
        for number, speech in enumerate(self.speeches):
            for start, end in speech.pieces:
                numbers[start:end] = [number] * (end - start)
        return numbers

    def _read_speech(self, quotation: Quotation) -> QuotedSpeech | None:
        ranges = (self.token_range(piece) for piece in quotation.pieces)
        pieces = tuple((start, end) for start, end in ranges if end > start)
        tokens = (self.doc[i] for start, end in pieces for i in range(start, end))
        words = sum(token.is_alpha or token.like_num for token in tokens)
        if not words:
            return None
        last_words = quotation.inner[-1].of(self.text)
        return QuotedSpeech(
            pieces,
            words,
            is_utterance(len(pieces), words, last_words),
            self.block_of(pieces[0][0]),
        )

    # -- parts of speech --------------------------------------------------------------------

    @cached_property
    def _parts_of_speech(self) -> list[int]:
        return [int(number) for number in self.doc.to_array(["POS"]).ravel()]

    def iter_unquoted(self, part_of_speech: str) -> Iterator[Token]:
        """Yield the tokens outside quotations that have a part of speech."""
        wanted = self.doc.vocab.strings[part_of_speech]
        for i, found in enumerate(self._parts_of_speech):
            if found == wanted and i not in self.quoted_tokens:
                yield self.doc[i]
