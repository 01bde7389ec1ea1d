"""Resolve sources: from the words as printed to a name, its role and who relayed it.

Names are those of the document: a person's is the fullest form without titles, a body's the
fullest form without "the" ("Central Military Commission"), a place's as printed without
"the". What has no name keeps its words ("the police", "a spokesman for the company").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from claimkit.extraction.sources.credits import iter_credits
from claimkit.extraction.sources.entities import Entity
from claimkit.extraction.sources.issuers import Issue, find_issues
from claimkit.extraction.sources.memory import Place
from claimkit.extraction.sources.mention import Mention, noun_phrase, printed, read_mentions
from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.name_finder import find_names
from claimkit.extraction.sources.positions import ARTICLE, Positions
from claimkit.extraction.sources.relays import find_cited, find_principal, iter_relays
from claimkit.extraction.sources.section import SectionResolver
from claimkit.extraction.sources.situation import Resolution, Situation
from claimkit.extraction.sources.standing import is_anonymous
from claimkit.extraction.sources.vocabulary import load_words, plain
from claimkit.model import Attribution, Credit, Document, Kind, SourceKind
from claimkit.parsing.parsed_document import ParsedDocument

_FOLLOWED = frozenset(("male", "female", "plural"))
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))


@dataclass(frozen=True, slots=True)
class ResolvedSource:
    """``names`` are empty where nobody is credited; ``mention`` is as printed.

    ``is_sure`` is False where the mention may mean several, or nobody is found behind it;
    ``names`` then holds the mention itself.
    """

    names: tuple[str, ...]
    mention: str | None
    role: str | None = None
    anonymous: bool = False
    government: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    is_sure: bool = True
    credits: tuple[Credit, ...] = ()


def resolve_sources(
    parsed: ParsedDocument, document: Document, attributions: Sequence[Attribution]
) -> list[ResolvedSource]:
    """Return a resolved source for each attribution, in the same order.

    Not handled: nicknames, names in lower case, several bodies that share all their words,
    they for one person.
    """
    return _Resolver(parsed, document, attributions).run()


class _Resolver:
    def __init__(
        self, parsed: ParsedDocument, document: Document, attributions: Sequence[Attribution]
    ) -> None:
        self._doc = parsed.doc
        self._document = document
        self._attributions = attributions
        self._words = load_words()
        self._at = Positions(parsed.doc)
        self._told = self._at.cover(s for a in attributions if a.source for s in a.content)
        self._resolvers: dict[int, SectionResolver] = {}
        self._mentions: list[list[Mention]] = []
        self._resolutions: dict[int, list[Resolution]] = {}
        self._running: set[int] = set()

    def run(self) -> list[ResolvedSource]:
        names = [n for n in find_names(self._doc, self._words) if self._at.section_of[n.start] >= 0]
        for name in names:
            name.in_heading = name.start in self._at.in_heading
            name.in_quotation = name.start in self._at.quoted
        issues = find_issues(self._doc, self._words, self._at.quoted)
        by_section: dict[int, tuple[list[Name], list[Issue]]] = {}
        for name in names:
            by_section.setdefault(self._at.section_of[name.start], ([], []))[0].append(name)
        for issue in issues:
            by_section.setdefault(self._at.section_of[issue.noun.i], ([], []))[1].append(issue)
        for attribution in self._attributions:
            section = self._at.section_at(attribution.evidence.start)
            by_section.setdefault(section, ([], []))
        for section, (own_names, own_issues) in by_section.items():
            self._resolvers[section] = SectionResolver(
                self._doc,
                self._document.text,  # the doc would join its words anew
                own_names,
                own_issues,
                self._at.sentence_of,
                self._words,
                self._document.author or "" if section == ARTICLE else None,
            )
        self._mentions = [self._read(attribution) for attribution in self._attributions]
        self._follow(names)
        return [self._result(number) for number in range(len(self._attributions))]

    def _of(self, number: int) -> SectionResolver:
        return self._resolvers[self._at.section_at(self._attributions[number].evidence.start)]

    def _read(self, attribution: Attribution) -> list[Mention]:
        if attribution.kind is Kind.AUTHOR:
            return []
        section = self._at.section_at(attribution.evidence.start)
        name_at = self._resolvers[section].name_at
        return read_mentions(self._doc, attribution.source, name_at)

    # One walk through the document, then what stands inside quotations

    def _follow(self, names: Sequence[Name]) -> None:
        credited: dict[int, list[int]] = {}
        later: list[int] = []
        for number, mentions in enumerate(self._mentions):
            if not mentions:
                continue
            if mentions[0].head.i in self._at.quoted:
                later.append(number)
            else:
                credited.setdefault(mentions[-1].head.i, []).append(number)
        name_heads = {name.head: name for name in names}
        described = dict(self._iter_described())
        pronouns = set(self._iter_pronouns())
        for token in sorted({*credited, *name_heads, *described, *pronouns}):
            if token in credited:
                for number in credited[token]:
                    self._resolve(number)
            elif token in name_heads:
                self._see_name(name_heads[token])
            elif token in pronouns:
                place = self._place(self._doc[token])
                self._resolvers[self._at.section_of[token]].see_pronoun(self._doc[token], place)
            else:
                resolver = self._resolvers[self._at.section_of[token]]
                resolver.see_description(self._doc[token], described[token])
        for number in later:
            self._resolve(number)

    def _iter_described(self) -> Iterable[tuple[int, Place]]:
        """Yield common nouns outside quotations that bring somebody up: those for bodies, and
        those for people where they are subjects."""
        for token in map(self._doc.__getitem__, self._at.iter_unquoted("NOUN")):
            if token.dep_ not in _ARGUMENTS:
                continue
            low = plain(token.lemma_)
            place = self._place(token)
            is_actor = low in self._words.roles or low in self._words.documents
            if low not in self._words.bodies and (not is_actor or place is not Place.SUBJECT):
                continue
            resolver = self._resolvers.get(self._at.section_of[token.i])
            if resolver is not None and token.i not in resolver.name_at:
                yield token.i, place

    def _iter_pronouns(self) -> Iterable[int]:
        """Yield "he", "she" and "they" where the text itself says what they do or have."""
        for token in map(self._doc.__getitem__, self._at.iter_unquoted("PRON")):
            if (
                self._words.pronouns.get(token.lower_) in _FOLLOWED
                and self._at.section_of[token.i] in self._resolvers
                and self._place(token) in (Place.SUBJECT, Place.OWNER)
            ):
                yield token.i

    def _see_name(self, name: Name) -> None:
        if name.head not in self._at.quoted:
            place = self._place(self._doc[name.head])
            self._resolvers[self._at.section_of[name.start]].see_name(name, place)

    def _place(self, token: Token) -> Place:
        if token.i in self._told:
            return Place.CONTENT
        if _is_subject(token):
            return Place.SUBJECT
        is_owner = token.dep_ == "poss" and _is_subject(token.head)
        return Place.OWNER if is_owner else Place.OTHER

    def _resolve(self, number: int) -> list[Resolution]:
        known = self._resolutions.get(number)
        if known is not None:
            return known
        self._running.add(number)
        resolver = self._of(number)
        mentions = self._mentions[number]
        situation = self._situation(number, mentions[0].head.i)
        found = [resolver.resolve(mention, situation) for mention in mentions]
        self._running.discard(number)
        self._resolutions[number] = found
        sentence = self._attributions[number].evidence.of(self._document.text)
        for mention, resolution in zip(mentions, found, strict=True):
            if resolution.entity is not None:
                resolution.entity.is_anonymous |= is_anonymous(
                    resolution.entity, mention, sentence, self._words
                )
        if not situation.in_quotation:
            self._credit(resolver, mentions, found)
        return found

    def _credit(
        self, resolver: SectionResolver, mentions: Sequence[Mention], found: Sequence[Resolution]
    ) -> None:
        token = mentions[-1].head.i
        if self._words.pronouns.get(mentions[0].noun) == "speaker":
            return  # whoever says "I" is not "she"
        if len(found) == 1:
            if found[0].entity is not None:
                place = Place.NESTED if token in self._told else Place.SOURCE
                resolver.note(found[0].entity, token, place)
            return
        entities = [resolution.entity for resolution in found if resolution.entity is not None]
        for entity in entities:
            resolver.note(entity, token, Place.OTHER)
        members = [name for resolution in found for name in resolution.names]
        resolver.note(resolver.group(members, entities), token, Place.SOURCE)

    def _situation(self, number: int, token: int) -> Situation:
        attribution = self._attributions[number]
        without = frozenset(i for s in attribution.content for i in range(*self._at.range(s)))
        sentence = self._at.sentence_of[token]
        if token not in self._at.quoted:
            return Situation(sentence, without, in_heading=token in self._at.in_heading)
        outer = self._enclosing(number, self._at.start(token))
        speaker = None
        if outer is not None and self._mentions[outer] and outer not in self._running:
            resolutions = self._resolve(outer)
            names = tuple(name for resolution in resolutions for name in resolution.names)
            entity = resolutions[0].entity if len(resolutions) == 1 else None
            speaker = Resolution(names, entity, all(r.is_sure for r in resolutions))
        return Situation(sentence, without, in_quotation=True, speaker=speaker)

    def _enclosing(self, number: int, character: int) -> int | None:
        """Return the attribution of the quotation around a character, the innermost one."""
        best: tuple[int, int] | None = None
        for other, attribution in enumerate(self._attributions):
            if other == number or attribution.kind not in (Kind.DIRECT, Kind.MIXED):
                continue
            for span in attribution.content:
                if span.start <= character < span.end and (best is None or len(span) < best[0]):
                    best = len(span), other
        return best[1] if best else None

    # Results

    def _result(self, number: int) -> ResolvedSource:
        attribution = self._attributions[number]
        if attribution.kind is Kind.AUTHOR:
            return self._author_result(attribution)
        mentions = self._mentions[number]
        if not mentions:
            return ResolvedSource((), None, via=self._relays(number, ()))
        resolutions = self._stand_ins(number, self._resolutions[number])
        entity = resolutions[0].entity if len(resolutions) == 1 else None
        names = tuple(dict.fromkeys(name for r in resolutions for name in r.names))
        result = ResolvedSource(
            names,
            printed(mentions),
            role=entity.role if entity is not None and not entity.members else None,
            anonymous=any(r.entity is not None and r.entity.is_anonymous for r in resolutions),
            government=tuple(filter(None, map(self._of(number).government, resolutions))),
            via=self._relays(number, names),
            is_sure=all(r.is_sure for r in resolutions),
            credits=tuple(
                credit
                for mention, resolution in zip(mentions, resolutions, strict=True)
                for credit in iter_credits(mention, resolution, self._words)
            ),
        )
        return self._cited(number, result, entity)

    def _author_result(self, attribution: Attribution) -> ResolvedSource:
        if self._at.section_at(attribution.evidence.start) != ARTICLE:
            return ResolvedSource((), None)
        name = self._document.author or self._document.outlet
        if not name:
            return ResolvedSource((), None)
        kind = SourceKind.PERSON if self._document.author else SourceKind.ORGANISATION
        return ResolvedSource((name,), None, credits=(Credit(name, kind),))

    def _stand_ins(self, number: int, resolutions: list[Resolution]) -> list[Resolution]:
        """Let "This statement was made by X" name who spoke for a country just before."""
        entity = resolutions[0].entity
        if len(resolutions) > 1 or entity is None or entity.kind is not EntityKind.PLACE:
            return resolutions
        head = self._mentions[number][0].head
        resolver = self._of(number)
        for issue in resolver.issues:
            after = self._at.sentence_of[issue.noun.i] - self._at.sentence_of[head.i]
            if issue.points_back and after == 1:
                sentence = self._at.sentence_of[issue.noun.i]
                who = noun_phrase(issue.issuer, resolver.name_at)
                return [resolver.resolve(who, Situation(sentence))]
        return resolutions

    def _relays(self, number: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return who passed the claim on, by the words around its content."""
        attribution = self._attributions[number]
        resolver = self._of(number)
        first, last = self._at.range(attribution.evidence)
        told = {i for s in attribution.content for i in range(*self._at.range(s))}
        near = {
            id(name): name
            for i in range(first, last)
            if (name := resolver.name_at.get(i)) is not None
            and i not in self._at.quoted
            and i not in told
        }
        found = [
            entity.name
            for name in iter_relays(self._doc, near.values(), self._words)
            if (entity := resolver.entity_of(name)) is not None
        ]
        heads = {mention.head.i for mention in self._mentions[number]}
        for issue in resolver.issues:
            if issue.carrier is not None and issue.issuer.i in heads:
                carrier = noun_phrase(issue.carrier, resolver.name_at)
                at = Situation(self._at.sentence_of[issue.noun.i])
                found += resolver.resolve(carrier, at).names
        return tuple(dict.fromkeys(name for name in found if name not in names))

    def _cited(self, number: int, result: ResolvedSource, entity: Entity | None) -> ResolvedSource:
        """Credit those whom a newsroom cites, whose statement it publishes or who speak through
        it, and the newsroom as the relay."""
        resolver = self._of(number)
        is_person = entity is not None and entity.kind is EntityKind.PERSON
        cited = None if is_person else self._find_issuer(number)
        if cited is None and entity is not None and entity.is_outlet:
            cited = self._find_cited(number)
            if cited is None:
                cited = find_principal(self._mentions[number][0].head, self._words)
        if cited is None:
            return result
        mention = noun_phrase(cited, resolver.name_at)
        who = resolver.resolve(mention, Situation(self._at.sentence_of[cited.i]))
        if who.names == result.names:
            return result
        return replace(
            result,
            names=who.names,
            mention=mention.text,
            role=who.entity.role if who.entity else None,
            anonymous=who.entity is not None and is_anonymous(who.entity, mention, "", self._words),
            government=tuple(filter(None, [resolver.government(who)])),
            via=(*result.names, *result.via),
            is_sure=who.is_sure,
            credits=tuple(iter_credits(mention, who, self._words)),
        )

    def _find_issuer(self, number: int) -> Token | None:
        """Return whose statement the source publishes: "KCNA published a statement from …"."""
        head = self._mentions[number][0].head.i
        cue = {i for span in self._attributions[number].cue for i in range(*self._at.range(span))}
        for issue in self._of(number).issues:
            if issue.carrier is None or issue.noun.head.i not in cue:
                continue
            carrier = noun_phrase(issue.carrier, self._of(number).name_at)
            if carrier.start <= head < carrier.end:
                return issue.issuer
        return None

    def _find_cited(self, number: int) -> Token | None:
        for span in self._attributions[number].cue:
            for i in range(*self._at.range(span)):
                cited = find_cited(self._doc[i], self._words)
                if cited is not None:
                    return cited
        return None


def _is_subject(token: Token) -> bool:
    """Tell whether a token is a subject, or one of several: "A and B met"."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")
