"""Map each character of a cleaned text to its place in the source text."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.model import OffsetSegment


@dataclass(frozen=True, slots=True)
class TrackedText:
    """A text with its map to the source text: segments in the order of both."""

    text: str
    segments: tuple[OffsetSegment, ...]

    @classmethod
    def of(cls, source: str) -> TrackedText:
        """Return a source text as it is."""
        length = len(source)
        return cls(source, (OffsetSegment(0, 0, length, length),) if length else ())


class TextBuilder:
    """Builds a text from stretches of another one, mostly in their order.

    Characters that are not kept are deleted. `insert` adds characters that have no source. Going
    back to an earlier stretch is allowed and takes longer.
    """

    def __init__(self, origin: TrackedText) -> None:
        self._origin = origin
        self._next = 0
        self._parts: list[str] = []
        self._segments: list[OffsetSegment] = []
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Keep ``[start, end)`` of the origin."""
        if start >= end:
            return
        shift = self.length - start
        for segment in self._find_segments(start, end):
            first = max(start, segment.start)
            length = min(end, segment.start + segment.length) - first
            if segment.length == segment.source_length:
                source_start = segment.source_start + first - segment.start
                self._add(OffsetSegment(first + shift, source_start, length, length))
            else:
                self._segments.append(
                    OffsetSegment(
                        first + shift, segment.source_start, length, segment.source_length
                    )
                )
        self._append(self._origin.text[start:end])

    def insert(self, words: str) -> None:
        """Add characters that the source does not have."""
        self._append(words)

    def replace(self, start: int, end: int, words: str) -> None:
        """Write ``words`` instead of ``[start, end)`` of the origin."""
        segments = list(self._find_segments(start, end))
        first, last = segments[0], segments[-1]
        source_start = first.source_start + max(0, start - first.start)
        cut = max(0, last.start + last.length - end)
        source_end = last.source_start + last.source_length - cut
        self._segments.append(
            OffsetSegment(self.length, source_start, len(words), source_end - source_start)
        )
        self._append(words)

    def build(self) -> TrackedText:
        """Return the text that was built."""
        return TrackedText("".join(self._parts), tuple(self._segments))

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self.length += len(words)

    def _add(self, segment: OffsetSegment) -> None:
        if self._segments:
            last = self._segments[-1]
            if (
                last.length == last.source_length
                and last.start + last.length == segment.start
                and last.source_start + last.length == segment.source_start
            ):
                length = last.length + segment.length
                self._segments[-1] = OffsetSegment(last.start, last.source_start, length, length)
                return
        self._segments.append(segment)

    def _find_segments(self, start: int, end: int) -> list[OffsetSegment]:
        """Return the segments of the origin that overlap ``[start, end)``."""
        segments = self._origin.segments
        if self._next and segments[self._next - 1].start + segments[self._next - 1].length > start:
            self._next = 0
        while self._next < len(segments):
            segment = segments[self._next]
            if segment.start + segment.length > start:
                break
            self._next += 1
        found = []
        for index in range(self._next, len(segments)):
            if segments[index].start >= end:
                break
            found.append(segments[index])
        return found
