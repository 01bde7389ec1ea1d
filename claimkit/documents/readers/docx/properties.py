"""Read the properties of a Word document: who made it, and under which title.

Programs fill them in without asking, so they count only where the text itself says nothing. The
names of users and machines, and the properties of templates, are left out. So is the day of
creation: it is that of a template or of an older text more often than that of publication.
"""

from __future__ import annotations

import re

from claimkit.documents.metadata.candidates import MetadataCandidate, Origin
from claimkit.lexicons.office import load_office

_MAX = 300
_MAX_NAME_WORDS = 5
_MIN_NAME_WORDS = 2
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_COUNT = " 0123456789()-."
_FIELDS = ("title", "creator")


class Properties:
    """The core properties of a document. It is the handler of their part."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._now: str | None = None

    def start(self, name: str, _: dict[str, str]) -> None:
        self._now = name if name in _FIELDS and name not in self._values else None
        if self._now:
            self._values[self._now] = ""

    def end(self, _: str) -> None:
        self._now = None

    def text(self, text: str) -> None:
        if self._now and len(self._values[self._now]) < _MAX:
            self._values[self._now] += text[:_MAX]

    def candidates(self) -> list[MetadataCandidate]:
        """Return the properties that a person can have entered."""
        found = [("title", title) for title in self._titles()]
        found += [("author", author) for author in self._authors()]
        return [MetadataCandidate(field, value, Origin.FILE) for field, value in found]

    def _titles(self) -> list[str]:
        title = " ".join(self._values.get("title", "").split())
        words, office = title.casefold(), load_office()
        is_file_name = " " not in title
        is_set_by_program = words.rstrip(_COUNT) in office.no_titles or words.startswith(
            office.no_title_openings
        )
        return [] if not title or is_file_name or is_set_by_program else [title]

    def _authors(self) -> list[str]:
        names = [" ".join(name.split()) for name in self._values.get("creator", "").split(";")]
        return [name for name in names if _is_name(name)]


def _is_name(name: str) -> bool:
    """Return whether a text has the form of a person's full name."""
    words = name.split()
    return (
        _MIN_NAME_WORDS <= len(words) <= _MAX_NAME_WORDS
        and name.casefold() not in load_office().no_authors
        and all(map(_NAME.fullmatch, words))
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )
