"""Check the entries of own lexicons against the built-in ones, beyond what a schema can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from claimkit.lexicons.attribution import (
    Cue,
    CueLexicon,
    FrameLexicon,
    Phrase,
    PhraseLexicon,
)
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.extension import error_at, load_extended
from claimkit.lexicons.governments import load_government_lexicon
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.sentences import load_sentences
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.units import load_unit_words, load_units
from claimkit.suggestions import did_you_mean

_MAX_NODES = 5
_MAX_NUMBER = 10**18
_MAX_DAYS = 10_000
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What the nodes of a pattern may state: spaCy's REGEX and FUZZY could take for ever.
_ATTRIBUTES = frozenset(("ORTH", "TEXT", "LOWER", "LEMMA", "POS", "TAG", "DEP"))
_OPERATORS = frozenset(("<", ">", ".", ";", ">+", ">-", "<+", "<-", "$+", "$-"))
_CHOICES = frozenset(("IN", "NOT_IN"))
_NODE_KEYS = frozenset(("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS"))


def check_cues(lexicons: Lexicons, own: OwnLexicon) -> None:
    """Refuse frames that do not exist, and a second entry for a word that is a cue already.

    Raises:
        LexiconError: with the position of the first fault.
    """
    entries = load_extended("cues", CueLexicon, lexicons).entries
    frames = load_lexicon("frames", FrameLexicon, lexicons.language).entries
    taken: dict[tuple[str, str, str], Cue] = {}
    first_own = len(entries) - _count_own(own, "entries")
    for position, cue in enumerate(entries):
        number = position - first_own
        for lemma in (cue.lemma, *cue.variants):
            key = (cue.pos, lemma, cue.particle or "")
            if number >= 0 and key in taken:
                other = taken[key].id
                raise error_at(
                    own,
                    ("entries", number, "lemma"),
                    f"{lemma!r} is the word of {other} already",
                    f"leave the entry out, or disable the other with `disable: [{other}]`",
                )
            taken[key] = cue
        known = {
            name
            for frame in frames
            if frame.pos == cue.pos
            for name in (frame.id, *(f"{frame.id} {word}" for word in frame.prepositions))
        }
        for index, name in enumerate(cue.frames if number >= 0 else ()):
            if name not in known:
                raise error_at(
                    own,
                    ("entries", number, "frames", index),
                    f"{name!r} is not a frame of a {cue.pos}",
                    did_you_mean(name, known) or f"the frames are {', '.join(sorted(known))}",
                )


def check_phrases(lexicons: Lexicons, own: OwnLexicon) -> None:
    """Refuse patterns that spaCy would refuse, and those that could take long to match.

    Raises:
        LexiconError: with the position of the first fault.
    """
    entries = load_extended("phrases", PhraseLexicon, lexicons).entries
    first_own = len(entries) - _count_own(own, "entries")
    for number, phrase in enumerate(entries[first_own:]):
        for index, pattern in enumerate(phrase.patterns):
            place = ("entries", number, "patterns", index)
            for message in _iter_faults(phrase, pattern):
                raise error_at(own, place, message)


def _iter_faults(phrase: Phrase, pattern: list[dict[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    if len(pattern) > _MAX_NODES:
        yield f"a pattern has at most {_MAX_NODES} nodes"
    for node in pattern:
        wanted = _NODE_KEYS if seen else {"RIGHT_ID", "RIGHT_ATTRS"}
        name = node.get("RIGHT_ID")
        if set(node) != wanted:
            yield f"this node must have {', '.join(sorted(wanted))}, and nothing else"
        elif not isinstance(name, str) or name in seen:
            yield "each node needs a RIGHT_ID of its own"
        elif seen and node["LEFT_ID"] not in seen:
            yield f"there is no node {node['LEFT_ID']!r} before this one"
        elif seen and node["REL_OP"] not in _OPERATORS:
            yield f"REL_OP is one of {' '.join(sorted(_OPERATORS))}"
        else:
            yield from _iter_attribute_faults(node["RIGHT_ATTRS"])
        seen.add(str(name))
    for name in ("cue",) if phrase.agentless else ("cue", "source"):
        if name not in seen:
            yield f"a node must have the RIGHT_ID {name!r}"


def _iter_attribute_faults(attributes: object) -> Iterator[str]:
    if not isinstance(attributes, dict) or not attributes:
        yield "RIGHT_ATTRS must state something about the word"
        return
    for key, value in attributes.items():
        if key not in _ATTRIBUTES:
            yield f"{key!r} is not one of {', '.join(sorted(_ATTRIBUTES))}"
        elif isinstance(value, dict):
            lists = list(value.values())
            if not set(value) <= _CHOICES or not all(_is_list_of_words(v) for v in lists):
                yield f"{key} takes a word, or IN or NOT_IN with a list of words"
        elif not isinstance(value, str):
            yield f"{key} takes a word, or IN or NOT_IN with a list of words"


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def check_units(lexicons: Lexicons, own: OwnLexicon) -> None:
    """Refuse a sign that means another unit or currency already.

    Raises:
        LexiconError: with the position of the first fault.
    """
    lexicon = load_units(lexicons)
    taken: dict[str, str] = {}
    signs = {
        "units": [(unit.unit, (*unit.symbols, *unit.attached)) for unit in lexicon.units],
        "currencies": [(one.code, one.symbols) for one in lexicon.currencies],
    }
    for name, entries in signs.items():
        first_own = len(entries) - _count_own(own, name)
        for position, (meaning, symbols) in enumerate(entries):
            for sign in symbols:
                if position >= first_own and taken.get(sign, meaning) != meaning:
                    place = (name, position - first_own)
                    raise error_at(own, place, f"{sign!r} means {taken[sign]} already")
                taken[sign] = meaning


def check_unit_words(lexicons: Lexicons, own: OwnLexicon) -> None:
    """Refuse words for a unit or a currency that does not exist.

    Raises:
        LexiconError: with the position of the first fault.
    """
    units, words = load_units(lexicons), load_unit_words(lexicons)
    known = {unit.unit for unit in units.units}
    codes = {currency.code for currency in units.currencies}
    for name, entries, key, names in (
        ("units", words.units, "unit", known),
        ("currencies", words.currencies, "code", codes),
    ):
        first_own = len(entries) - _count_own(own, name)
        for number, entry in enumerate(entries[first_own:]):
            value = getattr(entry, key)
            if value not in names:
                hint = did_you_mean(value, names) or "add it to units.yaml in the same folder"
                raise error_at(own, (name, number, key), f"there is no {key} {value!r}", hint)


def check_datings(lexicons: Lexicons, own: OwnLexicon) -> None:
    """Refuse days that no calendar has, and counts that lead out of it.

    Raises:
        LexiconError: with the position of the first fault.
    """
    lexicon = load_dating_lexicon(lexicons)
    weekdays = {name.name for name in load_calendar(lexicons.language).weekdays}
    first_own = len(lexicon.seasons) - _count_own(own, "seasons")
    for number, season in enumerate(lexicon.seasons[first_own:]):
        if not 1 <= season.first_month <= 12 or not 21 <= season.code <= 41:
            message = "a season has a code from 21 to 41, as in EDTF, and a month from 1 to 12"
            raise error_at(own, ("seasons", number), message)
    first_own = len(lexicon.holidays) - _count_own(own, "holidays")
    for number, day in enumerate(lexicon.holidays[first_own:]):
        place = ("holidays", number)
        if not 1 <= day.month <= 12 or not 1 <= (day.day or 1) <= _DAYS[day.month - 1]:
            raise error_at(own, place, "there is no such day")
        if (day.day is None) == (day.weekday is None) or day.which not in (-1, 1, 2, 3, 4):
            message = "a holiday has either a day, or a weekday with `which` from 1 to 4 or -1"
            raise error_at(own, place, message)
        if day.weekday is not None and day.weekday not in weekdays:
            hint = did_you_mean(day.weekday, weekdays)
            raise error_at(own, (*place, "weekday"), f"there is no {day.weekday!r}", hint)
    _refuse_large_numbers(own, _MAX_DAYS)


def _check_words(load: Callable[[Lexicons], object], lexicons: Lexicons, own: OwnLexicon) -> None:
    load(lexicons)
    _refuse_large_numbers(own, _MAX_NUMBER)


def _refuse_large_numbers(own: OwnLexicon, limit: int) -> None:
    def visit(value: object, place: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                visit(one, (*place, str(key)))
        elif isinstance(value, list):
            for number, one in enumerate(value):
                visit(one, (*place, number))
        elif isinstance(value, int) and abs(value) > limit:
            raise error_at(own, place, f"the number is larger than {limit:,}")

    visit(_values(own), ())


def _count_own(own: OwnLexicon, name: str) -> int:
    """Return how many entries a file adds to a list; they are at the end of the extended list."""
    return len(_values(own).get(name) or ())


def _values(own: OwnLexicon) -> dict[str, Any]:
    from claimkit import yamlio

    node = yamlio.compose(own.text, own.path)
    values = None if node is None else yamlio.construct(node, own.path)
    return values if isinstance(values, dict) else {}


CHECKS: Mapping[str, Callable[[Lexicons, OwnLexicon], None]] = MappingProxyType(
    {
        "cues": check_cues,
        "datings": check_datings,
        "governments": partial(_check_words, load_government_lexicon),
        "phrases": check_phrases,
        "quantities": partial(_check_words, load_quantity_lexicon),
        "sentences": partial(_check_words, load_sentences),
        "sources": partial(_check_words, load_source_lexicon),
        "unit_words": check_unit_words,
        "units": check_units,
    }
)
"""The check of each extendable lexicon."""
