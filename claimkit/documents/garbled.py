"""Find text that was garbled before: decoded with the wrong encoding, or with characters lost.

Such text ("BÃ¤ck", "donâ€™t") is reported and stays as it is, since a name that is mended by
guessing is no longer what the file says.
"""

from __future__ import annotations

import re
from functools import cache

from claimkit.documents.source_places import place_of
from claimkit.faults import GARBLED
from claimkit.model import Finding

_MAX_FOUND = 1000
_LOST = "\ufffd"
_MARKS = "’”»“‘–—…\xa0"
_HINT = "take the text from its source again, and save it in UTF-8"


def find_garbled(source: str, name: str) -> Finding | None:
    """Return a finding with the first place where a text is garbled; None if it isn't.

    Args:
        source: the decoded text of a file.
        name: the document's name in the finding.
    """
    if source.isascii():
        return None
    found: list[tuple[int, str, str]] = []
    for match in _garbled().finditer(source):
        meant = _meaning(match)
        if meant:
            found.append((match.start(), match[0], meant))
            if len(found) == _MAX_FOUND:
                break
    lost = source.find(_LOST)
    if not found and lost < 0:
        return None
    if found and (lost < 0 or found[0][0] < lost):
        offset, words, meant = found[0]
        message = f"{_around(source, offset, len(words))!r} was decoded wrongly before; "
        message += f"{words!r} is probably {meant!r}"
        others = len(found) - 1
    else:
        offset, message = lost, "a character was lost here before"
        others = source.count(_LOST) - 1
    if others:
        more = f"more than {others - 1:,}" if len(found) == _MAX_FOUND else f"{others:,}"
        message += f", and {more} more such places below"
    return GARBLED.finding(message, name, *place_of(source, offset), hint=_HINT)


@cache
def _garbled() -> re.Pattern[str]:
    """The bytes of a character of UTF-8, each read as a character of Windows-1252 or Latin-1."""
    more = "".join(sorted({*map(chr, range(0x80, 0xC0)), *map(_windows, range(0x80, 0xC0))}))
    more = f"[{re.escape(more)}]"
    # Of longer characters only punctuation, signs and pictures: "café”’" would be Chinese.
    return re.compile(f"[\u00c2-\u00df]{more}|[âï]{more}{{2}}|ð{more}{{3}}")


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace").replace(_LOST, chr(byte))


def _meaning(match: re.Match[str]) -> str | None:
    """Return the character that was meant; None if the text may be right as it is."""
    words = match[0]
    try:
        data = b"".join(c.encode("latin-1" if ord(c) < 0x100 else "cp1252") for c in words)
        meant = data.decode("utf-8")
    except UnicodeError:
        return None
    text, end = match.string, match.end()
    if len(words) == 3 and set(words[1:]) <= set(_MARKS):
        return None
    if len(words) == 2 and words[1] in _MARKS:
        # "AMANHÃ”" and "MENÜ –" are words in capital letters before a mark.
        is_word = text[match.start() - 1 : match.start()].isupper()
        if is_word or not (text[end : end + 1].isalpha() or words[0] in "ÂÃ"):
            return None
    return meant if meant.isprintable() or meant == "\xa0" else None


def _around(text: str, start: int, length: int) -> str:
    """Return the word that a place is in, or what stands there."""
    left, right = start, start + length
    while left > 0 and start - left < 20 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and right - start < 30 and not text[right].isspace():
        right += 1
    return text[left:right]
