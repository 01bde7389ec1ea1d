"""Give the claims of new ledger files the source names of the whole ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import Claim, LedgerFile


def name_files(
    files: Sequence[LedgerFile],
    sources: SourceRegistry,
    filed_claims: Callable[[LedgerFile], Iterable[Claim]] = lambda _: (),
) -> list[LedgerFile]:
    """Return new ledger files with their claims under the names of ``sources``.

    Args:
        sources: gets the names of all files first, since the names depend on all documents.
        filed_claims: returns the claims that the ledger has for the document of a file.
    """
    for file in files:
        sources.keep_kinds(file.claims, filed_claims(file))
    for file in files:
        sources.note_claims(file.path, file.claims)
    return [replace(file, claims=tuple(map(sources.rename, file.claims))) for file in files]
