"""Find the quotations of a text: which stretches stand between quotation marks.

Reads characters only. A mark's neighbours say whether it can open or close, its glyph says
what it does where they leave both possible, and what is open says the rest. So a lost mark
costs at most its own block, and counting marks is never enough to be wrong about the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from claimkit.lexicons.quotation_marks import QuotationMark, load_elisions, load_quotation_marks
from claimkit.model import Block, BlockKind, Span

_CONTINUABLE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.PULL_QUOTE}
_OPENING_NEIGHBOURS = set("([{<—–―-/=")
_CLOSING_NEIGHBOURS = set(".,;:!?…)]}>—–―-/")
_AFTER_SPACE_CLOSING = set(",;:!?)]}")
_FEET_AND_INCHES = re.compile(r"""\d\s?['’′]\s?\d{1,2}(?:\.\d+|[½¼¾])?\s?(?:''|’’|["”″])""")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)")
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](?=\d\ds?\b)")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z]|\s*$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, in one piece a block.

    ``pieces`` include the marks, ``inner`` leave them out; both ordered and of equal length.
    ``depth`` counts the quotations around it. ``closed`` is False where the closing mark is
    missing: the last piece then ends with its sentence (a fragment) or block.
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


class _Role(Enum):
    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"
    # Closes, unless it is a plural's apostrophe or an inch sign: "the soldiers' pay".
    WEAK_CLOSE = "weak close"


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    entry: QuotationMark
    role: _Role
    # What the rest of the block holds of this family: closing less opening marks.
    closers_left: int
    next_of_family: int | None


@dataclass(slots=True)
class _Opened:
    """A quotation whose end is not found yet."""

    mark: _Mark
    pieces: list[Span] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.mark.entry.family

    def add_piece(self, end: int, inner_end: int) -> None:
        self.pieces.append(Span(self.mark.span.start, end))
        self.inner.append(Span(self.mark.span.end, max(inner_end, self.mark.span.end)))


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """Find all quotations in ``blocks``, nested ones too, ordered by start.

    They don't cross each other or a block's edge, save for a quotation of several
    paragraphs: an opening mark at each, one closing mark at the end.

    Example: ``"Go," she said. "Now."`` holds two.
    Counter-example: ``the soldiers' pay, 6'2", rock 'n' roll`` holds none.
    Not handled: a nested quotation of several paragraphs; a straight single mark that
    closes inside a word.
    """
    found: list[tuple[list[Span], list[Span], bool]] = []
    carried: _Opened | None = None
    marks = _read_marks(text, blocks[0].span) if blocks else []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        next_marks = _read_marks(text, following.span) if following else []
        reader = _BlockReader(text, block, marks, carried)
        reader.read()
        opener = None
        if following and {block.kind, following.kind} <= _CONTINUABLE:
            opener = _leading_mark(text, following.span, next_marks)
        carried = reader.finish(opener)
        found.extend(reader.found)
        marks = next_marks
    return _with_depths(found)


