"""Record people's decisions about claims, and print the claims.

`claimkit.cli.terminal.review_terminal` reviews claims interactively.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from claimkit.cli.actions.show import print_shown
from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import Messages
from claimkit.cli.terminal.paging import find_width, print_text
from claimkit.cli.terminal.source_choice import Meaning, ask_for_sources
from claimkit.cli.terminal.streams import has_keyboard
from claimkit.errors import UsageError
from claimkit.ledger.claim_filter import CURRENT, OPEN, FiledClaim, Standing
from claimkit.ledger.reviews.agreement import agreement_by_pair, agreement_of
from claimkit.ledger.reviews.precision import count_added, tally_claims, tally_rules
from claimkit.project import bulk_review, reviewing
from claimkit.project.claim_selection import (
    NoLedgerError,
    UnknownClaimError,
    find_claims,
    select_claims,
)
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.review_scope import BulkChoice, ReviewScope
from claimkit.project.showing import describe_claims
from claimkit.reports.counts import plural
from claimkit.reports.escaping.terminal import printable
from claimkit.reports.reviews.json import write_claims, write_stats
from claimkit.reports.reviews.text import (
    added_text,
    agreement_text,
    claim_text,
    claims_text,
    preview_text,
    stats_text,
)
from claimkit.suggestions import suggest


def review(
    ledger: Path | None, scope: ReviewScope, by: str | None, *, is_second: bool = False
) -> None:
    """Ask about claims one after the other, on the terminal."""
    if not is_interactive():
        raise UsageError(
            "There is no terminal to ask on. Use claimkit review list, and with ids of claims "
            "claimkit review accept, reject, correct, note and reopen."
        )
    # Rich loads slowly, and the other actions do without it.
    from claimkit.cli.terminal.review_terminal import review_claims

    project = _find_project(ledger)
    claims = _select(project, scope, CURRENT if is_second else OPEN)
    if is_second:
        claims = reviewing.find_second_claims(project, claims, by)
    review_claims(project, claims, by, is_second=is_second)


def review_by_id(
    ledger: Path | None,
    ids: Sequence[str],
    by: str | None,
    output_format: TextOrJson,
    commands: Iterable[str],
    *,
    has_pager: bool,
    is_second: bool = False,
) -> None:
    """Ask about claims on the terminal; without a terminal, print them.

    Args:
        commands: the words that could be meant where the first id is no claim's.
    """
    project = _find_project(ledger)
    try:
        claims = find_claims(project, ids)
    except (UnknownClaimError, NoLedgerError) as error:
        command = suggest(ids[0], commands)
        if command is None or (isinstance(error, UnknownClaimError) and error.id_start != ids[0]):
            raise
        raise UsageError(
            f"No such command {ids[0]!r}, and no claim has this id. Did you mean {command!r}?"
        ) from error
    is_retired = any(filed.is_retired for filed in claims)
    if not is_interactive() or output_format == "json" or is_retired:
        print_shown(describe_claims(project, claims), output_format, has_pager=has_pager)
        return
    from claimkit.cli.terminal.review_terminal import review_claims

    if is_second:
        name = reviewing.find_reviewer(project, by)
        for filed in claims:
            reviewing.require_second(filed, name)
    review_claims(project, claims, by, is_second=is_second)


def accept(
    ledger: Path | None, choice: BulkChoice, by: str | None, note: str | None, *, is_second: bool
) -> None:
    """Accept claims, and print them."""
    project = _find_project(ledger)
    condition = _open_to(project, by, is_second=is_second)
    decide = partial(reviewing.accept, project, by=by, note=note, is_second=is_second)
    _decide(project, choice, "accepted", decide, condition)


def reject(
    ledger: Path | None, choice: BulkChoice, by: str | None, note: str | None, *, is_second: bool
) -> None:
    """Reject claims, and print them."""
    project = _find_project(ledger)
    condition = _open_to(project, by, is_second=is_second)
    decide = partial(reviewing.reject, project, by=by, note=note, is_second=is_second)
    _decide(project, choice, "rejected", decide, condition)


def correct(
    ledger: Path | None,
    choice: BulkChoice,
    texts: Mapping[str, str],
    by: str | None,
    note: str | None,
    *,
    is_second: bool,
) -> None:
    """Correct fields of claims, and print them."""
    project = _find_project(ledger)
    is_open, default = _open_to(project, by, is_second=is_second)
    if choice.is_selection:
        differs = bulk_review.differs_from(texts)
        condition = (lambda filed: is_open(filed) and differs(filed), default)
    else:
        condition = (is_open, default)

    def decide(claims: Iterable[str | FiledClaim]) -> list[FiledClaim]:
        return reviewing.correct(project, claims, texts, by=by, note=note, is_second=is_second)

    _decide(project, choice, "corrected", decide, condition)


def annotate(ledger: Path | None, choice: BulkChoice, text: str, by: str | None) -> None:
    """Write a note on claims, and print them."""
    project = _find_project(ledger)

    def decide(claims: Iterable[str | FiledClaim]) -> list[FiledClaim]:
        return reviewing.annotate(project, claims, text, by=by)

    condition = (bulk_review.has_no_note, bulk_review.UNDECIDED)
    _decide(project, choice, "given a note", decide, condition)


def reopen(ledger: Path | None, choice: BulkChoice, *, is_second: bool) -> None:
    """Undo the decisions about claims, and print the claims."""
    project = _find_project(ledger)
    if choice.is_selection:
        bulk_review.reopenable(choice.scope)

    def is_open(filed: FiledClaim) -> bool:
        review = filed.claim.review
        return review is not None and (review.second is not None or not is_second)

    decide = partial(reviewing.reopen, project, is_second=is_second)
    _decide(project, choice, "reopened", decide, (is_open, bulk_review.ANY_DECISION))


_Condition = tuple[Callable[[FiledClaim], bool], frozenset[Standing]]
"""Whether a decision concerns a claim, and the standings that it concerns by default."""


def _open_to(project: ProjectFolder, by: str | None, *, is_second: bool) -> _Condition:
    if is_second:
        return bulk_review.waits_for_second(project, by), CURRENT
    return lambda _: True, bulk_review.UNDECIDED


def _decide(
    project: ProjectFolder,
    choice: BulkChoice,
    what: str,
    decide: Callable[[Iterable[str | FiledClaim]], list[FiledClaim]],
    condition: _Condition,
) -> None:
    """Decide about claims with ids; show those of a selection first, and ask or wait for consent.

    Args:
        what: the decision as a participle, such as "rejected".
    """
    choice.check()
    if choice.ids:
        _print(decide(choice.ids))
        return
    is_open, default = condition

    def select(meant: Meaning) -> list[FiledClaim]:
        scope = replace(choice.scope, source=tuple(map(meant, choice.scope.source)))
        return bulk_review.select(project, scope, is_open, default)

    claims = ask_for_sources(select)
    if not claims:
        Messages().note("no claims match; there is nothing to decide")
        return
    if not choice.is_confirmed:
        click.echo(preview_text(claims, what, width=find_width()), nl=False)
        if not is_interactive():
            Messages().note("nothing is written yet; add --confirm to do it")
            return
        click.confirm("Do it?", abort=True)
    done = decide(claims)
    documents = plural(len({filed.document for filed in done}), "document")
    click.echo(f"{plural(len(done), 'claim')} in {documents} {what}")


def drop(ledger: Path | None, ids: Sequence[str], *, is_confirmed: bool) -> None:
    """Remove retired or added claims from the ledger; ask first unless it is already confirmed."""
    project = _find_project(ledger)
    claims = reviewing.find_droppable_claims(project, ids)
    if not is_confirmed:
        if not has_keyboard():
            raise UsageError("Use --yes to drop claims and their reviews.")
        _print(claims)
        click.confirm("Drop these claims and their reviews?", abort=True)
    reviewing.drop(project, claims)
    for filed in claims:
        click.echo(printable(f"{filed.claim.id}  dropped"))


def print_claims(
    ledger: Path | None, scope: ReviewScope, output_format: TextOrJson, *, has_pager: bool
) -> None:
    """Print the claims of a scope, by default those without a decision."""
    project = _find_project(ledger)
    claims = _select(project, scope, OPEN)
    if output_format == "json":
        named = ((project.relative_path(c.file) or c.file.as_posix(), c) for c in claims)
        print_text([write_claims(named)])
    else:
        text = claims_text(claims, width=find_width())
        print_text(text.splitlines(keepends=True), pager_of=Path.cwd() if has_pager else None)


def print_stats(
    ledger: Path | None, scope: ReviewScope, output_format: TextOrJson, *, has_pager: bool
) -> None:
    """Print how often people accepted the claims of each rule."""
    claims = [filed.claim for filed in _select(_find_project(ledger), scope, CURRENT)]
    rules = [rule for rule in tally_rules(claims) if rule.tally.decided or rule.tally.stale]
    if output_format == "json":
        pairs = agreement_by_pair(claims)
        total, added = tally_claims(claims), count_added(claims)
        print_text([write_stats(rules, total, added, agreement_of(claims), pairs)])
    else:
        text = stats_text(rules, tally_claims(claims), width=find_width())
        both = agreement_text(agreement_of(claims), agreement_by_pair(claims), width=find_width())
        for part in (added_text(count_added(claims)), both):
            text += f"\n{part}" if part else ""
        print_text(text.splitlines(keepends=True), pager_of=Path.cwd() if has_pager else None)


def _select(
    project: ProjectFolder, scope: ReviewScope, default: frozenset[Standing]
) -> list[FiledClaim]:
    """Return the claims of a scope; ask which source is meant if several have its words."""

    def select(meant: Meaning) -> list[FiledClaim]:
        names = tuple(map(meant, scope.source))
        return select_claims(project, replace(scope, source=names), default)

    return ask_for_sources(select)


def is_interactive() -> bool:
    """Return whether a person can be asked."""
    return has_keyboard() and sys.stdout.isatty()


def _find_project(ledger: Path | None) -> ProjectFolder:
    return ProjectFolder.find().with_ledger(ledger)


def _print(claims: Iterable[FiledClaim]) -> None:
    for filed in claims:
        click.echo(claim_text(filed, width=find_width()))
