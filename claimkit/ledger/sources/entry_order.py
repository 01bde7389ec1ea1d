"""The order of entries and names in ``_sources.yaml``."""

from __future__ import annotations

from collections.abc import Iterable

from claimkit.model import SourceEntry


def sorted_entries(entries: Iterable[SourceEntry]) -> list[SourceEntry]:
    """Return entries in the order of ``_sources.yaml``: by name, without regard to case."""
    return sorted(entries, key=lambda entry: name_order(entry.name))


def sorted_aliases(names: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the names of an entry, without duplicates and without its main name, in that order."""
    return tuple(sorted(set(names) - {own}, key=name_order))


def name_order(name: str) -> tuple[str, str]:
    """Return the sort key of a name in ``_sources.yaml``."""
    return name.casefold(), name
