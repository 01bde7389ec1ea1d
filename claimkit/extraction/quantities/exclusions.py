"""Leave out numbers that are not quantities: dates, names, codes, pronouns, parts of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.datings.date_hits import iter_calendar_spans
from claimkit.extraction.quantities.counted_nouns import NOUNS, PLURALS, CountedNoun
from claimkit.extraction.quantities.identifiers import follows_identifier, is_identifier
from claimkit.extraction.quantities.measures import Operand
from claimkit.extraction.quantities.year_counts import (
    counts_alone,
    counts_like_year,
    is_round,
    is_year_like,
)
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import QuantityLexicon, load_quantity_lexicon
from claimkit.lexicons.units import load_units
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of
from claimkit.model import Bound
from claimkit.parsing.parsed_document import ParsedDocument

_GLUED_BEFORE = re.compile(
    r"(?:[^\W_][-‑]|\d[–:/,+'’′]|[\w/#@=&\\_]|(?<!\.)\.|(?<!\d)0\d{1,4}[ -]|\+\d[\d ()-]{0,14})\Z"
)
_GLUED_WIDTH = 17
_LIST_MARK = re.compile(r"(?:\A|\n)[ \t]*[(\[]?\Z")
_BRACKETS = re.compile(r"[(\[#]\Z")
_LETTER_UNIT = re.compile(r"[CF]")
_APOSTROPHE = re.compile(r"(?:\A|\s)['’]\Z")
_BEFORE_HALF = ("JJ", "JJR", "DT", "PRP$", "POS")
_BEFORE_PRONOUN = (*_BEFORE_HALF, "PDT", "PRP", "WDT", "WP", "NN", "CD", "HYPH")
_YEAR_LENGTH = 4
_DATE_WIDTH = 30
_SMALL = 12
_PARTS = (Decimal("0.5"), Decimal("0.25"))


@dataclass(frozen=True, slots=True)
class ExclusionWords:
    """The words around numbers that are not quantities, and the patterns to find them.

    ``references`` maps a noun that a number names or numbers to whether that holds before
    another noun, too. Patterns: ``abbreviation``, ``amount_link`` and ``ends_item`` end where a
    number begins, the others begin where one ends.
    """

    references: dict[str, bool]
    places: frozenset[str]
    no_count_before: frozenset[str]
    no_share_after: frozenset[str]
    negations: frozenset[str]
    skipped_modifiers: frozenset[str]
    one_idioms: frozenset[str]
    part_links: frozenset[str]
    article_endings: tuple[str, ...]
    letter_words: frozenset[str]
    articles: frozenset[str]
    routes: frozenset[str]
    no_quantities: frozenset[str]
    multiples: frozenset[str]
    short_scales: frozenset[str]

    parted_units: frozenset[str]
    one_units: frozenset[str]
    time_units: frozenset[str]

    abbreviation: re.Pattern[str]
    amount_link: re.Pattern[str]
    ends_item: re.Pattern[str]
    glued_after: re.Pattern[str]
    clock: re.Pattern[str]
    goes_on: re.Pattern[str]
    date_anchor: re.Pattern[str]
    partitive: re.Pattern[str]
    calibres: dict[str, re.Pattern[str]]
    weapon: re.Pattern[str]


@cache
def load_exclusion_words(lexicons: Lexicons) -> ExclusionWords:
    lexicon, units = load_quantity_lexicon(lexicons), load_units(lexicons)
    links = lexicon.links
    references = {word: r.before_noun for r in lexicon.references for word in r.words}
    parted = frozenset(u.unit for u in units.units if u.kind != "factor")
    calibres = {
        unit: _compile_nouns(c.nouns, lexicon) for c in lexicon.calibres for unit in c.units
    }
    return ExclusionWords(
        references=references,
        places=frozenset(lexicon.places),
        no_count_before=frozenset(lexicon.no_count_before),
        no_share_after=frozenset(lexicon.no_share_after),
        negations=frozenset(lexicon.negations),
        skipped_modifiers=frozenset(lexicon.skipped_modifiers),
        one_idioms=frozenset(lexicon.one_idioms),
        part_links=frozenset(links.part),
        article_endings=tuple(f" {article}" for article in lexicon.articles.indefinite),
        letter_words=frozenset(lexicon.letter_words),
        articles=frozenset(lexicon.articles.indefinite),
        routes=frozenset(lexicon.routes),
        no_quantities=frozenset(lexicon.no_quantities),
        multiples=frozenset(lexicon.multiples),
        short_scales=frozenset(s for m in lexicon.magnitudes for s in m.attached if len(s) == 1),
        parted_units=parted,
        one_units=parted - set(lexicon.one_idiom_units),
        time_units=frozenset(u.unit for u in units.units if u.kind == "time"),
        abbreviation=re.compile(
            rf"(?<!\w){_any(w for w in references if w.endswith('.'))}\s?\Z", re.IGNORECASE
        ),
        amount_link=re.compile(rf"(?<!\w){any_of(links.amount)}\s\Z", re.IGNORECASE),
        ends_item=re.compile(
            rf"(?:\A|[;:.,]\s|\s{any_of((*links.addition, *links.alternative))}\s)\Z"
        ),
        glued_after=re.compile(
            r"[^\W\d_]|\([a-z]\)|[:./,'’‑+-]\d|[ -]0\d{2,}|[-‑/][^\W\d_]|[/=@_]\w"
            rf"|{any_of(lexicon.genitive_endings)}\b"
        ),
        clock=re.compile(rf"\s?{_any(lexicon.clock)}(?!\w)", re.IGNORECASE),
        # "a 7- or 8-inch screen", "a 20 or 30 percent rise"
        goes_on=re.compile(rf"[-‑]|\s{any_of((*links.alternative, *links.upper_end))}\s"),
        date_anchor=re.compile(rf"\s{_any(lexicon.date_anchors)}(?!\w)", re.IGNORECASE),
        partitive=re.compile(rf"\s{_any(lexicon.partitives)}(?!\w)", re.IGNORECASE),
        calibres=calibres,
        weapon=_compile_nouns((n for c in lexicon.calibres for n in c.nouns), lexicon),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(words, SPACE_OR_HYPHEN)


def _compile_nouns(nouns: Iterable[str], lexicon: QuantityLexicon) -> re.Pattern[str]:
    """Compile nouns after a space or a hyphen, including their plurals."""
    endings = any_of(lexicon.plural_endings)
    return re.compile(rf"[\s-]{_any(nouns)}{endings}?(?!\w)", re.IGNORECASE)


class Exclusions:
    """Judges the numbers of a document by the words around them."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed, self._text = parsed, parsed.text
        self._words = load_exclusion_words(parsed.lexicons)

    def is_glued_before(self, start: int) -> bool:
        """Return whether a longer name, date, time or identifier continues at ``start``."""
        return _GLUED_BEFORE.search(self._text, max(0, start - _GLUED_WIDTH), start) is not None

    def is_glued_after(self, operand: Operand, end: int) -> bool:
        """Return whether the number continues as a longer word; after a unit it does not."""
        if operand.unit is not None and operand.end > operand.number.end:
            return False
        if operand.is_money and self._text.startswith(("/", "-"), end):  # "$5/hour", "€9-a-day"
            return False
        return self._words.glued_after.match(self._text, end) is not None

    def is_date(self, operand: Operand) -> bool:
        start, end = operand.number.start, operand.number.end
        if not operand.number.digits or end - start > _YEAR_LENGTH:
            return False
        first, last = max(0, start - _DATE_WIDTH), min(len(self._text), end + _DATE_WIDTH)
        dates = iter_calendar_spans(self._text, first, last, self._parsed.lexicons)
        return any(first < end and start < last for first, last in dates)

    def is_no_quantity(
        self,
        operand: Operand,
        noun: CountedNoun | None,
        bound: Bound | None,
        start: int,
        *,
        leads: bool,
    ) -> bool:
        """Return whether the number is not a quantity.

        ``start`` is where its bound begins. ``leads``: the number shares what the next one counts
        ("3 or 4 men").
        """
        number = operand.number
        if number.bare and not self._is_fraction(operand, noun, bound):
            return True
        if operand.is_money:
            return False
        if number.digits and is_identifier(self._parsed, number.start, number.end):
            return True
        if operand.unit is not None:
            return self._is_no_measure(operand, noun)
        if self._words.clock.match(self._text, operand.end):
            return True
        is_year = is_year_like(self._text, number)
        if is_year and counts_alone(self._parsed, number, start, bound):
            return False
        if self.is_date(operand) and not self._opens_clause(operand, noun):
            return True
        if self._is_size(operand, noun):
            return True
        if number.fraction and number.settled and self._lacks_noun(operand, noun):
            return True
        if number.digits:
            if bound is None and is_year:
                return not (counts_like_year(number, noun) or (leads and is_round(number)))
            if noun is None and (
                self._is_short_year(operand) or follows_identifier(self._parsed, number.start)
            ):
                return True
            return self._is_numbering(operand, noun) or self.is_named(operand, noun, bound)
        is_pronoun = self._is_pronoun(operand, noun) and not (leads and number.low > 1)
        return (is_pronoun and bound is None) or self.is_named(operand, noun, bound)

    def _is_no_measure(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether a number with a unit of measure is a calibre or a date."""
        calibre = self._words.calibres.get(operand.unit or "")
        if calibre is not None and calibre.match(self._text, operand.end):
            return True
        if self._text[operand.start : operand.end] in self._words.no_quantities:
            return True
        if _LETTER_UNIT.fullmatch(self._text, operand.number.end, operand.end):
            before = self._parsed.token_before(operand.start)  # "seat 20C", "Room 20C"
            if before is not None and (before.lower_ in self._words.references or _is_name(before)):
                return True
        if self._text[operand.number.end : operand.end] in self._words.multiples:
            before = self._parsed.token_before(operand.start)
            if before is not None and before.pos_ == "AUX":  # "the aim is twofold"
                return True
        if operand.unit in self._words.time_units and self._words.date_anchor.match(
            self._text, operand.end
        ):
            return True
        return not operand.number.digits and self._is_pronoun(operand, noun)

    def _opens_clause(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether a date only ends before the number: "On 4 July, 12 ships sailed"."""
        return (
            noun is not None
            and noun.head.tag_ in PLURALS
            and self._text.endswith(", ", 0, operand.start)
            and not is_year_like(self._text, operand.number)
        )

    def _is_size(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether the number names a kind of thing: "a 4K screen", "a .45 pistol"."""
        printed = self._text[operand.number.start : operand.end]
        if printed.startswith("."):
            return self._words.weapon.match(self._text, operand.end) is not None
        is_short = printed[-1] in self._words.short_scales and printed[:-1].isdigit()
        return is_short and noun is not None and noun.head.tag_ not in PLURALS

    def _is_fraction(self, operand: Operand, noun: CountedNoun | None, bound: Bound | None) -> bool:
        """Return whether "a third" or "1/2" is a share: "by a third", "a half hour", "1/2 inch"."""
        if operand.unit is not None:
            is_part = operand.number.settled and operand.number.low in _PARTS
            return operand.number.digits or (is_part and operand.unit in self._words.parted_units)
        before = self._words.amount_link.search(
            self._text, max(0, operand.start - 4), operand.start
        )
        return noun is None and (bound is not None or before is not None)

    def _lacks_noun(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether no noun follows "half a"."""
        return noun is None and self._text.endswith(
            self._words.article_endings, operand.start, operand.end
        )

    def _is_pronoun(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether a number word counts nothing: "one of", "the two", "zero tolerance"."""
        number = operand.number
        if number.scale > 1 or number.fraction or number.low != number.high:
            return False
        if number.low == 1:
            return operand.unit not in self._words.one_units and not self._counts_one(operand, noun)
        if operand.unit is not None:
            return False
        if noun is None:
            if self._words.partitive.match(self._text, operand.end):
                return False
            return number.low <= _SMALL and self._points_back(operand)
        return number.low == 0 and noun.head.tag_ not in PLURALS

    def _points_back(self, operand: Operand) -> bool:
        """Return whether a small number without a noun counts nothing: "the two", "at six"."""
        before = self._parsed.token_before(operand.start)
        if before is None:
            return operand.number.low == 0
        if operand.number.low == 0:
            return before.tag_ not in ("IN", "TO")
        is_pointer = before.tag_ in _BEFORE_PRONOUN or before.lower_ in self._words.no_count_before
        return is_pointer or (before.text[0].isupper() and not before.is_sent_start)

    def _counts_one(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether "one" counts the noun directly after it: "one guard", not "one day"."""
        if noun is None or noun.apart or noun.head.tag_ != "NN":
            return False
        before = self._parsed.token_before(operand.start)
        if before is not None and before.lower_ in self._words.negations:
            return False
        if noun.head.lower_ in self._words.one_idioms:
            return False
        following = self._parsed.token_from(operand.end)
        if following is None or following.lower_ in self._words.skipped_modifiers:
            return False
        return following.tag_ not in ("IN", "DT")

    def _is_numbering(self, operand: Operand, noun: CountedNoun | None) -> bool:
        """Return whether the number is the sign of a list item, or stands alone in brackets."""
        after = self._text[operand.end : operand.end + 1]
        if after in (".", ")", "]") and operand.end - operand.number.start <= 3:
            if _LIST_MARK.search(self._text, max(0, operand.start - 4), operand.start):
                return True
        if after == ")" and self._words.ends_item.search(
            self._text, max(0, operand.start - 5), operand.start
        ):
            return noun is None
        opened = _BRACKETS.search(self._text, max(0, operand.start - 1), operand.start)
        return noun is None and opened is not None and after in (")", "]")

    def _is_short_year(self, operand: Operand) -> bool:
        """Return whether an apostrophe replaces a century: "the crash of '29"."""
        before = max(0, operand.start - 2)
        is_short = operand.end - operand.start == 2
        return is_short and _APOSTROPHE.search(self._text, before, operand.start) is not None

    def is_named(self, operand: Operand, noun: CountedNoun | None, bound: Bound | None) -> bool:
        """Return whether the number belongs to a name: "Article 4", "Boeing 737 jets"."""
        if bound is not None:
            return False
        if self._is_house_number(noun):
            return True
        number, before = operand.number, self._parsed.token_before(operand.start)
        if before is None:
            return False
        if number.fraction:
            if before.lower_ in self._words.no_share_after:
                return True
            if before.tag_ in _BEFORE_HALF:
                return number.start == operand.start and not number.settled
        counts = noun is not None and noun.head.tag_ in PLURALS
        is_reference = self._follows_reference(operand, before, counts=counts)
        if is_reference is not None:
            return is_reference
        if self._text[number.start].isupper() and self._ends_name(operand):
            return True
        if number.scale > 1 or not number.digits:
            return False
        if self._is_model(operand, noun, before):
            return True
        if _is_name(before, alone=noun is None):
            return not counts or self._is_letter(before.text)
        return noun is not None and noun.head.tag_ == "NNP" and before.tag_ in NOUNS

    def _is_model(self, operand: Operand, noun: CountedNoun | None, before: Token) -> bool:
        """Return whether the number names a thing or a group.

        Examples: "the 14 bus", "a 747", "the Group of 77".
        """
        if operand.start != operand.number.start:
            return False
        if noun is not None:
            is_route = noun.head.tag_ == "NN" and noun.head.lower_ in self._words.routes
            return is_route and before.tag_ == "DT"
        if before.lower_ in self._words.articles:
            return self._words.goes_on.match(self._text, operand.end) is None
        return before.lower_ in self._words.part_links and self._ends_name(operand)

    def _is_house_number(self, noun: CountedNoun | None) -> bool:
        """Return whether the number is a house number: "5 Oak Road"."""
        if noun is None or noun.head.lower_ not in self._words.places:
            return False
        return noun.head.text[0].isupper()

    def _follows_reference(self, operand: Operand, before: Token, *, counts: bool) -> bool | None:
        """Return whether a noun such as "article" takes the number; None without such a noun."""
        words, start = self._words, operand.start
        if words.abbreviation.search(self._text, max(0, start - _GLUED_WIDTH), start):
            return True
        before_noun = words.references.get(before.lower_)
        if before_noun is None and not before.tag_.startswith("VB"):  # "clients numbered 300"
            before_noun = words.references.get(before.lemma_.lower())
        if before_noun is None:
            return None
        return before_noun or before.text[0].isupper() or not counts or _stands_bare(before)

    def _is_letter(self, word: str) -> bool:
        """Return whether a word is a single capital letter, such as the M of "M 5"."""
        is_capital = len(word) == 1 and word.isascii() and word.isupper()
        return is_capital and word not in self._words.letter_words

    def _ends_name(self, operand: Operand) -> bool:
        """Return whether a capital number word ends a name: "World War Two", "Group of Seven"."""
        before = self._parsed.token_before(operand.start)
        if before is None:
            return False
        if before.lower_ in self._words.part_links and not before.is_sent_start:
            before = before.nbor(-1)
        return before.text[0].isupper() and before.tag_ in NOUNS


def _is_name(token: Token, *, alone: bool = False) -> bool:
    """Return whether a word is capitalised, and not only because it begins a sentence.

    ``alone``: no noun follows, so that even a common noun that begins one has the number:
    "Radio 4 said".
    """
    if not token.is_sent_start:
        return token.text[0].isupper()
    return token.text[0].isupper() and token.tag_ in (NOUNS if alone else ("NNP", "NNPS"))


def _stands_bare(noun: Token) -> bool:
    """Return whether a noun has no word before it that belongs to it: "on page 12 images"."""
    before = noun.nbor(-1) if noun.i and not noun.is_sent_start else None
    is_bare = before is None or before.tag_ in ("IN", "TO", "CC", ",") or before.is_punct
    return noun.tag_ == "NN" and is_bare
