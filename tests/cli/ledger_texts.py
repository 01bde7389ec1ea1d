"""Ledger files for tests of commands that only read and write the ledger."""

from __future__ import annotations

LEDGER = """\
schema: 2
document:
  path: reports/{name}
  sha256: "{sha}"
  title: null
  author: null
  published: null
claims:
{claims}retired: []
"""
CLAIM = """\
- id: {id}
  source: {source}
  content: {content}
  kind: indirect
  cue: said
  stance: asserts
  evidence: {content}, {source} said.
  confidence: high
  rule: say.verb clause
"""
# Claims as id, source and content.
RENTS = ("aaaaaaaa", "Ann Lee", "rents will rise by 5 percent")
MILL = ("bbbbbbbb", "Bo Lind", "the mill has closed")
ACCEPTED = "  review: {status: accepted, by: mk, on: 2025-05-02}\n"
REJECTED = "  review: {status: rejected, by: ap, on: 2025-05-03}\n"


def ledger(name: str, *claims: tuple[str, str, str], sha: str = "00") -> str:
    """Return a ledger file with these claims; without claims, one that cannot be read."""
    entries = (CLAIM.format(id=i, source=s, content=c) for i, s, c in claims)
    return LEDGER.format(name=name, sha=sha, claims="".join(entries)) if claims else "schema: 2\n"


def reviewed(text: str, claim: tuple[str, str, str], review: str) -> str:
    """Put a review behind a claim's last line."""
    start = text.index(f"- id: {claim[0]}")
    end = text.index("  rule: say.verb clause\n", start) + len("  rule: say.verb clause\n")
    return text[:end] + review + text[end:]


def dated(text: str, said: str = "2025-03-03") -> str:
    """Give the first claim of a ledger file a date."""
    return text.replace("  kind: indirect\n", f"  said: {said}\n  kind: indirect\n", 1)
