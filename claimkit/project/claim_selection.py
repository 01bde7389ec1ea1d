"""Find the claims of a project's ledger that a review covers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from claimkit.errors import ClaimkitError, LedgerError, ReviewError, UsageError
from claimkit.ledger import store
from claimkit.ledger.claim_filter import (
    CURRENT,
    ClaimFilter,
    FiledClaim,
    Standing,
    find_claim,
)
from claimkit.ledger.places import iter_ledger_paths
from claimkit.ledger.reviews.decisions import effective
from claimkit.ledger.reviews.second import PairStatus
from claimkit.ledger.safe_files import MAX_BYTES
from claimkit.ledger.sources.name_search import SourceNames, choose_source, suggest_sources
from claimkit.ledger.sources.printed_names import source_words
from claimkit.model import Confidence
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.review_scope import ALL, ReviewScope
from claimkit.regular_files import read_regular_file
from claimkit.suggestions import did_you_mean

_ANY = frozenset(Standing)
_PAIRS = frozenset(PairStatus)
_MIN_SUGGESTED = 4  # characters; a shorter id is like too many others


class NoLedgerError(ClaimkitError):
    """The ledger has no files of documents."""


class UnknownClaimError(UsageError):
    """No claim of the ledger has this id, or an id that begins so."""

    def __init__(self, id_start: str, hint: str) -> None:
        super().__init__(f"there is no claim with the id {id_start!r}", hint=hint)
        self.id_start = id_start


def iter_claims(project: ProjectFolder) -> Iterator[FiledClaim]:
    """Yield all claims of the ledger by file, in document order.

    Raises:
        LedgerError: if a ledger file cannot be read.
        ClaimkitError: if the ledger has no files.
    """
    for path in _ledger_paths(project):
        yield from store.iter_filed_claims(path)


def find_claims(project: ProjectFolder, ids: Iterable[str]) -> list[FiledClaim]:
    """Return the claims with the given ids or beginnings of ids, without duplicates.

    Errors in ledger files that do not have one of the ids are ignored.

    Raises:
        UsageError: if an id is no claim's, or several claims'.
    """
    return list(dict.fromkeys(_find_claim(project, id_start) for id_start in ids))


def select_claims(
    project: ProjectFolder, scope: ReviewScope, default: frozenset[Standing]
) -> list[FiledClaim]:
    """Return the claims of a scope by file, in document order.

    Args:
        default: the standings to select if the scope names none.

    Raises:
        UsageError: if the ledger has no claim of a document, source or rule that is named.
        AmbiguousSourceError: if several sources have the words of a name.
        LedgerError: if a ledger file cannot be read.
    """
    claims = list(iter_claims(project))
    make_filter = _FilterMaker(project, claims)
    for option, values, make, suggest in (
        ("--document", scope.document, make_filter.of_place, _suggest_nothing),
        ("--source", scope.source, make_filter.of_source, make_filter.suggest_source),
        ("--rule", scope.rule, make_filter.of_rule, make_filter.suggest_rule),
    ):
        _refuse_unknown(option, values, make, claims, suggest)
    wanted = make_filter.of_scope(scope, default)
    return [filed for filed in claims if wanted.matches(filed)]


class _FilterMaker:
    """Makes filters from the user's input."""

    def __init__(self, project: ProjectFolder, claims: Sequence[FiledClaim]) -> None:
        self.project = project
        self._claims = claims

    def of_scope(self, scope: ReviewScope, default: frozenset[Standing]) -> ClaimFilter:
        pairs = frozenset(PairStatus(s) for s in scope.status if s in _PAIRS)
        standings = {Standing(s) for s in scope.status if s != ALL and s not in _PAIRS}
        if ALL in scope.status:
            standings |= CURRENT
        places = [self.of_place(path) for path in scope.document]
        return ClaimFilter(
            standings=frozenset(standings) if scope.status else default,
            pairs=pairs,
            documents=tuple(name for place in places for name in place.documents),
            files=tuple(path for place in places for path in place.files),
            sources=frozenset(s for name in scope.source for s in self.of_source(name).sources),
            rules=frozenset(scope.rule),
            confidences=frozenset(map(Confidence, scope.confidence)),
            has_quantities=scope.with_quantities,
            ids=None if scope.since is None else self._find_changed(scope.since),
        )

    def of_place(self, path: str) -> ClaimFilter:
        name = self.project.relative_path(Path(path))
        documents = () if name is None else (name,)
        return ClaimFilter(_ANY, documents=documents, files=(Path(path).absolute(),))

    def of_source(self, name: str) -> ClaimFilter:
        found = choose_source(name, self._sources)
        if found is None:
            entry = store.read_sources(self.project.ledger).find(name)  # "The U.S." for "US"
            found = SourceNames((entry.name, *entry.aliases)) if entry else SourceNames((name,))
        return ClaimFilter(_ANY, sources=frozenset(other.casefold() for other in found.names))

    @cached_property
    def _sources(self) -> list[SourceNames]:
        """All sources of the ledger and of its claims with their names."""
        registry = store.read_sources(self.project.ledger)
        named = [SourceNames((entry.name, *entry.aliases)) for entry in registry]
        known = {name.casefold() for source in named for name in source.names}
        others: dict[str, str] = {}
        for filed in self._claims:
            for claim in (filed.claim, effective(filed.claim)):
                for name in source_words(claim):
                    others.setdefault(name.casefold(), name)
        return [*named, *(SourceNames((n,)) for key, n in others.items() if key not in known)]

    def suggest_source(self, name: str) -> str | None:
        return suggest_sources(name, self._sources)

    def of_rule(self, rule: str) -> ClaimFilter:
        return ClaimFilter(_ANY, rules=frozenset({rule}))

    def suggest_rule(self, rule: str) -> str | None:
        return did_you_mean(rule, {filed.claim.rule for filed in self._claims})

    def _find_changed(self, revision: str) -> frozenset[tuple[str, str]]:
        """Return document and id of the claims that are new or have changed since a revision."""
        # Most reviews do not need git and start faster without these modules.
        from claimkit.git.repository import Local
        from claimkit.project.comparison import compare_revisions
        from claimkit.project.project_repository import ProjectRepository

        git = ProjectRepository.find(self.project)
        diff = compare_revisions(git, git.repository.resolve(revision), Local.WORK_TREE).diff
        return frozenset(
            (document.after, change.after.id)
            for document in diff.documents
            for change in document.claims
            if document.after and change.after and (change.before is None or change.fields)
        )


