"""Enumerate the places where a piece of content can end, with their traits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.content_spans.piece import ContentPiece, is_word
from claimkit.extraction.attribution.drafts import CLAUSAL
from claimkit.lexicons.attribution import Stance

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_FINITE = ("VBD", "VBZ", "VBP")
_OPEN_CLASS = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM", "X", "SYM", "INTJ"))
_LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (32, "17-32"))
_MARKS = {"“": '"', "”": '"', "''": '"', "``": '"', "—": "--", "–": "--", "-": "--", "…": "..."}
_LIKELY = 0.5
_ANSWERS: frozenset[Stance] = frozenset(("denies", "confirms"))
_CLAUSE, _PHRASE = "clause", "phrase"
# What a content that goes on has passed, and not only met.
_PASSED = ("clause", "governor")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A border of a content: ``word`` is the last word before it, None if the piece is dropped."""

    word: int | None
    traits: list[str]


def find_ends(piece: ContentPiece) -> list[Candidate]:
    """Return the possible ends of a piece behind its cue, in order.

    They lie in the last sentence of the piece. A border is a mark, or the begin of a phrase that
    depends on a word before it. No content goes on over its cue, its source, a verb whose subject
    holds the cue, or the quotation of another draft. A piece that begins with a quotation of its
    draft is never dropped.
    """
    parsed, doc = piece.parsed, piece.parsed.doc
    own = piece.words[-1]
    sentence = parsed.sentences[parsed.sentence_of[own]]
    start = max(piece.words[0], sentence[0])
    words = [i for i in range(start, sentence[1]) if piece.around.is_word[i]]
    place = words.index(own)
    length = sum(1 for i in piece.words if i < start)
    passed: dict[str, None] = {}
    found = []
    bracketed = _bracketed(piece, sentence[1])
    for number, last in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        traits, clause = list[str](), list[str]()
        if following is None:
            mark = _mark(doc, range(last + 1, sentence[1]))
            traits += ("sentence end", f"sentence end: {piece.kind}", f"mark: {mark}")
        else:
            top = _climb(doc[following], last)
            if last != own and following == last + 1:
                if top.head.i > last or top.left_edge.i != following:
                    continue
            border = _Border.at(piece, last, doc[following], top, following in bracketed)
            traits += _border_traits(piece, border)
            clause += _clause_traits(piece, border)
        traits += clause
        if last == own and following is not None:
            traits.append(f"parsed, mark: {border.mark}")
            traits += [f"parsed, {trait}" for trait in clause]
        traits += _distance_traits(piece, number - place)
        size = _length(length + number + 1)
        traits += (f"length: {size}", f"length: {size}: {piece.kind}")
        traits += passed
        passed |= {f"past {trait}": None for trait in clause if trait.startswith(_PASSED)}
        found.append(Candidate(last, traits))
        if following is not None and _is_last(piece, border, sentence[1]):
            break
    if not piece.is_only and not _begins_with_own_quotation(piece):
        found.append(Candidate(None, list(_drop_traits(piece))))
    return found


def _is_last(piece: ContentPiece, border: _Border, end: int) -> bool:
    """Return whether no content goes on over a border in a sentence that ends at ``end``."""
    if border.last >= piece.words[-1]:
        if _is_barred(piece, border.next) or _is_report_beside(piece, border):
            return True
    if _is_answer(piece, border) or _is_newsroom_behind_dash(piece, border, end):
        return True
    return border.mark == "," and _is_credit(piece, border, end)


def _is_newsroom_behind_dash(piece: ContentPiece, border: _Border, end: int) -> bool:
    """Return whether a headline ends with its newsroom: "said the road was closed – *Gazette*".

    Counter-example: "said he reads one paper – the Gazette", which tells more of a noun.
    """
    if border.mark != "--":
        return False
    doc, outlets = piece.parsed.doc, piece.around.lexicon.outlets
    name = [doc[i] for i in range(border.next.i, end) if piece.around.is_word[i]]
    if name[0].pos_ == "DET":
        name = name[1:]
    is_name = bool(name) and all(token.text[0].isupper() for token in name)
    return is_name and name[-1].lower_ in outlets and doc[border.last].lower_ not in outlets


