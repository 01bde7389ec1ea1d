"""Escape text for GitHub's and GitLab's Markdown, and for HTML inside it."""

from __future__ import annotations

import re

from claimkit.reports.escaping.hidden import BREAKS, HIDDEN

_MARKUP = re.compile(r"[\\`*_\[\]#|~>$]")  # text never begins a line here
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# After the Markdown is rendered, GitHub looks once more for words that it links: addresses, users,
# issues and the names of emoji. Escapes are gone then, so an invisible space parts them.
_APART = "&#8203;"
_LINKED = re.compile(
    r"""
      www(?=\.)              # www.example.org
    | :(?=//|[-+\w]+:)       # https://example.org, :shipit:
    | @                      # @user, user@example.org
    | \bmailto(?=:) | \bxmpp(?=:)
    | \bGH(?=-\d)            # GH-12
    | \#(?=\d)               # #12
    | \#\#(?=\[|vso\[)       # ##[group], a command in the log of a job
    """,
    re.VERBOSE | re.IGNORECASE,
)


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows literally, without links and mentions."""
    text = HIDDEN.sub("\ufffd", BREAKS.sub(" ", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _set_apart(_MARKUP.sub(r"\\\g<0>", text))


def escape_html(text: str | None) -> str:
    """Return text that HTML inside Markdown shows literally, without links and mentions."""
    text = HIDDEN.sub("\ufffd", BREAKS.sub(" ", text or ""))
    return _set_apart(text.translate(_HTML))


def _set_apart(text: str) -> str:
    return _LINKED.sub(rf"\g<0>{_APART}", text)
