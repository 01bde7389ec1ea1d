"""Find quotation marks without a counterpart, so that a person can look at them.

Only double marks count: a single one may be an apostrophe. A quotation of several paragraphs has an
opening mark at each and one closing mark. Inches (6'2") and the marks of other languages
(„…“, »…«, ”…”) are no faults, nor are two kinds of marks that make a pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.model import BlockKind

_READ = frozenset(
    (
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TURN,
        BlockKind.QUESTION,
        BlockKind.BLOCK_QUOTATION,
        BlockKind.READER_COMMENT,
        BlockKind.QUOTED_MESSAGE,
    )
)
_STRAIGHT, _OPENING, _CLOSING, _LOW = '"', "“", "”", "„"
_PAIRS = ((_OPENING, _CLOSING), ("«", "»"))
_BEFORE_OPENING = "([{-–—/=>*_"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in a block; ``place`` is its offset in the text of the blocks."""

    place: int
    sign: str
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Whether a straight mark stands where a quotation begins."""
        return not self.before.strip() or self.before in _BEFORE_OPENING

    @property
    def may_be_inches(self) -> bool:
        return self.before.isdigit() and not self.after.isalnum()


def find_broken_quotations(drafts: Sequence[BlockDraft]) -> list[tuple[str, int]]:
    """Return a message for each mark without a counterpart, and its place in the blocks' text."""
    blocks = [list(_iter_marks(draft)) for draft in drafts if draft.kind in _READ]
    starts = [draft.text[:1] for draft in drafts if draft.kind in _READ]
    found = []
    for index, marks in enumerate(blocks):
        mark = _find_unpaired(marks)
        if mark is None or mark.may_be_inches:
            continue
        following = blocks[index + 1 : index + 2]
        goes_on = starts[index + 1 : index + 2] == [mark.sign] and _is_open(mark)
        is_closed_below = _is_open(mark) and any(_closes(other) for other in following)
        is_opened_above = not _is_open(mark) and index > 0 and _opens(blocks[index - 1])
        if not (goes_on or is_closed_below or is_opened_above):
            what = "opens a quotation that nothing closes" if _is_open(mark) else "closes nothing"
            found.append((f"this quotation mark {what}", mark.place))
    return found


def _iter_marks(draft: BlockDraft) -> Iterator[_Mark]:
    signs = frozenset((_STRAIGHT, _LOW, *(sign for pair in _PAIRS for sign in pair)))
    for number, part in enumerate(draft.parts):
        text = part.text
        if signs.isdisjoint(text):
            continue
        edge = " " if number else ""
        for place, sign in enumerate(text):
            if sign in signs:
                before = text[place - 1] if place else edge
                yield _Mark(part.start + place, sign, before, text[place + 1 : place + 2])


def _find_unpaired(marks: Sequence[_Mark]) -> _Mark | None:
    """Return the first mark of a block that has no counterpart in it."""
    straight = _unpaired_straight([mark for mark in marks if mark.sign == _STRAIGHT])
    others = [found for pair in _PAIRS if (found := _unpaired(marks, *pair)) is not None]
    if straight and others and len(others) == 1:
        return None  # the two are a pair: “Yes"
    return next(iter(others), straight)


def _unpaired_straight(marks: Sequence[_Mark]) -> _Mark | None:
    if len(marks) % 2 == 0:
        return None
    certain = [mark for mark in marks if not mark.may_be_inches]
    if len(certain) % 2 == 0:
        return None
    opened: _Mark | None = None
    for mark in certain:
        if mark.opens:
            if opened is not None:
                return opened
            opened = mark
        elif opened is None:
            return mark
        else:
            opened = None
    return opened


def _unpaired(marks: Sequence[_Mark], opening: str, closing: str) -> _Mark | None:
    ours = [mark for mark in marks if mark.sign in (opening, closing, _LOW)]
    if opening != _OPENING:
        ours = [mark for mark in ours if mark.sign != _LOW]
    counts = {sign: sum(mark.sign == sign for mark in ours) for sign in (opening, closing, _LOW)}
    if counts[opening] == counts[closing] + counts[_LOW] or (
        len(ours) % 2 == 0 and not (counts[opening] and counts[closing])
    ):
        return None
    opened: list[_Mark] = []
    for mark in ours:
        is_low_pair = mark.sign == opening and opened and opened[-1].sign == _LOW
        if mark.sign == closing or is_low_pair:
            if not opened:
                return mark
            opened.pop()
        else:
            opened.append(mark)
    return opened[0] if opened else None


def _is_open(mark: _Mark) -> bool:
    return mark.opens if mark.sign == _STRAIGHT else mark.sign in (_OPENING, _LOW, "«")


def _closes(marks: Sequence[_Mark]) -> bool:
    """Return whether a block closes a quotation that it does not open."""
    mark = _find_unpaired(marks)
    return mark is not None and not _is_open(mark)


def _opens(marks: Sequence[_Mark]) -> bool:
    """Return whether a block opens a quotation that it does not close."""
    mark = _find_unpaired(marks)
    return mark is not None and _is_open(mark)
