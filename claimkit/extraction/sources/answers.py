"""Recognize attributions that answer the claim before them: "She denied it"."""

from __future__ import annotations

from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Attribution
from claimkit.parsing.parsed_document import ParsedDocument

_DENIAL = "denies"
_OPPOSITION = "opposes"
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def is_answer(attribution: Attribution, parsed: ParsedDocument) -> bool:
    """Return whether an attribution denies what was said before, and not a claim of its own.

    Example: "denied it", "denies being there", "rejects the charge". Counter-example: "denied
    that the police knew", "did not deny it", "rejects the plan".
    """
    if attribution.negated:
        return False
    tokens = [parsed.doc[i] for i in sorted(parsed.cover(attribution.content))]
    if attribution.stance == _DENIAL:
        return not any(token.dep_ in _SUBJECTS for token in tokens)
    charges = load_source_lexicon(parsed.lexicons).charges
    is_charge = any(token.lemma_ in charges for token in tokens)
    return attribution.stance == _OPPOSITION and (is_charge or is_pronoun(attribution, parsed))


def is_reply(attribution: Attribution, parsed: ParsedDocument) -> bool:
    """Return whether an attribution answers another one's words with a pronoun alone.

    Example: "rejected that". Counter-example: "denied any wrongdoing", which may go on.
    """
    return is_pronoun(attribution, parsed) and is_answer(attribution, parsed)


def is_pronoun(attribution: Attribution, parsed: ParsedDocument) -> bool:
    """Return whether the content is a pronoun alone."""
    tokens = (parsed.doc[i] for i in parsed.cover(attribution.content))
    words = [token for token in tokens if token.is_alpha]
    return len(words) == 1 and words[0].pos_ in ("PRON", "DET")
