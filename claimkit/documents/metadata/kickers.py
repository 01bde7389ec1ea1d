"""Tell a title from the kicker that is printed on the same line: "Opinion: The state must pay"."""

from __future__ import annotations

import re

from claimkit.documents.metadata.header_words import load_header_words, plain_words

_MAX_KICKER = 40
_MAX_TITLE = 300
_MIN_TITLE_WORDS = 2
_BAR = re.compile(r"\s+[|•·]\s+|\s+//\s+")
_SIGN = re.compile(r":\s+|\s+[–—]\s+")


def kicker_length(title: str, language: str) -> int:
    """Return how many characters of a title are its kicker and the sign behind it, or 0.

    A bar sets any kicker apart. A colon or a dash does so only with a word that says no more than
    what kind of text follows, and before a capital: "Interview: the pilot and the harbour" is one
    title.

    >>> kicker_length("Analysis | Who pays for the dam?", "en")
    11
    >>> kicker_length("Opinion: The state must pay", "en"), kicker_length("Health: The bill", "en")
    (9, 0)
    """
    words = load_header_words(language)
    for sign, kickers in ((_BAR, words.kickers), (_SIGN, words.title_kickers)):
        found = sign.search(title, 0, _MAX_KICKER)
        if found is None or plain_words(title[: found.start()]) not in kickers:
            continue
        rest = title[found.end() :]
        is_title = len(rest.split()) >= _MIN_TITLE_WORDS and not words.is_kicker(rest)
        if is_title and (sign is _BAR or not rest[0].islower()):
            return found.end()
    return 0


def without_kicker(title: str, language: str) -> str:
    """Return a title without the kicker before it or, after a bar, behind it."""
    return title[kicker_length(title, language) : title_end(title, language)].strip()


def title_end(title: str, language: str) -> int:
    """Return where a title ends before the kicker that a bar sets apart behind it."""
    words = load_header_words(language)
    found = [*_BAR.finditer(title)] if len(title) <= _MAX_TITLE else []
    if not found or plain_words(title[found[-1].end() :]) not in words.kickers:
        return len(title)
    start = found[-1].start()
    return start if len(title[:start].split()) > _MIN_TITLE_WORDS else len(title)
