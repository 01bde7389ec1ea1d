"""Collect the sources that have no name of their own, such as "the ministry".

They have no entry in ``_sources.yaml``, because the same words mean somebody else in each document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimkit.ledger.sources.entry_order import name_order
from claimkit.ledger.sources.printed_names import source_words
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import Claim, LedgerFile


@dataclass(frozen=True, slots=True)
class UnnamedSource:
    """The claims of one document that are credited to the same words.

    ``name`` is the source of the claims, or their mention if they have no source.
    """

    name: str
    document: str
    claims: tuple[Claim, ...]

    @property
    def is_anonymous(self) -> bool:
        """Whether the document withholds the names."""
        return all(claim.anonymous for claim in self.claims)


def find_unnamed(registry: SourceRegistry, files: Iterable[LedgerFile]) -> list[UnnamedSource]:
    """Return the sources that have no entry, by name and document."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for file in files:
        for claim in file.claims:
            for name in unnamed_sources(registry, claim):
                found.setdefault((name, file.path), []).append(claim)
    sources = [UnnamedSource(name, path, tuple(claims)) for (name, path), claims in found.items()]
    return sorted(sources, key=lambda source: (*name_order(source.name), source.document))


def unnamed_sources(registry: SourceRegistry, claim: Claim) -> list[str]:
    """Return the words for the sources of a claim that have no entry."""
    return [name for name in source_words(claim) if not _has_entry(registry, name)]


def _has_entry(registry: SourceRegistry, name: str) -> bool:
    entry = registry.find(name)
    return entry is not None and name in (entry.name, *entry.aliases)
