"""Ask on the terminal for the parts of a claim that is to be split."""

from __future__ import annotations

from claimkit.cli.terminal.review_session import Terminal
from claimkit.ledger.locating import find_parts_of
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Claim
from claimkit.reports.escaping.terminal import printable


def ask_for_contents(claim: Claim, terminal: Terminal) -> list[str]:
    """Return the contents of a claim's parts; empty if the user names less than two."""
    claim = effective(claim)
    terminal.show(printable(f"evidence: {claim.evidence}"))
    terminal.show(printable(f"content: {claim.content}"))
    contents: list[str] = []
    while True:
        number = len(contents) + 1
        offered = claim.content if number == 1 else ""
        end = "" if number < 3 else " (nothing: no more)"
        text = terminal.read_line(f"content of part {number}{end}: ", offered).strip()
        if not text:
            break
        if find_parts_of(text, claim.evidence):
            contents.append(text)
        else:
            terminal.show("the evidence does not hold these words, word for word")
    if len(contents) < 2:
        terminal.show("nothing is split: there must be at least two parts")
        return []
    return contents
