"""Recognize attributions that answer the claim before them: "She denied it"."""

from __future__ import annotations

from claimkit.model import Attribution
from claimkit.parsing.parsed_document import ParsedDocument

_ANSWERS = frozenset(("denies",))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def is_answer(attribution: Attribution, parsed: ParsedDocument) -> bool:
    """Return whether an attribution denies what was said before, and not a claim of its own.

    Example: "denied it", "rejects the charge", "denies being there". Counter-example: "denied
    that the police knew", "did not deny it".
    """
    if attribution.negated or attribution.stance not in _ANSWERS:
        return False
    doc = parsed.doc
    return not any(doc[i].dep_ in _SUBJECTS for i in parsed.cover(attribution.content))
