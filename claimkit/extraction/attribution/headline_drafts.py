"""Find drafts in headlines: a name and a colon, a colon and a name, and verbs in title case.

The tagger takes most words of a line in title case for names, so the grammar is of no use there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import Cue
from claimkit.lexicons.governments import load_government_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import BlockKind
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument

RULE = "headline-label"
_WEIGHT = 0.8
_MAX_NAME = 5
_MAX_TITLE_CASE_NAME = 2  # "The One Thing We Want: Break Up Banks" ends in no source
_MIN_CONTENT = 3
_MAX_TOKENS = 40
_MIN_TITLE_CASE = 0.6
_FINITE = frozenset(("MD", "VBZ", "VBP", "VBD"))
_NAMING = frozenset(("PROPN", "NOUN", "ADJ"))


def find_headline_drafts(
    parsed: ParsedDocument, table: CueTable, taken: Collection[int]
) -> list[AttributionDraft]:
    """Return a draft for each headline that credits somebody without a clause of its own.

    Example: "Lind: Bridge Will Reopen in May", "40 dead in blast: ministry", "Berg Warns Strikes
    Would Follow". Counter-example: "Wales: Floods Close Roads", "Live: The Match in Orn".

    Args:
        taken: the tokens in the cues and contents of other drafts.
    """
    found = []
    for start, end in _iter_headlines(parsed):
        draft = _read_front_label(parsed, start, end) or _read_end_label(parsed, start, end)
        if draft is None and not any(i in taken for i in range(start, end)):
            draft = _read_verb(parsed.doc, start, end, table)
        if draft is not None and draft.anchor not in taken:
            found.append(draft)
    return found


def _iter_headlines(parsed: ParsedDocument) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of titles, and of a first line, without the mark at the end."""
    for number, block in enumerate(parsed.blocks):
        if number and block.kind is not BlockKind.TITLE:
            continue
        start, end = parsed.token_range(block.span)
        while end > start and (parsed.doc[end - 1].is_space or parsed.doc[end - 1].text in ".;"):
            end -= 1
        if _MIN_CONTENT < end - start <= _MAX_TOKENS:
            yield start, end


# -- names beside a colon -------------------------------------------------------------------


def _read_front_label(parsed: ParsedDocument, start: int, end: int) -> AttributionDraft | None:
    doc = parsed.doc
    colon = next((i for i in range(start, min(start + _MAX_NAME + 1, end)) if _is_colon(doc[i])), 0)
    if colon <= start or end - colon <= _MIN_CONTENT or not _is_name(doc, start, colon):
        return None
    head = doc[colon - 1]
    if not _is_speaker(head) and not _is_person(parsed, start, colon, end):
        return None
    return _make_draft(head, colon, range(start, colon), range(colon + 1, end))


def _read_end_label(parsed: ParsedDocument, start: int, end: int) -> AttributionDraft | None:
    doc = parsed.doc
    first = max(start + _MIN_CONTENT, end - _MAX_NAME - 1)
    colon = next((i for i in range(end - 2, first - 1, -1) if _is_end_mark(doc, i)), None)
    is_long = colon is not None and end - colon > _MAX_TITLE_CASE_NAME
    if (
        colon is None
        or (is_long and doc[colon + 1].is_title)
        or any(not _is_naming(doc[i]) for i in range(colon + 1, end))
    ):
        return None
    head = doc[end - 1]
    if not _is_speaker(head) and not (doc[colon].text == ":" and head.is_upper):
        return None
    return _make_draft(head, colon, range(colon + 1, end), range(start, colon))


def _make_draft(head: Token, mark: int, name: range, content: range) -> AttributionDraft:
    return AttributionDraft(
        anchor=mark,
        rule=RULE,
        frame="headline",
        stance="asserts",
        weight=_WEIGHT,
        content=set(content),
        source=SourceMatch((head,), "label", tokens=frozenset(name)),
        cue={mark},
    )


def _is_colon(token: Token) -> bool:
    return token.text == ":" and token.whitespace_ != ""


def _is_end_mark(doc: Doc, i: int) -> bool:
    """Return whether a token is a colon, or a dash with spaces on both sides."""
    if doc[i].text == ":":
        return bool(doc[i].whitespace_)
    dashes = load_attribution_words(lexicons_of(doc)).dashes
    return doc[i].text in dashes and bool(doc[i].whitespace_) and bool(doc[i - 1].whitespace_)


