"""Put lines together into blocks: soft-wrapped paragraphs, list items, headings by their sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from claimkit.documents.structure.block_drafts import (
    CLOSING_MARKS,
    Draft,
    Piece,
    is_finished,
    starts_lower,
)
from claimkit.documents.structure.lines import Line, Role
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_MIN_WIDTH, _MAX_WIDTH = 30, 120
_FULL_LINE = 0.75
_MIN_SHARE = 0.6
_BLOCK_QUOTATION = re.compile(r"(?:>\s?)+(?![\s\d])")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"\(?[a-z]\)\s+(?=\S)")
_EMOJI = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001faff\u203c\u2049\u20e3"
)
_LEADING_EMOJI = re.compile(rf"[{_EMOJI}]+\s*")
_TRAILING_EMOJI = re.compile(rf"\s*[{_EMOJI}]+$")
_SIGNATURE_DASH = re.compile(r"(?:[—–―]|--?)\s*(?=[A-Z])")
_MAX_SIGNATURE_WORDS = 10
_WORD_BREAK = re.compile(r"(\w+)-$")
_FIRST_WORD = re.compile(r"[a-z]+")


def group_lines(lines: Sequence[Line], text: str, *, soft_breaks: bool) -> list[Draft]:
    """Return blocks in the order of the text.

    With ``soft_breaks`` (Markdown) a single line break never ends a paragraph, unless the
    lines are too long to have been wrapped. Otherwise the shape of all lines decides.
    """
    width = _wrap_width(lines, soft_breaks=soft_breaks)
    numbers = _list_numbers(lines)
    words = _words_if_hyphenated(lines, text)
    drafts: list[Draft] = []
    dropped: set[Role] = set()
    for index, line in enumerate(lines):
        if line.role not in (Role.TEXT, Role.TABLE):
            dropped.add(line.role)
            continue
        draft = _start_block(line, numbers)
        last = drafts[-1] if drafts and not dropped else None
        if last and _continues(last, lines[index - 1], line, draft, width):
            last.absorb(draft, _joiner(last, line, words))
        elif draft.first:
            draft.after_page_break = not dropped.isdisjoint((Role.PAGE_BREAK, Role.MASTHEAD))
            draft.after_comment_heading = Role.COMMENT_HEADING in dropped
            drafts.append(draft)
            dropped.clear()
    return drafts


def _start_block(line: Line, numbers: frozenset[int]) -> Draft:
    """Make a block of one line, with its list sign, quotation sign or emoji taken off."""
    kind, marked = BlockKind.PARAGRAPH, False
    if line.role is Role.TABLE:
        kind, marked = BlockKind.BOILERPLATE, True
    elif line.heading_level:
        kind, marked = BlockKind.HEADING, True
    else:
        length, kind = _sign_length(line, numbers)
        marked = length > 0 and (kind is BlockKind.LIST_ITEM or line.text[0] == ">")
        line.text = line.text[length:].lstrip()
        line.start = line.end - len(line.text)
    match = _TRAILING_EMOJI.search(line.text, max(0, len(line.text) - 20))
    if match:
        line.text = line.text[: match.start()]
        line.end = line.start + len(line.text)
    draft = Draft.of(kind, line)
    draft.is_marked = marked
    return draft


def _sign_length(line: Line, numbers: frozenset[int]) -> tuple[int, BlockKind]:
    text = line.text
    sign = text[0]
    if sign.isalnum():
        match = _NUMBER.match(text) if sign.isdigit() else _LETTER.match(text)
        if match and (not sign.isdigit() or line.start in numbers):
            return match.end(), BlockKind.LIST_ITEM
        return 0, BlockKind.PARAGRAPH
    if sign in load_layout().bullets:
        match = _LEADING_EMOJI.match(text)
        return match.end() if match else 1, BlockKind.LIST_ITEM
    if sign in load_layout().ascii_bullets and text[1:2].isspace():
        return 2, BlockKind.LIST_ITEM
    if sign == "(":
        match = _LETTER.match(text) or (_NUMBER.match(text) if line.start in numbers else None)
        if match:
            return match.end(), BlockKind.LIST_ITEM
    match = _BLOCK_QUOTATION.match(text) if sign == ">" else _LEADING_EMOJI.match(text)
    return match.end() if match else 0, BlockKind.PARAGRAPH


def _list_numbers(lines: Iterable[Line]) -> frozenset[int]:
    """Return the starts of lines whose leading number counts on from a neighbour's."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if line.role is Role.TEXT and (line.text[0].isdigit() or line.text[0] == "("):
            match = _NUMBER.match(line.text)
            if match:
                found.append((int(match[1]), line.start))
    counted: set[int] = set()
    for (number, start), (following, next_start) in pairwise(found):
        if following == number + 1:
            counted.update((start, next_start))
    return frozenset(counted)


