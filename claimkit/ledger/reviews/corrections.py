"""Read and write corrections as people type them, on the command line or at a prompt.

`format.fields` defines the fields that people may correct and the forms of their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from claimkit.edtf import is_edtf
from claimkit.errors import ReviewError, SchemaError
from claimkit.ledger.format.fields import CORRECTABLE_FIELDS, FORMS, ValueForm
from claimkit.model import BlockKind, Kind

if TYPE_CHECKING:
    from claimkit.model import Dating, Quantity

NULL = "null"
"""What people write for a field without a value."""


CORRECTABLE: Mapping[str, ValueForm] = MappingProxyType(
    {name: FORMS[name] for name in CORRECTABLE_FIELDS}
)
"""The fields that a person may correct with the forms of their values, in the ledger's order."""

ADDABLE_FIELDS = ("said", "cue", "stance", "negated", "mention", "role", "via")
"""The fields that a person may give to a new claim, besides its words and its source."""

_NAMES = "a name, [a list, of names], or null"
_DESCRIPTIONS: Mapping[ValueForm, str] = MappingProxyType(
    {
        ValueForm.TEXT: "words",
        ValueForm.TEXT_OR_NULL: "words, or null",
        ValueForm.NAMES: _NAMES,
        ValueForm.NAME_LIST: _NAMES,
        ValueForm.FLAG: "true or false",
        ValueForm.KIND: "one of " + ", ".join(Kind),
        ValueForm.BLOCK: "one of " + ", ".join(BlockKind),
        ValueForm.STANCE: "one of the cues' stances, or null",
        ValueForm.DATE: "a date such as 2025-04-26, 2025-04 or 2024-08/2025-04, or null",
        ValueForm.QUANTITIES: "a list such as "
        "[{text: 9 cows, min: 9, max: 9, bound: exact, unit: cows}]",
        ValueForm.DATES: "a list such as [{text: in August, value: 2024-08}]",
    }
)
_LISTS = frozenset({ValueForm.QUANTITIES, ValueForm.DATES})
_NAME_FORMS = frozenset({ValueForm.NAMES, ValueForm.NAME_LIST})
_FLAGS = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}


def describe_form(field: str) -> str:
    """Describe how a person writes the value of a field."""
    return _DESCRIPTIONS[CORRECTABLE[field]]


def is_yaml(field: str) -> bool:
    """Return whether a person writes the value of a field as a list in YAML."""
    return CORRECTABLE[field] in _LISTS


def in_correction_order(corrections: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Return (field, value) pairs in the order of the ledger's keys."""
    return tuple((name, corrections[name]) for name in CORRECTABLE if name in corrections)


def find_field(text: str) -> str:
    """Return the field with a name, or the only field whose name begins with it.

    Raises:
        ReviewError: if there is no such field, or there are several.
    """
    name = text.strip().casefold()
    if name in CORRECTABLE:
        return name
    meant = [field for field in CORRECTABLE if name and field.startswith(name)]
    if len(meant) == 1:
        return meant[0]
    raise ReviewError(
        f"{text!r} may be {' or '.join(meant)}" if meant else f"there is no field {text!r}",
        hint="the fields are " + ", ".join(CORRECTABLE),
    )


def parse_value(field: str, text: str) -> Any:
    """Return the model's value for the text that a person wrote.

    Raises:
        ReviewError: if the text is not a value of this field; the hint describes the form.
    """
    form = CORRECTABLE[field]
    try:
        return _parse(field, form, text.strip())
    except ReviewError as error:
        hint = f"{field} is {describe_form(field)}"
        raise ReviewError(f"{field}: {error.message}", hint=hint) from error


def format_value(field: str, value: Any) -> str:
    """Return a value in the form that `parse_value` reads."""
    from claimkit.ledger.format.plain_values import plain_value
    from claimkit.ledger.format.write import flow_text

    plain = plain_value(field, value)
    if plain is None:
        return NULL
    if isinstance(plain, str):
        is_list = CORRECTABLE[field] in _NAME_FORMS and _is_more_than_a_name(plain)
        return flow_text([plain]) if is_list else plain
    if CORRECTABLE[field] in _NAME_FORMS and len(plain) < 2:
        return format_value("source", value)
    return flow_text(plain)


def _parse(field: str, form: ValueForm, text: str) -> Any:
    match form:
        case ValueForm.FLAG:
            return _parse_flag(text)
        case ValueForm.KIND:
            return _parse_member(Kind, text)
        case ValueForm.BLOCK:
            return _parse_member(BlockKind, text)
        case ValueForm.NAMES | ValueForm.NAME_LIST:
            return _parse_names(field, text)
        case ValueForm.QUANTITIES | ValueForm.DATES:
            return _parse_list(field, text)
        case ValueForm.TEXT:
            if not text:
                raise ReviewError("there must be words")
            return text
    if text in ("", NULL):
        return None
    if form is ValueForm.DATE and not is_edtf(text):
        raise ReviewError(f"{text!r} is no date of the calendar in EDTF")
    if form is ValueForm.STANCE:
        _check_stance(text)
    return text


def _parse_flag(text: str) -> bool:
    try:
        return _FLAGS[text.casefold()]
    except KeyError:
        raise ReviewError(f"{text!r} is neither true nor false") from None


def _parse_member(kinds: type[Kind | BlockKind], text: str) -> Kind | BlockKind:
    try:
        return kinds(text.casefold())
    except ValueError:
        raise ReviewError(f"{text!r} is none of {', '.join(kinds)}") from None


def _check_stance(text: str) -> None:
    from typing import get_args

    from claimkit.lexicons.attribution import Stance

    if text not in get_args(Stance):
        raise ReviewError(f"{text!r} is none of {', '.join(get_args(Stance))}")


def _parse_names(field: str, text: str) -> tuple[str, ...]:
    if text in ("", NULL):
        return ()
    names: tuple[str, ...] = _parse_list(field, text) if text.startswith("[") else (text,)
    if any(not name.strip() for name in names) or len(set(names)) < len(names):
        raise ReviewError("a name is empty or stands there twice")
    return names


def _is_more_than_a_name(text: str) -> bool:
    return text.startswith("[") or text in ("", NULL) or text != text.strip()


def _parse_list(field: str, text: str) -> Any:
    """Read a list in the ledger's own form, and check it against the ledger's schema."""
    from claimkit import yamlio
    from claimkit.ledger.format.schema import correction_value

    try:
        node = yamlio.compose(text if text != NULL else "[]", field)
        plain = yamlio.construct(node, field) if node is not None else []
        value = correction_value(field, plain)
    except SchemaError as error:
        raise ReviewError(error.reason) from error
    match CORRECTABLE[field]:
        case ValueForm.QUANTITIES:
            _check_quantities(value)
        case ValueForm.DATES:
            _check_dates(value)
    return value


def _check_quantities(quantities: tuple[Quantity, ...]) -> None:
    for quantity in quantities:
        if quantity.min is None and quantity.max is None:
            raise ReviewError(f"{quantity.text!r} has neither min nor max")
        if None not in (quantity.min, quantity.max) and quantity.min > quantity.max:  # type: ignore[operator]
            raise ReviewError(f"the min of {quantity.text!r} is above its max")


def _check_dates(dates: tuple[Dating, ...]) -> None:
    for dating in dates:
        if dating.value is not None and not is_edtf(dating.value):
            raise ReviewError(f"{dating.value!r} is no date of the calendar in EDTF")
