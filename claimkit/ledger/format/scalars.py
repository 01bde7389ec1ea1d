"""Write strings and numbers as YAML scalars, and read the escapes of double quotes.

A string is written without quotes if neither YAML 1.1 nor 1.2 reads it as anything else. Otherwise
it is written in double quotes, or in single quotes if it has a double quote or a backslash. A
character that cannot stand in a line is escaped in double quotes.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from claimkit.ledger.format.fields import ValueForm, names_of_form

# Dates in these fields are written without quotes. YAML 1.1 reads them as dates, correctly.
_DATE_KEYS = names_of_form(ValueForm.DATE) | {"published", "retrieved", "value", "on"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Control characters, line breaks other than LF, byte order mark and non-characters, none of
# which YAML keeps as they are; and marks that turn the reading direction, with which a line
# could show a reviewer something else than it says.
_ODD_CHARACTERS = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
)
_ODD_OR_LINE_END = re.compile(f"[\n{_ODD_CHARACTERS}]")
ODD = re.compile(f"[{_ODD_CHARACTERS}\ud800-\udfff]")
"""Characters that are always escaped in the ledger."""
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a pair, which UTF-8 cannot hold
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
_ESCAPED = re.compile(
    r"""\\(?:(?P<short>[ntr\\"])|x(?P<byte>[0-9a-f]{2})|u(?P<word>[0-9a-f]{4}))"""
)
_SHORT = {escape[1]: character for character, escape in _ESCAPES.items()}

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


def string_text(text: str, *, key: str, in_flow: bool) -> str:
    """Write a string as the value of a key."""
    if _ODD_OR_LINE_END.search(text):
        return '"' + "".join(_escape(character) for character in text) + '"'
    if is_plain(text, key=key, in_flow=in_flow):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def is_plain(text: str, *, key: str, in_flow: bool) -> bool:
    """Return whether a string without special characters needs no quotes as a key's value."""
    if not text or _NOT_PLAIN.match(text) or (in_flow and _NOT_PLAIN_IN_FLOW.search(text)):
        return False
    return not _OTHER_TYPE.fullmatch(text) or (key in _DATE_KEYS and _is_date(text))


def unescape(text: str) -> str | None:
    r"""Return the string between double quotes; None if `string_text` would write it differently.

    >>> unescape(r"a \"b\"\n\u2028") == 'a "b"\n\u2028'
    True
    """
    left = _ESCAPED.sub("", text)
    if "\\" in left or '"' in left:
        return None
    result = _ESCAPED.sub(_unescaped, text)
    return None if _SURROGATE.search(result) else result


def _unescaped(match: re.Match[str]) -> str:
    return (
        _SHORT[match["short"]] if match["short"] else chr(int(match["byte"] or match["word"], 16))
    )


def _is_date(text: str) -> bool:
    """Return whether a text is a date for YAML 1.1; loaders fail on 2025-02-30."""
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
    if not _ODD_OR_LINE_END.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def number_text(number: Decimal | int) -> str:
    """Return a number in full: without an exponent and without zeros at the end of decimals.

    >>> [number_text(Decimal(text)) for text in ("1E+4", "1.50", "-0.0", "0.001")]
    ['10000', '1.5', '0', '0.001']
    """
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
