"""Clean text that may hold Markdown and HTML, for all text formats."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.metadata.front_matter import read_front_matter
from claimkit.documents.metadata.header_breaks import mark_separate_lines
from claimkit.documents.readers.markup import strip_markup
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.lines import split_lines
from claimkit.documents.structure.page_lines import mark_page_lines, strip_line_numbers


def clean_text(
    source: str,
    name: str,
    *,
    title: str | None,
    language: str,
    soft_breaks: bool,
    found: FoundMetadata | None = None,
) -> CleanText:
    """Return a text without markup and layout, in blocks.

    Args:
        source: the decoded text of the file.
        name: the document's name in findings.
        title: the title, if it is known from elsewhere.
        soft_breaks: whether a single line break never ends a paragraph (Markdown).
        found: what is known about the file already.
    """
    front = read_front_matter(source, name, language)
    text = strip_markup(source, front.end)
    lines = split_lines(text.text, language)
    mark_page_lines(lines, language)
    strip_line_numbers(lines)
    mark_separate_lines(lines, language)
    drafts = group_lines(lines, text.text, language, soft_breaks=soft_breaks)
    found = front.metadata if found is None else found.joined(front.metadata)
    return compose(source, text, drafts, name=name, language=language, title=title, found=found)
