"""Find drafts for a source and a verb at the end of a sentence, where the parse shows no clause."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import Cue
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument

_FRAME = "clause"
_MAX_SOURCE_TOKENS = 7
_MIN_CONTENT_TOKENS = 4
_IN_SOURCE = frozenset(("DET", "NOUN", "PROPN", "ADJ", "PRON", "ADP", "PART", "NUM"))
_IN_NAME = frozenset(("NOUN", "PROPN", "ADJ", "VERB"))
_MIN_NAME = 2
_MIN_INVERTED = 3
_SIMPLE = ("VBD", "VBZ", "VBN")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_NOUNS = ("NOUN", "PROPN", "PRON")
_PLURALS = ("NNS", "NNPS")
_RELATIVE = ("WP", "WDT", "WP$")
_FINITE = ("VBD", "VBZ", "VBP")


def find_trailing_drafts(
    parsed: ParsedDocument, table: CueTable, drafts: Sequence[AttributionDraft]
) -> list[AttributionDraft]:
    """Return a draft for each sentence that ends in a comma, a source and a verb of reporting.

    Example: "27,000 people newly displaced, authorities say"; "The salary rose in May, minutes
    show", where the tagger takes the verb for a noun. Counter-example: "The fair has a market,
    a race and a fashion show".

    So does one that ends in a comma, a source, and a clause of its cue that has no content: "It
    lost 14 million, its director, Pia Aune, told shareholders on Wednesday".

    Args:
        drafts: those of other rules. One whose content holds its own source is mended.
    """
    found = []
    taken = {draft.anchor: draft for draft in drafts}
    for start, end in parsed.sentences:
        tail = find_tail(parsed, table, start, end)
        if tail is not None:
            draft = taken.get(tail.verb.i)
            if draft is None:
                found.append(_make_draft(tail, start))
            elif not draft.content.isdisjoint(range(tail.comma + 1, tail.verb.i)):
                draft.content -= set(range(tail.comma, tail.verb.i))
                draft.source = SourceMatch((tail.source,), "subject")
            continue
        last = end - 1
        while last > start and (parsed.doc[last].is_punct or parsed.doc[last].is_space):
            last -= 1
        if last in taken or parsed.speech_of[last] >= 0:
            continue
        draft = _read_end(parsed.doc, start, last, table)
        draft = draft or _read_inverted_end(parsed.doc, start, last, table, taken)
        if draft is not None:
            found.append(draft)
        found += _read_insertions(parsed, start, last, table, taken)
    return found


def _read_insertions(
    parsed: ParsedDocument, start: int, last: int, table: CueTable, taken: Collection[int]
) -> list[AttributionDraft]:
    """Return drafts for a source and a verb between commas, where the verb has a noun's tag.

    Example: "The firm, court records *show*, paid no tax".
    """
    doc, found = parsed.doc, []
    for i in range(start + 3, last):
        is_misread = doc[i].pos_ == "NOUN" or doc[i].dep_ == "appos"
        if doc[i + 1].text != "," or not is_misread or doc[i - 1].tag_ not in _PLURALS:
            continue
        entry = table.find_verb_form(doc[i]) if i not in taken else None
        weight = table.weight(entry, _FRAME) if entry is not None else None
        comma = i - 1
        while comma > start and doc[comma].pos_ in _IN_SOURCE:
            comma -= 1
        if entry is None or weight is None or doc[comma].text != "," or parsed.speech_of[i] >= 0:
            continue
        source = frozenset(range(comma + 1, i))
        content = (set(range(start, comma)) | set(range(i + 2, last + 1))) - source
        if len(content) < _MIN_CONTENT_TOKENS:
            continue
        found.append(
            AttributionDraft(
                anchor=i,
                rule=f"{entry.id} {_FRAME}",
                frame=_FRAME,
                stance=entry.stance,
                weight=weight,
                content=content,
                source=SourceMatch((doc[i - 1],), "subject", tokens=source),
                cue={i},
                root=start,
            )
        )
    return found


def _read_end(doc: Doc, start: int, last: int, table: CueTable) -> AttributionDraft | None:
    verb = doc[last]
    entry = table.find_verb_form(verb)
    weight = table.weight(entry, _FRAME) if entry is not None else None
    comma = last - 1
    while comma > max(start, last - _MAX_SOURCE_TOKENS) and doc[comma].pos_ in _IN_SOURCE:
        comma -= 1
    if entry is None or weight is None or doc[comma].text != ",":
        return None
    if comma - start < _MIN_CONTENT_TOKENS or comma == last - 1:
        return None
    head = _head(doc, comma + 1, last)
    is_verb = verb.tag_ in ("VBZ", "VBP", "VBD")
    if head is None or not (is_verb or head.tag_ in _PLURALS):
        return None
    return _make_draft(Tail(head, verb, entry, weight, comma), start)


def _read_inverted_end(
    doc: Doc, start: int, last: int, table: CueTable, taken: Mapping[int, AttributionDraft]
) -> AttributionDraft | None:
    """Return a draft for a sentence that ends in a comma, a verb of reporting and a name.

    Example: "There is no money left, *added* chief financial officer Jana Kern", where the parser
    takes the verb for a part of the name. Counter-example: "He met the crew, thanked captain Ida
    Roe", where the subject of the first verb may go on. A draft of this verb without a source gets
    the name.
    """
    end = _before_day(doc, last)
    comma = end
    while comma > start and doc[comma].pos_ in _IN_NAME:
        comma -= 1
    if doc[comma].text != "," or end - comma <= _MIN_NAME or comma - start < _MIN_INVERTED:
        return None
    verb = doc[comma + 1]
    entry = table.find_verb_form(verb) if verb.tag_ in _SIMPLE else None
    weight = table.weight(entry, _FRAME) if entry is not None and entry.quotation else None
    if entry is None or weight is None or doc[end].pos_ != "PROPN":
        return None
    if not _has_own_clause(doc, start, verb):
        return None
    tokens = frozenset(range(verb.i + 1, end + 1))
    source = SourceMatch((doc[end],), "subject", tokens=tokens)
    known = taken.get(verb.i)
    if known is not None:
        if not known.source.heads:
            known.source = source
            known.content -= tokens
        return None
    draft = _make_draft(Tail(doc[end], verb, entry, weight, comma), start)
    draft.source = source
    return draft


def _before_day(doc: Doc, last: int) -> int:
    """Return the last token before the day that ends a sentence: "said Tom Hale | on Friday"."""
    if doc[last].text not in load_attribution_words(lexicons_of(doc)).calendar_names:
        return last
    return last - 2 if doc[last - 1].pos_ == "ADP" else last - 1


def _has_own_clause(doc: Doc, start: int, verb: Token) -> bool:
    """Return whether the words before a verb are a clause whose subject is not the verb's own."""
    finite = next((t for t in doc[start : verb.i - 1] if t.tag_ in _FINITE or t.tag_ == "MD"), None)
    if finite is None:
        return False
    main = finite.head if finite.dep_ in ("aux", "auxpass") else finite
    subject = next((c for c in main.children if c.dep_ in _SUBJECTS and c.i < finite.i), None)
    if subject is None:
        return False
    is_same_tense = (finite.tag_ == "VBZ") == (verb.tag_ == "VBZ") and finite.tag_ in _FINITE
    return subject.dep_ == "expl" or not is_same_tense or not _may_speak(subject)


