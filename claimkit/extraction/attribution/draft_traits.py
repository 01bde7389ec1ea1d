"""Name the traits that make a draft more or less likely, and weigh them.

Traits are properties besides cue and frame: the draft's form, its source and its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.drafts import CLAUSAL, AttributionDraft
from claimkit.lexicons.attribution import ATTITUDES, Stance
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument

# Frames and stances that say what somebody told, even where the content is a noun.
_TELLING = frozenset(("noun-clause", "predicate", "object-as"))
_UTTERED: frozenset[Stance] = frozenset(
    ("denies", "alleges", "condemns", "demands", "promises", "warns", "predicts", "suggests")
)
_SURENESS = ((0.5, "open"), (0.7, "unsure"), (0.9, "likely"), (0.97, "very likely"))
_LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"))


def iter_traits(parsed: ParsedDocument, draft: AttributionDraft) -> Iterator[str]:
    """Yield the names of the traits of a draft that do not depend on other drafts."""
    doc = parsed.doc
    anchor = doc[draft.anchor]
    yield f"form: {_form(anchor)}"
    yield f"source: {_source(draft)}"
    yield f"path: {draft.source.path}"
    yield f"relation: {anchor.dep_}"
    yield f"length: {_length(doc, draft.content)}"
    if draft.frame == "quotation" and draft.speeches:
        if not any(parsed.speeches[number].is_utterance for number in draft.speeches):
            yield "content: fragment"
    if draft.speeches:
        yield "content: quotation"
    elif any(parsed.speech_of[i] >= 0 for i in draft.content):
        yield "content: partly quoted"
    if draft.negated:
        yield "negated"
    if not draft.source.heads:
        yield f"nobody: {anchor.pos_} {anchor.dep_ == 'ROOT'}"
    if draft.cue and all(parsed.speech_of[i] >= 0 for i in (*draft.cue, *_credited(draft))):
        is_whole = all(parsed.speech_of[i] >= 0 for i in draft.content)
        is_report = is_whole and _is_full_report(parsed, draft)
        yield f"place: {'report ' if is_report else ''}inside a quotation"
    yield f"ending: {_sureness(draft.ending)}"
    yield f"begins: {doc[min(draft.content)].tag_}"
    for child in anchor.children:
        if child.dep_ == "mark":
            yield f"mark: {child.lower_}"
    if doc[parsed.sentences[parsed.sentence_of[draft.anchor]][1] - 1].text == "?":
        yield "place: question"


def iter_rival_traits(
    parsed: ParsedDocument, draft: AttributionDraft, stronger: Iterable[AttributionDraft]
) -> Iterator[str]:
    """Yield the traits that a draft has because of stronger ones.

    The draft lies in their content, or most of its own content belongs to them.
    """
    inside = holds = False
    for other in stronger:
        if draft.anchor in other.content:
            inside = True
        elif other.anchor in draft.content:
            shared = draft.content & (other.content | other.cue)
            holds = holds or len(shared) > len(draft.content) / 2
    if inside and _is_full_report(parsed, draft):
        yield "place: report inside a report"
    elif inside:
        yield "place: inside another content"
    if holds:
        yield "content: mostly another's"


def is_nested(draft: AttributionDraft, stronger: Iterable[AttributionDraft]) -> bool:
    """Return whether a draft is reported in the content of another: its cue and source are in it.

    A corpus in which no word belongs to two contents says nothing about such a draft.
    """
    parts = draft.cue | _credited(draft)
    return any(parts <= other.content for other in stronger)


def _credited(draft: AttributionDraft) -> set[int]:
    pronoun = draft.source.pronoun
    return {t.i for t in (*draft.source.heads, *((pronoun,) if pronoun is not None else ()))}


def _is_full_report(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether the draft names its source by itself and reports what it said.

    Example: in "The letter warned of floods, she said", the warning is a report of its own; so is
    "he had told the council that …" after "He said", outside quotations. Counter-example: "saying",
    "he thinks that …", or "the agency issued the rules" in "They said that …".
    """
    anchor, heads = parsed.doc[draft.anchor], draft.source.heads
    if not heads or _is_indefinite(heads[0]):
        return False
    is_named = heads[0].pos_ in ("PROPN", "NOUN")
    is_third = heads[0].pos_ == "PRON" and heads[0].morph.get("Person", []) == ["3"]
    if not is_named and not (is_third and parsed.speech_of[heads[0].i] < 0):
        return False
    is_second = draft.source.path == "shared" and anchor.dep_ == "conj"
    if not is_second and draft.source.path not in ("subject", "phrase", "possessor"):
        return False
    if draft.frame in CLAUSAL:
        is_told = is_named or draft.stance not in ATTITUDES
        return is_told and draft.source.path in ("subject", "phrase")
    if draft.frame in _TELLING:
        return is_named and draft.stance not in ATTITUDES
    is_told = anchor.pos_ == "VERB" or draft.source.path == "possessor"
    return is_named and is_told and draft.stance in _UTTERED


def _is_indefinite(head: Token) -> bool:
    """Return whether a source is nobody in particular: "a lot of people", "everybody"."""
    words = load_attribution_words(lexicons_of(head.doc)).function_words
    return any(
        head.lower_ in group for group in (words.crowds, words.indefinite_people)
    ) or _is_generic(head)


def _form(anchor: Token) -> str:
    if anchor.tag_ != "VB":
        return anchor.tag_
    words = load_attribution_words(lexicons_of(anchor.doc)).function_words
    for child in anchor.children:
        if child.tag_ == "TO":
            return "infinitive"
        if child.tag_ == "MD":
            return "modal"
        if child.lemma_ in words.support_auxiliaries:
            return child.lemma_
    return "bare"


def _source(draft: AttributionDraft) -> str:
    if not draft.source.heads:
        return "none"
    head = draft.source.heads[0]
    if head.pos_ in ("PRON", "DET") or _is_generic(head):
        return head.lower_
    if any("Dem" in child.morph.get("PronType", []) for child in head.lefts):
        return "demonstrative"
    return head.pos_


def _is_generic(head: Token) -> bool:
    """Return whether a source means anybody: "one could say"."""
    words = load_attribution_words(lexicons_of(head.doc)).function_words
    return head.lower_ in words.generic_pronouns and not head.n_lefts + head.n_rights


def _sureness(probability: float) -> str:
    return next((name for limit, name in _SURENESS if probability < limit), "sure")


def _length(doc: Doc, content: Iterable[int]) -> str:
    words = sum(1 for i in content if doc[i].is_alpha)
    return next((name for limit, name in _LENGTHS if words <= limit), "9+")


def weigh(weight: float, traits: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return ``weight`` adjusted by the traits of a draft, as a share.

    Rule source: logistic regression. ``weights`` are log-odds; unknown traits count nothing.
    """
    odds = math.log(weight / (1 - weight)) + weights.get("", 0.0)
    odds += sum(weights.get(trait, 0.0) for trait in traits)
    return 1 / (1 + math.exp(-odds))
