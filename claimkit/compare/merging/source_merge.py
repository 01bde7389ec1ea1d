"""Merge two versions of ``_sources.yaml`` that have a common base, entry by entry.

Two entries are the same if they have a name or alias in common. A change that only one side made
is accepted. Names that one side added join the entry that has the other side's names. Roles follow
the documents, so they are never in conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from claimkit.compare.merging.three_way import merge_sets, merge_values
from claimkit.ledger.sources.entry_order import name_order, sorted_aliases, sorted_entries
from claimkit.ledger.sources.name_pool import NamePool
from claimkit.ledger.sources.spellings import fold_name
from claimkit.model import SourceEntry, SourceName, SourceRole

EntryGroup = tuple[SourceEntry, ...]
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class MergedSources:
    """Groups of entries in two versions, ours and theirs, which differ only in conflicts.

    The groups are in the file's order. ``conflicts`` are pairs of an entry's name and a
    description of the conflict.
    """

    groups: tuple[tuple[EntryGroup, EntryGroup], ...]
    conflicts: tuple[tuple[str, str], ...] = ()


def merge_sources(
    base: Iterable[SourceEntry],
    ours: Iterable[SourceEntry],
    theirs: Iterable[SourceEntry],
    *,
    favor_base: bool = False,
) -> MergedSources:
    """Merge the entries of two ledgers; within a ledger, no name is in two entries.

    An entry is in conflict if both sides changed its name or its kind differently. Several entries
    are in conflict if both sides joined or split them differently. Nothing is in conflict if only
    extraction has changed it: the names of both sides are then put together as extraction does.

    Args:
        favor_base: take the base's entries where the sides are in conflict. There are no conflicts
            then.
    """
    groups: list[tuple[EntryGroup, EntryGroup]] = []
    conflicts = []
    for sides in _link_entries(tuple(base), tuple(ours), tuple(theirs)):
        first, second = _merge_group(*sides)
        if favor_base and first != second:
            first = second = sides[0] or min(first, second, key=_group_order)
        if first == second:
            groups += [((entry,), (entry,)) for entry in first]
        else:
            groups.append((first, second))
            conflicts.append(((first or second)[0].name, _describe_conflict(first, second)))
    groups.sort(key=lambda group: name_order((group[0] or group[1])[0].name))
    return MergedSources(tuple(groups), tuple(conflicts))


def _group_order(group: EntryGroup) -> list[tuple[str, str]]:
    return [(entry.name, entry.kind.value) for entry in group]


def _describe_conflict(ours: EntryGroup, theirs: EntryGroup) -> str:
    if len(ours) == len(theirs) == 1:
        return "name" if ours[0].name != theirs[0].name else "kind"
    return "which names are one source"


def _name_keys(entry: SourceEntry) -> set[str]:
    return {fold_name(name) for name in (entry.name, *entry.aliases)}


def _link_entries(*sides: EntryGroup) -> Iterator[list[EntryGroup]]:
    """Yield the entries of each side that are linked by names, directly or through others."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[tuple[int, SourceEntry]]] = {}
    keys_of: dict[int, set[str]] = {}
    for side, entries in enumerate(sides):
        for entry in entries:
            keys = _name_keys(entry)
            linked = sorted({group_of[key] for key in keys if key in group_of})
            home = linked[0] if linked else len(group_of) + len(groups)
            members = groups.setdefault(home, [])
            for other in linked[1:]:
                members += groups.pop(other)
                keys |= keys_of.pop(other)
            members.append((side, entry))
            keys_of[home] = keys_of.get(home, set()) | keys
            group_of |= dict.fromkeys(keys, home)
    for members in groups.values():
        yield [
            tuple(sorted_entries(e for s, e in members if s == side)) for side in range(len(sides))
        ]


