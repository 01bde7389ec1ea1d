"""What is asked of a mention, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimkit.extraction.sources.entities import Entity
from claimkit.extraction.sources.mention import Mention


@dataclass(frozen=True, slots=True)
class Resolution:
    """One speaker: who it is, or the mention's own words and ``is_sure`` False."""

    names: tuple[str, ...]
    entity: Entity | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a mention stands: mentions in ``without`` can't be what it means.

    ``speaker`` is who utters the quotation around it. ``is_credited`` unless the mention is one
    of the text's own, in passing. A heading names people by what the text below calls them.
    """

    sentence: int
    without: frozenset[int] = frozenset()
    in_quotation: bool = False
    speaker: Resolution | None = None
    is_credited: bool = True
    in_heading: bool = False


Resolve = Callable[[Mention, Situation], Resolution]
