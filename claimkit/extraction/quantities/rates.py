"""Read what an amount is counted for: "300 litres a day", "12 µg/m³", "30 deaths per 100,000"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimkit.extraction.quantities.counted_nouns import CountedNoun
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.units import load_unit_words, load_units
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of
from claimkit.parsing.parsed_document import ParsedDocument

_NOUNS = ("NN", "NNS")
_MAX_NOUN = 3
_MAX_RATES = 2
_CONVERTED = re.compile(r"\s?\([^()\n]{0,20}[0-9][^()\n]{0,30}\)(?=[\s-])")
_POWER = r"1(?:0{2,6}|0{0,2}(?:,000){1,2})"


@dataclass(frozen=True, slots=True)
class Rate:
    """What an amount is counted for, as it stands in the unit's name, and where its words end.

    ``is_number``: a number is part of it, as in "30 per 100,000".
    """

    name: str
    end: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class RateWords:
    """The names of units by their words, in both numbers, and the patterns that begin a rate.

    ``timed`` are the words for a stretch of time. ``fixed`` units have no rate, as "5 percent a
    year" is a share like another.
    """

    singular: dict[str, str]
    plural: dict[str, str]
    timed: frozenset[str]
    fixed: frozenset[str | None]

    per: re.Pattern[str]
    each: re.Pattern[str]
    slash: re.Pattern[str]
    word: re.Pattern[str]
    number: re.Pattern[str]


@cache
def load_rate_words(lexicons: Lexicons) -> RateWords:
    lexicon = load_quantity_lexicon(lexicons)
    units, printed = load_units(lexicons), load_unit_words(lexicons)
    words = {u.unit: u.words for u in printed.units}
    times = {u.unit for u in units.units if u.kind == "time"}
    shares = {u.unit for u in units.units if u.kind == "share"}
    ages = {u.unit for u in units.units if u.kind == "time" and u.difference is not None}
    rates = lexicon.rates
    singular = {w: u.words[0] for u in printed.units for w in (*u.words, *u.abbreviations)}
    singular |= {s: words[u.unit][0] for u in units.units for s in u.symbols if u.unit in words}
    singular |= {word: word for word in rates.nouns} | rates.aliases
    plural = {form: u.unit for u in printed.units for form in (*u.words, *u.abbreviations)}
    plural |= {s: u.unit for u in units.units for s in u.symbols}
    single = [*(u.words[0] for u in printed.units), *rates.nouns, *rates.aliases]
    magnitudes = any_of(w for m in lexicon.magnitudes for w in m.words)
    not_before = any_of(rates.not_before)
    return RateWords(
        singular=singular,
        plural=plural,
        timed=frozenset(w for unit in times for w in words.get(unit, ())) | set(rates.aliases),
        fixed=frozenset((shares - set(rates.counted)) | ages),
        per=re.compile(rf"(?:\s|-){any_of(rates.links)}[\s-]", re.IGNORECASE),
        each=re.compile(
            rf"[\s-]{any_of(rates.articles)}[\s-](?P<word>{any_of(single, SPACE_OR_HYPHEN)})"
            rf"(?!\w|\s{not_before}(?!\w))"
        ),
        slash=re.compile(rf"\s?[/⁄]\s?(?P<count>{_POWER}\s?)?(?P<word>{any_of(singular)})(?!\w)"),
        word=re.compile(rf"{any_of(plural)}(?!\w)"),
        number=re.compile(rf"(?P<count>{_POWER}|(?:{_POWER}\s)?{magnitudes})(?!\w|[.,][0-9])"),
    )


def read_rate(
    parsed: ParsedDocument, end: int, unit: str | None, noun: CountedNoun | None
) -> tuple[int, str | None]:
    """Read the rate after an amount that ends at ``end``; return its end and its words.

    A counted ``noun`` has a rate only by "per" and in time: "12 boats a mile away". The rate of a
    number alone ("30 per day") is not a part of it, unless it is a number, too ("30 per 100,000").
    """
    words = load_rate_words(parsed.lexicons)
    if unit in words.fixed or (noun is not None and noun.apart):
        return end, None
    converted = _CONVERTED.match(parsed.text, end)
    if converted is not None:  # "300 litres (66 gallons) per day"
        return end, read_rate(parsed, converted.end(), unit, noun)[1]
    names: list[str] = []
    start, is_number = end, False
    while len(names) < _MAX_RATES:
        rate = _read_one(parsed, end, unit, words, counted=noun is not None)
        if rate is None:
            break
        names.append(rate.name)
        is_number |= rate.is_number
        end = rate.end
    is_read = unit is not None or is_number
    return (end if is_read else start), (" per ".join(names) or None)


def _read_one(
    parsed: ParsedDocument, start: int, unit: str | None, words: RateWords, *, counted: bool
) -> Rate | None:
    text = parsed.text
    if unit is not None and (slash := words.slash.match(text, start)) is not None:
        name = words.plural if slash["count"] else words.singular
        count = (slash["count"] or "").strip()
        return Rate(f"{count} {name[slash['word']]}".strip(), slash.end())
    if (per := words.per.match(text, start)) is not None:
        return _read_per(parsed, per.end(), words)
    each = words.each.match(text, start)
    if each is None or (counted and each["word"] not in words.timed):
        return None
    return Rate(words.singular[each["word"].replace("-", " ")], each.end())


def _read_per(parsed: ParsedDocument, start: int, words: RateWords) -> Rate | None:
    """Read what follows "per": a unit, a noun, or a number with or without one of them."""
    text = parsed.text
    number = words.number.match(text, start)
    count, end = "", start
    if number is not None:
        count, end = number["count"], number.end()
        start = end + (not text[end : end + 1].strip())
    word = words.word.match(text, start)
    if word is not None:
        name = words.singular if number is None else words.plural
        return Rate(f"{count} {name[word[0]]}".strip(), word.end(), number is not None)
    noun = _find_noun(parsed, start)
    if noun is not None:
        printed = " ".join(text[start:noun].split())
        return Rate(f"{count} {printed}".strip(), noun, number is not None)
    return Rate(count, end, is_number=True) if number is not None else None


def _find_noun(parsed: ParsedDocument, start: int) -> int | None:
    """Return the end of the common noun that begins at ``start``, with words before it."""
    first = parsed.token_from(start)
    if first is None or first.idx != start:
        return None
    end = None
    for token in first.doc[first.i : first.i + _MAX_NOUN]:
        if token.tag_ in _NOUNS:
            end = token.idx + len(token)
        elif end is not None or token.tag_ != "JJ":
            break
    return end
