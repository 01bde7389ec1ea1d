"""Read, update and write the files of a ledger, safely and one run at a time."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from claimkit.errors import LedgerError, ReviewConflictError, ReviewError
from claimkit.ledger.additions import with_claims
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.file_texts import (
    canonical_text,
    provenance_text,
    read_provenance,
    schema_texts,
    sources_text,
)
from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.format.read import parse_sources, read, read_text
from claimkit.ledger.identity import carry_over
from claimkit.ledger.moves import holds_reviews_of
from claimkit.ledger.nesting import relink
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    SOURCES_NAME,
    iter_ledger_paths,
    ledger_path,
)
from claimkit.ledger.reviews.decisions import effective
from claimkit.ledger.safe_files import MAX_BYTES, differs, locked, refuse_links, remove, write_text
from claimkit.ledger.sources.registry import SourceError, SourceRegistry
from claimkit.model import Claim, LedgerFile, Provenance, Review
from claimkit.regular_files import read_regular_file


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """The result of updating the ledger file of one document by an extraction.

    ``before`` is None if there was no file. ``moved_from`` is the file's old path if it has moved.
    """

    path: Path
    before: LedgerFile | None
    after: LedgerFile
    is_changed: bool
    moved_from: Path | None = None


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A new review of a claim, and the claim as the reviewer saw it.

    ``is_dropped`` removes the claim from the ledger, which is allowed for retired claims and for
    claims that a person added and no rule finds.
    """

    seen: FiledClaim
    review: Review | None
    is_dropped: bool = False

    def __post_init__(self) -> None:
        if self.is_dropped and not (self.seen.is_retired or is_manual(self.seen.claim)):
            raise ValueError(f"{self.seen.claim.id} is not retired, nor added by a person")

    @property
    def after(self) -> FiledClaim:
        """The claim with its new review."""
        return replace(self.seen, claim=replace(self.seen.claim, review=self.review))


def update(
    ledger_dir: Path,
    new: LedgerFile,
    *,
    documents: str = "",
    dry_run: bool = False,
    moved_from: Path | None = None,
    is_gone: Callable[[str], bool] = lambda _: False,
    rename: Callable[[Claim], Claim] = lambda claim: claim,
) -> UpdateResult:
    """Update the ledger file of a document from a new extraction; write it if it changes.

    Args:
        documents: as in `ledger_path`.
        dry_run: write nothing; the result is the same.
        moved_from: the ledger file of the document's old path. Its ids and reviews are carried
            over, and it is removed after the new file is written.
        is_gone: returns whether a path no longer has a document. A file in the right place that
            names such a document is treated as moved by a person.
        rename: gives an added claim the names of the ledger's sources; the claims of ``new`` have
            them already.

    Raises:
        LedgerError: if the old file is unreadable, does not match its schema or belongs to another
            document, or if ``moved_from`` has reviews that the new file lacks. Nothing is written.
        DocumentError: if a document with this path cannot have a ledger file.
    """
    path = ledger_path(ledger_dir, new.path, documents)
    for place in (path, *filter(None, [moved_from])):
        refuse_links(ledger_dir, place)
    with nullcontext() if dry_run else locked(ledger_dir):
        before = _read_before(path, new, moved_from, is_gone)
        after = carry_over(before, new)
        claims = (rename(claim) if is_manual(claim) else claim for claim in after.claims)
        after = replace(after, claims=tuple(claims))
        text = canonical_text(ledger_dir, path, after)
        is_changed = differs(path, text) if dry_run else write_text(path, text)
        if moved_from is not None and not dry_run:
            remove(ledger_dir, moved_from)
    return UpdateResult(path, before, after, is_changed, moved_from)


def write_provenance(ledger_dir: Path, provenance: Provenance) -> bool:
    """Write the provenance of the ledger; return whether it has changed.

    Raises:
        LedgerError: if the existing file does not match its schema, or the file can't be written.
    """
    refuse_links(ledger_dir, ledger_dir / PROVENANCE_NAME)
    with locked(ledger_dir):
        read_provenance(ledger_dir)
        return write_text(ledger_dir / PROVENANCE_NAME, provenance_text(ledger_dir, provenance))


def write_schemas(ledger_dir: Path) -> list[str]:
    """Write the schemas that the ledger's files refer to; return the names of the changed ones.

    Raises:
        LedgerError: if one can't be written.
    """
    texts = schema_texts()
    for name in texts:
        refuse_links(ledger_dir, ledger_dir / name)
    with locked(ledger_dir):
        return [name for name, text in texts.items() if write_text(ledger_dir / name, text)]


