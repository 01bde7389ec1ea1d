"""Read the names of people as mails give them."""

from __future__ import annotations

import re
from functools import cache

from claimkit.lexicons.mail import load_mail
from claimkit.lexicons.word_patterns import any_of

_ADDRESS = re.compile(
    r"<[^<>]{0,320}>|\[[^\[\]]{0,320}@[^\[\]]{0,320}\]|\([^()\s]{1,200}@[^()\s]{1,200}\)"
    r"|(?:mailto:)?[^\s<>()\[\],;:\"']{1,100}@[^\s<>()\[\],;:\"']{1,200}",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_EDGES = " \t\"'“”‘’<>,;:*_-–—"
_MAX_NAME = 100
_LETTER = re.compile(r"[^\W\d_]")
_INVERTED = re.compile(r"([^\s,]+(?: [^\s,]+)?), ([^\s,]+(?: [^\s,]+)?)")


def has_address(text: str) -> bool:
    """Return whether a text has an e-mail address."""
    return "@" in text and _ADDRESS.search(text) is not None


def without_addresses(text: str) -> str:
    """Return a text without its e-mail addresses."""
    return _ADDRESS.sub(" ", text)


def read_name(text: str, language: str) -> str | None:
    """Return the name of a correspondent, or None if there is only an address.

    >>> read_name('"Beck, Ana (Press)" <ana@beck.example>', "en")
    'Ana Beck'
    >>> read_name("Ana Beck via Port News <list@port.example>", "en")
    'Ana Beck'
    >>> read_name("ana@beck.example", "en") is None
    True
    """
    name = _REMARK.sub(" ", without_addresses(text))
    name = _joiner(language).split(name, maxsplit=1)[0]
    name = " ".join(name.split()).strip(_EDGES)
    match = _INVERTED.fullmatch(name)
    if match:
        name = f"{match[2]} {match[1]}"
    is_name = len(name) <= _MAX_NAME and _LETTER.search(name)
    return name if is_name and name.casefold() not in load_mail(language).no_names else None


@cache
def _joiner(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s+{any_of(load_mail(language).sender_joiners)}\s+", re.IGNORECASE)