def _is_naming(token: Token) -> bool:
    return token.pos_ in _NAMING or token.is_title or token.is_upper


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Return whether all words of a label are capitalised, and none is a kicker ("Live")."""
    words = [token for token in doc[start:end] if not token.is_punct]
    label = doc[start:end].text.lower()
    if label in load_attribution_words(lexicons_of(doc)).not_names:
        return False
    return bool(words) and all(word.text[0].isupper() and word.is_alpha for word in words)


def _is_speaker(head: Token) -> bool:
    """Return whether a noun is for people, a body or a report: "Ministry", "Police", "Poll"."""
    return head.lower_ in _speakers(lexicons_of(head.doc))


def _is_person(parsed: ParsedDocument, start: int, colon: int, end: int) -> bool:
    """Return whether the rest of the text shows that a label is somebody's name.

    The text goes on to say something of a person of this name, or puts a given name before it.
    """
    doc, head = parsed.doc, parsed.doc[colon - 1]
    if doc[start:colon].text.lower() in _places(lexicons_of(doc)):
        return False
    given = _given_names(lexicons_of(doc))
    if colon - start > 1 and doc[start].lower_ in given:
        return True
    for token in doc[end:]:
        if token.text == head.text and token.i > end:
            before = token.nbor(-1)
            if before.lower_ in given or before.text == doc[start].text != head.text:
                return True
            if token.dep_ == "nsubj" and before.pos_ in ("PROPN", "NOUN"):
                return before.lower_ in _speakers(lexicons_of(doc)) or before.pos_ == "PROPN"
    return False


# -- verbs in title case --------------------------------------------------------------------


def _read_verb(doc: Doc, start: int, end: int, table: CueTable) -> AttributionDraft | None:
    """Return a draft for a name and a verb in title case: "Berg Warns Strikes Would Follow"."""
    words = [token for token in doc[start:end] if token.is_alpha]
    if not words or sum(word.is_title for word in words) < _MIN_TITLE_CASE * len(words):
        return None
    for i in range(start + 1, min(start + _MAX_NAME + 1, end - _MIN_CONTENT + 1)):
        entry = _verb(doc[i], table)
        if entry is None:
            continue
        is_name = all(_is_naming(token) and token.is_alpha for token in doc[start:i])
        is_clause = any(token.tag_ in _FINITE for token in doc[i + 2 : end])
        weight = table.weight(entry, "clause")
        if not is_name or not is_clause or weight is None:
            return None
        return AttributionDraft(
            anchor=i,
            rule=f"{entry.id} clause",
            frame="clause",
            stance=entry.stance,
            weight=weight,
            content=set(range(i + 1, end)),
            source=SourceMatch((doc[i - 1],), "subject", tokens=frozenset(range(start, i))),
            cue={i},
            root=i + 1,
        )
    return None


def _verb(token: Token, table: CueTable) -> Cue | None:
    """Return the cue of a capitalised verb that the tagger took for a name."""
    if token.pos_ == "VERB" or not token.is_title:
        return None
    words = load_attribution_words(lexicons_of(token.doc)).function_words
    lemma = words.headline_verbs.get(token.lower_)
    return None if lemma is None else table.find_lemma("verb", lemma)


@cache
def _speakers(lexicons: Lexicons) -> frozenset[str]:
    """Return the nouns for people, bodies and reports, singular and plural."""
    words = load_source_lexicon(lexicons)
    lists = (
        *(role.words for role in words.roles),
        *(body.words for body in words.organisations),
        *(document.words for document in words.documents),
        words.outlets,
    )
    singular = {word for words_of_kind in lists for word in words_of_kind}
    return frozenset({*singular, *(word + words.plural_ending for word in singular)})


@cache
def _given_names(lexicons: Lexicons) -> frozenset[str]:
    names = load_source_lexicon(lexicons).first_names
    return frozenset((*names.male, *names.female, *names.either))


@cache
def _places(lexicons: Lexicons) -> frozenset[str]:
    """Return the names of states, capitals and regions, in lower case."""
    found = set(load_source_lexicon(lexicons).regions)
    for state in load_government_lexicon(lexicons).states:
        found |= {*state.names, *state.seats, *state.shared}
    return frozenset(found)
