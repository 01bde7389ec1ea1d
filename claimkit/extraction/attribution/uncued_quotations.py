"""Find drafts for quotations without a cue: signed ones, and ones that a name introduces."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.model import BlockKind
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech

WEIGHT = 0.8
MAX_NAME_TOKENS = 8  # "— Jane Doe, mayor of Riga"
_MAX_SIGNATURE_TOKENS = 3 * MAX_NAME_TOKENS
_LABEL_PARTS_OF_SPEECH = ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADP")


def make_quotation_draft(
    parsed: ParsedDocument, number: int, source: SourceMatch, cue: set[int]
) -> AttributionDraft:
    """Return a draft with a whole quotation as content, for a cue that is not a word."""
    speech = parsed.speeches[number]
    return AttributionDraft(
        anchor=speech.start,
        rule=f"{source.path}-quotation",
        frame="quotation",
        stance="asserts",
        weight=WEIGHT,
        content=speech.tokens,
        source=source,
        cue=cue,
        speeches=[number],
    )


def find_signed_quotations(
    parsed: ParsedDocument, taken: Collection[int]
) -> list[AttributionDraft]:
    """Return a draft for each quotation that a dash and a name follow: “…” — Jane Doe.

    ``taken`` are the quotations that have a cue.
    """
    found = []
    for number, speech in enumerate(parsed.speeches):
        if number in taken or not speech.is_utterance:
            continue
        signature = _read_signature(parsed, speech)
        if signature is None:
            continue
        dash, name = signature
        source = SourceMatch((name,), "signed")
        found.append(make_quotation_draft(parsed, number, source, {dash}))
    return found


def _read_signature(parsed: ParsedDocument, speech: QuotedSpeech) -> tuple[int, Token] | None:
    """Return the dash after a quotation and the head of the name after the dash."""
    doc = parsed.doc
    dash = speech.end
    while dash < len(doc) and doc[dash].is_space:
        dash += 1
    dashes = load_attribution_words(parsed.lexicons).dashes
    if dash + 1 >= len(doc) or doc[dash].text not in dashes:
        return None
    end = parsed.token_range(parsed.blocks[parsed.block_of(dash)].span)[1]
    name = _read_name(doc, dash + 1, min(end, dash + 1 + MAX_NAME_TOKENS))
    if name is None or end - dash > _MAX_SIGNATURE_TOKENS:
        return None
    if name.i + 1 < end and doc[name.i + 1].text not in (",", "(", "."):
        return None
    return dash, name


def _read_name(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last token of the name that begins at ``start``."""
    last = None
    for i in range(start, end):
        if doc[i].pos_ != "PROPN" and not doc[i].text[:1].isupper():
            break
        if doc[i].is_punct:
            break
        last = doc[i]
    return last


def find_introduced_quotations(
    parsed: ParsedDocument, taken: Collection[int]
) -> list[AttributionDraft]:
    """Return a draft for each quotation that the words before it credit to somebody.

    Those words end in a colon and name somebody, or are a sentence about somebody.

    Example: 'And from Jane Doe: “…”'; 'The coach: “…”'; 'Doe was furious. “…”'. Not handled: a
    sentence about a thing and, in its object, the speaker.
    """
    found = []
    for number, speech in enumerate(parsed.speeches):
        if number in taken or _is_signed_block(parsed, speech):
            continue
        before = speech.start - 1
        while before >= 0 and parsed.doc[before].is_space:
            before -= 1
        if before < 0:
            continue
        has_colon = parsed.doc[before].text.endswith(":")  # "(video):" has an emoticon
        name = (
            _name_before_colon(parsed, before)
            if has_colon
            else _name_in_sentence(parsed, before, speech)
        )
        if name is not None:
            source = SourceMatch((name,), "introduced")
            cue = {before} if parsed.doc[before].text == ":" else set()
            found.append(make_quotation_draft(parsed, number, source, cue))
    return found


def _is_signed_block(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether the layout names who is quoted."""
    block = parsed.blocks[speech.block]
    return block.kind is BlockKind.BLOCK_QUOTATION and block.speaker is not None


def _name_before_colon(parsed: ParsedDocument, colon: int) -> Token | None:
    """Return the head of the name in the words before a colon."""
    words = _unquoted_words(parsed, colon)
    return (
        _name_after_preposition(parsed, words, colon)
        or find_verbless_label(words)
        or _subject_of(words)
        or _noun_label(words)
    )


def find_verbless_label(words: Sequence[Token]) -> Token | None:
    """Return the head of words that are one noun phrase with a relative clause.

    Example: "A driver in the queue, who gave no name:".
    """
    inside = {token.i for token in words}
    tops = [t for t in words if t.head == t or t.head.i not in inside]
    tops = [t for t in tops if not (t.is_punct or t.is_space)]
    if len(tops) != 1 or tops[0].pos_ not in ("NOUN", "PROPN"):
        return None
    head = tops[0]
    clauses = (t for t in words if t.i > head.i and t.dep_ == "relcl")
    return head if any(clause.left_edge.nbor(-1).text == "," for clause in clauses) else None


def _name_in_sentence(parsed: ParsedDocument, end: int, speech: QuotedSpeech) -> Token | None:
    """Return the subject of the sentence that ends before a quotation, if it is a name."""
    is_next = parsed.sentence_of[speech.start] == parsed.sentence_of[end] + 1
    if not speech.is_utterance or not is_next or parsed.block_of(end) != speech.block:
        return None
    subject = _subject_of(_unquoted_words(parsed, end))
    if subject is None or not (subject.pos_ == "PROPN" or _gives_words(subject)):
        return None
    return subject


def _gives_words(subject: Token) -> bool:
    """Return whether a person gives another something: "The judge gave *the driver* a warning."."""
    words = load_attribution_words(lexicons_of(subject.doc))
    is_person = subject.lemma_.lower() in words.people
    return is_person and any(child.dep_ == "dative" for child in subject.head.children)


def _unquoted_words(parsed: ParsedDocument, end: int) -> list[Token]:
    """Return the tokens outside quotations from the start of a sentence to before ``end``."""
    start = parsed.sentences[parsed.sentence_of[end]][0]
    return [parsed.doc[i] for i in range(start, end) if parsed.speech_of[i] < 0]


def _subject_of(words: Sequence[Token]) -> Token | None:
    return next((t for t in words if t.dep_ in ("nsubj", "nsubjpass") and t.head in words), None)


def _name_after_preposition(
    parsed: ParsedDocument, words: Sequence[Token], end: int
) -> Token | None:
    """Return the name in "And from Jane Doe:"."""
    prepositions = load_attribution_words(parsed.lexicons).function_words.introducing_prepositions
    preposition = next((token for token in words if token.lower_ in prepositions), None)
    return None if preposition is None else _read_name(parsed.doc, preposition.i + 1, end)


def _noun_label(words: Sequence[Token]) -> Token | None:
    """Return the head of the source in "The coach:", "MP Jane Doe:" or "The mayor's answer:"."""
    if not words or len(words) > MAX_NAME_TOKENS:
        return None
    if any(token.pos_ not in _LABEL_PARTS_OF_SPEECH for token in words):
        return None
    possessor = next((token for token in words if token.dep_ == "poss"), None)
    if possessor is not None:
        return possessor
    if words[-1].pos_ == "PROPN" and not words[-1].is_upper and words[0].text[:1].isupper():
        return words[-1] if len(words) > 1 else None
    return words[-1] if words[-1].pos_ in ("NOUN", "PROPN") and words[0].pos_ == "DET" else None
