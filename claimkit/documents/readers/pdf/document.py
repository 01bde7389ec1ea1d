"""Read a PDF file as a document: its text, blocks, places, metadata and findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.candidates import MetadataCandidate, Origin
from claimkit.documents.readers.pdf.flow import FlowReader, PageFlow, Passage
from claimkit.documents.readers.pdf.footnotes import take_footnotes
from claimkit.documents.readers.pdf.information import find_dates, find_information
from claimkit.documents.readers.pdf.line_numbers import LineNumbers
from claimkit.documents.readers.pdf.lines import TextLine, read_lines
from claimkit.documents.readers.pdf.pages import PageGlyphs, PdfFile
from claimkit.documents.readers.pdf.paragraphs import BodyStyle, cut_paragraphs, find_body_style
from claimkit.documents.readers.pdf.reading_order import order_blocks
from claimkit.documents.readers.pdf.running_heads import PageLines, take_running_heads
from claimkit.documents.readers.pdf.words import read_words
from claimkit.documents.readers.source_builder import SourceBuilder
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.hyphenation import Hyphenation
from claimkit.documents.structure.lines import split_lines
from claimkit.errors import DocumentError
from claimkit.faults import UNREAD_PAGES
from claimkit.model import BlockKind, Finding, Place

MAX_CHARACTERS = 1_000_000
_MAX_UNREADABLE = 0.3
_OCR_HINT = "run OCR over it, for example: ocrmypdf scan.pdf text.pdf"
_MAX_LISTED = 20
_ENDS_PARAGRAPH = 2  # as many blank lines end a paragraph in any text


@dataclass(slots=True)
class _Pages:
    """What was read of the pages, and which could not be read."""

    lines: list[PageLines] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def read_pdf(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a PDF file.

    Raises:
        DocumentError: if the file needs a password, is damaged, too large, or has no text.
    """
    file = PdfFile(data, name)
    try:
        information = file.information()
        pages = _read_pages(file, name)
    finally:
        file.close()
    if not any(page.lines for page in pages.lines):
        raise _no_text(pages, name)
    body = find_body_style([line for page in pages.lines for line in page.lines])
    heads = take_running_heads(pages.lines, body.size)
    passages = _find_passages(pages.lines, body, language)
    builder = SourceBuilder()
    _write(passages, builder, language)
    text, passage_drafts, places = builder.build()
    drafts = _read_signs(text.text, passage_drafts, language)
    found = find_information(information, text.text, language)
    found.candidates.extend(_find_title(passage_drafts))
    found.dates.extend(find_dates(heads, language))
    found.findings.extend(_find_faults(pages, name))
    return compose(
        text.text,
        text,
        drafts,
        name=name,
        language=language,
        title=title,
        found=found,
        places=places,
    )


def _read_pages(file: PdfFile, name: str) -> _Pages:
    """Read the lines of all pages; the characters of one page are in memory at a time."""
    pages = _Pages()
    numbers = LineNumbers()
    length = 0
    for page in file.iter_pages():
        if isinstance(page, int):
            pages.damaged.append(page)
            continue
        lines = _read_page(page, pages, numbers)
        length += page.count
        if length > MAX_CHARACTERS:
            raise DocumentError(
                f"{name}: the document is too large (more than {MAX_CHARACTERS:,} characters of "
                f"text on the first {page.number:,} of {file.page_count:,} pages)",
                hint="split it into several documents",
            )
        pages.lines.append(PageLines(page.number, page.width, page.height, lines, page.images))
    return pages


def _read_page(page: PageGlyphs, pages: _Pages, numbers: LineNumbers) -> list[TextLine]:
    """Return the lines of a page. Hidden text is left out, unless it is that of a scan."""
    visible = [glyph for glyph in page.glyphs if not glyph.style.is_invisible]
    letters = sum(not glyph.text.isspace() for glyph in visible)
    hidden = len(page.glyphs) - len(visible)
    if page.is_scanned and hidden > letters:
        visible = page.glyphs
    if page.unreadable > _MAX_UNREADABLE * (page.unreadable + letters):
        pages.unreadable.append(page.number)
        return []
    if page.is_scanned and not any(not glyph.text.isspace() for glyph in visible):
        pages.scanned.append(page.number)
    return read_lines(numbers.remove(read_words(visible)), page.number)


