"""Cut transcripts into turns: find the labels, take them off, and give each paragraph its speaker.

Whether a line is a label shows from the others: labels come back, several people have them, and
people talk under them. `evidence` weighs this; `speakers` gives them their full names later, when
title, byline and introduction are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart, is_finished
from claimkit.documents.turns.evidence import TranscriptEvidence
from claimkit.documents.turns.labels import Label, LabelReader, LabelStyle
from claimkit.documents.turns.stage_directions import (
    cut_stage_directions,
    is_bracketed_line,
    is_stage_direction,
)
from claimkit.documents.turns.transcript_lines import (
    Spot,
    find_labelled_lines,
)
from claimkit.documents.turns.turn_words import TurnWords, folded, load_turn_words
from claimkit.model import BlockKind, Speaker

_ARROWS = re.compile(r">>+")
_MIN_ARROWS = 3
_MAX_SIGN = 6
_MAX_BRACKETED_WORDS = 30
_MAX_HEADING_WORDS = 12
_MIN_TURNS = 3
_PLACEHOLDER = re.compile(r"<[^<>]{3,40}>")  # "<Media omitted>"
_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?")
_COLUMN = re.compile(r"[\[(]?\d{1,5}[\])]?")
_BUTTONS = " · "  # "12 likes · Reply"
_SPOKEN = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTATION))


def mark_turns(drafts: list[BlockDraft], language: str, text: str) -> list[BlockDraft]:
    """Return the blocks with those of a transcript as turns, without their labels.

    The speaker of a turn is named as its label does. Stage directions are cut off everywhere.
    Not handled: labels that are only set in another typeface, without colon or line of their own.

    Args:
        text: the text of which the parts of ``drafts`` are stretches.
    """
    words = load_turn_words(language)
    stop = next((i for i, d in enumerate(drafts) if d.after_comment_heading), len(drafts))
    reader = LabelReader(words, language)
    arrows = _find_arrows(drafts[:stop], text)
    lines = find_labelled_lines(drafts, reader, words, stop)
    prose = _prose(drafts, {line.spot: line.label for line in lines})
    chosen = TranscriptEvidence(lines, words, prose).find_speakers()
    labels = {line.spot: line.label for line in chosen}
    for spot in arrows:
        labels.setdefault(spot, _arrow_label())
    if labels:
        pieces = _join_hanging(_cut(drafts, labels), text)
        _TurnMarker(words, pieces).mark()
        drafts = [piece.draft for piece in pieces if piece.draft.parts]
    for draft in drafts:
        is_alone = draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if labels and is_alone and _COLUMN.fullmatch(draft.text):
            draft.kind = BlockKind.FURNITURE  # the number of a column above the first turn
        cut_stage_directions(draft, words, is_transcript=bool(labels))
    return [draft for draft in drafts if draft.text.strip()]


def _find_arrows(drafts: Sequence[BlockDraft], text: str) -> list[Spot]:
    """Return the lines behind ">>", which captions print where another person speaks.

    Replies in e-mails have ">" besides.
    """
    found: list[Spot] = []
    for index, draft in enumerate(drafts):
        if not draft.is_marked or draft.kind is BlockKind.QUOTED_MESSAGE:
            continue
        for number, part in enumerate(draft.parts):
            before = text[max(0, part.start - _MAX_SIGN) : part.start].rpartition("\n")[2].strip()
            if _ARROWS.fullmatch(before):
                found.append(Spot(index, number))
            elif before == ">":
                return []
    return found if len(found) >= _MIN_ARROWS else []


def _arrow_label() -> Label:
    return Label(">>", "", (), LabelStyle.BEFORE, 0)


def _prose(drafts: Sequence[BlockDraft], labels: Mapping[Spot, Label]) -> str:
    """Return the text of the document without the possible labels, a line each."""
    lines = []
    for index, draft in enumerate(drafts):
        for number, part in enumerate(draft.parts):
            label = labels.get(Spot(index, number))
            is_alone = label is not None and label.style is LabelStyle.LINE
            if label is None or (is_alone and not label.has_time):
                lines.append(part.text)
            elif not is_alone:
                lines.append(part.text[label.length :])
    return "\n".join(lines)


@dataclass(slots=True)
class _Piece:
    """A block, or a part of one; ``label`` is set if a label stood before it."""

    draft: BlockDraft
    label: Label | None = None


def _cut(drafts: Sequence[BlockDraft], labels: Mapping[Spot, Label]) -> list[_Piece]:
    """Return the blocks cut before each label, which is taken off.

    The piece behind a label on a line of its own may be empty.
    """
    pieces: list[_Piece] = []
    skip = 0
    for index, draft in enumerate(drafts):
        piece = _Piece(replace(draft, parts=[], _balance={}))
        pieces.append(piece)
        for number, part in enumerate(draft.parts):
            if skip:
                skip -= 1
                continue
            label = labels.get(Spot(index, number))
            if label is not None:
                kind = BlockKind.PARAGRAPH if label.style is LabelStyle.LINE else draft.kind
                piece = _Piece(BlockDraft(kind, []), label)
                pieces.append(piece)
                if label.style is LabelStyle.LINE:
                    skip = label.lines - 1
                    continue
                part = _behind(part, label.length)
            if part.text:
                piece.draft.append(replace(part, joiner=part.joiner if piece.draft.parts else ""))
    return [piece for piece in pieces if piece.label is not None or piece.draft.parts]


def _behind(part: BlockPart, length: int) -> BlockPart:
    """Return a line without its first characters and the white space behind them."""
    text = part.text[length:].lstrip()
    return BlockPart(part.end - len(text), part.end, text, part.joiner)


def _join_hanging(pieces: Sequence[_Piece], text: str) -> list[_Piece]:
    """Join the indented lines below a label's line to it, where they go on with its sentence."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.label is not None
            and piece.label is None
            and last.draft.parts
            and piece.draft.parts
            and not is_finished(last.draft.last)
            and text.count("\n", last.draft.parts[-1].end, piece.draft.parts[0].start) == 1
        ):
            last.draft.absorb(piece.draft)
        else:
            joined.append(piece)
    return joined


