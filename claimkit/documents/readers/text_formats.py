"""Clean text that may hold Markdown and HTML, for all text formats."""

from __future__ import annotations

import re

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.messages.separation import separate_messages
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.metadata.front_matter import FrontMatter, read_front_matter
from claimkit.documents.metadata.header_breaks import mark_separate_lines
from claimkit.documents.readers.markup import strip_markup
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.key_figures import restore_figures
from claimkit.documents.structure.lines import split_lines
from claimkit.documents.structure.page_lines import mark_page_lines, strip_line_numbers
from claimkit.documents.text_limits import refuse_extremes
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import OffsetSegment, PlaceMap

_MAIN_HEADING = re.compile(r"\s*(?:#\s|=+\s*$)")
_GAP = "\n\n"
_MIN_END = 10  # letters
_TOP, _TOP_LINES = 2_000, 5


def clean_text(
    source: str,
    name: str,
    *,
    title: str | None,
    language: str,
    soft_breaks: bool,
    found: FoundMetadata | None = None,
    is_mail: bool = False,
    places: PlaceMap | None = None,
) -> CleanText:
    """Return a text without markup and layout, in blocks.

    Args:
        source: the decoded text of the file.
        name: the document's name in findings.
        title: the title, if it is known from elsewhere.
        soft_breaks: whether a single line break never ends a paragraph (Markdown).
        found: what is known about the file already.
        is_mail: whether it is the text of a mail for certain.
        places: the places of ``source`` in the file, if it is not the file's own text.

    Raises:
        DocumentError: if the text is empty or much too large.
    """
    refuse_extremes(source, name)
    front = read_front_matter(source, name, language)
    text, front_title = _below_title(source, strip_markup(source, front.end), front)
    messages = separate_messages(text, language, is_mail=is_mail)
    text = messages.text
    drafts = draft_blocks(text.text, language, soft_breaks=soft_breaks)
    messages.mark(drafts)
    return compose(
        source,
        text,
        drafts,
        name=name,
        language=language,
        title=title or front_title,
        found=front.metadata if found is None else found.joined(front.metadata),
        places=places,
    )


def _below_title(
    source: str, text: TrackedText, front: FrontMatter
) -> tuple[TrackedText, str | None]:
    """Return a text below the title in its front matter, unless a line at its top repeats it.

    The title is part of what a document says, wherever it stands. None if there is no title, or if
    it stands in the front matter in other words (on several lines, with escapes).
    """
    candidates = (c for c in front.metadata.candidates if c.field == "title")
    given = next(candidates, None)
    if given is None or given.offset is None:
        return text, None
    title, start = given.value, given.offset
    if source[start : start + len(title)] != title:
        return text, None
    lines = [line for line in text.text[:_TOP].split("\n") if line.strip()][:_TOP_LINES]
    if any(_MAIN_HEADING.match(line) or _repeats(line, title) for line in lines):
        return text, None
    shift = len(title) + len(_GAP)
    moved = (
        OffsetSegment(s.start + shift, s.source_start, s.length, s.source_length)
        for s in text.segments
    )
    first = OffsetSegment(0, start, len(title), len(title))
    return TrackedText(f"{title}{_GAP}{text.text}", (first, *moved)), title


def _repeats(line: str, title: str) -> bool:
    """Return whether a line is the title, or its end: "Notes: the dam" above "The dam"."""
    letters, wanted = _letters(line), _letters(title)
    return letters == wanted or (len(letters) >= _MIN_END and wanted.endswith(letters))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def draft_blocks(text: str, language: str, *, soft_breaks: bool = False) -> list[BlockDraft]:
    """Return the blocks that the lines of a text are."""
    lines = split_lines(text, language)
    restore_figures(lines)
    mark_page_lines(lines, language)
    lines = strip_line_numbers(lines)
    mark_separate_lines(lines, language, soft_breaks=soft_breaks)
    return group_lines(lines, text, language, soft_breaks=soft_breaks)
