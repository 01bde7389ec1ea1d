"""Hold that work grows linearly with its input, without a limit in seconds.

`assert_linear` does the same work on an input and on one sixteen times as long, and compares:

* **Steps**: the lines of Python that ran. The count is exact on every machine, so the margin is
  small: a loop inside a loop is found even where it costs little yet.
* **Processor time**: finds what happens inside one step, such as a pattern that tries again from
  every place. The margin is wide: a fourfold slowdown of the longer run passes, and the best of
  several rounds counts. Quadratic work takes 256 times as long, where 64 times is allowed.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

Work = Callable[[], object]

TIMES = 16
STEPS_MARGIN = 1.3
ROUNDS = 4


def assert_linear(
    prepare: Callable[[int], Work],
    size: int,
    *,
    steps: bool = True,
    power: int = 1,
    clock: Callable[[], float] = time.thread_time,
) -> None:
    """Assert that what ``prepare`` returns for a size takes at most linear time.

    Args:
        prepare: Returns the work for an input of a size; making the input is not measured.
        size: The size of the shorter input. It must be long enough for the growth to show:
            some thousand characters for a pattern, some hundred words for a function.
        steps: Whether to count steps, too. Where one call of C does all the work, it is a waste.
        power: 2 allows quadratic time, for what only ever reads a few characters.
        clock: Returns seconds; a test of this function gives its own.
    """
    short, long = prepare(size), prepare(TIMES * size)
    short()  # lexicons are loaded and caches filled
    if steps:
        few, many = _count_steps(short), _count_steps(long)
        assert many <= STEPS_MARGIN * TIMES**power * few, f"{few} steps grow to {many}"
    resolution = time.get_clock_info("thread_time").resolution
    quick = slow = float("inf")
    for _ in range(ROUNDS):
        quick = min(quick, max(_measure(short, clock), resolution))
        slow = min(slow, _measure(long, clock))
        if slow <= TIMES ** (power + 0.5) * quick:
            return
    raise AssertionError(f"{quick:.6f} seconds grow to {slow:.6f}")


def _count_steps(work: Work) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _measure(work: Work, clock: Callable[[], float]) -> float:
    # A collection in between would cost as much as all other tests hold.
    gc.disable()
    try:
        start = clock()
        work()
        return clock() - start
    finally:
        gc.enable()
