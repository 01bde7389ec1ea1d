"""Resolve the sources of one stretch of a document: the article, or one reader's comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.entities import Entity, Registry
from claimkit.extraction.sources.issuers import Issue, find_issue
from claimkit.extraction.sources.matching import described_kind, describes, of_size, spoke_last
from claimkit.extraction.sources.memory import Memory, Place
from claimkit.extraction.sources.mention import Mention, noun_phrase, partners
from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.pronouns import PronounResolver
from claimkit.extraction.sources.situation import Resolution, Situation
from claimkit.extraction.sources.standing import government_of
from claimkit.extraction.sources.vocabulary import Words, plain

_NAMESAKE_REACH = 3.0
_SPEAKER_REACH = 3.0
_BODY_REACH = 12.0
_GROUP_REACH = 3.0
_DOCUMENT_REACH = 2.0
_ISSUE_REACH = 4  # so long "the statement" is still the one that was issued
_ANY_REACH = 10_000.0
_PHRASE = re.compile(r" (?:from|of|in|at|for|with|on|who|that) ")
_NOBODY = frozenset(("no", "every", "each"))


class SectionResolver:
    """Follows one stretch of text in order and says whom each mention means."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        names: Sequence[Name],
        issues: Sequence[Issue],
        sentence_of: Sequence[int],
        words: Words,
        author: str | None = None,
    ) -> None:
        self.memory = Memory()
        self._doc = doc
        self._words = words
        self._registry = Registry(doc, names, words)
        self.issues = issues
        self._issue_starts = [issue.noun.i for issue in issues]
        self._sentence_of = sentence_of
        self._described: dict[str, Entity] = {}
        self._groups: dict[tuple[str, ...], Entity] = {}
        self.name_at: Mapping[int, Name] = {
            i: name for name in names for i in range(name.start, name.end)
        }
        self._pronouns = PronounResolver(
            doc, text, self.memory, self._registry, self.name_at, words, self.resolve, author
        )

    def note(self, entity: Entity, token: int, place: Place) -> None:
        self.memory.note(entity, token, self._sentence_of[token], place)

    def see_name(self, name: Name, place: Place) -> None:
        """Remember a name that the text mentions, whether credited or not."""
        entity = self._pick(name, self._sentence_of[name.head])
        is_only_one = self.entity_of(name) is not None
        if entity is not None and (is_only_one or not name.in_heading):
            self._read_number(entity, name)
            if is_only_one:
                self.memory.count(entity)
            self.note(entity, name.head, place)
            self._see_group(self._doc[name.head], place)

    def _see_group(self, last: Token, place: Place) -> None:
        """Remember several subjects as one, at the last of them: "Roe and Doe met"."""
        if last.dep_ != "conj" or place is not Place.SUBJECT:
            return
        tokens = sorted((last, *last.conjuncts), key=lambda token: token.i)
        entities = [entity for t in tokens for _, entity in self.memory.seen_at({t.i})]
        if tokens[-1] == last and len(entities) == len(tokens):
            self.note(self.group([e.name for e in entities], entities), last.i, place)

    def group(self, names: Sequence[str], entities: Iterable[Entity]) -> Entity:
        """Return the entity of several who speak or act together, the same one for the same."""
        members = tuple(names)
        if members not in self._groups:
            self._groups[members] = Entity(
                " and ".join(members),
                (),
                EntityKind.GROUP,
                members=members,
                member_kinds=frozenset(entity.kind for entity in entities),
            )
        return self._groups[members]

    def _read_number(self, entity: Entity, name: Name) -> None:
        """Mark people by their nation, party or family name: "the Danes", "Democrats"."""
        if entity.kind is not EntityKind.UNKNOWN or self._doc[name.head].tag_ != "NNPS":
            return
        if self._words.is_people(name.words[-1]) or (name.has_article and len(name.words) == 1):
            entity.is_plural = True

    def see_description(self, token: Token, place: Place) -> None:
        """Remember somebody whom a common noun brings up: "the council met"."""
        mention = noun_phrase(token, self.name_at)
        situation = Situation(self._sentence_of[token.i], is_credited=False)
        resolution = self.resolve(mention, situation)
        if resolution.entity is not None:
            self.note(resolution.entity, token.i, place)

    def see_pronoun(self, token: Token, place: Place) -> None:
        """Remember whom a pronoun brings up again: "She laughed"."""
        mention = Mention(self._doc, token.i, token.i + 1, token)
        situation = Situation(self._sentence_of[token.i], is_credited=False)
        resolution = self.resolve(mention, situation)
        if resolution.entity is not None:
            self.note(resolution.entity, token.i, place)

    def government(self, resolution: Resolution) -> str | None:
        """Return the state for whose government a place stands."""
        entity = resolution.entity
        if entity is None or entity.members:
            return None
        return government_of(resolution.names[0], entity, self._registry.texts, self._words)

    def entity_of(self, name: Name) -> Entity | None:
        """Return the one entity that a name stands for; None if it could be several."""
        candidates = self._registry.candidates(name)
        return candidates[0] if len(candidates) == 1 else None

    def resolve(self, mention: Mention, situation: Situation) -> Resolution:
        """Say whom a mention means, by what has been noted so far."""
        kind = self._words.pronouns.get(mention.noun)
        if kind is not None and mention.noun in self._words.sizes:
            found = self._find_of_size(mention, situation)
            is_found = len(found) == 1
            names = found[0].names if is_found else (mention.text,)
            return Resolution(names, found[0] if is_found else None, is_sure=is_found)
        if kind is not None and mention.head.pos_ in ("PRON", "DET", "SCONJ"):
            return self._pronouns.find(mention, kind, situation)
        if mention.end - mention.start > 2 and self._doc[mention.end - 2].lower_ == "of":
            partitive = self._resolve_some(mention, situation)
            if partitive is not None:
                return partitive
        name = self._name(mention)
        if name is not None:
            return self._resolve_name(mention, name, situation)
        is_titled = mention.modifiers(self._words) <= {*self._words.roles, *self._words.honorifics}
        if mention.head.is_title and is_titled:
            person = self._registry.find_person(mention.noun)
            if person is not None:
                return Resolution(person.names, person)
        if mention.first in _NOBODY:
            return Resolution((mention.natural_text(),))
        subject = _subject_of_predicate(mention)
        if subject is not None:
            return self.resolve(noun_phrase(subject, self.name_at), situation)
        return self._resolve_description(mention, situation)

    def _resolve_some(self, mention: Mention, situation: Situation) -> Resolution | None:
        """Say of whom some speak: "one of them" becomes "one of the officials"."""
        pronoun = self._doc[mention.end - 1]
        if self._words.pronouns.get(pronoun.lower_) not in ("plural", "speaker"):
            return None
        all_of_them = self.resolve(Mention(self._doc, pronoun.i, pronoun.i + 1, pronoun), situation)
        entity = self._describe(mention)
        if not all_of_them.is_sure:
            return Resolution(entity.names, entity, is_sure=False)
        some = Mention(self._doc, mention.start, mention.end - 1, mention.head).natural_text()
        whole = " and ".join(all_of_them.names)
        entity = self._describe(mention, f"{some} {whole}")
        return Resolution(entity.names, entity)

    # Names

    def _name(self, mention: Mention) -> Name | None:
        """Return the name in a mention or in the apposition to it."""
        name = self.name_at.get(mention.head.i)
        if name is not None:
            is_noun = len(name.words) == 1 and name.words[0] in self._words.bodies
            return None if is_noun and name.has_article else name
        last = self.name_at.get(mention.end - 1)
        if last is not None and last.end == mention.end and last.start > mention.head.i:
            nouns = self._words.bodies if last.kind is EntityKind.BODY else self._words.roles
            if mention.noun in nouns and last.start == mention.head.i + 1:
                return last
            if last.role and last.kind is EntityKind.PERSON and mention.noun in nouns:
                return last
        for child in mention.head.children if not mention.is_plural else ():
            if child.dep_ == "appos" and child.i in self.name_at:
                found = self.name_at[child.i]
                if found.kind is not EntityKind.PLACE:
                    return found
        return self._name_behind(mention)

    def _name_behind(self, mention: Mention) -> Name | None:
        """Find the apposition that the parser missed: "the chief of the staff of the army,
        Jane Roe", "the dockers' union, Havn, said"."""
        name = self.name_at.get(mention.end + 1)
        if name is None or self._doc[mention.end].text != ",":
            return None
        if mention.noun in self._words.roles and name.role:
            return name if mention.text.endswith(name.role) else None
        is_body = mention.noun in self._words.bodies and not mention.is_plural
        is_closed = self._doc[name.end : name.end + 1].text == ","
        is_person = name.kind in (EntityKind.PERSON, EntityKind.PLACE)
        return name if is_body and is_closed and not is_person else None

    def _resolve_name(self, mention: Mention, name: Name, situation: Situation) -> Resolution:
        entity = self._pick(name, situation.sentence)
        if entity and situation.is_credited and self.entity_of(name) is not None:
            self.memory.count(entity)
        if entity is None:
            return Resolution((name.text,), is_sure=False)
        if entity.kind is EntityKind.UNKNOWN and len(entity.words) > 1 and not mention.is_plural:
            entity.kind = EntityKind.BODY if name.has_article else EntityKind.PERSON
        is_word = entity.kind is EntityKind.UNKNOWN and len(name.words) == 1
        if entity.kind is EntityKind.PLACE or (is_word and mention.end > name.end):
            # "Plenty of companies": what is behind a lone word may be what counts.
            return Resolution((mention.natural_text(),), entity)
        is_surname = len(name.words) < len(entity.words) and name.words[-1] == entity.words[-1]
        if entity.kind is EntityKind.UNKNOWN and mention.is_plural and not is_surname:
            entity.is_plural = True
            return Resolution((mention.natural_text(),), entity)
        return Resolution(entity.names, entity)

    def _pick(self, name: Name, sentence: int) -> Entity | None:
        candidates = self._registry.candidates(name)
        if len(candidates) == 1:
            return candidates[0]
        near = self.memory.find(candidates.__contains__, sentence, _NAMESAKE_REACH)
        if len(near) == 1:
            return near[0]
        return self.memory.find_dominant(candidates)

    # Descriptions

    def _resolve_description(self, mention: Mention, situation: Situation) -> Resolution:
        if mention.noun in self._words.documents:
            issuer = self._resolve_document(mention, situation)
            if issuer is not None:
                return issuer
        owner = self._doc[mention.start]
        if owner.tag_ == "PRP$" and mention.end - mention.start > 1:
            return self._resolve_owned(mention, situation)
        is_definite = mention.first in self._words.definite
        has_no_article = not mention.is_indefinite and not mention.is_plural
        modifiers = mention.modifiers(self._words)
        if is_definite or (has_no_article and modifiers):
            found = self._find_described(mention, situation)
            if len(found) == 1:
                return Resolution(found[0].names, found[0])
            if found:
                return Resolution((mention.natural_text(),), is_sure=False)
        if situation.in_heading and not modifiers and not mention.is_plural:
            ahead = self._registry.find_by_role(mention.noun)
            if ahead is not None and not mention.is_indefinite:
                return Resolution(ahead.names, ahead)
        entity = self._describe(mention)
        # "The minister" with nobody behind it says too little; "the police" is enough.
        is_bare = is_definite and not modifiers
        is_vague = is_bare and entity.kind not in (EntityKind.BODY, EntityKind.GROUP)
        return Resolution(entity.names, entity, is_sure=not is_vague)

    def _find_described(self, mention: Mention, situation: Situation) -> list[Entity]:
        fits = describes(mention, self._words)
        sentence, without = situation.sentence, situation.without
        found = self.memory.find(fits, sentence, _ANY_REACH, without)
        found = found or self._find_of_size(mention, situation)
        if found or mention.is_plural or mention.first not in self._words.definite:
            return found
        if mention.modifiers(self._words):
            # "President Roe will come, the president said": better than nobody.
            return self.memory.find(fits, sentence, _ANY_REACH)
        last = spoke_last(mention.noun, self.memory, self._words)
        if last is None:
            return []
        if mention.noun in self._words.roles:
            return self.memory.find(last, sentence, _SPEAKER_REACH, without)
        found = self.memory.find(last, sentence, _SPEAKER_REACH, without, Place.NESTED.value)
        if found or mention.noun not in self._words.named_bodies:
            return found
        # "The company" of a long text, if there is but one.
        return self.memory.find(last, sentence, _BODY_REACH, without, _BODY_REACH)

    def _find_of_size(self, mention: Mention, situation: Situation) -> list[Entity]:
        """Find several who were named together, or else those who spoke last: "the two"."""
        asked = of_size(mention, self._words)
        if asked is None:
            return []
        size, fits = asked
        sentence = situation.sentence
        found = self.memory.find(fits, sentence, _GROUP_REACH, situation.without)
        noun = plain(mention.head.lemma_)
        is_number = mention.head.pos_ != "NOUN"
        if found or not (is_number or (mention.is_plural and noun in self._words.roles)):
            return found  # "the couple" are no two speakers
        spoke = self.memory.spoke_since(sentence - _GROUP_REACH)
        if len(spoke) != size or any(entity.kind is not EntityKind.PERSON for entity in spoke):
            return []
        if not is_number and any(
            noun not in e.nouns and e.nouns & self._words.roles.keys() for e in spoke
        ):
            return []  # "the two ministers" are no analyst
        return [self.group([entity.name for entity in spoke], spoke)]

    def _resolve_owned(self, mention: Mention, situation: Situation) -> Resolution:
        """Name the owner: "his lawyer" becomes "Jane Roe's lawyer"."""
        doc = self._doc
        pronoun = Mention(doc, mention.start, mention.start + 1, doc[mention.start])
        owner = self.resolve(pronoun, situation)
        if not owner.is_sure or len(owner.names) != 1:
            return Resolution((mention.natural_text(),), is_sure=False)
        rest = Mention(doc, mention.start + 1, mention.end, mention.head).text
        of = owner.names[0]
        if owner.entity is not None and of.split()[0] in ("a", "an"):
            of = f"the {of.split(maxsplit=1)[1]}"
        is_plural = owner.entity is not None and owner.entity.is_plural
        name = f"{of}' {rest}" if is_plural and of.endswith("s") else f"{of}'s {rest}"
        if owner.entity is not None and not owner.entity.words and _PHRASE.search(of):
            name = f"the {rest} of {of}"  # "the presence of troops from the north"
        entity = self._describe(mention, name)
        return Resolution((name,), entity)

    def _describe(self, mention: Mention, name: str | None = None) -> Entity:
        """Return the entity that only these words name; the same words give the same one."""
        name = name or mention.natural_text()
        known = self._described.get(name)
        if known is None:
            words = self._words
            noun = mention.noun
            singular = plain(mention.head.lemma_) if mention.is_plural else noun
            known = Entity(name, (), described_kind(mention, words))
            known.is_plural = mention.is_plural or noun == "police"
            known.nouns = {noun, singular} | words.roles.get(singular, frozenset())
            known.role_words = {noun, *mention.modifiers(words)}
            known.gender = words.role_gender.get(noun)
            self._described[name] = known
        return known

    # Documents

    def _resolve_document(self, mention: Mention, situation: Situation) -> Resolution | None:
        """Say who issued "the statement"; None where it stands for itself ("a new study")."""
        issue = find_issue(mention.head, self._words)
        if issue is not None and issue.is_own:
            return self._issuer(issue, situation)
        is_definite = mention.first in self._words.definite and not mention.is_plural
        if not is_definite or mention.modifiers(self._words):
            return None
        noun = mention.noun
        last = bisect_right(self._issue_starts, mention.head.i - 1) - 1
        while last >= 0 and self.issues[last].noun.lemma_.lower() != noun:
            last -= 1
        issue = self.issues[last] if last >= 0 else None
        is_own = self.memory.last_token(lambda e: e.is_thing and noun in e.nouns)
        if issue is not None and is_own > issue.noun.i:
            return None  # another one came up since
        if issue is not None:
            distance = situation.sentence - self._sentence_of[issue.noun.i]
            if distance <= _ISSUE_REACH or noun not in self._words.spoken_documents:
                return self._issuer(issue, situation)
        elif any(noun in entity.nouns for entity in self._described.values()):
            return None
        found = self._find_last_speaker(noun, situation)
        if len(found) == 1:
            return Resolution(found[0].names, found[0])
        return issue and self._issuer(issue, situation)

    def _find_last_speaker(self, noun: str, situation: Situation) -> list[Entity]:
        is_reported = noun in self._words.reported_documents
        if situation.in_quotation or not (is_reported or noun in self._words.spoken_documents):
            return []

        def fits(entity: Entity) -> bool:
            if entity not in self.memory.credited or entity.is_thing:
                return False
            return entity.is_outlet or not is_reported

        return self.memory.find(fits, situation.sentence, _DOCUMENT_REACH, situation.without)

    def _issuer(self, issue: Issue, situation: Situation) -> Resolution | None:
        if issue.noun.i in mention_tokens(issue.issuer):
            return None
        name = self.name_at.get(issue.issuer.i)
        if issue.issuer.dep_ == "compound":
            # "The Reuters report", but not "the Ukraine report".
            if name is None or name.kind is not EntityKind.BODY or name.end != issue.noun.i:
                return None
        mention = noun_phrase(issue.issuer, self.name_at)
        at = Situation(self._sentence_of[issue.issuer.i], situation.without)
        found = [self.resolve(m, at) for m in (mention, *partners(mention, self.name_at))]
        if len(found) == 1:
            return found[0]
        names = tuple(name for resolution in found for name in resolution.names)
        return Resolution(names, is_sure=all(r.is_sure for r in found))


def _subject_of_predicate(mention: Mention) -> Token | None:
    """Return who is said to be what the mention says: "Roe is the senator who …" means Roe.

    Counter-example: "It was the minister who …", "There is a plan that …".
    """
    head = mention.head
    while head.dep_ == "conj" and head.head.pos_ == "NOUN":
        head = head.head
    verb = head.head
    if head.dep_ != "attr" or head.pos_ != "NOUN" or verb.lemma_ != "be":
        return None
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    is_somebody = bool(subjects) and subjects[0].pos_ in ("PROPN", "NOUN")
    return subjects[0] if is_somebody and subjects[0].i < verb.i else None
