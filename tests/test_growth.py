"""The measure of growth finds what is quadratic, and a busy machine does not mislead it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

import pytest

from tests.growth import TIMES, Work, assert_linear


def pass_once(size: int) -> Work:
    def work() -> None:
        for _ in range(size):
            pass

    return work


def pass_again_and_again(size: int) -> Work:
    """Return what passes over its input once more at every hundredth place."""

    def work() -> None:
        for place in range(size):
            if place % 100 == 0:
                for _ in range(size):
                    pass

    return work


def search(pattern: str, unit: str) -> Callable[[int], Work]:
    compiled = re.compile(pattern)
    return lambda size: lambda: list(compiled.finditer(unit * size))


def test_linear_work_passes() -> None:
    assert_linear(pass_once, 200)
    assert_linear(search(r"a+b?", "a b"), 1_000, steps=False)


def test_a_loop_inside_a_loop_fails() -> None:
    with pytest.raises(AssertionError, match="steps grow"):
        assert_linear(pass_again_and_again, 200)


@pytest.mark.parametrize("pattern", [r"a+b", r"(?s)a.*b"])
def test_pattern_that_begins_again_from_every_place_fails(pattern: str) -> None:
    with pytest.raises(AssertionError, match="seconds grow"):
        assert_linear(search(pattern, "a"), 1_000, steps=False)


def make_clock(seconds: Iterator[float]) -> Callable[[], float]:
    """Return a clock for which the next work takes the next number of seconds."""
    readings = itertools.accumulate(itertools.chain.from_iterable((0.0, s) for s in seconds))
    return lambda: next(readings)


def test_slow_moments_of_a_machine_do_not_count() -> None:
    busy = [1.0, 1000.0, 5.0, 700.0, 1.0, TIMES * 3.0]
    assert_linear(pass_once, 1, steps=False, clock=make_clock(iter(busy)))


def test_work_that_is_slow_in_every_round_fails() -> None:
    quadratic = itertools.cycle([1.0, float(TIMES**2)])
    with pytest.raises(AssertionError, match=r"1\.0+ seconds grow to 256"):
        assert_linear(pass_once, 1, steps=False, clock=make_clock(quadratic))
