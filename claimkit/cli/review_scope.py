"""Which claims ``claimkit review`` is about, found in the project's ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from claimkit.cli.project import Project, find_project
from claimkit.cli.review import ALL, ReviewScope
from claimkit.errors import ClaimkitError, ReviewError
from claimkit.ledger import store
from claimkit.ledger.claim_filter import CURRENT, ClaimFilter, FiledClaim, Standing, find_claim
from claimkit.ledger.places import iter_ledger_paths
from claimkit.model import Confidence


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger of the project; ``folder`` is not the configured one where a person names it."""

    project: Project
    folder: Path

    @classmethod
    def open(cls, folder: Path | None) -> Ledger:
        project = find_project()
        return cls(project, project.ledger if folder is None else folder.absolute())

    def iter_claims(self) -> Iterator[FiledClaim]:
        """Yield all claims, by file, in document order.

        Raises:
            LedgerError: if a file is unreadable.
        """
        for path in self._paths():
            yield from store.iter_filed_claims(path)

    def find(self, id_start: str) -> FiledClaim:
        """Return the one claim whose id begins like this; a fault in other files doesn't matter.

        Raises:
            click.UsageError: if there is none, or there are several.
        """
        wanted = os.fsencode(id_start)
        files = (path for path in self._paths() if _may_hold(path, wanted))
        claims = (filed for path in files for filed in store.iter_filed_claims(path))
        with usage_errors():
            return find_claim(claims, id_start)

    def select(self, scope: ReviewScope, default: frozenset[Standing]) -> list[FiledClaim]:
        """Return the claims of a scope, by file, in document order.

        Args:
            default: how claims must stand where the scope doesn't say.

        Raises:
            click.UsageError: if the ledger has nothing at all of a document, source or rule.
        """
        claims = list(self.iter_claims())
        for option, values, only in (
            ("--document", scope.document, self._in_place),
            ("--source", scope.source, self._of_source),
            ("--rule", scope.rule, lambda rule: ClaimFilter(_ANY, rules=frozenset({rule}))),
        ):
            _refuse_strange(option, values, only, claims)
        wanted = self._make_filter(scope, default)
        return [filed for filed in claims if wanted.matches(filed)]

    def _make_filter(self, scope: ReviewScope, default: frozenset[Standing]) -> ClaimFilter:
        standings = {Standing(status) for status in scope.status if status != ALL}
        if ALL in scope.status:
            standings |= CURRENT
        places = [self._in_place(path) for path in scope.document]
        return ClaimFilter(
            standings=frozenset(standings) or default,
            documents=tuple(name for place in places for name in place.documents),
            files=tuple(path for place in places for path in place.files),
            sources=frozenset(s for name in scope.source for s in self._of_source(name).sources),
            rules=frozenset(scope.rule),
            confidences=frozenset(map(Confidence, scope.confidence)),
            has_quantities=scope.with_quantities,
            ids=None if scope.since is None else self._changed_since(scope.since),
        )

    def _in_place(self, path: str) -> ClaimFilter:
        name = self.project.relative_path(Path(path))
        documents = () if name is None else (name,)
        return ClaimFilter(_ANY, documents=documents, files=(Path(path).absolute(),))

    def _of_source(self, name: str) -> ClaimFilter:
        entry = store.read_sources(self.folder).find(name)
        return ClaimFilter(_ANY, sources=frozenset({(entry.name if entry else name).casefold()}))

    def _changed_since(self, revision: str) -> frozenset[tuple[str, str]]:
        """Return document and id of the claims that a revision has not, or not like this."""
        from msgspec import structs

        from claimkit.cli.sides import diff_revisions
        from claimkit.git.repository import Local, find_repository

        repository = find_repository(Path.cwd())
        configuration = structs.replace(self.project.configuration, ledger=str(self.folder))
        diff = diff_revisions(
            replace(self.project, configuration=configuration),
            repository,
            repository.resolve(revision),
            Local.WORK_TREE,
        )
        return frozenset(
            (document.after, change.after.id)
            for document in diff.documents
            for change in document.claims
            if document.after and change.after and (change.before is None or change.fields)
        )

    def _paths(self) -> list[Path]:
        paths = list(iter_ledger_paths(self.folder))
        if not paths:
            raise ClaimkitError(
                f"{self.folder}: there are no claims yet", hint="claimkit extract writes them"
            )
        return paths


_ANY = frozenset(Standing)


def _may_hold(path: Path, words: bytes) -> bool:
    """Say if a file's bytes hold some words; of one that can't be read nobody knows."""
    try:
        return words in path.read_bytes()
    except OSError:
        return True


@contextmanager
def usage_errors() -> Iterator[None]:
    """Report what a person asks of a review in vain as wrong usage."""
    try:
        yield
    except ReviewError as error:
        hint = f" ({error.hint})" if error.hint else ""
        raise click.UsageError(f"{error.message}{hint}") from error


def _refuse_strange(
    option: str,
    values: Sequence[str],
    only: Callable[[str], ClaimFilter],
    claims: Sequence[FiledClaim],
) -> None:
    for value in values:
        wanted = only(value)
        if not any(wanted.matches(filed) for filed in claims):
            raise click.UsageError(f"{option}: the ledger has no claims of {value!r}.")
