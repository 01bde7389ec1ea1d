"""Escape text from documents for Markdown and HTML."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_\[\]#|~>$@]")  # text never begins a line here
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BREAKS = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows literally and that mentions no user."""
    text = _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text))
    return _MARKUP.sub(_escaped, text.replace("&", "&amp;").replace("<", "&lt;"))


def _escaped(match: re.Match[str]) -> str:
    # GitHub reads an at sign as a mention even behind a backslash.
    return "&#64;" if match[0] == "@" else f"\\{match[0]}"


def escape_html(text: str | None) -> str:
    """Return text that HTML inside Markdown shows literally."""
    cleaned = _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text or ""))
    return cleaned.translate(_HTML).replace("@", "&#64;")
