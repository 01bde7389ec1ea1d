"""Write ledgers as canonical YAML: the same values give the same bytes.

The format uses little of YAML, so this module has its own small emitter: block style down to a
claim's keys, flow style below, and no folded lines. `scalars` writes the strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from claimkit.errors import LedgerError
from claimkit.ledger.format.plain_values import plain_ledger
from claimkit.ledger.format.scalars import number_text, string_text
from claimkit.model import LedgerFile

# Claims and sources have a line for each key; smaller items have one line each.
_IN_BLOCK = frozenset({"id", "name"})
_ON_ONE_LINE = frozenset({"added", "review"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(ledger: LedgerFile, first_line: str = "") -> str:
    """Return the text of a ledger file.

    Args:
        first_line: its `schema_line`, if it has one.

    Raises:
        LedgerError: if `read.parse` would refuse the text, for example a claim without an id or a
            string with half of a surrogate pair.
    """
    from pydantic import ValidationError  # loads slowly, and many commands write nothing

    from claimkit.ledger.format.schema import LedgerRecord

    try:
        LedgerRecord.model_validate(plain_ledger(ledger))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LedgerError(f"can't be written: {where}: {first['msg']}", path=ledger.path) from error
    text = text_of(ledger, first_line)
    if _SURROGATE.search(text):
        raise LedgerError("can't be written: half of a surrogate pair", path=ledger.path)
    return text


def text_of(ledger: LedgerFile, first_line: str = "") -> str:
    """Return the text of a ledger that is known to be valid because it was read from a file."""
    return first_line + dump_mapping(plain_ledger(ledger))


def dump_mapping(fields: Mapping[str, Any]) -> str:
    """Return plain values as canonical YAML.

    Mappings are in block style at any depth, except those that have one line. A list of mappings
    has a line for each item, and everything else stands on its key's line.
    """
    return "".join(f"{line}\n" for line in _iter_lines(fields))


def flow_text(value: Any) -> str:
    """Return a plain value on one line, as it stands in a `review`."""
    return _flow(value, "")


def _iter_lines(fields: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, dict) and value and key not in _ON_ONE_LINE:
            yield f"{key}:"
            yield from (f"  {line}" for line in _iter_lines(value))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{key}:"
            for item in value:
                yield from _iter_item_lines(item, in_block=not _IN_BLOCK.isdisjoint(item))
        elif isinstance(value, str):
            yield f"{key}: {string_text(value, key=key, in_flow=False)}"
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
        return string_text(value, key=key, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(item, name)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, key) for item in value) + "]"
    return number_text(value)
