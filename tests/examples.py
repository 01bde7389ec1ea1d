"""Set the number of hypothesis examples for tests that need another number than most."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = 100  # examples of a test in the thorough profile, which is hypothesis's own default
FEWEST = 10


def examples(count: int) -> settings:
    """Return settings with ``count`` examples in the thorough profile, and fewer in a quick one."""
    return settings(max_examples=max(FEWEST, count * settings().max_examples // THOROUGH))