def _is_answer(piece: ContentPiece, border: _Border) -> bool:
    """Return whether another's stand on the content begins: "it was safe | and Lee denied it".

    Counter-example: "said the road was closed and Lee knew it".
    """
    verb = _conjunct(border)
    if verb.dep_ != "conj" or not any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    other = piece.around.drafts.get(verb.i)
    if other is None or other.stance not in _ANSWERS or other.frame in CLAUSAL:
        return False
    pronouns = piece.around.lexicon.function_words.claim_pronouns
    return all(piece.parsed.doc[i].lower_ in pronouns for i in other.content)


def _is_credit(piece: ContentPiece, border: _Border, end: int) -> bool:
    """Return whether the rest of the sentence names where all before it was read.

    Examples: "Berg said the road was closed, | *records show*", "| *according to the Gazette*".
    Counter-example: "said the road, *officials believe*, was closed".
    """
    parsed, around = piece.parsed, piece.around
    if piece.draft.frame not in CLAUSAL or piece.draft.speeches:
        return False
    for token in (border.top, border.top.head):
        other = around.drafts.get(token.i)
        if other is None or other is piece.draft or other.speeches or token.i < border.next.i:
            continue
        if min(other.content, default=border.next.i) >= border.next.i:
            continue
        phrase = {child.i for child in token.subtree} | other.cue
        behind = {i for i in range(border.next.i, end) if around.is_word[i]}
        if behind <= phrase and not behind & other.content:
            return all(parsed.speech_of[i] < 0 for i in behind)
    return False


def _is_barred(piece: ContentPiece, word: Token) -> bool:
    """Return whether no content goes on over a word."""
    number = piece.parsed.speech_of[word.i]
    if number >= 0 and piece.around.is_others(number, piece.draft):
        return True
    if word.i in piece.draft.cue or word.i in piece.mention or word.i in piece.hosts:
        return True
    if _is_main_verb(piece, word) or _is_other_phrase(piece, word):
        return True
    # "They pledged two million *to date*", "rejected the offer *on Friday*"
    dates_cue = word.head.i == piece.draft.anchor and _is_time(piece, word)
    return dates_cue and not piece.kind.startswith(_CLAUSE)


def _is_other_phrase(piece: ContentPiece, word: Token) -> bool:
    """Return whether a phrase behind the content credits all of the report: ", *according to*"."""
    other = piece.around.drafts.get(word.i)
    return other is not None and other.frame == _PHRASE and piece.draft.anchor in other.content


def _is_report_beside(piece: ContentPiece, border: _Border) -> bool:
    """Return whether a report begins that is none of this one.

    Another's, which the parser sets beside the cue: "Berg said it was safe, | and Lee denied it".
    The source's own, in the tense of the cue: "Berg said it was safe | and refused to leave".
    """
    verb = _conjunct(border)
    if verb.dep_ != "conj" or verb.i not in piece.around.drafts:
        return False
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return verb.head.i in piece.draft.cue
    return verb.tag_ == piece.parsed.doc[piece.draft.anchor].tag_


def _begins_with_own_quotation(piece: ContentPiece) -> bool:
    """Return whether a piece cannot be dropped, because its quotation belongs to the draft."""
    return piece.parsed.speech_of[piece.words[0]] in piece.draft.speeches


def _conjunct(border: _Border) -> Token:
    """Return the head of the phrase behind a border, after a conjunction that of what it joins."""
    if border.next.dep_ != "cc" or border.top.i != border.next.i:
        return border.top
    following = (c for c in border.top.head.children if c.dep_ == "conj" and c.i > border.top.i)
    return next(following, border.top)


def _is_main_verb(piece: ContentPiece, word: Token) -> bool:
    """Return whether a verb goes on behind a clause set off by commas.

    Example: "The coach, who said he would retire, *left*".
    """
    doc, pronoun = piece.parsed.doc, piece.draft.source.pronoun
    if pronoun is None or not pronoun.i or word.tag_ not in (*_FINITE, "MD"):
        return False
    is_set_off = doc[pronoun.i - 1].text == doc[word.i - 1].text == ","
    return is_set_off and not any(child.dep_ in _SUBJECTS for child in word.children)


@dataclass(frozen=True, slots=True)
class _Border:
    """The words around a border, and ``top``, the head of the phrase that begins behind it."""

    last: int
    next: Token
    top: Token
    target: str
    mark: str
    in_brackets: bool

    @classmethod
    def at(
        cls, piece: ContentPiece, last: int, following: Token, top: Token, in_brackets: bool
    ) -> _Border:
        mark = _mark(piece.parsed.doc, range(last + 1, following.i))
        target = _target(piece, top.head, top, last)
        return cls(last, following, top, target, mark, in_brackets)