def stale_schemas(ledger_dir: Path) -> list[str]:
    """Return the names of the schemas that `write_schemas` would write."""
    return [name for name, text in schema_texts().items() if differs(ledger_dir / name, text)]


def iter_filed_claims(path: Path) -> Iterator[FiledClaim]:
    """Yield the claims of a ledger file in document order, then its retired ones.

    Raises:
        LedgerError: if the file is unreadable or does not match its schema.
    """
    ledger = read(path)
    for is_retired, claims in ((False, ledger.claims), (True, ledger.retired)):
        for claim in claims:
            yield FiledClaim(path, ledger.path, ledger.sha256, claim, is_retired)


def change_reviews(ledger_dir: Path, changes: Iterable[ReviewChange]) -> None:
    """Write the reviews of several claims. If one cannot be written, none is.

    Sources that a correction names and the ledger does not know are added to ``_sources.yaml``.

    Raises:
        ReviewConflictError: if a claim or its review has changed since the reviewer saw it.
        LedgerError: if a file is unreadable or can't be written.
    """
    by_file: dict[Path, list[ReviewChange]] = {}
    for change in changes:
        by_file.setdefault(change.seen.file, []).append(change)
    with locked(ledger_dir):
        for path in by_file:
            refuse_links(ledger_dir, path)
        texts = {
            path: canonical_text(ledger_dir, path, _reviewed(path, by_file[path]))
            for path in sorted(by_file)
        }
        corrected = _with_corrected_sources(chain.from_iterable(by_file.values()))
        has_sources = bool(corrected) and (ledger_dir / SOURCES_NAME).exists()
        if has_sources:
            read_sources(ledger_dir)  # before anything is written, in case it cannot be read
        for path, text in texts.items():
            write_text(path, text)
        if has_sources:
            add_sources(ledger_dir, corrected)


def _with_corrected_sources(changes: Iterable[ReviewChange]) -> list[Claim]:
    """Return the claims whose new review corrects the source, with their corrections."""
    claims = [change.after.claim for change in changes]
    return [
        effective(claim)
        for claim in claims
        if claim.review and "source" in dict(claim.review.corrections)
    ]


@dataclass(frozen=True, slots=True)
class Additions:
    """New claims of one document, with its text and the hash of its bytes."""

    file: Path
    sha256: str
    text: str
    claims: tuple[Claim, ...]


def add_claims(
    ledger_dir: Path, additions: Additions, changes: Iterable[ReviewChange] = ()
) -> list[FiledClaim]:
    """Write new claims of a document, with reviews of its other claims, or nothing.

    Returns:
        The new claims with their ids, in the order in which they are given.

    Raises:
        ReviewError: if a claim is in the ledger already, or the document is not the one that was
            extracted.
        ReviewConflictError: if a claim has changed since the reviewer saw it.
        LedgerError: if the file is unreadable or can't be written.
    """
    path = additions.file
    refuse_links(ledger_dir, path)
    with locked(ledger_dir):
        before = _reviewed(path, changes)
        if before.sha256 != additions.sha256:
            raise ReviewError(
                f"the document {before.path} has changed since it was extracted",
                hint="run claimkit extract",
            )
        after, ids = with_claims(before, additions.text, additions.claims)
        write_text(path, canonical_text(ledger_dir, path, after))
    by_id = {claim.id: claim for claim in after.claims}
    return [FiledClaim(path, after.path, after.sha256, by_id[claim_id]) for claim_id in ids]


def _reviewed(path: Path, changes: Iterable[ReviewChange]) -> LedgerFile:
    ledger = read(path)
    places = {"claims": list(ledger.claims), "retired": list(ledger.retired)}
    for change in changes:
        claims = places["retired" if change.seen.is_retired else "claims"]
        ids = [claim.id for claim in claims]
        seen = change.seen.claim
        if seen.id not in ids:
            raise ReviewConflictError(f"{path}: the claim {seen.id} has gone meanwhile")
        index = ids.index(seen.id)
        now = claims[index]
        changed = [n for n in (*REVIEWED_FIELDS, "review") if getattr(now, n) != getattr(seen, n)]
        if changed:
            raise ReviewConflictError(
                f"{path}: the claim {seen.id} has changed meanwhile: {', '.join(changed)}",
                hint="look at it again, then decide",
            )
        claims[index : index + 1] = (
            [] if change.is_dropped else [replace(now, review=change.review)]
        )
    return relink(replace(ledger, claims=tuple(places["claims"]), retired=tuple(places["retired"])))


