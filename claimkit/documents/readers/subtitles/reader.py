"""Make clean text of subtitles: sentences are joined across cues."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.candidates import FoundMetadata, MetadataCandidate, Origin
from claimkit.documents.readers.decoding import decode_document
from claimkit.documents.readers.subtitles.cues import Cue, iter_cues, read_title
from claimkit.documents.readers.subtitles.lines import SpokenLine, read_lines
from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart, is_finished
from claimkit.documents.structure.hyphenation import Hyphenation
from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.errors import DocumentError
from claimkit.model import BlockKind, Place, PlaceMap, Speaker

_PAUSE = 3.0  # seconds
_MAX_PARAGRAPH = 500
_MIN_VOICED_LINES = 3
_MIN_REPEATED_LABELS = 2
_MIN_FINISHED = 0.05
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [\w.'’()-]+){0,6}:\s+")
_LABEL = re.compile(r">>|[A-Z][\w.'’-]*(?: [\w.'’()-]+){0,6}:(?:\s|$)")
_ARROWS = ">> "
_PARAGRAPH = re.compile(r"(?:\A|(?<=\n\n))(?:>>+ ?)?")


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a file of subtitles.

    Raises:
        DocumentError: if they are not text, or have no cues.
    """
    decoded = decode_document(data, name)
    source = decoded.text
    cues = list(iter_cues(source))
    if not cues:
        raise DocumentError(
            f"{name}: there are no subtitles in this file",
            hint="give it the suffix .txt if it is a transcript without times",
        )
    text, lines = read_lines(source, cues)
    lines = _without_repeated_labels(lines)
    joined, voices = _join(text, lines, Hyphenation(text.text, language))
    drafts = _draft_paragraphs(joined.text)
    _mark_voices(drafts, voices)
    printed = read_title(source)
    found = [MetadataCandidate("title", printed, Origin.FRONT_MATTER)] if printed else []
    return compose(
        source,
        joined,
        drafts,
        name=name,
        language=language,
        title=title,
        found=FoundMetadata(found, findings=list(decoded.findings)),
        places=_places(cues),
    )


def _draft_paragraphs(text: str) -> list[BlockDraft]:
    """Return the paragraphs of a text; nothing else can tell where those of captions end."""
    drafts = []
    for match in _PARAGRAPH.finditer(text):
        start = match.end() if match[0] else match.start()
        end = text.find("\n\n", start)
        end = len(text) if end < 0 else end
        draft = BlockDraft(BlockKind.PARAGRAPH, [], is_marked=bool(match[0]))
        draft.append(BlockPart(start, end, text[start:end], ""))
        drafts.append(draft)
    return drafts


def _places(cues: Sequence[Cue]) -> PlaceMap:
    spoken = [cue for cue in cues if cue.lines]
    places = [Place(cue=cue.number, time=cue.time) for cue in spoken]
    return PlaceMap([0, *(cue.lines[0][0] for cue in spoken[1:])], places)


def _without_repeated_labels(lines: Sequence[SpokenLine]) -> list[SpokenLine]:
    """Take off labels that stand before each cue of the same speaker, within sentences too."""
    labels = [match[0] if (match := _NAME.match(line.text)) else None for line in lines]
    repeated = sum(one is not None and one == other for one, other in pairwise(labels))
    if repeated < _MIN_REPEATED_LABELS:
        return list(lines)
    kept: list[SpokenLine] = []
    last: str | None = None
    for line, label in zip(lines, labels, strict=True):
        if label is not None and label == last:
            length = len(label)
            line = replace(line, start=line.start + length, text=line.text[length:])
        last = label or last
        kept.append(line)
    return [line for line in kept if line.text]


def _join(
    text: TrackedText, lines: Sequence[SpokenLine], hyphenation: Hyphenation
) -> tuple[TrackedText, list[tuple[int, int, str]]]:
    """Return the lines as paragraphs, and the stretches whose speaker the format names.

    Where several people have voices, their names stand before what they say, as in a transcript.
    """
    voiced = [line.voice for line in lines if line.voice]
    is_labelled = len(voiced) >= _MIN_VOICED_LINES and len(set(voiced)) > 1
    finished = sum(is_finished(line.text) for line in lines)
    is_punctuated = finished >= _MIN_FINISHED * len(lines)
    builder = TextBuilder(text)
    stretches: list[tuple[int, int, str]] = []
    length = 0
    last: SpokenLine | None = None
    for line in lines:
        is_new = last is None or _begins_paragraph(last, line, length, is_punctuated=is_punctuated)
        join = hyphenation.join(last.text, line.text) if last and not is_new else None
        if last is not None:
            builder.keep(last.start, last.end - bool(join and join.drops_hyphen))
            builder.insert(join.joiner if join else "\n\n")
        length = 0 if is_new else length
        start = builder.length
        if is_new and line.voice and is_labelled:
            builder.insert(f"{line.voice}: ")
        elif is_new and line.is_dashed:
            builder.insert(_ARROWS)
        if line.voice and not is_labelled:
            stretches.append((start, start + line.end - line.start, line.voice))
        length += line.end - line.start
        last = line
    if last is not None:
        builder.keep(last.start, last.end)
    return builder.build(), stretches


def _begins_paragraph(
    last: SpokenLine, line: SpokenLine, length: int, *, is_punctuated: bool
) -> bool:
    """Return whether another person speaks in a line, or a new thought can begin there.

    Captions that a machine has written have no punctuation, so only a pause ends a thought.
    """
    if line.voice != last.voice or line.is_dashed:
        return True
    is_pause = line.cue.start - last.cue.end >= _PAUSE
    if not is_punctuated:
        return is_pause or length >= _MAX_PARAGRAPH or line.text.startswith(">>")
    if not is_finished(last.text):
        return line.text.startswith(">>")
    return is_pause or length >= _MAX_PARAGRAPH or _LABEL.match(line.text) is not None


def _mark_voices(drafts: Sequence[BlockDraft], voices: Sequence[tuple[int, int, str]]) -> None:
    starts = [first for first, _, _ in voices]
    for draft in drafts:
        start = draft.parts[0].start
        index = bisect_right(starts, start) - 1
        if index >= 0 and start < voices[index][1]:
            draft.kind, draft.is_typed = BlockKind.TURN, True
            draft.speaker = Speaker(voices[index][2])
