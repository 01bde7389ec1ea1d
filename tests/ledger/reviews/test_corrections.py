"""Values of corrections as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import ReviewError
from claimkit.ledger.format.fields import ValueForm
from claimkit.ledger.format.schema import CorrectionsRecord
from claimkit.ledger.reviews.corrections import (
    CORRECTABLE,
    describe_form,
    find_field,
    format_value,
    parse_value,
)
from claimkit.model import BlockKind, Bound, Change, Dating, Kind, Quantity


def test_the_table_has_the_fields_that_the_ledger_takes() -> None:
    assert tuple(CORRECTABLE) == tuple(CorrectionsRecord.model_fields)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("kind", "Direct", Kind.DIRECT),
        ("block", "reader comment", BlockKind.READER_COMMENT),
        ("source", "Falk, Nora", ("Falk, Nora",)),
        ("source", "[Nora Falk, 'Lee, Ann']", ("Nora Falk", "Lee, Ann")),
        ("source", "null", ()),
        ("via", "[]", ()),
        ("government", " South Korea ", ("South Korea",)),
        ("mention", "", None),
        ("role", "mayor", "mayor"),
        ("anonymous", "yes", True),
        ("negated", "False", False),
        ("stance", "denies", "denies"),
        ("content", '"no: not one"', '"no: not one"'),
        ("said", "2025-03", "2025-03"),
        ("said", "null", None),
        (
            "quantities",
            "[{text: up 1.50%, min: 1.50, max: 1.5, bound: exact, unit: percent, change: rise}]",
            (
                Quantity(
                    "up 1.50%", Decimal("1.5"), Decimal("1.5"), Bound.EXACT, "percent", Change.RISE
                ),
            ),
        ),
        ("quantities", "null", ()),
        ("dates", "[{text: August, value: 2024-08}]", (Dating("August", "2024-08"),)),
    ],
)
def test_value(field: str, text: str, value: object) -> None:
    assert parse_value(field, text) == value
    assert parse_value(field, format_value(field, value)) == value


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("kind", "quote", "kind: 'quote' is none of direct, indirect, mixed, author"),
        ("negated", "maybe", "negated: 'maybe' is neither true nor false"),
        ("content", "  ", "content: there must be words"),
        ("said", "2025-02-30", "said: '2025-02-30' is no date of the calendar in EDTF"),
        ("said", "last week", "said: 'last week' is no date of the calendar in EDTF"),
        ("source", "[Ann, Ann]", "source: a name is empty or stands there twice"),
        ("source", "[1]", "source: Input should be a name, a list of names, or null"),
        ("quantities", "12 cows", "quantities: Input should be a valid list"),
        ("quantities", "[{text: 12}", "quantities: not valid YAML: did not find expected"),
        ("quantities", "[{text: 1 cow, min: 1}]", "quantities: 0.max: Field required"),
        (
            "quantities",
            "[{text: a cow, min: 2, max: 1, bound: exact, unit: cow}]",
            "quantities: the min of 'a cow' is above its max",
        ),
        (
            "quantities",
            "[{text: cows, min: null, max: null, bound: exact, unit: cow}]",
            "quantities: 'cows' has neither min nor max",
        ),
        ("dates", "[{text: May, value: May}]", "dates: 'May' is no date of the calendar in EDTF"),
    ],
)
def test_no_value(field: str, text: str, message: str) -> None:
    with pytest.raises(ReviewError) as caught:
        parse_value(field, text)
    assert caught.value.message.startswith(message)
    assert caught.value.hint == f"{field} is {describe_form(field)}"


@pytest.mark.model
def test_no_stance_that_no_cue_has() -> None:
    with pytest.raises(ReviewError, match="'says' is none of asserts, confirms"):
        parse_value("stance", "says")


@pytest.mark.parametrize(
    ("text", "field"), [("SAID", "said"), ("ki", "kind"), ("quant", "quantities"), ("n", "negated")]
)
def test_field_by_its_beginning(text: str, field: str) -> None:
    assert find_field(text) == field


@pytest.mark.parametrize(
    ("text", "message"), [("s", "'s' may be source or said or stance"), ("x", "there is no field")]
)
def test_no_field(text: str, message: str) -> None:
    with pytest.raises(ReviewError, match=message) as caught:
        find_field(text)
    assert caught.value.hint == "the fields are " + ", ".join(CORRECTABLE)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(str.strip)
lines = words.filter(lambda text: text not in ("", "null"))


@given(
    st.sampled_from(
        [f for f, form in CORRECTABLE.items() if form in (ValueForm.NAMES, ValueForm.NAME_LIST)]
    ),
    st.data(),
)
def test_names_can_be_written(field: str, data: st.DataObject) -> None:
    names = tuple(data.draw(st.lists(words.filter(bool), max_size=3, unique=True)))
    assert parse_value(field, format_value(field, names)) == names


@given(st.sampled_from(["content", "role"]), lines)
def test_words_stay_as_they_are(field: str, text: str) -> None:
    assert parse_value(field, format_value(field, text)) == text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Nora Falk", "Nora Falk"),
        ("Lee, Ann", "Lee, Ann"),
        ("[sic]", '["[sic]"]'),
        ("null", '["null"]'),
        (" Nora Falk", '[" Nora Falk"]'),
    ],
)
def test_a_name_is_written_as_a_list_only_if_it_would_be_read_otherwise(
    name: str, form: str
) -> None:
    assert format_value("source", (name,)) == form
