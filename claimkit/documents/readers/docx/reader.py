"""Make clean text of a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.candidates import FoundMetadata, MetadataCandidate, Origin
from claimkit.documents.readers.docx.body import BodyReader, Item, Paragraph, Table, iter_paragraphs
from claimkit.documents.readers.docx.package import Package
from claimkit.documents.readers.docx.properties import Properties
from claimkit.documents.readers.docx.styles import Styles
from claimkit.documents.readers.docx.tables import TableForm, find_form, labelled_rows
from claimkit.documents.readers.paragraphs import ParagraphBuilder, clean_paragraph
from claimkit.model import BlockKind, Place

_MAX_HEADING = 250
_UNREAD = BlockKind.FURNITURE


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a Word document.

    Raises:
        DocumentError: if they are none, or are damaged or too large.
    """
    package = Package(data, name)
    styles, properties = Styles(), Properties()
    package.parse(package.styles, styles)
    package.parse(package.properties, properties)
    body = BodyReader(styles, name)
    package.parse(package.main, body, is_needed=True)
    notes: dict[str, BodyReader] = {}
    for kind, part in (("footnote", package.footnotes), ("endnote", package.endnotes)):
        notes[kind] = BodyReader(styles, name)
        package.parse(part, notes[kind])
    writer = _Writer(styles)
    writer.write(body.items)
    for kind, number, place in writer.references:
        for paragraph in iter_paragraphs(notes[kind].notes.pop(number, [])):
            writer.paragraphs.add(paragraph.text, place, kind=BlockKind.FOOTNOTE)
    text, drafts, places = writer.paragraphs.build(language)
    return compose(
        text.text,
        text,
        drafts,
        name=name,
        language=language,
        title=title,
        found=FoundMetadata(writer.titles[:1] + properties.candidates()),
        places=places,
    )


class _Writer:
    """Writes paragraphs and tables in reading order, and collects the references to notes."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._number = 0
        self.paragraphs = ParagraphBuilder()
        self.titles: list[MetadataCandidate] = []
        self.references: list[tuple[str, str, Place]] = []

    def write(self, items: list[Item]) -> None:
        for item in _join_cut_paragraphs(items):
            if isinstance(item, Table):
                self._write_table(item)
            else:
                self._write_paragraph(item)

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        place = self._place(paragraph)
        kind = self._kind_of(paragraph)
        text = paragraph.text
        if kind is BlockKind.TITLE and text.strip():
            words = " ".join(clean_paragraph(text).split())
            self.titles.append(MetadataCandidate("title", words, Origin.FRONT_MATTER))
        if kind is not _UNREAD:
            self.paragraphs.add(text, place, kind=kind)
        self.write(paragraph.boxes)

    def _place(self, paragraph: Paragraph) -> Place:
        """Return the place of a paragraph; only those with text are counted."""
        self._number += bool(paragraph.text.strip())
        place = Place(paragraph=self._number)
        self.references += ((kind, number, place) for kind, number in paragraph.notes)
        return place

    def _kind_of(self, paragraph: Paragraph) -> BlockKind | None:
        kind = self._styles.kind_of(paragraph.style)
        if kind in (BlockKind.HEADING, BlockKind.TITLE):
            return kind if len(paragraph.text) <= _MAX_HEADING else None
        if kind is None:
            is_item = paragraph.is_numbered
            if is_item is None:
                is_item = self._styles.is_numbered(paragraph.style)
            return BlockKind.LIST_ITEM if is_item else None
        return kind

    def _write_table(self, table: Table) -> None:
        form = find_form(table)
        if form is TableForm.LAYOUT:
            for row in table.rows:
                for cell in row:
                    self.write(cell)
        elif form is TableForm.FORM:
            for label, paragraphs in labelled_rows(table):
                self._write_labelled(label, paragraphs)
        else:
            self._write_data(table)

    def _write_labelled(self, label: str, paragraphs: list[Paragraph]) -> None:
        """Write a row of a form: its label stands before its text, as in a text file."""
        self._number += 1
        for index, paragraph in enumerate(paragraphs or [Paragraph()]):
            place = self._place(paragraph)
            text = paragraph.text
            if index == 0 and label:
                text = f"{label.rstrip(':')}: {text}"
            self.paragraphs.add(text, place)

    def _write_data(self, table: Table) -> None:
        rows = []
        for row in table.rows:
            cells, places = [], []
            for cell in row:
                paragraphs = list(iter_paragraphs(cell))
                places += [self._place(paragraph) for paragraph in paragraphs]
                cells.append(" ".join(paragraph.text for paragraph in paragraphs))
            rows.append((cells, places[0] if places else None))
        self.paragraphs.add_table(rows, has_header=True)


def _join_cut_paragraphs(items: list[Item]) -> Iterator[Item]:
    """Join paragraphs whose end was deleted, and the large first letter that stands alone."""
    waiting: Paragraph | None = None
    for item in items:
        if isinstance(item, Paragraph):
            if waiting is not None:
                item, style = waiting, item
                item.absorb(style)
                item.style, item.is_numbered = style.style, style.is_numbered
                item.is_drop_cap = False
            waiting = item if item.is_mark_deleted or item.is_drop_cap else None
            if waiting is None:
                yield item
        else:
            if waiting is not None:
                yield waiting
                waiting = None
            yield item
    if waiting is not None:
        yield waiting
