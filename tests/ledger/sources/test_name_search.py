"""Test which sources are meant by words of a name."""

from __future__ import annotations

import pytest

from claimkit.errors import UsageError
from claimkit.ledger.sources.name_search import (
    AmbiguousSourceError,
    SourceNames,
    choose_source,
    search_sources,
    suggest_sources,
)

SOURCES = [
    SourceNames(("Elena Marsh", "E. Marsh", "Mayor Marsh")),
    SourceNames(("Tomás Ek-Lund",)),
    SourceNames(("Marsh & Sons",)),
    SourceNames(("Northern Harbour Agency", "NHA")),
    SourceNames(("Ministry of Defence",)),
    SourceNames(("the ministry",)),
    SourceNames(("Lund",)),
    SourceNames(("東京都知事",)),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Elena", ["Elena Marsh"]),
        ("ELENA MARSH", ["Elena Marsh"]),
        ("marsh elena", ["Elena Marsh"]),
        ("mayor", ["Elena Marsh"]),
        ("e. marsh", ["Elena Marsh"]),
        ("Marsh", ["Elena Marsh", "Marsh & Sons"]),
        ("tomas", ["Tomás Ek-Lund"]),
        ("Ek", ["Tomás Ek-Lund"]),
        ("Lund", ["Lund"]),
        ("nha", ["Northern Harbour Agency"]),
        ("ministry", ["Ministry of Defence", "the ministry"]),
        ("The Ministry", ["the ministry"]),
        ("東京都知事", ["東京都知事"]),
        ("Mars", []),
        ("&", []),
        ("", []),
        ("  ", []),
    ],
)
def test_search(words: str, found: list[str]) -> None:
    assert [source.main for source in search_sources(words, SOURCES)] == found


def test_one_source_or_an_error() -> None:
    assert choose_source("nobody", SOURCES) is None
    assert choose_source("Elena", SOURCES) == SOURCES[0]
    with pytest.raises(AmbiguousSourceError) as caught:
        choose_source("marsh", SOURCES)
    assert isinstance(caught.value, UsageError)
    assert caught.value.message == "'marsh' may be Elena Marsh or Marsh & Sons"
    assert caught.value.candidates == ("Elena Marsh", "Marsh & Sons")


def test_long_lists_are_cut() -> None:
    many = [SourceNames((f"Ann {letter}",)) for letter in "ABCDEFGHIJKLM"]
    with pytest.raises(AmbiguousSourceError, match=r"Ann A, Ann B, .*Ann J or 3 more"):
        choose_source("Ann", many)


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("Elena Marhs", "did you mean Elena Marsh?"),
        ("Marhs", "did you mean Elena Marsh or Marsh & Sons?"),
        ("Norhtern Harbor", "did you mean Northern Harbour Agency?"),
        ("Zzz", None),
        ("", None),
    ],
)
def test_suggestions(words: str, suggestion: str | None) -> None:
    assert suggest_sources(words, SOURCES) == suggestion
