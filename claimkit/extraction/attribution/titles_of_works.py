"""Tell the title of a book, a film or a song in quotation marks from words that somebody said."""

from __future__ import annotations

from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech

_MIN_CAPITALS = 2
_SHORT = 4  # letters; shorter words within a title may be small: "A Tale of the Sea"
_SENTENCE_ENDS = ".!?…"
_INTRODUCING = (",", ":", "—", "–")


def is_title(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether a quotation in running text is written as a title: “The Long Night”.

    Counter-examples: “We will not pay”, “Never”, “We Will Not Pay” in a line all in title case.
    """
    words = [parsed.doc[i] for i in sorted(speech.tokens) if parsed.doc[i].is_alpha]
    if not _is_in_title_case(words):
        return False
    marks = [i for i in speech.tokens if parsed.doc[i].text in _SENTENCE_ENDS]
    start, end = parsed.sentences[parsed.sentence_of[speech.start]]
    around = (i for i in range(start, end) if i not in speech.tokens)
    small = [i for i in around if parsed.doc[i].is_alpha and parsed.doc[i].is_lower]
    return not marks and bool(small)


def _is_in_title_case(words: list[Token]) -> bool:
    if not words or not words[0].is_title:
        return False
    long = [word for word in words if len(word) > _SHORT or word == words[0]]
    capitals = [word for word in words if word.is_title]
    return len(capitals) >= _MIN_CAPITALS and all(word.is_title for word in long)


def is_named_work(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether a quotation is a work that a preposition refers to: in “The Long Night”."""
    before = parsed.doc[speech.start - 1] if speech.start else None
    return before is not None and before.pos_ == "ADP" and is_title(parsed, speech)


def starts_with_title(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether the object of a cue is a title: "wrote “The Long Night” in 1987".

    Counter-example: "wrote: “The Long Night”".
    """
    first = min(draft.content)
    words = load_attribution_words(parsed.lexicons).function_words
    anchor, number = parsed.doc[draft.anchor], parsed.speech_of[first]
    if number < 0 or first < anchor.i or anchor.lemma_.lower() not in words.verbs_of_works:
        return False
    speech = parsed.speeches[number]
    is_introduced = parsed.doc[speech.start - 1].text in _INTRODUCING
    return not is_introduced and is_title(parsed, speech)