def _merge_group(
    base: EntryGroup, ours: EntryGroup, theirs: EntryGroup
) -> tuple[EntryGroup, EntryGroup]:
    """Return the merged entries as ours and as theirs."""
    sides = (base, ours, theirs)
    first, second = merge_values(*sides)
    if first == second:
        return first, second
    first, second = _merge_names(*map(_without_roles, sides))
    if first != second and _is_extracted(*sides):
        first = second = _without_roles(_put_together((*ours, *theirs)))
    return _with_merged_roles(first, sides), _with_merged_roles(second, sides)


def _merge_names(
    base: EntryGroup, ours: EntryGroup, theirs: EntryGroup
) -> tuple[EntryGroup, EntryGroup]:
    """Merge entries that have no roles."""
    sides = (base, ours, theirs)
    first, second = merge_values(*sides)
    if first == second:
        return first, second
    if ours and theirs and max(map(len, sides)) == 1:
        return _merge_entry(base[0] if base else None, ours[0], theirs[0])
    merged = [
        _add_growth(base, changed, grown)
        for changed, grown in ((ours, theirs), (theirs, ours))
        if _has_only_grown(base, grown)
    ]
    # Joining names takes a decision; listing them separately is the default.
    merged.sort(key=len)
    if not merged or (
        len(merged) == 2 and len(merged[0]) == len(merged[1]) and merged[0] != merged[1]
    ):
        return ours, theirs
    return merged[0], merged[0]


def _is_extracted(base: EntryGroup, ours: EntryGroup, theirs: EntryGroup) -> bool:
    """Return whether no person has decided about the entries, so that extraction does.

    A kind that has changed since the base may be a person's, even without the mark.
    """
    if not (ours and theirs) or any(entry.is_chosen for entry in (*base, *ours, *theirs)):
        return False
    kinds = [{entry.kind for entry in side} for side in (base, ours, theirs)]
    return not base or kinds[1] == kinds[2] or kinds[0] in kinds[1:]


def _put_together(entries: EntryGroup) -> EntryGroup:
    """Return entries with all their names, as extraction would write them."""
    pool = NamePool(entries)
    for entry in entries:
        recorded = {record.name: record.kind for record in entry.found}
        for name in entry.names:
            pool.note(name, recorded.get(name) or entry.kind, ())
    return tuple(sorted_entries(pool.entries()))


def _without_roles(entries: EntryGroup) -> EntryGroup:
    return tuple(replace(entry, roles=()) for entry in entries)


def _merge_entry(
    base: SourceEntry | None, ours: SourceEntry, theirs: SourceEntry
) -> tuple[EntryGroup, EntryGroup]:
    was = base or SourceEntry("", ours.kind)
    kinds = merge_values(base and base.kind, ours.kind, theirs.kind)
    own_names = merge_values(base and base.name, ours.name, theirs.name)
    if base is None:
        own_names = _choose_name(ours, theirs) or own_names
    if ours.is_chosen != theirs.is_chosen:  # a person's choice goes before what extraction found
        chosen = ours if ours.is_chosen else theirs
        kinds = _decided(kinds, chosen.kind)
        own_names = _decided(own_names, chosen.name)
    names = merge_sets(*({entry.name, *entry.aliases} for entry in (was, ours, theirs)))
    first, second = (
        SourceEntry(
            own_names[index],
            kinds[index],
            sorted_aliases(names - {""}, own_names[index]),
            is_chosen=ours.is_chosen or theirs.is_chosen,
            found=_merge_found(ours, theirs, names),
        )
        for index in (0, 1)
    )
    return (first,), (second,)


def _decided(values: tuple[ValueT, ValueT], chosen: ValueT) -> tuple[ValueT, ValueT]:
    """Return merged values, or the chosen one if they are in conflict."""
    return values if values[0] == values[1] else (chosen, chosen)


def _merge_found(
    ours: SourceEntry, theirs: SourceEntry, names: Collection[str]
) -> tuple[SourceName, ...]:
    """Return what either side records about the names that the merged entry has."""
    records = {record.name: record for record in (*theirs.found, *ours.found)}
    return tuple(records[name] for name in sorted(records, key=name_order) if name in names)


