"""Represent a source as printed, and read its mentions from the parse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.mentions.joint_speakers import JointSpeakers
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.model import Span

_CLOSED_CLASSES = frozenset(("DET", "PRON", "NUM", "ADV", "ADP", "SCONJ", "CCONJ"))
_RELATIVE_TAGS = frozenset(("WP", "WDT", "WP$"))
_JOINING_DEPENDENCIES = ("preconj", "cc", "det")
_MAX_GAP_CHARACTERS = 40  # between speakers that are printed as one stretch
_MAX_GAP_TOKENS = 3  # between speakers who are joined by a conjunction


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens ``[start, end)`` of one speaker; the others depend on ``head``."""

    doc: Doc
    start: int
    end: int
    head: Token
    vocabulary: SourceVocabulary

    @property
    def text(self) -> str:
        return " ".join(self.doc[self.start : self.end].text.split())

    @property
    def noun(self) -> str:
        """The head as the lexicon writes it."""
        return normalize_word(self.head.text)

    @property
    def lemma(self) -> str:
        """The head's lemma as the lexicon writes it."""
        return normalize_word(self.head.lemma_)

    @property
    def first_word(self) -> str:
        return self.doc[self.start].lower_

    @property
    def is_plural(self) -> bool:
        return self.head.tag_ in ("NNS", "NNPS")

    @property
    def is_definite(self) -> bool:
        return self.first_word in self.vocabulary.definite

    @property
    def is_indefinite(self) -> bool:
        return self.first_word in self.vocabulary.indefinite

    @property
    def has_owner(self) -> bool:
        """Return whether the mention names its owner: "its founder", "Acme's founder"."""
        return any(child.dep_ == "poss" for child in self.head.lefts)

    def modifiers(self) -> frozenset[str]:
        """Return the modifiers that distinguish this bearer of the noun from others."""
        vocabulary = self.vocabulary
        start = self.start
        # "The Oslo-based" and "the 40-year-old" distinguish nobody.
        for i in range(self.start + 1, self.head.i):
            is_compound = self.doc[i].lower_ in vocabulary.lexicon.plain_compounds
            if is_compound and self.doc[i - 1].text in vocabulary.hyphens:
                start = i + 1
        return frozenset(
            low
            for token in self.doc[start : self.end]
            if token.i != self.head.i
            and (token.is_alpha or "." in token.text)
            and (low := normalize_word(token.text)) not in vocabulary.fillers
        )

    def natural_text(self) -> str:
        """Return the text as a name: no "the" before proper nouns, else a small first letter.

        Example: "The U.S." gives "U.S.", "The ministry" gives "the ministry".
        """
        first = self.start
        if self.doc[first].lower_ in self.vocabulary.lexicon.correlatives:
            first += self.doc[first].dep_ in _JOINING_DEPENDENCIES
        articles = self.vocabulary.function_words.definite_articles
        if self.doc[first].lower_ in articles and first < self.head.i:
            is_name = (
                self.head.pos_ == "PROPN" and not self.doc[first + 1 : self.end].text.islower()
            )
            first += is_name or self._names_office()
        text = " ".join(self.doc[first : self.end].text.split())
        # Other words keep their capital: the tagger sometimes takes a name for a noun.
        is_small = self.doc[first].pos_ in _CLOSED_CLASSES and self.doc[first].is_title
        return text[:1].lower() + text[1:] if is_small else text

    def _names_office(self) -> bool:
        """Return whether the mention is like "the State Department spokesperson"."""
        is_owner = self.start + 2 < self.end and self.doc[self.start + 2].tag_ == "POS"
        is_name = self.doc[self.start + 1].pos_ == "PROPN" and not is_owner
        return is_name and self.noun in self.vocabulary.roles


