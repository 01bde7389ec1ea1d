"""Record the entities that a section mentions, and find the one that a later mention means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection
from enum import Enum
from typing import NamedTuple

from claimkit.extraction.sources.names.entity import Entity

_DOMINANCE = 3  # how many times as often as any other it must be named

EntityCondition = Callable[[Entity], bool]


class Prominence(Enum):
    """The role of a mention in its sentence; the value is its cost, in sentences."""

    SOURCE = 0.0
    SUBJECT = 0.25
    # Credited inside the content of another source.
    NESTED = 0.5
    # The subject of a clause within another one: "while he slept".
    EMBEDDED = 0.625
    # The owner of the subject, such as somebody's words, troops or plans.
    OWNER = 0.75
    OTHER = 1.25
    # Part of the content of a source: somebody whom the source talks about.
    CONTENT = 2.5


_ACTIVE = (Prominence.SOURCE, Prominence.NESTED, Prominence.SUBJECT, Prominence.EMBEDDED)


class _Sighting(NamedTuple):
    token: int
    sentence: int
    prominence: Prominence
    entity: Entity


class Memory:
    """The mentions of entities so far, in document order."""

    def __init__(self) -> None:
        self._sightings: list[_Sighting] = []
        self._counts: Counter[Entity] = Counter()
        self._times: Counter[Entity] = Counter()
        self._barred: set[tuple[str, Entity]] = set()
        self.credited: set[Entity] = set()
        # Entities that said or did something.
        self.active: set[Entity] = set()

    def note(self, entity: Entity, token: int, sentence: int, prominence: Prominence) -> None:
        """Record a mention; its token must not be before the last one recorded."""
        self._sightings.append(_Sighting(token, sentence, prominence, entity))
        if prominence in (Prominence.SOURCE, Prominence.NESTED):
            self.credited.add(entity)
        if prominence in _ACTIVE:
            self.active.add(entity)
        self._times[entity] += 1

    def is_new(self, entity: Entity) -> bool:
        """Return whether an entity was mentioned only once so far."""
        return self._times[entity] <= 1

    def bar(self, noun: str, entity: Entity) -> None:
        """Record that an entity talks about somebody else by a noun: "the mayor knew, Roe said"."""
        self._barred.add((noun, entity))

    def is_barred(self, noun: str, entity: Entity) -> bool:
        """Return whether a noun cannot mean an entity, which used it for somebody else."""
        return (noun, entity) in self._barred

    def count(self, entity: Entity) -> None:
        """Count a name that can mean only this entity; guesses must not support later guesses."""
        self._counts[entity] += 1

    def find_dominant(self, entities: Collection[Entity]) -> Entity | None:
        """Return the entity that is named far more often than each other one.

        Before any of them was named, as in a title, the names that follow count.
        """
        named = {entity: self._counts[entity] for entity in entities}
        counts = named if any(named.values()) else {e: e.times_named for e in entities}
        best, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
        return best if counts[best] > 0 and counts[best] >= _DOMINANCE * counts[second] else None

    def seen_at(self, tokens: Collection[int]) -> list[tuple[int, Entity]]:
        """Return the mentions recorded at some tokens, in order."""
        if not tokens:
            return []
        first = bisect_left(self._sightings, min(tokens), key=lambda seen: seen.token)
        last = bisect_right(self._sightings, max(tokens), key=lambda seen: seen.token)
        near = self._sightings[first:last]
        return [(seen.token, seen.entity) for seen in near if seen.token in tokens]

    def spoke_since(self, sentence: float) -> list[Entity]:
        """Return the entities credited since a sentence, each once, in order of first mention."""
        found: dict[Entity, None] = {}
        for seen in reversed(self._sightings):
            if seen.sentence < sentence:
                break
            if seen.prominence is Prominence.SOURCE:
                found.pop(seen.entity, None)
                found[seen.entity] = None
        return list(reversed(found))

    def last_token(self, fits: EntityCondition) -> int:
        """Return the last token at which a fitting entity was recorded, -1 if there is none."""
        return next((seen.token for seen in reversed(self._sightings) if fits(seen.entity)), -1)

    def last_sentence(self, entity: Entity) -> int:
        """Return the last sentence that mentions an entity, -1 if there is none."""
        return next((s.sentence for s in reversed(self._sightings) if s.entity is entity), -1)

    def find(
        self,
        fits: EntityCondition,
        sentence: int,
        max_cost: float,
        excluded: Collection[int] = (),
        margin: float = 0.0,
        weigh: Callable[[Entity, Prominence], float] = lambda _, prominence: prominence.value,
    ) -> list[Entity]:
        """Return the fitting entities that are nearest: none, one, or several that are equal.

        Args:
            max_cost: the distance in sentences, plus the cost of the mention's prominence.
            excluded: tokens whose mentions do not count.
            margin: costs that differ by no more are equal.
            weigh: the cost of an entity with some prominence besides the distance; not negative.
        """
        best: dict[Entity, float] = {}
        best_cost = max_cost
        rejected: set[Entity] = set()
        for token, seen_in, prominence, entity in reversed(self._sightings):
            distance = sentence - seen_in
            if distance > best_cost + margin:
                break
            if distance < 0 or entity in rejected or token in excluded:
                continue
            if not fits(entity):
                rejected.add(entity)
                continue
            cost = distance + weigh(entity, prominence)
            if cost > max_cost or cost > best_cost + margin:
                continue
            best[entity] = min(cost, best.get(entity, cost))
            best_cost = min(cost, best_cost)
        return [entity for entity, cost in best.items() if cost <= best_cost + margin]
