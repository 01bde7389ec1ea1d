"""Traces of sentences: what they show is what the run that made the claims found and dropped."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from claimkit.documents.reading import document_from_text
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.extraction.trace import iter_sentence_traces
from claimkit.model import NearMiss, SentenceTrace
from claimkit.parsing.parsed_document import ParsedDocument
from tests.pinned_model import load_extractor, load_nlp

pytestmark = pytest.mark.model

TEXT = (
    "The harbour office said the pier was closed. Is it true, she says? "
    "The mayor hopes that the ferry returns. He said nothing."
)


def trace(text: str, extractor: Extractor) -> list[SentenceTrace]:
    return list(iter_sentence_traces(extractor, document_from_text(text, name="t")))


def near_misses(traces: list[SentenceTrace]) -> list[NearMiss]:
    return [miss for sentence in traces for miss in sentence.near]


def test_claims_are_those_of_extraction() -> None:
    extractor = load_extractor()
    traces = trace(TEXT, extractor)
    assert [claim for t in traces for claim in t.claims] == extractor.claims(TEXT)
    assert [t.number for t in traces] == list(range(1, len(traces) + 1))


def test_attribution_runs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    find = AttributionFinder.find

    def count(finder: AttributionFinder, parsed: ParsedDocument) -> object:
        runs.append(parsed)
        return find(finder, parsed)

    monkeypatch.setattr(AttributionFinder, "find", count)
    assert near_misses(trace(TEXT, load_extractor()))
    assert len(runs) == 1


def test_near_misses_are_what_the_finder_dropped_and_did_not_use() -> None:
    extractor = load_extractor()
    document = document_from_text(TEXT, name="t")
    doc: Doc = extractor.nlp(extractor.make_doc(document))
    found = extractor.extract(document, doc).found
    reasons = [dropped.reason for dropped in found.dropped]
    misses = near_misses(trace(TEXT, extractor))
    assert len(misses) == len(found.dropped) + len(found.unused_cues)
    assert [r for m in misses for r in m.reasons if r in reasons] == reasons


def test_attitude_that_is_left_out_is_a_near_miss() -> None:
    without = Extractor(ExtractOptions(attitudes=False), load_nlp())
    traces = trace("The mayor hopes that the ferry returns.", without)
    assert [claim for t in traces for claim in t.claims] == []
    [miss] = near_misses(traces)
    assert (miss.cue, miss.reasons) == ("hopes", ("an attitude, left out",))


def test_report_that_a_name_is_left_out_is_a_near_miss() -> None:
    traces = trace(
        "The mill will close, said an aide, who asked not to be named.", load_extractor()
    )
    assert ["close" in claim.content for t in traces for claim in t.claims] == [True]
    reasons = {miss.cue: miss.reasons for miss in near_misses(traces)}
    assert reasons["asked"] == ("it only says that a name is left out",)


def test_cue_without_a_draft_says_what_each_frame_lacks() -> None:
    [miss] = near_misses(trace("The mayor mentioned.", load_extractor()))
    assert miss.cue == "mentioned"
    assert all(": " in reason for reason in miss.reasons)


def test_heads_count_words_of_their_sentence() -> None:
    [sentence] = trace("The pier was closed.", load_extractor())
    root = next(number for number, token in enumerate(sentence.tokens, 1) if token.head == 0)
    assert {token.head for token in sentence.tokens} <= {0, 1, 2, 3, 4, 5}
    assert sentence.tokens[root - 1].dep == "ROOT"
