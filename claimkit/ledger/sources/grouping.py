"""Decide which names of the whole ledger mean one source.

The result depends on the set of names only, not on their order: names are joined if nothing in
the whole set speaks against it. "George Bush" joins "George W. Bush", unless there is "George H.
W. Bush", too: then all three stay apart. An acronym joins its expansion, unless there are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimkit.ledger.sources.spellings import (
    are_spellings,
    common_name,
    fold_name,
    has_usual_name,
    spelling_keys,
)
from claimkit.model import SourceKind

_Graph = Mapping[int, set[int]]


@dataclass(frozen=True, slots=True)
class NameUnit:
    """Names that mean one source in any case.

    They are the names that a person has put together (``is_chosen``), or the forms of one name that
    differ only in case, accents and dots.
    """

    names: tuple[str, ...]
    kind: SourceKind
    is_chosen: bool = False

    @property
    def full_names(self) -> list[str]:
        """The names of more than one word."""
        return [name for name in self.names if len(name.split()) > 1]


def usual_key(name: str) -> str:
    """Return a key that is equal for the forms of one name and for the known names of one state.

    >>> usual_key("U.S.") == usual_key("the United States")
    True
    """
    return fold_name(common_name(name))


def group_units(
    units: Sequence[NameUnit], links: Iterable[tuple[int, int]]
) -> list[tuple[int, ...]]:
    """Return the groups of units that mean one source, each as indices in ascending order.

    First units are joined whose names are spellings of each other, if they also have the same
    spellings among the other units. Then groups are joined that documents or spellings link, if
    no two of the linked groups contradict each other. Two chosen units are never joined.

    Args:
        links: pairs of units that a document uses for one source, such as an acronym and its
            expansion.
    """
    spelled: dict[int, set[int]] = {index: set() for index in range(len(units))}
    for one, other in _iter_spellings(units):
        _link(spelled, one, other)
    groups = _split_into_twins(range(len(units)), spelled)
    home = {index: number for number, group in enumerate(groups) for index in group}
    linked: dict[int, set[int]] = {number: set() for number in range(len(groups))}
    is_chosen = [any(units[index].is_chosen for index in group) for group in groups]
    pairs = [(one, other) for one in spelled for other in spelled[one]]
    for one, other in (*pairs, *links):
        if not (is_chosen[home[one]] and is_chosen[home[other]]):
            _link(linked, home[one], home[other])
    has_full_name = [any(units[index].full_names for index in group) for group in groups]
    result = []
    for component in _iter_components(linked):
        contradict = any(
            other not in linked[one]
            and (
                (has_full_name[one] and has_full_name[other])
                or (is_chosen[one] and is_chosen[other])
            )
            for one in component
            for other in component
            if one < other
        )
        parts = _split_into_twins(component, linked) if contradict else [component]
        for part in parts:
            result.append(tuple(sorted(index for number in part for index in groups[number])))
    return sorted(result)


def main_name(names: Sequence[str]) -> str:
    """Return the name that stands for a source: the usual one of a state, or else the fullest.

    Among equally long names it is the last in order, which prefers accents, hyphens and small
    letters: "José", "Kim Jong-un", "USA Today".
    """
    usual = {common_name(name) for name in names if has_usual_name(name)}
    if usual:
        return min(usual)
    return max(names, key=lambda name: (len(fold_name(name)), -len(name), name))


def _iter_spellings(units: Sequence[NameUnit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of units that are spellings of each other."""
    near: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for key in sorted({key for name in unit.names for key in spelling_keys(name)}):
            near[key].append(index)
    seen: set[tuple[int, int]] = set()
    for members in near.values():
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    if _are_alike(units[one], units[other]):
                        yield one, other


def _are_alike(one: NameUnit, other: NameUnit) -> bool:
    if one.is_chosen and other.is_chosen:
        return False
    if {usual_key(name) for name in one.names} & {usual_key(name) for name in other.names}:
        return True
    if one.kind is not other.kind:
        return False
    fits = [are_spellings(a, b, one.kind) for a in one.names for b in other.names]
    if one.kind is not SourceKind.PERSON:
        return any(fits)
    # "George Bush" may be either, but "George W." and "George H. W." are two people.
    full = [are_spellings(a, b, one.kind) for a in one.full_names for b in other.full_names]
    return any(fits) and all(full)


def _link(graph: dict[int, set[int]], one: int, other: int) -> None:
    if one != other:
        graph[one].add(other)
        graph[other].add(one)


def _split_into_twins(nodes: Iterable[int], graph: _Graph) -> list[tuple[int, ...]]:
    """Return the groups of nodes that are linked with each other and with the same other nodes."""
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for node in nodes:
        groups[tuple(sorted({node, *graph[node]}))].append(node)
    return sorted(map(tuple, groups.values()))


def _iter_components(graph: _Graph) -> Iterator[tuple[int, ...]]:
    """Yield the nodes that are linked, directly or through others."""
    left = dict.fromkeys(graph)
    while left:
        found = [next(iter(left))]
        del left[found[0]]
        for node in found:
            for other in sorted(graph[node]):
                if other in left:
                    del left[other]
                    found.append(other)
        yield tuple(sorted(found))
