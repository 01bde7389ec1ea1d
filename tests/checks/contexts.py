"""Build the data that checks look at without a project, git or a model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from claimkit.checks.context import CheckContext, CheckedFile
from claimkit.checks.document_cache import DocumentCache
from claimkit.checks.table import find
from claimkit.ledger.format.write import dump
from claimkit.model import (
    Claim,
    Confidence,
    Finding,
    Kind,
    LedgerFile,
    Provenance,
    Review,
    ReviewStatus,
)

TODAY = date(2025, 5, 2)
PROVENANCE = Provenance("1", "model", "2", "00")
ACCEPTED = Review(ReviewStatus.ACCEPTED, by="mk", on="2025-05-01")


def make_claim(content: str = "the mill has closed", **values: Any) -> Claim:
    return Claim(
        **{
            "kind": Kind.INDIRECT,
            "source": ("Ann Lee",),
            "mention": "Ann Lee",
            "cue": "said",
            "stance": "asserts",
            "content": content,
            "evidence": f"Ann Lee said {content}.",
            "confidence": Confidence.HIGH,
            "rule": "say.verb clause",
            "id": "aaaaaaaa",
            **values,
        }
    )


def make_ledger(
    *claims: Claim,
    document: str = "a.txt",
    published: str | None = None,
    retired: tuple[Claim, ...] = (),
) -> LedgerFile:
    return LedgerFile(document, "00", None, (), published, claims, retired)


def make_file(
    ledger: LedgerFile,
    base: LedgerFile | None = None,
    changers: Mapping[str, frozenset[str]] | None = None,
) -> CheckedFile:
    path = f"ledger/{ledger.path}.yaml"
    return CheckedFile(
        path, dump(ledger), ledger, expected_path=path, base=base, changers=changers or {}
    )


def make_context(*files: CheckedFile, root: Path = Path("nowhere"), **values: Any) -> CheckContext:
    return CheckContext(
        **{
            "documents": DocumentCache(root),
            "files": files,
            "judged": frozenset(file.path for file in files),
            "today": TODAY,
            "installed": PROVENANCE,
            **values,
        }
    )


def run_check(name: str, context: CheckContext) -> list[Finding]:
    check = find(name)
    assert check
    return list(check.run(context))


def messages(name: str, context: CheckContext) -> list[str]:
    return [finding.message for finding in run_check(name, context)]
