"""Write ledger files as claimkit wrote them in schema 1."""

from __future__ import annotations

import re

_ORDER = (
    "id kind block source mention role anonymous government via cue stance negated content said "
    "quantities dates lead_in evidence occurrence confidence rule review"
).split()


def downgrade(text: str) -> str:
    """Return the text of one of a ledger's files, which is in canonical form, in schema 1."""
    head, *claims = re.split(
        r"(?m)^(?=- id: |retired:)", text.replace("schema: 2\n", "schema: 1\n")
    )
    head = head.replace("  chosen: true\n", "")
    return head + "".join(_old_claim(part) if part.startswith("- id") else part for part in claims)


def _old_claim(text: str) -> str:
    """Return a claim with its keys in the old order, with ``said`` and without newer keys."""
    keys = re.split(r"(?m)^(?=- [a-z]|  [a-z_]+:)", text)[1:]
    found = {re.split(r"[: ]+", key.strip("- "), maxsplit=1)[0]: key for key in keys}
    found.setdefault("said", "  said: null\n")
    return "".join(found[name] for name in _ORDER if name in found)
