"""Find the statements that the speakers of a transcript make themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.author import has_happened, is_checkable, is_reference, sentences_of
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.quantities.quantity_finder import QuantityIndex
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Attribution, Block, BlockKind, Confidence, Kind, Span, Speaker
from claimkit.parsing import trees
from claimkit.parsing.parsed_document import ParsedDocument

RULE = "turn"
_SPOKEN = frozenset((BlockKind.TURN, BlockKind.LIST_ITEM, BlockKind.QUOTED_MESSAGE))
_MIN_WORDS = 4
_MIN_EVENT_WORDS = 6
_MAX_REPORTED = 0.5
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "attr")


def find_turn_claims(
    parsed: ParsedDocument,
    attributions: Sequence[Attribution],
    quantities: QuantityIndex,
    datings: DatingIndex,
) -> list[Attribution]:
    """Return a claim for each sentence of a turn that its speaker states as a fact.

    A fact has a number, a date, or something that has happened to somebody or something with a name
    or noun. Questions, requests and small talk give no claim, nor do sentences whose point is
    what somebody else says, or what the speaker says with a cue ("I deny that").

    Example: "MS. BECK: The bridge was closed for six hours." Counter-example: "MS. BECK: I'm
    happy to take your questions." Not handled: irony.
    """
    finder = _TurnFinder(parsed, attributions, quantities, datings)
    found: dict[tuple[str, str], Attribution] = {}
    last: Block | None = None
    for block in parsed.blocks:
        is_item = block.kind is BlockKind.LIST_ITEM  # of a list inside a turn
        if is_item and (last is None or last.speaker != block.speaker):
            continue
        if block.kind in _SPOKEN:
            last = block
        if block.kind in _SPOKEN and block.speaker is not None:
            for claim in finder.iter_claims(block, block.speaker):
                # A message may be quoted again below.
                found.setdefault((block.speaker.name, claim.evidence.of(parsed.text)), claim)
    return list(found.values())


class _TurnFinder:
    def __init__(
        self,
        parsed: ParsedDocument,
        attributions: Sequence[Attribution],
        quantities: QuantityIndex,
        datings: DatingIndex,
    ) -> None:
        self._parsed, self._doc = parsed, parsed.doc
        self._attributions: dict[int, list[Attribution]] = {}
        for one in attributions:
            number = parsed.block_of(parsed.token_range(one.evidence)[0])
            self._attributions.setdefault(number, []).append(one)
        self._quantities, self._datings = quantities, datings
        words = load_attribution_words(parsed.lexicons).function_words
        sources = load_source_lexicon(parsed.lexicons)
        self._bare_verbs = frozenset((*words.perfect_auxiliaries, *sources.function_words.copulas))
        self._nobody = frozenset(words.negative_determiners)
        self._speaker_words = frozenset(sources.pronouns.speaker)
        self._self_words = frozenset(sources.self_words)

    def iter_claims(self, block: Block, speaker: Speaker) -> list[Attribution]:
        """Return the claims of one paragraph."""
        found = []
        for sentence in sentences_of(self._doc, block.span):
            words = self._doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
            if words is None or self._is_reported(sentence, words):
                continue
            if self._states_fact(sentence, words):
                found.append(_make_attribution(sentence, speaker))
        return found

    # -- reports --------------------------------------------------------------------------------

    def _is_reported(self, sentence: Span, words: DocSpan) -> bool:
        """Return whether most of a sentence is what somebody reports."""
        number = self._parsed.block_of(words.start)
        inside = [
            one
            for one in self._attributions.get(number, ())
            if one.evidence.overlaps(sentence) and not self._is_nobodys(one)
        ]
        cued = [one for one in inside if any(sentence.contains(cue) for cue in one.cue)]
        if any(self._is_own(one, words) for one in cued):
            return True
        spans = [s for one in cued for s in (*one.source, *one.cue, *one.content)]
        spans += [s for one in inside if one not in cued for s in one.content]
        return self._share(sentence, spans) >= _MAX_REPORTED

    def _is_nobodys(self, attribution: Attribution) -> bool:
        """Return whether nobody is credited: "Nobody has explained why" is the speaker's own."""
        if not attribution.source:
            return False
        first = self._doc[self._parsed.token_range(attribution.source[0])[0]]
        return "Neg" in first.morph.get("PronType", []) or first.lower_ in self._nobody

    def _is_own(self, attribution: Attribution, words: DocSpan) -> bool:
        """Return whether the main verb reports what the speaker says: "We deny that"."""
        source = " ".join(span.of(self._parsed.text) for span in attribution.source).lower()
        if source not in self._speaker_words:
            return False
        cue = self._doc.char_span(
            attribution.cue[0].start, attribution.cue[-1].end, alignment_mode="expand"
        )
        return cue is not None and words.root in cue and self._covers(attribution, words)

    def _covers(self, attribution: Attribution, words: DocSpan) -> bool:
        """Return whether the content is the larger part of the sentence."""
        sentence = Span(words.start_char, words.end_char)
        spans = [*attribution.source, *attribution.cue, *attribution.content]
        return self._share(sentence, spans) >= _MAX_REPORTED

    def _share(self, sentence: Span, spans: Sequence[Span]) -> float:
        """Return the share of a sentence's words that lie in spans."""
        first, last = self._parsed.token_range(sentence)
        own = {i for i in range(first, last) if self._doc[i].is_alpha or self._doc[i].like_num}
        covered = self._parsed.cover(span for span in spans if span.overlaps(sentence))
        return len(own & covered) / len(own) if own else 1.0

    # -- facts ----------------------------------------------------------------------------------

    def _states_fact(self, sentence: Span, words: DocSpan) -> bool:
        size = sum(token.is_alpha or token.like_num for token in words)
        subject = _find_subject(words)
        if size < _MIN_WORDS or subject is None or words.text.rstrip(' ”"').endswith("?"):
            return False
        if trees.is_imperative(words.root):
            return False
        counted = [
            quantity
            for quantity in self._quantities.within(sentence)
            if quantity.span is not None and not is_reference(self._doc, quantity)
        ]
        if counted and is_checkable(self._doc, sentence, counted):
            return True
        verbs = _main_verbs(words.root)
        is_about_others = subject.lower_ not in self._speaker_words and subject.pos_ != "PRON"
        if counted and is_about_others and words.root.pos_ == "VERB":
            return True  # "Teams are looking for nine people", but not "There are two ways"
        happened = any(has_happened(verb) or self._is_past_passive(verb) for verb in verbs)
        if self._is_dated(sentence, words):
            is_act = is_about_others and words.root.pos_ == "VERB"
            return happened or is_act or any(map(_is_future, verbs))
        return happened and size >= _MIN_EVENT_WORDS and self._is_event(words, subject)

    def _is_event(self, words: DocSpan, subject: Token) -> bool:
        """Return whether somebody or something did more than be or have something.

        What speakers did themselves must have a name in it: "I wrote to Mr. Beck", not "I slept
        through the film".
        """
        if words.root.pos_ != "VERB" or words.root.lemma_ in self._bare_verbs:
            return False
        if subject.lower_ in self._self_words:
            return any(token.pos_ == "PROPN" and token.dep_ in _ARGUMENTS for token in words)
        return any(self._is_argument(token) for token in words)

    def _is_dated(self, sentence: Span, words: DocSpan) -> bool:
        """Return whether a sentence has a date or a time of day."""
        has_date = any(dating.value for dating in self._datings.within(sentence))
        return has_date or _CLOCK.search(words.text) is not None

    def _is_past_passive(self, verb: Token) -> bool:
        return any(
            child.dep_ in ("aux", "auxpass") and child.tag_ == "VBD" for child in verb.children
        )

    def _is_argument(self, token: Token) -> bool:
        """Return whether a token is a name or noun that takes part in what happened."""
        return token.pos_ in ("PROPN", "NOUN") and token.dep_ in _ARGUMENTS


def _find_subject(words: DocSpan) -> Token | None:
    """Return the first subject of the main clause; a greeting or fragment has none."""
    own = (token for token in words if token.dep_ in _SUBJECTS)
    return min(own, key=lambda token: (token.head != words.root, token.i), default=None)


def _main_verbs(root: Token) -> list[Token]:
    """Return the verbs that a sentence states: its root, those joined to it, and the clause of
    "What I can tell you is that …"."""
    verbs = [root, *root.conjuncts]
    verbs += [child for verb in verbs for child in verb.children if child.dep_ == "ccomp"]
    return [verb for verb in verbs if verb.pos_ in ("VERB", "AUX")]


def _is_future(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


def _make_attribution(sentence: Span, speaker: Speaker) -> Attribution:
    return Attribution(
        source=(),
        cue=(),
        content=(sentence,),
        evidence=sentence,
        kind=Kind.DIRECT,
        stance="asserts",
        rule=RULE,
        confidence=Confidence.MEDIUM,
        speaker=speaker,
    )
