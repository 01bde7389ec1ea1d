"""Find the lines of a document that may begin with a label, and what is said below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished, opens_quotation
from claimkit.documents.turns.labels import Label, LabelReader, LabelStyle
from claimkit.documents.turns.turn_words import TurnWords
from claimkit.lexicons.typography import load_typography
from claimkit.model import BlockKind

_READ = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTATION)
)
_MIN_WORDS = 8
_MAX_NOTE_WORDS = 3
_LETTERS = re.compile(r"[^\W\d_]")


_MIN_WRAPPED, _FULL_LINE = 40, 0.75


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of the document: the block it stands in, and its number there."""

    draft: int
    part: int


@dataclass(slots=True)
class LabelledLine:
    """A line with a possible label.

    ``text`` are the words between it and the next possible label, ``first`` those on the first of
    their lines.
    """

    spot: Spot
    label: Label
    text: str = ""
    first: str = ""
    is_sentence: bool = False
    is_quotation: bool = False


def iter_lines(drafts: Sequence[BlockDraft], stop: int) -> Iterator[tuple[Spot, str]]:
    """Yield the lines of the first ``stop`` blocks that may hold labels."""
    for index, draft in enumerate(drafts[:stop]):
        if draft.kind in _READ and not (draft.is_typed and draft.kind is BlockKind.LIST_ITEM):
            for number, part in enumerate(draft.parts):
                yield Spot(index, number), part.text


def find_labelled_lines(
    drafts: Sequence[BlockDraft], reader: LabelReader, words: TurnWords, stop: int
) -> list[LabelledLine]:
    """Return the lines that have the form of a label, in order, with the words below them."""
    lines = list(iter_lines(drafts, stop))
    found: list[LabelledLine] = []
    skip = 0
    for number, (spot, text) in enumerate(lines):
        if skip:
            skip -= 1
            continue
        following = lines[number + 1][1] if number + 1 < len(lines) else None
        if any(pattern.match(text) for pattern in words.witnesses):
            continue  # "ANA BECK, having been duly sworn, testified as follows:"
        label = _read(reader, text, following, drafts[spot.draft])
        if label is not None and _is_wrapped(drafts[spot.draft], spot.part, label):
            continue
        if label is not None and label.key not in words.not_labels:
            found.append(LabelledLine(spot, label))
            skip = label.lines - 1
    _read_words(found, lines, words)
    return found


def _is_wrapped(draft: BlockDraft, number: int, label: Label) -> bool:
    """Return whether a name only begins a line of a wrapped paragraph.

    Such a line goes on a sentence, or is as long as the others: "Ann Holm, a member of the".
    """
    text = draft.parts[number].text
    is_in_sentence = number > 0 and not is_finished(draft.parts[number - 1].text)
    if label.style is not LabelStyle.LINE:
        return is_in_sentence and ":" not in text[: label.length]
    longest = max(len(part.text) for part in draft.parts)
    is_full = longest >= _MIN_WRAPPED and len(text) >= _FULL_LINE * longest
    goes_on = number + label.lines < len(draft.parts)
    return is_in_sentence or (goes_on and is_full)


def _read(reader: LabelReader, text: str, following: str | None, draft: BlockDraft) -> Label | None:
    if draft.kind is BlockKind.HEADING:
        return reader.read_line(text, following)
    if draft.kind is BlockKind.LIST_ITEM:
        return reader.read_before(text) if draft.is_marked else None
    return (
        reader.read_examiner(text) or reader.read_before(text) or reader.read_line(text, following)
    )


def _read_words(
    found: Sequence[LabelledLine], lines: Sequence[tuple[Spot, str]], words: TurnWords
) -> None:
    """Read what is said under each label: up to the next one, or a few lines."""
    numbers = {spot: number for number, (spot, _) in enumerate(lines)}
    for index, line in enumerate(found):
        first = numbers[line.spot]
        last = numbers[found[index + 1].spot] if index + 1 < len(found) else len(lines)
        begin = first + line.label.lines
        below = [text for _, text in lines[begin : min(last, begin + 12)]]
        if line.label.style is LabelStyle.BEFORE:
            below.insert(0, lines[first][1][line.label.length :].strip())
        below = [text for text in below if _is_said(text, words)]
        line.text = " ".join(below)
        line.first = below[0] if below else ""
        line.is_quotation = bool(below) and opens_quotation(below[0]) and _closes(below)
        line.is_sentence = bool(below) and (
            any(is_finished(text) for text in below) or len(line.text.split()) >= _MIN_WORDS
        )
        if index and not line.is_sentence and _is_list(found[index - 1], line):
            line.text = ""  # the last one of a list of those who take part


def _is_said(text: str, words: TurnWords) -> bool:
    """Return whether a line may be spoken, unlike "3.34 p.m." or the number of a column."""
    is_note = len(text.split()) <= _MAX_NOTE_WORDS and words.is_closing(text)
    return _LETTERS.search(text) is not None and not is_note


def _is_list(before: LabelledLine, line: LabelledLine) -> bool:
    """Return whether a label comes right below another one that has nothing to say."""
    is_alone = line.label.style is before.label.style is LabelStyle.LINE
    return is_alone and not before.text


def _closes(lines: Sequence[str]) -> bool:
    """Return whether the first lines end with a quotation mark."""
    return any(text.rstrip(" .,")[-1:] in load_typography().closing_marks for text in lines[:3])
