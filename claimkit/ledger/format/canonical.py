"""Read ledger files in the canonical form that `write` produces, without a YAML parser.

Lines are converted directly to the model. This is about ten times as fast as parsing YAML and
validating it, and the module imports quickly. For everything else (another style, a wrong type, an
unknown key, a duplicate id) this module returns None and leaves the file to `handwritten`; it
never reports an error. Its results equal those of `handwritten`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any

from claimkit.ledger.format.fields import (
    CLAIM_FIELDS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FIELDS,
    DOCUMENT_FORMS,
    FORMS,
    OPTIONAL_DOCUMENT_FIELDS,
    REVIEWED_FIELDS,
    LeftOut,
    ValueForm,
    in_field_order,
)
from claimkit.ledger.format.flow import UnsureError, read_flow, read_scalar
from claimkit.ledger.format.plain_values import usual_mention
from claimkit.ledger.format.scalars import ODD
from claimkit.ledger.format.schema_line import split_schema_line
from claimkit.model import (
    Addition,
    BlockKind,
    Bound,
    Change,
    Claim,
    Confidence,
    Dating,
    Kind,
    LedgerFile,
    Provenance,
    Quantity,
    Review,
    ReviewStatus,
    SecondReview,
    SourceEntry,
    SourceKind,
    SourceName,
    SourceRole,
)

_MAX_VALUES = 2_000_000
# Values stand in files of schema 1 as they do in those of schema 2, apart from ``said: null``.
_VERSIONS = "[12]"


def parse(text: str, known: dict[str, Claim] | None = None) -> LedgerFile | None:
    """Return the ledger of a file's text; None if the text is not in the canonical form.

    Args:
        known: claims by their text, to which each call adds. A caller that reads two versions
            of a file passes the same mapping for both; an unchanged claim is then read once
            and is the same object in both results.
    """
    _, body = split_schema_line(text)
    if ODD.search(body) or _has_too_many_values(body):
        return None
    known = {} if known is None else known
    try:
        head, claims, retired = _split_body(body)
        ledger = LedgerFile(
            **_document(head),
            claims=tuple(_read_claims(claims, known)),
            retired=tuple(_read_claims(retired, known)),
        )
    except UnsureError:
        return None
    ids = [claim.id for claim in (*ledger.claims, *ledger.retired)]
    return ledger if len(set(ids)) == len(ids) else None


def _has_too_many_values(body: str) -> bool:
    """Return whether a text has more values than any file of a ledger with the largest size."""
    return body.count(", ") + body.count("\n") > _MAX_VALUES


_SOURCES_START = re.compile(rf"schema: {_VERSIONS}\nsources:\n- name: ")


def parse_sources(text: str) -> list[SourceEntry] | None:
    """Return the entries of ``_sources.yaml``; None if the text is not in the canonical form."""
    _, body = split_schema_line(text)
    start = _SOURCES_START.match(body)
    if not (start and body.endswith("\n")):
        return None
    if ODD.search(body) or _has_too_many_values(body):
        return None
    chunks = body[start.end() :].removesuffix("\n").split("\n- name: ")
    try:
        entries = list(map(_read_source, chunks))
    except UnsureError:
        return None
    if body.startswith("schema: 1\n"):  # as `upgrades` does
        return [replace(entry, is_chosen=bool(entry.aliases)) for entry in entries]
    return entries


def _read_source(chunk: str) -> SourceEntry:
    first, *lines = chunk.split("\n")
    name = _text(read_scalar(first, "name"))
    values = _read_keys(lines, _SOURCE_TYPES)
    if not name or "kind" not in values:
        raise UnsureError
    is_chosen = values.pop("chosen", False)
    return SourceEntry(name, is_chosen=is_chosen, **values)


_PROVENANCE = re.compile(
    rf"schema: {_VERSIONS}\nclaimkit: (.+)\nmodel:\n  name: (.+)\n  version: (.+)\nlexicons: (.+)\n"
)


def parse_provenance(text: str) -> Provenance | None:
    """Return the provenance in ``_extractor.yaml``; None if the text is not canonical."""
    _, body = split_schema_line(text)
    match = None if ODD.search(body) else _PROVENANCE.fullmatch(body)
    try:
        return Provenance(*(_text(read_scalar(raw)) for raw in match.groups())) if match else None
    except UnsureError:
        return None


def _split_body(body: str) -> tuple[str, str, str]:
    """Split a file's text into its head, its claims and its retired claims."""
    head, has_claims, rest = body.partition("\nclaims:")
    claims, has_retired, retired = rest.partition("\nretired:")
    if not (has_claims and has_retired and retired.endswith("\n")):
        raise UnsureError
    return head, claims, retired.removesuffix("\n")


