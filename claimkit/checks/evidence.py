"""Check that the words of claims are in their documents."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext
from claimkit.ledger.locating import find_content
from claimkit.model import Claim, Finding


def not_in_document(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims(with_retired=False):
        if ledger.path in context.excluded:
            continue
        if context.documents.has_evidence(ledger.path, claim) is False:
            count = f" {claim.occurrence} times" if claim.occurrence > 1 else ""
            message = f"the evidence is not in {ledger.path}{count}: {_short(claim.evidence)}"
            yield check.at_claim(context, file, ledger, claim, message, key="evidence")


def content_not_in_evidence(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        if not find_content(claim):
            message = f"the content is not in the evidence: {_short(claim.content)}"
            yield check.at_claim(context, file, ledger, claim, message, key="content")


def not_in_content(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        content = _words(claim)
        for key, texts in (
            ("quantities", [quantity.text for quantity in claim.quantities]),
            ("dates", [dating.text for dating in claim.dates]),
        ):
            for text in texts:
                if " ".join(text.split()) not in content:
                    message = f"the words {_short(text)} are not in the content"
                    yield check.at_claim(
                        context, file, ledger, claim, message, key=key, detail=text
                    )


def upside_down(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        for quantity in claim.quantities:
            low, high = quantity.min, quantity.max
            if low is not None and high is not None and low > high:
                message = f"{_short(quantity.text)}: min {low:f} is more than max {high:f}"
                yield check.at_claim(
                    context, file, ledger, claim, message, key="quantities", detail=quantity.text
                )


def _words(claim: Claim) -> str:
    return " ".join(claim.content.split())


def _short(text: str) -> str:
    return repr(text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…")


_MAX_SHOWN = 80
