"""Choose the claims of a decision about many claims at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimkit.errors import UsageError
from claimkit.ledger.claim_filter import CURRENT, FiledClaim, Standing
from claimkit.project import reviewing
from claimkit.project.claim_selection import select_claims
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.review_scope import ReviewScope

UNDECIDED = frozenset({Standing.PENDING})
"""The claims that a decision about many claims concerns by default."""

ANY_DECISION = CURRENT - UNDECIDED
"""The claims of which a person takes a decision back."""


def select(
    project: ProjectFolder,
    scope: ReviewScope,
    is_open: Callable[[FiledClaim], bool],
    default: frozenset[Standing] = UNDECIDED,
) -> list[FiledClaim]:
    """Return the claims of a scope that a decision would change, never a retired one.

    Claims with a decision are among them only if the scope names their status.

    Args:
        is_open: returns whether the decision changes a claim.

    Raises:
        UsageError, LedgerError: as `select_claims`.
    """
    claims = select_claims(project, scope, default)
    return [filed for filed in claims if not filed.is_retired and is_open(filed)]


def waits_for_second(project: ProjectFolder, by: str | None) -> Callable[[FiledClaim], bool]:
    """Return the condition for claims of which a person can be the second reviewer."""
    name = reviewing.find_reviewer(project, by)
    return lambda filed: reviewing.waits_for(filed, name)


def differs_from(texts: Mapping[str, str]) -> Callable[[FiledClaim], bool]:
    """Return the condition for claims that have none of the values of a correction yet.

    Raises:
        UsageError: if there are no values, or one does not fit its field.
    """
    values = reviewing.parse_corrections(texts)
    if not values:
        raise UsageError("Nothing to correct: name a field and its right value.")
    return lambda filed: all(getattr(filed.claim, name) != v for name, v in values.items())


def has_no_note(filed: FiledClaim) -> bool:
    """Return whether nobody has written a note on a claim."""
    return filed.claim.review is None or not filed.claim.review.note


def reopenable(scope: ReviewScope) -> ReviewScope:
    """Return the scope of decisions to take back.

    Raises:
        UsageError: if it does not name their status.
    """
    if not scope.status:
        raise UsageError("Say with --status which decisions to take back.")
    return scope
