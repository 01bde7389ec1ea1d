"""The work of ``claimkit review`` without a terminal: decisions written, claims listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from claimkit.cli.messages import printable, printable_lines
from claimkit.cli.project import Project
from claimkit.cli.review import ReviewScope
from claimkit.cli.review_scope import Ledger, usage_errors
from claimkit.ledger import store
from claimkit.ledger.claim_filter import CURRENT, OPEN, FiledClaim
from claimkit.ledger.reviews import decisions
from claimkit.ledger.reviews.corrections import parse_value
from claimkit.ledger.reviews.precision import tally_claims, tally_rules
from claimkit.ledger.store import ReviewChange
from claimkit.model import Claim, Review
from claimkit.reports.reviews.json import write_claims, write_stats
from claimkit.reports.reviews.text import claim_text, claims_text, stats_text


def accept(folder: Path | None, ids: Sequence[str], by: str | None, note: str | None) -> None:
    _decide(folder, ids, by, lambda claim, who: decisions.accept(claim, **who, note=note))


def reject(folder: Path | None, ids: Sequence[str], by: str | None, note: str | None) -> None:
    _decide(folder, ids, by, lambda claim, who: decisions.reject(claim, **who, note=note))


def correct(
    folder: Path | None,
    id_start: str,
    texts: Mapping[str, str],
    by: str | None,
    note: str | None,
) -> None:
    """Write corrections.

    Args:
        texts: the right values by field, as a person writes them.
    """
    with usage_errors():
        values = {name: parse_value(name, text) for name, text in texts.items()}
    _decide(
        folder,
        [id_start],
        by,
        lambda claim, who: decisions.correct(claim, values, **who, note=note),
    )


def annotate(folder: Path | None, id_start: str, text: str, by: str | None) -> None:
    ledger = Ledger.open(folder)
    who = _reviewer(ledger.project, by)
    _write(ledger, _find(ledger, [id_start]), lambda claim: decisions.annotate(claim, text, **who))


def reopen(folder: Path | None, ids: Sequence[str]) -> None:
    ledger = Ledger.open(folder)
    _write(ledger, _find(ledger, ids), decisions.reopen)


def drop(folder: Path | None, ids: Sequence[str], *, is_confirmed: bool) -> None:
    """Take retired claims out of the ledger; a person is asked first, unless it is confirmed."""
    ledger = Ledger.open(folder)
    claims = _find(ledger, ids)
    for filed in claims:
        if not filed.is_retired:
            raise click.UsageError(
                f"{filed.claim.id} is not retired. Only retired claims can be dropped; "
                "reject one that is wrong."
            )
    if not is_confirmed:
        if not sys.stdin.isatty():
            raise click.UsageError("Say --yes to drop claims and their reviews.")
        for filed in claims:
            click.echo(printable(claim_text(filed)))
        click.confirm("Drop these claims and their reviews?", abort=True)
    store.change_reviews(
        ledger.folder, [ReviewChange(filed, None, is_dropped=True) for filed in claims]
    )
    for filed in claims:
        click.echo(printable(f"{filed.claim.id}  dropped"))


def find_reviewer(project: Project, by: str | None) -> str:
    """Return who decides: a name given, or the one that git has.

    Raises:
        click.UsageError: if there is neither.
    """
    from claimkit.git.settings import find_config

    name = (by if by is not None else find_config("user.name", project.root)) or ""
    if not name.strip():
        raise click.UsageError(
            "Say who decides, with --by NAME. (Git has no user.name here to take it from.)"
        )
    return name.strip()


def today() -> str:
    return date.today().isoformat()


def _reviewer(project: Project, by: str | None) -> dict[str, str]:
    return {"by": find_reviewer(project, by), "on": today()}


def _decide(
    folder: Path | None,
    ids: Sequence[str],
    by: str | None,
    decide: Callable[[Claim, dict[str, str]], Review | None],
) -> None:
    ledger = Ledger.open(folder)
    who = _reviewer(ledger.project, by)
    claims = _find(ledger, ids)
    for filed in claims:
        if filed.is_retired:
            raise click.UsageError(
                f"{filed.claim.id} is retired: its document no longer yields it. It can be "
                "reopened, dropped or given a note."
            )
    _write(ledger, claims, lambda claim: decide(claim, who))


def _write(
    ledger: Ledger, claims: Iterable[FiledClaim], decide: Callable[[Claim], Review | None]
) -> None:
    """Write decisions about all of the claims, or about none; say what they are now."""
    with usage_errors():
        changes = [ReviewChange(filed, decide(filed.claim)) for filed in claims]
    store.change_reviews(ledger.folder, changes)
    for change in changes:
        click.echo(printable(claim_text(change.after)))


def _find(ledger: Ledger, ids: Iterable[str]) -> list[FiledClaim]:
    """Return the claims that ids mean, each once."""
    return list(dict.fromkeys(map(ledger.find, ids)))


def print_claims(folder: Path | None, scope: ReviewScope, output_format: str) -> None:
    ledger = Ledger.open(folder)
    claims = ledger.select(scope, OPEN)
    if output_format == "json":
        named = ((_ledger_name(ledger, filed), filed) for filed in claims)
        click.echo(write_claims(named), nl=False)
    else:
        click.echo(printable_lines(claims_text(claims)), nl=False)


def _ledger_name(ledger: Ledger, filed: FiledClaim) -> str:
    return ledger.project.relative_path(filed.file) or filed.file.as_posix()


def print_stats(folder: Path | None, scope: ReviewScope, output_format: str) -> None:
    claims = [filed.claim for filed in Ledger.open(folder).select(scope, CURRENT)]
    rules = [rule for rule in tally_rules(claims) if rule.tally.decided or rule.tally.stale]
    if output_format == "json":
        click.echo(write_stats(rules, tally_claims(claims)), nl=False)
    else:
        click.echo(printable_lines(stats_text(rules, tally_claims(claims))), nl=False)
