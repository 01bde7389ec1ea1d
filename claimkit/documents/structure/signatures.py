"""Read the signature below a quotation: "— Jane Doe, minister"."""

from __future__ import annotations

import re

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Speaker

_SIGNATURE = re.compile(r"(?:[—–―‒~-]|--|\([—–-])\s*(?=[^\W\d_a-z])")
_INNER_DASH = re.compile(r"(?<=[.!?…\"”’»)])\s+(?:[—–―‒]|--?|~)\s*(?=[^\W\d_a-z])")
_MAX_WORDS = 14
_MAX_NAME_WORDS = 6
_MAX_BODY_WORDS = 4
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w.'’-]*")
_PARTICLE = re.compile(r"[a-z]{1,4}")
_DATE_OR_PAGE = re.compile(r"\d")
_HANDLE = re.compile(r"\(@\w{1,40}\)")
_ROLE_MARK = re.compile(r"\s*[,(|]\s*|\s+[–—]\s+")


def is_signature(text: str) -> bool:
    """Return whether a line names who was quoted: a dash, a name, and maybe a role.

    >>> is_signature("— Jane Doe, minister"), is_signature("- Jane left the room in a hurry.")
    (True, False)
    """
    return read_signature(text) is not None


def read_signature(text: str) -> Speaker | None:
    """Return who signs with a line, or None if it is no signature."""
    match = _SIGNATURE.match(text)
    if match is None or len(text.split()) > _MAX_WORDS:
        return None
    return _read_name(text[match.end() :])


def read_plain_signature(text: str) -> Speaker | None:
    """Return who signs with a line without a dash: a name of several words and a role.

    >>> read_plain_signature("Jane Doe, chief executive"), read_plain_signature("Jane Doe, 71.")
    (Speaker(name='Jane Doe', role='chief executive'), None)
    """
    if len(text.split()) > _MAX_WORDS or text[-1:] in ".!?:;,":
        return None
    speaker = _read_name(text)
    if speaker is None or speaker.role is None or " " not in speaker.name:
        return None
    return speaker


def read_body_signature(text: str) -> Speaker | None:
    """Return the body that signs with a line below a block quotation.

    >>> read_body_signature("— Electoral commission")
    Speaker(name='Electoral commission', role=None)
    """
    match = _SIGNATURE.match(text)
    if match is None or text[-1:] in ".!?:;,":
        return None
    words = text[match.end() :].split()
    is_name = 1 < len(words) <= _MAX_BODY_WORDS and all(word.isalpha() for word in words)
    return Speaker(" ".join(words)) if is_name else None


def read_post_signature(text: str) -> Speaker | None:
    """Return who wrote a post that ends in a name and a handle.

    >>> read_post_signature("— Jane Doe (@jane) May 3, 2024")
    Speaker(name='Jane Doe', role=None)
    """
    match = _SIGNATURE.match(text)
    handle = _HANDLE.search(text)
    if match is None or handle is None or len(text.split()) > _MAX_WORDS:
        return None
    speaker = _read_name(text[match.end() : handle.start()])
    return Speaker(speaker.name) if speaker is not None else None


def split_signature(text: str) -> tuple[int, Speaker] | None:
    """Return where the signature at the end of a text begins, and who signs.

    The dash follows the end of a sentence or a quotation mark.
    """
    last = None
    for match in _INNER_DASH.finditer(text, max(0, len(text) - 200)):
        last = match
    if last is None or len(text[last.end() :].split()) > _MAX_WORDS:
        return None
    speaker = _read_name(text[last.end() :])
    return None if speaker is None else (last.start(), speaker)


def plain_speaker(speaker: Speaker, language: str) -> Speaker:
    """Return a speaker without words of respect and offices before the name.

    >>> plain_speaker(Speaker("Senator Jane Doe"), "en")
    Speaker(name='Jane Doe', role='Senator')
    """
    lexicon = load_source_lexicon(Lexicons(language))
    honorifics = lexicon.honorifics
    titles = {*honorifics.male, *honorifics.female, *honorifics.either}
    offices = {word for role in lexicon.roles for word in role.words}
    words, role = speaker.name.split(), []
    while len(words) > 1:
        first = words[0].rstrip(".").casefold()
        if first not in titles and first not in offices:
            break
        if first in offices:
            role.append(words[0])
        words.pop(0)
    return Speaker(" ".join(words), speaker.role or " ".join(role) or None)


def _read_name(text: str) -> Speaker | None:
    """Return a name with the role behind a comma or in brackets."""
    text = text.strip().rstrip(".")
    name, *rest = _ROLE_MARK.split(text, maxsplit=1)
    words = name.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS:
        return None
    if not _NAME_WORD.fullmatch(words[-1]):
        return None
    if not all(_NAME_WORD.fullmatch(word) or _PARTICLE.fullmatch(word) for word in words):
        return None
    role = _ROLE_MARK.split(rest[0])[0].strip(" ).") if rest else ""
    if _DATE_OR_PAGE.search(role):
        role = ""
    return Speaker(name, role or None)
