"""Represent a resolved mention, and the context in which a mention is resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.names.entity import Entity


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """The names that a mention means; if unknown, its own words with ``is_sure`` False."""

    names: tuple[str, ...]
    entity: Entity | None = None
    is_sure: bool = True

    @classmethod
    def of(cls, entity: Entity) -> ResolvedMention:
        return cls(entity.names, entity)


@dataclass(frozen=True, slots=True)
class MentionContext:
    """The context of a mention.

    ``excluded`` are tokens whose mentions it cannot mean. ``speaker`` is the speaker of the
    quotation around it. ``is_credited`` is False for a mention in passing, to which nothing is
    attributed. A mention in a heading may anticipate what the text below calls people.
    ``claimants`` made the claim before, if that is near, and ``concerned`` are those whom it was
    about. Who answers it (``is_answer``) may be one of them, and who answers it with a pronoun
    alone (``is_reply``) is none of the claimants.
    """

    sentence: int
    excluded: frozenset[int] = frozenset()
    in_quotation: bool = False
    speaker: ResolvedMention | None = None
    is_credited: bool = True
    in_heading: bool = False
    claimants: tuple[Entity, ...] = ()
    concerned: tuple[Entity, ...] = ()
    is_answer: bool = False
    is_reply: bool = False

    @property
    def answered(self) -> tuple[Entity, ...]:
        """Those whose claim a mention's own claim answers."""
        return self.claimants if self.is_answer else ()


Resolve = Callable[[Mention, MentionContext], ResolvedMention]
