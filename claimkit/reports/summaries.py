"""Write the summary of an extraction and of what it changes in the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimkit.compare.extraction_changes import ExtractionChanges
from claimkit.model import Claim, Finding, Kind, Severity
from claimkit.reports.style import Style, plain

_TOP_SOURCES = 5
_FILE_STATES = ("new", "changed", "moved", "unchanged")


@dataclass(slots=True)
class ExtractionSummary:
    """Counts of an extraction; documents, findings and ledger files are added one by one."""

    documents: int = 0
    quantities: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)

    def add(self, claims: Sequence[Claim]) -> None:
        """Count one document and its claims."""
        self.documents += 1
        for claim in claims:
            self.kinds[claim.kind] += 1
            self.sources.update(claim.source)
            self.quantities += len(claim.quantities)

    def add_finding(self, finding: Finding) -> None:
        """Count one finding."""
        self.findings[finding.severity] += 1

    def text(self, style: Style = plain) -> str:
        """Return a table with a label, a number and details in each line."""
        rows = self._rows(style)
        width = max(len(f"{number:,}") for _, number, _ in rows)
        lines = (f"{label:<12}  {number:>{width},}  {details}" for label, number, details in rows)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _rows(self, style: Style) -> list[tuple[str, int, str]]:
        kinds = _join_counts((kind.value, self.kinds[kind]) for kind in Kind)
        severities = _join_counts((level.value, self.findings[level]) for level in Severity)
        rows = [
            ("documents", self.documents, ""),
            ("claims", self.kinds.total(), kinds),
            ("sources", len(self.sources), self._top_sources(style)),
            ("quantities", self.quantities, ""),
            ("findings", self.findings.total(), severities),
        ]
        if self.files:
            files = _join_counts((state, self.files[state]) for state in _FILE_STATES)
            rows.append(("ledger files", self.files.total(), files))
        return rows

    def _top_sources(self, style: Style) -> str:
        ranked = sorted(self.sources.items(), key=lambda item: (-item[1], item[0]))
        more = ", …" if len(ranked) > _TOP_SOURCES else ""
        top = ((style(name, "text"), number) for name, number in ranked[:_TOP_SOURCES])
        return _join_counts(top) + more


def _join_counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts if number)


def describe_dry_run(
    changes: ExtractionChanges, path: str, *, is_new: bool, moved_from: str | None = None
) -> str:
    """Return a line about the changes that a run would make to a ledger file.

    Args:
        path: the ledger file's path in the form to show.
        is_new: whether there is no such file yet.
        moved_from: the present path of a file that would be moved, in the form to show.
    """
    verb = "would be written" if is_new else "would change"
    if moved_from is not None:
        verb = f"would be moved here from {moved_from}"
    return f"{path}: {verb}: {changes.summary()}"