class MentionReader:
    """Reads mentions from one section of a document, whose names are known."""

    def __init__(self, doc: Doc, name_at: Mapping[int, Name], vocabulary: SourceVocabulary) -> None:
        self._doc = doc
        self._name_at = name_at
        self._vocabulary = vocabulary
        self._joint = JointSpeakers(doc, name_at, vocabulary)
        # By the tokens of a title before a name.
        self._name_by_title = {i: name for name in name_at.values() for i in _title_tokens(name)}

    def read(self, spans: Sequence[Span]) -> list[Mention]:
        """Return the speakers in the spans of an attribution's source, in order.

        A relative pronoun after its noun phrase is left out, and a name that is cut is completed.
        "A and B" gives two mentions, even if the spans hold only the first of them.
        """
        found: list[Mention] = []
        for span in spans:
            mention = self._read_span(span)
            if mention is None:
                continue
            if found and self._is_relative_pronoun(mention):
                found[-1] = self._name_before(mention, found[-1]) or found[-1]
                continue
            found.append(mention)
        if len(found) == 1:
            return self._read_joint(found[0]) or [*found, *self.partners(found[0])]
        return found

    def _read_joint(self, mention: Mention) -> list[Mention]:
        """Return the people of the list that a mention stands in, or introduces."""
        name = self._name_at.get(mention.head.i)
        if name is not None and name.kind in (EntityKind.PERSON, EntityKind.UNKNOWN):
            speakers = self._joint.around(name)
        elif name is None and mention.is_plural and mention.lemma in self._vocabulary.roles:
            speakers = self._joint.after(mention.head)
        else:
            return []
        return [self._mention(start, name.end, self._doc[name.head]) for start, name in speakers]

    def at(self, token: Token) -> Mention:
        """Return the mention of a single token."""
        return self._mention(token.i, token.i + 1, token)

    def around(self, token: Token) -> Mention:
        """Return the mention of the noun phrase around a token."""
        indices = mention_tokens(token)
        last = self._doc[max(indices)]
        span = Span(self._doc[min(indices)].idx, last.idx + len(last))
        return self._read_span(span) or self.at(token)

    def partners(self, mention: Mention) -> list[Mention]:
        """Return the mentions of other speakers beside the first one: B in "A and B said".

        Not handled: "A and B" as the name of one body, unless B has no article and is no name
        of its own ("the Ministry of Trade and Industry").
        """
        head = mention.head
        if head.dep_ not in ("nsubj", "nsubjpass", "pobj"):
            return []
        found: list[Mention] = []
        last = mention
        for token in head.conjuncts:
            if token.i < last.end or token.pos_ not in ("NOUN", "PROPN"):
                continue
            partner = self.around(token)
            is_near = partner.start - last.end <= _MAX_GAP_TOKENS
            if not self._is_linked(partner):
                break
            is_alone = self._stands_alone(partner, mention) and not self._is_alias(partner)
            if not (is_near and is_alone):
                break
            found.append(partner)
            last = partner
        return found

    def _mention(self, start: int, end: int, head: Token) -> Mention:
        return Mention(self._doc, start, end, head, self._vocabulary)

    def _is_relative_pronoun(self, mention: Mention) -> bool:
        if mention.end - mention.start > 1:
            return False
        conjunctions = self._vocabulary.function_words.relative_conjunctions
        return mention.head.tag_ in _RELATIVE_TAGS or mention.noun in conjunctions

    def _name_before(self, pronoun: Mention, before: Mention) -> Mention | None:
        """Return KCNA for the pronoun in "by way of its agency, KCNA, which": the parser may have
        attached the clause to a noun farther up."""
        name = self._name_at.get(before.end + 1)
        if name is None or self._doc[before.end].text != "," or name.kind is EntityKind.PLACE:
            return None
        is_adjacent = self._doc[name.end : pronoun.start].text == ","
        is_known = any(child.i == name.head for child in before.head.children)
        if not is_adjacent or is_known:
            return None
        return self._mention(name.start, name.end, self._doc[name.head])

    def _read_span(self, span: Span) -> Mention | None:
        doc = self._doc
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None:
            return None
        start, end = tokens.start, tokens.end
        while start < end and (doc[start].is_punct or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
            end -= 1
        if start == end:
            return None
        head = doc[start:end].root
        while head.tag_ == "POS" and head.i > start:
            head = doc[head.i - 1]
        if end + 1 < len(doc) and doc[end].text in self._vocabulary.hyphens:
            if head.i == end - 1 and not head.whitespace_ and not doc[end].whitespace_:
                end, head = end + 2, doc[end + 1]  # "the co|-chairs": the parser cut the word
        name = self._name_by_title.get(head.i)
        if name is not None:
            head = doc[name.head]
        start = self._find_start(start, head)
        start, end = self._include_name(start, end, head)
        while end - start > 1 and (doc[end - 1].tag_ in _RELATIVE_TAGS or doc[end - 1].text == ","):
            end -= 1
        if end - start > 1 and doc[end - 1].tag_ == "POS":
            end -= 1
        return self._mention(start, end, head)

    def _find_start(self, start: int, head: Token) -> int:
        """Include the words that a hyphen joins to the first one; leave out "even" and "also"."""
        doc, vocabulary = self._doc, self._vocabulary
        while start > 1 and doc[start - 1].text in vocabulary.hyphens:
            if doc[start - 2].whitespace_:
                break
            start -= 2
        while start < head.i and doc[start].lower_ in vocabulary.lexicon.focus:
            start += 1
        return start

    def _include_name(self, start: int, end: int, head: Token) -> tuple[int, int]:
        """Complete the name at the edge of a mention."""
        name = self._name_at.get(head.i)
        if name is not None:
            return min(start, name.start), max(end, name.end)
        # The parser may make a title, or the noun of a body, the head of the name after it.
        name = self._name_at.get(end)
        if name is not None and name.start == end and head.i == end - 1:
            is_body = name.kind is EntityKind.BODY and head.lower_ in self._vocabulary.bodies
            if name.role or is_body:
                return start, name.end
        return start, end

    def _is_linked(self, partner: Mention) -> bool:
        """Return whether a conjunction or a comma stands before a partner: "of *the* Police" has
        none."""
        i = partner.start - 1
        while i > 0 and self._doc[i].pos_ in ("DET", "ADV", "PRON"):
            i -= 1
        return i >= 0 and (self._doc[i].pos_ == "CCONJ" or self._doc[i].is_punct)

    def _is_alias(self, partner: Mention) -> bool:
        """Return whether an acronym is another name of the speaker: "Neutral Norland, or NN"."""
        if partner.start < 2 or not partner.text.isupper():
            return False
        comma, link = self._doc[partner.start - 2], self._doc[partner.start - 1]
        return comma.text == "," and link.lower_ in self._vocabulary.function_words.alternatives

    def _stands_alone(self, partner: Mention, first: Mention) -> bool:
        name = self._name_at.get(partner.head.i)
        first_name = self._name_at.get(first.head.i)
        if name is None:
            has_article = self._doc[partner.start].pos_ in ("DET", "PRON", "NUM")
            return has_article or (partner.is_plural and first.is_plural)
        is_body = first_name is not None and first_name.kind is EntityKind.BODY
        return name.kind is not EntityKind.UNKNOWN or not is_body


def _title_tokens(name: Name) -> list[int]:
    """Return the tokens of a title before a name."""
    start = name.start if name.role_start is None else min(name.role_start, name.start)
    return list(range(start, name.start))


def printed_text(mentions: Sequence[Mention]) -> str | None:
    """Return several speakers as printed in the text."""
    if not mentions:
        return None
    doc = mentions[0].doc
    stretches = [[mentions[0].start, mentions[0].end]]
    for mention in mentions[1:]:
        last = stretches[-1]
        gap = doc[mention.start].idx - doc[last[1] - 1].idx
        if 0 <= gap <= _MAX_GAP_CHARACTERS:
            last[1] = mention.end
        else:
            stretches.append([mention.start, mention.end])
    return "; ".join(" ".join(doc[start:end].text.split()) for start, end in stretches)
