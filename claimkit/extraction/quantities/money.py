"""Read amounts of money: symbols before a number, millions in a letter, pounds with pence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claimkit.extraction.quantities.number_atoms import Number
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.units import load_unit_words, load_units
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of

LARGE = 1_000_000
_MAX_SYMBOL = 8
_MAX_PAYMENT = 45
_THOUSAND = 1000
_CENTS = re.compile(r"[.,][0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The words and signs of currencies, and the patterns to find them.

    ``doubtful`` signs and codes mean a currency beside a large or exact amount only; ``large``
    words do after a million or a word of payment. ``units`` are money without a code. Patterns:
    ``before`` and ``payment`` end where a number begins, the others begin where one ends.
    """

    codes: dict[str, str]
    large: dict[str, str]
    units: dict[str, str]
    doubtful: frozenset[str]
    numerals: dict[str, int]
    scales: dict[str, int]

    before: re.Pattern[str]
    payment: re.Pattern[str]
    scaled: re.Pattern[str]
    subunits: dict[str, re.Pattern[str]]
    part: re.Pattern[str]


@cache
def load_money_words(lexicons: Lexicons) -> MoneyWords:
    units, printed = load_units(lexicons), load_unit_words(lexicons)
    lexicon = load_quantity_lexicon(lexicons)
    symbols = {s: c.code for c in units.currencies for s in (*c.symbols, *c.prefixes, c.code)}
    doubtful = {p for c in units.currencies for p in c.prefixes}
    doubtful |= {c.code for c in units.currencies if c.is_word}
    names = {u.unit for u in units.units if u.kind == "money"}
    money_units = {w: u.unit for u in printed.units if u.unit in names for w in u.words}
    words = [w for c in printed.currencies for w in (*c.words, *c.large)]
    scales = {s: m.value for m in lexicon.magnitudes for s in (*m.attached, *m.money_only)}
    forms = {u.unit: [*u.words, *u.abbreviations] for u in printed.units}
    for unit in units.units:
        forms.setdefault(unit.unit, []).extend((*unit.symbols, *unit.attached))
    addition, numerals = any_of(lexicon.links.addition), any_of(lexicon.numerals)
    return MoneyWords(
        codes=symbols | {w: c.code for c in printed.currencies for w in c.words},
        large={w: c.code for c in printed.currencies for w in c.large},
        units=money_units,
        doubtful=frozenset(doubtful),
        numerals=lexicon.numerals,
        scales=scales,
        before=re.compile(rf"(?<![^\W_])({_any(symbols)})\s?(?P<minus>[-−])?\Z"),
        payment=re.compile(
            rf"(?<!\w){any_of(lexicon.payments)}(?!\w)"
            rf"(?:(?!\s{addition}\s[a-z])[^.;:!?()])*\Z",
            re.IGNORECASE,
        ),
        scaled=re.compile(
            rf"\s?({_any(scales)})(?:[\s-](?P<word>(?i:{_any((*words, *money_units))}))"
            rf"|\s?(?P<symbol>{_any(symbols)}))(?!\w)"
        ),
        subunits={
            s.major: re.compile(
                rf",?\s(?:{addition}\s)?(?P<digits>[0-9]{{1,2}}|(?i:{numerals}(?:[\s-]{numerals})?))"
                rf"[\s-]?{_any(forms.get(s.minor, ()))}(?!\w)"
            )
            for s in units.subunits
        },
        part=re.compile(rf"\s{any_of(lexicon.links.part)}\s"),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(words, SPACE_OR_HYPHEN)


@dataclass(frozen=True, slots=True)
class MoneyBefore:
    """The currency before a number, where it begins, and whether a minus follows it."""

    code: str
    sign: str
    start: int
    is_negative: bool


def find_money_before(text: str, start: int, low: int, lexicons: Lexicons) -> MoneyBefore | None:
    """Find the sign or code of a currency that ends at ``start``, not before ``low``."""
    words = load_money_words(lexicons)
    match = words.before.search(text, max(low, start - _MAX_SYMBOL), start)
    if match is None:
        return None
    return MoneyBefore(words.codes[match[1]], match[1], match.start(), match["minus"] is not None)


def is_sure_sign(text: str, sign: str, number: Number, lexicons: Lexicons) -> bool:
    """Return whether a sign beside a number means a currency: "R5m" and "TRY 5,000" do."""
    if sign not in load_money_words(lexicons).doubtful:
        return True
    is_large = number.scale > 1 or abs(number.low) >= _THOUSAND
    return is_large or _CENTS.search(text, number.start, number.end) is not None


def is_paid(text: str, start: int, end: int, lexicons: Lexicons) -> bool:
    """Return whether a word of payment stands before an amount: "fined 300 pounds".

    Counter-example: "paid for 300 pounds of flour".
    """
    words = load_money_words(lexicons)
    before = words.payment.search(text, max(0, start - _MAX_PAYMENT), start)
    return before is not None and words.part.match(text, end) is None


def read_scaled_money(
    text: str, number: Number, high: int, lexicons: Lexicons
) -> tuple[Number, int, str, bool] | None:
    """Read the letter of a magnitude and a currency: "91m hryvnia", "a 3bn-euro deal".

    Returns the number, the end of the currency, its unit, and whether that is a code.
    """
    words = load_money_words(lexicons)
    match = words.scaled.match(text, number.end, high)
    if match is None:
        return None
    scale = words.scales[match[1]]
    end = match.end(1)
    number = replace(number, low=number.low * scale, high=number.high * scale, scale=scale, end=end)
    if match["symbol"]:
        return number, match.end(), words.codes[match["symbol"]], True
    name = match["word"].lower()
    code = find_code(name, lexicons) or words.large.get(name)
    return number, match.end(), code or words.units[name], code is not None


def find_code(word: str, lexicons: Lexicons) -> str | None:
    """Return the code of a currency's words in lower case, also with hyphens."""
    codes = load_money_words(lexicons).codes
    return codes.get(word) or codes.get(word.replace("-", " "))


def add_subunit(
    text: str, number: Number, end: int, code: str, lexicons: Lexicons
) -> Number | None:
    """Read the pence of "3 pounds 50 pence"; the number ends behind them."""
    words = load_money_words(lexicons)
    pattern = words.subunits.get(code)
    match = pattern.match(text, end) if pattern is not None else None
    if match is None or number.low != number.low.to_integral_value() or number.scale > 1:
        return None
    printed = match["digits"].lower()
    if printed.isdigit():
        hundredths = int(printed)
    else:
        hundredths = sum(words.numerals[w] for w in re.split(r"[\s-]", printed))
    if not 0 < hundredths < 100:
        return None
    value = number.low + Decimal(hundredths) / 100
    return replace(number, low=value, high=value, end=match.end())
