"""Find the cues of a subtitle file: their numbers, times and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t][^\r\n]*)?")
_NUMBER = re.compile(r"\d{1,7}")
_WEBVTT = re.compile(r"WEBVTT(?:[ \t]*[-–—:]?[ \t]+([^\r\n]{1,200}))?")
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:].*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue; ``lines`` are ``[start, end)`` of the file's text, and times are in seconds."""

    number: int
    start: float
    end: float
    lines: tuple[tuple[int, int], ...]

    @property
    def time(self) -> str:
        """The time at which the cue begins, as ``00:12:31``."""
        seconds = int(self.start)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def read_title(text: str) -> str | None:
    """Return the title that stands in the first line of a WebVTT file."""
    match = _WEBVTT.match(text.lstrip("\ufeff"))
    return match[1].strip() or None if match and match[1] else None


def iter_cues(text: str) -> Iterator[Cue]:
    """Yield the cues in the order of the file; what is no cue is left out.

    A number is that printed above the cue, or else its place in the file. Blank lines within a
    cue do not end it, unless a note comes.
    """
    lines = [match.span(1) for match in _LINE.finditer(text)]
    timings = [(i, match) for i, span in enumerate(lines) if (match := _match(text, span))]
    for place, (index, match) in enumerate(timings):
        following = timings[place + 1][0] if place + 1 < len(timings) else len(lines)
        number = _read_number(text, lines[index - 1] if index else (0, 0))
        body = _cut_body(text, lines[index + 1 : following], is_last=following == len(lines))
        groups = [int(part) if part else 0 for part in match.groups()]
        start, end = _seconds(groups[:4], match[4]), _seconds(groups[4:], match[8])
        yield Cue(place + 1 if number is None else number, start, end, body)


def _match(text: str, span: tuple[int, int]) -> re.Match[str] | None:
    return _TIMING.fullmatch(text, *span) if text.find("-->", *span) >= 0 else None


def _read_number(text: str, span: tuple[int, int]) -> int | None:
    words = text[span[0] : span[1]].strip()
    return int(words) if _NUMBER.fullmatch(words) else None


def _seconds(parts: list[int], fraction: str) -> float:
    hours, minutes, seconds, _ = parts
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{fraction}")


def _cut_body(
    text: str, lines: list[tuple[int, int]], *, is_last: bool
) -> tuple[tuple[int, int], ...]:
    """Return the lines of a cue, without the name of the next cue and what stands between them."""
    words = [text[start:end].strip() for start, end in lines]
    if not is_last and len(words) > 1 and words[-1] and not words[-2]:
        words, lines = words[:-1], lines[:-1]  # the number or name of the next cue
    elif not is_last and words and _NUMBER.fullmatch(words[-1]) and len(words) == 1:
        words, lines = [], []
    kept = []
    for index, (word, span) in enumerate(zip(words, lines, strict=True)):
        if _SKIPPED.fullmatch(word) and index and not words[index - 1]:
            break
        if word:
            kept.append(span)
    return tuple(kept)