def _find_passages(pages: Sequence[PageLines], body: BodyStyle, language: str) -> list[Passage]:
    flows: list[PageFlow] = []
    opened = total = 0
    for page in pages:
        notes = take_footnotes(page, body.size)
        groups = cut_paragraphs(order_blocks(page.lines), body)
        pieces = [piece for group in groups for piece in group]
        opened += sum(piece.opens for group in groups for piece in group[1:])
        total += len(pieces)
        flows.append(PageFlow(page.number, page.height, pieces, page.images, notes))
    has_indents = _has_indents(flows, body)
    return FlowReader(body, language, has_indents=has_indents).read(flows)


def _has_indents(flows: Iterable[PageFlow], body: BodyStyle) -> bool:
    """Return whether the paragraphs of the document begin with an indent."""
    indented = total = 0
    for flow in flows:
        for piece in flow.pieces:
            if len(piece.lines) > 1 and abs(piece.size - body.size) < 0.06 * body.size:
                total += 1
                step = piece.lines[0].box.left - piece.lines[1].box.left
                indented += step > 0.6 * piece.size
    return indented > 0.3 * total


def _write(passages: Sequence[Passage], builder: SourceBuilder, language: str) -> None:
    """Write the lines of each passage as one text, with hyphens at line ends judged."""
    words = "\n".join(line.text for passage in passages for line in passage.lines)
    hyphenation = Hyphenation(words, language)
    for passage in passages:
        parts: list[tuple[str, Place, str]] = []
        joiner = ""
        for index, line in enumerate(passage.lines):
            text = line.text
            following = passage.lines[index + 1] if index + 1 < len(passage.lines) else None
            place = Place(page=line.page, box=line.box.rounded())
            after = " "
            if following is not None:
                join = hyphenation.join(text, following.text)
                after = join.joiner
                if join.drops_hyphen:
                    text = text[:-1]
            parts.append((text, place, joiner))
            joiner = after
        builder.add_running(passage.kind, parts, is_typed=passage.is_typed)


def _read_signs(text: str, passages: Sequence[BlockDraft], language: str) -> list[BlockDraft]:
    """Return the blocks without the signs of lists, and without buttons and addresses, as in text.

    What the page shows by its looks keeps its kind.
    """
    lines = split_lines(text, language)
    for line in lines:
        line.blanks = _ENDS_PARAGRAPH
    drafts = group_lines(lines, text, language, soft_breaks=False)
    starts = [passage.parts[0].start for passage in passages]
    for draft in drafts:
        passage = passages[bisect_right(starts, draft.parts[0].start) - 1]
        if passage.is_typed:
            draft.kind, draft.is_typed = passage.kind, True
    return drafts


def _find_title(drafts: Sequence[BlockDraft]) -> list[MetadataCandidate]:
    """Return the title that the size of its letters shows."""
    return [
        MetadataCandidate("title", draft.text, Origin.BYLINE, draft.parts[0].start)
        for draft in drafts
        if draft.kind is BlockKind.TITLE
    ]


def _no_text(pages: _Pages, name: str) -> DocumentError:
    if pages.unreadable:
        return DocumentError(
            f"{name}: the text of the PDF can't be read, because its fonts do not say which "
            "letters they print",
            hint=_OCR_HINT.replace("ocrmypdf", "ocrmypdf --force-ocr"),
        )
    if pages.scanned:
        return DocumentError(
            f"{name}: the PDF is a scan, pictures of pages without text", hint=_OCR_HINT
        )
    return DocumentError(
        f"{name}: the PDF has no text", hint=f"if its pages show text, {_OCR_HINT}"
    )


def _find_faults(pages: _Pages, name: str) -> list[Finding]:
    """Return a finding for each kind of page that could not be read."""
    findings = []
    for numbers, reason, hint in (
        (pages.scanned, "are pictures without text", _OCR_HINT),
        (pages.unreadable, "have fonts that do not say which letters they print", _OCR_HINT),
        (pages.damaged, "are damaged", "download or export the file again"),
    ):
        if numbers:
            findings.append(
                UNREAD_PAGES.finding(
                    f"{_listed(numbers)} {reason} and were not read", name, hint=hint
                )
            )
    return findings


def _listed(numbers: Sequence[int]) -> str:
    """Write page numbers, with ranges.

    >>> _listed([3, 4, 5, 9])
    'pages 3–5, 9'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:_MAX_LISTED]]
    more = ", …" if len(ranges) > _MAX_LISTED else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(shown)}{more}"
