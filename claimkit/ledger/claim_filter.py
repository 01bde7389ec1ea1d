"""Choose claims of a ledger by id, or by their properties and review status."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claimkit.errors import ReviewError
from claimkit.ledger.reviews.decisions import effective, is_stale, status_of
from claimkit.ledger.reviews.second import PairStatus, pair_status_of
from claimkit.ledger.sources.printed_names import source_words
from claimkit.model import Claim, Confidence

_MAX_NAMED = 5
_ID_START = re.compile("[0-9a-z]{1,8}")


class Standing(StrEnum):
    """The state of a claim's review. A stale review also has its status."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    STALE = "stale"
    RETIRED = "retired"


OPEN = frozenset({Standing.PENDING, Standing.STALE})
"""Claims that wait for a person."""

CURRENT = frozenset(Standing) - {Standing.RETIRED}


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """A claim with its ledger file and its document.

    ``sha256`` is the hash of the document's bytes as they were extracted.
    """

    file: Path
    document: str
    sha256: str
    claim: Claim
    is_retired: bool = False

    @property
    def standings(self) -> frozenset[Standing]:
        if self.is_retired:
            return frozenset({Standing.RETIRED})
        standings = {Standing(status_of(self.claim).value)}
        return frozenset(standings | ({Standing.STALE} if is_stale(self.claim) else set()))

    @property
    def pair_status(self) -> PairStatus | None:
        """How the decisions of two reviewers relate; None for a retired claim."""
        return None if self.is_retired else pair_status_of(self.claim)

    @property
    def ordered_standings(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in Standing if standing in self.standings)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Conditions that a claim must meet; an empty one is always met.

    A claim must have one of the ``standings``, or two decisions that relate as one of ``pairs``.

    ``documents`` are paths of documents or folders as in the ledger, ``files`` are paths of ledger
    files or folders; a claim must be in one of all these places. ``sources`` are casefolded names
    before or after correction. ``ids`` are pairs of a document's path and a claim's id.
    """

    standings: frozenset[Standing] = OPEN
    documents: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    pairs: frozenset[PairStatus] = frozenset()
    sources: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    confidences: frozenset[Confidence] = frozenset()
    has_quantities: bool = False
    ids: frozenset[tuple[str, str]] | None = None

    def matches(self, filed: FiledClaim) -> bool:
        claim = filed.claim
        return (
            (not self.standings.isdisjoint(filed.standings) or filed.pair_status in self.pairs)
            and self._is_in_place(filed)
            and (not self.rules or claim.rule in self.rules)
            and (not self.confidences or claim.confidence in self.confidences)
            and (self.ids is None or (filed.document, claim.id) in self.ids)
            and (not self.has_quantities or bool(effective(claim).quantities))
            and (not self.sources or not self.sources.isdisjoint(source_names(claim)))
        )

    def _is_in_place(self, filed: FiledClaim) -> bool:
        if not self.documents and not self.files:
            return True
        is_document = any(
            place in (".", filed.document) or filed.document.startswith(f"{place}/")
            for place in self.documents
        )
        return is_document or any(filed.file.is_relative_to(path) for path in self.files)


def source_names(claim: Claim) -> set[str]:
    """Return the casefolded names of a claim's sources, before and after correction."""
    words = (*source_words(claim), *source_words(effective(claim)))
    return {name.casefold() for name in words}


def is_id_start(text: str) -> bool:
    """Return whether a text can be an id, or the beginning of one."""
    return _ID_START.fullmatch(text) is not None


def find_claim(claims: Iterable[FiledClaim], id_start: str) -> FiledClaim:
    """Return the one claim whose id begins with a text.

    Raises:
        ReviewError: if there is none, or there are several.
    """
    meant = [filed for filed in claims if id_start and filed.claim.id.startswith(id_start)]
    exact = [filed for filed in meant if filed.claim.id == id_start]
    meant = exact or meant
    if not meant:
        raise ReviewError(
            f"there is no claim with the id {id_start!r}",
            hint="claimkit review list --status all shows ids",
        )
    if len(meant) > 1:
        names = [f"{filed.claim.id} in {filed.document}" for filed in meant[:_MAX_NAMED]]
        more = [f"{len(meant) - _MAX_NAMED} more"] if len(meant) > _MAX_NAMED else []
        raise ReviewError(
            f"{id_start!r} may be {', '.join([*names, *more])}",
            hint="two ledger files have the same id; remove the file that has no document"
            if exact
            else "write more of the id",
        )
    return meant[0]
