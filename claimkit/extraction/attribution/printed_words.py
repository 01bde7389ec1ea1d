"""Widen source and cue of an attribution to the words that a reader would mark.

The rules look for a source's name and a cue's main word. Around them stand an apposition, a
relative clause, an adverb or a governing verb, which belong to the printed source and cue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.parsing import trees

_VERBAL = ("VERB", "AUX")
_PART_OF_CUE = frozenset(("aux", "auxpass", "neg", "prt"))
_OPENING = ("(", "[")
_DETAILS = frozenset(("appos", "conj", "nmod", "amod", "nummod"))
_CLAUSES = frozenset(("relcl", "acl"))


def source_phrase(head: Token, others: Collection[int]) -> set[int]:
    """Return the tokens of a source with all that describes it, as one stretch.

    Example: "Ida Roy, the mayor of Orn", "the union, which has 900 members", "Roy and her aides".
    Counter-example: "Roy, speaking in Orn", where the words after the comma say how she said it.

    Args:
        others: the tokens of cue and content, at which the source ends.
    """
    doc = head.doc
    found = mention_tokens(head)
    start, end = _before_hyphen(doc, min(found)), max(found) + 1
    while True:
        place = end
        while place < len(doc) and _is_joint(doc[place]) and place not in others:
            place += 1
        detail = _detail_at(doc, place, start, end)
        if detail is None or not _belongs(detail, head, doc[place - 1]):
            break
        stop = detail.right_edge.i + 1
        cut = min((i for i in range(place, stop) if i in others), default=stop)
        if cut <= place or (cut < stop and (detail.i >= cut or detail.dep_ in _CLAUSES)):
            break  # "Roy, who *said*" is a clause of the cue
        end = cut
        if cut < stop:
            break
    return set(range(start, end))


def _before_hyphen(doc: Doc, start: int) -> int:
    """Return the start of a name whose first part the tokenizer split off: "Lind-Berg"."""
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        if doc[start - 1].whitespace_ or doc[start - 2].is_punct:
            break
        start -= 2
    return start


def _is_joint(token: Token) -> bool:
    return token.dep_ == "cc" or (token.is_punct and token.text not in (".", ";", ":", "?", "!"))


def _detail_at(doc: Doc, place: int, start: int, end: int) -> Token | None:
    """Return the word that begins at ``place`` and depends on one in ``[start, end)``."""
    if place >= len(doc):
        return None
    token = doc[place]
    while token.head != token and not start <= token.head.i < end:
        token = token.head
    is_below = token.head != token
    return token if is_below and token.left_edge.i in range(end, place + 1) else None


def _belongs(detail: Token, head: Token, before: Token) -> bool:
    """Return whether a word below a name, with ``before`` before it, describes the source."""
    relation = detail.dep_
    if relation in _DETAILS:
        return detail.pos_ not in _VERBAL
    is_apart = before.is_punct
    if relation in _CLAUSES:
        return not is_apart or (relation == "relcl" and _is_introduced(head))
    return relation == "prep" and before.text in _OPENING


def _is_introduced(head: Token) -> bool:
    """Return whether a text introduces somebody: by a full name or a noun, not a surname."""
    return head.pos_ != "PROPN" or any(child.dep_ == "compound" for child in head.lefts)


def whole_cue(doc: Doc, cue: Collection[int], anchor: Token, others: Collection[int]) -> set[int]:
    """Return the tokens of a cue with its adverbs and the verb that governs it.

    Example: "*has repeatedly* said", "*continued to* complain", "*made a* promise", "*is* aware".

    Args:
        others: the tokens of source and content, which are no part of the cue.
    """
    found = set(cue)
    if anchor.i not in found:
        return found  # a colon, a dash or no word at all
    for verb in (anchor, *_governors(anchor)):
        parts = {verb.i, *(c.i for c in verb.children if c.dep_ in _PART_OF_CUE)}
        stretch = set(range(min(parts | found), max(parts | found) + 1))
        if verb != anchor and not stretch.isdisjoint(others):
            break
        if verb != anchor:
            found |= stretch
        found |= parts - set(others)
        found |= _adverbs(doc, verb, found, others)
    return found


def _governors(anchor: Token) -> Iterator[Token]:
    """Yield the verb that a cue depends on: of an infinitive, a noun as object, an adjective."""
    head = anchor.head
    if anchor.pos_ == "VERB":
        is_infinitive = anchor.dep_ == "xcomp" and any(c.tag_ == "TO" for c in anchor.children)
        if is_infinitive and head.pos_ in (*_VERBAL, "ADJ") and head.i < anchor.i:
            yield head
            if head.pos_ == "ADJ" and head.dep_ == "acomp":
                yield head.head
    elif anchor.dep_ in ("dobj", "acomp") and head.pos_ in _VERBAL and head.i < anchor.i:
        yield head


def _adverbs(doc: Doc, verb: Token, cue: Collection[int], others: Collection[int]) -> set[int]:
    """Return the adverbs of a verb that stand beside the cue or within it.

    Counter-example: "*So* says the mayor", where the adverb opens the sentence.
    """
    start, end = min(cue), max(cue)
    adverbs = [c for c in verb.children if c.dep_ == "advmod" and c.pos_ == "ADV"]
    found = set[int]()
    for adverb in adverbs:
        if adverb.left_edge.is_sent_start:
            continue
        words = trees.subtree(adverb)
        is_near = adverb.right_edge.i >= start - 1 and adverb.left_edge.i <= end + 1
        if adverb.i > end and _is_part_of_time(adverb, words):
            continue
        if is_near and words.isdisjoint(others) and not any(doc[i].is_punct for i in words):
            found |= words
    return found


def _is_part_of_time(adverb: Token, words: Collection[int]) -> bool:
    """Return whether an adverb opens a time: "said *late* on Friday", "said *a day later*"."""
    follows = adverb.nbor(1) if adverb.i + 1 < len(adverb.doc) else adverb
    return len(words) > 1 or follows.pos_ in ("ADP", "PROPN")
