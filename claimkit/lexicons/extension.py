"""Extend a built-in lexicon by a project's own entries, and leave out those that it disables.

An own file has the lists of the built-in one, each with the entries to add, and ``disable`` with
the ids of built-in entries to leave out. Nothing is replaced in silence: an entry whose id exists
already is refused, unless the same file disables the other one.

The id of an entry is its ``id``, ``unit``, ``code`` or ``state``; elsewhere each of its words is
one. Where an id stands in several lists, ``LIST/ID`` says which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec import structs

from claimkit.errors import LexiconError, SchemaError
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.lexicons.loader import (
    LexiconEntry,
    LexiconHeader,
    WordList,
    load_lexicon,
    parse_lexicon,
)
from claimkit.suggestions import did_you_mean

LexiconT = TypeVar("LexiconT", bound=LexiconHeader)

# The keys that hold an entry's id, or else all the words that it gives a meaning to.
_ID_KEYS = ("id", "state")
_WORD_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Unit": ("unit",),
        "Currency": ("code",),
        "UnitWords": ("words", "abbreviations"),
        "CurrencyWords": ("words", "large"),
        "Region": ("states",),
        "Calibre": ("nouns",),
        "BoundVerbs": ("verbs",),
        "RatioLink": ("words",),
    }
)
_OTHER_WORD_KEYS = (
    "word", "words", "phrase", "names", "name", "text", "verbs", "nouns", "adverbs",
    "comparatives", "plurals", "attached",
)  # fmt: skip
# Regular expressions could take for ever, and only claimkit's own are tested for that.
_CLOSED = frozenset(("patterns", "scales", "compounds", "pattern_parts"))


def load_extended(name: str, schema: type[LexiconT], lexicons: Lexicons) -> LexiconT:
    """Load a lexicon of a language with the project's own entries.

    The result is kept for the same lexicons.

    Raises:
        LexiconError: if a file is missing or does not fit its schema, with file, line and column.
    """
    own = lexicons.find_own(name)
    if own is None:
        return load_lexicon(name, schema, lexicons.language)
    extended: LexiconT = _load_extended(name, schema, lexicons.language, own)
    return extended


@cache
def _load_extended(name: str, schema: type[LexiconT], language: str, own: OwnLexicon) -> LexiconT:
    extended: LexiconT = extend(load_lexicon(name, schema, language), own)
    return extended


def extend(base: Any, own: OwnLexicon) -> Any:
    """Return a lexicon with a project's own entries and without those that it disables.

    Raises:
        LexiconError: if the text does not fit, with file, line and column.
    """
    return _Extension(base, own).extend()


class _Extension:
    """The extension of one lexicon by one file."""

    def __init__(self, base: LexiconHeader, own: OwnLexicon) -> None:
        self._base = base
        self._own = own

    def extend(self) -> Any:
        from claimkit import yamlio

        try:
            node = yamlio.compose(self._own.text, self._own.path)
            if node is None:
                return self._base
            self._refuse_closed_lists(yamlio.construct(node, self._own.path))
            schema: Any = _own_schema(type(self._base), is_file=True)
            added: Any = parse_lexicon(self._own.text, self._own.path, schema)
        except SchemaError as error:
            raise LexiconError.of(error) from error
        if added.language not in (None, self._base.language):
            raise self._error(
                ("language",), f"these are words of {added.language!r}, not {self._base.language!r}"
            )
        base = self._without(added.disable)
        try:
            return self._merge(base, added, ())
        except ValueError as error:  # the lexicon's own conditions on its words
            raise self._error((), str(error)) from error

    def _refuse_closed_lists(self, values: object) -> None:
        """Refuse the keys of the built-in lexicon that cannot be extended, with the reason."""
        names = {field.name for field in structs.fields(type(self._base))}
        known = {f.name for f in structs.fields(_own_schema(type(self._base), is_file=True))}
        for key in values if isinstance(values, dict) else ():
            if key in names and key not in known:
                raise self._error((key,), "own lexicons cannot change this", is_key=True)

    def _without(self, disabled: tuple[str, ...]) -> Any:
        base: Any = self._base
        for number, word in enumerate(disabled):
            places = [place for place, ids in iter_lists(base, ()) if word in ids]
            name, _, rest = word.partition("/")
            if not places:
                places = [p for p, ids in iter_lists(base, ()) if rest in ids and p[-1] == name]
                word = rest if places else word
            if not places:
                known = [one for _, ids in iter_lists(base, ()) for one in ids]
                raise self._error(
                    ("disable", number), f"there is no entry {word!r}", did_you_mean(word, known)
                )
            if len(places) > 1:
                names = ", ".join(f"{place[-1]}/{word}" for place in places)
                raise self._error(("disable", number), f"{word!r} stands in several lists", names)
            base = _remove(base, places[0], word)
        return base

    def _merge(self, base: Any, added: Any, place: tuple[str | int, ...]) -> Any:
        if isinstance(base, dict):
            for key in added:
                if key in base:
                    raise self._twice((*place, key), str(key), is_key=True)
            return {**base, **added}
        if isinstance(base, LexiconEntry):
            changes = {
                field.name: self._merge(
                    getattr(base, field.name), getattr(added, field.name), (*place, field.name)
                )
                for field in structs.fields(added)
                if field.name not in _HEADER
            }
            return structs.replace(base, **changes)
        seen = {one for element in base for one in _ids(element)}
        for number, element in enumerate(added):
            for one in _ids(element):
                if one in seen:
                    raise self._twice((*place, number), one)
            seen.update(_ids(element))
        return type(base)((*base, *added))

    def _twice(
        self, place: tuple[str | int, ...], word: str, *, is_key: bool = False
    ) -> LexiconError:
        return self._error(
            place,
            f"{word!r} exists already",
            f"leave it out, or disable the built-in one with `disable: [{word}]`",
            is_key=is_key,
        )

    def _error(
        self,
        place: tuple[str | int, ...],
        message: str,
        hint: str | None = None,
        *,
        is_key: bool = False,
    ) -> LexiconError:
        return error_at(self._own, place, message, hint, is_key=is_key)


def error_at(
    own: OwnLexicon,
    place: tuple[str | int, ...],
    message: str,
    hint: str | None = None,
    *,
    is_key: bool = False,
) -> LexiconError:
    """Return the exception for a place in an own file: ``("entries", 0, "frames")``."""
    from claimkit import yamlio

    line, column = yamlio.find_position(own.text, own.path, place, is_key=is_key)
    name = ".".join(map(str, place))
    return LexiconError(
        f"{name}: {message}" if name else message,
        path=own.path,
        line=line,
        column=column,
        hint=hint,
    )


_HEADER = frozenset(("id", "language", "version", "licence", "provenance", "disable"))


@cache
def _own_schema(schema: type[LexiconEntry], *, is_file: bool) -> type[LexiconEntry]:
    """Return the schema of the entries that can be added to a lexicon, or to a part of one."""
    fields: list[tuple[str, Any, Any]] = []
    if is_file:
        fields = [(name, str | None, None) for name in ("id", "language", "licence", "provenance")]
        fields += [("version", int | None, None), ("disable", tuple[str, ...], ())]
    for field in structs.fields(schema):
        if (is_file and field.name in _HEADER) or field.name in _CLOSED:
            continue
        if _is_entry(field.type):
            part = _own_schema(field.type, is_file=False)
            if structs.fields(part):
                fields.append((field.name, part, part()))
        elif field.type is WordList:
            fields.append((field.name, WordList, WordList()))
        elif (kind := _plain_origin(field.type)) in (tuple, frozenset):
            fields.append((field.name, _without_limits(field.type), kind()))
        elif kind is dict:
            fields.append((field.name, field.type, msgspec.field(default_factory=dict)))
    made: Any = msgspec.defstruct(
        schema.__name__,
        fields,
        bases=(LexiconEntry,),
        frozen=True,
        forbid_unknown_fields=True,
    )
    own_schema: type[LexiconEntry] = made
    return own_schema


def extendable_lists(schema: type[LexiconHeader]) -> list[tuple[str, ...]]:
    """Return the places of the lists of a lexicon that own files can extend, in order."""
    return list(_iter_places(schema, ()))


def _iter_places(schema: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for field in structs.fields(_own_schema(schema, is_file=not place)):
        if not place and field.name in _HEADER:
            continue
        here = (*place, field.name)
        if _is_entry(field.type):
            part = next(f.type for f in structs.fields(schema) if f.name == field.name)
            yield from _iter_places(part, here)
        else:
            yield here


def _is_entry(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, LexiconEntry)


def _without_limits(kind: Any) -> Any:
    """Return a type without the limits of its length, which are for the whole list."""
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def _plain_origin(kind: Any) -> Any:
    return get_origin(_without_limits(kind))


def iter_lists(part: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield the lists of a lexicon that can be changed: their places, and the ids of each."""
    kind: Any = type(part)
    for field in structs.fields(_own_schema(kind, is_file=not place)):
        if not place and field.name in _HEADER:
            continue
        value = getattr(part, field.name)
        here = (*place, field.name)
        if isinstance(value, LexiconEntry):
            yield from iter_lists(value, here)
        else:
            yield here, {one for element in value for one in _ids(element)}


