"""Test which names are spellings of the same name: the lexicon's examples, and properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimkit.ledger.sources.spellings import (
    are_spellings,
    common_name,
    fold_name,
    is_local,
    sound,
    spelling_keys,
)
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.names import NameLexicon
from claimkit.model import SourceKind

LEXICON = load_lexicon("names", NameLexicon)
NAMES = st.lists(
    st.sampled_from(
        "Kim Jong-un Jong Un Sergey Sergei J. John Johann Smith Smyth Zelenskyy Zelensky U.S. US "
        "Ministry of Defence Defense Health 12 13 the Northern Southern Command Müller Muller "
        "Gerasimov Gerassimov Konstantinopolskiy Konstantinopolsky".split()
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
KINDS = st.sampled_from(list(SourceKind))


@pytest.mark.parametrize("entry", LEXICON.sounds, ids=lambda e: e.printed)
def test_sound_example(entry: Any) -> None:
    one, other = entry.example
    assert one != other
    assert are_spellings(one, other, SourceKind.PERSON)


@pytest.mark.parametrize("entry", LEXICON.apart, ids=lambda e: " - ".join(e.names))
def test_apart_example(entry: Any) -> None:
    one, other = entry.names
    assert not are_spellings(one, other, entry.kind)


@pytest.mark.parametrize("names", LEXICON.same, ids=lambda names: names[0])
def test_names_of_one_body(names: tuple[str, ...]) -> None:
    assert {common_name(name) for name in names} == {names[0]}
    assert all(are_spellings(names[0], name, SourceKind.GOVERNMENT) for name in names)


def test_no_name_stands_for_two_bodies() -> None:
    names = [
        fold_name(name) for group in LEXICON.same for name in dict.fromkeys(map(fold_name, group))
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Kim Jong-un", "Kim Jong Un", SourceKind.PERSON),
        ("Koo Byung-sam", "Koo Byungsam", SourceKind.PERSON),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", SourceKind.PERSON),
        ("José García", "Jose Garcia", SourceKind.PERSON),
        ("John F. Kennedy", "John Kennedy", SourceKind.PERSON),
        ("Ministry of Defence", "the Ministry of Defense", SourceKind.ORGANISATION),
        ("the United States", "U.S.", SourceKind.GOVERNMENT),
    ],
)
def test_spellings(one: str, other: str, kind: SourceKind) -> None:
    assert are_spellings(one, other, kind)


LONG = "bartelmandok"
LONG_WORD = "bartelmandosigradevonilu"


@pytest.mark.parametrize(
    ("one", "other", "kind", "expected"),
    [
        # A surname: 90 of 100 alike are enough, 89.5 are not; the first letter must be the same.
        ("Ann Bertanopel", "Ann Bertanoped", SourceKind.PERSON, True),
        ("Ann Tarnopolskibaderant", "Ann Tarnopolsgibaderand", SourceKind.PERSON, False),
        ("Ann Bertanopel", "Ann Dertanopel", SourceKind.PERSON, False),
        ("Bertanopel", "Bertanoped", SourceKind.PERSON, False),
        ("Ann Bertanopel", "Eva Bertanoped", SourceKind.PERSON, False),
        # Given names: initials may be left out, but two must not differ or stand alone.
        ("John F. Bertanopel", "John Bertanoped", SourceKind.PERSON, True),
        ("F. John Bertanopel", "John Bertanoped", SourceKind.PERSON, False),
        ("John F. Bertanopel", "John B. Bertanoped", SourceKind.PERSON, False),
        ("John F. Kennedi", "John B. Kennedi", SourceKind.PERSON, False),
        ("J. Bertanopel", "J. Bertanoped", SourceKind.PERSON, False),
        ("John Marek Bertanopel", "John Marek Bertanoped", SourceKind.PERSON, True),
        ("John Marek Bertanopel", "John Bertanoped", SourceKind.PERSON, False),
        ("John Marek Bertanopel", "John Milan Bertanoped", SourceKind.PERSON, False),
        # The letters of a body's name: ten are enough, nine are not.
        ("Delta Marin", "Delta Marina", SourceKind.ORGANISATION, True),
        ("Delta Mari", "Delta Marin", SourceKind.ORGANISATION, False),
        # Its name as a whole: 93.3 of 100, 92.9, and exactly 93.
        ("Delta Karbinos", "Delta Karbinov", SourceKind.ORGANISATION, False),
        ("Delta Karabinos", "Delta Karabinov", SourceKind.ORGANISATION, True),
        (
            " ".join([*[LONG] * 7, "karabinot"]),
            " ".join([*[LONG[:-1] + "g"] * 7, "karabinot"]),
            SourceKind.ORGANISATION,
            True,
        ),
        # Each of its words: exactly 80, and 79.2.
        ("Northern Baron Repair", "Northern Barol Repair", SourceKind.ORGANISATION, True),
        (
            " ".join([*[LONG] * 4, LONG_WORD]),
            " ".join([*[LONG] * 4, LONG_WORD[:-5] + "abaka"]),
            SourceKind.ORGANISATION,
            False,
        ),
        (
            " ".join([*[LONG] * 4, LONG_WORD]),
            " ".join([*[LONG] * 4, LONG_WORD[:-4] + "abak"]),
            SourceKind.ORGANISATION,
            True,
        ),
        ("Northern Baron Repair", "Northern Laron Repair", SourceKind.ORGANISATION, False),
        ("Northern Baron Repair 1", "Northern Baron Repair 2", SourceKind.ORGANISATION, False),
    ],
)
def test_borders(one: str, other: str, kind: SourceKind, expected: bool) -> None:
    assert are_spellings(one, other, kind) is expected
    assert are_spellings(other, one, kind) is expected
    assert not expected or spelling_keys(one) & spelling_keys(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("voters", True),
        ("Voters", False),
        ("local voters", False),
        ("the voters", True),
        ("The voters", True),
        ("the Voters", False),
        ("some of the voters", True),
    ],
)
def test_names_with_a_meaning_only_in_their_document(name: str, expected: bool) -> None:
    assert is_local(name) is expected


@given(NAMES, NAMES, KINDS)
def test_spellings_are_symmetric_and_share_a_key(one: str, other: str, kind: SourceKind) -> None:
    found = are_spellings(one, other, kind)
    assert found == are_spellings(other, one, kind)
    if found:
        assert spelling_keys(one) & spelling_keys(other)


@given(st.text(max_size=30))
@example("OOU")
def test_any_text_is_its_own_spelling(text: str) -> None:
    assert are_spellings(text, text, SourceKind.PERSON)
    assert fold_name(fold_name(text)) == fold_name(text)
    assert sound(sound(text)) == sound(text)


def test_the_last_word_of_a_name_may_be_one_letter() -> None:
    assert are_spellings("Malcolm X", "Malcolm X.", SourceKind.PERSON)
    assert spelling_keys("Malcolm X") & spelling_keys("Malcolm X.")
