"""Implement ``claimkit review``: record people's decisions about claims.

`claimkit.ledger.reviews` defines the decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from claimkit.errors import ReviewError, UsageError
from claimkit.ledger import store
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.reviews import decisions, second
from claimkit.ledger.reviews.corrections import parse_value
from claimkit.ledger.store import ReviewChange
from claimkit.model import Claim, Review
from claimkit.project.claim_selection import find_claims
from claimkit.project.project_folder import ProjectFolder

Chosen = Iterable[str | FiledClaim]
"""Ids of claims, or claims."""


def accept(
    project: ProjectFolder,
    ids: Chosen,
    *,
    by: str | None = None,
    note: str | None = None,
    is_second: bool = False,
) -> list[FiledClaim]:
    """Accept claims with their corrections, if any, and return them with their reviews.

    Args:
        ids: ids of claims, beginnings of ids, or the claims themselves.
        by: the reviewer; git's user if None.
        is_second: record the decision of a second person, beside the first one.

    Raises:
        UsageError: if an id is not one claim's, a claim is retired, or the reviewer is unknown.
        ReviewConflictError: if a claim changes at the same time.
    """
    decide = second.accept if is_second else decisions.accept
    return _decide(project, ids, by, partial(decide, note=note))


def reject(
    project: ProjectFolder,
    ids: Chosen,
    *,
    by: str | None = None,
    note: str | None = None,
    is_second: bool = False,
) -> list[FiledClaim]:
    """Reject claims. Arguments, result and exceptions are those of `accept`."""
    decide = second.reject if is_second else decisions.reject
    return _decide(project, ids, by, partial(decide, note=note))


def correct(
    project: ProjectFolder,
    ids: Chosen,
    texts: Mapping[str, str],
    *,
    by: str | None = None,
    note: str | None = None,
    is_second: bool = False,
) -> list[FiledClaim]:
    """Correct fields of claims.

    Args:
        ids: as in `accept`.
        texts: the right values by field, as a person writes them.

    Raises:
        UsageError: as `accept`, and if a value does not fit its field.
        ReviewConflictError: if the claim changes at the same time.
    """
    values = parse_corrections(texts)
    decide = second.correct if is_second else decisions.correct
    return _decide(project, ids, by, partial(decide, values=values, note=note))


def parse_corrections(texts: Mapping[str, str]) -> dict[str, object]:
    """Return the values of corrections by field.

    Raises:
        UsageError: if a value does not fit its field.
    """
    try:
        return {name: parse_value(name, text) for name, text in texts.items()}
    except ReviewError as error:
        raise UsageError.of(error) from error


def annotate(
    project: ProjectFolder, ids: Chosen, text: str, *, by: str | None = None
) -> list[FiledClaim]:
    """Write a note on claims, without a decision; an empty text removes the note.

    Raises:
        UsageError: if the id is not one claim's, or the reviewer's name is not known.
        ReviewConflictError: if the claim changes at the same time.
    """
    name, day = find_reviewer(project, by), today()
    claims = _find(project, ids)
    return _write(project, claims, lambda c: decisions.annotate(c, text, by=name, on=day))


def reopen(project: ProjectFolder, ids: Chosen, *, is_second: bool = False) -> list[FiledClaim]:
    """Undo the decisions about claims and their corrections; notes stay.

    Args:
        is_second: undo only the second decisions.

    Raises:
        UsageError: if an id is not one claim's.
        ReviewConflictError: if a claim changes at the same time.
    """
    undo = second.reopen if is_second else decisions.reopen
    return _write(project, _find(project, ids), undo)


def find_droppable_claims(project: ProjectFolder, ids: Iterable[str]) -> list[FiledClaim]:
    """Return retired or added claims by their ids.

    Raises:
        UsageError: if an id is not one claim's, or extraction finds the claim.
    """
    claims = find_claims(project, ids)
    for filed in claims:
        if not (filed.is_retired or is_manual(filed.claim)):
            raise UsageError(
                f"{filed.claim.id} is not retired, and extraction finds it. Only retired claims "
                "and claims that a person added can be dropped; reject one that is wrong."
            )
    return claims


def drop(project: ProjectFolder, claims: Iterable[FiledClaim]) -> None:
    """Remove retired or added claims and their reviews from the ledger.

    Raises:
        ReviewConflictError: if a claim changes at the same time.
    """
    store.change_reviews(
        project.ledger, [ReviewChange(filed, None, is_dropped=True) for filed in claims]
    )


def find_reviewer(project: ProjectFolder, by: str | None) -> str:
    """Return the reviewer's name: the given name, or git's user.

    Raises:
        UsageError: if no name is given and git has no user.
    """
    from claimkit.git.settings import find_config  # so that listing claims starts faster

    name = (by if by is not None else find_config("user.name", project.root)) or ""
    if not name.strip():
        raise UsageError(
            "Name the reviewer with --by NAME, or set user.name in git's configuration."
        )
    return name.strip()


def find_second_claims(
    project: ProjectFolder, claims: Iterable[FiledClaim], by: str | None
) -> list[FiledClaim]:
    """Return the claims of which a person can be the second reviewer and is not yet.

    Raises:
        UsageError: if no name is given and git has no user.
    """
    name = find_reviewer(project, by)
    return [filed for filed in claims if waits_for(filed, name)]


def require_second(filed: FiledClaim, name: str) -> None:
    """Check that a person may be the second reviewer of a claim.

    Raises:
        UsageError: if not.
    """
    try:
        second.check_second(filed.claim, name)
    except ReviewError as error:
        raise UsageError.of(error) from error


def waits_for(filed: FiledClaim, name: str) -> bool:
    """Return whether a claim has no second decision and a person may make it."""
    if filed.pair_status is not second.PairStatus.SECOND_MISSING:
        return False
    try:
        require_second(filed, name)
    except UsageError:
        return False
    return True


def today() -> str:
    """Return the current day, for new decisions."""
    return date.today().isoformat()


def _find(project: ProjectFolder, ids: Chosen) -> list[FiledClaim]:
    """Return the claims that are meant; those given as claims are as the caller saw them."""
    claims: list[FiledClaim] = []
    for chosen in ids:
        claims += [chosen] if isinstance(chosen, FiledClaim) else find_claims(project, [chosen])
    return list(dict.fromkeys(claims))


def _decide(
    project: ProjectFolder,
    ids: Chosen,
    by: str | None,
    decide: Callable[..., Review],
) -> list[FiledClaim]:
    name, day = find_reviewer(project, by), today()
    claims = _find(project, ids)
    refuse_retired(claims)
    return _write(project, claims, lambda claim: decide(claim, by=name, on=day))


def refuse_retired(claims: Iterable[FiledClaim]) -> None:
    """Raise an error if a claim is retired, as nothing can be decided about it."""
    for filed in claims:
        if filed.is_retired:
            raise UsageError(
                f"{filed.claim.id} is retired: extraction no longer finds it in its document. It "
                "can be reopened, dropped or given a note."
            )


def _write(
    project: ProjectFolder,
    claims: Sequence[FiledClaim],
    decide: Callable[[Claim], Review | None],
) -> list[FiledClaim]:
    """Write the decisions about all claims, or none if one fails; return the reviewed claims."""
    try:
        changes = [ReviewChange(filed, decide(filed.claim)) for filed in claims]
    except ReviewError as error:
        raise UsageError.of(error) from error
    store.change_reviews(project.ledger, changes)
    return [change.after for change in changes]
