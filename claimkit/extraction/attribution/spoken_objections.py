"""Tell attributions from what people say to each other: questions, thanks, words about the talk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.transcripts import load_transcripts
from claimkit.model import BlockKind
from claimkit.parsing.parsed_document import ParsedDocument

_SPOKEN = frozenset((BlockKind.TURN, BlockKind.QUESTION, BlockKind.QUOTED_MESSAGE))
_SUBJECTS = ("nsubj", "nsubjpass")
_AUXILIARIES = ("aux", "auxpass")
_QUESTION_ENDS = ("?", "--", "–", "—", "…", "...")
_INTERROGATIVE = ("WP", "WRB", "WDT")


@dataclass(frozen=True, slots=True)
class _SpokenWords:
    """Words of one language; `claimkit/lexicons/en/transcripts.yaml` describes the lists."""

    rituals: frozenset[str]
    ritual_verbs: frozenset[str]
    appeals: frozenset[str]
    speaker: frozenset[str]
    addressing: frozenset[str]


@cache
def _load_words(lexicons: Lexicons) -> _SpokenWords:
    transcripts = load_transcripts(lexicons.language)
    sources = load_source_lexicon(lexicons)
    return _SpokenWords(
        frozenset(transcripts.ritual_cues),
        frozenset(transcripts.ritual_verbs),
        frozenset(transcripts.appeal_verbs),
        frozenset(sources.pronouns.speaker),
        frozenset(sources.addressing_words),
    )


def find_spoken_objection(parsed: ParsedDocument, draft: AttributionDraft) -> str | None:
    """Return why a draft credits nobody, because somebody only asks, thanks or leads the talk.

    Only turns, questions and messages are looked at. Example: "Has the minister confirmed that?",
    "As you know, it rained", "I would like to turn the call over". Counter-example: "You said that
    it rained."
    """
    anchor = parsed.doc[draft.anchor]
    number = parsed.block_of(draft.anchor)
    if number < 0 or parsed.blocks[number].kind not in _SPOKEN:
        own = _load_words(parsed.lexicons).speaker if draft.frame == "as-clause" else frozenset()
        is_own = any(head.lower_ in own for head in draft.source.heads)
        return "it is the author's own" if is_own else None
    if parsed.speech_of[draft.anchor] >= 0:
        return None
    if is_asked(parsed, anchor):
        return "it asks whether somebody says so"
    words = _load_words(parsed.lexicons)
    if draft.root is not None and _is_ritual_clause(parsed.doc[draft.root], words):
        return "it is about the conversation itself"
    sources = {head.lower_ for head in draft.source.heads}
    if sources & words.addressing and _is_put_to_listener(parsed, anchor):
        return "it asks whether somebody says so"
    if sources & words.addressing and anchor.lemma_.lower() in words.appeals:
        return "it appeals to what the listener knows"
    if not sources <= words.speaker and not _thanks_listener(anchor, words):
        return None
    if anchor.lemma_.lower() in words.rituals or _thanks_listener(anchor, words):
        return "it is about the conversation itself"
    if draft.frame == "infinitive" and draft.root is not None:
        if parsed.doc[draft.root].lemma_.lower() in words.ritual_verbs:
            return "it is about the conversation itself"
    return None


def is_asked(parsed: ParsedDocument, anchor: Token) -> bool:
    """Return whether the cue is the verb of a question with its auxiliary in front.

    "Did she say that?" asks; "She said that?" and "Why did it rain, she asked?" don't.
    """
    _, last = parsed.sentences[parsed.sentence_of[anchor.i]]
    if parsed.speech_of[anchor.i] >= 0:  # “Will he admit that it rained?” she asked
        last = min(last, parsed.speeches[parsed.speech_of[anchor.i]].end)
    end = next((i for i in range(last - 1, anchor.i, -1) if _ends_question(parsed.doc[i])), None)
    if end is None or any(parsed.doc[i].is_alpha for i in range(end + 1, last)):
        return False
    verb = anchor
    while verb.dep_ in ("conj", "xcomp", "acomp") and verb.head != verb:
        verb = verb.head
    if parsed.speech_of[anchor.i] != parsed.speech_of[end]:
        return False
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None:
        return False
    if subject.tag_ in _INTERROGATIVE:
        return verb.dep_ == "ROOT"
    # In front of a clause there is an adjective's own verb: "Is she aware that …?"
    auxiliaries = [child for child in verb.children if child.dep_ in _AUXILIARIES]
    return any(token.i < subject.i for token in (verb, *auxiliaries) if token.pos_ == "AUX")


def _is_put_to_listener(parsed: ParsedDocument, anchor: Token) -> bool:
    """Return whether a sentence asks without a turned verb: "So you are saying that he lied?".

    Counter-example: "You said that it rained, is that right?"
    """
    _, last = parsed.sentences[parsed.sentence_of[anchor.i]]
    behind = [parsed.doc[i].text for i in range(anchor.i, last)]
    return "?" in behind[-2:] and "," not in behind and anchor.dep_ == "ROOT"


def _ends_question(token: Token) -> bool:
    """Return whether a token is a question mark, or the dash of a question that is broken off."""
    return token.text.endswith(_QUESTION_ENDS)


def _is_ritual_clause(root: Token, words: _SpokenWords) -> bool:
    """Return whether a content is what a speaker does by saying it: "I beg to move"."""
    subjects = [child.lower_ for child in root.children if child.dep_ in _SUBJECTS]
    return root.lemma_.lower() in words.rituals and any(s in words.speaker for s in subjects)


def _thanks_listener(anchor: Token, words: _SpokenWords) -> bool:
    """Return whether the cue is "thank" in "Thank you for coming", whatever its subject."""
    if anchor.lemma_.lower() not in words.rituals:
        return False
    objects = [child for child in anchor.children if child.dep_ in ("dobj", "dative", "nsubj")]
    return any(child.lower_ in words.addressing and child.i > anchor.i for child in objects)
