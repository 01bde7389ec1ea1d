"""Compile the words and patterns of numbers for a language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import QuantityLexicon, load_quantity_lexicon
from claimkit.lexicons.units import UnitWordLexicon, load_unit_words, load_units
from claimkit.lexicons.word_patterns import NOTHING, SPACE_OR_HYPHEN, any_of

SPACE = "[ \u00a0\u202f\u2009]"
FRACTION_SIGNS = "¼½¾⅐-⅞"
_DIGITS = (
    rf"(?:[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,5}}(?:,[0-9]{{1,2}})?(?![0-9,]|[. ][0-9])"
    r"|[0-9]{1,3}(?:[,'’][0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,9})?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,6}(?![0-9])(?:,[0-9]{1,9})?"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]{1,12}|,[0-9]{1,2}(?![0-9,]))?)"
)
_POINT = r"(?<![\w.,)])\.[0-9]{1,3}(?!\w)"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language by their values, and the patterns around them.

    ``atom`` matches digits or one number word. Of the others, ``gap`` and ``comma`` stand between
    two atoms of a number; ``article`` ends where a fraction or a magnitude begins,
    ``measure_before`` where the "a half" of "a mile and a half" begins, and ``period_before``
    where the "three" of "the last three quarters" begins; the rest begin where an atom ends.
    """

    numerals: dict[str, int]
    magnitudes: dict[str, int]
    plural_magnitudes: dict[str, int]
    magnitudes_alone: frozenset[str]
    vague: dict[str, tuple[int, int, bool]]
    fractions: dict[str, int]
    plural_fractions: dict[str, int]
    fractions_without_article: frozenset[str]
    parts_with_article: frozenset[str]
    periods: frozenset[str]

    atom: re.Pattern[str]
    gap: re.Pattern[str]
    comma: re.Pattern[str]
    decimal: re.Pattern[str]
    article: re.Pattern[str]
    and_part: re.Pattern[str]
    measures: re.Pattern[str]
    vague_before: re.Pattern[str]
    of_one: re.Pattern[str]
    of_a_measure: re.Pattern[str]
    measure_and_part: re.Pattern[str]
    measure_before: re.Pattern[str]
    apart: re.Pattern[str]
    period_before: re.Pattern[str]
    period: re.Pattern[str]
    of: re.Pattern[str]
    of_a: re.Pattern[str]
    a_noun: re.Pattern[str]
    parted: re.Pattern[str]
    repeated: re.Pattern[str]


@cache
def load_number_words(lexicons: Lexicons) -> NumberWords:
    lexicon = load_quantity_lexicon(lexicons)
    magnitudes = {word: m.value for m in lexicon.magnitudes for word in m.words}
    plurals = {word: m.value for m in lexicon.magnitudes for word in m.plurals}
    vague = {word: (value, value * 10, False) for word, value in plurals.items()}
    vague |= {v.word: (v.low, v.high, v.needs_of) for v in lexicon.vague}
    fractions = {**lexicon.fractions, **lexicon.plural_fractions}
    articles, links = lexicon.articles, lexicon.links
    one, part = any_of(articles.indefinite), any_of(links.part)
    addition = any_of(links.addition)
    and_part = _compile_and_part(lexicon)
    printed = load_unit_words(lexicons)
    measures = [w for u in printed.units for w in u.words]
    measures += [w for c in printed.currencies for w in (*c.words, *c.large)]
    kinds = {u.unit: u.kind for u in load_units(lexicons).units}
    shares = [w for u in printed.units if kinds.get(u.unit) == "share" for w in u.words]
    measure = f"(?P<measure>{any_of(measures, SPACE_OR_HYPHEN)})"
    # In "a mile and a half marathon" and "a cup and a half teaspoon", the half is of the other.
    apart = rf"[\s-]{any_of((*lexicon.half_compounds, *measures), SPACE_OR_HYPHEN)}(?!\w)"
    periods = lexicon.periods
    return NumberWords(
        numerals=lexicon.numerals,
        magnitudes=magnitudes,
        plural_magnitudes=plurals,
        magnitudes_alone=frozenset(w for m in lexicon.magnitudes if m.alone for w in m.words),
        vague=vague,
        fractions=fractions,
        plural_fractions=lexicon.plural_fractions,
        fractions_without_article=frozenset(lexicon.fractions_without_article),
        atom=_compile_atom([*lexicon.numerals, *magnitudes, *vague, *fractions], lexicon.multiples),
        gap=re.compile(rf"\s{{1,2}}|[-‑]|\s{addition}\s|-{addition}-"),
        comma=re.compile(r",\s"),
        decimal=re.compile(rf"[\s-]{any_of(lexicon.decimal_marks)}[\s-]", re.IGNORECASE),
        article=_compile_article(lexicon),
        and_part=re.compile(and_part, re.IGNORECASE),
        measures=re.compile(rf"\s{any_of(_plurals(printed), SPACE_OR_HYPHEN)}(?!\w)"),
        vague_before=re.compile(rf"(?<!\w){any_of(lexicon.vague_quantifiers)}\s\Z", re.IGNORECASE),
        of_one=re.compile(
            rf"\s{part}\s(?:1|{any_of(w for w, v in lexicon.numerals.items() if v == 1)})"
            rf"(?=\s{any_of(shares)}(?!\w))"
        ),
        of_a_measure=re.compile(rf"\s{part}\s{one}(?=\s{any_of(measures)}(?!\w))"),
        measure_and_part=re.compile(rf"[\s-]{measure}{and_part}(?!{apart})", re.IGNORECASE),
        measure_before=re.compile(rf"(?<!\w){one}\s{measure}\s{addition}\s\Z", re.IGNORECASE),
        apart=re.compile(apart, re.IGNORECASE),
        period_before=re.compile(
            rf"(?<!\w)(?:{any_of(periods.before)}|(?P<link>{any_of(periods.links)}))\s\Z",
            re.IGNORECASE,
        ),
        parts_with_article=frozenset(lexicon.parts_with_article),
        periods=frozenset(periods.words),
        period=re.compile(
            rf"\s(?:{any_of(periods.after)}(?!\w)|{part}\s[12][0-9]{{3}}(?![0-9]|,[0-9]))",
            re.IGNORECASE,
        ),
        of=re.compile(rf"\s{{1,2}}{part}\s{{1,2}}", re.IGNORECASE),
        of_a=re.compile(rf"\s(?:{part}\s)?{one}\s|-", re.IGNORECASE),
        a_noun=re.compile(rf"\s(?:{part}\s)?{one}(?=\s\w)", re.IGNORECASE),
        parted=re.compile(rf"\s{any_of(lexicon.parted)}\s", re.IGNORECASE),
        repeated=re.compile(rf"\s{any_of(links.repetition)}\s", re.IGNORECASE),
    )


