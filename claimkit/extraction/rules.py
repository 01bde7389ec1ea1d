"""Know the names of the rules of extraction, which patterns in the settings disable.

A rule is a cue with one of its frames (``say.verb clause``), a phrase of the lexicon
(``according-to``), or one of `OTHER_RULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from claimkit.errors import ClaimkitError
from claimkit.extraction import author, block_claims, turn_claims
from claimkit.extraction.attribution import bracket_drafts, headline_drafts
from claimkit.lexicons.attribution import CueLexicon, FrameLexicon, PhraseLexicon
from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.suggestions import did_you_mean

OTHER_RULES = (
    author.RULE,
    bracket_drafts.RULE,
    headline_drafts.RULE,
    "list-item",
    turn_claims.RULE,
    "label-quotation",
    "introduced-quotation",
    "signed-quotation",
    "continued-quotation",
    block_claims.QUOTATION_RULE,
    block_claims.ROW_RULE,
)
"""The rules that are not in a lexicon."""


def is_disabled(rule: str, patterns: Iterable[str]) -> bool:
    """Return whether a pattern matches a rule's name, or its cue.

    >>> is_disabled("author-quantity", ["author-*"]), is_disabled("say.verb clause", ["say.verb"])
    (True, True)
    >>> is_disabled("say.verb clause", ["say.verb object", "say"])
    False
    """
    cue, _, _ = rule.partition(" ")
    return any(fnmatchcase(rule, pattern) or fnmatchcase(cue, pattern) for pattern in patterns)


def check_patterns(patterns: Iterable[str], lexicons: Lexicons) -> None:
    """Refuse a pattern that matches no rule.

    Raises:
        UnknownRuleError: for the first one.
    """
    names = frozenset(_iter_names(lexicons))
    for number, pattern in enumerate(patterns):
        if not any(is_disabled(name, [pattern]) for name in names):
            raise UnknownRuleError(pattern, number, names)


class UnknownRuleError(ClaimkitError):
    """A pattern of rules matches none; ``number`` counts the patterns from 0."""

    def __init__(self, pattern: str, number: int, names: Iterable[str]) -> None:
        hint = did_you_mean(pattern, names) or "`rule` in the ledger names the rule of a claim"
        super().__init__(f"there is no rule {pattern!r}", hint=hint)
        self.number = number


def _iter_names(lexicons: Lexicons) -> Iterator[str]:
    yield from OTHER_RULES
    yield from (phrase.id for phrase in load_extended("phrases", PhraseLexicon, lexicons).entries)
    frames = load_lexicon("frames", FrameLexicon, lexicons.language).entries
    for cue in load_extended("cues", CueLexicon, lexicons).entries:
        taken = {*cue.frames, *(f.id for f in frames if f.implied_by in cue.frames)}
        yield from (f"{cue.id} {frame}" for frame in sorted({*taken, "quotation"}))