def _find_claim(project: ProjectFolder, id_start: str) -> FiledClaim:
    wanted = os.fsencode(id_start)
    files = (path for path in _ledger_paths(project) if _may_hold(path, wanted))
    claims = [filed for path in files for filed in store.iter_filed_claims(path)]
    if not any(id_start and filed.claim.id.startswith(id_start) for filed in claims):
        hint = _suggest_id(project, id_start) or "claimkit review list --status all shows ids"
        raise UnknownClaimError(id_start, hint)
    try:
        return find_claim(claims, id_start)
    except ReviewError as error:
        raise UsageError.of(error) from error


def _suggest_id(project: ProjectFolder, id_start: str) -> str | None:
    """Return a question that names the id that is most like a mistyped one."""
    ids: list[str] = []
    for path in _ledger_paths(project):
        with suppress(LedgerError):  # the other files have ids, too
            ids += (filed.claim.id for filed in store.iter_filed_claims(path))
    return did_you_mean(id_start, ids) if len(id_start) >= _MIN_SUGGESTED else None


def _ledger_paths(project: ProjectFolder) -> list[Path]:
    paths = list(iter_ledger_paths(project.ledger))
    if not paths:
        raise NoLedgerError(
            f"{project.ledger}: there are no claims yet", hint="claimkit extract writes them"
        )
    return paths


def _may_hold(path: Path, words: bytes) -> bool:
    """Return whether a file contains some bytes; also True if it cannot be read."""
    try:
        return words in read_regular_file(path, MAX_BYTES)
    except OSError:
        return True


def _refuse_unknown(
    option: str,
    values: Sequence[str],
    make_filter: Callable[[str], ClaimFilter],
    claims: Sequence[FiledClaim],
    suggest: Callable[[str], str | None],
) -> None:
    for value in values:
        wanted = make_filter(value)
        if not any(wanted.matches(filed) for filed in claims):
            message = f"{option}: the ledger has no claims of {value!r}."
            raise UsageError(message, hint=suggest(value))


def _suggest_nothing(_: str) -> None:
    return None
