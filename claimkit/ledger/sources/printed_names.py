"""Name the sources of a claim as a reader sees them."""

from __future__ import annotations

from claimkit.model import Claim


def source_words(claim: Claim) -> tuple[str, ...]:
    """Return the names of a claim's sources, or its mention if it has no source."""
    return claim.source or ((claim.mention,) if claim.mention else ())
