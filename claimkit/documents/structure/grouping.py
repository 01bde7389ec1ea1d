"""Group lines into blocks: wrapped paragraphs, list items, headings with a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from claimkit.documents.structure.block_drafts import (
    BlockDraft,
    ends_with_mark,
    is_finished,
    opens_quotation,
    starts_lower,
)
from claimkit.documents.structure.hyphenation import Hyphenation
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.documents.structure.signatures import is_signature
from claimkit.documents.structure.tables import read_tables
from claimkit.documents.structure.wrapping import (
    breaks_early,
    close_double_spacing,
    cuts_word,
    find_wrap_width,
    stands_apart,
)
from claimkit.lexicons.typography import load_typography
from claimkit.model import BlockKind

_BLOCK_QUOTATION = re.compile(r"(?:>\s?)+(?![\s\d])")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{2,5})\)\s+(?=\S)")
_ROWS = frozenset((BlockKind.FURNITURE, BlockKind.TABLE))
_NOTE = re.compile(r"\[?(\d{1,3})\]?\s+(?=[^\W\d_a-z])")
_EMOJI = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001faff\u203c\u2049\u20e3"
)
_LEADING_EMOJI = re.compile(rf"[{_EMOJI}]+\s*")
_TRAILING_EMOJI = re.compile(rf"\s*[{_EMOJI}]+$")


def group_lines(
    lines: Sequence[Line], text: str, language: str, *, soft_breaks: bool
) -> list[BlockDraft]:
    """Return the blocks in the order of the text.

    With ``soft_breaks`` (Markdown) a single line break never ends a paragraph, unless the
    lines are too long to have been wrapped. Without it the shape of all lines decides.
    """
    is_double_spaced = close_double_spacing(lines)
    width = find_wrap_width(lines, soft_breaks=soft_breaks and not is_double_spaced)
    rows = read_tables(lines)
    numbers = _list_numbers(lines)
    hyphenation = Hyphenation(text, language)
    drafts: list[BlockDraft] = []
    dropped: set[LineRole] = set()
    for index, line in enumerate(lines):
        if line.role not in (LineRole.TEXT, LineRole.TABLE):
            dropped.add(line.role)
            continue
        if index in rows:
            if rows[index].parts:
                drafts.append(rows[index])
                dropped.clear()
            continue
        last = drafts[-1] if drafts and not dropped else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if last and _signs(last, line, following):
            draft = BlockDraft.of(BlockKind.PARAGRAPH, line)
        else:
            draft = _start_block(line, numbers)
        if last and _continues(last, lines[index - 1], line, draft, following, width):
            _absorb_line(last, draft, hyphenation)
        elif draft.first:
            draft.after_page_break = not dropped.isdisjoint(
                (LineRole.PAGE_BREAK, LineRole.MASTHEAD)
            )
            draft.after_comment_heading = LineRole.COMMENT_HEADING in dropped
            drafts.append(draft)
            dropped.clear()
    return drafts


def _start_block(line: Line, numbers: frozenset[int]) -> BlockDraft:
    """Return a block of one line without its list sign, quotation sign and emoji."""
    kind, is_marked, sign = BlockKind.PARAGRAPH, False, ""
    if line.heading_level:
        kind, is_marked = BlockKind.HEADING, True
    else:
        length, kind = _read_sign(line, numbers)
        is_marked = length > 0 and (kind is BlockKind.LIST_ITEM or line.text[0] == ">")
        sign = line.text[:length].strip()
        line.text = line.text[length:].lstrip()
        line.start = line.end - len(line.text)
    match = _TRAILING_EMOJI.search(line.text, max(0, len(line.text) - 20))
    if match:
        line.text = line.text[: match.start()]
        line.end = line.start + len(line.text)
    draft = BlockDraft.of(kind, line)
    draft.is_marked = is_marked
    if kind is BlockKind.LIST_ITEM:
        draft.sign = sign
        draft.label = sign if any(map(str.isalnum, sign)) else None
    return draft


def _read_sign(line: Line, numbers: frozenset[int]) -> tuple[int, BlockKind]:
    """Return the length of the sign that begins a line, and the kind of block that it marks.

    ``numbers`` are the starts of lines whose number is part of a list.
    """
    length = _list_sign_length(line, numbers)
    if length:
        return length, BlockKind.LIST_ITEM
    sign = line.text[0]
    if sign.isalnum():
        return 0, BlockKind.PARAGRAPH
    if sign == ">":
        match = _BLOCK_QUOTATION.match(line.text)
        if not match:
            return 0, BlockKind.PARAGRAPH
        is_nested = match[0].count(">") > 1  # replies, and ">>" for a new speaker
        return match.end(), BlockKind.PARAGRAPH if is_nested else BlockKind.BLOCK_QUOTATION
    match = _LEADING_EMOJI.match(line.text)
    return match.end() if match else 0, BlockKind.PARAGRAPH


def _list_sign_length(line: Line, numbers: frozenset[int]) -> int:
    """Return the length of a bullet, number or letter that opens a list item, else 0."""
    text = line.text
    sign = text[0]
    if sign in load_typography().bullets:
        match = _LEADING_EMOJI.match(text)
        return match.end() if match else 1
    if sign in load_typography().ascii_bullets and text[1:2].isspace():
        return 2
    match = _LETTER.match(text)
    if match is None and line.start in numbers:
        match = _NUMBER.match(text)
    return match.end() if match else 0


def _list_numbers(lines: Iterable[Line]) -> frozenset[int]:
    """Return the starts of lines whose number comes right after or before another line's."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if line.role is LineRole.TEXT and (line.text[0].isdigit() or line.text[0] == "("):
            match = _NUMBER.match(line.text)
            if match:
                found.append((int(match[1]), line.start))
    counted: set[int] = set()
    for (number, start), (following, next_start) in pairwise(found):
        if following == number + 1:
            counted.update((start, next_start))
    return frozenset(counted)


