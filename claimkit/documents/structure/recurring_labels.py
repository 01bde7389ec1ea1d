"""Cut off the labels that the sections of a report share: "Needs:", "Response:", "Gaps:".

Several blocks are the evidence: the same labels come back in the same order, or several labels that
reports are known to use stand near each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.documents.structure.printed_label import PrintedLabel
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.words import load_words
from claimkit.model import BlockKind

_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_]*(?:[ ,/&’'-]{1,3}[^\W\d_]+){0,4}):(?=\s|$)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MIN_TIMES = 2
_MIN_LABELS = 2
_MIN_WORDS = 4
_MIN_TOLD = 0.6
_NEAR = 8


def take_recurring_labels(drafts: Sequence[BlockDraft], language: str) -> None:
    """Cut the labels of a report's sections off their blocks; one that stands alone is a heading.

    Counter-examples: labels that name a speaker ("Minister: …"), one label alone
    ("Analysis: …"), the facts of a profile ("Age: 34").
    """
    labels = list(_find(drafts))
    if len({label.words for label in labels}) < _MIN_LABELS:
        return
    known = _near_known(labels, frozenset(load_document_parts(language).report_labels))
    kept = known | _recurring(labels, language)
    for label in labels:
        if label.words not in kept:
            continue
        draft = label.draft
        if label.is_alone:
            draft.kind = BlockKind.HEADING
            continue
        draft.trim_start(label.rest)
        draft.label = draft.label or label.printed
        if draft.kind is BlockKind.HEADING and not draft.is_typed:
            draft.kind = BlockKind.PARAGRAPH


def _find(drafts: Sequence[BlockDraft]) -> Iterator[PrintedLabel]:
    for place, draft in enumerate(drafts):
        match = _LABEL.match(draft.first) if draft.kind in _READ else None
        if match and match["label"][0].isupper():
            words = match["label"].casefold().replace("’", "'")
            yield PrintedLabel(draft, place, words, match["label"], match.end())


def _near_known(labels: Sequence[PrintedLabel], known: frozenset[str]) -> set[str]:
    """Return the known labels that stand near a different one."""
    found: set[str] = set()
    for first, second in pairwise(label for label in labels if label.words in known):
        if first.words != second.words and second.place - first.place <= _NEAR:
            found.update((first.words, second.words))
    return found


def _recurring(labels: Sequence[PrintedLabel], language: str) -> set[str]:
    """Return the labels of ordinary words that follow each other at least twice."""
    plain = [label for label in labels if _is_plain(label.words, language)]
    pairs = Counter(
        (first.words, second.words)
        for first, second in pairwise(plain)
        if first.words != second.words and second.place - first.place <= _NEAR
    )
    found = {word for pair, times in pairs.items() if times >= _MIN_TIMES for word in pair}
    told: dict[str, list[bool]] = defaultdict(list)
    for label in plain:
        if label.words in found and not label.is_alone:
            told[label.words].append(_is_told(label))
    rests = [one for all_rests in told.values() for one in all_rests]
    is_prose = sum(rests) >= _MIN_TOLD * len(rests)
    return found if len(found) >= _MIN_LABELS and is_prose else set()


def _is_plain(label: str, language: str) -> bool:
    """Return whether a label consists of ordinary words, and names no person or body."""
    found = _WORD.findall(label)
    ordinary, speakers = load_words(language), _speakers(language)
    return all(w in ordinary or "'" in w for w in found) and speakers.isdisjoint(found)


@cache
def _speakers(language: str) -> frozenset[str]:
    """Return the words in lower case for people and bodies, which may speak."""
    lexicon = load_source_lexicon(Lexicons(language))
    people = {word.casefold() for group in lexicon.roles for word in group.words}
    bodies = {word.casefold() for group in lexicon.organisations for word in group.words}
    return frozenset(people | bodies)


def _is_told(label: PrintedLabel) -> bool:
    """Return whether a sentence follows a label, and no mere value."""
    rest = label.draft.text[label.rest :]
    return is_finished(rest) and len(rest.split()) >= _MIN_WORDS
