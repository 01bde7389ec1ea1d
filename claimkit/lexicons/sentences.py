"""Schema of the sentences lexicon."""

from __future__ import annotations

from claimkit.lexicons.loader import Entry, Header, load_lexicon


class Title(Entry, frozen=True):
    """A shortened title; ``example`` is one sentence that holds it."""

    text: str
    example: str


class Sentences(Header, frozen=True):
    titles: tuple[Title, ...]


def load_sentences() -> Sentences:
    """Load the sentence-boundary exceptions that ship with the package."""
    lexicon: Sentences = load_lexicon("sentences", Sentences)
    return lexicon