def _continues(
    last: BlockDraft,
    previous: Line,
    line: Line,
    draft: BlockDraft,
    following: Line | None,
    width: int,
) -> bool:
    """Return whether ``line`` belongs to the block before it."""
    if not _has_word(line.text):  # a quotation mark that lost its line
        return True
    if _signs(last, line, following):
        return True
    is_quotation = last.kind is BlockKind.BLOCK_QUOTATION and draft.kind is last.kind
    if is_quotation and is_signature(draft.first):
        return True
    if line.stands_alone or previous.stands_alone:
        return False
    if is_quotation and not line.follows_blank:
        return not is_finished(previous.text) or not (width and breaks_early(previous, line, width))
    if line.follows_blank or draft.is_marked or last.kind is BlockKind.HEADING:
        return False
    if last.kind is BlockKind.LIST_ITEM and line.indent > previous.indent:
        return True
    if _counts_on(last.first, line.text):
        return False
    if not width or last.kind in _ROWS or line.indent > previous.indent + 1:
        return False
    if cuts_word(previous):
        return True
    if breaks_early(previous, line, width):
        return starts_lower(line.text)
    return not stands_apart(line, following, width)


def _counts_on(first: str, text: str) -> bool:
    """Return whether a line has the number after that of a block: "1 See …", "2 See …"."""
    before, after = _NOTE.match(first), _NOTE.match(text)
    return before is not None and after is not None and int(after[1]) == int(before[1]) + 1


def _signs(last: BlockDraft, line: Line, following: Line | None) -> bool:
    """Return whether a line names who said the quotation before it; the dash may be a hyphen.

    Counter-example: the items of a list, two of which begin with a hyphen.
    """
    if not ends_with_mark(last.last) or not is_signature(line.text):
        return False
    if line.text[0] != "-":
        return True
    is_item = following is not None and following.text[0] == "-" and not following.follows_blank
    return opens_quotation(last.first) and not is_item


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text[:200]))


def _absorb_line(last: BlockDraft, draft: BlockDraft, hyphenation: Hyphenation) -> None:
    """Add a line to its block. A hyphen that belongs to the line break alone is dropped."""
    joined = hyphenation.join(last.last, draft.first)
    if joined.drops_hyphen:
        last.drop_last_character()
    last.absorb(draft, joined.joiner)
