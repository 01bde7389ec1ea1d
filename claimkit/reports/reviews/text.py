"""Write claims with their review status, and the precision of rules, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.reviews.precision import RuleTally, Tally
from claimkit.reports.diffs.view import name_of


def claims_text(claims: Iterable[FiledClaim]) -> str:
    """Return one line for each claim, below the path of its document."""
    claims = list(claims)
    width = max((len(_standing_of(filed)) for filed in claims), default=0)
    lines = []
    for document, group in groupby(claims, key=lambda filed: filed.document):
        lines.append(document)
        lines += [f"  {claim_text(filed, width)}" for filed in group]
    return "".join(f"{line}\n" for line in lines)


def claim_text(filed: FiledClaim, width: int = 0) -> str:
    """Return a claim's id, its status padded to ``width``, and its source and content."""
    return f"{filed.claim.id}  {_standing_of(filed):{width}}  {name_of(filed.claim)}"


def _standing_of(filed: FiledClaim) -> str:
    return ", ".join(filed.ordered_standings)


def stats_text(rules: Iterable[RuleTally], total: Tally) -> str:
    """Return a table with a row for each rule, and one for each confidence if it has several."""
    rows = [_HEADER, *(row for rule in rules for row in _iter_rows(rule)), _row("all", "", total)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{_padded(row, widths)}\n" for row in rows)


_HEADER = (
    "rule", "confidence", "decided", "precision", "to correct", "rejected", "stale", "pending",
)  # fmt: skip
_TEXT_COLUMNS = 2  # the other columns hold numbers


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column < _TEXT_COLUMNS else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _iter_rows(rule: RuleTally) -> Iterator[tuple[str, ...]]:
    if len(rule.confidences) == 1:
        yield _row(rule.rule, rule.confidences[0][0].value, rule.tally)
        return
    yield _row(rule.rule, "", rule.tally)
    for confidence, part in rule.confidences:
        yield _row("", confidence.value, part)


def _row(rule: str, confidence: str, tally: Tally) -> tuple[str, ...]:
    shares = (tally.precision, tally.corrected_share, tally.rejected_share)
    texts = ("" if share is None else f"{share:.0%}" for share in shares)
    return rule, confidence, str(tally.decided), *texts, str(tally.stale), str(tally.pending)
