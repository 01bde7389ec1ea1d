"""Correct the parse around names that parsers take for other words.

Parsers know names by their company: they take the "Will" of "Will Tanner said" for an auxiliary,
the "Per" of "leader Per Aune" for a preposition, and the date in "Ann Roe (born 3 May 1942) said"
for the subject. Tags and heads are set right here, before anything reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon

_PAST_OR_PRESENT = ("VBD", "VBZ")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass")
_BRACKETS = {")": "(", "]": "["}
_MAX_BRACKETED, _MAX_NAME = 30, 12  # tokens
_NOMINAL = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART")
_HYPHENS = ("-", "‐", "‑")
_SMALL_TAGS = frozenset(("MD", "IN"))


def correct_names(doc: Doc, lexicons: Lexicons) -> None:
    """Set tags and heads right, in place; a doc that has been corrected stays as it is."""
    if not doc.has_annotation("DEP"):
        return
    tags = doc.to_array(["TAG"]).ravel().tolist()
    small = {doc.vocab.strings[tag] for tag in _SMALL_TAGS}
    proper = doc.vocab.strings["NNP"]
    given = _given_names(lexicons)
    for i, tag in enumerate(tags):
        if tag == proper and doc[i].dep_ == "aux" and _lacks_subject(doc[i].head):
            doc[i].dep_ = "nsubj"  # "May said that …"
        if tag in small and doc[i].is_title and doc[i].lower_ in given:
            _correct_given_name(doc[i])
    for verb in _iter_parted_verbs(doc):
        _correct_subject(verb)


def _given_names(lexicons: Lexicons) -> frozenset[str]:
    names = load_source_lexicon(lexicons).first_names
    return frozenset((*names.male, *names.female, *names.either))


def _correct_given_name(token: Token) -> None:
    """Make "Will" and "Per" the first word of a name, where they cannot be what the tagger says."""
    doc, last = token.doc, token.i
    while last + 1 < min(len(doc), token.i + _MAX_NAME) and not doc[last + 1].is_sent_start:
        following = doc[last + 1]
        is_hyphen = following.text in _HYPHENS and not following.whitespace_ and last == token.i
        if following.pos_ != "PROPN" and not (is_hyphen and not token.whitespace_):
            break
        last += 1
    surname = doc[last]
    if surname == token:
        _correct_surname(token)
        return
    if token.tag_ == "MD":
        # A modal stands with an infinitive: "Will Tanner say it?"
        if token.head.tag_ in _PAST_OR_PRESENT or token.dep_ == "compound":
            _join(token, surname)
        return
    before = doc[token.i - 1] if token.i and not token.is_sent_start else None
    objects = [word for word in doc[token.i + 1 : last + 1] if word.dep_ == "pobj"]
    if token.dep_ in ("compound", "nmod"):
        _join_all([token, *objects], surname)
    elif token.dep_ != "prep" or not objects:
        return
    elif before is not None and before.pos_ in ("NOUN", "PROPN"):
        _take_place(surname, before)
        _join_all([token, *objects], surname)
    elif before is None and _lacks_subject(token.head):
        _attach(surname, token.head, "nsubj")
        _join(token, surname)


def _lacks_subject(verb: Token) -> bool:
    return verb.tag_ in _PAST_OR_PRESENT and not any(c.dep_ in _SUBJECTS for c in verb.children)


def _correct_surname(token: Token) -> None:
    """Make "Will" a surname before a verb that no modal can stand with: "Grace *Will* said"."""
    verb = token.head
    if token.tag_ != "MD" or verb.tag_ not in _PAST_OR_PRESENT or token.dep_ != "aux":
        return
    before = None if token.is_sent_start else token.nbor(-1)
    if before is not None and before.pos_ == "PROPN" and before.dep_ == "nsubj":
        token.tag_, token.pos_ = "NNP", "PROPN"
        _attach(token, verb, "nsubj")
        for child in list(before.children):
            _attach(child, token, child.dep_)
        _attach(before, token, "compound")
    elif _lacks_subject(verb) and verb.i == token.i + 1:
        token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "nsubj"


def _join_all(words: Sequence[Token], surname: Token) -> None:
    """Make words of a name depend on its last one: "Per-Erik Moe"."""
    for word in words:
        if word != surname:
            _join(word, surname)


def _join(token: Token, surname: Token) -> None:
    token.tag_, token.pos_ = "NNP", "PROPN"
    _attach(token, surname, "compound")


def _take_place(surname: Token, noun: Token) -> None:
    """Make a surname the head of the title before it: "union leader | Per Aune"."""
    head, relation = noun.head, noun.dep_
    if head == noun or surname in (head, noun):
        return
    _attach(surname, head, relation)
    _attach(noun, surname, "compound")


def _attach(token: Token, head: Token, relation: str) -> None:
    """Make a token depend on a head, unless the head depends on it."""
    if not token.is_ancestor(head):
        token.head = head
        token.dep_ = relation


def _iter_parted_verbs(doc: Doc) -> Iterator[Token]:
    """Yield the finite verbs directly after a parenthesis."""
    orths = doc.to_array(["ORTH"]).ravel().tolist()
    closing = {doc.vocab.strings[mark] for mark in _BRACKETS}
    for i, orth in enumerate(orths[:-1]):
        if orth in closing and doc[i + 1].tag_ in _FINITE:
            yield doc[i + 1]


def _correct_subject(verb: Token) -> None:
    """Make the name before a parenthesis the subject: "*Ann Roe* (born 3 May 1942) said"."""
    doc, closing = verb.doc, verb.i - 1
    opening = _opening(doc, closing)
    if verb.tag_ == "MD":
        verb = verb.head
    noun = None if opening is None else _noun_before(doc, opening)
    if opening is None or noun is None or verb.i < closing or noun.sent != verb.sent:
        return
    children = list(verb.children)
    has_subject = any(child.dep_ in _SUBJECTS and child.i < opening for child in children)
    if noun.is_ancestor(verb) and not has_subject:
        head, relation = noun.head, noun.dep_
        _attach(verb, verb if head == noun else head, relation)
    if not has_subject:
        _attach(noun, verb, "nsubj")
    for child in children:
        is_moved = opening <= child.i <= closing and not child.is_ancestor(noun)
        if is_moved and (not has_subject or child.dep_ in _SUBJECTS):
            _attach(child, noun, "punct" if child.is_punct else "dep")


def _opening(doc: Doc, closing: int) -> int | None:
    mark = _BRACKETS[doc[closing].text]
    for i in range(closing - 1, max(-1, closing - _MAX_BRACKETED), -1):
        if doc[i].text == mark:
            return i
        if doc[i].is_sent_start:
            return None
    return None


def _noun_before(doc: Doc, opening: int) -> Token | None:
    """Return the head of the noun phrase directly before a parenthesis."""
    start = opening
    while start > max(0, opening - _MAX_NAME) and doc[start - 1].pos_ in _NOMINAL:
        start -= 1
        if doc[start].is_sent_start:
            break
    inside = [t for t in doc[start:opening] if not start <= t.head.i < opening or t.head == t]
    nouns = [token for token in inside if token.pos_ in ("NOUN", "PROPN")]
    return nouns[-1] if nouns else None
