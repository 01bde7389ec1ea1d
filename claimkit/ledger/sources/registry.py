"""Manage the sources of the whole ledger, each under one name: ``_sources.yaml``.

Extraction decides by the set of all names (`grouping`), so the order of the documents does not
matter. What people have decided is never undone: an entry with ``chosen: true`` is a person's, and
so is an entry that claimkit itself would not have written. Roles and their documents are updated
from the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimkit.errors import ClaimkitError
from claimkit.ledger.sources.entry_order import sorted_aliases, sorted_entries
from claimkit.ledger.sources.grouping import main_name, usual_key
from claimkit.ledger.sources.kinds import strongest_kind
from claimkit.ledger.sources.name_pool import NamePool
from claimkit.ledger.sources.name_search import SourceNames, suggest_sources
from claimkit.ledger.sources.spellings import are_spellings, fold_name, is_local
from claimkit.model import Claim, Credit, SourceEntry, SourceKind


class SourceError(ClaimkitError):
    """An operation on the sources is not possible, because a name is missing or already taken."""


class SourceRegistry:
    """A mapping of names to entries. Apart from accents and case, no name is in two entries."""

    def __init__(self, entries: Iterable[SourceEntry] = ()) -> None:
        # All keys are results of `fold_name`; an entry's key is made from its main name.
        self._entries: dict[str, SourceEntry] = {}
        self._key_by_name: dict[str, str] = {}
        entries = list(entries)
        self._index(entries)
        self._index(_mark_decisions(entries))
        self._pool = NamePool(self._entries.values())
        self._is_settled = True

    def __iter__(self) -> Iterator[SourceEntry]:
        """Yield the entries by name, without regard to case."""
        self._settle()
        yield from sorted_entries(self._entries.values())

    def __len__(self) -> int:
        self._settle()
        return len(self._entries)

    def find(self, name: str) -> SourceEntry | None:
        """Return the entry that has this name or alias."""
        self._settle()
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

    def note_claims(self, path: str, claims: Iterable[Claim]) -> None:
        """Add the sources of a document's claims, and replace the roles that it gives.

        Args:
            path: the document's path, which is recorded with the roles that it gives.
        """
        self.forget_roles(path)
        for claim in claims:
            for credit in claim.credits:
                self._note(path, credit)

    def rename(self, claim: Claim) -> Claim:
        """Return the claim with its sources and relays under the names of their entries.

        The names of the document are kept where they tell more than those of the ledger.
        """
        own, own_via = claim.named or claim.source, claim.via_named or claim.via
        source, via = (tuple(map(self._name, names)) for names in (own, own_via))
        return replace(
            claim,
            source=tuple(dict.fromkeys(source)),
            via=tuple(dict.fromkeys(via)),
            named=self._own_names(own, source),
            via_named=self._own_names(own_via, via),
        )

    def keep_kinds(self, claims: Iterable[Claim], filed: Iterable[Claim]) -> None:
        """Recognise kinds that a person has changed, before the sources of a document are added.

        Args:
            claims: those of the new extraction.
            filed: those of the document's ledger file. If it has a source already, the kind that
                the document gives it is in the entry, unless a person has changed the kind.
        """
        known = {
            usual_key(name)
            for claim in filed
            for names in (claim.named or claim.source, claim.via_named or claim.via)
            for name in names
        }
        for claim in claims:
            for credit in claim.credits:
                entry = self.find(credit.name) if usual_key(credit.name) in known else None
                if entry is None or entry.is_chosen or credit.name not in entry.names:
                    continue
                was = self._pool.observed_kind(credit.name) or credit.kind
                if strongest_kind(credit.name, (was, credit.kind)) is not was:
                    self._choose(entry, entry)

    def renamed_since(self, before: Iterable[SourceEntry]) -> set[str]:
        """Return the names under which claims were, and under which they are no longer.

        Args:
            before: the entries that the ledger's claims follow.
        """
        old = SourceRegistry(before)
        return {
            entry.name
            for entry in before
            for name in entry.names
            if (old._name(name), old._usual_form(name))
            != (self._name(name), self._usual_form(name))
        }

    def _name(self, name: str) -> str:
        entry = self.find(name)
        if entry is None:
            return name
        if is_local(name) and name not in entry.names:
            return name  # "voters" in one document are not the "Voters" of another
        return entry.name

    def _own_names(self, own: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the document's own names; none if they differ from the ledger's only in form."""
        if all(usual_key(o) == usual_key(n) for o, n in zip(own, names, strict=True)):
            return ()
        return tuple(dict.fromkeys(map(self._usual_form, own)))

    def _usual_form(self, name: str) -> str:
        entry = self.find(name)
        same = [n for n in entry.names if usual_key(n) == usual_key(name)] if entry else []
        return main_name(same or [name])

    def _note(self, path: str, credit: Credit) -> None:
        if is_local(credit.name):
            return
        forms = [form for form in credit.forms if not is_local(form)]
        self._pool.note(credit.name, credit.kind, forms)
        if credit.role:
            self._pool.note_role(credit.name, credit.role, path)
        self._is_settled = False

    def forget_roles(self, path: str) -> None:
        """Remove the roles that a document gives."""
        self._pool.forget_roles(path)
        self._is_settled = False

    def _settle(self) -> None:
        if not self._is_settled:
            self._is_settled = True
            self._index(self._pool.entries())

    def add_names(self, claim: Claim) -> None:
        """Add the sources of a claim that a person added, as far as they have no entry.

        Their roles are not recorded, as those of the entries are what extraction finds.
        """
        kinds = {credit.name: credit.kind for credit in claim.credits}
        for name in (*claim.source, *claim.via):
            if self.find(name) is None and not is_local(name):
                self._note("", Credit(name, kinds.get(name, SourceKind.PERSON)))

    # -- what people do -----------------------------------------------------------------------

    def join(self, names: Iterable[str], into: str) -> SourceEntry:
        """Join entries into one; the other names become its aliases.

        Raises:
            SourceError: if one of the names has no entry.
        """
        target = self.resolve(into)
        others = {fold_name(e.name): e for e in map(self.resolve, names)}
        others.pop(fold_name(target.name), None)
        aliases = (n for e in (target, *others.values()) for n in e.names)
        roles = (role for e in (target, *others.values()) for role in e.roles)
        joined = replace(target, aliases=sorted_aliases(aliases, target.name), roles=tuple(roles))
        return self._choose(joined, target, *others.values())

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
        self._choose(replace(entry, aliases=aliases), entry)
        return self._choose(SourceEntry(printed, kind or entry.kind))

    def keep_apart(self, name: str) -> SourceEntry:
        """Mark an entry as decided by a person, so that its name is offered for no other source.

        Raises:
            SourceError: if there is no such entry.
        """
        entry = self.resolve(name)
        return self._choose(entry, entry)

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
        renamed = replace(entry, name=new, aliases=sorted_aliases(entry.names, new))
        return self._choose(renamed, entry)

    def set_kind(self, name: str, kind: SourceKind) -> SourceEntry:
        """Give an entry another kind.

        Raises:
            SourceError: if there is no such entry.
        """
        entry = self.resolve(name)
        return self._choose(replace(entry, kind=kind), entry)

    def _choose(self, new: SourceEntry, *old: SourceEntry) -> SourceEntry:
        """Replace entries by one that a person has decided."""
        gone = {fold_name(entry.name) for entry in old}
        left = [entry for key, entry in self._entries.items() if key not in gone]
        self._pool = NamePool([*left, replace(new, is_chosen=True, found=())])
        self._is_settled = False
        return self.resolve(new.name)

    def _index(self, entries: Iterable[SourceEntry]) -> None:
        self._entries, self._key_by_name = {}, {}
        for entry in entries:
            key = fold_name(entry.name)
            for name in entry.names:
                home = self._key_by_name.setdefault(fold_name(name), key)
                if home != key or key in self._entries:
                    raise SourceError(
                        f"{name!r} is a name of {self._entries[home].name!r} and of {entry.name!r}",
                        hint="leave it with one of the two",
                    )
            self._entries[key] = entry


def _mark_decisions(entries: list[SourceEntry]) -> list[SourceEntry]:
    """Return the entries, with those marked as chosen that claimkit would not have written so."""
    computed = {(entry.name, entry.kind, entry.aliases) for entry in NamePool(entries).entries()}
    return [
        entry
        if entry.is_chosen or (entry.name, entry.kind, entry.aliases) in computed
        else replace(entry, is_chosen=True, found=())
        for entry in entries
    ]
