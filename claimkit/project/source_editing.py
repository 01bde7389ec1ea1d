"""Implement ``claimkit sources``: list the ledger's sources, and change their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimkit.errors import ClaimkitError, UsageError
from claimkit.ledger import store
from claimkit.ledger.format.read import read
from claimkit.ledger.places import SOURCES_NAME, iter_ledger_paths
from claimkit.ledger.safe_files import locked
from claimkit.ledger.sources.join_offers import JoinOffer, find_join_offers
from claimkit.ledger.sources.name_search import SourceNames, choose_source
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.sources.unnamed import UnnamedSource, find_unnamed
from claimkit.model import Claim, LedgerFile, SourceEntry, SourceKind
from claimkit.project.project_folder import ProjectFolder


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """A source after a change of names, and the number of ledger files that changed."""

    entry: SourceEntry
    changed_files: int


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of a ledger by name, each named one with the number of its claims."""

    named: tuple[tuple[SourceEntry, int], ...] = ()
    unnamed: tuple[UnnamedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source with its claims and their documents.

    ``entry`` is None if the source has no name of its own; ``name`` are the words for it.
    """

    name: str
    entry: SourceEntry | None
    claims: tuple[tuple[str, Claim], ...]


def list_sources(
    project: ProjectFolder, kind: SourceKind | None = None, *, only_unnamed: bool = False
) -> SourceList:
    """Return the sources by name.

    Args:
        kind: only sources of this kind; sources without a name of their own are `ANONYMOUS`, if
            the documents withhold their names, or of no kind.
        only_unnamed: only sources without a name of their own.

    Raises:
        LedgerError: if a file of the ledger cannot be read.
        ClaimkitError: if the ledger has no sources.
    """
    registry, files = _read_all(project)
    counts = Counter(name for file in files for claim in file.claims for name in claim.source)
    named = () if only_unnamed else registry
    return SourceList(
        tuple((entry, counts[entry.name]) for entry in named if kind in (None, entry.kind)),
        tuple(
            source
            for source in find_unnamed(registry, files)
            if kind is None or (kind is SourceKind.ANONYMOUS and source.is_anonymous)
        ),
    )


def find_source(project: ProjectFolder, name: str) -> FoundSource:
    """Return a source by any of its names, or by words of one, and its claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read.
        AmbiguousSourceError: if several sources have these words.
        ClaimkitError: if there is no such source.
    """
    registry, files = _read_all(project)
    unnamed = find_unnamed(registry, files)
    names = sorted({source.name for source in unnamed})
    if name not in names and registry.find(name) is None:
        others = (SourceNames((other,)) for other in names)
        found = choose_source(name, [*map(_names_of, registry), *others])
        name = found.main if found else name
    if name in names:
        claims = [(u.document, claim) for u in unnamed if u.name == name for claim in u.claims]
        return FoundSource(name, None, tuple(claims))
    entry = registry.resolve(name)
    claims = [(f.path, claim) for f in files for claim in f.claims if entry.name in claim.source]
    return FoundSource(entry.name, entry, tuple(claims))


def suggest_joins(project: ProjectFolder) -> list[JoinOffer]:
    """Return the short names that may be the only full name of the ledger, by the short name.

    Raises:
        LedgerError: if a file of the ledger cannot be read.
        ClaimkitError: if the ledger has no sources.
    """
    registry, files = _read_all(project)
    return find_join_offers(registry, files)


def settle_offers(
    project: ProjectFolder, accepted: Sequence[str], refused: Sequence[str]
) -> list[SourceEdit]:
    """Accept and refuse offers of joins by their short names; return what became of each name.

    A refused name becomes an entry that a person has chosen, so that it is not offered again.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        ClaimkitError: if one of the names has no offer; nothing is changed then.
    """
    _read_registry(project)
    with locked(project.ledger):
        registry, files = _read_all(project)
        offers = {offer.short.entry.name: offer for offer in find_join_offers(registry, files)}
        names = {words: _find_offered(words, offers) for words in (*accepted, *refused)}
        both = sorted({names[words] for words in accepted} & {names[words] for words in refused})
        if both:
            raise UsageError(f"{both[0]!r} cannot be both accepted and refused")
        chosen = []
        for name in dict.fromkeys(names[words] for words in accepted):
            chosen.append(registry.join([name], offers[name].full.entry.name).name)
        for name in dict.fromkeys(names[words] for words in refused):
            chosen.append(registry.keep_apart(name).name)
        store.write_sources(project.ledger, registry)
        changed = store.rename_sources(project.ledger, registry)
        return [SourceEdit(registry.resolve(name), changed) for name in chosen]


def _find_offered(words: str, offers: Mapping[str, JoinOffer]) -> str:
    """Return the short name of an offer that has these words."""
    if words in offers:
        return words
    found = choose_source(words, [SourceNames((name,)) for name in offers])
    if found is None:
        raise ClaimkitError(
            f"no join is offered for {words!r}", hint="claimkit sources suggest lists the offers"
        )
    return found.main


def join_sources(project: ProjectFolder, names: Sequence[str], into: str) -> SourceEdit:
    """Join several sources, also in the ledger's claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        AmbiguousSourceError: if several sources have the words of a name.
        ClaimkitError: if there is no such source.
    """
    return _edit(
        project,
        lambda registry: registry.join(
            [_settle(registry, name) for name in names], _settle(registry, into)
        ),
    )


def split_source(project: ProjectFolder, alias: str, kind: SourceKind | None) -> SourceEdit:
    """Give an alias a source of its own; the next extraction assigns its claims to it.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        AmbiguousSourceError: if several aliases have these words.
        ClaimkitError: if there is no such alias.
    """
    return _edit(project, lambda registry: registry.split(_settle_alias(registry, alias), kind))


def rename_source(project: ProjectFolder, name: str, new: str) -> SourceEdit:
    """Give a source another name, also in the ledger's claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        AmbiguousSourceError: if several sources have the words of a name.
        ClaimkitError: if there is no such source, or the name is another source's.
    """
    return _edit(project, lambda registry: registry.set_name(_settle(registry, name), new))


def set_source_kind(project: ProjectFolder, name: str, kind: SourceKind) -> SourceEdit:
    """Give a source another kind. Claims and their reviews stay as they are.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        AmbiguousSourceError: if several sources have the words of a name.
        ClaimkitError: if there is no such source.
    """
    return _edit(project, lambda registry: registry.set_kind(_settle(registry, name), kind))


def _settle(registry: SourceRegistry, words: str) -> str:
    """Return the name of the one source that has these words in a name; else the words."""
    if registry.find(words) is not None:
        return words
    found = choose_source(words, map(_names_of, registry))
    return found.main if found else words


def _settle_alias(registry: SourceRegistry, words: str) -> str:
    """Return the one alias that has these words; else the words."""
    if registry.find(words) is not None:
        return words
    aliases = [SourceNames((name,)) for entry in registry for name in entry.aliases]
    found = choose_source(words, aliases)
    return found.main if found else words


def _names_of(entry: SourceEntry) -> SourceNames:
    return SourceNames((entry.name, *entry.aliases))


def _read_all(project: ProjectFolder) -> tuple[SourceRegistry, list[LedgerFile]]:
    """Return the sources with a name, and all ledger files."""
    registry = store.read_sources(project.ledger)
    files = [read(path) for path in iter_ledger_paths(project.ledger)]
    if not files:
        registry = _read_registry(project)
    return registry, files


def _read_registry(project: ProjectFolder) -> SourceRegistry:
    registry = store.read_sources(project.ledger)
    if not len(registry):
        raise ClaimkitError(
            f"{project.ledger / SOURCES_NAME}: there are no sources yet",
            hint="claimkit extract writes them",
        )
    return registry


def _edit(project: ProjectFolder, change: Callable[[SourceRegistry], SourceEntry]) -> SourceEdit:
    """Read, change and write the sources and the renamed claims under one lock."""
    _read_registry(project)  # so that no folder is made for a lock where there is no ledger
    with locked(project.ledger):
        registry = _read_registry(project)
        entry = change(registry)
        store.write_sources(project.ledger, registry)
        return SourceEdit(entry, store.rename_sources(project.ledger, registry))
