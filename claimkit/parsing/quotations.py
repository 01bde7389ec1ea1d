"""Find the quotations of a text, which are the stretches between quotation marks.

Only characters are read, and marks are paired block by block. So a missing mark spoils the
quotations of its own block at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.quotation_marks import MarkRole, PlacedMark, read_marks

_CONTINUABLE = {
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.PULL_QUOTE,
    BlockKind.TURN,
    BlockKind.BLOCK_QUOTATION,
    BlockKind.QUOTED_MESSAGE,
}
_MUCH = 0.4
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z]|\s*$)")


_Found = tuple[list[Span], list[Span], bool]
"""The pieces of a quotation, the same without marks, and whether it is closed."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, with one piece for each block it runs through.

    ``pieces`` include the marks, ``inner`` leave them out; both ordered and of equal length.
    ``depth`` is the number of quotations around it. ``closed`` is False where the closing mark
    is missing; the last piece then ends with its sentence (a fragment) or its block.
    """

    pieces: tuple[Span, ...]
    inner: tuple[Span, ...]
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(slots=True)
class _OpenQuotation:
    """A quotation whose closing mark has not been found yet."""

    mark: PlacedMark
    pieces: list[Span] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.mark.entry.family

    def add_piece(self, end: int, inner_end: int) -> None:
        """Add the piece from the opening mark to ``end``; its words end at ``inner_end``."""
        self.pieces.append(Span(self.mark.span.start, end))
        self.inner.append(Span(self.mark.span.end, max(inner_end, self.mark.span.end)))


def find_quotations(
    text: str, blocks: Sequence[Block], language: str = DEFAULT_LANGUAGE
) -> list[Quotation]:
    """Find all quotations in ``blocks``, nested ones too, ordered by start.

    They don't cross each other or a block's edge, save for a quotation of several
    paragraphs: an opening mark at each, one closing mark at the end.

    Example: ``"Go," she said. "Now."`` holds two.
    A block quotation is a quotation without marks.
    Counter-example: ``the soldiers' pay, 6'2", rock 'n' roll`` holds none.
    Not handled: a nested quotation of several paragraphs; a straight single mark that
    closes inside a word.
    """
    found: list[_Found] = []
    carried: _OpenQuotation | None = None
    marks = read_marks(text, blocks[0].span, language) if blocks else []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        next_marks = read_marks(text, following.span, language) if following else []
        pairing = _MarkPairing(text, block, marks, carried)
        pairing.pair()
        opener = None
        if following and {block.kind, following.kind} <= _CONTINUABLE:
            opener = _leading_mark(text, following.span, next_marks)
        carried = pairing.finish(opener)
        found.extend(pairing.found)
        marks = next_marks
    found.extend(_block_quotations(blocks, found))
    return _with_depths(found)


def _block_quotations(blocks: Sequence[Block], found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield the block quotations that have no marks of their own; paragraphs in a row are one."""
    if not any(block.kind is BlockKind.BLOCK_QUOTATION for block in blocks):
        return
    spans = [span for pieces, _, _ in found for span in pieces]
    run: list[Span] = []
    before: Block | None = None
    for block in blocks:
        is_bare = block.kind is BlockKind.BLOCK_QUOTATION and not _is_quoted(block.span, spans)
        if run and (not is_bare or before is None or before.speaker != block.speaker):
            yield run, run, True
            run = []
        if is_bare:
            run = [*run, block.span]
        before = block
    if run:
        yield run, run, True


def _is_quoted(block: Span, spans: Sequence[Span]) -> bool:
    """Return whether a block has quotations in marks, and not just a word or two in them."""
    inside = [span for span in spans if block.contains(span)]
    if any(span.start == block.start for span in inside):
        return True
    return sum(map(len, inside)) >= _MUCH * len(block)


