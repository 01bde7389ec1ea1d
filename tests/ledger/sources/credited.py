"""Claims that differ only in whom they credit."""

from __future__ import annotations

from claimkit.model import Claim, Confidence, Credit, Kind


def claim(*told: Credit, via: tuple[str, ...] = ()) -> Claim:
    return Claim(
        kind=Kind.INDIRECT,
        source=tuple(credit.name for credit in told),
        mention=None,
        cue="said",
        stance="asserts",
        content="it rained",
        evidence="It rained.",
        confidence=Confidence.HIGH,
        rule="rule",
        via=via,
        credits=told,
    )
