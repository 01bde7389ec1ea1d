"""Explain why the frames of a cue gave no draft."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs
from spacy.tokens import Token

from claimkit.extraction.attribution.cues import CueHit, CueTable
from claimkit.extraction.attribution.frames import iter_frame_matches
from claimkit.lexicons.attribution import Frame, TokenTest


def iter_misfits(hit: CueHit, table: CueTable) -> Iterator[str]:
    """Yield what is missing for each frame that the lexicon lists for a cue."""
    frames = {frame.id: frame for frame in table.frames[hit.entry.pos]}
    for name in hit.entry.frames:
        frame_id, _, preposition = name.partition(" ")
        yield f"{name}: {_find_missing(hit.token, frames[frame_id], preposition)}"


def _find_missing(cue: Token, frame: Frame, preposition: str) -> str:
    if preposition:
        if all(child.lower_ != preposition for child in cue.children):
            return f"no {preposition!r} below the cue"
        frame = structs.replace(frame, prepositions=(preposition,))
    if _fits(cue, frame):
        return "it fits, but its content holds no word besides the source"
    for part in ("cue", "theme"):
        test = getattr(frame, part)
        if test is not None and _fits(cue, structs.replace(frame, **{part: None})):
            return f"the cue is not {_describe(test)}" if part == "cue" else f"no {_describe(test)}"
    if frame.content == "head":
        return "the cue depends on nothing"
    place = " below the preposition" if preposition else ""
    return f"no {_describe(frame.content)}{place}"


def _fits(cue: Token, frame: Frame) -> bool:
    return any(True for _ in iter_frame_matches(cue, [frame]))


def _describe(test: TokenTest) -> str:
    parts = [
        f"{label} {'/'.join(values)}"
        for label, values in (("", test.dep), ("tagged", test.tag), ("word", test.lower))
        if values
    ]
    text = " ".join(part.strip() for part in parts) or "word"
    return text if test.has is None else f"{text} with {_describe(test.has)}"
