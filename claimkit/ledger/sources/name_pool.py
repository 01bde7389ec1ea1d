"""Hold what documents and people say about names, and compute the entries of ``_sources.yaml``.

The entries depend only on what the pool holds, not on the order in which it was added. The pool can
be read again from the entries that it computes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from claimkit.ledger.sources.entry_order import name_order, sorted_aliases
from claimkit.ledger.sources.grouping import NameUnit, group_units, main_name, usual_key
from claimkit.ledger.sources.kinds import strongest_kind
from claimkit.ledger.sources.spellings import common_name, fold_name, is_acronym
from claimkit.model import SourceEntry, SourceKind, SourceName, SourceRole

Link = tuple[str, str]
"""The usual keys of two names, in order, that a document uses for one source."""

_RoleKey = tuple[str, str]  # a role without case, and a document


class NamePool:
    """The names of a ledger: those that people have put together, and those of the documents."""

    def __init__(self, entries: Iterable[SourceEntry] = ()) -> None:
        self._chosen: list[SourceEntry] = []  # with the names that people have put there
        self._place_of_fold: dict[str, int] = {}  # among the chosen entries
        self._kinds: dict[str, SourceKind] = {}  # by the names that people have not put anywhere
        self._links: set[Link] = set()
        self._roles: dict[str, dict[_RoleKey, str]] = defaultdict(dict)  # by usual key
        for entry in entries:
            self._add_entry(entry)

    def _add_entry(self, entry: SourceEntry) -> None:
        found = {record.name: record for record in entry.found}
        joined = {record.name for record in entry.found if record.is_joined}
        free = [name for name in entry.names if not entry.is_chosen or name in joined]
        if entry.is_chosen:
            own = [name for name in entry.aliases if name not in joined]
            self._chosen.append(replace(entry, aliases=tuple(own), roles=(), found=()))
            for name in (entry.name, *own):
                self._place_of_fold[fold_name(name)] = len(self._chosen) - 1
        for name in free:
            record = found.get(name)
            self._kinds[name] = (record and record.kind) or entry.kind
        for record in entry.found:
            for form in record.forms:
                self._add_link(record.name, form)
        if not entry.is_chosen:
            self._add_evident_links(entry)
        for record in entry.found:
            self._add_roles(record.name, record.roles)
        known = [pair for r in entry.found if r.roles for pair in self._roles[usual_key(r.name)]]
        self._add_roles(entry.name, entry.roles, set(known))

    def _add_roles(
        self, name: str, roles: Iterable[SourceRole], known: Collection[_RoleKey] = ()
    ) -> None:
        own = self._roles[usual_key(name)]
        for role in roles:
            for document in role.documents:
                key = role.role.casefold(), document
                if key not in known:
                    own[key] = role.role

    def _add_evident_links(self, entry: SourceEntry) -> None:
        """Link the name with acronyms among the aliases about which nothing is recorded."""
        linked = {
            usual_key(name)
            for record in entry.found
            for form in record.forms
            if form in entry.names
            for name in (record.name, form)
        }
        for alias in entry.aliases:
            if usual_key(alias) not in linked and is_acronym(alias, entry.name):
                self._add_link(entry.name, alias)

    def _add_link(self, one: str, other: str) -> None:
        first, second = sorted((usual_key(one), usual_key(other)))
        if first != second:
            self._links.add((first, second))

    # -- what documents say --------------------------------------------------------------------

    def note(self, name: str, kind: SourceKind, forms: Iterable[str]) -> None:
        """Add a name with the kind and the other names that a document gives its source."""
        for one in (name, *forms):
            for printed in {one, common_name(one)}:
                kinds = {kind, self._kinds.get(printed, kind)}
                self._kinds[printed] = strongest_kind(printed, kinds)
            self._add_link(name, one)

    def note_role(self, name: str, role: str, document: str) -> None:
        """Add a role that a document gives to the source of this name."""
        roles = self._roles[usual_key(name)]
        key = role.casefold(), document
        roles[key] = min(role, roles.get(key, role))

    def forget_roles(self, document: str) -> None:
        """Remove the roles that a document gives."""
        for roles in self._roles.values():
            for key in [key for key in roles if key[1] == document]:
                del roles[key]

    def observed_kind(self, name: str) -> SourceKind | None:
        """Return the kind that documents give a name; None if people decide about it."""
        return self._kinds.get(name)

    # -- the entries ---------------------------------------------------------------------------

    def entries(self) -> list[SourceEntry]:
        """Return the entries; `NamePool` of them equals this pool."""
        units = [NameUnit(entry.names, entry.kind, is_chosen=True) for entry in self._chosen]
        added: dict[int, list[str]] = defaultdict(list)  # to chosen entries, beyond all doubt
        forms: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._kinds):
            place = self._chosen_place(name)
            if place is None:
                forms[usual_key(name)].append(name)
            else:
                added[place].append(name)
        units += [NameUnit(tuple(names), self._kind_of(names)) for names in forms.values()]
        home = _home_by_key(units)
        links = [(home[a], home[b]) for a, b in self._links if a in home and b in home]
        entries = []
        for group in group_units(units, sorted(links)):
            names = [n for i in group for n in (*units[i].names, *added.get(i, ()))]
            chosen = next((self._chosen[i] for i in group if units[i].is_chosen), None)
            entries.append(self._make_entry(names, chosen))
        return self._with_records(entries)

    def _chosen_place(self, name: str) -> int | None:
        """Return the place of the chosen entry that has a name, or the usual form of it."""
        folds = (fold_name(name), fold_name(common_name(name)))
        return next((self._place_of_fold[f] for f in folds if f in self._place_of_fold), None)

    def _kind_of(self, names: Iterable[str]) -> SourceKind:
        names = list(names)
        return strongest_kind(main_name(names), (self._kinds[name] for name in names))

    def _make_entry(self, names: list[str], chosen: SourceEntry | None) -> SourceEntry:
        main = chosen.name if chosen else main_name(names)
        kind = chosen.kind if chosen else self._kind_of(names)
        roles = self._roles_of({usual_key(name) for name in (main, *names)})
        return SourceEntry(main, kind, sorted_aliases(names, main), roles, chosen is not None)

    def _roles_of(self, keys: Iterable[str]) -> tuple[SourceRole, ...]:
        """Return the roles of names, each as it is printed first in order."""
        printed: dict[str, str] = {}
        documents: dict[str, set[str]] = defaultdict(set)
        for name_key in keys:
            for (key, document), role in self._roles.get(name_key, {}).items():
                printed[key] = min(role, printed.get(key, role))
                documents[key].add(document)
        return tuple(SourceRole(printed[k], tuple(sorted(documents[k]))) for k in sorted(printed))

    def _with_records(self, entries: list[SourceEntry]) -> list[SourceEntry]:
        """Add to each entry what it does not show but what the pool needs."""
        home = _home_by_key(entries)
        printed: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            for name in entry.names:
                printed[usual_key(name)].append(name)
        forms: dict[str, list[str]] = defaultdict(list)
        for link in sorted(self._links):
            if all(key in home for key in link) and not self._is_evident(link, entries, home):
                first, second = (main_name(printed[key]) for key in link)
                forms[first].append(second)
        return [replace(entry, found=tuple(self._iter_records(entry, forms))) for entry in entries]

    def _is_evident(self, link: Link, entries: list[SourceEntry], home: dict[str, int]) -> bool:
        """Return whether reading adds a link, or has no use for it."""
        if all(key in self._place_of_fold for key in link):
            return True
        entry = entries[home[link[0]]]
        main = usual_key(entry.name)
        if entry.is_chosen or home[link[1]] != home[link[0]] or main not in link:
            return False
        alias = link[0] if link[1] == main else link[1]
        is_only = not any(
            alias in other and other != link and all(home.get(k) == home[alias] for k in other)
            for other in self._links
        )
        is_short = any(is_acronym(n, entry.name) for n in entry.aliases if usual_key(n) == alias)
        return is_only and is_short

    def _iter_records(
        self, entry: SourceEntry, forms: dict[str, list[str]]
    ) -> Iterator[SourceName]:
        for name in sorted(entry.names, key=name_order):
            is_joined = entry.is_chosen and fold_name(name) not in self._place_of_fold
            kind = self._kinds.get(name)
            is_usual = kind == entry.kind or (entry.is_chosen and not is_joined)
            key = usual_key(name)
            same = [other for other in entry.names if usual_key(other) == key]
            has_roles = name == main_name(same) and not self._shows_roles(entry, key)
            record = SourceName(
                name,
                None if is_usual else kind,
                tuple(forms.get(name, ())),
                self._roles_of([key]) if has_roles else (),
                is_joined,
            )
            if record != SourceName(name):
                yield record

    def _shows_roles(self, entry: SourceEntry, key: str) -> bool:
        """Return whether reading gives a name of an entry its roles without a record."""
        own = self._roles_of([key])
        if key != usual_key(entry.name):
            return not own
        others = self._roles_of({usual_key(alias) for alias in entry.aliases} - {key})
        taken = {(role.role.casefold(), d) for role in others for d in role.documents}
        left = (
            replace(
                role,
                documents=tuple(
                    d for d in role.documents if (role.role.casefold(), d) not in taken
                ),
            )
            for role in entry.roles
        )
        return own == tuple(role for role in left if role.documents)


def _home_by_key(named: Iterable[NameUnit | SourceEntry]) -> dict[str, int]:
    """Return the place of the first item that has a name, by the name's usual key."""
    home: dict[str, int] = {}
    for place, item in enumerate(named):
        for name in item.names:
            home.setdefault(usual_key(name), place)
    return home
