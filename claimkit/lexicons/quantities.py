"""Schema of the lexicon ``quantities.yaml``."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader
from claimkit.model import Bound, Change


class Magnitude(LexiconEntry, frozen=True):
    """A word that multiplies the number before it.

    ``plurals`` express a vague number ("thousands"); ``attached`` are the short forms
    that follow digits ("10k"), ``money_only`` those that mean it after a currency alone.
    ``alone`` magnitudes are numbers without an article, too: "the dozen suspects".
    """

    words: tuple[str, ...]
    value: int
    plurals: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    money_only: tuple[str, ...] = ()
    alone: bool = False


class Articles(LexiconEntry, frozen=True):
    """Words before a fraction or a magnitude."""

    definite: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    half: tuple[str, ...] = ()


class LinkWords(LexiconEntry, frozen=True):
    """Function words between two numbers, or between a word and its number."""

    addition: tuple[str, ...] = ()
    alternative: tuple[str, ...] = ()
    upper_end: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    repetition: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    part: tuple[str, ...] = ()


class RateLexicon(LexiconEntry, frozen=True):
    """Words of what an amount is counted for: "300 litres per day", "5 euros a head".

    ``articles`` stand before a unit or one of the ``nouns``, and not before the words
    ``not_before`` ("40 ships a year later"). ``aliases`` are other words for a unit. ``counted``
    are shares that have rates all the same: "15 points per game".
    """

    links: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    not_before: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


class Periods(LexiconEntry, frozen=True):
    """Words of fractions that also name a part of a year: "in the last three quarters".

    They do after the words ``before``, before the words ``after``, and after ``links`` where no
    whole follows ("for three quarters").
    """

    words: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class VagueNumber(LexiconEntry, frozen=True):
    """A plural that expresses a number between ``low`` and ``high``.

    ``needs_of`` asks for "of" after it: "scores of people", not "the scores".
    """

    word: str
    low: int
    high: int
    needs_of: bool = False


class BoundPhrase(LexiconEntry, frozen=True, kw_only=True):
    """Words before or after a number that bound it.

    With ``during`` they are not a bound between a quantity and a stretch of time: "rose 3 percent
    over 12 months".
    """

    phrase: str
    bound: Bound
    example: str
    during: bool = False


class ReferenceNouns(LexiconEntry, frozen=True, kw_only=True):
    """Nouns whose following number is a name or an ordinal and counts nothing.

    ``before_noun`` holds also where a noun follows the number ("Boeing 737 jets").
    """

    words: tuple[str, ...]
    example: str
    before_noun: bool = False


class RatioLink(LexiconEntry, frozen=True, kw_only=True):
    """Words between the two numbers of a share; "in" must prove to be one (not ``is_sure``)."""

    words: str
    example: str
    is_sure: bool = True


class BoundVerbs(LexiconEntry, frozen=True):
    """Verbs whose number is a bound, and the bound when the verb is negated."""

    verbs: tuple[str, ...]
    bound: Bound
    negated: Bound
    example: str
    negated_example: str


class ChangeWords(LexiconEntry, frozen=True, kw_only=True):
    """Words for a change: verbs and nouns by lemma, the others as printed.

    ``of`` says which amounts are a change right beside a verb ("rose 5 percent"): all of them,
    only shares and money ("climbed 3 miles" is not one), only percent and points ("lost $5" is
    not one), or none ("raised $5"). Behind "by", "from" and "to" any amount is a change.
    ``adverbs`` stand before a number ("up 3 points"), ``comparatives`` after a measure
    ("5 percent more").
    """

    change: Change
    of: Literal["all", "shares", "points", "none"]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    comparatives: tuple[str, ...] = ()
    example: str

    def __post_init__(self) -> None:
        if self.change in (Change.FROM, Change.TO):
            raise ValueError(f"{self.change.value!r} needs a preposition, not these words")


class Identifiers(LexiconEntry, frozen=True):
    """Words of numbers that identify something, such as an account or a place on a map.

    ``nouns`` have such a number ("the password was 4411"), ``numbers`` have one after one of the
    ``kinds`` ("the account number is 4411"); ``links`` stand between. ``compass`` words follow
    degrees, not before ``not_compass``: "32 degrees north of".
    """

    nouns: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    compass: tuple[str, ...] = ()
    not_compass: tuple[str, ...] = ()


class Calibre(LexiconEntry, frozen=True):
    """A unit that names a weapon's calibre before one of the ``nouns``."""

    units: tuple[str, ...]
    nouns: tuple[str, ...]
    example: str


class QuantityLexicon(LexiconHeader, frozen=True):
    numerals: dict[str, int] = field(default_factory=dict)
    magnitudes: tuple[Magnitude, ...] = ()
    vague: tuple[VagueNumber, ...] = ()
    fractions: dict[str, int] = field(default_factory=dict)
    plural_fractions: dict[str, int] = field(default_factory=dict)
    fractions_without_article: tuple[str, ...] = ()
    parts_with_article: tuple[str, ...] = ()
    half_compounds: tuple[str, ...] = ()
    periods: Periods = Periods()
    decimal_marks: tuple[str, ...] = ()
    vague_quantifiers: tuple[str, ...] = ()
    multiples: tuple[str, ...] = ()
    letter_nouns: tuple[str, ...] = ()
    articles: Articles = Articles()
    links: LinkWords = LinkWords()
    minus: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    genitive_endings: tuple[str, ...] = ()
    letter_words: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    ratio_links: tuple[RatioLink, ...] = ()
    bounds_before: tuple[BoundPhrase, ...] = ()
    bounds_after: tuple[BoundPhrase, ...] = ()
    bound_verbs: tuple[BoundVerbs, ...] = ()
    negations: tuple[str, ...] = ()
    range_openers: tuple[str, ...] = ()
    range_starts: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    changes: tuple[ChangeWords, ...] = ()
    phrasal_verbs: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()
    partitives: tuple[str, ...] = ()
    level_units: tuple[str, ...] = ()
    counted_pointers: tuple[str, ...] = ()
    counted_pronouns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    calibres: tuple[Calibre, ...] = ()
    date_anchors: tuple[str, ...] = ()
    no_share_after: tuple[str, ...] = ()
    no_count_before: tuple[str, ...] = ()
    one_idioms: tuple[str, ...] = ()
    one_idiom_units: tuple[str, ...] = ()
    references: tuple[ReferenceNouns, ...] = ()
    skipped_modifiers: tuple[str, ...] = ()
    no_units: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    identifiers: Identifiers = Identifiers()
    routes: tuple[str, ...] = ()
    contests: tuple[str, ...] = ()
    units_before: dict[str, str] = field(default_factory=dict)
    counted_states: tuple[str, ...] = ()
    before_years: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    plural_verbs: tuple[str, ...] = ()
    rates: RateLexicon = RateLexicon()
    no_quantities: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()


def load_quantity_lexicon(lexicons: Lexicons = BUILT_IN) -> QuantityLexicon:
    """Load the words around numbers of a language."""
    return load_extended("quantities", QuantityLexicon, lexicons)