class _MarkPairing:
    """Pairs the marks of one block.

    ``carried`` is the quotation that the block before left open.
    """

    def __init__(
        self, text: str, block: Block, marks: list[PlacedMark], carried: _OpenQuotation | None
    ) -> None:
        self.found: list[_Found] = []
        self._text = text
        self._end = block.span.start + len(block.span.of(text).rstrip())
        self._start = block.span.start
        self._marks = marks
        self._carried = carried
        # The open quotations, outermost first.
        self._stack: list[_OpenQuotation] = []
        self._open_families: Counter[str] = Counter()
        self._open_styles: Counter[tuple[str, str]] = Counter()
        self._sentence_ends: list[int] | None = None

    def pair(self) -> None:
        """Pair the marks, and close each quotation that has both."""
        for index, mark in enumerate(self._marks):
            if index == 0 and self._carried:
                self._carried.mark = mark
                self._push(self._carried)
            elif mark.role is MarkRole.OPEN or (
                mark.role is MarkRole.EITHER and not self._open_families[mark.entry.family]
            ):
                self._open(mark)
            elif self._can_close(mark):
                self._close(mark)

    def finish(self, opener: PlacedMark | None) -> _OpenQuotation | None:
        """End the quotations that are open; return the one that the next block carries on.

        ``opener`` is the opening mark that the next block begins with.
        """
        carried = None
        for opened in self._stack:
            if carried is None and opener and self._goes_on(opened, opener):
                opened.add_piece(self._end, self._end)
                carried = opened
            else:
                self._give_up(opened, self._end)
        return carried

    def _goes_on(self, opened: _OpenQuotation, opener: PlacedMark) -> bool:
        if opened.mark.entry is not opener.entry:
            return False
        if opened.mark.entry.must_close:
            return opened.mark.span.start == self._start
        return not self._is_fragment(opened)

    def _open(self, mark: PlacedMark) -> None:
        style = (mark.entry.family, mark.entry.style)
        if self._open_styles[style]:
            nested = mark.closers_left > self._open_families[mark.entry.family]
            if not nested:
                self._drop_until(style, mark.span.start)
        self._push(_OpenQuotation(mark))

    def _can_close(self, mark: PlacedMark) -> bool:
        family = mark.entry.family
        if not self._open_families[family]:
            return False
        if family == "single" and self._stack[-1].family != family:
            return False
        if mark.role is not MarkRole.WEAK_CLOSE or mark.next_of_family is None:
            return True
        later = self._marks[mark.next_of_family]
        if later.role not in (MarkRole.CLOSE, MarkRole.WEAK_CLOSE) or later.entry is not mark.entry:
            return True
        around = self._stack[-2].family if len(self._stack) > 1 else None
        return around is not None and self._closes_before(around, mark, later)

    def _closes_before(self, family: str, mark: PlacedMark, later: PlacedMark) -> bool:
        """Return whether the quotation around these marks ends between them."""
        first = bisect_left(self._marks, mark.span.end, key=lambda other: other.span.start)
        for other in self._marks[first : first + 8]:
            if other.span.start >= later.span.start:
                return False
            if other.entry.family == family and other.role is not MarkRole.OPEN:
                return True
        return False

    def _close(self, mark: PlacedMark) -> None:
        family, style = mark.entry.family, mark.entry.style
        same_style = self._open_styles[family, style] > 0
        while self._stack:
            opened = self._pop()
            if opened.family == family and (not same_style or opened.mark.entry.style == style):
                opened.add_piece(mark.span.end, mark.span.start)
                self.found.append((opened.pieces, opened.inner, True))
                return
            self._give_up(opened, mark.span.start)

    def _drop_until(self, style: tuple[str, str], end: int) -> None:
        """Give up the innermost open quotation of this style and all inside it."""
        while self._stack:
            opened = self._pop()
            self._give_up(opened, end)
            if (opened.family, opened.mark.entry.style) == style:
                return

    def _give_up(self, opened: _OpenQuotation, end: int) -> None:
        """Keep a quotation that is not closed, up to its likely end."""
        sure = opened.mark.role is MarkRole.OPEN and not opened.mark.entry.must_close
        if not sure and not opened.pieces:
            return
        if self._is_fragment(opened):
            end = min(end, self._find_sentence_end(opened.mark.span.end))
        while end > opened.mark.span.end and self._text[end - 1].isspace():
            end -= 1
        opened.add_piece(end, end)
        self.found.append((opened.pieces, opened.inner, False))

    def _is_fragment(self, opened: _OpenQuotation) -> bool:
        """Return whether the quotation begins in mid-sentence: called it "a draw."""
        mark = opened.mark.span
        return mark.start > self._start and self._text[mark.end : mark.end + 1].islower()

    def _find_sentence_end(self, position: int) -> int:
        if self._sentence_ends is None:
            ends = _SENTENCE_END.finditer(self._text[self._start : self._end])
            self._sentence_ends = [self._start + match.end() for match in ends]
        index = bisect_left(self._sentence_ends, position)
        return self._sentence_ends[index] if index < len(self._sentence_ends) else self._end

    def _push(self, opened: _OpenQuotation) -> None:
        self._stack.append(opened)
        self._count(opened, 1)

    def _pop(self) -> _OpenQuotation:
        opened = self._stack.pop()
        self._count(opened, -1)
        return opened

    def _count(self, opened: _OpenQuotation, step: int) -> None:
        self._open_families[opened.family] += step
        self._open_styles[opened.family, opened.mark.entry.style] += step


def _leading_mark(text: str, span: Span, marks: list[PlacedMark]) -> PlacedMark | None:
    """Return the opening mark that a block begins with."""
    if (
        marks
        and marks[0].role is MarkRole.OPEN
        and not text[span.start : marks[0].span.start].strip()
    ):
        return marks[0]
    return None


def _with_depths(found: list[_Found]) -> list[Quotation]:
    """Return the quotations, each with the number of quotations around its first piece."""
    pieces = sorted(
        ((piece, number) for number, (spans, _, _) in enumerate(found) for piece in spans),
        key=lambda item: (item[0].start, -item[0].end),
    )
    depths: dict[int, int] = {}
    around: list[int] = []
    for piece, number in pieces:
        while around and around[-1] <= piece.start:
            around.pop()
        depths.setdefault(number, len(around))
        around.append(piece.end)
    return [
        Quotation(tuple(found[n][0]), tuple(found[n][1]), depth, found[n][2])
        for n, depth in depths.items()
        if any(len(inner) for inner in found[n][1])
    ]
