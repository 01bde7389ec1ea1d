"""Find until when the claims of a ledger were made, where their day is not known."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.edtf import format_no_later
from claimkit.model import Claim, LedgerFile


def iter_said_bounds(ledger: LedgerFile) -> Iterator[tuple[Claim, str | None]]:
    """Yield each claim of a file with the interval up to the latest day on which it was made.

    It is in EDTF, such as ``../2025-06-02``. A claim that is reported within another one was made
    by the day of that one, every claim by the day on which its document was published or taken
    from its address. It is None for a claim whose day is known, and where nothing is known.
    Corrections of ``said`` by people are not applied here: pass claims that have them.
    """
    by_id = {claim.id: claim for claim in ledger.claims}
    for claim in ledger.claims:
        if claim.said is not None:
            yield claim, None
            continue
        outer = by_id.get(claim.within or "")
        around = outer.said if outer is not None else None
        yield claim, format_no_later(around, ledger.published, ledger.retrieved)
