"""Find idioms: fixed words with a verb of reporting that report nothing, as "needless to say"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimkit.lexicons.attribution import Idiom


class IdiomMatcher:
    """The idioms of the lexicon, compiled for one vocabulary."""

    def __init__(self, vocab: Vocab, idioms: Iterable[Idiom]) -> None:
        self._idioms = {idiom.id: idiom for idiom in idioms}
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        for idiom in self._idioms.values():
            self._matcher.add(idiom.id, [_tokenize(vocab, words) for words in idiom.words])

    def find(self, doc: Doc) -> set[int]:
        """Return the indices of the tokens that belong to an idiom."""
        found: set[int] = set()
        for key, start, end in self._matcher(doc):
            idiom = self._idioms[doc.vocab.strings[key]]
            if _is_set_off(doc, start, end, idiom.set_off):
                found.update(range(start, end))
        return found


def _tokenize(vocab: Vocab, words: str) -> Doc:
    """Return the words as spaCy's English tokenizer cuts them: "let | 's | say"."""
    tokens: list[str] = []
    for word in words.split():
        head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
        tokens += [head, mark + tail] if mark else [word]
    return Doc(vocab, words=tokens)


def _is_set_off(doc: Doc, start: int, end: int, sides: str) -> bool:
    """Return whether marks or edges of the sentence are on the given sides of ``[start, end)``."""
    before = bool(doc[start].is_sent_start) or doc[start - 1].is_punct
    behind = end >= len(doc) or doc[end].is_punct
    return sides == "nowhere" or (before and (sides == "before" or behind))
