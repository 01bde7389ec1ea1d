"""Read YAML and validate it; every error names file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from claimkit.errors import SchemaError
from claimkit.suggestions import did_you_mean
from claimkit.yaml_nodes import Loader, compose

if TYPE_CHECKING:
    from msgspec import Struct
    from pydantic import BaseModel

__all__ = ["compose", "construct", "load", "load_struct"]

ModelT = TypeVar("ModelT", bound="BaseModel")
StructT = TypeVar("StructT", bound="Struct")

_MAX_INT_DIGITS = 18  # as many as fit 64 bits


def _construct_int(_loader: Any, node: yaml.ScalarNode) -> int | Decimal:
    # int() takes quadratic time, and refuses more than a few thousand digits; Decimal does neither.
    return int(node.value) if len(node.value) <= _MAX_INT_DIGITS else Decimal(node.value)


def _construct_decimal(_loader: Any, node: yaml.ScalarNode) -> Decimal:
    return Decimal(node.value)


Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
Loader.add_constructor("tag:yaml.org,2002:float", _construct_decimal)


def construct(node: yaml.Node, path: str) -> Any:
    """Return the plain Python values of composed nodes."""
    loader = Loader("")
    try:
        return loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or node.start_mark
        raise SchemaError(
            str(error.problem), path=path, line=mark.line + 1, column=mark.column + 1
        ) from error
    finally:
        loader.dispose()


def load(
    text: str,
    path: str,
    schema: type[ModelT],
    prepare: Callable[[Any], Any] = lambda values: values,
    *,
    comment_hint: str | None = None,
    comments_from: int = 0,
) -> ModelT:
    """Parse YAML and validate it against a pydantic model.

    Args:
        prepare: changes the plain values before they are validated.
        comment_hint: as in `compose`.
        comments_from: as in `compose`.

    Raises:
        SchemaError: with the position of the first error.
    """
    from pydantic import ValidationError  # pydantic loads slowly

    node = compose(text, path, comment_hint=comment_hint, comments_from=comments_from)
    if node is None:
        raise SchemaError("the file is empty", path=path)
    try:
        return schema.model_validate(prepare(construct(node, path)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = _find_node(node, first["loc"], is_key=first["type"] == "extra_forbidden")
        field = ".".join(str(part) for part in first["loc"])
        raise SchemaError(
            f"{field}: {first['msg']}" if field else first["msg"],
            path=path,
            line=where.start_mark.line + 1,
            column=where.start_mark.column + 1,
        ) from error


def load_struct(
    text: str,
    path: str,
    schema: type[StructT],
    dec_hook: Callable[[type, Any], Any] | None = None,
) -> StructT:
    """Parse YAML and validate it against a msgspec struct, which starts faster than pydantic.

    Args:
        dec_hook: converts values to types that msgspec does not know.

    Raises:
        SchemaError: with the position of the error.
    """
    import msgspec

    node = compose(text, path)
    if node is None:
        raise SchemaError("the file is empty", path=path)
    try:
        return msgspec.convert(construct(node, path), schema, dec_hook=dec_hook)
    except msgspec.ValidationError as error:
        # "Expected `str`, got `int` - at `$.check.ignore[0]`"
        message, _, place = str(error).partition(" - at `$")
        loc = _parse_place(place.rstrip("`"))
        unknown = _UNKNOWN_FIELD.search(message)
        if unknown:
            loc = (*loc, unknown[1])
            message = "there is no such key"
        where = _find_node(node, loc, is_key=bool(unknown))
        field = ".".join(map(str, loc))
        raise SchemaError(
            f"{field}: {message}" if field else message,
            path=path,
            line=where.start_mark.line + 1,
            column=where.start_mark.column + 1,
            hint=_suggest(schema, loc, message, is_key=bool(unknown)),
        ) from error


def find_position(
    text: str, path: str, place: tuple[int | str, ...], *, is_key: bool = False
) -> tuple[int, int]:
    """Return line and column, from 1, of the value at a place: ``("check", "ignore", 0)``.

    Of a value that does not exist, the place of the last one on the way to it. ``is_key`` asks for
    the key of the value.

    Raises:
        SchemaError: if the text is not YAML.
    """
    node = compose(text, path)
    if node is None:
        return 1, 1
    mark = _find_node(node, place, is_key=is_key).start_mark
    return mark.line + 1, mark.column + 1


def _suggest(
    schema: type[Struct], loc: tuple[int | str, ...], message: str, *, is_key: bool
) -> str | None:
    """Return the question whether an unknown key, or value of a choice, means another one."""
    import msgspec

    kind: Any = msgspec.inspect.type_info(schema)
    for part in loc[:-1] if is_key else loc:
        kind = _descend(kind, part)
    if is_key:
        return did_you_mean(str(loc[-1]), [field.encode_name for field in _fields(kind)])
    value = _UNKNOWN_VALUE.search(message)
    kinds = kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,)
    values = [str(v) for one in kinds for v in getattr(one, "values", ())]
    return did_you_mean(value[1], values) if value else None


def _descend(kind: Any, part: int | str) -> Any:
    """Return the type of a part of a value, by msgspec's descriptions of types."""
    for field in _fields(kind):
        if field.encode_name == part:
            return field.type
    return getattr(kind, "item_type", getattr(kind, "value_type", None))


def _fields(kind: Any) -> tuple[Any, ...]:
    return getattr(kind, "fields", ())


_UNKNOWN_VALUE = re.compile("Invalid enum value '(.*)'")
_UNKNOWN_FIELD = re.compile("unknown field `(.*)`")
_PLACE_PART = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def _parse_place(place: str) -> tuple[int | str, ...]:
    """Return the parts of a path that msgspec prints in its messages.

    >>> _parse_place(".check.ignore[0]")
    ('check', 'ignore', 0)
    """
    parts = _PLACE_PART.findall(place)
    return tuple(name or int(index) for name, index in parts)


def _find_node(node: yaml.Node, loc: tuple[int | str, ...], *, is_key: bool) -> yaml.Node:
    """Return the node at a location, or the last node on the way to it that exists.

    ``is_key`` asks for the key of the last part instead of its value.
    """
    for depth, part in enumerate(loc, start=1):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    node = key if is_key and depth == len(loc) else value
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part < len(node.value):
                node = node.value[part]
    return node
