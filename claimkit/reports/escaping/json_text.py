"""Encode plain values and records as JSON with exact numbers and without hidden characters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from claimkit.ledger.format.scalars import number_text

# In JSON, these stand only inside strings. A log reads `##[` as a command; see `terminal`.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]|#(?=\\[|vso\\[)"
)


def to_json_line(value: Any) -> str:
    """Return JSON on one line; unlike `json.dumps`, it writes a `Decimal` as an exact number."""
    return _escape(_encode(value))


def _encode(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_encode(str(key))}: {_encode(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_encode, value)) + "]"
    if isinstance(value, Decimal):
        return number_text(value)
    return json.dumps(value, ensure_ascii=False)


def to_json_text(value: Any) -> str:
    """Return indented JSON that ends with a line feed, from records or plain values."""
    encoded = msgspec.json.Encoder(decimal_format="number").encode(value)
    return _escape(msgspec.json.format(encoded, indent=2).decode()) + "\n"


def _escape(text: str) -> str:
    """Escape characters that a reader of the text does not see."""
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1].replace("#", "\\u0023"), text)
