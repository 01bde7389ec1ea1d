"""Test how single claims are shown."""

from __future__ import annotations

import json
from dataclasses import replace

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.reports.claims.json import write
from claimkit.reports.claims.shown_claim import (
    ClaimEvent,
    ClaimEventKind,
    ClaimHistory,
    EvidenceContext,
    HistoryEntry,
    ShownClaim,
)
from claimkit.reports.claims.text import iter_lines
from tests.reports.conftest import Golden, ValidatorFor, read_claims

HISTORY = ClaimHistory(
    (
        HistoryEntry((ClaimEvent(ClaimEventKind.REVIEWED, "accepted by mk on 2025-05-02"),)),
        HistoryEntry(
            (
                ClaimEvent(ClaimEventKind.CHANGED, "content, said"),
                ClaimEvent(ClaimEventKind.RETIRED),
            ),
            "3f2a" * 10,
            "2025-04-30",
            "Zoë Kay",
            "Extract again",
        ),
        HistoryEntry(
            (ClaimEvent(ClaimEventKind.ADDED),), "9b1c" * 10, "2025-04-26", "Bo", "First claims"
        ),
    ),
    "there are earlier changes",
)


def shown_claims() -> list[ShownClaim]:
    claims = read_claims()[:2]
    context = EvidenceContext("The hall is old.\n\nIt has no roof. ", " That was all.", None, 12)
    first, second = (
        ShownClaim(filed, "ledger/é.yaml", line, context)
        for filed, line in zip(claims, (9, 30), strict=True)
    )
    problem = EvidenceContext(problem="the evidence is not in the document")
    return [
        replace(first, history=HISTORY, inner=(second.filed.claim,)),
        replace(second, context=problem, outer=first.filed.claim),
    ]


def text_of(shown: ShownClaim, width: int | None = None) -> str:
    return "".join(f"{line}\n" for line in iter_lines(shown, width=width))


def test_golden_files(check_golden: Golden) -> None:
    claims = shown_claims()
    check_golden("claims/show.txt", "\n".join(map(text_of, claims)))
    check_golden("claims/show-narrow.txt", "\n".join(text_of(c, 50) for c in claims))
    check_golden("claims/show.json", write(claims))


def test_json_is_what_its_schema_says(validator_for: ValidatorFor) -> None:
    printed = json.loads(write(shown_claims()))
    validator_for("show").validate(printed)
    assert not validator_for("show").is_valid(printed | {"format": 2})


def test_lines_fit_and_hold_all_words() -> None:
    wide = "新しい橋は三月に完成すると市長が述べた" * 5
    filed = read_claims()[0]
    claim = replace(filed.claim, content=wide, evidence=f"{wide}. Ann Lee said.")
    shown = ShownClaim(
        FiledClaim(filed.file, filed.document, "00", claim), "l.yaml", 1, EvidenceContext()
    )
    text = text_of(shown, 60)
    assert wide in "".join(line[10:].strip() for line in text.split("\n"))
    assert wide in "".join(line.removeprefix("> ") for line in text.split("\n"))
    assert max(map(len, text.split("\n"))) <= 60
