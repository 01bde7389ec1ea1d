"""What a number counts: currencies, units of measure, and nouns found by tag and parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from claimkit.extraction.quantities.numerals import Number
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.lexicons.units import (
    CompoundUnit,
    UnitLexicon,
    UnitWordLexicon,
    load_unit_words,
    load_units,
)

NOUNS = ("NN", "NNS", "NNP", "NNPS")
PLURALS = ("NNS", "NNPS")
_MODIFIERS = ("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX")
_DETERMINERS = ("DT", "PRP$", "PDT")
_MAX_UNIT_TOKENS = 7
_MAX_SYMBOL = 8
_LARGE = 1_000_000
_PARENTHESIS = re.compile(r"\s?\([^()]{1,60}\)\s")


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern for any of ``phrases``, longest first; a space may be a hyphen."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]") for phrase in ordered)


@dataclass(frozen=True, slots=True)
class Operand:
    """A number with the currency before it and the unit of measure after it.

    ``[start, end)`` covers all of them. ``open_ended`` is "40+". ``letter_scale`` is what
    the unit's letter means if it is none: the m of "12m tonnes".
    """

    number: Number
    start: int
    end: int
    unit: str | None = None
    is_money: bool = False
    open_ended: bool = False
    letter_scale: int | None = None

    def scaled(self, scale: int) -> Operand:
        """Return the operand with a magnitude in place of its unit: "12m tonnes"."""
        number = self.number
        scaled = replace(number, low=number.low * scale, high=number.high * scale, scale=scale)
        return replace(self, number=scaled, unit=None, letter_scale=None)


class _Units:
    """The unit lexicon and the short forms of magnitudes, compiled."""

    def __init__(self) -> None:
        lexicon = load_lexicon("quantities", QuantityLexicon)
        units, names = load_units(), load_unit_words()
        self.names = {s: u.unit for u in units.units for s in (*u.symbols, *u.attached)}
        self.names |= {w: u.unit for u in names.units for w in (*u.words, *u.abbreviations)}
        self.codes = {s: c.code for c in units.currencies for s in (*c.symbols, c.code)}
        self.codes |= {w: c.code for c in names.currencies for w in c.words}
        self.large = {w: c.code for c in names.currencies for w in c.large}
        self.counted = names.counted
        words = {u.unit: u.words for u in names.units}
        self.compounds = {c.major: c for c in units.compounds}
        self.minor = {c.major: _compile_minor(c, words[c.minor]) for c in units.compounds}
        time = (w for u in units.units if u.kind == "time" for w in words[u.unit])
        self.time = re.compile(rf"[\s-](?:{alternation(time)})(?!\w)", re.IGNORECASE)
        self.kinds = {u.unit: u.kind for u in units.units}
        self.scales = {s: m.value for m in lexicon.magnitudes for s in m.attached}
        self.money_scales = {s: m.value for m in lexicon.magnitudes for s in m.money_only}
        self.skipped = frozenset(lexicon.skipped_modifiers)
        self.no_units = frozenset(lexicon.no_units)
        self.scale = re.compile(rf"\s?({alternation(self.scales)})(?![\w-])")
        self.money_scale = re.compile(
            rf"\s?({alternation((*self.scales, *self.money_scales))})(?!\w)"
        )
        before = [s for c in units.currencies for s in (*c.symbols, c.code)]
        self.money_before = re.compile(rf"(?<![^\W_])({alternation(before)})\s?\Z")
        self.after = _compile_after(units, names, before)


def _compile_minor(compound: CompoundUnit, words: Iterable[str]) -> re.Pattern[str]:
    marks = alternation((*compound.marks, *words))
    return re.compile(rf"(?:[\s-]?([0-9]{{1,2}})[\s-]?(?:{marks})|-([0-9]{{1,2}}))(?!\w)")


def _compile_after(units: UnitLexicon, names: UnitWordLexicon, money: list[str]) -> re.Pattern[str]:
    symbols = [s for u in units.units for s in u.symbols]
    symbols += [*(s for u in names.units for s in u.abbreviations), *money]
    # A letter is no unit before a hyphen: "3 m-class boats".
    letters = [s for s in symbols if len(s) == 1 and s.isalpha()]
    longer = [s for s in symbols if s not in letters]
    words = [w for u in names.units for w in u.words]
    words += [w for c in names.currencies for w in (*c.words, *c.large)]
    return re.compile(
        rf"(?P<attached>{alternation(s for u in units.units for s in u.attached)})(?!\w)"
        rf"|[\s-]?(?P<symbol>{alternation(longer)})(?!\w)"
        rf"|\s?(?P<letter>{alternation(letters)})(?![\w-])"
        rf"|[\s-](?P<word>(?i:{alternation(words)}))(?!\w)"
        rf"|-(?P<counted>(?i:{alternation(names.counted)}))(?!\w)"
    )


@cache
def _units() -> _Units:
    return _Units()


def is_before_time_unit(text: str, position: int) -> bool:
    """Say if a unit of time follows at ``position``."""
    return _units().time.match(text, position) is not None


def is_measured_alike(some: str | None, other: str | None) -> bool:
    """Say if two units measure the same: both lengths, both currencies."""
    units = _units()
    codes = units.codes.values()
    if some in codes or other in codes:
        return some in codes and other in codes
    kind = units.kinds.get(some or "")
    return kind not in (None, "other") and kind == units.kinds.get(other or "")


def read_operand(text: str, number: Number, low: int, high: int) -> Operand:
    """Read what stands directly around ``number`` inside ``text[low:high]``."""
    units = _units()
    start, end, unit = number.start, number.end, None
    money = units.money_before.search(text, max(low, start - _MAX_SYMBOL), start)
    if money is not None:
        start, unit = money.start(), units.codes[money[1]]
    if number.digits and number.scale == 1:
        number, end = _read_scale(text, number, end, high, money is not None)
    open_ended = text.startswith("+", end, high) and not text[end + 1 : end + 2].isdigit()
    end += open_ended
    after = units.after.match(text, end, high)
    if after is None:
        return Operand(number, start, end, unit, unit is not None, open_ended)
    found, is_money = _name_unit(units, after, number.scale)
    if found is None:
        return Operand(number, start, end, unit, unit is not None, open_ended)
    if unit is not None and (not is_money or found != unit):
        return Operand(number, start, end, unit, True, open_ended)
    if number.digits and found in units.compounds:
        compound = _read_compound(text, number, units.compounds[found], after.end(), high)
        if compound is not None:
            return Operand(compound, start, compound.end, units.compounds[found].minor)
    letter = units.money_scales.get(after["letter"]) if number.digits else None
    return Operand(number, start, after.end(), found, is_money, open_ended, letter)


def _read_compound(
    text: str, number: Number, compound: CompoundUnit, end: int, high: int
) -> Number | None:
    """Read the inches of "5ft 10in"; the whole is told in inches, which keeps it exact."""
    minor = _units().minor[compound.major].match(text, end, high)
    if minor is None or number.low != number.low.to_integral_value():
        return None
    rest = int(minor[1] or minor[2])
    if rest >= compound.ratio:
        return None
    value = number.low * compound.ratio + rest
    return replace(number, low=value, high=value, end=minor.end())


def _read_scale(
    text: str, number: Number, end: int, high: int, is_money: bool
) -> tuple[Number, int]:
    units = _units()
    short = (units.money_scale if is_money else units.scale).match(text, end, high)
    if short is None:
        return number, end
    scale = units.scales.get(short[1]) or units.money_scales[short[1]]
    scaled = replace(
        number, low=number.low * scale, high=number.high * scale, scale=scale, end=short.end()
    )
    return scaled, short.end()


def _name_unit(units: _Units, after: re.Match[str], scale: int) -> tuple[str | None, bool]:
    """Return the unit's name, and if it is a currency; None for "won" behind a small number."""
    if after["counted"]:
        return units.counted[after["counted"].lower()], False
    printed = after["attached"] or after["symbol"] or after["letter"]
    if printed is None:
        printed = after["word"].lower()
        if printed in units.large and scale >= _LARGE:
            return units.large[printed], True
        if printed not in units.names and printed not in units.codes:
            printed = printed.replace("-", " ")
    else:
        printed = printed if printed in units.names or printed in units.codes else printed.lower()
    if printed in units.names:
        return units.names[printed], False
    return units.codes.get(printed), True


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun phrase that a number counts: its name, where it ends, and its head.

    ``apart`` says that a parenthesis stands between number and noun.
    """

    unit: str
    end: int
    head: Token
    apart: bool = False


class TokenView:
    """A doc's tokens by their places in its text.

    Looks for a place from the last one on, the first time from ``position``.
    """

    def __init__(self, doc: Doc, position: int) -> None:
        self._doc = doc
        span = doc.char_span(position, position + 1, alignment_mode="expand")
        self._last: int = span.start if span is not None else 0

    def before(self, position: int) -> Token | None:
        """Return the last token that starts before ``position``."""
        index = self._first_from(position) - 1
        return self._doc[index] if index >= 0 else None

    def after(self, position: int) -> Token | None:
        """Return the first token that starts at or after ``position``."""
        index = self._first_from(position)
        return self._doc[index] if index < len(self._doc) else None

    def ends_after(self, position: int, token: Token) -> bool:
        """Say if ``position`` lies behind ``token``."""
        return position > token.idx

    def _first_from(self, position: int) -> int:
        """Return the index of the first token that starts at or after ``position``."""
        doc, index, number = self._doc, self._last, len(self._doc)
        while index and doc[index - 1].idx >= position:
            index -= 1
        while index < number and doc[index].idx < position:
            index += 1
        self._last = index
        return index

    def find_noun(self, text: str, position: int) -> Noun | None:
        """Return the noun phrase that goes on at ``position``, where a number ended.

        "40 trucks", "40 of the trucks", "40 (they say) trucks"; nothing where another
        word or a mark comes first.
        """
        parenthesis = _PARENTHESIS.match(text, position)
        if parenthesis is not None:
            position = parenthesis.end()
        index = self._first_from(position)
        noun = self._read_noun(index)
        if parenthesis is None:
            return noun
        if noun is None and (following := self._read_noun(index + 1)) is not None:
            # The parenthesis misleads the tagger, most often about the word behind it.
            noun = following if following.head.tag_ in PLURALS else None
        return replace(noun, apart=True) if noun else None

    def _read_noun(self, index: int) -> Noun | None:
        tokens = list(self._doc[index : index + _MAX_UNIT_TOKENS])
        units = _units()
        phrase: list[Token] = []
        at = _skip_lead(tokens)
        apart = False
        for place in range(at, len(tokens)):
            token = tokens[place]
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if not phrase and _is_number(token):  # "two of the three men", "6 250 ml jars"
                apart = True
                continue
            if apart and not phrase and token.text in units.names:  # "three 155 mm guns"
                continue
            if phrase and _joins_modifiers(token, following):
                phrase.append(token)
                continue
            is_kind = token.tag_ == "CD"  # "two T-72 tanks"
            if token.lower_ in units.no_units or not (
                is_kind or _is_modifier(token) or is_noun(token)
            ):
                return None
            if phrase or token.lower_ not in units.skipped:
                phrase.append(token)
            if len(phrase) == 1 and token.tag_ == "NN" and token.lower_ in units.counted:
                if following is not None and is_noun(following):  # "a 12 page report"
                    return Noun(units.counted[token.lower_], self._end(token), token, apart)
            if is_noun(token) and not _leads_to(token, following):
                noun = self._name(phrase, token)
                return replace(noun, apart=True) if noun and apart else noun
        return None

    def _name(self, phrase: list[Token], head: Token) -> Noun | None:
        if not phrase:
            return None
        words = "".join(token.text_with_ws for token in phrase[:-1]) + head.text
        units = _units()
        name = " ".join(words.split())
        name = units.names.get(name.lower()) or units.codes.get(name.lower()) or name
        return Noun(name, self._end(head), head)

    def _end(self, token: Token) -> int:
        return token.idx + len(token)


def _skip_lead(tokens: Sequence[Token]) -> int:
    """Return how many tokens lead from the number to its noun.

    "40 of the trucks", "half the trucks".
    """
    if not tokens:
        return 0
    if tokens[0].lower_ == "the" or tokens[0].tag_ == "PRP$":
        return 1
    at = 0
    if tokens[0].lower_ == "of":
        at = 1
        while at < len(tokens) and tokens[at].tag_ in _DETERMINERS:
            at += 1
    return at


def _is_number(token: Token) -> bool:
    return token.tag_ == "CD" and (token.text.isalpha() or not any(map(str.isalpha, token.text)))


def is_noun(token: Token) -> bool:
    """Say if the token is a noun; the tagger takes many a dash for one."""
    return token.tag_ in NOUNS and token.text[-1].isalnum()


def _joins_modifiers(token: Token, following: Token | None) -> bool:
    """Say if the token stands between two modifiers of one noun: "digital and printed books"."""
    return (
        token.tag_ == "CC"
        and following is not None
        and (is_noun(following) or _is_modifier(following))
        and following.dep_ == "conj"
        and following.head.dep_ in ("amod", "nmod", "compound")
    )


def _is_modifier(token: Token) -> bool:
    if token.tag_ in ("VBN", "VBG"):
        return token.dep_ in ("amod", "compound")
    if token.tag_ == "RB":
        return token.dep_ == "advmod" and token.head.i > token.i and token.head.tag_ != "VBD"
    return token.tag_ in _MODIFIERS


def _leads_to(token: Token, following: Token | None) -> bool:
    """Say if a noun only specifies the noun after it ("assault actions")."""
    if following is None:
        return False
    if following.tag_ == "CC" and token.dep_ in ("compound", "nmod", "amod"):
        return token.head.i > following.i and token.head.tag_ in PLURALS
    if following.text in ("-", "‑") and not token.whitespace_:
        return True
    if not is_noun(following):
        return False
    if following.lower_ in _units().no_units:
        return False
    if token.dep_ == "conj":  # the second of "40 Lada and Kia cars"
        token = token.head
    return token.dep_ in ("compound", "nmod", "amod", "npadvmod") and token.head.i >= following.i
