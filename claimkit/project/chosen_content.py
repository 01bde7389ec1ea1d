"""Find the words that a person names as the content of a claim in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimkit.errors import UsageError
from claimkit.ledger.locating import GAP, iter_places
from claimkit.model import Span

_MAX_SHOWN = 160
_MAX_NAMED = 5
_MAX_SENTENCES = 8  # of one content
# Marks that keyboards lack. Each is replaced by one character, so that places stay the same.
_PLAIN = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—−\u00a0\u202f", '\'\'\'\'""""""------  ')


@dataclass(frozen=True, slots=True)
class FoundContent:
    """The spans of a content's parts, and of the sentences that hold it, in the reading text."""

    content: tuple[Span, ...]
    evidence: Span


@dataclass(frozen=True, slots=True)
class SentenceSearch:
    """Finds words in a document's text; ``sentences`` are in order, and count from 1."""

    text: str
    sentences: Sequence[Span]

    def find(
        self, words: str, *, sentence: int | None = None, evidence: str | None = None
    ) -> FoundContent:
        """Return the place of a content.

        White space does not matter, nor whether quotation marks and dashes are straight or
        printed ones. The parts of a content are separated by " … ".

        Args:
            sentence: the number of the sentence in which the content begins.
            evidence: words that hold the content; by default its sentences.

        Raises:
            UsageError: if the words are not in the document, or at several places of it.
        """
        if sentence is not None:
            self.check_number(sentence)
        frames = None if evidence is None else self._find_all(evidence)
        if frames == []:
            raise self._not_found("evidence", evidence or "")
        found = []
        for content in self._find_all(words):
            stretch = Span(content[0].start, content[-1].end)
            numbers = self.numbers(stretch)
            if sentence is not None and (not numbers or numbers[0] != sentence):
                continue
            if frames is None:
                found.append(FoundContent(content, self._sentences_of(stretch)))
                continue
            around = (Span(frame[0].start, frame[-1].end) for frame in frames)
            found += [FoundContent(content, frame) for frame in around if frame.contains(stretch)]
        return self._choose(words, found, where=sentence or evidence)

    def check_number(self, sentence: int) -> None:
        """Raise a `UsageError` if there is no sentence with a number."""
        if not 1 <= sentence <= len(self.sentences):
            raise UsageError(
                f"The document has {len(self.sentences)} sentences, no number {sentence}."
            )

    def numbers(self, place: Span) -> list[int]:
        """Return the numbers of the sentences that a place touches."""
        return [n for n, span in enumerate(self.sentences, start=1) if span.overlaps(place)]

    def _choose(
        self, words: str, found: Sequence[FoundContent], where: int | str | None
    ) -> FoundContent:
        if not found:
            raise self._not_found("sentence" if where else "document", words)
        places = dict.fromkeys(one.evidence for one in found)
        if len(places) == 1:
            return found[0]
        named = [f"{self.numbers(place)[0]}: {self.shown(place)}" for place in places]
        more = [f"{len(named) - _MAX_NAMED} more"] if len(named) > _MAX_NAMED else []
        raise UsageError(
            f"The words {words!r} are in several sentences. Choose one with --sentence NUMBER.",
            hint="; ".join(named[:_MAX_NAMED] + more),
        )

    def shown(self, place: Span) -> str:
        """Return the words at a place on one line, cut if they are long."""
        line = " ".join(place.of(self.text).split())
        return line if len(line) <= _MAX_SHOWN else line[: _MAX_SHOWN - 1] + "…"

    def _find_all(self, words: str) -> list[tuple[Span, ...]]:
        pieces = [piece for piece in words.split(GAP) if piece.strip()]
        exact = list(self._iter_in_order(self.text, pieces))
        plain = [piece.translate(_PLAIN) for piece in pieces]
        return exact or list(self._iter_in_order(self.text.translate(_PLAIN), plain))

    def _iter_in_order(self, text: str, pieces: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        """Yield the places of the first piece, each with the nearest places of the others."""
        for first in iter_places(text, pieces[0]) if pieces else ():
            spans = [first]
            for piece in pieces[1:]:
                following = next(iter_places(text, piece, spans[-1].end), None)
                if following is None:
                    return
                spans.append(following)
            if len(self.numbers(Span(spans[0].start, spans[-1].end))) <= _MAX_SENTENCES:
                yield tuple(spans)

    def _sentences_of(self, place: Span) -> Span:
        touched = [span for span in self.sentences if span.overlaps(place)]
        return Span(touched[0].start, touched[-1].end) if touched else place

    def _not_found(self, where: str, words: str) -> UsageError:
        from rapidfuzz import fuzz, process  # only needed for the message

        best = process.extractOne(
            words, [span.of(self.text) for span in self.sentences], scorer=fuzz.partial_ratio
        )
        place = self.sentences[best[2]] if best else None
        hint = (
            f"the nearest sentence is number {best[2] + 1}: {self.shown(place)}" if place else None
        )
        what = "The evidence is" if where == "evidence" else f"The words {words!r} are"
        here = "that place of the document" if where == "sentence" else "the document"
        return UsageError(f"{what} not in {here}, word for word.", hint=hint)
