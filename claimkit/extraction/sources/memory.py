"""Who was mentioned where, and whom a word that points back means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection
from enum import Enum

from claimkit.extraction.sources.entities import Entity

_DOMINANCE = 3


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
        self._counts: Counter[Entity] = Counter()
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

    def count(self, entity: Entity) -> None:
        """Count a name that can mean nobody else; what was guessed must not feed on itself."""
        self._counts[entity] += 1

    def find_dominant(self, entities: Collection[Entity]) -> Entity | None:
        """Return the one that the text has been about much more than about each other one.

        Before any of several was named, as in a title, what is still to come counts.
        """
        came = {entity: self._counts[entity] for entity in entities}
        counts = came if any(came.values()) else {e: e.times_named for e in entities}
        best, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
        return best if counts[best] > 0 and counts[best] >= _DOMINANCE * counts[second] else None

    def seen_at(self, tokens: Collection[int]) -> list[tuple[int, Entity]]:
        """Return what was noted at some tokens, in order."""
        if not tokens:
            return []
        first = bisect_left(self._seen, min(tokens), key=lambda seen: seen[0])
        last = bisect_right(self._seen, max(tokens), key=lambda seen: seen[0])
        return [(t, entity) for t, _, _, entity in self._seen[first:last] if t in tokens]

    def spoke_since(self, sentence: float) -> list[Entity]:
        """Return those who were credited since, each once, in the order of their first words."""
        found: dict[Entity, None] = {}
        for _, seen_in, place, entity in reversed(self._seen):
            if seen_in < sentence:
                break
            if place is Place.SOURCE:
                found.pop(entity, None)
                found[entity] = None
        return list(reversed(found))

    def last_token(self, fits: Callable[[Entity], bool]) -> int:
        """Return where an entity that fits was noted last; -1 if nowhere."""
        return next((t for t, _, _, entity in reversed(self._seen) if fits(entity)), -1)

    def find(
        self,
        fits: Callable[[Entity], bool],
        sentence: int,
        max_cost: float,
        without: Collection[int] = (),
        margin: float = 0.0,
        weigh: Callable[[Entity, Place], float] = lambda _, place: place.value,
    ) -> list[Entity]:
        """Return the fitting entities that are nearest: none, one, or equals.

        Args:
            max_cost: distance in sentences, plus what the mention's place costs.
            without: tokens whose mentions don't count.
            margin: costs that differ by no more are equal.
            weigh: what an entity at a place costs besides the distance; not below zero.
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
            if entity in rejected or token in without:
                continue
            if not fits(entity):
                rejected.add(entity)
                continue
            cost = distance + weigh(entity, place)
            if cost > max_cost or cost > best_cost + margin:
                continue
            best[entity] = min(cost, best.get(entity, cost))
            best_cost = min(cost, best_cost)
        return [entity for entity, cost in best.items() if cost <= best_cost + margin]
