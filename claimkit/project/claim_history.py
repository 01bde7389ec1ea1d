"""Find the commits that added, changed or reviewed a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from claimkit.errors import LedgerError
from claimkit.git.file_history import FileStep, iter_file_steps
from claimkit.git.process import GitError
from claimkit.git.repository import Repository
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.fields import CLAIM_KEYS
from claimkit.ledger.format.read import decode, parse
from claimkit.model import Claim
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository
from claimkit.reports.claims.shown_claim import (
    ClaimEvent,
    ClaimEventKind,
    ClaimHistory,
    HistoryEntry,
)
from claimkit.reports.diffs.view import review_text

_MAX_ENTRIES = 20
_MAX_STEPS = 1000
_BATCH = 50  # versions of the file that are in memory at a time
_FIELDS = tuple(name for name in CLAIM_KEYS if name not in ("id", "review"))
_SHALLOW = "this clone is shallow: older commits are missing"


def find_history(project: ProjectFolder, filed: FiledClaim) -> ClaimHistory:
    """Return the changes of a claim; an empty history if its file is not in a repository."""
    try:
        repository = ProjectRepository.find(project).repository
        path = repository.relative(filed.file)
        if path is None or not repository.has_commits():
            return ClaimHistory()
        path = repository.renamed_files().get(path, path)
        return _read_history(repository, path, filed)
    except GitError:
        return ClaimHistory()


def _read_history(repository: Repository, path: str, filed: FiledClaim) -> ClaimHistory:
    reader = _VersionReader(filed.claim.id)
    entries: list[HistoryEntry] = []
    now = _Version(filed.claim, filed.is_retired)
    committed = repository.find_file("HEAD", path)
    if committed is not None and not committed.is_link:
        before = reader.read(repository.read_versions([committed])[committed])
        events = tuple(_iter_events(before, now)) if before else ()
        entries += [HistoryEntry(events)] if events else []
    elif committed is None:
        return ClaimHistory()
    for step, events in _iter_steps(repository, path, reader):
        if events and not (repository.is_shallow and not step.has_parents):
            entries.append(HistoryEntry(events, step.commit, step.on, step.author, step.subject))
        if len(entries) > _MAX_ENTRIES:
            return ClaimHistory(tuple(entries[:_MAX_ENTRIES]), "there are earlier changes")
    return ClaimHistory(tuple(entries), _SHALLOW if repository.is_shallow else None)


def _iter_steps(
    repository: Repository, path: str, reader: _VersionReader
) -> Iterator[tuple[FileStep, tuple[ClaimEvent, ...]]]:
    """Yield the commits that changed the file, with what each did to the claim."""
    steps = islice(iter_file_steps(repository, path), _MAX_STEPS)
    while batch := list(islice(steps, _BATCH)):
        versions = {
            version
            for step in batch
            for version in (step.before, step.after)
            if version and not version.is_link
        }
        contents = repository.read_versions(versions)
        for step in batch:
            before, after = (
                reader.read(contents[version]) if version in contents else _Version()
                for version in (step.before, step.after)
            )
            if before is None or after is None:
                continue
            moved = _moves(step) if before.claim and after.claim else ()
            yield step, (*_iter_events(before, after), *moved)


def _moves(step: FileStep) -> tuple[ClaimEvent, ...]:
    if not (step.before and step.after) or step.before.path == step.after.path:
        return ()
    return (ClaimEvent(ClaimEventKind.MOVED, step.before.path),)


@dataclass(frozen=True, slots=True)
class _Version:
    """A claim as one version of its ledger file has it; None if it is not there."""

    claim: Claim | None = None
    is_retired: bool = False


@dataclass(slots=True)
class _VersionReader:
    """Reads one claim from many versions of a file; equal lines are parsed only once."""

    claim_id: str
    _known: dict[tuple[str, bool], _Version] = field(default_factory=dict)

    def read(self, data: bytes) -> _Version | None:
        """Return the claim in a version of the file; None if the version can't be read."""
        if self.claim_id.encode() not in data:
            return _Version()
        try:
            text = decode(data, "")
            key = self._find_lines(text)
            if key is not None and key in self._known:
                return self._known[key]
            ledger = parse(text, "")
        except LedgerError:
            return None
        found = _Version()
        for is_retired, claims in ((False, ledger.claims), (True, ledger.retired)):
            for claim in claims:
                if claim.id == self.claim_id:
                    found = _Version(claim, is_retired)
        if key is not None:
            self._known[key] = found
        return found

    def _find_lines(self, text: str) -> tuple[str, bool] | None:
        """Return the claim's lines in the canonical form, and whether it is retired."""
        start = text.find(f"\n- id: {self.claim_id}\n")
        if start < 0:
            return None
        ends = (text.find(mark, start + 1) for mark in ("\n- id: ", "\nretired:"))
        end = min((place for place in ends if place >= 0), default=len(text))
        schema = text[: text.find("\ndocument:") + 1]
        return schema + text[start:end], text.rfind("\nretired:", 0, start) >= 0


def _iter_events(before: _Version, after: _Version) -> Iterator[ClaimEvent]:
    was, now = before.claim, after.claim
    if was is None and now is None:
        return
    if now is None:
        yield ClaimEvent(ClaimEventKind.REMOVED)
        return
    if was is None:
        yield ClaimEvent(ClaimEventKind.ADDED)
    else:
        fields = [name for name in _FIELDS if getattr(was, name) != getattr(now, name)]
        if fields:
            yield ClaimEvent(ClaimEventKind.CHANGED, ", ".join(fields))
    if after.is_retired != before.is_retired:
        yield ClaimEvent(ClaimEventKind.RETIRED if after.is_retired else ClaimEventKind.RESTORED)
    if now.review != (was.review if was else None):
        yield ClaimEvent(ClaimEventKind.REVIEWED, _review_detail(now))


def _review_detail(claim: Claim) -> str:
    review = claim.review
    text = review_text(review)
    if review is not None and review.stale:
        text = f"stale, {text}"
    if review is not None and review.second is not None:
        text += f", second {review_text(review.second)}"
    return text
