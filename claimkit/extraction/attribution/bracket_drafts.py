"""Find drafts for a source and a verb in brackets: "10 thousand (Kyiv claims) soldiers"."""

from __future__ import annotations

from spacy.tokens import Doc

from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.parsing.parsed_document import ParsedDocument

RULE = "parenthetical-source"
_WEIGHT = 0.8
_MIN_TOKENS = 3  # from the opening bracket to before the closing one: a name and a verb
_MAX_TOKENS = 7
_MAX_NOUN_DISTANCE = 4
_BEFORE = ("NUM", "ADJ", "DET", "NOUN", "PROPN", "ADV")
_BEHIND = ("NUM", "ADJ", "NOUN", "PROPN")


def find_bracket_drafts(parsed: ParsedDocument, table: CueTable) -> list[AttributionDraft]:
    """Return a draft for each bracket of a source and a verb.

    The content is the noun phrase that the bracket interrupts or follows. Counter-example:
    "412 cases (87 confirmed)".
    """
    doc = parsed.doc
    found = []
    for token in doc:
        if token.text == "(" and parsed.speech_of[token.i] < 0:
            draft = _read_bracket(doc, token.i, table)
            if draft is not None:
                found.append(draft)
    return found


def _read_bracket(doc: Doc, opening: int, table: CueTable) -> AttributionDraft | None:
    inside = range(opening + 2, min(opening + _MAX_TOKENS, len(doc)))
    closing = next((i for i in inside if doc[i].text == ")"), None)
    if closing is None:
        return None
    verb = closing - 1
    cue = table.find_verb_form(doc[verb])
    if cue is None or not cue.quotation or closing - opening < _MIN_TOKENS:
        return None
    source = doc[verb - 1]
    if source.like_num:  # "412 cases (including 87 confirmed)"
        return None
    content = _interrupted_phrase(doc, opening, closing)
    if not content:
        return None
    return AttributionDraft(
        anchor=verb,
        rule=RULE,
        frame="bracket",
        stance=cue.stance,
        weight=_WEIGHT,
        content=content,
        source=SourceMatch((source,), "bracket"),
        cue={verb},
    )


def _interrupted_phrase(doc: Doc, opening: int, closing: int) -> set[int]:
    """Return the noun phrase around or before the bracket, without the bracket."""
    left = opening
    while left > 0 and doc[left - 1].pos_ in _BEFORE:
        left -= 1
    right = closing + 1
    while right < len(doc) and doc[right].pos_ in _BEHIND:
        right += 1
    if right == closing + 1 and opening and doc[opening - 1].pos_ == "NUM":
        # A number needs its noun, whatever the tagger makes of the words between.
        noun = next(
            (t.i for t in doc[right : right + _MAX_NOUN_DISTANCE] if t.pos_ == "NOUN"), None
        )
        right = right if noun is None else noun + 1
    return set(range(left, opening)) | set(range(closing + 1, right))
