"""Find several people who speak together in the words around a source: "A, a teacher, and B"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_MAX_INSERTION = 16  # tokens between two commas or parentheses
_MAX_TITLE = 6  # tokens before a name
_MAX_REACH = 60  # tokens before a source
_TITLE_WORDS = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON"))
_VERBAL = ("VERB", "AUX")
_PERSONS = (EntityKind.PERSON, EntityKind.UNKNOWN)


class Speaker(NamedTuple):
    """A speaker's name, with the tokens from ``start`` on that are a title."""

    start: int
    name: Name


class _List(NamedTuple):
    """Speakers, and the token after them and what is said about the last one."""

    speakers: list[Speaker]
    end: int


class JointSpeakers:
    """Finds lists of people, each perhaps with a title, an apposition or a relative clause.

    Example: "Ada Falk, a teacher, and Ben Roth, a nurse, said"; "the co-chairs Mia Falk and Ove
    Rand". Counter-example: "Ada Falk, mayor of Norvik and Sund, said"; "Ada Falk met Ben Roth, and
    Eva Holm said". Rule source: surface order alone, since parsers often take the second of two
    people with appositions for one more apposition.

    Not handled: bodies, and people without a name.
    """

    def __init__(self, doc: Doc, name_at: Mapping[int, Name], vocabulary: SourceVocabulary) -> None:
        self._doc = doc
        self._name_at = name_at
        self._vocabulary = vocabulary

    def around(self, name: Name) -> list[Speaker]:
        """Return the speakers of the list that a name stands in; none if it stands alone."""
        for start, before in self._iter_starts(name):
            found = self._read(Speaker(start, before))
            if found is None or all(speaker.name is not name for speaker in found.speakers):
                continue
            if (before is name or self._may_begin(start)) and self._may_end(start, found.end):
                return found.speakers
        return []

    def after(self, noun: Token) -> list[Speaker]:
        """Return the people after a plural noun: "the co-chairs Mia Falk and Ove Rand"."""
        start = noun.i + 1
        if start < len(self._doc) and self._doc[start].text == ",":
            start += 1
        first = self._speaker_at(start)
        found = None if first is None else self._read(first)
        return [] if found is None else found.speakers

    def _iter_starts(self, name: Name) -> Iterator[tuple[int, Name]]:
        """Yield where a list with a name may begin, the leftmost place first."""
        sentence = self._doc[name.start].sent.start
        first = max(sentence, name.start - _MAX_REACH)
        i = first
        while i <= name.start:
            before = self._name_at.get(i)
            if before is None or not _is_person(before) or before.start < first:
                i += 1
                continue
            start = before.start if before.role_start is None else before.role_start
            yield self._title_start(min(start, before.start)), before
            i = before.end

    def _title_start(self, start: int) -> int:
        """Return the start of a plural title: "*Board members* | Per Moe and Liv Dahl"."""
        doc = self._doc
        noun = doc[start - 1] if start and not doc[start].is_sent_start else None
        if noun is None or noun.tag_ not in ("NNS", "NNPS"):
            return start
        if normalize_word(noun.lemma_) not in self._vocabulary.roles:
            return start
        start -= 1
        while start > 0 and not doc[start].is_sent_start and doc[start - 1].pos_ in _TITLE_WORDS:
            start -= 1
        return start

    def _may_begin(self, start: int) -> bool:
        token = self._doc[start]
        if token.is_sent_start or start == 0:
            return True
        before = self._doc[start - 1]
        return _is_misread(before) or before.is_punct or before.pos_ in ("SCONJ", "CCONJ", "SPACE")

    def _may_end(self, start: int, end: int) -> bool:
        """Return whether a list is not cut by a clause: "said Falk, and Ben Roth agreed"."""
        if end >= len(self._doc) or start == 0:
            return True
        before = self._doc[start - 1]
        is_inverted = before.pos_ in (*_VERBAL, "ADP") and not _is_misread(before)
        return not (is_inverted and self._doc[end].pos_ in _VERBAL)

    def _read(self, first: Speaker) -> _List | None:
        """Return a list from its first speaker on; None without an "and" before its last one."""
        speakers = [first]
        position, is_parted = self._after(first.name)
        while position < len(self._doc):
            if self._doc[position].text == "," and not is_parted:
                position, is_parted = position + 1, True
            has_link = self._is_link(position)
            if not (has_link or is_parted):
                return None
            speaker = self._speaker_at(position + has_link)
            if speaker is None:
                return None
            speakers.append(speaker)
            position, is_parted = self._after(speaker.name)
            if has_link:
                return _List(speakers, position)
        return None

    def _is_link(self, position: int) -> bool:
        if position >= len(self._doc):
            return False
        words = self._vocabulary.function_words
        low = self._doc[position].lower_
        return low in words.conjunctions or low in words.alternatives

    def _speaker_at(self, start: int) -> Speaker | None:
        """Return the person whose title or name begins at a token."""
        doc, vocabulary = self._doc, self._vocabulary
        i = start
        while i < len(doc) and i - start <= _MAX_TITLE and not doc[i].is_sent_start:
            name = self._name_at.get(i)
            if name is not None and name.start == i and _is_person(name):
                is_titled = i == start or name.office_start == start or name.role_start == start
                before = doc[i - 1]
                is_titled |= normalize_word(before.lemma_) in vocabulary.roles
                is_titled |= before.tag_ == "NN" and before.lower_.endswith(
                    vocabulary.person_endings
                )
                is_titled |= normalize_word(before.text) in vocabulary.honorifics
                is_titled |= self._is_possessive(i - 1)  # "Reuters’ Ann Roe"
                is_titled |= name.kind is EntityKind.PERSON and before.tag_ == "NN"
                return Speaker(start, name) if is_titled else None
            if name is None and doc[i].text == "," and i > start:
                # "her deputy, Ben Roth, said"
                is_role = normalize_word(doc[i - 1].text) in vocabulary.roles
                name = self._name_at.get(i + 1) if is_role else None
                is_person = name is not None and name.start == i + 1 and _is_person(name)
                return Speaker(start, name) if name is not None and is_person else None
            is_title = doc[i].pos_ in _TITLE_WORDS or doc[i].text in vocabulary.hyphens
            if not is_title and not self._is_possessive(i):
                return None
            i += 1
        return None

    def _is_possessive(self, i: int) -> bool:
        marks = self._vocabulary.function_words.possessive_marks
        return i > 0 and self._doc[i].text in marks and not self._doc[i - 1].whitespace_

    def _after(self, name: Name) -> tuple[int, bool]:
        """Return the token after a name and what is said about its bearer, and whether a comma
        has closed it."""
        doc = self._doc
        position = max(name.end, name.letters_end)
        words = self._vocabulary.function_words
        links = (*words.genitives, *words.container_prepositions, *words.sender_prepositions)
        if position + 1 < len(doc) and doc[position].text in links:
            place = self._name_at.get(position + 1)
            if place is not None and place.start == position + 1:
                position = place.end  # "Ada Falk of Norland"
        if position < len(doc) and doc[position].text in ("(", "["):
            position = self._closing(position, (")", "]")) or position
        if position < len(doc) and doc[position].text == "," and self._is_insertion(position + 1):
            closing = self._closing(position, (",",))
            if closing is not None:
                return closing, True
        return position, False

    def _is_insertion(self, start: int) -> bool:
        """Return whether the words after a comma say something about the name before it."""
        if start >= len(self._doc) or self._is_link(start):
            return False
        token = self._doc[start]
        if self._speaker_at(start) is not None and token.pos_ not in ("DET", "PRON"):
            return False
        return token.pos_ not in _VERBAL or token.tag_ in ("VBN", "VBG")

    def _closing(self, start: int, marks: tuple[str, ...]) -> int | None:
        """Return the token after the mark that closes an insertion."""
        end = min(start + _MAX_INSERTION + 1, len(self._doc))
        for i in range(start + 1, end):
            if self._doc[i].is_sent_start:
                return None
            if self._doc[i].text in marks:
                return i + 1
        return None


def _is_person(name: Name) -> bool:
    """Return whether a name may be a person's: "the Centers" is none."""
    if name.kind is EntityKind.PERSON:
        return True
    return name.kind is EntityKind.UNKNOWN and not (name.has_article and name.role is None)


def _is_misread(token: Token) -> bool:
    """Return whether a noun is taken for a command: "*Harbour* union leader Per Aune and …"."""
    return bool(token.is_sent_start) and token.tag_ == "VB"
