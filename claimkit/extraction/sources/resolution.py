"""Resolve sources from the printed words to names, a role and relays.

Names are those of the document: a person's is the fullest form without titles, a body's the
fullest form without "the" ("Central Military Commission"), a place's as printed without "the".
A source without a name keeps its words ("the police", "a spokesman for the company").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimkit.extraction.sources.anonymity import is_anonymous
from claimkit.extraction.sources.credits import iter_credits
from claimkit.extraction.sources.document_walk import DocumentWalk
from claimkit.extraction.sources.government_seats import find_government
from claimkit.extraction.sources.mentions.issued_documents import (
    IssuedDocument,
    find_issued_documents,
)
from claimkit.extraction.sources.mentions.mention import Mention, printed_text
from claimkit.extraction.sources.mentions.resolved_mention import ResolvedMention
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.mentions.section_reader import SectionReader
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.names.name_finder import find_names
from claimkit.extraction.sources.printed_source import PrintedSource
from claimkit.extraction.sources.relays import find_original, find_relays, find_reporters
from claimkit.extraction.sources.vocabulary import SourceVocabulary, load_source_vocabulary
from claimkit.model import Attribution, Credit, Document, Kind, SourceKind, Speaker
from claimkit.parsing.parsed_document import ARTICLE, NO_SECTION, ParsedDocument


@dataclass(frozen=True, slots=True)
class ResolvedSource:
    """The source of a claim; ``names`` are empty where nobody is credited.

    ``mention`` is the source as printed. ``is_sure`` is False where it may mean several, or where
    nobody is found whom it means; then ``names`` holds the mention itself.
    """

    names: tuple[str, ...]
    mention: str | None
    role: str | None = None
    anonymous: bool = False
    government: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    is_sure: bool = True
    credits: tuple[Credit, ...] = ()


_NOBODY = ResolvedSource((), None)


def resolve_sources(
    parsed: ParsedDocument, document: Document, attributions: Sequence[Attribution]
) -> list[ResolvedSource]:
    """Return a resolved source for each attribution, in the same order.

    Not handled: nicknames, names in lower case, several bodies that share all their words,
    "they" for one person.
    """
    vocabulary = load_source_vocabulary(parsed.lexicons)
    readers = _read_sections(parsed, document, attributions, vocabulary)
    sources = []
    for attribution in attributions:
        reader = readers[parsed.section_at(attribution.evidence.start)]
        is_author = attribution.kind is Kind.AUTHOR
        mentions = [] if is_author else reader.section.mentions.read(attribution.source)
        sources.append(PrintedSource(attribution, reader, mentions))
    DocumentWalk(parsed, sources, readers, vocabulary).run()
    reporters = find_reporters(sources)
    return [
        _add_relays(_resolve_source(source, document), reporters.get(place, ()))
        for place, source in enumerate(sources)
    ]


def _add_relays(source: ResolvedSource, reporters: tuple[str, ...]) -> ResolvedSource:
    new = (name for name in reporters if name not in (*source.names, *source.via))
    return replace(source, via=(*source.via, *new))


def _read_sections(
    parsed: ParsedDocument,
    document: Document,
    attributions: Sequence[Attribution],
    vocabulary: SourceVocabulary,
) -> dict[int, SectionReader]:
    """Return a reader for each section that has a name, an issued document or an attribution."""
    names = [
        name
        for name in find_names(parsed.doc, vocabulary)
        if parsed.section_of[name.start] != NO_SECTION
    ]
    for name in names:
        name.in_heading = name.start in parsed.heading_tokens
        name.in_quotation = name.start in parsed.quoted_tokens
    issued = find_issued_documents(parsed.doc, vocabulary, parsed.quoted_tokens)
    names_in: dict[int, list[Name]] = {}
    for name in names:
        names_in.setdefault(parsed.section_of[name.start], []).append(name)
    issued_in: dict[int, list[IssuedDocument]] = {}
    for one in issued:
        issued_in.setdefault(parsed.section_of[one.noun.i], []).append(one)
    speakers_in = _find_speakers(parsed)
    attributed = {parsed.section_at(attribution.evidence.start) for attribution in attributions}
    readers = {}
    for number in sorted({*names_in, *issued_in, *attributed}):
        section = Section(
            parsed,
            names_in.get(number, ()),
            issued_in.get(number, ()),
            vocabulary,
            document.author if number == ARTICLE else None,
            document.issuer if number == ARTICLE else None,
            speakers_in.get(number, ()),
        )
        readers[number] = SectionReader(section)
    return readers


def _find_speakers(parsed: ParsedDocument) -> dict[int, dict[Speaker, None]]:
    """Return the speakers and addressees of each section's blocks."""
    found: dict[int, dict[Speaker, None]] = {}
    for block in parsed.blocks:
        for speaker in (block.speaker, block.addressee):
            if speaker is not None:
                section = parsed.section_at(block.span.start)
                found.setdefault(section, {})[speaker] = None
    return found


