"""What an extraction found, in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimkit.cli.messages import printable
from claimkit.model import Claim, Finding, Kind, Severity

_TOP_SOURCES = 5
_STATES = ("new", "changed", "moved", "unchanged")


@dataclass(slots=True)
class Summary:
    """Counts, kept while documents go by."""

    documents: int = 0
    quantities: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)

    def add(self, claims: Sequence[Claim]) -> None:
        """Count one document's claims."""
        self.documents += 1
        for claim in claims:
            self.kinds[claim.kind] += 1
            self.sources.update(claim.source)
            self.quantities += len(claim.quantities)

    def add_finding(self, finding: Finding) -> None:
        self.findings[finding.severity] += 1

    def rows(self) -> list[tuple[str, int, str]]:
        """Return label, number and details, a row each."""
        kinds = _list((kind.value, self.kinds[kind]) for kind in Kind)
        rows = [
            ("documents", self.documents, ""),
            ("claims", self.kinds.total(), kinds),
            ("sources", len(self.sources), self._top_sources()),
            ("quantities", self.quantities, ""),
            ("findings", self.findings.total(), self._severities()),
        ]
        if self.files:
            files = _list((state, self.files[state]) for state in _STATES)
            rows.append(("ledger files", self.files.total(), files))
        return rows

    def text(self) -> str:
        """Return the rows as a table."""
        rows = self.rows()
        width = max(len(f"{number:,}") for _, number, _ in rows)
        lines = (f"{label:<12}  {number:>{width},}  {details}" for label, number, details in rows)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _severities(self) -> str:
        return _list((severity.value, self.findings[severity]) for severity in Severity)

    def _top_sources(self) -> str:
        ranked = sorted(self.sources.items(), key=lambda item: (-item[1], item[0]))
        more = ", …" if len(ranked) > _TOP_SOURCES else ""
        return _list((printable(name), n) for name, n in ranked[:_TOP_SOURCES]) + more


def _list(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts if number)
