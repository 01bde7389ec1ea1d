"""Write XML that shows what it holds; the XML library escapes its markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from claimkit.reports.escaping.hidden import HIDDEN

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_COMMAND = re.compile(r"^(\s*):(?=:)|(#)#(?=\[|vso\[)", re.MULTILINE)  # as in `terminal`


def to_xml_text(text: str) -> str:
    """Return a text without characters that XML 1.0 does not allow, not even as references."""
    return _NOT_XML.sub("\ufffd", HIDDEN.sub("\ufffd", _LINE_END.sub("\n", text)))


def to_xml(root: ElementTree.Element) -> str:
    """Return an indented XML file whose lines no CI system takes for commands."""
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
    return _COMMAND.sub(lambda match: _escape(match[1], match[2]), written)


def _escape(space: str | None, sign: str | None) -> str:
    return f"{space}&#58;" if sign is None else f"{sign}&#35;"
