"""Walk through a document in order, and resolve its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from spacy.tokens import Token

from claimkit.extraction.sources.anonymity import is_anonymous
from claimkit.extraction.sources.answers import is_answer, is_reply
from claimkit.extraction.sources.mentions.memory import Prominence
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section_reader import SectionReader
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.printed_source import PrintedSource
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.model import Kind, Speaker
from claimkit.parsing.parsed_document import ParsedDocument

_FOLLOWED_PRONOUNS = frozenset(("male", "female", "plural"))
_NEXT = 1  # sentences
_FOLLOWED_PLACES = (Prominence.SUBJECT, Prominence.EMBEDDED, Prominence.OWNER)
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
_EMBEDDED_CLAUSES = frozenset(("advcl", "relcl", "acl", "ccomp", "csubj", "pcomp"))


class DocumentWalk:
    """Resolves sources by the text before them.

    Sources outside quotations, and the names, nouns and pronouns between them, come in document
    order. Sources inside quotations come last: the speaker of the quotation must be known first.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        sources: Sequence[PrintedSource],
        readers: Mapping[int, SectionReader],
        vocabulary: SourceVocabulary,
    ) -> None:
        self._parsed = parsed
        self._sources = sources
        self._readers = readers
        self._vocabulary = vocabulary
        self._content = parsed.cover(
            span
            for source in sources
            if source.attribution.source
            for span in source.attribution.content
        )
        self._in_progress: set[int] = set()
        # The last attribution resolved in each section, which the next one may answer.
        self._last_in: dict[SectionReader, int] = {}

    def run(self) -> None:
        """Set ``resolved`` of every source."""
        outside, inside = self._split_sources()
        names = dict(self._iter_names())
        nouns = dict(self._iter_nouns())
        pronouns = set(self._iter_pronouns())
        turns = dict(self._iter_turns())
        for i in sorted({*outside, *names, *nouns, *pronouns, *turns}):
            token, reader = self._parsed.doc[i], self._readers.get(self._parsed.section_of[i])
            if i in turns and reader is not None:
                speaker = reader.section.speaker_entity(turns[i])
                reader.section.note(speaker, i, Prominence.OTHER)
            if i in outside:
                for number in outside[i]:
                    self._resolve(number)
            elif reader is None:
                continue
            elif i in names:
                reader.see_name(names[i], self._prominence(token))
            elif i in pronouns:
                reader.see_pronoun(token, self._prominence(token))
            elif i in nouns:
                reader.see_noun(token, nouns[i])
        for number in inside:
            self._resolve(number)

    def _split_sources(self) -> tuple[dict[int, list[int]], list[int]]:
        """Return the sources outside quotations by token, and those inside."""
        outside: dict[int, list[int]] = {}
        inside: list[int] = []
        for number, source in enumerate(self._sources):
            if not source.mentions:
                continue
            if source.mentions[0].head.i in self._parsed.quoted_tokens:
                inside.append(number)
            else:
                outside.setdefault(source.mentions[-1].head.i, []).append(number)
        return outside, inside

    # What the text mentions between its sources

    def _iter_turns(self) -> Iterator[tuple[int, Speaker]]:
        """Yield the first token of each turn with its speaker, whom later turns may mean."""
        before: Speaker | None = None
        for block in self._parsed.blocks:
            if block.speaker is not None and block.speaker != before:
                yield self._parsed.token_range(block.span)[0], block.speaker
            before = block.speaker

    def _iter_names(self) -> Iterator[tuple[int, Name]]:
        for reader in self._readers.values():
            for name in reader.section.name_at.values():
                if name.head not in self._parsed.quoted_tokens:
                    yield name.head, name

    def _iter_nouns(self) -> Iterator[tuple[int, Prominence]]:
        """Yield the common nouns that mention an entity.

        They are nouns for bodies, and nouns for people or documents that are subjects or belong to
        somebody ("his niece").
        """
        vocabulary = self._vocabulary
        bodies = vocabulary.bodies.union(vocabulary.lexicon.territories)
        for token in chain(self._parsed.iter_unquoted("NOUN"), self._parsed.iter_unquoted("PROPN")):
            if token.dep_ not in _ARGUMENTS:
                continue
            noun = normalize_word(token.lemma_)
            prominence = self._prominence(token)
            is_actor = noun in vocabulary.roles or noun in vocabulary.documents
            is_subject = prominence in (Prominence.SUBJECT, Prominence.EMBEDDED)
            is_owned = any(child.dep_ == "poss" for child in token.lefts)
            is_relative = is_actor and is_owned and token.tag_ == "NN"
            # "Accused the prosecutor of haste" is about the prosecutor whom the text names.
            is_target = is_actor and prominence is Prominence.CONTENT and token.tag_ == "NN"
            if noun not in bodies and not (is_actor and (is_subject or is_relative or is_target)):
                continue
            reader = self._readers.get(self._parsed.section_of[token.i])
            if reader is not None and token.i not in reader.section.name_at:
                yield token.i, prominence

    def _iter_pronouns(self) -> Iterator[int]:
        """Yield "he", "she" and "they" outside quotations as subjects or owners."""
        for token in self._parsed.iter_unquoted("PRON"):
            kind = self._vocabulary.pronouns.get(token.lower_)
            if kind in _FOLLOWED_PRONOUNS:
                if self._prominence(token) in _FOLLOWED_PLACES:
                    yield token.i

    def _prominence(self, token: Token) -> Prominence:
        if token.i in self._content:
            return Prominence.CONTENT
        if _is_subject(token):
            return Prominence.EMBEDDED if _is_embedded(token) else Prominence.SUBJECT
        is_owner = token.dep_ == "poss" and _is_subject(token.head)
        return Prominence.OWNER if is_owner else Prominence.OTHER

    # Sources

    def _resolve(self, number: int) -> Sequence[ResolvedMention]:
        source = self._sources[number]
        if source.resolved:
            return source.resolved
        self._in_progress.add(number)
        context = self._context(number)
        source.resolved = [source.reader.resolve(m, context) for m in source.mentions]
        self._in_progress.discard(number)
        self._mark_anonymous(source)
        if not context.in_quotation:
            is_nested = source.mentions[-1].head.i in self._content
            prominence = Prominence.NESTED if is_nested else Prominence.SOURCE
            source.reader.credit(source.mentions, source.resolved, prominence)
            if not is_nested:
                self._last_in[source.reader] = number
            self._learn_gender(source)
        self._bar_others(source)
        return source.resolved

    def _learn_gender(self, source: PrintedSource) -> None:
        """Take a pronoun in the content for the speaker's: "Roe said she would stay".

        Counter-example: "Kit Roe said that Ann Doe had left when she came".
        """
        entity = source.resolved[0].entity if len(source.resolved) == 1 else None
        name_at = source.reader.section.name_at
        if entity is None or entity.gender is not None or not entity.words:
            return
        if entity.kind not in (EntityKind.PERSON, EntityKind.UNKNOWN):
            return
        for i in sorted(self._parsed.cover(source.attribution.content)):
            gender = self._vocabulary.pronouns.get(self._parsed.doc[i].lower_)
            if i in name_at or i in self._parsed.quoted_tokens:
                return
            if gender in ("male", "female"):
                if self._parsed.doc[i].dep_ == "nsubj":
                    entity.pointed_to[gender] += 1
                    entity.kind = EntityKind.PERSON
                return

    def _bar_others(self, source: PrintedSource) -> None:
        """Record that a source who speaks of "the mayor" is somebody else.

        Counter-example: "The mayor said that the mayor must decide".
        """
        roles = self._vocabulary.roles
        people = [
            one.entity
            for mention, one in zip(source.mentions, source.resolved, strict=True)
            if one.entity is not None and mention.noun not in roles
        ]
        if not people:
            return
        doc, definite = self._parsed.doc, self._vocabulary.function_words.definite_articles
        for i in self._parsed.cover(source.attribution.content):
            noun = normalize_word(doc[i].text)
            if noun in roles and any(child.lower_ in definite for child in doc[i].lefts):
                for entity in people:
                    source.reader.section.memory.bar(noun, entity)

    def _mark_anonymous(self, source: PrintedSource) -> None:
        sentence = source.attribution.evidence.of(self._parsed.text)
        for mention, resolved in zip(source.mentions, source.resolved, strict=True):
            entity = resolved.entity
            if entity is not None:
                entity.is_anonymous |= is_anonymous(entity, mention, sentence)

    def _context(self, number: int) -> MentionContext:
        source = self._sources[number]
        token = source.mentions[0].head.i
        sentence = source.reader.section.sentence_of(token)
        content = frozenset(self._parsed.cover(source.attribution.content))
        if token not in self._parsed.quoted_tokens:
            in_heading = token in self._parsed.heading_tokens
            claimants, concerned = self._claim_before(number, sentence)
            return MentionContext(
                sentence,
                content,
                in_heading=in_heading,
                claimants=claimants,
                concerned=concerned,
                is_answer=is_answer(source.attribution, self._parsed),
                is_reply=is_reply(source.attribution, self._parsed),
            )
        speaker = self._find_speaker(number, self._parsed.token_starts[token])
        return MentionContext(sentence, content, in_quotation=True, speaker=speaker)

    def _claim_before(
        self, number: int, sentence: int
    ) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        """Return who made the claim before an attribution, and whom that claim was about.

        Example: Roe and Doe, for the second claim in "Roe said that Doe had lied. She denied it."
        """
        source = self._sources[number]
        last = self._last_in.get(source.reader)
        if last is None:
            return (), ()
        answered, section = self._sources[last], source.reader.section
        said_in = section.sentence_of(answered.mentions[-1].head.i)
        if not 0 <= sentence - said_in <= _NEXT:
            return (), ()
        claimants = [one.entity for one in answered.resolved if one.entity is not None]
        content = frozenset(self._parsed.cover(answered.attribution.content))
        seen = (entity for _, entity in section.memory.seen_at(content))
        concerned = dict.fromkeys(entity for entity in seen if entity not in claimants)
        return tuple(claimants), tuple(concerned)

    def _find_speaker(self, number: int, position: int) -> ResolvedMention | None:
        """Return the speaker of the quotation around a character."""
        outer = self._find_enclosing(number, position)
        if outer is None or not self._sources[outer].mentions or outer in self._in_progress:
            return None
        resolved = self._resolve(outer)
        return ResolvedMention(
            tuple(name for one in resolved for name in one.names),
            resolved[0].entity if len(resolved) == 1 else None,
            all(one.is_sure for one in resolved),
        )

    def _find_enclosing(self, number: int, position: int) -> int | None:
        """Return the attribution of the innermost quotation around a character."""
        best: tuple[int, int] | None = None
        for other, source in enumerate(self._sources):
            attribution = source.attribution
            if other == number or attribution.kind not in (Kind.DIRECT, Kind.MIXED):
                continue
            for span in attribution.content:
                is_inside = span.start <= position < span.end
                if is_inside and (best is None or len(span) < best[0]):
                    best = len(span), other
        return best[1] if best else None


def _is_subject(token: Token) -> bool:
    """Return whether a token is a subject, or one of several: "A and B met"."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _is_embedded(subject: Token) -> bool:
    """Return whether a subject's clause depends on another one: "while he slept"."""
    while subject.dep_ == "conj":
        subject = subject.head
    verb = subject.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in _EMBEDDED_CLAUSES