def _climb(token: Token, last: int) -> Token:
    """Return the highest word above a token whose way up stays behind the border."""
    while token.head.i > last and token.head.i != token.i:
        token = token.head
    return token


def _mark(doc: Doc, between: range) -> str:
    marks = [doc[i].text for i in between if not doc[i].is_space]
    return "".join(_MARKS.get(mark, mark) for mark in marks[:2]) or "none"


def _target(piece: ContentPiece, head: Token, top: Token, last: int) -> str:
    """Return what a phrase depends on: the cue, the root of the content, another part of it."""
    draft = piece.draft
    if head.i == top.i:
        return "top"
    if head.i in draft.cue:
        return "cue"
    if head.i == draft.root:
        return "root"
    return "inside" if head.i > draft.anchor and head.i <= last else "outside"


def _length(number: int) -> str:
    return next((name for limit, name in _LENGTHS if number <= limit), "33+")


def _distance_traits(piece: ContentPiece, distance: int) -> Iterator[str]:
    if not distance:
        yield "parsed"
        yield f"parsed: {piece.kind}"
        yield f"parsed: {piece.draft.frame}"
        return
    side = "longer" if distance > 0 else "shorter"
    yield f"{side}: {piece.kind}"
    yield f"{side} by {_length(abs(distance))}"
    if distance > 0:
        yield f"{side} by {_length(distance)}: {piece.kind}"


def _border_traits(piece: ContentPiece, border: _Border) -> Iterator[str]:
    kind, mark, word = piece.kind, border.mark, border.next
    relation = f"{border.top.dep_} of {border.target}"
    yield f"mark: {mark}"
    yield f"mark: {mark}: {kind}"
    yield f"next: {relation}"
    yield f"next: {relation}: {kind}"
    yield f"next: {relation}, mark {mark}"
    yield f"tag: {word.tag_}"
    yield f"tag: {word.tag_}, mark {mark}"
    if word.pos_ not in _OPEN_CLASS:
        yield f"word: {word.lower_}"
        yield f"word: {word.lower_}: {kind}"
        yield f"word: {word.lower_}, mark {mark}"
    if piece.draft.root is not None and piece.draft.root > border.last:
        yield f"before the root: {kind}"
    if _is_time(piece, word):
        yield f"time: {kind}"
        yield f"time of {border.target}"
    if border.in_brackets:
        yield "in brackets"
    yield from _quotation_traits(piece, border)


def _is_time(piece: ContentPiece, word: Token) -> bool:
    """Return whether a day or month begins at a word: "on Friday", "to date"."""
    doc, lexicon = piece.parsed.doc, piece.around.lexicon
    if word.pos_ == "ADP" and word.i + 1 < len(doc):
        word = doc[word.i + 1]
    return word.text in lexicon.calendar_names or _is_bare_time(piece, word)


def _is_bare_time(piece: ContentPiece, word: Token) -> bool:
    """Return whether a noun without any other word is a time: "to *date*"."""
    nouns = piece.around.lexicon.function_words.time_nouns
    return word.lower_ in nouns and not word.n_lefts + word.n_rights


def _bracketed(piece: ContentPiece, end: int) -> set[int]:
    """Return the tokens from the begin of a piece to ``end`` that stand in brackets."""
    found, depth = set[int](), 0
    for token in piece.parsed.doc[piece.words[0] : end]:
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0:
            found.add(token.i)
    return found


def _quotation_traits(piece: ContentPiece, border: _Border) -> Iterator[str]:
    speech_of = piece.parsed.speech_of
    before, behind = speech_of[border.last], speech_of[border.next.i]
    if before >= 0 and before == behind:
        yield "inside a quotation"
        yield f"inside a quotation: {piece.kind}"
    elif before >= 0:
        yield "quotation ends"
        yield f"quotation ends: {piece.kind}"
        if before in piece.draft.speeches:
            yield "own quotation ends"
            if piece.parsed.speeches[before].is_utterance:
                yield "own utterance ends"
    elif behind >= 0:
        yield "quotation begins"
        yield f"quotation begins: {piece.kind}"