def _may_speak(subject: Token) -> bool:
    """Return whether a subject may be somebody who speaks: unlike "the money" and "it"."""
    words = load_attribution_words(lexicons_of(subject.doc))
    if subject.pos_ == "PRON":
        return subject.lower_ not in words.function_words.claim_pronouns
    lemma = subject.lemma_.lower()
    return subject.pos_ == "PROPN" or lemma in words.people or lemma in words.bodies


class Tail(NamedTuple):
    """A source and a cue at the end of a sentence; ``comma`` is the token before them."""

    source: Token
    verb: Token
    entry: Cue
    weight: float
    comma: int


def _make_draft(tail: Tail, start: int) -> AttributionDraft:
    auxiliaries = (c.i for c in tail.verb.children if c.dep_ == "aux" and c.i > tail.comma)
    return AttributionDraft(
        anchor=tail.verb.i,
        rule=f"{tail.entry.id} {_FRAME}",
        frame=_FRAME,
        stance=tail.entry.stance,
        weight=tail.weight,
        content=set(range(start, tail.comma)),
        source=SourceMatch((tail.source,), "subject"),
        cue={tail.verb.i, *auxiliaries},
        root=start,
    )


def find_tail(parsed: ParsedDocument, table: CueTable, start: int, end: int) -> Tail | None:
    """Return the source and the cue after the last commas of a sentence, whatever the parse.

    Example: "…, the harbour master said on Friday", "…, the head, Ida Roy, said late on Friday".
    Counter-example: "She met the owner, Pia Aune, and said nothing", "It closed, its owner, Pia
    Aune, said that day that it would open again".
    """
    doc = parsed.doc
    finite = [t for t in doc[start:end] if t.tag_ in _FINITE]
    if not any(_is_quotation_cue(table, t) for t in finite):
        return None
    aside = {i for t in doc[start:end] if t.dep_ in ("relcl", "acl") for i in trees.subtree(t)}
    verb = next((t for t in reversed(finite) if t.i not in aside), None)
    if verb is None or parsed.speech_of[verb.i] >= 0:
        return None
    entry = table.find(verb)
    weight = table.weight(entry, _FRAME) if entry is not None and entry.quotation else None
    if entry is None or weight is None or verb.i == start:
        return None
    if not all(_may_follow(token) or token.i in aside for token in doc[verb.i + 1 : end]):
        return None
    place = _find_source(doc, start, verb)
    if place is None or place[0] - start < _MIN_CONTENT_TOKENS:
        return None
    comma, end_of_source = place
    has_verb = any(token.tag_ in _FINITE or token.tag_ == "MD" for token in doc[start:comma])
    head = _head(doc, comma + 1, end_of_source) or _last_noun(doc, comma + 1, verb.i)
    return Tail(head, verb, entry, weight, comma) if has_verb and head is not None else None


