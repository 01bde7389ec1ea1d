"""Read values on one line, scalars and YAML's flow style, in the form that `write` produces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from claimkit.ledger.format.scalars import is_plain, unescape


class UnsureError(Exception):
    """The text is not in the form that `write` produces."""


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?")
_CONSTANTS: Mapping[str, Any] = {"null": None, "true": True, "false": False}


def read_scalar(raw: str, key: str = "", *, in_flow: bool = False) -> Any:
    """Return the value of a scalar: a text, a `Decimal`, true, false or None."""
    first = raw[:1]
    if first == '"':
        inner = raw[1:-1]
        if len(raw) < 2 or raw[-1] != '"':
            raise UnsureError
        if "\\" not in inner:
            if '"' in inner:
                raise UnsureError
            return inner
        text = unescape(inner)
        if text is None:
            raise UnsureError
        return text
    if first == "'":
        inner = raw[1:-1]
        if len(raw) < 2 or raw[-1] != "'" or inner.replace("''", "").count("'"):
            raise UnsureError
        return inner.replace("''", "'")
    if is_plain(raw, key=key, in_flow=in_flow):
        return raw
    if raw in _CONSTANTS:
        return _CONSTANTS[raw]
    if _NUMBER.fullmatch(raw):
        return Decimal(raw)
    raise UnsureError


_OPENING = _MAPPING, _LIST = ("{", "[")
_CLOSING = ("}", "]")
_MAX_DEPTH = 8
_TOKEN = re.compile(
    r"""[{}\[\]] | ,[ ] | (?P<key>[a-z_]+):[ ]
    | "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | [^,{}\[\]"'\ ][^,{}\[\]]*""",
    re.VERBOSE,
)


def read_flow(text: str) -> Any:
    """Return a value in flow style: mappings, lists and scalars."""
    tokens = _tokens(text)
    tokens.reverse()  # so that the next one is at the end
    value = _take(tokens, "")
    if tokens:
        raise UnsureError
    return value


def _tokens(text: str) -> list[tuple[str, str | None]]:
    """Return a text's tokens; a token that is a key comes with its name."""
    tokens = []
    place = depth = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or depth > _MAX_DEPTH:
            raise UnsureError
        depth += (match[0] in _OPENING) - (match[0] in _CLOSING)
        tokens.append((match[0], match["key"]))
        place = match.end()
    return tokens


def _take(tokens: list[tuple[str, str | None]], key: str) -> Any:
    if not tokens:
        raise UnsureError
    token, is_key = tokens.pop()
    if is_key:
        raise UnsureError
    if token == _MAPPING:
        return _take_mapping(tokens)
    if token == _LIST:
        return _take_list(tokens, key)
    return read_scalar(token, key, in_flow=True)


def _take_mapping(tokens: list[tuple[str, str | None]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    separator = ", "
    if tokens and tokens[-1][0] == "}":
        tokens.pop()
        return values
    while separator == ", ":
        key = tokens.pop()[1] if tokens else None
        if key is None or key in values:
            raise UnsureError
        values[key] = _take(tokens, key)
        separator = tokens.pop()[0] if tokens else ""
    if separator != "}":
        raise UnsureError
    return values


def _take_list(tokens: list[tuple[str, str | None]], key: str) -> list[Any]:
    values: list[Any] = []
    separator = ", "
    if tokens and tokens[-1][0] == "]":
        tokens.pop()
        return values
    while separator == ", ":
        values.append(_take(tokens, key))
        separator = tokens.pop()[0] if tokens else ""
    if separator != "]":
        raise UnsureError
    return values
