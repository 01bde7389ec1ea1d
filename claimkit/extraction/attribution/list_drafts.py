"""Find drafts in lists: each item is a claim of the source that the lead-in names."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from claimkit.extraction.attribution.cues import CueHit
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.list_lead_ins import LeadIn, read_lead_in
from claimkit.model import Block, BlockKind
from claimkit.parsing.parsed_document import ParsedDocument

_WEIGHT = 0.8
_OWN_CUE = 0.4  # the weight from which the cue of an item makes it a claim of its own


def find_list_drafts(
    parsed: ParsedDocument, hits: Sequence[CueHit], drafts: Sequence[AttributionDraft]
) -> tuple[list[AttributionDraft], set[int]]:
    """Return a draft for each list item that has no cue of its own, and the cues of lead-ins.

    Example: "The ministry comments on the flood. Main points:" and its bullets.
    Counter-examples: "What the visitor needs:", "The mayor said that the road was closed." Not
    handled: a list inside a list with a source of its own.

    Args:
        drafts: those that other rules found.
    """
    found: list[AttributionDraft] = []
    lead_ins: set[int] = set()
    lead_in: LeadIn | None = None
    for number, block in enumerate(parsed.blocks):
        if block.kind is not BlockKind.LIST_ITEM:
            is_before_list = [b.kind for b in parsed.blocks[number + 1 : number + 2]] == [
                BlockKind.LIST_ITEM
            ]
            lead_in = read_lead_in(parsed, block, hits) if is_before_list else None
            if lead_in and _is_complete(parsed, block, lead_in, drafts):
                lead_in = None
        elif lead_in is not None:
            draft = _read_item(parsed, block, lead_in, drafts)
            if draft is not None:
                found.append(draft)
                if lead_in.cue is not None:
                    lead_ins.add(lead_in.cue.i)
    return found, lead_ins


def _is_complete(
    parsed: ParsedDocument, block: Block, lead_in: LeadIn, drafts: Sequence[AttributionDraft]
) -> bool:
    """Return whether a finished sentence already has all that its cue introduces."""
    if lead_in.cue is None or not block.span.of(parsed.text).rstrip('”"’ ').endswith("."):
        return False
    place = lead_in.cue.i
    told = {i for draft in drafts if draft.anchor == place for i in draft.content}
    return any(parsed.doc[i].pos_ in ("VERB", "AUX") for i in told)


def _read_item(
    parsed: ParsedDocument,
    block: Block,
    lead_in: LeadIn,
    drafts: Sequence[AttributionDraft],
) -> AttributionDraft | None:
    first, last = parsed.token_range(block.span)
    words = {i for i in range(first, last) if parsed.doc[i].is_alpha}
    own = [draft for draft in drafts if first <= draft.anchor < last]
    if any(_leads_sentence(parsed.doc, draft) for draft in own):
        return None
    covered = {i for draft in own for i in (*draft.content, *draft.cue)}
    if not words or len(words & covered) > len(words) / 2:
        return None
    return AttributionDraft(
        anchor=first,
        rule="list-item",
        frame="list-item",
        stance=lead_in.stance,
        weight=_WEIGHT,
        content=set(range(first, last)),
        source=lead_in.source,
        cue=set(),
        lead_in=lead_in.span,
    )


def _leads_sentence(doc: Doc, draft: AttributionDraft) -> bool:
    """Return whether the draft's cue is the main verb of its sentence and likely enough."""
    anchor = doc[draft.anchor]
    is_main = anchor.dep_ in ("ROOT", "parataxis") or (
        anchor.dep_ == "conj" and anchor.head.dep_ == "ROOT"
    )
    return is_main and bool(draft.source.heads) and draft.weight >= _OWN_CUE
