"""Write claims with their review status, and the precision of rules, as JSON.

The records here are the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from claimkit.ledger.claim_filter import FiledClaim, Standing
from claimkit.ledger.format.plain_values import plain_claim
from claimkit.ledger.reviews.agreement import Agreement, PairAgreement
from claimkit.ledger.reviews.precision import RuleTally, Tally
from claimkit.reports.escaping.json_text import to_json_text

FORMAT: Literal[1] = 1
_NO_AGREEMENT = Agreement()

Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
ConfidenceName = Literal["high", "medium", "low"]


class ListedClaimRecord(Struct, frozen=True):
    """A claim as the ledger writes it, with its document, ledger file and review status."""

    document: str
    ledger: str
    standings: list[Standing]
    claim: Annotated[
        dict[str, Any],
        Meta(extra_json_schema={"$ref": "ledger.schema.json#/$defs/ClaimRecord"}),
    ]


class ReviewListRecord(Struct, frozen=True):
    """What ``claimkit review list --format json`` prints."""

    format: Literal[1]
    claims: list[ListedClaimRecord]


class TallyRecord(Struct, frozen=True):
    """Numbers of claims by status. The shares are of the decided claims; null if there are none."""

    accepted: Count
    corrected: Count
    rejected: Count
    stale: Count
    pending: Count
    precision: Share | None
    corrected_share: Share | None


class RuleTallyRecord(Struct, frozen=True):
    """A rule with the tally of its claims, in total and by confidence."""

    rule: str
    tally: TallyRecord
    confidences: dict[ConfidenceName, TallyRecord]


class AgreementRecord(Struct, frozen=True):
    """The agreement of two reviewers.

    ``claims`` is the number of claims that both have decided, ``agreeing`` of those that they
    decided alike, and ``observed`` their share. ``kappa`` is Cohen's kappa, null if undefined.
    """

    claims: Count
    agreeing: Count
    observed: Share | None
    kappa: Annotated[float, Meta(ge=-1, le=1)] | None


class PairAgreementRecord(Struct, frozen=True):
    """The agreement of two people, whoever of them decided first."""

    reviewers: list[str]
    agreement: AgreementRecord


class ReviewStatsRecord(Struct, frozen=True):
    """What ``claimkit review --stats --format json`` prints; ``rules`` are those with reviews.

    ``added`` is the number of claims that people added because no rule finds them.
    """

    format: Literal[1]
    total: TallyRecord
    rules: list[RuleTallyRecord]
    added: Count
    agreement: AgreementRecord
    pairs: list[PairAgreementRecord]


def write_claims(claims: Iterable[tuple[str, FiledClaim]]) -> str:
    """Return claims as a JSON object.

    Args:
        claims: each with the path of its ledger file as it is to be printed.
    """
    records = [
        ListedClaimRecord(
            filed.document, path, list(filed.ordered_standings), plain_claim(filed.claim)
        )
        for path, filed in claims
    ]
    return to_json_text(ReviewListRecord(FORMAT, records))


def write_stats(
    rules: Iterable[RuleTally],
    total: Tally,
    added: int = 0,
    agreement: Agreement = _NO_AGREEMENT,
    pairs: Iterable[PairAgreement] = (),
) -> str:
    """Return the tallies as a JSON object; shares have four decimals."""
    records = [
        RuleTallyRecord(
            rule.rule,
            _tally(rule.tally),
            {level.value: _tally(part) for level, part in rule.confidences},
        )
        for rule in rules
    ]
    people = [PairAgreementRecord(list(p.reviewers), _agreement(p.agreement)) for p in pairs]
    return to_json_text(
        ReviewStatsRecord(FORMAT, _tally(total), records, added, _agreement(agreement), people)
    )


def _agreement(found: Agreement) -> AgreementRecord:
    return AgreementRecord(
        found.claims, found.agreeing, _rounded(found.observed), _rounded(found.kappa)
    )


def _tally(tally: Tally) -> TallyRecord:
    return TallyRecord(
        tally.accepted, tally.corrected, tally.rejected, tally.stale, tally.pending,
        _rounded(tally.precision), _rounded(tally.corrected_share),
    )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