class _BlockReader:
    """Pairs the marks of one block."""

    def __init__(
        self, text: str, block: Block, marks: list[_Mark], carried: _Opened | None
    ) -> None:
        self.found: list[tuple[list[Span], list[Span], bool]] = []
        self._text = text
        self._end = block.span.start + len(block.span.of(text).rstrip())
        self._start = block.span.start
        self._marks = marks
        self._carried = carried
        self._stack: list[_Opened] = []
        self._open_families: Counter[str] = Counter()
        self._open_styles: Counter[tuple[str, str]] = Counter()
        self._sentence_ends: list[int] | None = None

    def read(self) -> None:
        for index, mark in enumerate(self._marks):
            if index == 0 and self._carried:
                self._carried.mark = mark
                self._push(self._carried)
            elif mark.role is _Role.OPEN or (
                mark.role is _Role.EITHER and not self._open_families[mark.entry.family]
            ):
                self._open(mark)
            elif self._can_close(mark):
                self._close(mark)

    def finish(self, opener: _Mark | None) -> _Opened | None:
        """End what is still open; return what the next block's first mark goes on with."""
        carried = None
        for opened in self._stack:
            if carried is None and opener and self._goes_on(opened, opener):
                opened.add_piece(self._end, self._end)
                carried = opened
            else:
                self._give_up(opened, self._end)
        return carried

    def _goes_on(self, opened: _Opened, opener: _Mark) -> bool:
        if opened.mark.entry is not opener.entry:
            return False
        if opened.mark.entry.must_close:
            return opened.mark.span.start == self._start
        return not self._is_fragment(opened)

    def _open(self, mark: _Mark) -> None:
        style = (mark.entry.family, mark.entry.style)
        if self._open_styles[style]:
            nested = mark.closers_left > self._open_families[mark.entry.family]
            if not nested:
                self._drop_until(style, mark.span.start)
        self._push(_Opened(mark))

    def _can_close(self, mark: _Mark) -> bool:
        family = mark.entry.family
        if not self._open_families[family]:
            return False
        if family == "single" and self._stack[-1].family != family:
            return False
        if mark.role is not _Role.WEAK_CLOSE or mark.next_of_family is None:
            return True
        later = self._marks[mark.next_of_family]
        if later.role not in (_Role.CLOSE, _Role.WEAK_CLOSE) or later.entry is not mark.entry:
            return True
        around = self._stack[-2].family if len(self._stack) > 1 else None
        return around is not None and self._closes_before(around, mark, later)

    def _closes_before(self, family: str, mark: _Mark, later: _Mark) -> bool:
        """Tell whether the quotation around ends between the two marks."""
        first = bisect_left(self._marks, mark.span.end, key=lambda other: other.span.start)
        for other in self._marks[first : first + 8]:
            if other.span.start >= later.span.start:
                return False
            if other.entry.family == family and other.role is not _Role.OPEN:
                return True
        return False

    def _close(self, mark: _Mark) -> None:
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

    def _give_up(self, opened: _Opened, end: int) -> None:
        """Keep an unclosed quotation as far as it can be meant to go."""
        sure = opened.mark.role is _Role.OPEN and not opened.mark.entry.must_close
        if not sure and not opened.pieces:
            return
        if self._is_fragment(opened):
            end = min(end, self._find_sentence_end(opened.mark.span.end))
        while end > opened.mark.span.end and self._text[end - 1].isspace():
            end -= 1
        opened.add_piece(end, end)
        self.found.append((opened.pieces, opened.inner, False))

    def _is_fragment(self, opened: _Opened) -> bool:
        """Tell whether the quotation begins in mid-sentence: called it "a draw."""
        mark = opened.mark.span
        return mark.start > self._start and self._text[mark.end : mark.end + 1].islower()

    def _find_sentence_end(self, position: int) -> int:
        if self._sentence_ends is None:
            ends = _SENTENCE_END.finditer(self._text[self._start : self._end])
            self._sentence_ends = [self._start + match.end() for match in ends]
        index = bisect_left(self._sentence_ends, position)
        return self._sentence_ends[index] if index < len(self._sentence_ends) else self._end

    def _push(self, opened: _Opened) -> None:
        self._stack.append(opened)
        self._count(opened, 1)

    def _pop(self) -> _Opened:
        opened = self._stack.pop()
        self._count(opened, -1)
        return opened

    def _count(self, opened: _Opened, step: int) -> None:
        self._open_families[opened.family] += step
        self._open_styles[opened.family, opened.mark.entry.style] += step


def _leading_mark(text: str, span: Span, marks: list[_Mark]) -> _Mark | None:
    """Return the opening mark that a block begins with."""
    if marks and marks[0].role is _Role.OPEN and not text[span.start : marks[0].span.start].strip():
        return marks[0]
    return None


def _with_depths(found: list[tuple[list[Span], list[Span], bool]]) -> list[Quotation]:
    """Count for each quotation how many stand around its first piece."""
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


def _read_marks(text: str, span: Span) -> list[_Mark]:
    """Read a block's marks in order, apostrophes and measures left out."""
    placed = list(_iter_marks(text, span))
    marks: list[_Mark] = []
    closers: Counter[str] = Counter()
    following: dict[str, int] = {}
    for index in range(len(placed) - 1, -1, -1):
        where, entry, role = placed[index]
        family = entry.family
        marks.append(_Mark(where, entry, role, closers[family], following.get(family)))
        following[family] = index
        if role is _Role.OPEN:
            closers[family] -= 1
        elif role is not _Role.EITHER:
            closers[family] += 1
    marks.reverse()
    return marks