def _wrap_width(lines: Sequence[Line], *, soft_breaks: bool) -> int:
    """Return the width to which paragraphs were wrapped, or 0 where a line is a paragraph.

    Wrapped lines are about equally long, and most of them break in the middle of a sentence;
    where a line is a paragraph, nearly all lines end in final punctuation.
    """
    broken = [
        (line, following)
        for line, following in pairwise(lines)
        if line.role is following.role is Role.TEXT
        and not following.follows_blank
        and not line.heading_level
    ]
    if not broken:
        return 0
    widths = sorted(len(line.text) for line, _ in broken)
    width = widths[int(0.9 * (len(widths) - 1))]
    if width > _MAX_WIDTH:
        return 0
    if soft_breaks:
        return 1  # no line is shorter than that, so no break is a deliberate one
    unfinished = sum(not is_finished(line.text) for line, _ in broken)
    full = sum(not _breaks_early(line, following, width) for line, following in broken)
    is_wrapped = width >= _MIN_WIDTH and min(unfinished, full) >= _MIN_SHARE * len(broken)
    return width if is_wrapped else 0


def _breaks_early(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line's first word would have found room on this one."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) <= _FULL_LINE * width


def _continues(last: Draft, previous: Line, line: Line, draft: Draft, width: int) -> bool:
    """Tell whether ``line`` goes on with the block before it."""
    if not _has_word(line.text):  # a quotation mark that lost its line
        return True
    if last.last[-1:] in CLOSING_MARKS and _is_signature(draft):
        return True
    if line.follows_blank or draft.is_marked or last.kind is BlockKind.HEADING:
        return False
    if last.kind is BlockKind.LIST_ITEM and line.indent > previous.indent:
        return True
    if not width or last.kind is BlockKind.BOILERPLATE or line.indent > previous.indent + 1:
        return False
    return starts_lower(line.text) or not _breaks_early(previous, line, width)


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text[:200]))


def _is_signature(draft: Draft) -> bool:
    """Tell a line such as "— Jane Doe, minister" that names who was quoted."""
    match = _SIGNATURE_DASH.match(draft.first)
    return bool(match) and len(draft.first.split()) <= _MAX_SIGNATURE_WORDS


def _words_if_hyphenated(lines: Sequence[Line], text: str) -> frozenset[str]:
    """Return the words of the text if any line ends in a hyphen, else nothing."""
    if any(line.text[-1] == "-" for line in lines):
        return frozenset(re.findall(r"\w+", text))
    return frozenset()


def _joiner(last: Draft, line: Line, words: frozenset[str]) -> str:
    """Return what stands between two lines; a word cut in two gets no space.

    Its hyphen goes only if the document has the whole word elsewhere: "long-/range" must
    not become "longrange".
    """
    piece: Piece = last.pieces[-1]
    match = _WORD_BREAK.search(piece.text, max(0, len(piece.text) - 40))
    following = _FIRST_WORD.match(line.text)
    if not match or not following:
        return " "
    if match[1] + following[0] in words:
        piece.text = piece.text[:-1]
        piece.end -= 1
    return ""


@cache
def _open_ended_words() -> frozenset[str]:
    return frozenset(load_layout().open_ended_words)


def join_interrupted(drafts: Sequence[Draft]) -> list[Draft]:
    """Join paragraphs that a page number, an address or a pull quote cut in two.

    A pull quote inside a sentence goes: it repeats the text, and no block can hold it.
    """
    joined: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.kind is BlockKind.PULL_QUOTE and joined and index + 1 < len(drafts):
            following = drafts[index + 1]
            if _is_interrupted(joined[-1], following, cut=True):
                following.after_page_break = True
                continue
        if joined and _is_interrupted(joined[-1], draft, cut=draft.after_page_break):
            joined[-1].absorb(draft)
        else:
            joined.append(draft)
    return joined


def _is_interrupted(before: Draft, after: Draft, *, cut: bool) -> bool:
    """Tell whether a sentence or quotation of ``before`` goes on in ``after``."""
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if after.kind is not BlockKind.PARAGRAPH or after.is_marked or after.after_comment_heading:
        return False
    if cut and before.is_open_quotation and _closes_quotation(after):
        return True
    if is_finished(before.last):
        return False
    last_word = before.last.rsplit(None, 1)[-1].casefold()
    is_open_ended = last_word.endswith(",") or last_word in _open_ended_words()
    if starts_lower(after.first):
        return cut or is_open_ended
    return cut and is_open_ended


def _closes_quotation(draft: Draft) -> bool:
    """Tell whether the first quotation mark of a block is a closing one."""
    match = re.search(r"[\"“”„«»]", draft.first)
    if not match:
        return False
    if match[0] != '"':
        return match[0] in "”»"
    return match.start() > 0 and not draft.first[match.start() - 1].isspace()
