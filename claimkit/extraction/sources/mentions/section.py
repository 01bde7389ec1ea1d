"""Hold the names and mentions of one section of a document: the article, or a reader comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimkit.extraction.sources.mentions.entity_conditions import described_kind
from claimkit.extraction.sources.mentions.issued_documents import IssuedDocument
from claimkit.extraction.sources.mentions.memory import Memory, Prominence
from claimkit.extraction.sources.mentions.mention import Mention, MentionReader
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.entity_index import EntityIndex
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.model import Block, Speaker
from claimkit.parsing.parsed_document import ParsedDocument

_NAMESAKE_REACH = 3.0  # sentences


class Section:
    """The names, entities and issued documents of a section, and its mentions so far.

    ``author`` is None where the section has none that is worth naming (a reader's comment), and
    empty where it is not known. ``issuer`` is the body whose statement or letter the section is,
    ``speakers`` are those whom the layout names.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        names: Sequence[Name],
        issued_documents: Sequence[IssuedDocument],
        vocabulary: SourceVocabulary,
        author: tuple[str, ...] | None = None,
        issuer: str | None = None,
        speakers: Iterable[Speaker] = (),
    ) -> None:
        self.parsed = parsed
        self.vocabulary = vocabulary
        self.author = author
        self.issuer = issuer
        self.issued_documents = issued_documents
        self.name_at: Mapping[int, Name] = {
            i: name for name in names for i in range(name.start, max(name.end, name.letters_end))
        }
        self._speakers = {speaker: _make_speaker(speaker, vocabulary) for speaker in speakers}
        self.entities = EntityIndex(parsed.doc, names, vocabulary, self._speakers.values())
        self.mentions = MentionReader(parsed.doc, self.name_at, vocabulary)
        self.memory = Memory()
        self._described: dict[str, Entity] = {}
        self._groups: dict[tuple[str, ...], Entity] = {}

    @property
    def speakers(self) -> Iterable[Entity]:
        """Whoever speaks in the section, as the layout names them."""
        return self._speakers.values()

    @cached_property
    def issuing_body(self) -> Entity | None:
        """The body whose statement the section is."""
        if self.issuer is None:
            return None
        words = tuple(normalize_word(word) for word in self.issuer.split())
        known = self.entities.find_by_text(self.issuer)
        return known or Entity(self.issuer, words, EntityKind.BODY)

    def sentence_of(self, token: int) -> int:
        return self.parsed.narrative_sentence_of[token]

    def block_at(self, token: int) -> Block | None:
        """Return the block that a token stands in."""
        number = self.parsed.block_of(token)
        return self.parsed.blocks[number] if number >= 0 else None

    def speaker_at(self, token: int) -> Entity | None:
        """Return whoever says the words of a token, where the layout names them."""
        block = self.block_at(token)
        return self.speaker_entity(block.speaker) if block and block.speaker else None

    def earlier_speakers(self, token: int) -> Iterator[Entity]:
        """Yield whoever spoke in the turns before that of a token, the last one first."""
        number = self.parsed.block_of(token)
        own = self.parsed.blocks[number].speaker if number >= 0 else None
        before = own
        for index in range(number - 1, -1, -1):
            block = self.parsed.blocks[index]
            if block.speaker is not None and block.speaker not in (own, before):
                yield self.speaker_entity(block.speaker)
            before = block.speaker

    def addressee_at(self, token: int) -> Entity | None:
        """Return whoever is called "you" at a token, where the layout names them."""
        block = self.block_at(token)
        return self.speaker_entity(block.addressee) if block and block.addressee else None

    def speaker_entity(self, speaker: Speaker) -> Entity:
        """Return the entity of a speaker whom the layout names."""
        return self._speakers[speaker]

    def note(self, entity: Entity, token: int, prominence: Prominence) -> None:
        """Record that a token mentions an entity; tokens come in order."""
        self.memory.note(entity, token, self.sentence_of(token), prominence)

    def pick_entity(self, name: Name, sentence: int) -> Entity | None:
        """Return the entity that a name means in a sentence; None if that is not clear."""
        candidates = self.entities.candidates(name)
        if len(candidates) == 1:
            return candidates[0]
        main = self.entities.main_candidate(name)
        if main is not None:
            return main
        near = self.memory.find(candidates.__contains__, sentence, _NAMESAKE_REACH)
        if len(near) == 1:
            return near[0]
        return self.memory.find_dominant(candidates)

    def describe(self, mention: Mention, name: str | None = None) -> Entity:
        """Return the entity that only the words of a mention name; one entity for equal words.

        Args:
            name: its name, if that is not the mention itself.
        """
        name = name or mention.natural_text()
        known = self._described.get(name)
        if known is None:
            noun = mention.noun
            singular = mention.lemma if mention.is_plural else noun
            known = self._described[name] = Entity(name, (), described_kind(mention))
            known.is_plural = mention.is_plural or noun in self.vocabulary.lexicon.plural_nouns
            known.nouns = {noun, singular} | self.vocabulary.roles.get(singular, frozenset())
            known.role_words = {noun, *mention.modifiers()}
            known.gender = self.vocabulary.role_gender.get(noun)
        return known

    def is_described(self, noun: str) -> bool:
        """Return whether an earlier mention had this noun without a name."""
        return any(noun in entity.nouns for entity in self._described.values())

    def group(self, names: Sequence[str], entities: Iterable[Entity]) -> Entity:
        """Return the entity of a group that speaks or acts together; one entity for equal names."""
        members = tuple(names)
        if members not in self._groups:
            self._groups[members] = Entity(
                self.vocabulary.join(members),
                (),
                EntityKind.GROUP,
                members=members,
                member_kinds=frozenset(entity.kind for entity in entities),
            )
        return self._groups[members]


def _make_speaker(speaker: Speaker, vocabulary: SourceVocabulary) -> Entity:
    words = tuple(normalize_word(word) for word in speaker.name.split())
    is_body = not vocabulary.bodies.isdisjoint(words)
    entity = Entity(speaker.name, words, EntityKind.BODY if is_body else EntityKind.PERSON)
    entity.gender = vocabulary.first_names.get(words[0]) if words else None
    if speaker.role is not None and normalize_word(speaker.role.split()[-1]) in vocabulary.bodies:
        entity.role = speaker.role  # "Ana Beck, Port Commission" is not the commission
    elif speaker.role is not None:
        entity.add_role(speaker.role, vocabulary)
    return entity