def _ids(element: Any) -> tuple[str, ...]:
    """Return the ids of an entry: its id, or else its words."""
    if isinstance(element, str):
        return (element,)
    if isinstance(element, tuple):
        return element
    return tuple(one for key in _keys(element) for one in _words(getattr(element, key)))


def _keys(element: LexiconEntry) -> tuple[str, ...]:
    names = element.__struct_fields__
    keys = _WORD_KEYS.get(type(element).__name__)
    if keys is None:
        keys = tuple(key for key in _ID_KEYS if key in names)
        keys = keys or tuple(key for key in _OTHER_WORD_KEYS if key in names)
    return keys


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for element in value for one in _ids(element))


def _remove(part: Any, place: tuple[str, ...], word: str) -> Any:
    """Return a part of a lexicon without an id in one of its lists."""
    if not place:
        if isinstance(part, dict):
            return {key: value for key, value in part.items() if key != word}
        kept = (_without_id(element, word) for element in part)
        return type(part)(element for element in kept if element is not None)
    changed = _remove(getattr(part, place[0]), place[1:], word)
    return structs.replace(part, **{place[0]: changed})


def _without_id(element: Any, word: str) -> Any:
    """Return an entry without one of its words; None if nothing is left of it."""
    if word not in _ids(element):
        return element
    if isinstance(element, (str, tuple)):
        return None
    changes: dict[str, Any] = {}
    for key in _keys(element):
        value = getattr(element, key)
        if isinstance(value, str):
            return None
        changes[key] = _remove(value, (), word)
    return structs.replace(element, **changes) if any(changes.values()) else None