def _find_source(doc: Doc, start: int, verb: Token) -> tuple[int, int] | None:
    """Return the comma before the noun phrase before a verb, and the end of this phrase.

    A name or a relative clause between two commas may follow it.
    """
    last = verb.i - 1
    while last > start and doc[last].pos_ in ("ADV", "AUX", "PART"):
        last -= 1
    if doc[last].text != ",":
        comma = _comma_before(doc, start, last + 1)
        return None if comma is None else (comma, verb.i)
    inner = _comma_before(doc, start, last)  # the name of "the head, Ida Roy, said"
    if inner is None:
        commas = (i for i in range(last - 1, start, -1) if doc[i].text == ",")
        inner = next((i for i in commas if doc[i + 1].tag_ in _RELATIVE), None)
    comma = None if inner is None else _comma_before(doc, start, inner)
    return None if inner is None or comma is None else (comma, inner)


def _is_quotation_cue(table: CueTable, token: Token) -> bool:
    entry = table.find(token)
    return entry is not None and entry.quotation


def _may_follow(token: Token) -> bool:
    """Return whether a word may stand behind a cue at the end: a time, a place, a listener."""
    if token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ", "INTJ"):
        return False
    return token.dep_ not in ("nsubj", "nsubjpass", "mark", "ccomp", "xcomp", "attr", "acomp")


def _comma_before(doc: Doc, start: int, end: int) -> int | None:
    """Return the comma before the noun phrase that ends before ``end``; None without either."""
    place = end - 1
    while place > max(start, end - _MAX_SOURCE_TOKENS) and doc[place].pos_ in _IN_SOURCE:
        place -= 1
    return place if doc[place].text == "," and place < end - 1 else None


def _last_noun(doc: Doc, start: int, end: int) -> Token | None:
    return next((doc[i] for i in range(end - 1, start - 1, -1) if doc[i].pos_ in _NOUNS), None)


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last noun before the first preposition of a noun phrase."""
    found = None
    for token in doc[start:end]:
        if token.pos_ == "ADP":
            before = token.nbor(-1)
            return found or (before if before.pos_ == "NUM" and before.i >= start else None)
        if token.pos_ in _NOUNS:
            found = token
    return found
