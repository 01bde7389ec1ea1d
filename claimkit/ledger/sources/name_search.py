"""Find the sources that a person means by some words of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimkit.errors import UsageError

_MAX_LISTED = 10
_MAX_SUGGESTED = 3
_MIN_SIMILARITY = 75.0  # of 100; rapidfuzz's ratio: characters in common, in order


class AmbiguousSourceError(UsageError):
    """Several sources have the words that a person wrote."""

    def __init__(self, words: str, candidates: Sequence[str]) -> None:
        listed = list(candidates[:_MAX_LISTED])
        more = len(candidates) - len(listed)
        last = f"{more} more" if more else listed.pop()
        super().__init__(
            f"{words!r} may be {', '.join(listed)} or {last}", hint="write more of the name"
        )
        self.words = words
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class SourceNames:
    """A source with all its names, the main one first."""

    names: tuple[str, ...]

    @property
    def main(self) -> str:
        return self.names[0]


def search_sources(words: str, sources: Iterable[SourceNames]) -> list[SourceNames]:
    """Return the sources that have the words in one of their names, by their main names.

    If the words are the whole name of a source, only this source is returned. Case and accents
    do not matter.

    >>> people = [SourceNames(("Elena Marsh", "E. Marsh")), SourceNames(("Tom Marsh",))]
    >>> [found.main for found in search_sources("marsh", people)]
    ['Elena Marsh', 'Tom Marsh']
    >>> [found.main for found in search_sources("E. Marsh", people)]
    ['Elena Marsh']
    """
    wanted = _fold(words)
    sources = list(sources)
    exact = [source for source in sources if any(_fold(name) == wanted for name in source.names)]
    if exact or not wanted:
        return exact
    parts = set(_split(wanted))
    found = [
        source
        for source in sources
        if parts and any(parts <= set(_split(_fold(name))) for name in source.names)
    ]
    return sorted(found, key=lambda source: (source.main.casefold(), source.main))


def choose_source(words: str, sources: Iterable[SourceNames]) -> SourceNames | None:
    """Return the one source that `search_sources` finds; None if it finds none.

    Raises:
        AmbiguousSourceError: if it finds several.
    """
    found = search_sources(words, sources)
    if len(found) > 1:
        raise AmbiguousSourceError(words, [source.main for source in found])
    return found[0] if found else None


def suggest_sources(words: str, sources: Iterable[SourceNames]) -> str | None:
    """Return a question that names the sources with similar names; None if there are none."""
    from rapidfuzz import fuzz  # only after a mistake, so that commands start faster

    wanted = _fold(words)
    scores: dict[str, float] = {}
    for source in sources:
        for name in map(_fold, source.names):
            parts = [
                max((fuzz.ratio(part, other) for other in _split(name)), default=0.0)
                for part in _split(wanted)
            ]
            score = max(fuzz.ratio(wanted, name), min(parts, default=0.0))
            scores[source.main] = max(score, scores.get(source.main, 0.0))
    best = sorted((-score, name) for name, score in scores.items() if score >= _MIN_SIMILARITY)
    names = [name for _, name in best[:_MAX_SUGGESTED]]
    return f"did you mean {' or '.join(names)}?" if names else None


def _fold(name: str) -> str:
    """Return a name without case, accents and repeated spaces."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _split(folded: str) -> list[str]:
    """Return the words of a folded name; a dot or a hyphen ends a word."""
    return "".join(c if c.isalnum() else " " for c in folded).split()
