"""Define a check, and build its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from claimkit.checks.context import CheckContext, CheckedFile
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Claim, Finding, LedgerFile, Location, Severity

CheckFunction = Callable[[CheckContext, "Check"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of problem that a ledger can have.

    ``summary`` is one line. ``explanation`` says why the problem matters, ``fix`` how to solve it.
    A check with ``needs_base`` or ``needs_extraction`` is skipped if there is no base or no fresh
    extraction.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    fix: str
    function: CheckFunction
    needs_base: bool = False
    needs_extraction: bool = False

    def run(self, context: CheckContext) -> Iterator[Finding]:
        """Yield a finding for each problem."""
        yield from self.function(context, self)

    def at_file(
        self,
        path: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
        *,
        key: str | None = None,
        detail: str | None = None,
    ) -> Finding:
        """Return a finding about a file."""
        return Finding(
            self.code,
            self.severity,
            message,
            path,
            line,
            column,
            hint=hint or self.fix,
            key=key,
            detail=detail,
        )

    def at_document(
        self, file: CheckedFile, key: str, message: str, detail: str | None = None
    ) -> Finding:
        """Return a finding about a key of a ledger file's ``document``."""
        line, column = file.positions.of_document(key)
        return self.at_file(file.path, message, line, column, key=key, detail=detail)

    def at_claim(
        self,
        context: CheckContext,
        file: CheckedFile,
        ledger: LedgerFile,
        claim: Claim,
        message: str,
        *,
        key: str = "id",
        detail: str | None = None,
        others: tuple[Location, ...] = (),
    ) -> Finding:
        """Return a finding about a claim: at its key in the ledger, and at its sentence."""
        line, column = file.positions.of_claim(claim.id, key)
        finding = self.at_file(file.path, message, line, column, key=key, detail=detail)
        related = (*context.sentence(ledger, claim), *others)
        return replace(about_claim(finding, claim), related=related)


def about_claim(finding: Finding, claim: Claim) -> Finding:
    """Return a finding that names a claim, with its source and content as corrected."""
    now = effective(claim)
    return replace(finding, claim_id=claim.id, source=now.source, content=now.content)