def _plurals(printed: UnitWordLexicon) -> list[str]:
    """Return the words for several of a unit: all but the first, which is the singular."""
    words = [w for u in printed.units for w in u.words[1:]]
    return words + [w for c in printed.currencies for w in c.words[1:]]


def _compile_and_part(lexicon: QuantityLexicon) -> str:
    """Return the pattern of a fraction after a whole number: "and a half", "and two-thirds"."""
    articles, links = lexicon.articles, lexicon.links
    fractions = any_of((*lexicon.fractions, *lexicon.plural_fractions))
    numerators = any_of(word for word, value in lexicon.numerals.items() if 0 < value < 10)
    return (
        rf"[\s-]{any_of(links.addition)}[\s-](?:"
        rf"{any_of(articles.indefinite)}[\s-](?P<one>{any_of(lexicon.parts_with_article)})"
        rf"|(?P<numerator>{numerators})[\s-](?P<denominator>{fractions})"
        r"|(?P<over>[0-9]{1,2})[/⁄](?P<under>[0-9]{1,2}))(?![\w/])"
    )


def _compile_article(lexicon: QuantityLexicon) -> re.Pattern[str]:
    """Compile the words before "million": "a", "half a", "several"."""
    articles = lexicon.articles
    one, half, several = map(
        _with_long_spaces, (articles.indefinite, articles.half, articles.several)
    )
    return re.compile(
        rf"(?<!\w)(?:(?P<one>{one})|(?P<half>{half}\s+{one})|(?P<several>{several}))[\s-]\Z",
        re.IGNORECASE,
    )


def _with_long_spaces(words: Iterable[str]) -> str:
    return any_of(words, r"\s+")


def _compile_atom(names: list[str], multiples: Iterable[str]) -> re.Pattern[str]:
    """Compile the pattern of digits or a number word, which may be part of "sixfold".

    The look-ahead comes first: it rejects most places before slower patterns are tried.
    """
    initials = "".join(sorted({name[0] for name in names}))
    words = "|".join(f"{first}(?:{_any_tail(names, first)})" for first in initials) or NOTHING
    return re.compile(
        rf"(?=[.0-9{FRACTION_SIGNS}{initials}{initials.upper()}])"
        rf"(?:(?<!\w)(?:{_DIGITS}|(?i:{words})(?!(?!{any_of(multiples)}(?!\w))\w))"
        rf"|(?<=[A-Za-z])(?=[0-9]){_DIGITS}"
        rf"|(?<![{FRACTION_SIGNS}])[{FRACTION_SIGNS}](?![{FRACTION_SIGNS}])|{_POINT})"
    )


def _any_tail(names: list[str], first: str) -> str:
    """Return a pattern for the rest after ``first``, which is faster than one long alternation."""
    tails = sorted({name[1:] for name in names if name[0] == first}, key=lambda t: (-len(t), t))
    return "|".join(map(re.escape, tails))
