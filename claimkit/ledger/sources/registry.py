"""Manage the sources of the whole ledger, each under one name: ``_sources.yaml``.

Extraction adds sources: a new name gets an entry, or becomes an alias in the entry of which it is
a spelling. Names, kinds and aliases belong to people; extraction never changes or removes them.
Roles and their documents are updated from the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimkit.errors import ClaimkitError
from claimkit.ledger.sources.name_search import SourceNames, suggest_sources
from claimkit.ledger.sources.spellings import (
    are_spellings,
    common_name,
    fold_name,
    is_local,
    spelling_keys,
)
from claimkit.model import Claim, Credit, SourceEntry, SourceKind, SourceRole


class SourceError(ClaimkitError):
    """An operation on the sources is not possible, because a name is missing or already taken."""


def sorted_entries(entries: Iterable[SourceEntry]) -> list[SourceEntry]:
    """Return entries in the order of ``_sources.yaml``: by name, without regard to case."""
    return sorted(entries, key=lambda entry: name_order(entry.name))


def sorted_aliases(names: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the names of an entry, without duplicates and without its main name, in that order."""
    return tuple(sorted(set(names) - {own}, key=name_order))


def name_order(name: str) -> tuple[str, str]:
    """Return the sort key of a name in ``_sources.yaml``."""
    return name.casefold(), name


class SourceRegistry:
    """A mapping of names to entries. Apart from accents and case, no name is in two entries."""

    def __init__(self, entries: Iterable[SourceEntry] = ()) -> None:
        # All keys are results of `fold_name`; an entry's key is made from its main name.
        self._entries: dict[str, SourceEntry] = {}
        self._key_by_name: dict[str, str] = {}
        self._keys_by_spelling: dict[str, set[str]] = {}
        self._keys_by_document: dict[str, set[str]] = {}  # of the entries that it gives roles
        for entry in entries:
            self._put(entry)

    def __iter__(self) -> Iterator[SourceEntry]:
        """Yield the entries by name, without regard to case."""
        yield from sorted_entries(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, name: str) -> SourceEntry | None:
        """Return the entry that has this name or alias."""
        home = self._key_by_name.get(fold_name(name))
        return None if home is None else self._entries[home]

    def resolve(self, name: str) -> SourceEntry:
        """Return the entry that has this name or alias.

        Raises:
            SourceError: if none has it; the hint names similar ones.
        """
        entry = self.find(name)
        if entry is None:
            alike = [e.name for e in self if are_spellings(name, e.name, e.kind)]
            alike = alike or [e.name for e in self if fold_name(name) in fold_name(e.name)]
            hint = f"did you mean {', '.join(alike[:5])}?" if alike else None
            hint = hint or suggest_sources(name, (SourceNames((e.name, *e.aliases)) for e in self))
            raise SourceError(
                f"there is no source {name!r}", hint=hint or "claimkit sources list shows all"
            )
        return entry

    # -- what extraction does ----------------------------------------------------------------

    def name_claims(self, path: str, claims: Iterable[Claim]) -> list[Claim]:
        """Return a document's claims with the ledger's names, and add new sources.

        Args:
            path: the document's path, which is recorded with the roles that it gives.
        """
        claims = list(claims)
        self.forget_roles(path)
        for claim in claims:
            for credit in claim.credits:
                self._note(path, credit)
        return [self.rename(claim) for claim in claims]

    def rename(self, claim: Claim) -> Claim:
        """Return the claim with its sources and relays under the names of their entries."""
        source = tuple(dict.fromkeys(map(self._name, claim.source)))
        return replace(claim, source=source, via=tuple(dict.fromkeys(map(self._name, claim.via))))

    def is_settled(self, claim: Claim) -> bool:
        """Return whether no other document can change the names of a claim."""
        names = (*claim.source, *claim.via)
        return all(self.find(name) is not None or is_local(name) for name in names)

    def _name(self, name: str) -> str:
        entry = self.find(name)
        if entry is None:
            return name
        if is_local(name) and name not in (entry.name, *entry.aliases):
            return name  # "voters" in one document are not the "Voters" of another
        return entry.name

    def _note(self, path: str, credit: Credit) -> None:
        if is_local(credit.name):
            return
        roles = (SourceRole(credit.role, (path,)),) if credit.role else ()
        self._add(self._find_or_join(credit), (credit.name, *credit.forms), roles)

    def absorb(self, others: Iterable[SourceEntry]) -> None:
        """Add new names and roles from other entries; existing entries keep their own."""
        for other in others:
            names = (other.name, *other.aliases)
            known = next((e for e in map(self.find, names) if e is not None), None)
            self._add(known or SourceEntry(other.name, other.kind), names, other.roles)

    def _add(self, entry: SourceEntry, names: Iterable[str], roles: Iterable[SourceRole]) -> None:
        """Add names that no other entry has, and roles, to an entry; add the entry if it is new."""
        key = fold_name(entry.name)
        free = [name for name in names if self._key_by_name.get(fold_name(name), key) == key]
        aliases = sorted_aliases((*entry.aliases, *free), entry.name)
        self._put(replace(entry, aliases=aliases, roles=_joined_roles(entry.roles, roles)))

    def _find_or_join(self, credit: Credit) -> SourceEntry:
        """Find the entry of a source by its forms or by spelling, or add a new entry."""
        usual = common_name(credit.name)
        for form in (credit.name, usual):
            entry = self.find(form)
            if entry is not None:
                return entry
        for form in credit.forms:
            entry = self.find(form)
            if entry is not None and not _clashes(credit, entry):
                return entry
        near = {
            home
            for key in spelling_keys(credit.name)
            for home in self._keys_by_spelling.get(key, ())
        }
        alike = [self._entries[h] for h in sorted(near) if _can_join(credit, self._entries[h])]
        return alike[0] if len(alike) == 1 else SourceEntry(usual, credit.kind)

    def forget_roles(self, path: str) -> None:
        """Remove the roles that a document gives."""
        for key in self._keys_by_document.pop(path, ()):
            entry = self._entries.get(key)
            if entry is None:  # joined with another entry
                continue
            left = (
                SourceRole(r.role, tuple(d for d in r.documents if d != path)) for r in entry.roles
            )
            roles = tuple(role for role in left if role.documents)
            self._entries[key] = replace(entry, roles=roles)

    # -- what people do -----------------------------------------------------------------------

    def join(self, names: Iterable[str], into: str) -> SourceEntry:
        """Join entries into one; the other names become its aliases.

        Raises:
            SourceError: if one of the names has no entry.
        """
        target = self.resolve(into)
        others = {fold_name(e.name): e for e in map(self.resolve, names)}
        others.pop(fold_name(target.name), None)
        for other in others.values():
            self._drop(other)
            self._add(self.resolve(into), (other.name, *other.aliases), other.roles)
        return self.resolve(into)

    def split(self, name: str, kind: SourceKind | None = None) -> SourceEntry:
        """Give an alias an entry of its own.

        Raises:
            SourceError: if the name has no entry, or is the main name of its entry.
        """
        entry = self.resolve(name)
        if fold_name(entry.name) == fold_name(name):
            raise SourceError(
                f"{entry.name!r} is the entry's own name, not an alias of it",
                hint="name one of its aliases: " + (", ".join(entry.aliases) or "it has none"),
            )
        aliases = tuple(alias for alias in entry.aliases if fold_name(alias) != fold_name(name))
        printed = next(alias for alias in entry.aliases if fold_name(alias) == fold_name(name))
        self._drop(entry)
        self._put(replace(entry, aliases=aliases))
        self._put(SourceEntry(printed, kind or entry.kind))
        return self.resolve(printed)

    def set_name(self, name: str, new: str) -> SourceEntry:
        """Give an entry a new name; the old name becomes an alias.

        Raises:
            SourceError: if there is no such entry, or another one has the new name.
        """
        entry = self.resolve(name)
        other = self.find(new)
        if other is not None and other != entry:
            raise SourceError(
                f"{new!r} is a name of {other.name!r}", hint="merge the two, or choose another name"
            )
        self._drop(entry)
        self._put(
            replace(entry, name=new, aliases=sorted_aliases((*entry.aliases, entry.name), new))
        )
        return self.resolve(new)

    def set_kind(self, name: str, kind: SourceKind) -> SourceEntry:
        """Give an entry another kind.

        Raises:
            SourceError: if there is no such entry.
        """
        entry = replace(self.resolve(name), kind=kind)
        self._entries[fold_name(entry.name)] = entry
        return entry

    def _put(self, entry: SourceEntry) -> None:
        key = fold_name(entry.name)
        for name in (entry.name, *entry.aliases):
            home = self._key_by_name.setdefault(fold_name(name), key)
            if home != key:
                raise SourceError(
                    f"{name!r} is a name of {self._entries[home].name!r} and of {entry.name!r}",
                    hint="leave it with one of the two",
                )
            for near in spelling_keys(name):
                self._keys_by_spelling.setdefault(near, set()).add(key)
        for role in entry.roles:
            for document in role.documents:
                self._keys_by_document.setdefault(document, set()).add(key)
        self._entries[key] = entry

    def _drop(self, entry: SourceEntry) -> None:
        key = fold_name(entry.name)
        del self._entries[key]
        self._key_by_name = {name: home for name, home in self._key_by_name.items() if home != key}
        for homes in self._keys_by_spelling.values():
            homes.discard(key)


