"""Read the paragraphs and tables of a part of a Word document: its body or its notes.

What was deleted or moved away, instructions of fields, hidden text and the second version of text
boxes are left out; what was inserted is in. The marks of notes are taken off the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimkit.documents.formats import MAX_CHARACTERS
from claimkit.documents.readers.docx.styles import Styles, is_on
from claimkit.errors import DocumentError
from claimkit.lexicons.office import load_office

_NOTES = frozenset(("footnote", "endnote"))
_CONTAINERS = frozenset(("p", "tbl", "tr", "tc"))
_MAX_CONTAINERS = 300_000
_NOTE_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_MARK = re.compile(r"[\d*†‡§,\s]+")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_MIN_MARKED_WORD = 3
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "✓", 0xF0E0: "→"}


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``notes`` are the kinds and ids of the notes that it refers to.

    ``boxes`` are the paragraphs and tables of text boxes that are anchored in it.
    """

    style: str | None = None
    is_numbered: bool | None = None
    is_drop_cap: bool = False
    is_mark_deleted: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Paragraph | Table] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        self._pieces.append(text)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def is_empty(self) -> bool:
        return not (self._pieces or self.notes or self.boxes)

    @property
    def last_word(self) -> str:
        """The last characters without a space in them."""
        found = ""
        for piece in reversed(self._pieces):
            found = piece + found
            if " " in found or len(found) > 40:
                break
        return found.rpartition(" ")[2]

    def absorb(self, other: Paragraph) -> None:
        """Add the text of the paragraph that follows."""
        self._pieces += other._pieces
        self.notes += other.notes
        self.boxes += other.boxes
        self.is_mark_deleted = other.is_mark_deleted


@dataclass(slots=True)
class Table:
    """A table, as rows of cells with paragraphs and tables in them."""

    rows: list[list[list[Paragraph | Table]]] = field(default_factory=list)


Item = Paragraph | Table


@dataclass(slots=True)
class _Run:
    """The properties of the stretch of text that is being read."""

    is_hidden: bool = False
    is_raised: bool = False
    is_note_mark: bool = False


@dataclass(slots=True)
class _Frame:
    """A container of paragraphs and tables: the body, a cell, a text box or a note."""

    items: list[Item]
    paragraph: Paragraph | None = None
    is_row_deleted: bool = False