def rename_sources(
    ledger_dir: Path,
    registry: SourceRegistry,
    *,
    old: Collection[str] | None = None,
    skipped: Collection[Path] = (),
    on_error: Callable[[LedgerError], None] | None = None,
) -> int:
    """Give all claims of the ledger the names of the registry; return the number of changed files.

    As in an extraction, the review of a claim whose sources are renamed is marked stale.

    Args:
        old: the names that have changed. If it is given, files without them are not parsed.
        skipped: files that are written otherwise.
        on_error: gets the error of each file that cannot be read; the other files are renamed.

    Raises:
        LedgerError: without ``on_error``, if a file is unreadable; earlier files may have been
            written.
    """
    changed = 0
    with locked(ledger_dir):
        for path in iter_ledger_paths(ledger_dir):
            if path in skipped or (old is not None and not _may_name(path, old)):
                continue
            try:
                changed += _rename_in_file(ledger_dir, path, registry)
            except LedgerError as error:
                if on_error is None:
                    raise
                on_error(error)
    return changed


def _rename_in_file(ledger_dir: Path, path: Path, registry: SourceRegistry) -> bool:
    refuse_links(ledger_dir, path)
    before = read(path)
    new = replace(before, claims=tuple(map(registry.rename, before.claims)))
    if new == before:
        return False
    return write_text(path, canonical_text(ledger_dir, path, carry_over(before, new)))


def _may_name(path: Path, names: Collection[str]) -> bool:
    """Return whether a ledger file may contain one of the names, in any form of YAML."""
    try:
        data = read_regular_file(path, MAX_BYTES)
    except OSError:  # reading it will say why
        return True
    text = b" ".join(data.replace(b"''", b"'").split())
    return b"\\" in data or any(b" ".join(name.encode().split()) in text for name in names)


def read_sources(ledger_dir: Path) -> SourceRegistry:
    """Return the sources of the ledger; an empty registry if there is no ``_sources.yaml``.

    Raises:
        LedgerError: if the file is unreadable, does not match its schema, or gives a name to two
            sources.
    """
    path = ledger_dir / SOURCES_NAME
    if not path.exists():
        return SourceRegistry()
    entries = parse_sources(read_text(path), str(path))
    try:
        return SourceRegistry(entries)
    except SourceError as error:
        raise LedgerError(error.message, path=str(path), hint=error.hint) from error


def write_sources(ledger_dir: Path, registry: SourceRegistry) -> bool:
    """Write the sources if they have changed; return whether they have.

    Read them under the same lock (`locked`), so that no other change is lost.

    Raises:
        LedgerError: if the file can't be written.
    """
    refuse_links(ledger_dir, ledger_dir / SOURCES_NAME)
    with locked(ledger_dir):
        return write_text(ledger_dir / SOURCES_NAME, sources_text(ledger_dir, registry))


def add_sources(ledger_dir: Path, claims: Sequence[Claim]) -> bool:
    """Add the sources of claims that a person added; return whether there are new ones.

    If a new name is a spelling of a known one, all claims get the common name, as in an
    extraction.

    Raises:
        LedgerError: if the file can't be read or written.
    """
    with locked(ledger_dir):
        registry = read_sources(ledger_dir)
        before = list(registry)
        for claim in claims:
            registry.add_names(claim)
        renamed = registry.renamed_since(before)
        names = {name for claim in claims for name in (*claim.source, *claim.via)}
        if renamed or any(registry.resolve(n).name != n for n in names if registry.find(n)):
            # The next extraction reports and renames files that can't be read now.
            rename_sources(ledger_dir, registry, old=renamed | names, on_error=lambda _: None)
        return write_sources(ledger_dir, registry)


def _read_before(
    path: Path, new: LedgerFile, moved_from: Path | None, is_gone: Callable[[str], bool]
) -> LedgerFile | None:
    """Return the existing ledger of a document; None if there is none."""
    before = read(path) if os.path.lexists(path) else None
    if before and before.path != new.path and not is_gone(before.path):
        raise LedgerError(
            f"holds the claims of {before.path}, not of {new.path}",
            path=str(path),
            hint="two documents have the same place in the ledger; rename one of them",
        )
    if moved_from is None or not moved_from.exists():
        return before
    old = read(moved_from)
    if before is None:
        return old
    if not holds_reviews_of(before, old):  # else an earlier run was killed in between
        raise LedgerError(
            f"has reviews that {path} lacks, to which its document has moved",
            path=str(moved_from),
            hint=f"claimkit merge {os.devnull} {_quoted(path)} {_quoted(moved_from)} --in-place "
            f"brings them together; then delete {_quoted(moved_from)} and run again",
        )
    return before


def _quoted(path: Path) -> str:
    """Return a path as a shell takes it, from the current folder if it is below that."""
    relative = os.path.relpath(path)
    return shlex.quote(str(path) if relative.startswith("..") else relative)
