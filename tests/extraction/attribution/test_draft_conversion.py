"""From drafts to attributions."""

from __future__ import annotations

import pytest

from claimkit.extraction.attribution.cue_sources import NOBODY
from claimkit.extraction.attribution.draft_conversion import _confidence
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.model import Confidence


@pytest.mark.parametrize(
    ("weight", "confidence"),
    [
        (0.94, Confidence.HIGH),
        (0.93, Confidence.HIGH),
        (0.92, Confidence.MEDIUM),
        (0.7, Confidence.MEDIUM),
        (0.69, Confidence.LOW),
    ],
)
def test_confidence_follows_the_weight(weight: float, confidence: Confidence) -> None:
    draft = AttributionDraft(
        anchor=0,
        rule="test",
        frame="test",
        stance="asserts",
        weight=weight,
        content=set(),
        source=NOBODY,
        cue=set(),
    )
    assert _confidence(draft) is confidence
