"""Ledger values out as canonical YAML: the same values give the same bytes.

A small emitter of its own, because the form is narrow: block style down to a claim's keys,
flow style below, never a folded line. A string stands plain if neither YAML 1.1 nor 1.2
reads it as anything else; otherwise in double quotes, or in single ones if it holds a double
quote or a backslash; a character that can't stand in a line is escaped in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from claimkit.errors import LedgerError
from claimkit.ledger.schema import LedgerRecord, ledger_fields
from claimkit.model import LedgerFile

# Claims and sources take a line a key; smaller things one line each.
_IN_BLOCK = frozenset({"id", "name"})
# Fields in which a date stands without quotes. YAML 1.1 reads it as a date, which it is.
_DATE_KEYS = frozenset({"published", "said", "value", "on"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Control characters, line breaks other than LF, byte order mark and non-characters, none of
# which YAML keeps as they are; and marks that turn the reading direction, with which a line
# could show a reviewer something else than it says.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
_SURROGATE = re.compile("[\ud800-\udfff]")

_NOT_PLAIN = re.compile(r"""[ ?:,\[\]{}#&*!|>'"%@`]|-(?![0-9A-Za-z])|.*(?:: | #|[: ]$)""")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,?\[\]{}]")
_OTHER_TYPE = re.compile(
    r"""~|null|Null|NULL|=|<<
    |y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
    |[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+)
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?
    |[-+]?(?:[0-9][0-9_]*(?:\.[0-9._]*)?|\.[0-9._]*)(?:[eE][-+]?[0-9]+)?
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    |[0-9]{4}-[0-9]{2}-[0-9]{2}
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}
     (?:\.[0-9]*)?(?:[ ]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?""",
    re.VERBOSE,
)


def dump(ledger: LedgerFile) -> str:
    """Return the text of a ledger file.

    Raises:
        LedgerError: if `read.parse` would refuse the text: a claim without an id, say, or a
            string with half of a surrogate pair.
    """
    fields = ledger_fields(ledger)
    try:
        LedgerRecord.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LedgerError(f"can't be written: {where}: {first['msg']}", path=ledger.path) from error
    text = dump_mapping(fields)
    if _SURROGATE.search(text):
        raise LedgerError("can't be written: half of a surrogate pair", path=ledger.path)
    return text


def dump_mapping(fields: Mapping[str, Any]) -> str:
    """Return plain values as canonical YAML: mappings to any depth in block style, a list of
    mappings an item a line; everything else on its key's line."""
    return "".join(f"{line}\n" for line in _iter_lines(fields))


def flow_text(value: Any) -> str:
    """Return a plain value on one line, as it stands in a `review`."""
    return _flow(value, "")


def _iter_lines(fields: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, dict) and value and key != "review":
            yield f"{key}:"
            yield from (f"  {line}" for line in _iter_lines(value))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{key}:"
            for item in value:
                yield from _iter_item_lines(item, in_block=not _IN_BLOCK.isdisjoint(item))
        elif isinstance(value, str):
            yield f"{key}: {_string(value, key=key, in_flow=False)}"
        else:
            yield f"{key}: {_flow(value, key)}"


def _iter_item_lines(item: Mapping[str, Any], *, in_block: bool) -> Iterator[str]:
    if not in_block:
        yield f"- {_flow(item, '')}"
        return
    indent = "- "
    for line in _iter_lines(item):
        yield indent + line
        indent = "  "


def _flow(value: Any, key: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value, key=key, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(item, name)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, key) for item in value) + "]"
    return number_text(value)


def number_text(number: Decimal | int) -> str:
    """Write a number out in full: no exponent, nothing after the point that is not needed.

    >>> [number_text(Decimal(text)) for text in ("1E+4", "1.50", "-0.0", "0.001")]
    ['10000', '1.5', '0', '0.001']
    """
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _string(text: str, *, key: str, in_flow: bool) -> str:
    if _ODD.search(text):
        return '"' + "".join(_escape(character) for character in text) + '"'
    if key in _DATE_KEYS and _is_date(text):
        return text
    if text and not (
        _NOT_PLAIN.match(text)
        or (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
        or _OTHER_TYPE.fullmatch(text)
    ):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_date(text: str) -> bool:
    """Tell whether YAML 1.1 can read ``text`` as a date; on 2025-02-30 a loader breaks."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _ODD.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
