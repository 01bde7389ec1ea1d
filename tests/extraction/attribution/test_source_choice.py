"""The choice of a source among candidates: weights decide, grammar proposes."""

from __future__ import annotations

import pytest

from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.source_choice import SourceChooser, iter_candidates
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.parsing.parsed_document import ParsedDocument
from tests.pinned_model import load_extractor

pytestmark = pytest.mark.model

TEXT = "The visit delighted the mayor, who praised Ida Roy, saying that the hall was ready."


def _saying() -> tuple[ParsedDocument, AttributionDraft]:
    extractor = load_extractor()
    parsed = ParsedDocument(extractor.nlp(TEXT))
    drafts = AttributionFinder(extractor.nlp.vocab).find_cued_drafts(parsed)
    return parsed, next(d for d in drafts if parsed.doc[d.anchor].text == "saying")


def _heads(match: SourceMatch) -> list[str]:
    return [head.text for head in match.heads]


def test_the_proposed_source_is_the_first_candidate_and_nobody_the_last() -> None:
    parsed, draft = _saying()
    candidates = list(iter_candidates(parsed, draft))
    assert candidates[0].source == draft.source
    assert _heads(candidates[-1].source) == []
    assert {"mayor", "visit"} <= {h for c in candidates for h in _heads(c.source)}


def test_without_weights_the_proposed_source_stays() -> None:
    parsed, draft = _saying()
    assert SourceChooser({}, 0.0).find_likeliest(parsed, draft, {}) == draft.source


def test_another_source_must_be_better_by_more_than_the_margin() -> None:
    parsed, draft = _saying()
    wanted = next(c for c in iter_candidates(parsed, draft) if _heads(c.source) == ["visit"])
    weights = {f"route: {wanted.route}": 1.0}
    assert SourceChooser(weights, 0.5).find_likeliest(parsed, draft, {}) == wanted.source
    assert SourceChooser(weights, 1.5).find_likeliest(parsed, draft, {}) == draft.source


def test_weights_are_few_and_name_no_text() -> None:
    chooser = SourceChooser.load(Lexicons("en"))
    assert 50 < len(chooser.weights) < 400
