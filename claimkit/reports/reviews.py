"""Claims with how they stand, and how often rules were right: in words and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from claimkit.ledger.claim_filter import FiledClaim, Standing
from claimkit.ledger.reviews.precision import RuleTally, Tally
from claimkit.reports.diffs.view import name_of

FORMAT: Literal[1] = 1

Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Confidence = Literal["high", "medium", "low"]


class ClaimRecord(Struct, frozen=True):
    """A claim as it stands in the ledger, and where; ``ledger`` is its file."""

    document: str
    ledger: str
    standings: list[Standing]
    claim: Annotated[
        dict[str, Any],
        Meta(extra_json_schema={"$ref": "ledger.schema.json#/$defs/ClaimRecord"}),
    ]


class ClaimsRecord(Struct, frozen=True):
    """What ``claimkit review list --format json`` prints."""

    format: Literal[1]
    claims: list[ClaimRecord]


class TallyRecord(Struct, frozen=True):
    """How many claims stand how. The shares are of the decided ones, null if there are none."""

    accepted: Count
    corrected: Count
    rejected: Count
    stale: Count
    pending: Count
    precision: Share | None
    corrected_share: Share | None


class RuleRecord(Struct, frozen=True):
    """A rule that found claims, with the parts of its tally by confidence."""

    rule: str
    tally: TallyRecord
    confidences: dict[Confidence, TallyRecord]


class StatsRecord(Struct, frozen=True):
    """What ``claimkit review --stats --format json`` prints; ``rules`` are those reviewed."""

    format: Literal[1]
    total: TallyRecord
    rules: list[RuleRecord]


def claims_text(claims: Iterable[FiledClaim]) -> str:
    """Return a line a claim below its document's path."""
    claims = list(claims)
    width = max((len(_standing_of(filed)) for filed in claims), default=0)
    lines = []
    for document, group in groupby(claims, key=lambda filed: filed.document):
        lines.append(document)
        lines += [f"  {claim_text(filed, width)}" for filed in group]
    return "".join(f"{line}\n" for line in lines)


def claim_text(filed: FiledClaim, width: int = 0) -> str:
    """Return id, standing (padded to ``width``) and what the claim says as corrected."""
    return f"{filed.claim.id}  {_standing_of(filed):{width}}  {name_of(filed.claim)}"


def _standing_of(filed: FiledClaim) -> str:
    return ", ".join(filed.ordered_standings)


def claims_json(claims: Iterable[tuple[str, FiledClaim]]) -> str:
    """Return claims as a JSON object.

    Args:
        claims: each with the path of its ledger file as the reader knows it.
    """
    from claimkit.ledger.format.plain import claim_fields

    records = [
        ClaimRecord(filed.document, path, list(filed.ordered_standings), claim_fields(filed.claim))
        for path, filed in claims
    ]
    return _json(ClaimsRecord(FORMAT, records))


def stats_text(rules: Iterable[RuleTally], total: Tally) -> str:
    """Return a table: a line a rule, and one a confidence where a rule has several."""
    rows = [_HEADER, *(row for rule in rules for row in _iter_rows(rule)), _row("all", "", total)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{_padded(row, widths)}\n" for row in rows)


_HEADER = (
    "rule", "confidence", "decided", "precision", "to correct", "rejected", "stale", "pending",
)  # fmt: skip
_WORDS = 2  # columns of words; the others are numbers


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column < _WORDS else cell.rjust(width)
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


def stats_json(rules: Iterable[RuleTally], total: Tally) -> str:
    """Return tallies as a JSON object; shares have four decimals."""
    records = [
        RuleRecord(
            rule.rule,
            _tally(rule.tally),
            {level.value: _tally(part) for level, part in rule.confidences},
        )
        for rule in rules
    ]
    return _json(StatsRecord(FORMAT, _tally(total), records))


def _tally(tally: Tally) -> TallyRecord:
    return TallyRecord(
        tally.accepted, tally.corrected, tally.rejected, tally.stale, tally.pending,
        _rounded(tally.precision), _rounded(tally.corrected_share),
    )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _json(record: ClaimsRecord | StatsRecord) -> str:
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(record), indent=2).decode() + "\n"


def json_schema(record: type[ClaimsRecord | StatsRecord]) -> str:
    """Return the JSON Schema of what is printed, as published under ``docs/schema``."""
    schema = msgspec.json.schema(record)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    encoded = msgspec.json.encode(schema, order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"
