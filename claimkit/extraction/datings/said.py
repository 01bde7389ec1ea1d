"""Find the date on which a source made its claim, by the cue or by an occasion that goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from claimkit.edtf import first_day, is_day, last_day
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.datings.occasion_memory import OccasionMemory
from claimkit.extraction.datings.occasion_words import load_occasion_words
from claimkit.extraction.datings.occasions import Occasion, Statement
from claimkit.extraction.datings.own_dates import PRESENT, SUBJECTS, OwnDates, is_adverbial_of
from claimkit.extraction.datings.tense import Tense, find_tense
from claimkit.model import Attribution, Dating, Kind, Span
from claimkit.parsing.parsed_document import NO_SECTION, ParsedDocument

_LEAD = 4  # a title, and the first paragraphs
_MAX_ACT_AGE = 366
_MAX_NEWS_AGE = 2  # days between what a source said and the news of it
_MAX_PAUSE = 2  # paragraphs without a statement that end an event
_PRONOUN = "PRON"
_CLAUSES = ("advcl", "pcomp", "prep", "relcl", "acl", "conj")
_MAX_CLAUSES = 4


class SaidFinder:
    """Finds the dates of a document's claims; `find` is called in document order.

    A claim without a date of its own takes the day of an occasion (`occasions`):

    1. of the same source's last statement, or of what the source did on a day, in the same
       paragraph or the one before;
    2. of the same source's last statement at any distance, if this is the news of the document:
       the last day that the text has reached, at most a week before the publication;
    3. of an event at which it was said: "told the court", if the text dates the trial; and of an
       event that is being reported and whose members speak;
    4. of the body for which its source speaks;
    5. of the contest after which it was said: "after the match";
    6. of the publication, if the document reports an event of this day, for comments to the press.

    Only days are carried on. A claim in the present or the pluperfect, an attitude, a claim with
    "earlier" at its cue or with another date or place at its verb takes none. What somebody said
    on another occasion ("In May she said …") does not go on beyond its paragraph, and interrupts
    the source's occasion there.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        datings: DatingIndex,
        attributions: Sequence[Attribution],
        published: str | None = None,
    ) -> None:
        self._doc = parsed.doc
        self._datings = datings
        self._published = published
        self._words = load_occasion_words(parsed.lexicons)
        self._own = OwnDates(parsed, datings)
        self._told = DatingIndex(_iter_told(parsed, datings))
        self._memory = OccasionMemory(parsed, self._told, attributions, published)
        self._narrated: dict[tuple[str, ...], str] = {}
        self._before: tuple[str, ...] = ()

    def find(
        self,
        attribution: Attribution,
        source: tuple[str, ...],
        *,
        is_person: bool = False,
        is_narrated: bool = True,
        entry: Span | None = None,
    ) -> str | None:
        """Return the EDTF date on which ``source`` (names) made the claim.

        Args:
            is_person: whether the source is a person with a name.
            is_narrated: whether the document reports the claim, and no speaker in it.
            entry: the part of the document that has a day of its own, in which the claim stands;
                no occasion outside it goes on there.
        """
        if not attribution.cue:
            return None
        statement = Statement(self._doc, self._words, attribution, source, is_person=is_person)
        self._memory.read_acts(attribution.evidence.start)
        own = self._own.find(attribution)
        if own is not None:
            value = own.value if self._is_possible(own.value) else None
            self._memory.note_own(statement, value)
        else:
            value = self._carried(statement, entry, is_narrated=is_narrated)
            if value is not None:
                self._memory.note(statement, value, is_told=False)
            elif statement.is_apart or statement.is_parted:
                self._memory.elsewhere.setdefault(source, attribution.evidence)
        self._before = source
        if value is not None and is_narrated and is_day(value):
            self._narrated[source] = value
        return value

    def day_of(self, source: tuple[str, ...]) -> str | None:
        """Return the day on which a source has spoken, if this is the news of the document.

        What speakers tell of their own days does not count: "I told her on Monday".
        """
        day = self._narrated.get(source)
        is_news = day is not None and day == self._memory.news
        return day if day is not None and is_news and self._memory.is_fresh(day) else None

    def is_of_another_time(self, attribution: Attribution, day: str) -> bool:
        """Return whether a claim in a dated entry was made before it: "had said", "his promise"."""
        statement = Statement(self._doc, self._words, attribution, (), is_person=False)
        return statement.is_before or not self._is_free(statement, day)

    def is_of_release(self, attribution: Attribution) -> bool:
        """Return whether a claim in a release is made in it, as in '"…," says the director'.

        Not "had said", "told the newspaper", "said in May".
        """
        statement = Statement(self._doc, self._words, attribution, (), is_person=False)
        is_other = statement.is_parted or statement.kinds or statement.has_listener
        is_other = is_other or not statement.is_speech
        return not is_other and self._is_free(statement, "")

    def is_present(self, attribution: Attribution) -> bool:
        """Return whether a cue is in the present: "we deny", "I can confirm"."""
        if not attribution.cue:
            return False
        words = self._tokens(Span(attribution.cue[0].start, attribution.cue[-1].end))
        return words is not None and words.root.tag_ in PRESENT

    # -- what goes on -----------------------------------------------------------------------

    def _carried(
        self, statement: Statement, entry: Span | None, *, is_narrated: bool
    ) -> str | None:
        """Return the day of the occasion at which a statement was made, if one goes on.

        In an entry with a day of its own and in a speaker's words only what is near goes on.
        """
        if not statement.is_past or self._is_elsewhere(statement):
            return None
        if entry is not None:
            last, act = self._memory.last, self._memory.act_before(statement.evidence.start)
            is_inside = last is not None and entry.contains(last.place)
            is_after_act = act is not None and entry.contains(act.place)
            return (self._by_near_statement(statement) if is_inside else None) or (
                self._by_near_act(statement) if is_after_act else None
            )
        near = self._by_near_statement(statement) or self._by_near_act(statement)
        if near is not None or not is_narrated:
            return near
        return (
            self._by_news(statement)
            or self._by_event(statement)
            or self._by_body(statement)
            or self._by_contest(statement)
            or self._by_same_day(statement)
        )

    def _is_elsewhere(self, statement: Statement) -> bool:
        """Return whether the source is still on another occasion, of which no day is known.

        That lasts for the paragraph, and for a pronoun in the next one.
        """
        place = self._memory.elsewhere.get(statement.names)
        if place is None:
            return False
        last = self._memory.last
        if last is not None and last.place.start >= place.start:
            if _is_among(statement.names, last.source):
                return False
        steps = self._memory.steps(place, statement.evidence)
        mention = statement.mention
        if steps == 0 or (steps == 1 and mention is not None and mention.root.pos_ == _PRONOUN):
            return True
        del self._memory.elsewhere[statement.names]
        return False

    def _by_near_statement(self, statement: Statement) -> str | None:
        last = self._memory.last
        if last is None or not self._memory.is_near(last.place, statement.evidence):
            return None
        if statement.is_apart and not statement.kinds & last.kinds:
            if last.kinds or not last.is_told:
                return None
        act = self._memory.act_before(statement.evidence.start)
        has_moved = act is not None and act.place.start >= last.place.end and act.day != last.day
        if has_moved:
            return None
        is_same = _is_among(statement.names, last.source) or self._is_part_of(statement, last)
        return last.day if is_same and self._is_free(statement, last.day) else None

    def _by_near_act(self, statement: Statement) -> str | None:
        act = self._memory.act_before(statement.evidence.start)
        if act is None or not self._memory.is_near(act.place, statement.evidence):
            return None
        if self._is_at_another_event(statement, act) and self._memory.steps(
            act.place, statement.evidence
        ):
            return None
        is_actor = any(_is_named_by(name, act.subject) for name in statement.names)
        if not is_actor or statement.is_apart or not self._is_free(statement, act.day):
            return None
        if not self._memory.is_fresh(act.day, _MAX_ACT_AGE):
            return None  # who did something years ago may speak of it today
        return act.day

    def _by_news(self, statement: Statement) -> str | None:
        known = self._memory.of_source(statement.names)
        if known is None or not self._is_news(statement, known) or statement.is_apart:
            return None
        if statement.mention is not None and _is_indefinite(statement.mention[0]):
            return None
        is_quoted = statement.attribution.kind in (Kind.DIRECT, Kind.MIXED)
        if not self._memory.is_fresh(known.day, _MAX_NEWS_AGE) or not (
            is_quoted or statement.is_speech
        ):
            return None
        return None if self._is_at_another_event(statement, known) else known.day

    def _is_at_another_event(self, statement: Statement, occasion: Occasion) -> bool:
        """Return whether a statement names an event of its own: "at a rally, she said"."""
        is_event = any(self._words.kinds[kind].event for kind in statement.kinds)
        return is_event and (statement.is_new_event or not statement.kinds & occasion.kinds)

    def _by_event(self, statement: Statement) -> str | None:
        event = self._memory.event
        if event is None or statement.is_apart or not self._is_news(statement, event):
            return None
        if self._is_at_another_event(statement, event):
            return None
        if not statement.kinds & event.kinds:
            if statement.kinds or not self._is_member(statement, event):
                return None
        self._memory.event = replace(event, place=statement.evidence)
        return event.day

    def _by_contest(self, statement: Statement) -> str | None:
        """Return the day of the contest that the document reports first: "said after the match"."""
        is_after = statement.is_plain and statement.follows_contest
        return self._lead_day(statement) if is_after else None

    def _by_same_day(self, statement: Statement) -> str | None:
        """Return the day of the publication for a comment that was made public on this day.

        The document reports an event of the day on which it appeared. What somebody said of it "in
        a statement" or told "reporters" was said on this day as well.
        """
        kinds = [self._words.kinds[kind] for kind in statement.kinds]
        if not kinds or not all(kind.fresh for kind in kinds) or not statement.is_plain:
            return None
        day = self._lead_day(statement)
        return day if day is not None and day == self._published == self._memory.news else None

    def _lead_day(self, statement: Statement) -> str | None:
        """Return the day of the event that the document reports first, before a statement."""
        for dating in self._told:
            place, day = dating.span, dating.value
            if place is None or self._memory.steps(Span(0, 0), place) > _LEAD:
                return None
            if place.end > statement.evidence.start:
                return None
            if day is not None and is_day(day):
                is_over = find_tense(self._doc, place.start, place.end) is not Tense.FUTURE
                fits = is_over and self._memory.is_fresh(day) and self._is_free(statement, day)
                return day if fits else None
        return None

    def _is_member(self, statement: Statement, event: Occasion) -> bool:
        """Return whether a source takes part in an event that is being reported."""
        if not statement.is_speech:
            return False
        printed = {t.lower_.rstrip(".") for t in statement.mention or ()}
        pause = self._memory.steps(event.place, statement.evidence)
        for kind in (self._words.kinds[kind] for kind in event.kinds):
            if not kind.lasting and pause > _MAX_PAUSE:
                continue
            if "person" in kind.members and statement.is_person:
                return True
            if not printed.isdisjoint(kind.members):
                return True
        return False

    def _by_body(self, statement: Statement) -> str | None:
        """Return the day on which the body spoke whose head or spokesman the source is.

        "Its director" and "the firm's director" are those of the body if it was the last one to
        speak. A name of another body is none of its words.
        """
        body = self._memory.body
        if body is None or not statement.is_person or not self._is_news(statement, body):
            return None
        if statement.is_apart or self._memory.steps(body.place, statement.evidence) > _MAX_PAUSE:
            return None
        mention = statement.mention
        if mention is None or not any(t.lower_ in self._words.heads for t in mention):
            return None
        own = {word.lower() for name in (*statement.names, *body.source) for word in name.split()}
        strange = [
            token
            for token in mention
            if token.pos_ in ("PROPN", "NOUN", "PRON")
            and token.lower_ not in own
            and token.lower_ not in self._words.heads
        ]
        if any(token.pos_ == "PROPN" for token in strange):
            return None
        return None if strange and self._before != body.source else body.day

    def _is_news(self, statement: Statement, occasion: Occasion) -> bool:
        """Return whether an occasion is what the document reports, and the statement may join it.

        It is the last day that the text has reached, and at most a week before the publication.
        """
        is_news = statement.is_plain and self._memory.is_recent(occasion)
        return is_news and self._is_free(statement, occasion.day)

    def _is_possible(self, value: str | None) -> bool:
        """Return whether a date is not after the publication of the document."""
        first, last = first_day(value or ""), last_day(self._published or "")
        return first is None or last is None or first <= last

    def _is_free(self, statement: Statement, day: str) -> bool:
        """Return whether no other date depends on the cue's verb or on a verb above it."""
        if statement.cue is None:
            return True
        content = statement.attribution.content
        verbs = [*statement.cue, *_verbs_above(statement.cue.root)]
        for dating in self._datings.within(statement.evidence):
            span = dating.span
            if span is None or dating.value == day or any(s.overlaps(span) for s in content):
                continue
            words = self._tokens(span)
            if words is not None and is_adverbial_of(words.root, verbs):
                if find_tense(self._doc, span.start, span.end) is not Tense.FUTURE:
                    return False
        return True

    def _is_part_of(self, statement: Statement, last: Occasion) -> bool:
        """Return whether the source is a paper in which the last claim was made or which it names.

        "published a statement …", then "the statement says …".
        """
        mention = statement.mention
        if len(statement.attribution.source) != 1 or mention is None:
            return False
        if mention.root.pos_ != "NOUN" or not _is_definite(mention[0]):
            return False
        noun = mention.root
        if noun.lemma_.lower() in last.nouns:
            return True
        contents = filter(None, map(self._tokens, last.content))
        return any(token.lower_ == noun.lower_ for content in contents for token in content)

    def _tokens(self, span: Span) -> DocSpan | None:
        return self._doc.char_span(span.start, span.end, alignment_mode="expand")


