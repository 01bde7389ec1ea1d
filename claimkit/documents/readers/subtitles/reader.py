"""Make clean text of subtitles: sentences are joined across cues."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.candidates import FoundMetadata, MetadataCandidate, Origin
from claimkit.documents.readers.decoding import decode_document
from claimkit.documents.readers.subtitles.cues import Cue, iter_cues, read_title
from claimkit.documents.readers.subtitles.lines import SpokenLine, read_lines
from claimkit.documents.readers.text_formats import draft_blocks
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.documents.structure.hyphenation import Hyphenation
from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.errors import DocumentError
from claimkit.model import BlockKind, Place, PlaceMap, Speaker

_PAUSE = 3.0  # seconds
_MAX_PARAGRAPH = 500
_MIN_VOICED_LINES = 3
_LABEL = re.compile(r">>|[A-Z][\w.'’-]*(?: [\w.'’()-]+){0,6}:(?:\s|$)")
_ARROWS = ">> "


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
    joined, voices = _join(text, lines, Hyphenation(text.text, language))
    drafts = draft_blocks(joined.text, language)
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


def _places(cues: Sequence[Cue]) -> PlaceMap:
    spoken = [cue for cue in cues if cue.lines]
    places = [Place(cue=cue.number, time=cue.time) for cue in spoken]
    return PlaceMap([0, *(cue.lines[0][0] for cue in spoken[1:])], places)


def _join(
    text: TrackedText, lines: Sequence[SpokenLine], hyphenation: Hyphenation
) -> tuple[TrackedText, list[tuple[int, int, str]]]:
    """Return the lines as paragraphs, and the stretches whose speaker the format names.

    Where several people have voices, their names stand before what they say, as in a transcript.
    """
    voiced = [line.voice for line in lines if line.voice]
    is_labelled = len(voiced) >= _MIN_VOICED_LINES and len(set(voiced)) > 1
    builder = TextBuilder(text)
    stretches: list[tuple[int, int, str]] = []
    length = 0
    last: SpokenLine | None = None
    for line in lines:
        is_new = last is None or _begins_paragraph(last, line, length)
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


def _begins_paragraph(last: SpokenLine, line: SpokenLine, length: int) -> bool:
    """Return whether another person speaks in a line, or a new thought can begin there."""
    if line.voice != last.voice or line.is_dashed:
        return True
    if not is_finished(last.text):
        return line.text.startswith(">>")
    is_pause = line.cue.start - last.cue.end >= _PAUSE
    return is_pause or length >= _MAX_PARAGRAPH or _LABEL.match(line.text) is not None


def _mark_voices(drafts: Sequence[BlockDraft], voices: Sequence[tuple[int, int, str]]) -> None:
    for draft in drafts:
        start = draft.parts[0].start
        voice = next((name for first, end, name in voices if first <= start < end), None)
        if voice is not None:
            draft.kind, draft.is_typed = BlockKind.TURN, True
            draft.speaker = Speaker(voice)
