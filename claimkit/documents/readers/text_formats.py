"""Clean text that may hold Markdown and HTML, for all text formats."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.messages.separation import separate_messages
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.metadata.front_matter import read_front_matter
from claimkit.documents.metadata.header_breaks import mark_separate_lines
from claimkit.documents.readers.markup import strip_markup
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.key_figures import restore_figures
from claimkit.documents.structure.lines import split_lines
from claimkit.documents.structure.page_lines import mark_page_lines, strip_line_numbers
from claimkit.model import PlaceMap


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
    """
    front = read_front_matter(source, name, language)
    text = strip_markup(source, front.end)
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
        title=title,
        found=front.metadata if found is None else found.joined(front.metadata),
        places=places,
    )


def draft_blocks(text: str, language: str, *, soft_breaks: bool = False) -> list[BlockDraft]:
    """Return the blocks that the lines of a text are."""
    lines = split_lines(text, language)
    restore_figures(lines)
    mark_page_lines(lines, language)
    lines = strip_line_numbers(lines)
    mark_separate_lines(lines, language, soft_breaks=soft_breaks)
    return group_lines(lines, text, language, soft_breaks=soft_breaks)
