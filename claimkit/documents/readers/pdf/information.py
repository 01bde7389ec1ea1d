"""Read what a PDF file says about itself, as far as its pages confirm it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from claimkit.documents.metadata.candidates import (
    DateCandidate,
    FoundMetadata,
    MetadataCandidate,
    Origin,
)
from claimkit.documents.metadata.printed_dates import find_date
from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.word_patterns import any_of

_HEAD, _TAIL = 1_500, 800
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")
_MIN_TITLE_WORDS = 2
_TIME = re.compile(r"\d:\d\d")
_WORD = re.compile(r"\w+")


def find_information(information: Mapping[str, str], text: str, language: str) -> FoundMetadata:
    """Return the title and the authors that a file names and that its text begins or ends with.

    Programs write many things there: the name of the file, of a template, of whoever uses the
    computer. So a value counts only if the pages have it too. The dates say when the file was
    made, perhaps years after its text was published, so they are not used.
    """
    found = FoundMetadata()
    title = " ".join(information.get("Title", "").split())
    head, tail = _words(text[:_HEAD]), _words(text[-_TAIL:])
    words = _words(title)
    if words.count(" ") > _MIN_TITLE_WORDS and words in head:
        found.candidates.append(MetadataCandidate("title", title, Origin.FILE))
    authors = " ".join(information.get("Author", "").split())
    joiner = any_of(load_headers(language).name_joiners)
    for name in re.split(rf"\s*[;,]\s*|\s+(?:{joiner})\s+", authors):
        if _NAME.fullmatch(name) and (_words(name) in head or _words(name) in tail):
            found.candidates.append(MetadataCandidate("author", name, Origin.FILE))
    return found


def find_dates(heads: Iterable[TextLine], language: str) -> list[DateCandidate]:
    """Return the date that running heads have, such as that of a newspaper's page.

    With a time of day it is when a browser has printed the page.
    """
    for line in heads:
        date = find_date(line.text, language=language)
        if date and date.value and not _TIME.search(line.text):
            return [DateCandidate(date, Origin.FILE, 0)]
    return []


def _words(text: str) -> str:
    """Return the words of a text with a space before and after each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
