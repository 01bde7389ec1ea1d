"""Find the lines of headers and signatures, which are never joined with the lines around them.

In a text with hard line breaks, width decides which lines belong together. A byline or a date line
is a block of its own whatever its width, and it says nothing about the width of the text below.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.documents.metadata.header_lines import SEPARATE, STRONG, HeaderRole, read_line
from claimkit.documents.metadata.header_words import load_header_words
from claimkit.documents.metadata.message_headers import read_message_headers
from claimkit.documents.metadata.statements import names_issuer, opens_like_statement
from claimkit.documents.structure.block_drafts import is_finished, starts_lower
from claimkit.documents.structure.lines import Line, LineRole, iter_groups

_HEAD_LINES = 40
_TAIL_LINES = 16
_LAST_GROUPS = 2
_PROSE_WORDS = 12
_MAX_LINES_ABOVE = 3
_MAX_SIGNATURE_WORDS = 10
_SHORT = 40
_MAX_TITLE_LINE = 80
_MAX_SHORT_LINES = 6


def mark_separate_lines(lines: Sequence[Line], language: str, *, soft_breaks: bool) -> None:
    """Set ``stands_alone`` of the lines of headers and signatures.

    With ``soft_breaks`` (Markdown) width says nothing, so a title and the line below it are told
    apart by their shape.
    """
    _restore_addressed_lines(lines, language)
    text = [line for line in lines if line.role is LineRole.TEXT]
    for group in iter_groups(text[:_HEAD_LINES]):
        if soft_breaks and _begins_anew(group):
            for line in group:
                line.stands_alone = True
        if not _mark_head(group, language):
            break
    for group in list(iter_groups(text[-_TAIL_LINES:]))[-_LAST_GROUPS:] if soft_breaks else ():
        if _begins_anew(group):
            for line in group:
                line.stands_alone = True
    _mark_tail(text[-_TAIL_LINES:], language)


def _restore_addressed_lines(lines: Sequence[Line], language: str) -> None:
    """Keep lines with an e-mail address that say who wrote the document or whose it is."""
    start, headers = read_message_headers([line.text for line in lines[:_HEAD_LINES]], language)
    for line in lines[: start + len(headers)] if headers else ():
        line.role, line.stands_alone = LineRole.TEXT, True
    for line in (*lines[:_HEAD_LINES], *lines[-_TAIL_LINES:]):
        if line.role is LineRole.MASTHEAD and (
            read_line(line.text, language).role in STRONG
            or opens_like_statement(line.text, language)
        ):
            line.role, line.stands_alone = LineRole.TEXT, True
    words = load_header_words(language)
    for index, line in enumerate(lines[:_HEAD_LINES]):
        above = lines[index - 1] if index else None
        role = read_line(line.text, language).role
        is_name = role in (HeaderRole.NAMES, HeaderRole.HANDLE)
        begins = above is None or (above.stands_alone and not line.follows_blank)
        if role is HeaderRole.HANDLE and above is not None and index == 1:
            begins = read_line(above.text, language).role is HeaderRole.NAMES
        if (line.role is LineRole.MASTHEAD and is_name and begins) or (
            line.role is LineRole.WIDGET and words.is_series(line.text)
        ):
            line.role, line.stands_alone = LineRole.TEXT, True


def _mark_head(group: Sequence[Line], language: str) -> bool:
    """Mark the lines of a group that belong to the header; return whether it may go on below."""
    roles = [read_line(line.text, language).role for line in group]
    last = _find_last(group, roles)
    for index in range(last + 1):
        line = group[index]
        is_new = index == 0 or roles[index] in SEPARATE or not _continues(group[index - 1], line)
        line.stands_alone = line.stands_alone or is_new
    return not any(_is_prose(line) for line in group[last + 1 :])


def _find_last(group: Sequence[Line], roles: Sequence[HeaderRole]) -> int:
    """Return the index of the group's last line that belongs to the header, or -1."""
    last, others = -1, 0
    for index, role in enumerate(roles):
        if role in SEPARATE:
            last = index
        elif role is HeaderRole.OTHER:
            others += 1
            if others > _MAX_LINES_ABOVE or _is_prose(group[index]):
                break
        elif last == index - 1:
            last = index
    return last


def _begins_anew(group: Sequence[Line]) -> bool:
    """Return whether a few short lines, none of which is a sentence, begin anew one by one."""
    return 1 < len(group) <= _MAX_SHORT_LINES and all(
        len(line.text) <= _MAX_TITLE_LINE
        and (not is_finished(line.text) or line.text[-1] == "?")
        and line.text[-1] not in ",-"
        and line.text[0] not in ">|"
        and (index == 0 or not starts_lower(line.text) or len(group[index - 1].text) < _SHORT)
        for index, line in enumerate(group)
    )


def _continues(previous: Line, line: Line) -> bool:
    """Return whether a line goes on with a title that was too long for one line."""
    return (
        not previous.heading_level
        and len(previous.text) >= _SHORT
        and not is_finished(previous.text)
        and starts_lower(line.text)
    )


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= _PROSE_WORDS and is_finished(line.text)


def _mark_tail(lines: Sequence[Line], language: str) -> None:
    """Mark the lines of a signature, and those that end a statement."""
    is_signature = False
    for index, line in enumerate(lines):
        role = read_line(line.text, language).role
        above = lines[index - 1] if index else None
        starts = line.follows_blank or above is None or is_finished(above.text) or is_signature
        is_short = len(line.text.split()) <= _MAX_SIGNATURE_WORDS
        if role in (HeaderRole.CLOSING, HeaderRole.END) and starts:
            is_signature = line.stands_alone = True
        elif (
            (is_signature and is_short and not is_finished(line.text))
            or (role in STRONG and starts)
            or names_issuer(line.text, language)
        ):
            line.stands_alone = True
        else:
            is_signature = False
