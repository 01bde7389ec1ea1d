"""Find whether the clause of a date expression is about the past or the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.word_patterns import any_of
from claimkit.parsing.layout import lexicons_of

_MAX_STEPS = 12
_INITIAL_TOKENS = 2
_CLOCK_TOKENS = 5
_ATTACHED = ("compound", "poss", "nmod", "amod")
_BEFORE_INFINITIVE = ("VBZ", "VBP", "VBG")


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class TenseWords:
    """The words that decide whether a clause is about the past or the future.

    Verbs and nouns by lemma, auxiliaries and prepositions as printed in lower case.
    ``governors`` stand above an infinitive that has not happened yet; ``schedules``,
    ``participles`` and ``timetable`` verbs are about what is planned.
    """

    future_auxiliaries: frozenset[str]
    past_auxiliaries: frozenset[str]
    perfect_auxiliaries: frozenset[str]
    governors: frozenset[str]
    schedules: frozenset[str]
    participles: frozenset[str]
    timetable: frozenset[str]
    deadlines: frozenset[str]
    goals: frozenset[str]
    movers: frozenset[str]
    open_conjunctions: frozenset[str]
    records: frozenset[str]
    clock: re.Pattern[str]
    past_deadlines: frozenset[str]


@cache
def load_tense_words(lexicons: Lexicons) -> TenseWords:
    lexicon = load_dating_lexicon(lexicons)
    return TenseWords(
        future_auxiliaries=frozenset(lexicon.future_auxiliaries),
        past_auxiliaries=frozenset(lexicon.past_auxiliaries),
        perfect_auxiliaries=frozenset(lexicon.perfect_auxiliaries),
        governors=frozenset(lexicon.future_governors),
        schedules=frozenset(lexicon.schedule_words),
        participles=frozenset(lexicon.schedule_participles),
        timetable=frozenset(lexicon.timetable_verbs),
        goals=frozenset(lexicon.goal_prepositions),
        movers=frozenset(lexicon.moving_verbs),
        open_conjunctions=frozenset(lexicon.open_conjunctions),
        records=frozenset(lexicon.record_nouns),
        clock=re.compile(rf"{any_of(lexicon.clock_tokens)}|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?"),
        deadlines=frozenset(lexicon.deadline_prepositions),
        past_deadlines=frozenset(lexicon.past_deadline_prepositions),
    )


def find_tense(doc: Doc, start: int, end: int) -> Tense | None:
    """Return the tense of the clause that the expression ``[start, end)`` dates.

    None where the clause has no verb, or a tense that leaves it open: a bare present.
    """
    words = load_tense_words(lexicons_of(doc))
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    verb = find_governor(span)
    if verb is None or _is_before_clause(span, verb):
        return None
    if _is_scheduled(span.root, words):
        return Tense.FUTURE
    tense = _tense_of(verb, _MAX_STEPS, words)
    before = _word_before(span, words)
    if before is not None and before.lower_ in words.goals and is_any_verb(verb, words.movers):
        return Tense.FUTURE
    if _is_predicate(span, verb):
        return Tense.FUTURE  # "the vote is on Friday"
    if before is not None and before.lower_ in words.deadlines:
        return _tense_of_deadline(before, verb, tense, words)
    if (
        span.root.dep_ in _ATTACHED
        and span.root.head.i != verb.i
        and not _has_future_auxiliary(verb, words)
    ):
        return Tense.PAST  # "Monday's ruling", "a June agreement"
    return tense


def is_day_of_past(doc: Doc, start: int, end: int) -> bool:
    """Return whether the expression is the day of a finite verb in the past tense.

    That is "sank on May 20", not "the May 20 deadline", "was on May 20" or "called a vote on May
    20", whose day may be still to come.
    """
    words = load_tense_words(lexicons_of(doc))
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or find_tense(doc, start, end) is not Tense.PAST:
        return False
    head = span.root.head
    if head.pos_ == "ADP":
        head = head.head
    if head.pos_ != "VERB" or head.lemma_ in words.governors or head.dep_ == "relcl":
        return False
    finite = [child for child in head.children if child.dep_ == "auxpass"]
    return head.tag_ == "VBD" or any(child.tag_ == "VBD" for child in finite)


def depends_on_main_verb(span: DocSpan) -> bool:
    """Return whether a date opens its sentence or depends on its main verb."""
    doc = span.doc
    first = range(max(0, span.start - _INITIAL_TOKENS), span.start + 1)
    if any(doc[i].is_sent_start for i in first):
        return True
    head = span.root.head
    if head.pos_ == "ADP":
        head = head.head
    return head.head.i == head.i


def nearby(span: DocSpan, tokens: int) -> DocSpan:
    """Return the span with up to ``tokens`` tokens on either side, inside its sentence.

    The number is limited because a text without sentence ends is one long sentence.
    """
    doc, first, last = span.doc, span.start, span.end
    while first > max(0, span.start - tokens) and not doc[first].is_sent_start:
        first -= 1
    while last < min(len(doc), span.end + tokens) and not doc[last].is_sent_start:
        last += 1
    return doc[first:last]


def find_governor(span: DocSpan) -> Token | None:
    """Return the verb that the expression depends on."""
    token = span.root
    for _ in range(_MAX_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_predicate(span: DocSpan, verb: Token) -> bool:
    """Return whether a date is all that the present tense of "be" says of its subject."""
    if verb.pos_ != "AUX" or verb.tag_ not in ("VBZ", "VBP"):
        return False
    head = span.root if span.root.dep_ != "pobj" else span.root.head
    others = [child for child in verb.children if child.dep_ in ("attr", "acomp", "expl", "neg")]
    return head.head.i == verb.i and head.i > verb.i and others in ([], [head])


def _is_before_clause(span: DocSpan, verb: Token) -> bool:
    """Return whether a date stands before the conjunction of the clause that it is parsed into."""
    return any(child.dep_ == "mark" and child.i >= span.end for child in verb.children)


def _word_before(span: DocSpan, words: TenseWords) -> Token | None:
    """Return the word before a date and the time of day at it: "until 9 a.m. on Tuesday"."""
    index = span.start - 1
    for _ in range(_CLOCK_TOKENS):
        if index < 0 or not (words.clock.fullmatch(span.doc[index].lower_)):
            break
        index -= 1
    return span.doc[index] if index >= 0 else None


def is_any_verb(verb: Token, words: frozenset[str]) -> bool:
    """Return whether a verb is one of some, which may have a particle: "put off"."""
    particles = (child.lower_ for child in verb.children if child.dep_ == "prt")
    return verb.lemma_ in words or any(f"{verb.lemma_} {word}" in words for word in particles)


def _is_scheduled(token: Token, words: TenseWords) -> bool:
    """Return whether the expression depends on a word such as "payable" or "due"."""
    head = token.head if token.dep_ != "pobj" else token.head.head
    return head.pos_ == "ADJ" and head.lemma_ in words.schedules


def _tense_of_deadline(
    preposition: Token, verb: Token, tense: Tense | None, words: TenseWords
) -> Tense:
    """Return the past for "had filed by Monday", the future for "wants it back by Monday"."""
    is_past = any(
        child.lower_ in words.past_auxiliaries for child in verb.children if child.dep_ == "aux"
    )
    if is_past or (tense is Tense.PAST and preposition.lower_ in words.past_deadlines):
        return Tense.PAST
    return Tense.FUTURE


def _has_future_auxiliary(verb: Token, words: TenseWords) -> bool:
    """Return whether the verb has an auxiliary of the future; "would have gone" is over."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ == "aux"]
    is_perfect = not words.perfect_auxiliaries.isdisjoint(auxiliaries)
    return not is_perfect and not words.future_auxiliaries.isdisjoint(auxiliaries)