class BodyReader:
    """The handler of a part with paragraphs.

    ``items`` are those of the body, ``notes`` those of each note by its id. ``name`` is that of the
    document in messages.
    """

    def __init__(self, styles: Styles, name: str) -> None:
        self._styles = styles
        self._name = name
        self.items: list[Item] = []
        self.notes: dict[str, list[Item]] = {}
        self._unread_elements = frozenset(load_office().unread_elements)
        self._length = 0
        self._containers = 0
        self._frames = [_Frame(self.items)]
        self._skipped = 0  # the depth within an element whose content is dropped
        self._settings: list[str] = []  # the open elements with properties
        self._run = _Run()
        self._fields: list[tuple[list[str], bool]] = []  # instruction; whether the result began
        self._unread_parts: list[bool] = []  # for each open content control
        self._is_text = False
        self._is_instruction = False

    # Events

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped:
            self._skipped += 1
            return
        if self._settings:
            self._read_setting(name, attributes)
            return
        if name in self._unread_elements or (name == "sdtContent" and any(self._unread_parts[-1:])):
            self._skipped = 1
            return
        match name:
            case "r":
                self._run = _Run()
            case "t":
                self._is_text = True
            case "pPr" | "rPr" | "trPr" | "tcPr" | "tblPr" | "sdtPr":
                self._settings.append(name)
            case "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "sym":
                self._write_sign(name, attributes)
            case "footnoteReference" | "endnoteReference":
                self._note_reference(name, attributes)
            case "fldChar" | "instrText" | "fldSimple" | "sdt":
                self._open_field(name, attributes)
            case _:
                self._open_container(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if self._settings:
            self._settings.pop()
            return
        match name:
            case "t":
                self._is_text = False
            case "instrText":
                self._is_instruction = False
            case "fldSimple" if self._fields:
                self._fields.pop()
            case "sdt":
                self._unread_parts.pop()
            case "p":
                self._close_paragraph()
            case "tr":
                self._close_row()
            case "tbl" | "tc" | "txbxContent" | "footnote" | "endnote":
                self._frames.pop()

    def text(self, text: str) -> None:
        if self._skipped or not (self._is_text or self._is_instruction):
            return
        if self._is_instruction:
            if self._fields:
                self._fields[-1][0].append(text)
        elif not self._is_unread:
            self._write_run(text)

    # Properties

    def _read_setting(self, name: str, attributes: dict[str, str]) -> None:
        """Read a property of a paragraph, a run, a row or a content control."""
        self._settings.append(name)
        value = attributes.get("val", "")
        outer = self._settings[0]
        paragraph = self._paragraph
        if name.endswith("Change"):
            self._settings.pop()
            self._skipped = 1
        elif outer == "pPr":
            if paragraph is not None:
                self._read_paragraph_setting(paragraph, name, value, attributes)
        elif outer == "rPr":
            self._read_run_setting(name, value)
        elif outer == "trPr" and name == "del":
            self._frames[-1].is_row_deleted = True
        elif outer == "sdtPr":
            is_unread = name == "docPartGallery" and value.casefold() in _unread_galleries()
            if is_unread or (name == "showingPlcHdr" and is_on(value)):
                self._unread_parts[-1] = True

    def _read_paragraph_setting(
        self, paragraph: Paragraph, name: str, value: str, attributes: dict[str, str]
    ) -> None:
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.is_numbered = value != "0"
        elif name == "framePr":
            paragraph.is_drop_cap = attributes.get("dropCap", "none") != "none"
        elif name in ("del", "moveFrom") and "rPr" in self._settings:
            paragraph.is_mark_deleted = True

    def _read_run_setting(self, name: str, value: str) -> None:
        if name in ("vanish", "specVanish") and is_on(value):
            self._run.is_hidden = True
        elif name == "vertAlign":
            self._run.is_raised = value == "superscript"
        elif name == "rStyle":
            self._run.is_note_mark = self._styles.is_note_mark(value)
            self._run.is_hidden |= self._styles.is_hidden(value)

    # Paragraphs and their runs

    @property
    def _paragraph(self) -> Paragraph | None:
        return self._frames[-1].paragraph

    @property
    def _is_unread(self) -> bool:
        """Whether the text here belongs to a field that is not read, or is its instruction."""
        return any(
            not has_result or _is_unread_field("".join(instruction))
            for instruction, has_result in self._fields
        )

    def _write_run(self, text: str) -> None:
        paragraph = self._paragraph
        if paragraph is None or self._run.is_hidden:
            return
        if self._run.is_note_mark and _MARK.fullmatch(text):
            return
        if self._run.is_raised and _MARK.fullmatch(text):
            if _is_marked(paragraph.last_word):
                return
            text = text.translate(_RAISED)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise self._too_large(f"{MAX_CHARACTERS:,} characters of text")
        paragraph.write(text)

    def _write_sign(self, name: str, attributes: dict[str, str]) -> None:
        """Write a sign that stands as an element of its own."""
        sign = _SIGNS.get(name, "")
        if name == "br" and attributes.get("type", "textWrapping") != "textWrapping":
            sign = " "
        elif name == "sym":
            code = int(attributes.get("char", "0"), 16) if _is_hex(attributes.get("char")) else 0
            is_private = 0xE000 <= code <= 0xF8FF
            sign = _SYMBOLS.get(code, "") if is_private or not code else chr(code)
        if not self._is_unread:
            self._write_run(sign)

    def _note_reference(self, name: str, attributes: dict[str, str]) -> None:
        if self._paragraph is not None and not self._is_unread:
            self._paragraph.notes.append((_NOTE_REFERENCES[name], attributes.get("id", "")))

    def _close_paragraph(self) -> None:
        frame = self._frames[-1]
        if frame.paragraph is not None and not frame.paragraph.is_empty:
            frame.items.append(frame.paragraph)
        frame.paragraph = None

    # Fields, content controls and containers

    def _open_field(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("fldCharType")
        if name == "sdt":
            self._unread_parts.append(False)
        elif name == "instrText":
            self._is_instruction = True
        elif name == "fldSimple":
            self._fields.append(([attributes.get("instr", "")], True))
        elif kind == "begin":
            self._fields.append(([], False))
        elif self._fields and kind == "separate":
            self._fields[-1] = (self._fields[-1][0], True)
        elif self._fields and kind == "end":
            self._fields.pop()

    def _open_container(self, name: str, attributes: dict[str, str]) -> None:
        self._containers += name in _CONTAINERS
        if self._containers > _MAX_CONTAINERS:
            raise self._too_large(f"{_MAX_CONTAINERS:,} paragraphs and cells")
        frame = self._frames[-1]
        if name == "p":
            frame.paragraph = Paragraph()
        elif name == "tbl":
            frame.items.append(Table())
            self._frames.append(_Frame(frame.items[-1:]))
        elif name == "tr" and self._table:
            self._table.rows.append([])
        elif name == "tc":
            items = list[Item]()
            if self._table and self._table.rows:
                self._table.rows[-1].append(items)
            self._frames.append(_Frame(items))
        elif name == "txbxContent":
            self._frames.append(_Frame(frame.paragraph.boxes if frame.paragraph else []))
        elif name in _NOTES:
            items = list[Item]()
            if attributes.get("type", "normal") == "normal":  # not the line above the notes
                self.notes[attributes.get("id", "")] = items
            self._frames.append(_Frame(items))

    def _too_large(self, limit: str) -> DocumentError:
        return DocumentError(
            f"{self._name}: the document is too large (more than {limit})",
            hint="split it into several documents",
        )

    @property
    def _table(self) -> Table | None:
        """The table whose rows are being read."""
        items = self._frames[-1].items
        return items[0] if items and isinstance(items[0], Table) else None

    def _close_row(self) -> None:
        frame = self._frames[-1]
        if frame.is_row_deleted and self._table and self._table.rows:
            self._table.rows.pop()
        frame.is_row_deleted = False


def _unread_galleries() -> tuple[str, ...]:
    return load_office().unread_galleries


def _is_hex(text: str | None) -> bool:
    return text is not None and re.fullmatch("[0-9A-Fa-f]{1,5}", text) is not None


def _is_unread_field(instruction: str) -> bool:
    words = instruction.split(None, 1)
    return bool(words) and words[0].casefold() in load_office().unread_fields


def _is_marked(word: str) -> bool:
    """Return whether raised digits after a word are the mark of a note, not a power or unit.

    >>> [_is_marked(word) for word in ("burned.”", "burned", "2019", "10", "km", "x", "")]
    [True, True, True, False, False, False, False]
    """
    last = word[-1:]
    if last.isdigit():
        return not word.endswith("10")
    if not last.isalpha():
        return bool(last)
    letters = re.search(r"[^\W\d_]+$", word)
    return letters is not None and len(letters[0]) >= _MIN_MARKED_WORD


def iter_paragraphs(items: list[Item]) -> Iterator[Paragraph]:
    """Yield all paragraphs in the order of the document, those of tables and text boxes too."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
            yield from iter_paragraphs(item.boxes)
        else:
            for row in item.rows:
                for cell in row:
                    yield from iter_paragraphs(cell)


_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
