"""Read the styles of a Word document, and what they say about paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from claimkit.lexicons.office import load_office
from claimkit.model import BlockKind

_MAX_BASES = 12


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str | None = None
    is_numbered: bool | None = None
    is_hidden: bool = False
    is_default: bool = False


class Styles:
    """The styles of a document, by their ids. It is the handler of the part with the styles."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._now: _Style | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._now = self._styles.setdefault(attributes.get("styleId", ""), _Style())
            return
        if self._now is None:
            return
        value = attributes.get("val", "")
        if name == "name":
            self._now.name = value.casefold()
        elif name == "basedOn":
            self._now.based_on = value
        elif name == "numId":
            self._now.is_numbered = value != "0"
        elif name == "vanish":
            self._now.is_hidden = is_on(value)

    def end(self, name: str) -> None:
        if name == "style":
            self._now = None

    def text(self, _: str) -> None:
        pass

    def kind_of(self, style: str | None) -> BlockKind | None:
        """Return the kind of block that a paragraph's style says; None if it says none."""
        kinds = _kinds()
        for found in self._chain(style):
            kind = kinds.get(found.name.rstrip(" 0123456789"))
            if kind is not None:
                return kind
        return None

    def is_numbered(self, style: str | None) -> bool:
        """Return whether paragraphs of a style are items of a list."""
        answers = (found.is_numbered for found in self._chain(style))
        return next((answer for answer in answers if answer is not None), False)

    def is_note_mark(self, style: str | None) -> bool:
        """Return whether characters of a style are the marks of notes."""
        return any(found.name in load_office().note_marks for found in self._chain(style))

    def is_hidden(self, style: str | None) -> bool:
        """Return whether characters of a style are hidden."""
        return any(found.is_hidden for found in self._chain(style))

    def _chain(self, style: str | None) -> list[_Style]:
        """Return a style and the styles that it is based on."""
        chain: list[_Style] = []
        while style is not None and len(chain) < _MAX_BASES:
            found = self._styles.get(style)
            if found is None:
                # Without a part for the styles, their ids are their names without spaces.
                chain.append(_Style(name=style.casefold()))
                break
            chain.append(found)
            style = found.based_on
        return chain


def is_on(value: str) -> bool:
    """Return whether the value of a property switches it on; it need not have one."""
    return value not in ("0", "false", "off")


@cache
def _kinds() -> Mapping[str, BlockKind]:
    styles = load_office().styles
    return MappingProxyType(
        {
            form: kind
            for kind, names in styles.items()
            for name in names
            for form in (name, name.replace(" ", ""))
        }
    )
