"""Read the XML parts of a Word document, within limits.

The parts are parsed piece by piece, so a part that unpacks to gigabytes is never in memory.
Document types are refused: no part of a Word document has one, and entities come with them.
"""

from __future__ import annotations

import posixpath
from typing import Protocol
from xml.parsers import expat

from claimkit.documents.zip_archives import ZIP_ERRORS, iter_member, open_archive
from claimkit.errors import DocumentError

_MAX_XML = 64_000_000  # bytes of all parts together; a document of 1,000,000 characters has a third
_MAX_DEPTH = 400  # a table in a table adds three
_RELATION_ENDS = ("/officeDocument", "/styles", "/footnotes", "/endnotes", "/core-properties")
_DRAWING = "/drawingml/"
_DAMAGED_HINT = "get the file again, or open it with a word processor and save it anew"


class Handler(Protocol):
    """Receives the elements of a part. Names have no namespace, but for those of drawings."""

    def start(self, name: str, attributes: dict[str, str], /) -> None: ...

    def end(self, name: str, /) -> None: ...

    def text(self, text: str, /) -> None: ...


class Package:
    """The parts of a Word document; ``name`` is the document's name in messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._read = 0
        try:
            self._archive = open_archive(data)
            self._members = frozenset(self._archive.namelist())
        except ZIP_ERRORS as error:
            raise self._damaged() from error
        top = self._read_relations("", "_rels/.rels")
        self.main = top.get("/officeDocument", "word/document.xml")
        self.properties = top.get("/core-properties", "docProps/core.xml")
        folder, base = posixpath.split(self.main)
        others = self._read_relations(folder, posixpath.join(folder, "_rels", f"{base}.rels"))
        self.styles = others.get("/styles", posixpath.join(folder, "styles.xml"))
        self.footnotes = others.get("/footnotes", posixpath.join(folder, "footnotes.xml"))
        self.endnotes = others.get("/endnotes", posixpath.join(folder, "endnotes.xml"))

    def parse(self, part: str, handler: Handler, *, is_needed: bool = False) -> None:
        """Give the elements of a part to a handler; a part that is missing has none.

        Raises:
            DocumentError: if the part is damaged, too large or dangerous, or is needed and missing.
        """
        if part not in self._members:
            if is_needed:
                raise self._damaged()
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        _Adapter(parser, handler, self._name)
        try:
            for piece in iter_member(self._archive, part):
                self._read += len(piece)
                if self._read > _MAX_XML:
                    raise DocumentError(
                        f"{self._name}: the document unpacks to more than {_MAX_XML:,} bytes",
                        hint="split it into several documents, or save its text as .txt",
                    )
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, *ZIP_ERRORS) as error:
            raise self._damaged() from error

    def _read_relations(self, folder: str, part: str) -> dict[str, str]:
        relations = _Relations(folder)
        self.parse(part, relations)
        return relations.found

    def _damaged(self) -> DocumentError:
        return DocumentError(
            f"{self._name}: this Word document is damaged or was cut off", hint=_DAMAGED_HINT
        )


class _Adapter:
    """Gives the events of a parser to a handler, with short names."""

    def __init__(self, parser: expat.XMLParserType, handler: Handler, name: str) -> None:
        self._handler = handler
        self._name = name
        self._depth = 0
        self._names: dict[str, str] = {}
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise DocumentError(
                f"{self._name}: the document's elements are nested too deeply",
                hint="save its text as .txt",
            )
        short = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self._handler.start(self._short(name), short)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(self._short(name))

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            space, _, local = name.rpartition(" ")
            # Drawings have paragraphs and texts of their own under the same names.
            short = self._names[name] = name if _DRAWING in space else local
        return short

    def _refuse(self, *_: object) -> None:
        raise DocumentError(
            f"{self._name}: the document defines XML entities, which Word documents do not",
            hint="open it with a word processor and save it anew",
        )


class _Relations:
    """Finds which part has which role."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        for end in _RELATION_ENDS:
            if kind.endswith(end) and target:
                path = target[1:] if target.startswith("/") else f"{self._folder}/{target}"
                self.found.setdefault(end, posixpath.normpath(path).lstrip("/"))

    def end(self, _: str) -> None:
        pass

    def text(self, _: str) -> None:
        pass
