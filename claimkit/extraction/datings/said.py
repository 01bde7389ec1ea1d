"""Find the date on which a source made its claim, by the cue or by an earlier claim or act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from claimkit.edtf import is_day, is_up_to_season, parse_period
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.datings.tense import (
    Tense,
    depends_on_main_verb,
    find_governor,
    find_tense,
    load_tense_words,
)
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.model import ABOUT_THE_DOCUMENT, Attribution, BlockKind, Dating, Span
from claimkit.parsing.parsed_document import ParsedDocument

_INITIAL_TOKENS = 2
_MAX_BETWEEN = 6  # tokens between a cue and its content, a time among them
_SUBJECTS = ("nsubj", "nsubjpass")
_AS_CLAUSE = "as-clause"
_PRESENT = ("VBZ", "VBP", "VB", "MD")


@dataclass(frozen=True, slots=True)
class _DatedAct:
    """A dated main clause, with its subject and its date."""

    place: Span
    value: str
    subject: frozenset[str]


@dataclass(frozen=True, slots=True)
class _DatedClaim:
    """A claim that has a day, which the source's next claims may share."""

    evidence: Span
    value: str
    source: tuple[str, ...]
    content: tuple[Span, ...]


class SaidFinder:
    """Finds the dates of a document's claims; `find` is called in document order."""

    def __init__(
        self, parsed: ParsedDocument, datings: DatingIndex, attributions: Sequence[Attribution]
    ) -> None:
        self._doc = parsed.doc
        skipped = ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE, BlockKind.CAPTION}
        self._block_starts = [b.span.start for b in parsed.blocks if b.kind not in skipped]
        self._datings = datings
        self._past_auxiliaries = load_tense_words(parsed.lexicons).past_auxiliaries
        lexicon = load_dating_lexicon(parsed.lexicons)
        self._parting_adverbs = frozenset(lexicon.parting_adverbs)
        self._hearing_verbs = frozenset(lexicon.hearing_verbs)
        self._acts = list(self._iter_acts([span for a in attributions for span in a.content]))
        self._act_ends = [act.place.end for act in self._acts]
        self._last: _DatedClaim | None = None

    def find(self, attribution: Attribution, source: tuple[str, ...]) -> str | None:
        """Return the EDTF date on which ``source`` (names) made the claim.

        A date counts if it opens the sentence, is next to the cue, depends on the cue's
        verb, or dates the paper that is the source. Dates inside the content don't count. Without
        one, a claim in the past tense takes the date of the same source's last claim, of the
        claim that brought up the paper which is the source, or of what the source did in the
        sentences before, in its paragraph or the one before. Only days are carried on.
        """
        if not attribution.cue:
            return None
        own = self._find_own(attribution)
        value = own.value if own is not None else None
        if own is None and self._can_carry(attribution):
            value = self._carried(attribution, source)
        if value is not None and is_day(value):
            self._last = _DatedClaim(attribution.evidence, value, source, attribution.content)
        return value

    def is_present(self, attribution: Attribution) -> bool:
        """Return whether a cue is in the present: "we deny", "I can confirm"."""
        if not attribution.cue:
            return False
        words = self._tokens(Span(attribution.cue[0].start, attribution.cue[-1].end))
        return words is not None and words.root.tag_ in _PRESENT

    # -- by the cue -------------------------------------------------------------------------

    def _find_own(self, attribution: Attribution) -> Dating | None:
        evidence, content = attribution.evidence, attribution.content
        for dating in self._datings.within(evidence):
            span = dating.span
            if span is None:
                continue
            if any(s.overlaps(span) for s in content):
                if self._ends_object(dating, content[-1], attribution.cue[0]):
                    return dating
                continue
            if any(s.contains(span) for s in attribution.source):
                return dating  # "a report published on 12 June"
            if self._is_between(attribution.cue[-1], span, content[0]):
                return dating
            if attribution.rule.endswith(_AS_CLAUSE) and self._is_before_comma(
                attribution.cue[-1], span
            ):
                return dating
            if self._dates_cue(span, dating.value, evidence.start, attribution.cue[0]):
                return dating
        return None

    def _is_between(self, cue: Span, dating: Span, content: Span) -> bool:
        """Return whether a time stands between cue and content: "told us in January it was"."""
        if not cue.end <= dating.start < dating.end <= content.start:
            return False
        between, words = self._tokens(Span(cue.end, content.start)), self._tokens(cue)
        if between is None or words is None or words.root.tag_ in _PRESENT:
            return False
        return not any(token.is_punct for token in between) and len(between) <= _MAX_BETWEEN

    def _is_before_comma(self, cue: Span, dating: Span) -> bool:
        """Return whether a time ends the clause of a cue: "As I told you *last week*, it rose"."""
        if cue.end > dating.start:
            return False
        words, between = self._tokens(cue), self._tokens(Span(cue.end, dating.end))
        if words is None or between is None:
            return False
        is_past = words.root.tag_ not in _PRESENT
        return is_past and not any(token.is_punct for token in between)

    def _ends_object(self, dating: Dating, content: Span, cue: Span) -> bool:
        """Return whether a day closes the cue's object: "rejected the offer on Friday"."""
        if dating.span is None or dating.span.end != content.end or dating.value is None:
            return False
        span, words = self._tokens(dating.span), self._tokens(cue)
        if span is None or words is None or words.root.tag_ != "VBD":
            return False
        return is_day(dating.value) and find_governor(span) == words.root

    def _dates_cue(self, dating: Span, value: str | None, start: int, cue: Span) -> bool:
        span, words = self._tokens(dating), self._tokens(cue)
        sentence = self._tokens(Span(start, dating.end))
        if span is None or sentence is None or words is None:
            return False
        if not _is_time_of(span):
            return False
        is_first = span.start - sentence.start <= _INITIAL_TOKENS
        if value is not None and not is_up_to_season(value):
            # A quarter never dates a claim, and a year does so only where it opens the sentence.
            period = parse_period(value)
            if period is None or period.unit != "year":
                return False
            governor = find_governor(span)
            depends = governor is not None and governor in words
            return is_first or (depends and words.root.tag_ == "VBD")
        if max(span.start - words.end, words.start - span.end) <= 0:
            return True
        if words.root.tag_ in _PRESENT:
            return False  # "On Tuesday the league plans to vote"
        if is_first:
            return True
        verb = find_governor(span)
        if verb is None:
            return False
        if verb in words:
            return True
        if verb.dep_ in ("relcl", "acl"):
            return verb.dep_ == "acl" and _complement_of(verb.head) in words
        # "contradicted him on Monday, saying that …"
        return words.root.tag_ == "VBG" and words.root.head == verb

    # -- by the narrative -------------------------------------------------------------------

    def _iter_acts(self, contents: Sequence[Span]) -> Iterator[_DatedAct]:
        """Yield the dated acts in the past that are outside contents, or at the end of one."""
        inside = {dating.span for content in contents for dating in self._datings.within(content)}
        ending = {content.end for content in contents}
        for dating in self._datings:
            place = dating.span
            span = self._tokens(place) if place is not None else None
            if span is None or place is None or dating.value is None:
                continue
            if not is_day(dating.value) or not depends_on_main_verb(span):
                continue
            if (place in inside and place.end not in ending) or self._is_ahead(place):
                continue
            verb = span.root.sent.root
            # "She was dismissed on Friday" is no act of hers, "she was questioned" is.
            relations = _SUBJECTS if verb.lemma_ in self._hearing_verbs else _SUBJECTS[:1]
            subject = {
                token.lower_
                for child in verb.children
                if child.dep_ in relations
                for token in child.subtree
            }
            yield _DatedAct(place, dating.value, frozenset(subject))

    def _is_ahead(self, place: Span) -> bool:
        return find_tense(self._doc, place.start, place.end) is Tense.FUTURE

    def _can_carry(self, attribution: Attribution) -> bool:
        """Return whether a claim may take the day of an earlier claim or act.

        Its cue is in the past tense and has no adverb such as "later".
        """
        words = self._tokens(Span(attribution.cue[0].start, attribution.cue[-1].end))
        if words is None or words.root.tag_ in _PRESENT:
            return False
        auxiliaries = [c for c in words.root.children if c.dep_ == "aux"]
        near = [*words.root.children, *(c for a in words for c in a.lefts)]
        if any(
            a.tag_ in ("VBZ", "VBP", "MD") or a.lower_ in self._past_auxiliaries
            for a in auxiliaries
        ):
            return False
        return not any(token.lower_ in self._parting_adverbs for token in near)

    def _carried(self, attribution: Attribution, source: tuple[str, ...]) -> str | None:
        evidence = attribution.evidence
        number = bisect_right(self._act_ends, evidence.start)
        act = self._acts[number - 1] if number else None
        last = self._last
        if last is not None and self._is_near(last.evidence, evidence):
            has_moved = act is not None and act.place.start >= last.evidence.end
            if not has_moved or (act is not None and act.value == last.value):
                if last.source == source or self._is_part_of(attribution, last):
                    return last.value
        if act is not None and self._is_near(act.place, evidence):
            if any(_is_named_by(name, act.subject) for name in source):
                return act.value
        return None

    def _is_part_of(self, attribution: Attribution, last: _DatedClaim) -> bool:
        """Return whether the source is a thing in the last claim's content.

        "published a statement …", then "the statement says …".
        """
        if len(attribution.source) != 1:
            return False
        mention = self._tokens(attribution.source[0])
        if mention is None or mention.root.pos_ != "NOUN" or not _is_definite(mention[0]):
            return False
        noun = mention.root.lower_
        contents = filter(None, map(self._tokens, last.content))
        return any(token.lower_ == noun for content in contents for token in content)

    def _is_near(self, before: Span, evidence: Span) -> bool:
        """Return whether the place is in the same paragraph or in the one before, or overlaps."""
        starts = self._block_starts
        return bisect_right(starts, evidence.start) - bisect_right(starts, before.end) <= 1

    def _tokens(self, span: Span) -> DocSpan | None:
        return self._doc.char_span(span.start, span.end, alignment_mode="expand")


def _is_time_of(span: DocSpan) -> bool:
    """Return whether an expression is the time of an event, not its beginning or a deadline."""
    if not span.start:
        return True
    before = span[0].nbor(-1)
    is_other = before.pos_ in ("ADP", "SCONJ") and before.head.pos_ in ("VERB", "AUX")
    return not is_other


def _is_definite(token: Token) -> bool:
    """Return whether a word points back: "the", "this"."""
    return "Def" in token.morph.get("Definite", []) or "Dem" in token.morph.get("PronType", [])


def _complement_of(noun: Token) -> Token:
    """Return the word that a noun's preposition complements: "said" in "said in a letter"."""
    return noun.head.head if noun.dep_ == "pobj" else noun.head


def _is_named_by(name: str, subject: frozenset[str]) -> bool:
    """Return whether a resolved source is the subject: by its surname, or by all its words."""
    words = name.lower().split()
    if not words or not subject:
        return False
    return set(words) <= subject or (name[0].isupper() and words[-1] in subject)
