"""The work of ``claimkit review`` without a terminal: decisions written, claims listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import click

from claimkit.cli.messages import printable
from claimkit.cli.project import Project
from claimkit.cli.review import ReviewScope
from claimkit.cli.review_scope import Ledger, usage_errors
from claimkit.ledger import reviewing, store
from claimkit.ledger.corrections import parse_value
from claimkit.ledger.precision import RuleTally, Tally, tally, tally_rules
from claimkit.ledger.selection import CURRENT, OPEN, FiledClaim, Standing
from claimkit.ledger.store import ReviewChange
from claimkit.model import Claim, Review
from claimkit.reports.diffs.view import name_of


def accept(folder: Path | None, ids: Sequence[str], by: str | None, note: str | None) -> None:
    _decide(folder, ids, by, lambda claim, who: reviewing.accept(claim, **who, note=note))


def reject(folder: Path | None, ids: Sequence[str], by: str | None, note: str | None) -> None:
    _decide(folder, ids, by, lambda claim, who: reviewing.reject(claim, **who, note=note))


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
        lambda claim, who: reviewing.correct(claim, values, **who, note=note),
    )


def annotate(folder: Path | None, id_start: str, text: str, by: str | None) -> None:
    ledger = Ledger.open(folder)
    who = _reviewer(ledger.project, by)
    _write(ledger, _find(ledger, [id_start]), lambda claim: reviewing.annotate(claim, text, **who))


def reopen(folder: Path | None, ids: Sequence[str]) -> None:
    ledger = Ledger.open(folder)
    _write(ledger, _find(ledger, ids), reviewing.reopen)


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
            click.echo(_line(filed))
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
    from claimkit.git import find_config

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
        click.echo(_line(change.after))


def _find(ledger: Ledger, ids: Iterable[str]) -> list[FiledClaim]:
    """Return the claims that ids mean, each once."""
    return list(dict.fromkeys(map(ledger.find, ids)))


# -- lists ----------------------------------------------------------------------------------


def print_claims(folder: Path | None, scope: ReviewScope, output_format: str) -> None:
    ledger = Ledger.open(folder)
    claims = ledger.select(scope, OPEN)
    if output_format == "json":
        from claimkit.ledger.jsonl import to_json

        click.echo("[" + ",\n".join(to_json(_as_dict(ledger, filed)) for filed in claims) + "]")
        return
    width = max((len(_standing(filed)) for filed in claims), default=0)
    for document, group in groupby(claims, key=lambda filed: filed.document):
        click.echo(printable(document))
        for filed in group:
            click.echo(f"  {_line(filed, width)}")


def _line(filed: FiledClaim, width: int = 0) -> str:
    return printable(f"{filed.claim.id}  {_standing(filed):{width}}  {name_of(filed.claim)}")


def _standing(filed: FiledClaim) -> str:
    return ", ".join(sorted(filed.standings, key=lambda s: (s is Standing.STALE, s)))


def _as_dict(ledger: Ledger, filed: FiledClaim) -> dict[str, object]:
    from claimkit.ledger.schema import claim_fields

    name = ledger.project.document_name(filed.file) or filed.file.as_posix()
    place = {"document": filed.document, "ledger": name, "standings": sorted(filed.standings)}
    return place | claim_fields(filed.claim)


def print_stats(folder: Path | None, scope: ReviewScope, output_format: str) -> None:
    claims = [filed.claim for filed in Ledger.open(folder).select(scope, CURRENT)]
    total = tally(claims)
    rules = [r for r in tally_rules(claims) if r.tally.decided or r.tally.stale]
    if output_format == "json":
        import json

        result = {"total": _tally_dict(total), "rules": [_rule_dict(rule) for rule in rules]}
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    if not rules:
        click.echo("claimkit: nothing is decided yet", err=True)
    rows = [_HEADER, *(row for rule in rules for row in _iter_rows(rule)), _row("all", "", total)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        texts, numbers = row[:2], row[2:]
        cells = [text.ljust(width) for text, width in zip(texts, widths, strict=False)]
        cells += [text.rjust(width) for text, width in zip(numbers, widths[2:], strict=True)]
        click.echo("  ".join(cells).rstrip())


_HEADER = (
    "rule", "confidence", "decided", "precision", "to correct", "rejected", "stale", "pending",
)  # fmt: skip


def _iter_rows(rule: RuleTally) -> Iterator[tuple[str, ...]]:
    if len(rule.confidences) == 1:
        yield _row(rule.rule, rule.confidences[0][0].value, rule.tally)
        return
    yield _row(rule.rule, "", rule.tally)
    for confidence, part in rule.confidences:
        yield _row("", confidence.value, part)


def _row(rule: str, confidence: str, counts: Tally) -> tuple[str, ...]:
    shares = (counts.precision, counts.corrected_share, counts.rejected_share)
    texts = ("" if share is None else f"{share:.0%}" for share in shares)
    return (
        printable(rule), confidence, str(counts.decided), *texts,
        str(counts.stale), str(counts.pending),
    )  # fmt: skip


def _rule_dict(rule: RuleTally) -> dict[str, object]:
    parts = {level.value: _tally_dict(part) for level, part in rule.confidences}
    return {"rule": rule.rule, **_tally_dict(rule.tally), "confidences": parts}


def _tally_dict(counts: Tally) -> dict[str, object]:
    return {
        "accepted": counts.accepted,
        "corrected": counts.corrected,
        "rejected": counts.rejected,
        "stale": counts.stale,
        "pending": counts.pending,
        "precision": _rounded(counts.precision),
        "corrected_share": _rounded(counts.corrected_share),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
