"""Find drafts for a source and a verb at the end of a sentence, where the parse shows no clause."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.parsing.parsed_document import ParsedDocument

_FRAME = "clause"
_MAX_SOURCE_TOKENS = 7
_MIN_CONTENT_TOKENS = 4
_IN_SOURCE = frozenset(("DET", "NOUN", "PROPN", "ADJ", "PRON", "ADP", "PART", "NUM"))
_PLURALS = ("NNS", "NNPS")


def find_trailing_drafts(
    parsed: ParsedDocument, table: CueTable, taken: Collection[int]
) -> list[AttributionDraft]:
    """Return a draft for each sentence that ends in a comma, a source and a verb of reporting.

    Example: "27,000 people newly displaced, authorities say"; "The salary rose in May, minutes
    show", where the tagger takes the verb for a noun. Counter-example: "The fair has a market,
    a race and a fashion show".

    Args:
        taken: the cues for which other rules found a draft.
    """
    found = []
    for start, end in parsed.sentences:
        last = end - 1
        while last > start and (parsed.doc[last].is_punct or parsed.doc[last].is_space):
            last -= 1
        if last in taken or parsed.speech_of[last] >= 0:
            continue
        draft = _read_end(parsed.doc, start, last, table)
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
    return AttributionDraft(
        anchor=last,
        rule=f"{entry.id} {_FRAME}",
        frame=_FRAME,
        stance=entry.stance,
        weight=weight,
        content=set(range(start, comma)),
        source=SourceMatch((head,), "subject"),
        cue={last},
        root=start,
    )


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last noun before the first preposition of a noun phrase."""
    found = None
    for token in doc[start:end]:
        if token.pos_ == "ADP":
            break
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            found = token
    return found