def _choose_name(ours: SourceEntry, theirs: SourceEntry) -> tuple[str, str] | None:
    """Return the name of an entry that both sides added, once for each; None in a conflict.

    A side that has both names has chosen one of them. Spellings that differ only in case, accents
    and dots are no choice of a person; the first in the file's order is taken.
    """
    knows_other = [
        other.name in (one.name, *one.aliases) for one, other in ((ours, theirs), (theirs, ours))
    ]
    if knows_other == [True, False]:
        return ours.name, ours.name
    if knows_other == [False, True]:
        return theirs.name, theirs.name
    if fold_name(ours.name) != fold_name(theirs.name):
        return None
    name = min(ours.name, theirs.name, key=name_order)
    return name, name


def _has_only_grown(base: EntryGroup, grown: EntryGroup) -> bool:
    """Return whether all old entries and names still exist; others may have been added.

    An entry that a person has chosen since is more than growth: it must not be joined in silence.
    """
    by_name = {entry.name: entry for entry in grown}
    return bool(grown) and all(
        entry.name in by_name
        and by_name[entry.name].is_chosen is entry.is_chosen
        and by_name[entry.name].kind is entry.kind
        and set(entry.aliases) <= set(by_name[entry.name].aliases)
        for entry in base
    )


def _add_growth(base: EntryGroup, changed: EntryGroup, grown: EntryGroup) -> EntryGroup:
    """Add to one side's entries the names that the other side has added."""
    old = set().union(*map(_name_keys, base))
    entries = list(changed)
    home = _home_by_key(entries)
    for entry in grown:
        names = [entry.name, *entry.aliases]
        found = [home[fold_name(name)] for name in names if fold_name(name) in home]
        new = [name for name in names if fold_name(name) not in old]
        if not (found or new):
            continue  # removed by the other side
        if not found:
            entries.append(SourceEntry(entry.name, entry.kind))
            new = names
        place = found[0] if found else len(entries) - 1
        free = {name for name in new if home.setdefault(fold_name(name), place) == place}
        target = entries[place]
        aliases = sorted_aliases((*target.aliases, *free), target.name)
        entries[place] = replace(target, aliases=aliases)
    return tuple(entries)


def _home_by_key(entries: Iterable[SourceEntry]) -> dict[str, int]:
    """Return the place of the entry that has a name, by the name's key."""
    return {key: place for place, entry in enumerate(entries) for key in _name_keys(entry)}


def _with_merged_roles(merged: EntryGroup, sides: Sequence[EntryGroup]) -> EntryGroup:
    """Give merged entries the roles of base, ours and theirs, each where its name is now."""
    home = _home_by_key(merged)
    places = merge_sets(*(_role_places(side, home) for side in sides))
    _, ours, theirs = sides
    return tuple(
        replace(
            entry,
            roles=_build_roles(
                ((role, document) for at, role, document in places if at == place),
                (*ours, *theirs),
            ),
        )
        for place, entry in enumerate(merged)
    )


def _role_places(
    entries: Iterable[SourceEntry], home: Mapping[str, int]
) -> set[tuple[int, str, str]]:
    """Return the place among the merged entries, the casefolded role and each document."""
    return {
        (home[fold_name(entry.name)], role.role.casefold(), document)
        for entry in entries
        if fold_name(entry.name) in home
        for role in entry.roles
        for document in role.documents
    }


def _build_roles(
    role_documents: Iterable[tuple[str, str]], entries: Iterable[SourceEntry]
) -> tuple[SourceRole, ...]:
    """Return roles in the file's order, each in the spelling that comes first in the alphabet."""
    roles = sorted((role.role for entry in entries for role in entry.roles), reverse=True)
    printed = {role.casefold(): role for role in roles}
    documents: dict[str, list[str]] = {}
    for role_key, document in sorted(role_documents):
        documents.setdefault(role_key, []).append(document)
    return tuple(SourceRole(printed[key], tuple(documents[key])) for key in sorted(documents))