def _resolve_source(source: PrintedSource, document: Document) -> ResolvedSource:
    if source.attribution.kind is Kind.AUTHOR:
        return _resolve_author(source, document)
    if source.attribution.speaker is not None:
        return _resolve_speaker(source, source.attribution.speaker)
    if not source.mentions:
        return replace(_NOBODY, via=find_relays(source, ()))
    resolved = _find_stand_in(source) or source.resolved
    entity = resolved[0].entity if len(resolved) == 1 else None
    names = tuple(dict.fromkeys(name for one in resolved for name in one.names))
    result = ResolvedSource(
        names,
        printed_text(source.mentions),
        role=entity.role if entity is not None and not entity.members else None,
        anonymous=any(one.entity is not None and one.entity.is_anonymous for one in resolved),
        government=_governments(source, resolved),
        via=find_relays(source, names),
        is_sure=all(one.is_sure for one in resolved),
        credits=_credits(source.mentions, resolved),
    )
    return _credit_original(source, result, entity)


def _resolve_author(source: PrintedSource, document: Document) -> ResolvedSource:
    """Return whose statement the document is, or else its author, or else its outlet.

    The people who sign a statement or a letter speak for its issuer.
    """
    is_person = document.issuer is None and bool(document.author)
    body = document.issuer or document.outlet
    names = document.author if is_person else (body,) if body else ()
    if not names or source.reader.section.author is None:
        return _NOBODY
    kind = SourceKind.PERSON if is_person else SourceKind.ORGANISATION
    return ResolvedSource(names, None, credits=tuple(Credit(name, kind) for name in names))


def _resolve_speaker(source: PrintedSource, speaker: Speaker) -> ResolvedSource:
    """Return the speaker whom the layout names."""
    entity = source.reader.section.speaker_entity(speaker)
    role = speaker.role or entity.role
    is_body = entity.kind is EntityKind.BODY
    kind = SourceKind.ORGANISATION if is_body else SourceKind.PERSON
    credit = Credit(entity.name, kind, role)
    return ResolvedSource(entity.names, speaker.name, role=role, credits=(credit,))


def _find_stand_in(source: PrintedSource) -> list[ResolvedMention] | None:
    """Return the person who spoke for a country, if the next sentence names them.

    Example: "Norvania said … This statement was made by Roe."
    """
    entity = source.resolved[0].entity
    if len(source.resolved) > 1 or entity is None or entity.kind is not EntityKind.PLACE:
        return None
    section = source.reader.section
    sentence = section.sentence_of(source.mentions[0].head.i)
    for document in section.issued_documents:
        if document.points_back and section.sentence_of(document.noun.i) == sentence + 1:
            return [source.reader.resolve_token(document.issuer)[1]]
    return None


def _credit_original(
    source: PrintedSource, result: ResolvedSource, entity: Entity | None
) -> ResolvedSource:
    """Credit the original sources whose words the source passes on; the source is the relay."""
    token = find_original(source, entity)
    if token is None:
        return result
    mention, original = source.reader.resolve_token(token)
    if original.names == result.names:
        return result
    who = original.entity
    return replace(
        result,
        names=original.names,
        mention=mention.text,
        role=who.role if who else None,
        anonymous=who is not None and is_anonymous(who, mention, ""),
        government=_governments(source, [original]),
        via=(*result.names, *result.via),
        is_sure=original.is_sure,
        credits=_credits([mention], [original]),
    )


def _governments(source: PrintedSource, resolved: Sequence[ResolvedMention]) -> tuple[str, ...]:
    section = source.reader.section
    texts = section.entities.texts
    found = (find_government(one, texts, section.vocabulary) for one in resolved)
    return tuple(government for government in found if government)


def _credits(
    mentions: Sequence[Mention], resolved: Sequence[ResolvedMention]
) -> tuple[Credit, ...]:
    return tuple(
        credit
        for mention, one in zip(mentions, resolved, strict=True)
        for credit in iter_credits(mention, one)
    )
