"""Implement ``claimkit show``: collect what is known about claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimkit.errors import LedgerError
from claimkit.ledger import store
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.key_positions import KeyPositions
from claimkit.ledger.format.read import read_text
from claimkit.model import Claim
from claimkit.parsing.models import find_language
from claimkit.project.claim_history import find_history
from claimkit.project.claim_selection import find_claims
from claimkit.project.evidence_context import EvidenceReader
from claimkit.project.extraction_settings import configured_model
from claimkit.project.project_folder import ProjectFolder
from claimkit.reports.claims.shown_claim import ShownClaim


@dataclass(frozen=True, slots=True)
class ShowRequest:
    """The claims to show: their ids, or beginnings of ids."""

    ids: tuple[str, ...]


def show(project: ProjectFolder, request: ShowRequest) -> Iterator[ShownClaim]:
    """Return the requested claims with everything that is known about them.

    All claims are found before the first one is yielded.

    Raises:
        UsageError: if an id is no claim's, or several claims'.
        LedgerError: if a ledger file cannot be read.
    """
    return describe_claims(project, find_claims(project, request.ids))


def describe_claims(project: ProjectFolder, claims: list[FiledClaim]) -> Iterator[ShownClaim]:
    """Yield claims with their evidence in context, their neighbours and their history."""
    evidence = EvidenceReader(project.root, find_language(configured_model(project)))
    for filed in claims:
        outer, inner = _find_neighbours(filed)
        yield ShownClaim(
            filed,
            project.relative_path(filed.file) or filed.file.as_posix(),
            _find_line(filed),
            evidence.read(filed),
            outer,
            inner,
            find_history(project, filed),
        )


def _find_neighbours(filed: FiledClaim) -> tuple[Claim | None, tuple[Claim, ...]]:
    """Return the claim that a claim is reported in, and the claims that are reported in it."""
    claims = [other.claim for other in store.iter_filed_claims(filed.file)]
    outer = next((claim for claim in claims if claim.id == filed.claim.within), None)
    inner = (claim for claim in claims if claim.within == filed.claim.id)
    return outer, tuple(inner)


def _find_line(filed: FiledClaim) -> int:
    """Return the line of the ledger file on which a claim begins."""
    try:
        text = read_text(filed.file)
    except LedgerError:  # it has gone meanwhile
        return 1
    found = re.search(rf"^- id: {re.escape(filed.claim.id)}$", text, re.MULTILINE)
    if found:
        return text.count("\n", 0, found.start()) + 1
    ids = tuple(other.claim.id for other in store.iter_filed_claims(filed.file))
    return KeyPositions(text, ids).of_claim(filed.claim.id)[0]