def _clause_traits(piece: ContentPiece, border: _Border) -> Iterator[str]:
    """Yield the traits of a clause or a conjunct that begins at the border."""
    verb = _conjunct(border)
    if border.top.i in piece.governors:
        yield "governor"
        yield f"governor: {piece.kind}"
    if verb.i != border.top.i:
        yield f"joins {verb.tag_} to {border.top.head.tag_} of {border.target}"
        yield f"joins {verb.pos_} of {border.target}: {piece.kind}"
    if verb.pos_ not in ("VERB", "AUX"):
        return
    has_subject = any(child.dep_ in _SUBJECTS for child in verb.children)
    mode = "with subject" if has_subject else "without subject"
    role = f"{verb.dep_} of {border.target} {mode}"
    yield f"clause {role}"
    if border.next.pos_ not in _OPEN_CLASS:
        yield f"clause, opener {border.next.lower_}, {verb.tag_} {mode}"
    other = piece.around.drafts.get(verb.i)
    if other is not None:
        yield f"clause, perhaps a cue {role}"
    if other is not None and other.weight > _LIKELY:
        yield f"clause, another cue {mode}"
        yield f"clause, another cue {role}"
        if other.frame in CLAUSAL:
            yield f"clause, another report {role}"
    if verb.dep_ in ("conj", "ROOT"):
        yield from _tense_traits(piece, verb, mode)


def _tense_traits(piece: ContentPiece, verb: Token, mode: str) -> Iterator[str]:
    doc, draft = piece.parsed.doc, piece.draft
    modals = piece.around.lexicon.function_words.past_modals
    form, cue = f"{verb.dep_} {mode}", _tense(doc[draft.anchor], modals)
    tense = _tense(verb, modals)
    yield f"tense {_likeness(tense, cue)} cue: {form}"
    if draft.root is None:
        return
    root = doc[draft.root]
    told = _tense(root, modals)
    likeness = _likeness(tense, told)
    yield f"tense {_likeness(tense, cue)} cue, {likeness} root: {form}"
    yield f"tense {tense} after {told} of {cue}: {form}"
    subject = next((child for child in root.children if child.dep_ in _SUBJECTS), None)
    if subject is not None:
        yield f"subject {subject.pos_}, tense {likeness} root: {form}"


def _likeness(tense: str, other: str) -> str:
    return "like" if tense == other else "unlike"


def _tense(verb: Token, past_modals: Collection[str]) -> str:
    """Return the tag of the finite part of a verb; a modal in the past counts as past."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.tag_ in (*_FINITE, "MD"):
            return "VBD" if child.lower_ in past_modals else child.tag_
    return verb.tag_


def _drop_traits(piece: ContentPiece) -> Iterator[str]:
    """Yield what speaks for dropping a piece behind the cue, beside one before it."""
    doc, draft, kind = piece.parsed.doc, piece.draft, piece.kind
    first = piece.words[0]
    yield "none"
    yield f"none: {kind}"
    yield f"none: {draft.frame}"
    top = _climb(doc[first], first - 1)
    target = "top" if top.head.i == top.i else "cue" if top.head.i in draft.cue else "other"
    if top.head.i in piece.mention:
        target = "source"
    yield f"none: {top.dep_} of {target}"
    yield f"none: {top.dep_} of {target}: {kind}"
    edge = max((*draft.cue, *(i for i in piece.mention if i < first)))
    between = [i for i in range(edge + 1, first) if is_word(doc[i])]
    yield f"none, {_length(len(between)) if between else '0'} between"
    if any(i in piece.around.drafts for i in between):
        yield "none, another cue between"
    if any(doc[i].tag_ == "VBG" for i in between):
        yield "none, a participle between"
    yield f"none, mark {_mark(doc, range(max(edge, first - 2) + 1, first))}: {kind}"
    yield from _dropped_quotation_traits(piece, len(between))
    yield f"none, length: {_length(len(piece.words))}"
    before = sum(1 for i in draft.content if i < draft.anchor and is_word(doc[i]))
    yield f"none, before: {_length(before)}"
    yield f"none, before: {_length(before)}: {kind}"


def _dropped_quotation_traits(piece: ContentPiece, between: int) -> Iterator[str]:
    """Yield what a quotation at the begin of a piece says about dropping it.

    Args:
        between: the number of words between the cue and the piece.
    """
    draft, first = piece.draft, piece.words[0]
    speech = piece.parsed.speech_of[first]
    if speech >= 0:
        form = "utterance" if piece.parsed.speeches[speech].is_utterance else "fragment"
        near = piece.parsed.sentence_of[first] == piece.parsed.sentence_of[draft.anchor]
        yield f"none: {form}"
        yield f"none: {form} in {'the' if near else 'another'} sentence"
        if near:
            yield f"none: {form}, {_length(between) if between else '0'} between"