class _TurnMarker:
    """Gives the blocks after each label their speaker, up to the end of the transcript."""

    def __init__(self, words: TurnWords, pieces: Sequence[_Piece]) -> None:
        self._words = words
        self._pieces = pieces
        self._last = max((i for i, piece in enumerate(pieces) if piece.label), default=-1)
        self._goes_on = self._find_continued()

    def mark(self) -> None:
        current: Label | None = None
        examiner: Label | None = None
        is_first = False
        for index, piece in enumerate(self._pieces):
            if piece.label is not None and piece.label.is_examiner:
                examiner, current = piece.label, None
            elif piece.label is not None:
                current, is_first = piece.label, True
            draft = piece.draft
            if current is None or not draft.parts:
                continue
            if is_first and draft.kind is BlockKind.HEADING:
                draft.kind = BlockKind.PARAGRAPH
            if not is_first and self._ends_transcript(index, draft):
                current = None
                continue
            if draft.kind not in _SPOKEN or self._is_aside(draft, is_first=is_first):
                continue
            if draft.kind is BlockKind.PARAGRAPH or is_first:
                draft.kind = BlockKind.TURN
            asks = current.is_letter and current.key in self._words.questions
            draft.speaker = _printed_speaker(examiner if asks and examiner else current)
            draft.said = current.said
            draft.label = current.words if is_first else None
            is_first = False

    def _find_continued(self) -> bool:
        """Return whether turns before the last one have several paragraphs, or there are few."""
        labelled = [i for i, piece in enumerate(self._pieces) if piece.label]
        if len(labelled) <= _MIN_TURNS:
            return True
        return any(
            sum(bool(piece.draft.parts) for piece in self._pieces[first:last]) > 1
            for first, last in pairwise(labelled)
        )

    def _ends_transcript(self, index: int, draft: BlockDraft) -> bool:
        """Return whether a paragraph without a label is no longer said by the last speaker.

        If each speaker before had one paragraph, the last one has no second one, unless it
        speaks in the first person.
        """
        text = draft.text
        if folded(text) in self._words.participant_headings:
            return True
        if draft.kind is not BlockKind.HEADING and self._words.is_closing(text):
            if is_bracketed_line(text):
                draft.kind = BlockKind.FURNITURE
            return True
        if any(pattern.search(text) for pattern in self._words.witnesses):
            return True
        if index <= self._last or self._goes_on or draft.kind is not BlockKind.PARAGRAPH:
            return False
        if is_bracketed_line(text):
            draft.kind = BlockKind.FURNITURE
            return True
        return self._words.first_person.search(text) is None

    def _is_aside(self, draft: BlockDraft, *, is_first: bool) -> bool:
        """Mark a paragraph in brackets as furniture; return whether a block is not said at all."""
        text = draft.text
        is_time = not is_first and _TIME.fullmatch(text) is not None
        is_column = not is_first and _COLUMN.fullmatch(text) is not None
        if is_time or is_column or (is_first and _PLACEHOLDER.fullmatch(text)):
            draft.kind = BlockKind.FURNITURE
            return True
        if is_bracketed_line(text) and len(text.split()) <= _MAX_BRACKETED_WORDS:
            inner = text.strip("()[]. ")
            if not is_first or is_stage_direction(inner, self._words, is_transcript=True):
                draft.kind = BlockKind.FURNITURE
                return True
        if is_first:
            return False
        if draft.kind is not BlockKind.PARAGRAPH:
            return draft.kind is BlockKind.BLOCK_QUOTATION
        if draft.is_marked:  # ">" before words of somebody else
            return True
        if folded(text) in self._words.section_headings:
            return True
        is_short = len(text.split()) <= _MAX_HEADING_WORDS
        if is_short and _BUTTONS in text and not is_finished(text):
            draft.kind = BlockKind.FURNITURE
            return True
        return is_short and not is_finished(text) and text[0].isupper()


def _printed_speaker(label: Label) -> Speaker | None:
    """Return the speaker as the label names them; `speakers` completes the name."""
    return Speaker(label.name, ", ".join(label.details) or None) if label.name else None
