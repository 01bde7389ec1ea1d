"""Represent the outermost quotations of a parsed document as token ranges."""

from __future__ import annotations

from dataclasses import dataclass

_UTTERANCE_WORDS = 5
_CLAUSE_ENDS = frozenset(".!?,…;:-—")


@dataclass(frozen=True, slots=True)
class QuotedSpeech:
    """An outermost quotation that holds a word.

    ``pieces`` are half-open token ranges, one for each block that the quotation runs through;
    they include the quotation marks. ``block`` is the index of the first block.
    ``is_utterance`` is False for a few words without an end mark: a name, a term, irony.
    """

    pieces: tuple[tuple[int, int], ...]
    words: int
    is_utterance: bool
    block: int

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    @property
    def tokens(self) -> set[int]:
        return {i for start, end in self.pieces for i in range(start, end)}


def is_utterance(pieces: int, words: int, last_words: str) -> bool:
    """Return whether a quotation of these pieces and words can be an utterance.

    Example: “We left early that day”, “We left.”. Counter-example: the “grey zone”.

    Args:
        last_words: the text of the last piece, without its marks.
    """
    if pieces > 1 or words >= _UTTERANCE_WORDS:
        return True
    return words > 1 and last_words.rstrip()[-1:] in _CLAUSE_ENDS
