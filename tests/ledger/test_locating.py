"""Words of claims found again in documents and evidence."""

from __future__ import annotations

import pytest

from claimkit.ledger.locating import find_evidence, find_parts
from claimkit.model import Claim, Confidence, Kind, Span


def claim(
    evidence: str, content: str, cue: str | None, mention: str | None, occurrence: int = 1
) -> Claim:
    return Claim(
        kind=Kind.INDIRECT,
        source=("Ann Lee",),
        mention=mention,
        cue=cue,
        stance=None,
        content=content,
        evidence=evidence,
        confidence=Confidence.HIGH,
        rule="say",
        occurrence=occurrence,
    )


@pytest.mark.parametrize(
    ("evidence", "occurrence", "span"),
    [
        ("It is late.", 1, Span(0, 11)),
        ("It is late.", 2, Span(12, 23)),
        ("It is late.", 3, None),
        ("It is", 2, Span(12, 17)),
        ("", 1, None),
    ],
)
def test_evidence(evidence: str, occurrence: int, span: Span | None) -> None:
    found = find_evidence("It is late. It is late.", claim(evidence, "x", None, None, occurrence))
    assert found == span


@pytest.mark.parametrize(
    ("evidence", "content", "cue", "mention", "words"),
    [
        (
            "Ann Lee said Ann Lee said no.",
            "Ann Lee said no",
            "said",
            None,
            (["Ann Lee"], ["said"], ["Ann Lee said no"]),
        ),
        (
            '"No," she said, "we\nwill not."',
            '"No," … "we will not."',
            "said",
            "she",
            (["she"], ["said"], ['"No,"', '"we\nwill not."']),
        ),
        (
            "He, Bo says, did not say it.",
            "it",
            "did not say",
            "He",
            (["He"], ["did not say"], ["it"]),
        ),
        (
            "They have, he told us, said so.",
            "so",
            "have said",
            "They",
            (["They"], ["have", "said"], ["so"]),
        ),
        ("Rents will rise.", "Rents will fall", "said", "she", ([], [], [])),
        (
            "She \n\t said the  mill\n\n was … the\nend.",
            "the mill … the end",
            "said",
            "She",
            (["She"], ["said"], ["the  mill", "the\nend"]),
        ),
        (
            "The chairman, a man, said so.",
            "so",
            "said",
            "man",
            (["man"], ["said"], ["so"]),
        ),
        ("The aim is to remain.", "to remain", "aim", "main", ([], ["aim"], ["to remain"])),
    ],
)
def test_parts(
    evidence: str,
    content: str,
    cue: str | None,
    mention: str | None,
    words: tuple[list[str], list[str], list[str]],
) -> None:
    parts = find_parts(claim(evidence, content, cue, mention))
    found = [
        [span.of(evidence) for span in spans] for spans in (parts.source, parts.cue, parts.content)
    ]
    assert found == list(words)
    assert parts.evidence.of(evidence) == evidence
