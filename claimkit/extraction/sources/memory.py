"""Who was mentioned where, and whom a word that points back means."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum

from claimkit.extraction.sources.registry import Entity


class Place(Enum):
    """What a mention did in its sentence; the value is what it costs, in sentences."""

    SOURCE = 0.0
    SUBJECT = 0.25
    # Credited inside what another one is credited with.
    NESTED = 0.5
    # Whose words, troops or plans are the subject.
    OWNER = 0.75
    OTHER = 1.25
    # Somebody whom another one talks about.
    CONTENT = 2.5


class Memory:
    """The mentions of entities so far, in document order."""

    def __init__(self) -> None:
        self._seen: list[tuple[int, int, Place, Entity]] = []
        self.credited: set[Entity] = set()
        # Those who said or did something.
        self.active: set[Entity] = set()

    def note(self, entity: Entity, token: int, sentence: int, place: Place) -> None:
        """Remember a mention; not before the last one remembered."""
        self._seen.append((token, sentence, place, entity))
        if place in (Place.SOURCE, Place.NESTED):
            self.credited.add(entity)
        if place in (Place.SOURCE, Place.NESTED, Place.SUBJECT):
            self.active.add(entity)

    def find(
        self,
        fits: Callable[[Entity], bool],
        sentence: int,
        max_cost: float,
        without: Collection[int] = (),
        margin: float = 0.0,
    ) -> list[Entity]:
        """Return the fitting entities that are nearest: none, one, or equals.

        Args:
            max_cost: distance in sentences, plus what the mention's place costs.
            without: tokens whose mentions don't count.
            margin: costs that differ by no more are equal.
        """
        best: dict[Entity, float] = {}
        best_cost = max_cost
        rejected: set[Entity] = set()
        for token, seen_in, place, entity in reversed(self._seen):
            distance = sentence - seen_in
            if distance > best_cost + margin:
                break
            if distance < 0:
                continue
            cost = distance + place.value
            if cost > max_cost or cost > best_cost + margin:
                continue
            if entity in rejected or token in without:
                continue
            if not fits(entity):
                rejected.add(entity)
                continue
            best[entity] = min(cost, best.get(entity, cost))
            best_cost = min(cost, best_cost)
        return [entity for entity, cost in best.items() if cost <= best_cost + margin]
