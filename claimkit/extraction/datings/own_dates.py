"""Find the date of a claim that its own words tell: "said on Monday", "in a letter of 3 May"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from claimkit.edtf import is_day, is_up_to_season, parse_period
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.datings.occasion_words import load_occasion_words
from claimkit.extraction.datings.tense import Tense, find_governor, find_tense
from claimkit.model import Attribution, Dating, Span
from claimkit.parsing.parsed_document import ParsedDocument

PRESENT = ("VBZ", "VBP", "VB", "MD")
_INITIAL_TOKENS = 2
_MAX_BETWEEN = 6  # tokens between a cue and its content, a time among them
_AS_CLAUSE = "as-clause"
SUBJECTS = ("nsubj", "nsubjpass")
_BEFORE_NOUN = ("poss", "compound", "nmod")
_OBJECTS = ("dobj", "dative", "iobj", "attr", "oprd", "acomp", "prt", "agent")
_CLAUSE_PARTS = ("VERB", "AUX", "NOUN", "PROPN", "PRON")
_IN_NAME = (*_BEFORE_NOUN, "amod", "nummod", "det")
_ADVERBIAL = ("prep", "pobj", "pcomp", "npadvmod", "advmod", "advcl", *_BEFORE_NOUN, "amod")
_MAX_STEPS = 12


class OwnDates:
    """Finds the dates that belong to the cues of claims."""

    def __init__(self, parsed: ParsedDocument, datings: DatingIndex) -> None:
        self._doc = parsed.doc
        self._datings = datings
        self._words = load_occasion_words(parsed.lexicons)

    def find(self, attribution: Attribution) -> Dating | None:
        """Return the date that opens the sentence, is next to the cue, depends on its verb, or
        dates the paper that is the source. Dates inside the content don't count.
        """
        found = [
            d for d in self._datings.within(attribution.evidence) if self._is_own(d, attribution)
        ]
        cue = self._tokens(attribution.cue[0])
        if len(found) > 1 and cue is not None:
            for dating in found:
                words = self._tokens(dating.span) if dating.span is not None else None
                if words is not None and is_adverbial_of(words.root, cue):
                    return dating
        return found[0] if found else None

    def _is_own(self, dating: Dating, attribution: Attribution) -> bool:
        span, content, cue = dating.span, attribution.content, attribution.cue
        if span is None:
            return False
        if any(s.overlaps(span) for s in content):
            return self._ends_object(dating, content[-1], cue[0])
        if any(s.contains(span) for s in attribution.source):
            if self._dates_paper(span, attribution.source):
                return True  # "a report published on 12 June"
            if not self._is_before_source(span, attribution.source):
                return False
            words = self._tokens(cue[0])
            if words is not None and words.root.tag_ == "VBD" and _is_date(dating.value):
                return True  # "in 1979 the guild accused her"
        if self._is_between(cue[-1], span, content[0]):
            return True
        if attribution.rule.endswith(_AS_CLAUSE) and self._is_before_comma(cue[-1], span):
            return True
        return self._dates_cue(span, dating.value, attribution.evidence.start, cue[0])

    def _is_between(self, cue: Span, dating: Span, content: Span) -> bool:
        """Return whether a time stands between cue and content: "told us in January it was"."""
        if not cue.end <= dating.start < dating.end <= content.start:
            return False
        between, words = self._tokens(Span(cue.end, content.start)), self._tokens(cue)
        span = self._tokens(dating)
        if between is None or words is None or span is None or words.root.tag_ in PRESENT:
            return False
        if span.root.dep_ in _BEFORE_NOUN or not _is_time_of(span):
            return False  # "said after *Monday*'s debate"
        return not any(token.is_punct for token in between) and len(between) <= _MAX_BETWEEN

    def _is_before_comma(self, cue: Span, dating: Span) -> bool:
        """Return whether a time ends the clause of a cue: "As I told you *last week*, it rose"."""
        if cue.end > dating.start:
            return False
        words, between = self._tokens(cue), self._tokens(Span(cue.end, dating.end))
        if words is None or between is None:
            return False
        is_past = words.root.tag_ not in PRESENT
        return is_past and not any(token.is_punct for token in between)

    def _ends_object(self, dating: Dating, content: Span, cue: Span) -> bool:
        """Return whether a day or year closes the cue's object: "rejected the offer on Friday"."""
        if dating.span is None or dating.span.end != content.end or dating.value is None:
            return False
        span, words = self._tokens(dating.span), self._tokens(cue)
        if span is None or words is None or words.root.tag_ != "VBD":
            return False
        if is_day(dating.value):
            return find_governor(span) == words.root
        period = parse_period(dating.value)
        is_year = period is not None and period.unit == "year"
        return is_year and span.root.head == words.root

    def _dates_cue(self, dating: Span, value: str | None, start: int, cue: Span) -> bool:
        span, words = self._tokens(dating), self._tokens(cue)
        sentence = self._tokens(Span(start, dating.end))
        if span is None or sentence is None or words is None:
            return False
        if value is not None and is_day(value) and self._is_of_occasion(span, words):
            return True
        if not _is_time_of(span):
            return False
        is_first = self._opens(span, sentence)
        if value is not None and not is_up_to_season(value):
            # A quarter never dates a claim, and a year does so only where it opens the sentence.
            period = parse_period(value)
            if period is None or period.unit != "year":
                return False
            if is_first:
                return words.root.tag_ not in PRESENT and not _is_second_of_two(span, words)
            return words.root.tag_ == "VBD" and self._is_in_adverbial(span, words)
        if max(span.start - words.end, words.start - span.end) <= 0:
            return not self._is_about_source(span, words)
        if words.root.tag_ in PRESENT:
            return False  # "On Tuesday the league plans to vote"
        if is_first:
            is_day_of_both = value is None or is_day(value)
            return is_day_of_both or not _is_second_of_two(span, words)
        if self._is_in_adverbial(span, words):
            return True
        verb = find_governor(span)
        if verb is None:
            return False
        if verb.dep_ == "advcl" and verb.head in words and verb.tag_ == "VBG":
            return verb.lemma_ in self._words.speech_verbs
        if verb.dep_ in ("relcl", "acl"):
            noun = verb.head
            if (
                noun.dep_ in SUBJECTS
            ):  # "Roe, speaking on Monday, said", but not "men seen on Monday"
                return verb.tag_ == "VBG" and verb.lemma_ in self._words.speech_verbs
            return verb.dep_ == "acl" and _complement_of(noun) in words
        if value is not None and is_day(value) and _is_first_of_two(verb, words.root):
            return True
        # "contradicted him on Monday, saying that …"
        if find_tense(span.doc, dating.start, dating.end) is Tense.FUTURE:
            return False  # "would come on Friday, calling it an honour"
        is_joined = words.root.tag_ == "VBG" and words.root.head == verb
        return is_joined and self._is_in_adverbial(span, [verb])

    def _opens(self, span: DocSpan, sentence: DocSpan) -> bool:
        """Return whether a date stands at the start of its sentence, before any verb or noun.

        Participles do not count if they are about speech: "Speaking on Monday, …".
        """
        if span.start - sentence.start > _INITIAL_TOKENS:
            return False
        return not any(
            token.pos_ in _CLAUSE_PARTS
            and not (token.tag_ == "VBG" and token.lemma_ in self._words.speech_verbs)
            for token in span.doc[sentence.start : span.start]
        )

    def _is_in_adverbial(self, span: DocSpan, words: DocSpan | Sequence[Token]) -> bool:
        """Return whether a date is the time at which a cue's verb says something.

        It is so in "told reporters on Monday" and "said in a speech in Paris on Monday", but not in
        "said after the fire on Monday" or "the nominee of 2008 said".
        """
        token = span.root
        for _ in range(_MAX_STEPS):
            if token in words:
                return True
            head = token.head
            if head.i == token.i or token.dep_ not in (*_ADVERBIAL, *_OBJECTS):
                return False
            is_noun_inside = token.pos_ in ("NOUN", "PROPN") and token not in span
            is_noun_inside = is_noun_inside and token.dep_ == "pobj"
            if is_noun_inside and head.lower_ not in self._words.prepositions:
                return False
            if token.dep_ in ("advcl", "pcomp"):
                return False
            token = head
        return False

    def _dates_paper(self, dating: Span, source: tuple[Span, ...]) -> bool:
        """Return whether a date in a source is that of a paper.

        "A report published on 12 June", but not "the 25 May Movement" or "survivors of the fire on
        12 June".
        """
        words = self._tokens(source[0])
        span = self._tokens(dating)
        if words is None or span is None:
            return False
        noun = words.root
        if noun.pos_ == "ADP":
            noun = next((child for child in noun.children if child.dep_ == "pobj"), noun)
        return noun.lemma_.lower() in self._words.papers and noun.i not in range(
            span.start, span.end
        )

    def _is_before_source(self, dating: Span, source: tuple[Span, ...]) -> bool:
        """Return whether the printed source begins with a date that is no part of a name."""
        span = self._tokens(dating)
        if span is None or source[0].start < dating.start:
            return False
        return not any(t.dep_ in _IN_NAME and t.head not in span for t in span)

    def _is_about_source(self, span: DocSpan, cue: DocSpan) -> bool:
        """Return whether a date before a cue is in a clause about people: "men seen on Monday".

        Not so "a survey published on Monday".
        """
        if 0 < span.start < cue.start:
            noun = span[0].nbor(-1)
            if noun.pos_ == "NOUN" and noun.dep_ == "pobj":
                # "survivors of the *fire* on Monday", but not "the head of the bank on Monday"
                return noun.lemma_.lower() not in self._words.papers | self._words.bodies
        verb = find_governor(span)
        if verb is None or verb.dep_ not in ("acl", "relcl") or verb in cue:
            return False
        is_paper = verb.head.lemma_.lower() in self._words.papers
        return bool(span.end <= cue.start) and not is_paper

    def _is_of_occasion(self, span: DocSpan, words: DocSpan) -> bool:
        """Return whether a day stands before the occasion of a cue: "said at Monday's debate"."""
        noun = span.root.head
        if span.root.dep_ not in _BEFORE_NOUN or noun.dep_ != "pobj":
            return False
        preposition = noun.head
        if preposition.lower_ not in self._words.prepositions or preposition.head not in words:
            return False
        is_beside = preposition.i == words.end or bool(preposition.is_sent_start)
        return is_beside and bool(self._words.kinds_of(noun))

    def _tokens(self, span: Span) -> DocSpan | None:
        return self._doc.char_span(span.start, span.end, alignment_mode="expand")