def _iter_marks(text: str, span: Span) -> Iterator[tuple[Span, QuotationMark, _Role]]:
    """Yield marks with the role that glyph and neighbours give them."""
    entries, elisions, runs = _patterns()
    masked: set[int] = set()
    for pattern in (_FEET_AND_INCHES, _INNER_APOSTROPHE, _SHORT_YEAR, elisions):
        for match in pattern.finditer(text, span.start, span.end):
            masked.update(range(match.start(), match.end()))
    for match in runs.finditer(text, span.start, span.end):
        # Marks that touch share their neighbours: in ."' the point counts for both.
        before = text[match.start() - 1] if match.start() > span.start else ""
        after = text[match.end()] if match.end() < span.end else ""
        context = _role_of_place(before, after)
        goes_on = _goes_on(text, match.end(), span.end)
        for where, glyph in _split_run(match, context, masked):
            entry = entries[glyph]
            weak = goes_on and (
                before.isdigit() or (entry.family == "single" and before in ("s", "S", "z", "x"))
            )
            role = _role_of_mark(entry, context, weak)
            if role is not None:
                yield where, entry, role


@cache
def _patterns() -> tuple[dict[str, QuotationMark], re.Pattern[str], re.Pattern[str]]:
    """Compile the lexicon: marks by glyph, elisions, runs of marks."""
    entries = {mark.text: mark for mark in load_quotation_marks().marks}
    words = sorted((elision.text for elision in load_elisions().elisions), key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace("'", "['’‘]") for word in words)
    elisions = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
    glyphs = re.escape("".join(sorted({glyph for mark in entries for glyph in mark})))
    return entries, elisions, re.compile(f"[{glyphs}]+")


def _role_of_place(before: str, after: str) -> _Role:
    """Decide what a mark between two characters does; "" is the block's edge."""
    if not before:
        return _Role.OPEN
    if not after:
        return _Role.CLOSE
    can_open = before.isspace() or before in _OPENING_NEIGHBOURS
    if can_open and not after.isspace() and after not in _AFTER_SPACE_CLOSING:
        return _Role.OPEN
    if not can_open and (after.isspace() or after in _CLOSING_NEIGHBOURS):
        return _Role.CLOSE
    return _Role.EITHER


def _goes_on(text: str, end: int, limit: int) -> bool:
    """Tell whether a word follows, as after a plural's apostrophe or an inch sign."""
    rest = text[end : min(end + 2, limit)]
    return rest[:1] == "-" or (rest[:1].isspace() and rest[1:].isalnum())


def _role_of_mark(entry: QuotationMark, place: _Role, weak: bool) -> _Role | None:
    """Combine glyph and place; None where the glyph can't be a mark here."""
    if entry.role == "only open":
        return None if place is _Role.CLOSE else _Role.OPEN
    if entry.role == "open":
        return _Role.OPEN if place is _Role.OPEN else _Role.EITHER
    if entry.role == "close" and place is _Role.OPEN:
        return _Role.EITHER
    if entry.role == "close" or place is _Role.CLOSE:
        return _Role.WEAK_CLOSE if weak else _Role.CLOSE
    return place


def _split_run(
    match: re.Match[str], context: _Role, masked: set[int]
) -> Iterator[tuple[Span, str]]:
    """Cut a run of marks into single ones: ''' is '' and ' at a start, ' and '' at an end."""
    entries, _, _ = _patterns()
    text, start, end = match.string, match.start(), match.end()
    while start < end:
        if start in masked:
            start += 1
            continue
        length = 1
        while length < 4 and start + length < end and text[start + length] == text[start]:
            length += 1
        pair = text[start] * 2
        if length == 3 and pair in entries and context is _Role.CLOSE:
            size = 1
        else:
            size = 2 if length in (2, 3) and pair in entries else 1
        if length < 4 or pair not in entries:
            yield Span(start, start + size), text[start : start + size]
            start += size
        else:  # four or more: a rule drawn with apostrophes, no marks
            while start < end and text[start] == pair[0]:
                start += 1
