"""Tell reports from sentences that report nothing, though a cue has a content.

They are questions whether somebody said something, "said nothing", and titles of books or songs.
What people say to each other in turns is in `spoken_objections`.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.spoken_objections import is_asked
from claimkit.extraction.attribution.titles_of_works import starts_with_title
from claimkit.parsing.parsed_document import ParsedDocument

_PASSIVE = ("auxpass", "nsubjpass")
_ADVERBS_OF_QUESTIONS = "WRB"


def find_empty_report(parsed: ParsedDocument, draft: AttributionDraft) -> str | None:
    """Return why a draft reports nothing; None if it may be a report."""
    if _is_asked_of_speaker(parsed, draft):
        return "it is what the speaker of the sentence was asked"
    if _is_open_question(parsed, parsed.doc[draft.anchor]):
        return "it asks whether somebody says so"
    if _says_nothing(parsed, draft):
        return "it says that nothing was said"
    if _only_names(parsed, draft):
        return "it only gives a name"
    if draft.stance == "asserts" and starts_with_title(parsed, draft):
        return "it is the title of a work"
    return None


def _is_asked_of_speaker(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether a draft is a question without an asker that an answer follows.

    Example: "Asked whether the club would be sold, the owner said no". Counter-example: "Asked by
    the judge whether he had been drinking, the driver said no".
    """
    verb = parsed.doc[draft.anchor]
    is_question = draft.stance == "asks" and verb.tag_ == "VBN" and not draft.source.heads
    return is_question and verb.dep_ == "advcl" and verb.head.i not in draft.content


def _only_names(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether quoted words are a name: "the so-called “night boat”", "a pub called “Oz”".

    Counter-examples: "the plan, called “madness” by the mayor", "she was called a “liar”".
    """
    verb = parsed.doc[draft.anchor]
    is_participle = verb.tag_ == "VBN" and not any(c.dep_ in _PASSIVE for c in verb.children)
    has_source = bool(draft.source.heads) or draft.source.pronoun is not None
    is_phrase = draft.frame == "quotation" and not any(
        parsed.speeches[number].is_utterance for number in draft.speeches
    )
    return is_phrase and is_participle and not has_source


def _is_open_question(parsed: ParsedDocument, anchor: Token) -> bool:
    """Return whether a sentence asks whether or who: "Will she confirm that it rained?".

    Counter-example: "Why did she say that it rained?", which takes for granted that she did.
    """
    if any(child.tag_ == _ADVERBS_OF_QUESTIONS and child.i < anchor.i for child in anchor.children):
        return False
    return is_asked(parsed, anchor)


def _says_nothing(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether the content is no more than "nothing": "she said nothing".

    Counter-examples: "she said nothing had happened", "she said nothing about the bridge".
    """
    if draft.frame != "object" or draft.root is None or draft.speeches:
        return False
    words = load_attribution_words(parsed.lexicons).function_words
    anchor, root = parsed.doc[draft.anchor], parsed.doc[draft.root]
    is_plain = draft.stance == "asserts" and anchor.pos_ == "VERB" and root.i > anchor.i
    is_alone = len([i for i in draft.content if parsed.doc[i].is_alpha]) == 1
    return is_plain and is_alone and root.lower_ in words.empty_objects