_HEAD = re.compile(
    rf"schema: {_VERSIONS}\ndocument:"
    + "".join(
        rf"(?:\n  {name}: (.+))?" if name in OPTIONAL_DOCUMENT_FIELDS else rf"\n  {name}: (.+)"
        for name in DOCUMENT_FIELDS
    )
)


def _document(head: str) -> dict[str, Any]:
    match = _HEAD.fullmatch(head)
    if match is None:
        raise UnsureError
    values = {
        name: _DOCUMENT_TYPES[name](_read_value(raw, name))
        for name, raw in zip(DOCUMENT_FIELDS, match.groups(), strict=True)
        if raw is not None
    }
    if not values["path"]:
        raise UnsureError
    return values


def _read_claims(text: str, known: dict[str, Claim]) -> list[Claim]:
    if text == " []":
        return []
    start, *chunks = text.split("\n- id: ")
    if start or not chunks:
        raise UnsureError
    claims = []
    for chunk in chunks:
        claim = known.get(chunk)
        if claim is None:
            claim = known[chunk] = _read_claim(chunk)
        claims.append(claim)
    return claims


_ID = re.compile("[0-9a-z]{8}")
_FLOW_STARTS = ("{", "[")
_REQUIRED = frozenset(
    field.name for field in CLAIM_FIELDS if field.left_out is LeftOut.NEVER and field.name != "id"
)
_NULL_WHEN_LEFT_OUT = tuple(
    field.name for field in CLAIM_FIELDS if field.left_out is LeftOut.WHEN_AUTHOR_HAS_NONE
)


def _read_claim(chunk: str) -> Claim:
    first, *lines = chunk.split("\n")
    written_id = read_scalar(first, "id")
    values = _read_keys(lines, _CLAIM_TYPES)
    if not (isinstance(written_id, str) and _ID.fullmatch(written_id)):
        raise UnsureError
    if not values.keys() >= _REQUIRED:
        raise UnsureError
    if "mention" not in values:
        values["mention"] = usual_mention(values["kind"], values["source"])
    for name in _NULL_WHEN_LEFT_OUT:
        values.setdefault(name, None)
    return Claim(id=written_id, **values)


