"""The author's own claims. Whole texts are data in tests/cases/attribution/13-author.yaml."""

from __future__ import annotations

import pytest

from claimkit.documents.reading import document_from_text
from claimkit.extraction.author import RULE, find_author_claims
from claimkit.model import Attribution, BlockKind, Claim, Confidence, Kind, Span
from claimkit.parsing.parsed_document import ParsedDocument
from tests.pinned_model import load_extractor

pytestmark = pytest.mark.model


def author_claims(text: str, author: str | None = None) -> list[Claim]:
    document = document_from_text(text, name="t", author=author)
    return [c for c in load_extractor().claims(document) if c.kind is Kind.AUTHOR]


def find(text: str, told: list[str]) -> list[str]:
    """Find author claims beside attributions with the contents ``told``."""
    document = document_from_text(text, name="t")
    extractor = load_extractor()
    doc = extractor.nlp(extractor.make_doc(document))
    attributions = []
    for words in told:
        start = text.index(words)
        attributions.append(
            Attribution(
                source=(),
                cue=(),
                content=(Span(start, start + len(words)),),
                evidence=Span(0, len(text)),
                kind=Kind.INDIRECT,
                stance="asserts",
                rule="test",
                confidence=Confidence.HIGH,
            )
        )
    return [a.content[0].of(text) for a in find_author_claims(ParsedDocument(doc), attributions)]


def test_claim_has_no_cue_and_no_stance() -> None:
    (claim,) = author_claims("Rain fell. The pond holds 300 trout. Birds sang.", "Jane Rowe")
    assert claim.content == claim.evidence == "The pond holds 300 trout."
    assert (claim.source, claim.mention, claim.cue, claim.stance) == (
        ("Jane Rowe",),
        None,
        None,
        None,
    )
    assert claim.rule == RULE
    assert claim.spans is not None
    assert claim.spans.source == claim.spans.cue == ()


def test_quantities_come_along() -> None:
    (claim,) = author_claims("The pond holds between 300 and 400 trout and 12 pike.")
    assert [q.text for q in claim.quantities] == ["between 300 and 400 trout", "12 pike"]


def test_one_claim_a_sentence() -> None:
    text = "The pond holds 300 trout and 12 pike. The lake holds 900 trout."
    assert [c.content for c in author_claims(text)] == [
        "The pond holds 300 trout and 12 pike.",
        "The lake holds 900 trout.",
    ]


def test_quantity_in_a_content_is_not_the_authors() -> None:
    text = "The pond holds 300 trout. The lake holds 900 trout."
    assert find(text, ["The pond holds 300 trout"]) == ["The lake holds 900 trout."]
    assert find(text, ["300 trout", "900 trout"]) == []


def test_quotation_without_a_speaker_is_not_a_statement() -> None:
    assert find("The board on the door read “Entry for 40 guests”.", []) == []


@pytest.mark.parametrize(
    "text",
    [
        "Do 300 trout live in the pond?",
        "The pond was dug in 1890.",
        "The two keepers met at the pond.",
        "One of the keepers fell in.",
        "The pond lies on Route 66.",
        "The keepers met on 4 May at 10:30.",
        "The keepers won 3-2.",
        "Call 030 555 0187 for a keeper.",
    ],
)
def test_no_statement_with_a_quantity(text: str) -> None:
    assert author_claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The pond holds 300 trout.",
        "A ticket to the pond costs €7.50.",
        "The pond shrank by 4 percent in May.",
        "Nearly three thousand people live by the pond.",
        "The pond is 12 km from the town.",
        "The pond has lost half of its trout.",
    ],
)
def test_statement_with_a_quantity(text: str) -> None:
    assert [c.content for c in author_claims(text)] == [text]


def test_age_of_a_speaker_is_no_claim() -> None:
    text = "“The pond is empty,” said Ana Ruiz, 34, who keeps it. Carl Ohm, 51, denied it."
    assert author_claims(text) == []


def test_list_items_are_read_and_headings_are_not() -> None:
    text = "# The pond has 300 trout\n\nThe pond was dug by monks.\n\n- The lake has 900 trout.\n"
    assert [(c.content, c.block) for c in author_claims(text)] == [
        ("The lake has 900 trout.", BlockKind.LIST_ITEM)
    ]


def test_options_leave_them_out() -> None:
    extractor = load_extractor(author_claims=False)
    assert extractor.claims("The pond holds 300 trout.") == []
