"""No text and no pattern makes reading quantities slower than linear."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from claimkit.extraction import quantities
from claimkit.extraction.quantities.bounds import load_bound_words
from claimkit.extraction.quantities.measures import load_measure_words, read_operand
from claimkit.extraction.quantities.number_words import load_number_words
from claimkit.extraction.quantities.numerals import iter_numbers
from claimkit.extraction.quantities.quantity_finder import find_quantities
from claimkit.lexicons.lexicon_set import BUILT_IN
from claimkit.parsing.parsed_document import ParsedDocument
from tests.growth import Work, assert_linear

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

    Compiled lexicons are what cached functions of a language return.
    """
    found: dict[str, re.Pattern[str]] = {}
    for module_info in pkgutil.iter_modules(quantities.__path__, f"{quantities.__name__}."):
        module = importlib.import_module(module_info.name)
        held = [value(BUILT_IN) for value in vars(module).values() if is_holder(value, module)]
        for value in (module, *held):
            found |= {pattern.pattern: pattern for pattern in iter_patterns(value)}
    return [found[key] for key in sorted(found)]


def is_holder(value: object, module: ModuleType) -> bool:
    is_cached = hasattr(value, "cache_info") and getattr(value, "__module__", "") == module.__name__
    parameters = inspect.signature(value).parameters if is_cached else {}  # type: ignore[arg-type]
    return list(parameters) == ["lexicons"]


PATTERNS = all_patterns()


def test_patterns_of_modules_and_lexicons_are_found() -> None:
    known = [
        load_number_words(BUILT_IN).atom,
        load_bound_words(BUILT_IN).before_pattern,
        load_measure_words(BUILT_IN).after,
    ]
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


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS, ids=[seed.strip() or "space" for seed in SEEDS])
def test_worst_input_takes_linear_time(seed: str) -> None:
    def prepare(size: int) -> Work:
        text = seed * (size // len(seed) + 1) + " 5"
        blank = Doc(English().vocab, words=text.split())
        for token in blank:
            token.tag_ = "CD"
        end = len(blank.text)

        def work() -> None:
            find_quantities(ParsedDocument(blank), 0, end)
            for number in iter_numbers(text, 0, len(text), BUILT_IN):
                read_operand(text, number, 0, len(text), BUILT_IN)

        return work

    assert_linear(prepare, 200)
