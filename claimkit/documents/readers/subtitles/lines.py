"""Take what is not speech off the lines of cues: tags, sounds, lyrics and repeated lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimkit.documents.readers.subtitles.cues import Cue
from claimkit.documents.tracked_text import TextBuilder, TrackedText

_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?\s+([^>]{1,120})>")
_MARK = re.compile(
    r"<[/\w][^<>\n]{0,200}>|<\d[\d:.]{3,20}>|\{\\[^{}\n]{0,200}\}"  # tags and positions
    r"|\[[^\[\]\n]{0,120}\](?!:)|[♪♫♬][^♪♫♬\n]{0,300}[♪♫♬]?"  # sounds and lyrics
    r"|&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|\w{2,30});"
    r"|[\u200b-\u200f\u202a-\u202e\ufeff\u00ad]|\\[hNn]"
)
_SOUND = re.compile(r"[-\s>]*(?:\([^()]{0,120}\)|\*[^*]{1,80}\*|#[^#]{1,200}#)[.\s]*")
_DASH = re.compile(r"[-–—]\s?(?=\S)")
_MIN_REPEATED = 0.25
_MIN_REPEATED_CUES = 2


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of speech: ``[start, end)`` of the text of all lines.

    ``voice`` is the speaker whom the format names. ``is_dashed`` if it began with a dash, as
    speech of another person does.
    """

    start: int
    end: int
    text: str
    cue: Cue
    voice: str | None = None
    is_dashed: bool = False


def read_lines(source: str, cues: Sequence[Cue]) -> tuple[TrackedText, list[SpokenLine]]:
    """Return the text of the spoken lines, with its map to the source, and the lines."""
    builder = TextBuilder(TrackedText.of(source))
    lines: list[SpokenLine] = []
    for cue in cues:
        voice: str | None = None
        for start, end in cue.lines:
            match = _VOICE.search(source, start, end)
            voice = html.unescape(match[1]).strip() if match else voice
            first = builder.length
            _keep_speech(builder, source, start, end)
            lines.append(SpokenLine(first, builder.length, "", cue, voice))
    text = builder.build()
    named = [_without_edges(text.text, line) for line in lines]
    spoken = [line for line in named if line.text and not _SOUND.fullmatch(line.text)]
    return text, _without_repetitions(_without_dashes(spoken))


def _keep_speech(builder: TextBuilder, source: str, start: int, end: int) -> None:
    for match in _MARK.finditer(source, start, end):
        builder.keep(start, match.start())
        start = match.end()
        character = html.unescape(match[0]) if match[0][0] == "&" else ""
        if match[0][0] == "\\" or character == "\u00a0":
            character = " "
        if character and character.isprintable():
            builder.replace(match.start(), start, character)
    builder.keep(start, end)
    builder.insert("\n")


def _without_edges(text: str, line: SpokenLine) -> SpokenLine:
    words = text[line.start : line.end]
    start = line.start + len(words) - len(words.lstrip())
    words = words.strip()
    return SpokenLine(start, start + len(words), words, line.cue, line.voice)


def _without_dashes(lines: list[SpokenLine]) -> list[SpokenLine]:
    """Take the dashes off lines of dialogue, unless there is one alone in the file."""
    dashed = [_DASH.match(line.text) for line in lines]
    if sum(match is not None for match in dashed) < _MIN_REPEATED_CUES:
        return lines
    return [
        SpokenLine(
            line.start + match.end(),
            line.end,
            line.text[match.end() :],
            line.cue,
            line.voice,
            is_dashed=True,
        )
        if match
        else line
        for line, match in zip(lines, dashed, strict=True)
    ]


def _without_repetitions(lines: list[SpokenLine]) -> list[SpokenLine]:
    """Leave out what rolling captions show again, if the file has such captions."""
    by_cue: dict[int, list[SpokenLine]] = {}
    for line in lines:
        by_cue.setdefault(id(line.cue), []).append(line)
    groups = list(by_cue.values())
    repeated = sum(_repeats(last, group) for last, group in pairwise(groups))
    if repeated < max(_MIN_REPEATED_CUES, _MIN_REPEATED * len(groups)):
        return lines
    kept: list[SpokenLine] = []
    shown: list[str] = []
    for group in groups:
        for line in group:
            if line.text in shown:
                continue
            if kept and _grows(kept[-1].text, line.text) and kept[-1].text in shown:
                kept.pop()
            kept.append(line)
        shown = [line.text for line in group]
    return kept


def _repeats(last: list[SpokenLine], group: list[SpokenLine]) -> bool:
    """Return whether a cue shows a line of the one before it again, or more of it."""
    return any(
        line.text == before.text or _grows(before.text, line.text)
        for line in group[:1]
        for before in last
    )


def _grows(before: str, text: str) -> bool:
    return len(text) > len(before) and text.startswith(f"{before} ")
