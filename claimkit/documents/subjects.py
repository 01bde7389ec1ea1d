"""Read the subjects of mails, which may be the titles of documents."""

from __future__ import annotations

import re
from functools import cache

from claimkit.lexicons.mail import load_mail
from claimkit.lexicons.word_patterns import any_of


def prefix_length(subject: str, language: str) -> int:
    """Return the length of what programs put before a subject.

    >>> prefix_length("[EXT] Re: Fwd: Mill burns down", "en")
    15
    >>> prefix_length("Reform of the mill law", "en")
    0
    """
    match = _prefixes(language).match(subject)
    return match.end() if match else 0


@cache
def _prefixes(language: str) -> re.Pattern[str]:
    words = load_mail(language)
    prefix, tag = any_of(words.subject_prefixes), any_of(words.subject_tags)
    return re.compile(rf"(?:{prefix}(?:\[\d+\])?:\s*|\[{tag}\]:?\s*)*", re.IGNORECASE)
