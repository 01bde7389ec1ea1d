"""Define what ``claimkit show`` says about a claim, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.model import Claim, Place


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """The text before and after a claim's evidence.

    ``line`` is that of the evidence in the file, counted from 1; a file that is no text has a
    ``place`` instead. ``problem`` is the reason if
    the text is not known, or if it may not be the text that was extracted.
    """

    before: str = ""
    after: str = ""
    problem: str | None = None
    line: int | None = None
    place: Place | None = None


class ClaimEventKind(StrEnum):
    """What a commit did to a claim."""

    ADDED = "added"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    RETIRED = "retired"
    RESTORED = "restored"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """One change of a claim.

    ``detail`` says which fields changed, what the review is now, or the file's former path.
    """

    kind: ClaimEventKind
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A commit that changed a claim; all but ``events`` is None if it is not committed yet."""

    events: tuple[ClaimEvent, ...]
    commit: str | None = None
    on: str | None = None
    author: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """The changes of a claim, the newest first; ``note`` says what is missing, if anything."""

    entries: tuple[HistoryEntry, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with everything that is known about it.

    ``ledger`` is the path of its ledger file as it is to be printed, and ``ledger_line`` the
    line of the claim there. ``outer`` is the claim that this one is reported in, and ``inner``
    are the claims that are reported in this one.
    """

    filed: FiledClaim
    ledger: str
    ledger_line: int
    context: EvidenceContext
    outer: Claim | None = None
    inner: tuple[Claim, ...] = ()
    history: ClaimHistory = ClaimHistory()