def is_adverbial_of(token: Token, verbs: DocSpan | Sequence[Token]) -> bool:
    """Return whether a word is in an adverbial of a verb, and in no clause about another word."""
    for _ in range(_MAX_STEPS):
        if token.head.i == token.i or token.dep_ not in _ADVERBIAL:
            return False
        token = token.head
        if token in verbs:
            return True
    return False


def _is_time_of(span: DocSpan) -> bool:
    """Return whether an expression is the time of an event, not its beginning or a deadline."""
    if not span.start:
        return True
    before = span[0].nbor(-1)
    is_other = before.pos_ in ("ADP", "SCONJ") and before.head.pos_ in ("VERB", "AUX")
    return not is_other


def _is_date(value: str | None) -> bool:
    """Return whether a value is a year or more exact: quarters and decades date no claim."""
    period = parse_period(value)
    is_year = period is not None and period.unit == "year"
    return value is None or is_up_to_season(value) or is_year


def _is_second_of_two(span: DocSpan, cue: DocSpan) -> bool:
    """Return whether a cue has a subject of its own behind the clause that a date opens."""
    verb = find_governor(span)
    is_joined = cue.root.dep_ == "conj" and verb is not None and verb not in cue
    return is_joined and any(child.dep_ in SUBJECTS for child in cue.root.children)


def _is_first_of_two(verb: Token, cue: Token) -> bool:
    """Return whether a past verb is joined with the cue: "*cut* the rate on Monday, and … said"."""
    are_past = verb.tag_ == cue.tag_ == "VBD" and verb.i < cue.i
    return are_past and cue.dep_ == "conj" and cue.head == verb


def _complement_of(noun: Token) -> Token:
    """Return the word that a noun's preposition complements: "said" in "said in a letter"."""
    return noun.head.head if noun.dep_ == "pobj" else noun.head
