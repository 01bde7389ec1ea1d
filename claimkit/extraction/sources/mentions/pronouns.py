"""Resolve pronouns: "he", "they", "it", "who" and "I"."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property

from spacy.tokens import Token

from claimkit.extraction.sources.mentions.entity_conditions import is_lone_name
from claimkit.extraction.sources.mentions.memory import EntityCondition, Prominence
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import (
    MentionContext,
    Resolve,
    ResolvedMention,
)
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.mentions.ships import find_ship
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, may_be_full_name
from claimkit.extraction.sources.vocabulary import normalize_word
from claimkit.lexicons.sources import Gender
from claimkit.model import BlockKind

# Sentences. An article may go on about one person for long.
_FAR_REACH = 8.0
_NEAR_REACH = 2.75
_QUOTED_REACH = 1.5
_GROUP_REACH = 3.0
# Costs, in sentences: the gender is unknown; most pronouns so far showed the other gender;
# somebody is talked about; a name may be a company's as well; somebody's mother said nothing yet;
# how near each other two are between whom costs do not decide.
_NO_GENDER = 0.25
_WRONG_GENDER = 2.0
_TALKED_ABOUT = 1.0
_ANY_NAME = 0.5
_RELATIVE = 1.0
_RIVAL = 0.375
_THINGS = (EntityKind.BODY, EntityKind.PLACE, EntityKind.DOCUMENT)
_SUBJECTS = ("nsubj", "nsubjpass")
_PRONOUN_CLASSES = ("PRON", "DET", "SCONJ")
# A line of an interview that the layout does not read as one: "Roe: We will go on", "Q: Why?".
_LABEL = re.compile(r"^[A-Z][^\n:]{0,30}:[ \t]", re.MULTILINE)
_MIN_LABELS = 3
_MAX_LABEL_TOKENS = 4
_SPOKEN = frozenset((BlockKind.TURN, BlockKind.QUESTION))


class PronounResolver:
    """Resolves the pronouns of one section; ``resolve_mention`` is called for noun phrases."""

    def __init__(self, section: Section, resolve_mention: Resolve) -> None:
        self._section = section
        self._memory = section.memory
        self._resolve_mention = resolve_mention

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return the entity that a pronoun means; None for a noun.

        The result is not sure if several entities are equally near.
        """
        kind = self._section.vocabulary.pronouns.get(mention.noun)
        if kind is None or mention.head.pos_ not in _PRONOUN_CLASSES:
            return None
        if kind == "relative":
            return self._resolve_relative(mention, context)
        if kind == "speaker":
            return self._resolve_speaker(mention, context)
        if kind == "vague":
            return self._resolve_addressee(mention, context)
        found: list[Entity] = []
        if kind in ("male", "female"):
            found = self._find_person(kind, mention, context)
        elif kind == "plural" and not context.in_quotation:
            found = self._find_group(mention, context)
        elif kind == "thing" and not context.in_quotation:
            found = self._find_thing(mention, context)
        if kind == "thing" and not found and not context.in_quotation:
            document = self._find_document(mention)
            if document is not None:
                return self._resolve_mention(document, context)
        return ResolvedMention.of(found[0]) if len(found) == 1 else _unknown(mention)

    # He and she

    def _find_person(
        self, gender: Gender, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        ship = find_ship(self._section, mention, context) if gender == "female" else None
        if ship is not None:
            return [ship]
        # A speaker does not call themselves "she".
        speaker = context.speaker.entity if context.speaker else self._speaker_at(mention)

        def fits(entity: Entity) -> bool:
            if context.is_reply and entity in context.claimants:
                return False
            if entity is speaker or entity.is_plural or entity.gender not in (None, gender):
                return False
            if entity.kind is EntityKind.PERSON:
                return True
            if entity.kind is not EntityKind.UNKNOWN or entity.is_thing:
                return False
            return entity in self._memory.credited or self._may_be_person(entity)

        def may_be_concerned(entity: Entity) -> bool:
            is_name = entity.kind is EntityKind.UNKNOWN and may_be_full_name(entity.words)
            return fits(entity) or (is_name and entity.gender in (None, gender))

        concerned = [entity for entity in context.concerned if may_be_concerned(entity)]
        if context.is_answer and len(concerned) == 1:
            found = concerned
        else:
            found = self._nearest_person(fits, gender, mention, context)
        if len(found) == 1 and not any(fits(entity) for entity in context.claimants):
            found = self._with_rivals(found[0], concerned, context)
        if len(found) != 1 and not context.in_quotation:
            found = self._in_own_clause(fits, mention, context) or found
        if len(found) == 1:
            found[0].kind = EntityKind.PERSON
            found[0].pointed_to[gender] += 1
        return found

    def _with_rivals(
        self, found: Entity, concerned: list[Entity], context: MentionContext
    ) -> list[Entity]:
        """Add those whom the claim before was about, if it may be they who are meant.

        Example: both men, for "He" in "Roe left. It rained. Ann Fox said that Doe was ill. He".
        """
        is_near = self._memory.last_sentence(found) >= context.sentence - 1
        if not context.is_credited or is_near or context.claimants == ():
            return [found]
        return [found, *(entity for entity in concerned if entity is not found)]

    def _may_be_person(self, entity: Entity) -> bool:
        """Return whether a name that is a subject may be a person's: "Sunniva Brekke left"."""
        is_full = may_be_full_name(entity.words) and not entity.has_article
        is_full = is_full and all(word[0].isupper() for word in entity.name.split())
        return is_full and entity in self._memory.active

    def _nearest_person(
        self, fits: EntityCondition, gender: Gender, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        def weigh(entity: Entity, prominence: Prominence) -> float:
            likely = entity.likely_gender
            doubt = 0.0 if likely == gender else _NO_GENDER if likely is None else _WRONG_GENDER
            if entity.kind is EntityKind.UNKNOWN:
                doubt += _ANY_NAME
            if entity.is_owned and entity not in self._memory.credited:
                doubt += _RELATIVE
            if prominence is Prominence.CONTENT and not context.is_credited:
                # A person who is talked about may be a subject later, but not a speaker.
                return _TALKED_ABOUT + doubt
            return prominence.value + doubt

        is_owner = mention.head.tag_ == "PRP$"
        bound = self._owner(fits, mention) if is_owner else self._asked(fits, mention)
        bound = bound or self._answering(fits, mention)
        if bound:
            return bound
        sentence, excluded = context.sentence, context.excluded
        reach = _QUOTED_REACH if context.in_quotation else _NEAR_REACH
        near = self._memory.find(fits, sentence, reach, excluded, _RIVAL, weigh)
        found = self._choose_near(near, mention)
        if not found and near:
            found = self._memory.find(fits, sentence, reach, excluded, weigh=weigh)
        if not found and not context.in_quotation:
            # At a distance, a person who was talked about since may be meant as well.
            margin = Prominence.CONTENT.value
            found = self._memory.find(fits, sentence, _FAR_REACH, excluded, margin, weigh)
            if len(found) > 1:
                found = [entity for entity in found if entity.gender == gender]
        return found

    def _choose_near(self, near: list[Entity], mention: Mention) -> list[Entity]:
        """Choose between people who are nearly as near as each other; empty where costs decide.

        The subject of the pronoun's own clause comes first. Of two whom the text mentions for the
        first time, none is chosen: "Roe left while Doe slept. He said".
        """
        if len(near) < 2:
            return near
        above = self._subject_above(near.__contains__, mention)
        if above:
            return above
        acted = [entity for entity in near if entity in self._memory.active]
        are_new = all(self._memory.is_new(entity) for entity in acted)
        return acted if len(acted) > 1 and are_new else []

    def _subject_above(self, fits: EntityCondition, mention: Mention) -> list[Entity]:
        """Find the subject of the nearest clause that contains the pronoun: "Roe held a meeting
        at which he said"."""
        for verb in mention.head.ancestors:
            for subject in _before(verb, _SUBJECTS, mention):
                found = self._noted(subject, fits)
                if found:
                    return found
        return []

    def _owner(self, fits: EntityCondition, mention: Mention) -> list[Entity]:
        """Find the owner within the clause.

        It is the subject ("Roe sold her house"), or the object if the pronoun gives a reason
        ("Roe praised Doe for her work").
        """
        prepositions = {token.lower_ for token in mention.head.ancestors if token.dep_ == "prep"}
        reasons = self._section.vocabulary.lexicon.reason_prepositions
        is_reason = not prepositions.isdisjoint(reasons)
        for verb in mention.head.ancestors:
            subjects = _before(verb, _SUBJECTS, mention)
            if subjects:
                objects = _before(verb, ("dobj",), mention)
                order = [*objects, *subjects] if is_reason else [*subjects, *objects]
                return next(filter(None, (self._noted(token, fits) for token in order)), [])
        return []

    def _noted(self, token: Token, fits: EntityCondition) -> list[Entity]:
        return [entity for _, entity in self._memory.seen_at({token.i}) if fits(entity)][:1]

    def _asked(self, fits: EntityCondition, mention: Mention) -> list[Entity]:
        """Find the subject after the pronoun's clause: "Asked if he would go, Roe said"."""
        for verb in mention.head.ancestors:
            if verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i < mention.start:
                return self._subject_after(verb, fits)
        return []

    def _answering(self, fits: EntityCondition, mention: Mention) -> list[Entity]:
        """Find who was asked in the sentence before: "Roe asked Doe about it. She said"."""
        parsed = self._section.parsed
        number = parsed.sentence_of[mention.start]
        if mention.head.dep_ not in _SUBJECTS or number == 0:
            return []
        asking = self._section.vocabulary.lexicon.asking_verbs
        for token in mention.doc[slice(*parsed.sentences[number - 1])]:
            if token.dep_ != "ROOT" or token.lemma_ not in asking:
                continue
            if any(child.dep_ == "xcomp" for child in token.children):
                return []  # "asked her to go"
            objects = [child for child in token.children if child.dep_ in ("dobj", "dative")]
            return next(filter(None, (self._noted(child, fits) for child in objects)), [])
        return []

    def _subject_after(self, verb: Token, fits: EntityCondition) -> list[Entity]:
        name_at = self._section.name_at
        for child in verb.head.children:
            if child.dep_ in _SUBJECTS and verb.i < child.i and child.i in name_at:
                found = self._section.entities.candidates(name_at[child.i])
                return [entity for entity in found if fits(entity)]
        return []

    def _in_own_clause(
        self, fits: EntityCondition, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        """Find the subject of the content ("Roe was ill, she said"), or of the main clause that
        follows ("When she came, Roe said")."""
        subjects = [
            entity
            for token, entity in self._memory.seen_at(context.excluded)
            if fits(entity) and mention.doc[token].dep_ in _SUBJECTS
        ]
        if subjects and mention.start > max(context.excluded):
            return subjects[-1:] if len(set(subjects)) == 1 else []
        verb = mention.head.head
        while verb.dep_ in ("aux", "xcomp", "conj", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ != "advcl" or verb.head.i < verb.i:
            return []
        return self._subject_after(verb, fits)

    # They and it

    def _find_thing(self, mention: Mention, context: MentionContext) -> list[Entity]:
        def fits(entity: Entity) -> bool:
            if entity.is_plural or entity.members or entity.kind is EntityKind.PERSON:
                return False
            is_subject = is_lone_name(entity) and entity in self._memory.active
            return is_subject or self._is_credited_name(entity) or entity.kind in _THINGS

        concerned = [entity for entity in context.concerned if fits(entity)]
        if context.is_answer and len(concerned) == 1:
            return concerned
        above = self._subject_above(fits, mention)
        found = above or self._nearest_group(fits, mention, context)
        return found or self._in_own_clause(fits, mention, context)

    def _find_document(self, mention: Mention) -> Mention | None:
        """Find the document that is the subject before: "The report finds … *It* says …"."""
        parsed, vocabulary = self._section.parsed, self._section.vocabulary
        number = parsed.sentence_of[mention.start] - 1
        if number < 0 or parsed.block_of(parsed.sentences[number][0]) != parsed.block_of(
            mention.start
        ):
            return None
        for token in mention.doc[slice(*parsed.sentences[number])]:
            is_subject = token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
            if is_subject and token.lemma_.lower() in vocabulary.documents:
                return self._section.mentions.around(token)
        return None

    def _find_group(self, mention: Mention, context: MentionContext) -> list[Entity]:
        def fits(entity: Entity) -> bool:
            is_body = entity.kind is EntityKind.BODY and entity in self._memory.active
            is_several = entity.is_plural or bool(entity.members)
            return is_several or is_body or self._is_credited_name(entity)

        def may_be_subject(entity: Entity) -> bool:
            # "The officer said they …": nothing shows a gender, not even a name.
            is_person = entity.kind is EntityKind.PERSON
            return fits(entity) or (is_person and not entity.words and not entity.gender)

        above = self._subject_above(may_be_subject, mention)
        if above and above[0].kind is not EntityKind.UNKNOWN:
            return above
        found = self._nearest_group(fits, mention, context)
        if any(entity.kind is EntityKind.UNKNOWN for entity in found):
            # It may be a person; but then nobody before it is meant for certain.
            return [entity for entity in found if entity.is_plural]
        return found or self._find_described_body(mention, context)

    def _find_described_body(self, mention: Mention, context: MentionContext) -> list[Entity]:
        """Find a body that was asked or wrote: "I asked the press office; they said …"."""
        doc, vocabulary = mention.doc, self._section.vocabulary
        found: dict[str, Entity] = {}
        for i in range(mention.start - 1, -1, -1):
            if self._section.sentence_of(i) < context.sentence - 1:
                break
            token = doc[i]
            if token.pos_ != "NOUN" or token.lower_ not in vocabulary.bodies:
                continue
            if (
                not self._has_answered(token)
                or i in context.excluded
                or i in self._section.parsed.quoted_tokens
            ):
                continue
            body = self._section.mentions.around(token)
            if body.head == token and (body.is_definite or doc[body.start].dep_ == "poss"):
                body = Mention(doc, body.start, i + 1, token, vocabulary)
                entity = self._section.describe(body)
                found[entity.name] = entity
        return list(found.values())

    def _has_answered(self, token: Token) -> bool:
        """Return whether somebody asks a body, or has a letter from it."""
        vocabulary, head = self._section.vocabulary, token.head
        if head.lemma_ in vocabulary.lexicon.questioning_verbs:
            return token.dep_ == "dobj"
        origins = vocabulary.function_words.sender_prepositions
        return head.lower_ in origins and head.head.lemma_.lower() in vocabulary.documents

    def _is_credited_name(self, entity: Entity) -> bool:
        return entity.kind is EntityKind.UNKNOWN and entity in self._memory.credited

    def _nearest_group(
        self, fits: EntityCondition, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        found = self._memory.find(fits, context.sentence, _GROUP_REACH, context.excluded)
        # A and B are not meant one by one where they are also known as a group.
        together = {name for entity in found for name in entity.members}
        found = [entity for entity in found if entity.name not in together]
        if len(found) > 1:
            found = self._subject_above(found.__contains__, mention) or found
        return found

    # Who and which

    def _resolve_relative(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        verb = mention.head.head
        while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < mention.start:
            return self._resolve_mention(self._section.mentions.around(verb.head), context)
        return _unknown(mention)

    # I and we

    def _resolve_speaker(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        if context.speaker is not None:
            return context.speaker
        if context.in_quotation:
            return _unknown(mention)
        speaker = self._speaker_at(mention)
        if speaker is not None:
            return ResolvedMention.of(speaker)
        block = self._section.block_at(mention.head.i)
        author, issuer = self._section.author, self._section.issuer
        if author is None or (block is not None and block.kind in _SPOKEN):
            return _unknown(mention)
        lexicon = self._section.vocabulary.lexicon
        is_single = mention.noun in lexicon.self_words
        if issuer is not None and not (is_single and author):
            return ResolvedMention((issuer,))
        if self._is_interview:
            return _unknown(mention)
        # "We" may include others, but the author speaks for them.
        return ResolvedMention(author or (lexicon.wording.author,), is_sure=is_single)

    def _speaker_at(self, mention: Mention) -> Entity | None:
        return self._section.speaker_at(mention.head.i) or self._labelled_speaker(mention)

    @cached_property
    def _is_interview(self) -> bool:
        """Whether lines begin with the speaker's name, so that "I" may be anybody."""
        return len(_LABEL.findall(self._section.parsed.text)) >= _MIN_LABELS

    def _labelled_speaker(self, mention: Mention) -> Entity | None:
        """Return the person with whom a line of an interview begins: "Roe: We will go on"."""
        colon = self._find_colon(mention.head)
        if colon is None or colon > mention.start:
            return None
        entities = self._section.entities
        name = self._section.name_at.get(colon - 1)
        if name is None:
            return entities.find_person(normalize_word(mention.doc[colon - 1].text))
        entity = entities.only_candidate(name)
        return entity if entity is not None and entity.kind is EntityKind.PERSON else None

    def _find_colon(self, token: Token) -> int | None:
        """Return the colon after the first words of a token's line."""
        parsed = self._section.parsed
        line = parsed.text.rfind("\n", 0, token.idx) + 1
        first = token.i
        while first > 0 and parsed.token_starts[first - 1] >= line:
            first -= 1
        ahead = range(first + 1, min(first + 1 + _MAX_LABEL_TOKENS, len(parsed.doc)))
        return next((i for i in ahead if parsed.doc[i].text == ":"), None)

    # You

    def _resolve_addressee(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        lexicon = self._section.vocabulary.lexicon
        if context.in_quotation or mention.noun not in lexicon.addressing_words:
            return _unknown(mention)
        addressee = self._section.addressee_at(mention.head.i)
        return ResolvedMention.of(addressee) if addressee is not None else _unknown(mention)


def _unknown(mention: Mention) -> ResolvedMention:
    return ResolvedMention((mention.text,), is_sure=False)


def _before(verb: Token, relations: Container[str], mention: Mention) -> list[Token]:
    """Return the verb's dependents of some relations that stand before a mention."""
    return [c for c in verb.children if c.dep_ in relations and c.i < mention.start]
