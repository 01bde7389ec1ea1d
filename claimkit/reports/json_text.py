"""Encode plain values and records as JSON text with exact numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from claimkit.ledger.format.scalars import number_text


def to_json_line(value: Any) -> str:
    """Return JSON on one line; unlike `json.dumps`, it writes a `Decimal` as an exact number."""
    if isinstance(value, Mapping):
        pairs = (f"{to_json_line(str(key))}: {to_json_line(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(to_json_line, value)) + "]"
    if isinstance(value, Decimal):
        return number_text(value)
    return json.dumps(value, ensure_ascii=False)


def to_json_text(value: Any) -> str:
    """Return indented JSON that ends with a line feed, from records or plain values."""
    encoded = msgspec.json.Encoder(decimal_format="number").encode(value)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"