def _clashes(credit: Credit, entry: SourceEntry) -> bool:
    """Return whether two sources share an acronym but spell it out differently, such as MOD."""
    full = [name for name in (entry.name, *entry.aliases) if len(name.split()) > 1]
    return len(credit.name.split()) > 1 and any(
        not are_spellings(credit.name, name, entry.kind) for name in full
    )


def _can_join(credit: Credit, entry: SourceEntry) -> bool:
    """Return whether a source is a spelling of an entry's name and fits all its names."""
    if credit.kind is not entry.kind:
        return False
    names = (entry.name, *entry.aliases)
    fits = [are_spellings(credit.name, name, entry.kind) for name in names]
    if entry.kind is not SourceKind.PERSON:
        return any(fits)
    # "George Bush" may be either, but "George W." and "George H. W." are two people.
    return any(fits) and all(
        fit or len(name.split()) < 2 for fit, name in zip(fits, names, strict=True)
    )


def _joined_roles(
    roles: Iterable[SourceRole], others: Iterable[SourceRole]
) -> tuple[SourceRole, ...]:
    """Join roles that differ only in case, and keep the spelling that comes first."""
    printed: dict[str, str] = {}
    documents: dict[str, set[str]] = {}
    for role in (*roles, *others):
        key = role.role.casefold()
        printed.setdefault(key, role.role)
        documents.setdefault(key, set()).update(role.documents)
    return tuple(
        SourceRole(printed[key], tuple(sorted(documents[key]))) for key in sorted(documents)
    )
