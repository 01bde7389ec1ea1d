"""Define the result of a run of the checks, which every writer takes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimkit.checks.check import Check
from claimkit.model import Finding, Location, Severity
from claimkit.reports.counts import plural
from claimkit.reports.places import describe_place


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a run.

    ``findings`` are sorted by place. ``checks`` are the checks that ran, ``skipped`` those that
    could not run. ``files`` is the number of ledger files that were checked. ``base`` is the commit
    that the findings are compared with, and ``baseline`` are the findings there; None if they were
    not compared.
    """

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    skipped: tuple[Check, ...] = ()
    files: int = 0
    version: str = ""
    base: str | None = None
    baseline: tuple[Finding, ...] | None = None

    def __post_init__(self) -> None:
        """Escape lone surrogates, which file names can hold but no output format can."""
        for name in ("findings", "baseline"):
            if (findings := getattr(self, name)) is not None:
                object.__setattr__(self, name, tuple(map(_well_formed, findings)))

    def count_by_severity(self) -> Counter[Severity]:
        """Return the number of findings by severity."""
        return Counter(finding.severity for finding in self.findings)

    def gravest_first(self) -> list[Finding]:
        """Return the findings by severity, the worst first, and by place."""
        order = list(Severity)
        return sorted(self.findings, key=lambda finding: order.index(finding.severity))

    def summary(self) -> str:
        """Return the counts in words."""
        counts = self.count_by_severity()
        parts = [plural(counts[severity], severity.value) for severity in Severity]
        found = ", ".join(parts) if self.findings else "nothing to report"
        return f"{found}; {plural(len(self.checks), 'check')}, {plural(self.files, 'ledger file')}"

    def name_of(self, code: str) -> str:
        """Return the name of the check with a code, or the code if no check has it."""
        return next((check.name for check in self.checks if check.code == code), code)

    def title_of(self, code: str) -> str:
        """Return the code and name of a check, or the code alone if no check has it."""
        name = self.name_of(code)
        return code if name == code else f"{code} {name}"


def _well_formed(finding: Finding) -> Finding:
    return replace(
        finding,
        message=_encodable(finding.message),
        path=None if finding.path is None else _encodable(finding.path),
        hint=None if finding.hint is None else _encodable(finding.hint),
        claim_id=None if finding.claim_id is None else _encodable(finding.claim_id),
        source=tuple(map(_encodable, finding.source)),
        content=None if finding.content is None else _encodable(finding.content),
        related=tuple(replace(place, path=_encodable(place.path)) for place in finding.related),
    )


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def place_text(place: Finding | Location) -> str:
    """Return a place as ``path:line:column``, or as ``path, page 3`` in a file that is no text.

    Parts that are unknown are left out.
    """
    parts = (place.path, place.line, place.column)
    text = ":".join(str(part) for part in parts if part is not None)
    return ", ".join(filter(None, (text, describe_place(place.place))))


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a unique fingerprint for each finding that does not depend on line numbers.

    It is a hash of code, file, claim, and what is wrong: the key and its value, or the message
    where a finding has neither. Findings that share all of these are numbered. So a fingerprint
    stays the same when lines move, and when a message is reworded.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        is_known = finding.key is not None or finding.claim_id is not None
        wrong = (finding.key or "", finding.detail or "") if is_known else (finding.message,)
        key = "\0".join((finding.code, finding.path or "", finding.claim_id or "", *wrong))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode())
        names.append(digest.hexdigest()[:32])
    return names
