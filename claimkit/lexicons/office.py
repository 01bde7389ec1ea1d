"""Schema of the office lexicon: names that word processors give to styles, fields and users."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconHeader, load_lexicon
from claimkit.model import BlockKind


class OfficeLexicon(LexiconHeader, frozen=True):
    """The names in ``office.yaml``, in lower case but for those of elements."""

    styles: dict[BlockKind, tuple[str, ...]]
    note_marks: tuple[str, ...]
    unread_elements: tuple[str, ...]
    unread_fields: tuple[str, ...]
    unread_galleries: tuple[str, ...]
    no_authors: tuple[str, ...]
    no_titles: tuple[str, ...]
    no_title_openings: tuple[str, ...]


def load_office() -> OfficeLexicon:
    """Load the names, which are the same in every language."""
    return load_lexicon("office", OfficeLexicon)
