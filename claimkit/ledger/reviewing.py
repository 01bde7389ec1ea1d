"""What people decide about claims."""

from __future__ import annotations

from dataclasses import replace

from claimkit.model import Claim


def effective(claim: Claim) -> Claim:
    """Return the claim with what a person put right in the place of what was found."""
    if claim.review is None or not claim.review.corrections:
        return claim
    return replace(claim, **dict(claim.review.corrections))  # type: ignore[arg-type]