def _read_keys(lines: list[str], types: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Return an item's values by key, each checked against its type."""
    values: dict[str, Any] = {}
    index = 0
    while index < len(lines):
        name, colon, raw = lines[index].partition(": ")
        index += 1
        if colon:
            plain = _read_value(raw, name[2:])
        else:
            name, plain = name[:-1], []
            while index < len(lines) and lines[index].startswith("  - {"):
                plain.append(read_flow(lines[index][4:]))
                index += 1
        key = name[2:]
        if name[:2] != "  " or key in values or key not in types or (not colon and not plain):
            raise UnsureError
        values[key] = types[key](plain)
    return values


def _read_value(raw: str, key: str) -> Any:
    return read_flow(raw) if raw[:1] in _FLOW_STARTS else read_scalar(raw, key)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnsureError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _id_or_none(value: Any) -> str | None:
    if value is not None and not _ID.fullmatch(_text(value)):
        raise UnsureError
    return _text_or_none(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnsureError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UnsureError
    return tuple(map(_text, value))


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else _texts(value)


def _positive(value: Any) -> int:
    if not isinstance(value, Decimal) or value != value.to_integral_value() or value < 1:
        raise UnsureError
    return int(value)


def _number_or_none(value: Any) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    raise UnsureError


def _member(kinds: type[Enum]) -> Callable[[Any], Any]:
    members = {kind.value: kind for kind in kinds}

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in members:
            raise UnsureError
        return members[value]

    return read


def _list(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise UnsureError
        return tuple(map(read, value))

    return read_all


_bound = _member(Bound)
_change = _member(Change)
_QUANTITY_KEYS = frozenset("text min max bound unit".split())
_DATING_KEYS = frozenset(("text", "value"))
_ADDITION_KEYS = frozenset(("by", "on"))
_ROLE_KEYS = frozenset(("role", "documents"))


def _quantity(value: Any) -> Quantity:
    if not isinstance(value, dict) or value.keys() - {"change"} != _QUANTITY_KEYS:
        raise UnsureError
    change = value.get("change")
    return Quantity(
        _text(value["text"]),
        _number_or_none(value["min"]),
        _number_or_none(value["max"]),
        _bound(value["bound"]),
        _text_or_none(value["unit"]),
        None if change is None else _change(change),
    )


def _dating(value: Any) -> Dating:
    if not isinstance(value, dict) or value.keys() != _DATING_KEYS:
        raise UnsureError
    return Dating(_text(value["text"]), _text_or_none(value["value"]))


def _role(value: Any) -> SourceRole:
    if not isinstance(value, dict) or value.keys() != _ROLE_KEYS or not _text(value["role"]):
        raise UnsureError
    return SourceRole(value["role"], _texts(value["documents"]))


def _found(value: Any) -> SourceName:
    if not isinstance(value, dict) or not _text(value.get("printed")):
        raise UnsureError
    values = {
        name: _FOUND_TYPES[name](plain) for name, plain in value.items() if name in _FOUND_TYPES
    }
    if len(values) != len(value):
        raise UnsureError
    name, is_joined = values.pop("printed"), values.pop("joined", False)
    return SourceName(name, is_joined=is_joined, **values)


def _review(value: Any) -> Review | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise UnsureError
    review = Review(**_read_items(value, _REVIEW_TYPES))
    return None if review == Review() else review


def _second_review(value: Any) -> SecondReview | None:
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("status") in (None, ReviewStatus.PENDING.value):
        raise UnsureError
    return SecondReview(**_read_items(value, _SECOND_REVIEW_TYPES))


def _read_items(
    items: Mapping[str, Any], types: Mapping[str, Callable[[Any], object]]
) -> dict[str, Any]:
    """Return the values of a review by key, each checked against its type."""
    if not items.keys() <= types.keys():
        raise UnsureError
    return {name: types[name](plain) for name, plain in items.items()}


def _corrections(value: Any) -> tuple[tuple[str, object], ...]:
    if not isinstance(value, dict) or not value.keys() <= _CORRECTION_TYPES.keys():
        raise UnsureError
    return tuple(
        (name, _CORRECTION_TYPES[name](value[name])) for name in CORRECTABLE_FIELDS if name in value
    )


def _stale(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    if not set(names) <= set(REVIEWED_FIELDS):
        raise UnsureError
    return in_field_order(names)


def _addition(value: Any) -> Addition | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not value.keys() <= _ADDITION_KEYS:
        raise UnsureError
    return Addition(**{name: _text_or_none(plain) for name, plain in value.items()})


_READERS: dict[ValueForm, Callable[[Any], object]] = {
    ValueForm.IDENTIFIER: _text,
    ValueForm.TEXT: _text,
    ValueForm.TEXT_OR_NULL: _text_or_none,
    ValueForm.NAMES: _names,
    ValueForm.NAME_LIST: _texts,
    ValueForm.FLAG: _truth,
    ValueForm.COUNT: _positive,
    ValueForm.DATE: _text_or_none,
    ValueForm.KIND: _member(Kind),
    ValueForm.BLOCK: _member(BlockKind),
    ValueForm.STANCE: _text_or_none,
    ValueForm.CONFIDENCE: _member(Confidence),
    ValueForm.QUANTITIES: _list(_quantity),
    ValueForm.DATES: _list(_dating),
    ValueForm.CLAIM_ID: _id_or_none,
    ValueForm.ADDITION: _addition,
    ValueForm.REVIEW: _review,
}
# The id is on the first line of a claim, which is read separately.
_CLAIM_TYPES = {field.name: _READERS[field.form] for field in CLAIM_FIELDS if field.name != "id"}
_DOCUMENT_TYPES = {name: _READERS[form] for name, form in DOCUMENT_FORMS.items()}
_CORRECTION_TYPES = {name: _READERS[FORMS[name]] for name in CORRECTABLE_FIELDS}
_SOURCE_TYPES: dict[str, Callable[[Any], object]] = {
    "kind": _member(SourceKind),
    "aliases": _texts,
    "roles": _list(_role),
    "chosen": _truth,
    "found": _list(_found),
}
_FOUND_TYPES: dict[str, Callable[[Any], Any]] = {
    "printed": _text,
    "kind": _member(SourceKind),
    "forms": _texts,
    "roles": _list(_role),
    "joined": _truth,
}
_SECOND_REVIEW_TYPES: dict[str, Callable[[Any], object]] = {
    "status": _member(ReviewStatus),
    "by": _text_or_none,
    "on": _text_or_none,
    "note": _text_or_none,
    "corrections": _corrections,
    "stale": _stale,
}
_REVIEW_TYPES = _SECOND_REVIEW_TYPES | {"second": _second_review}