def _iter_told(parsed: ParsedDocument, datings: DatingIndex) -> Iterator[Dating]:
    """Yield the datings of the text itself: those of a byline or of layout date no event."""
    for dating in datings:
        if dating.span is not None and parsed.section_at(dating.span.start) != NO_SECTION:
            yield dating


def _verbs_above(verb: Token) -> list[Token]:
    """Return the verbs of the clauses around a clause: "it *grew* in May after she said"."""
    found: list[Token] = []
    while verb.dep_ in _CLAUSES and len(found) < _MAX_CLAUSES:
        if verb.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in verb.children):
            break
        verb = verb.head
        found.append(verb)
    return found


def _is_among(names: tuple[str, ...], source: tuple[str, ...]) -> bool:
    """Return whether a source is another one or some of its members; nobody is not the same."""
    return bool(names) and set(names) <= set(source)


def _is_indefinite(token: Token) -> bool:
    return "Ind" in token.morph.get("Definite", [])


def _is_definite(token: Token) -> bool:
    """Return whether a word points back: "the", "this"."""
    return "Def" in token.morph.get("Definite", []) or "Dem" in token.morph.get("PronType", [])


def _is_named_by(name: str, subject: frozenset[str]) -> bool:
    """Return whether a resolved source is the subject: by its surname, or by all its words."""
    words = name.lower().split()
    if not words or not subject:
        return False
    return set(words) <= subject or (name[0].isupper() and words[-1] in subject)
