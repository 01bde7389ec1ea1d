"""Suggest a known word for a word that a user has mistyped."""

from __future__ import annotations

from collections.abc import Iterable

_MIN_SIMILARITY = 60.0  # of 100; rapidfuzz's ratio: characters in common, in order


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like a word; None if none is much like it.

    >>> suggest("extarct", ["check", "diff", "extract"]), suggest("banana", ["check", "diff"])
    ('extract', None)
    """
    from rapidfuzz import fuzz, process  # only after a mistake, so that commands start faster

    found = process.extractOne(
        word.lower(),
        sorted(known),
        scorer=fuzz.ratio,
        processor=str.lower,
        score_cutoff=_MIN_SIMILARITY,
    )
    return None if found is None else str(found[0])


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the question that suggests a known word; None if none is much like the word.

    >>> did_you_mean("fail-on", ["fail_on", "ignore"])
    "did you mean 'fail_on'?"
    """
    found = suggest(word, known)
    return None if found is None else f"did you mean {found!r}?"
