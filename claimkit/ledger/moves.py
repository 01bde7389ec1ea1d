"""Match the ledger files of moved documents with the documents' new paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import LedgerError
from claimkit.ledger.format.read import read
from claimkit.ledger.places import document_paths, iter_ledger_paths
from claimkit.ledger.reviews.decisions import decision_of
from claimkit.model import LedgerFile, Review


@dataclass(frozen=True, slots=True)
class Orphan:
    """A ledger file whose document is gone; ``document`` is the document's former path."""

    file: Path
    document: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Moves:
    """The documents that orphans belong to.

    ``found`` has orphans by the new path of their document. ``unclear`` has orphans with the
    documents that they may belong to: several documents, or one that several orphans fit.
    """

    found: Mapping[str, Orphan]
    unclear: tuple[tuple[Orphan, tuple[str, ...]], ...] = ()


def find_orphans(
    ledger_dir: Path, documents: str, exists: Callable[[str], bool]
) -> tuple[Orphan, ...]:
    """Return the ledger files whose document is gone, sorted by path; unreadable files are skipped.

    A file is read only if no document stands at its path in the documents' folder, so nothing is
    read if no document is missing.

    Args:
        documents: the documents' root, as in `places.ledger_path`.
        exists: returns whether there is a document at a path.
    """
    orphans = []
    for file in iter_ledger_paths(ledger_dir) if ledger_dir.is_dir() else ():
        if any(map(exists, document_paths(ledger_dir, file, documents))):
            continue
        try:
            ledger = read(file)
        except LedgerError:
            continue
        if not exists(ledger.path):
            orphans.append(Orphan(file, ledger.path, ledger.sha256))
    return tuple(orphans)


def plan_moves(
    orphans: Iterable[Orphan], hashes: Mapping[str, str], renames: Mapping[str, str]
) -> Moves:
    """Match orphans with documents, first by git's renames, then by equal bytes.

    Args:
        hashes: the SHA-256 of documents by path.
        renames: old paths by new ones.
    """
    by_hash: dict[str, list[str]] = defaultdict(list)
    for path, digest in sorted(hashes.items()):
        by_hash[digest].append(path)
    renamed = {old: new for new, old in renames.items() if new in hashes}
    candidates = {
        orphan: [renamed[orphan.document]]
        if orphan.document in renamed
        else [path for path in by_hash.get(orphan.sha256, ()) if path not in renames]
        for orphan in orphans
    }
    claimed: dict[str, list[Orphan]] = defaultdict(list)
    for orphan, paths in candidates.items():
        for path in paths:
            claimed[path].append(orphan)
    found = {}
    unclear = []
    for orphan, paths in candidates.items():
        if len(paths) == 1 and len(claimed[paths[0]]) == 1:
            found[paths[0]] = orphan
        elif paths:
            unclear.append((orphan, tuple(paths)))
    return Moves(found, tuple(unclear))


def holds_reviews_of(ledger: LedgerFile, other: LedgerFile) -> bool:
    """Return whether a ledger has every decision of another one, which can then be removed.

    A claim that a person added must be there as well.
    """
    reviews = {claim.id: claim.review for claim in (*ledger.claims, *ledger.retired)}
    return all(
        (claim.added is None or claim.id in reviews)
        and (claim.review is None or _has_decision(reviews.get(claim.id), claim.review))
        for claim in (*other.claims, *other.retired)
    )


def _has_decision(review: Review | None, other: Review) -> bool:
    return review is not None and decision_of(review) == decision_of(other)
