"""Find the claims in force that a new extraction adds, changes or removes."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.compare.ledgers import diff_ledgers
from claimkit.model import Claim, LedgerFile


@dataclass(frozen=True, slots=True)
class ExtractionChanges:
    """The claims in force that an extraction changes, in the order of the ledger file.

    ``new`` claims are as after the extraction, ``changed`` and ``gone`` claims as before it. A
    claim that becomes retired counts as gone.
    """

    new: tuple[Claim, ...] = ()
    changed: tuple[Claim, ...] = ()
    gone: tuple[Claim, ...] = ()

    def summary(self) -> str:
        """Return the numbers of these claims in one line.

        >>> ExtractionChanges().summary()
        'no claim, only other lines'
        """
        groups = (("new", self.new), ("changed", self.changed), ("gone", self.gone))
        counts = [f"{len(claims)} {what}" for what, claims in groups if claims]
        return f"claims: {', '.join(counts)}" if counts else "no claim, only other lines"


def find_extraction_changes(before: LedgerFile | None, after: LedgerFile) -> ExtractionChanges:
    """Return what changes in a ledger file when ``after`` takes the place of ``before``."""
    difference = diff_ledgers(before, after)
    if difference is None:
        return ExtractionChanges()
    new, changed, gone = set(), set(), set()
    for change in difference.claims:
        was = change.before if not change.was_retired else None
        now = change.after if not change.is_retired else None
        if was and now:
            changed.add(was.id)
        elif now:
            new.add(now.id)
        elif was:
            gone.add(was.id)
    old = before.claims if before else ()
    return ExtractionChanges(
        tuple(claim for claim in after.claims if claim.id in new),
        tuple(claim for claim in old if claim.id in changed),
        tuple(claim for claim in old if claim.id in gone),
    )