def _tense_of(verb: Token, steps: int, words: TenseWords) -> Tense | None:
    if _has_future_auxiliary(verb, words):
        return Tense.FUTURE
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBN" and verb.head.lemma_ in words.records:
        return Tense.PAST  # "the record set on Monday"
    if verb.lemma_ in words.schedules or (verb.tag_ == "VBN" and verb.lemma_ in words.participles):
        return Tense.FUTURE  # "is expected on Monday", "planned a rally on Saturday"
    if verb.dep_ == "advcl" and _is_open(verb, auxiliaries, steps, words):
        return Tense.FUTURE  # "if the case is heard in June, he will speak"
    if any(child.tag_ == "TO" for child in auxiliaries):
        return _tense_of_infinitive(verb, steps, words)
    if verb.tag_ == "VBD" or any(c.tag_ in ("VBD", "VBN") for c in auxiliaries):
        return Tense.PAST
    if verb.tag_ == "VBN":
        is_present = any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in auxiliaries)
        return None if is_present else Tense.PAST
    if verb.tag_ == "VBG":
        if any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
            return Tense.FUTURE  # "is leaving on Monday"
        return _tense_above(verb, steps, words)
    if verb.tag_ in ("VBZ", "VBP"):
        if any(child.tag_ == "VBN" for child in auxiliaries):
            return Tense.PAST
        return Tense.FUTURE if verb.lemma_ in words.timetable else None
    return Tense.PAST if any(child.tag_ == "VBD" for child in auxiliaries) else None


def _is_open(verb: Token, auxiliaries: list[Token], steps: int, words: TenseWords) -> bool:
    """Return whether a clause in the present tense is about something still to come."""
    finite = auxiliaries[0] if auxiliaries else verb
    if finite.tag_ not in ("VBZ", "VBP"):
        return False
    opens = any(child.lower_ in words.open_conjunctions for child in verb.children)
    return opens and _tense_above(verb, steps, words) is Tense.FUTURE


def _tense_of_infinitive(verb: Token, steps: int, words: TenseWords) -> Tense | None:
    head = verb.head
    if head.lemma_.lower() in words.governors or head.tag_ in _BEFORE_INFINITIVE:
        return Tense.FUTURE
    above = _tense_above(verb, steps, words)
    is_alone = head.i == verb.i or (head.head.i == head.i and head.pos_ not in ("VERB", "AUX"))
    return Tense.FUTURE if above is None and is_alone else above  # "Minister to visit on Monday"


def _tense_above(verb: Token, steps: int, words: TenseWords) -> Tense | None:
    """Return the tense of the next verb above."""
    token = verb
    while steps > 0 and token.head.i != token.i:
        token, steps = token.head, steps - 1
        if token.pos_ in ("VERB", "AUX"):
            return _tense_of(token, steps, words)
    return None
