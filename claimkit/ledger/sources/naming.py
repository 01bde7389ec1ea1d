"""Give the claims of new ledger files the source names of the whole ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import LedgerFile

ItemT = TypeVar("ItemT")


def iter_named(items: Iterable[ItemT], sources: SourceRegistry) -> Iterator[ItemT | LedgerFile]:
    """Yield each ledger file with its claims under the names of ``sources``.

    New names are added to ``sources``. A later document can turn a name of this document into an
    alias. Files with such names are yielded after all others, so that the next run finds nothing
    to change.

    Args:
        items: the results of extraction. Items that are not ledger files are yielded unchanged.
    """
    unsettled = []
    for item in items:
        if not isinstance(item, LedgerFile):
            yield item
            continue
        claims = tuple(sources.name_claims(item.path, item.claims))
        named = replace(item, claims=claims)
        if all(map(sources.is_settled, claims)):
            yield named
        else:
            unsettled.append(named)
    for ledger in unsettled:
        yield replace(ledger, claims=tuple(map(sources.rename, ledger.claims)))
