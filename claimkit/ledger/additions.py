"""Put claims that people add into a ledger file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claimkit.errors import ReviewError
from claimkit.ledger.added_claims import sort_claims
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.normalized_text import normalize_text
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Claim, LedgerFile, Review, ReviewStatus


def with_claims(
    ledger: LedgerFile, text: str, claims: Iterable[Claim]
) -> tuple[LedgerFile, list[str]]:
    """Return a ledger with more claims where extraction would put them, and their new ids.

    Args:
        text: the document's reading text.

    Raises:
        ReviewError: if a claim is in the ledger already.
    """
    claims = list(claims)
    for claim in claims:
        refuse_known(ledger, claim)
    taken = {claim.id for claim in (*ledger.claims, *ledger.retired)}
    new = assign_ids(ledger.path, claims, taken=taken)
    found = [claim for claim in ledger.claims if not is_manual(claim)]
    manual = [claim for claim in ledger.claims if is_manual(claim)]
    order = [claim.id for claim in ledger.claims]
    ordered = sort_claims(text, found, [*manual, *new], order)
    return replace(ledger, claims=tuple(ordered)), [claim.id for claim in new]


def refuse_known(ledger: LedgerFile, claim: Claim) -> None:
    """Raise an error if a ledger has a claim with the same words at the same place."""
    for other in ledger.claims:
        if (other.evidence, other.occurrence) != (claim.evidence, claim.occurrence):
            continue
        contents = {normalize_text(other.content), normalize_text(effective(other).content)}
        if normalize_text(claim.content) not in contents:
            continue
        if claim.source and effective(other).source == claim.source:
            hint = "claimkit show prints it"
        else:
            hint = f"if its source is wrong, run: claimkit review correct {other.id} --source NAME"
        review = other.review or Review()
        if review.status is ReviewStatus.REJECTED:
            hint = f"it was rejected; claimkit review reopen {other.id} takes that back"
        raise ReviewError(f"this claim is in the ledger already: {other.id}", hint=hint)
