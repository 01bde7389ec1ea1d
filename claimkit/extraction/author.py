"""Find the facts with a quantity that the author of a document states."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.bracket_drafts import RULE as PARENTHETICAL
from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.trailing_drafts import find_tail
from claimkit.extraction.quantities.quantity_finder import QuantityIndex
from claimkit.lexicons.attribution import AuthorClaimLexicon
from claimkit.lexicons.document_parts import is_claim_label
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.units import split_rate
from claimkit.model import Attribution, BlockKind, Confidence, Kind, Quantity, Span
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument

RULE = "author-quantity"
_SMALL = 10
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_DEPENDENT = ("relcl", "acl", "advcl")
_OBJECTS = ("dobj", "ccomp", "xcomp", "oprd", "auxpass")
_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.READER_COMMENT))


def find_author_claims(
    parsed: ParsedDocument,
    attributions: Sequence[Attribution],
    index: QuantityIndex | None = None,
) -> list[Attribution]:
    """Return a claim for each sentence that states a quantity without crediting a source.

    Questions give no claim, and neither do quantities inside a content or a quotation. A claim
    that a fact-check quotes is not the author's.

    Args:
        index: the quantities of the document, if the caller has them.
    """
    doc = parsed.doc
    index = index or QuantityIndex(parsed)
    cues = CueTable.load(parsed.lexicons)
    credited = [span for a in attributions if a.rule != PARENTHETICAL for span in a.cue]
    reported = sorted(span for a in attributions for span in a.content)
    reported += [piece for quotation in parsed.quotations for piece in quotation.pieces]
    found = []
    for block in parsed.blocks:
        if block.kind not in _READ or block.speaker is not None:
            continue
        if is_claim_label(block.label, parsed.lexicons.language):
            continue
        quantities = [
            q
            for q in index.within(block.span)
            if q.span is not None
            and not any(q.span.overlaps(span) for span in reported)
            and not is_reference(doc, q)
        ]
        for sentence in sentences_of(doc, block.span) if quantities else ():
            inside = [q for q in quantities if q.span is not None and sentence.contains(q.span)]
            if not inside or any(sentence.contains(cue) for cue in credited):
                continue
            if find_tail(parsed, cues, *parsed.token_range(sentence)) is not None:
                continue  # "…, the mayor said on Friday"
            if is_checkable(doc, sentence, inside) and _is_listed(doc, sentence, inside):
                found.append(_make_attribution(sentence))
    return found


def is_reference(doc: Doc, quantity: Quantity) -> bool:
    """Return whether a number in words only refers to something.

    Example: "the two countries", "one man", "two of them".
    """
    if quantity.span is None or any(character.isdigit() for character in quantity.text):
        return False
    if quantity.min == quantity.max == 1:
        return True
    first = doc.char_span(quantity.span.start, quantity.span.end, alignment_mode="expand")
    if first is None:
        return False
    before = doc[max(0, first.start - 1) : first.start + 1]
    behind = doc[first.end : first.end + 2]
    if len(behind) == 2 and behind[0].pos_ == "ADP" and behind[1].pos_ == "PRON":
        return True
    return any(
        "Def" in token.morph.get("Definite", [])
        or "Dem" in token.morph.get("PronType", [])
        or "Yes" in token.morph.get("Poss", [])
        for token in before
    )


def is_checkable(doc: Doc, sentence: Span, quantities: Sequence[Quantity]) -> bool:
    """Return whether a sentence states a fact: no question, and more than "there are two ways".

    A small number in words counts only beside a name or something that has happened.
    """
    words = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    if words is None or words.text.rstrip().endswith("?") or trees.is_imperative(words.root):
        return False
    people = load_attribution_words(lexicons_of(doc)).function_words.indefinite_people
    if any(t.dep_ == "nsubjpass" and t.lower_ in people for t in words.root.children):
        return False  # "anyone with information is asked to call 555 0101"
    if any(character.isdigit() for q in quantities for character in q.text):
        return True
    if any(q.max is None or q.max > _SMALL for q in quantities):
        return True
    return any(token.pos_ == "PROPN" or has_happened(token) for token in words)


def _is_listed(doc: Doc, sentence: Span, quantities: Sequence[Quantity]) -> bool:
    """Return whether a reader would list a sentence as a claim.

    Counter-example: "She is 54.", "Seven days have gone by.", "Norton, 312 pages, £14.99.".
    """
    words = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    if words is None:
        return False
    lexicon = _load_units(lexicons_of(doc).language)
    units = {split_rate(q.unit)[0] for q in quantities if q.unit is not None}
    if not units.isdisjoint(lexicon.units_of_works):
        return False
    if not any(is_main_verb(token, lexicon) for token in words):
        return False
    passing = lexicon.passing_units | lexicon.durations
    if any(q.unit is None or split_rate(q.unit)[0] not in passing for q in quantities):
        return True
    is_exact = any(character.isdigit() for q in quantities for character in q.text)
    has_name = any(token.pos_ == "PROPN" for token in words)
    return not units.isdisjoint(lexicon.durations) and is_exact and has_name


@cache
def _load_units(language: str) -> AuthorClaimLexicon:
    return load_lexicon("author_claims", AuthorClaimLexicon, language)


def is_main_verb(token: Token, lexicon: AuthorClaimLexicon) -> bool:
    """Return whether a token is a verb with a tense that makes a sentence of its words.

    Counter-examples: "A fine of 300 euros for those who park", "Three killed, 40 wounded".
    """
    if token.tag_ not in _FINITE:
        return False
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    if verb.dep_ in _DEPENDENT:
        return False
    is_participle = token.tag_ == "VBD" and token.lemma_ in lexicon.verbs_with_object
    return not is_participle or any(child.dep_ in _OBJECTS for child in token.children)


def has_happened(token: Token) -> bool:
    """Return whether the token is a verb in the past or the perfect."""
    if token.tag_ == "VBD":
        return True
    auxiliaries = load_attribution_words(lexicons_of(token.doc)).function_words.perfect_auxiliaries
    return token.tag_ == "VBN" and any(
        child.dep_ == "aux" and child.lemma_ in auxiliaries for child in token.children
    )


def sentences_of(doc: Doc, block: Span) -> list[Span]:
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    if span is None:
        return []
    out = []
    for sent in span.sents:  # type: ignore[attr-defined]  # missing in spaCy's stubs
        text = sent.text
        start = sent.start_char + len(text) - len(text.lstrip())
        end = sent.end_char - (len(text) - len(text.rstrip()))
        if start < end:
            out.append(Span(start, end))
    return out


def _make_attribution(sentence: Span) -> Attribution:
    return Attribution(
        source=(),
        cue=(),
        content=(sentence,),
        evidence=sentence,
        kind=Kind.AUTHOR,
        stance=None,
        rule=RULE,
        confidence=Confidence.MEDIUM,
    )
