"""New ledger files under the names that the whole ledger's sources have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import LedgerFile


def iter_named(ledgers: Iterable[LedgerFile], sources: SourceRegistry) -> Iterator[LedgerFile]:
    """Yield each file with its claims under the names of ``sources``, which take note of new ones.

    A file that a later document may still rename, as one that calls a body by what only becomes
    an alias there, is yielded after all others: so that the next run finds nothing to change.

    Args:
        ledgers: what extraction found, with the claims' credits.
    """
    unsettled = []
    for ledger in ledgers:
        claims = tuple(sources.name_claims(ledger.path, ledger.claims))
        named = replace(ledger, claims=claims)
        if all(map(sources.is_settled, claims)):
            yield named
        else:
            unsettled.append(named)
    for ledger in unsettled:
        yield replace(ledger, claims=tuple(map(sources.rename, ledger.claims)))
