"""A source as printed: its tokens, its head, and the words that describe it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import Words, load_words, plain
from claimkit.model import Span

_CLOSED = frozenset(("DET", "PRON", "NUM", "ADV", "ADP", "SCONJ", "CCONJ"))
_FUNCTION = frozenset("of for in at on from with by to and the a an 's ’s ' ’".split())
_PAIRS = frozenset(("both", "either", "neither"))
_INDEFINITE = frozenset("a an no some one two three four five several many another any".split())
_HYPHENS = frozenset("-‐‑")
_RELATIVE = frozenset(("WP", "WDT", "WP$"))
_MAX_GAP = 40  # characters between speakers that are printed as one stretch


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` of one speaker with the token that the others hang on."""

    doc: Doc
    start: int
    end: int
    head: Token

    @property
    def text(self) -> str:
        return " ".join(self.doc[self.start : self.end].text.split())

    @property
    def noun(self) -> str:
        return plain(self.head.text)

    @property
    def is_plural(self) -> bool:
        return self.head.tag_ in ("NNS", "NNPS")

    @property
    def first(self) -> str:
        return self.doc[self.start].lower_

    @property
    def is_indefinite(self) -> bool:
        return self.first in _INDEFINITE

    def modifiers(self, words: Words) -> frozenset[str]:
        """Return the words that tell it from others of the same noun."""
        skipped = words.definite | words.plain_modifiers | _FUNCTION | _INDEFINITE
        start = self.start
        # "The Oslo-based", "the 40-year-old" tell no one apart.
        for i in range(self.start + 1, self.head.i):
            if self.doc[i].lower_ in words.plain_compounds and self.doc[i - 1].text in _HYPHENS:
                start = i + 1
        return frozenset(
            low
            for token in self.doc[start : self.end]
            if token.i != self.head.i
            and (token.is_alpha or "." in token.text)
            and (low := plain(token.text)) not in skipped
        )

    def _names_office(self) -> bool:
        """Tell whether it is like "the State Department spokesperson"."""
        return self.doc[self.start + 1].pos_ == "PROPN" and self.noun in load_words().roles

    def natural_text(self) -> str:
        """Return the text as a name: no "the" before proper nouns, else a small first letter.

        Example: "The U.S." gives "U.S.", "The ministry" gives "the ministry".
        """
        start = self.start
        if self.doc[start].lower_ in _PAIRS and self.doc[start].dep_ in ("preconj", "cc", "det"):
            start += 1
        if self.doc[start].lower_ == "the" and start < self.head.i:
            if self.head.pos_ == "PROPN" or self._names_office():
                start += 1
        text = Mention(self.doc, start, self.end, self.head).text
        # Other words keep their capital: the tagger takes a name for a noun now and then.
        is_small = self.doc[start].pos_ in _CLOSED and self.doc[start].is_title
        return text[:1].lower() + text[1:] if is_small else text


def read_mentions(doc: Doc, spans: Sequence[Span], name_at: Mapping[int, Name]) -> list[Mention]:
    """Return the speakers behind the spans of an attribution's source, in order.

    A relative pronoun behind its noun phrase is left out, a name that is cut is made whole,
    and "A and B" in one span or around it are two.
    """
    found: list[Mention] = []
    for span in spans:
        mention = _mention(doc, span, name_at)
        if mention is None:
            continue
        is_relative = mention.head.tag_ in _RELATIVE or mention.noun == "that"
        if found and is_relative and mention.end - mention.start == 1:
            name = _name_before(mention, found[-1], name_at)
            if name is not None:
                found[-1] = Mention(doc, name.start, name.end, doc[name.head])
            continue
        found.append(mention)
    if len(found) == 1:
        found += partners(found[0], name_at)
    return found


def _name_before(pronoun: Mention, before: Mention, name_at: Mapping[int, Name]) -> Name | None:
    """Return KCNA for the pronoun in "by way of its agency, KCNA, which": the parser may have
    hung the clause too high."""
    doc = before.doc
    name = name_at.get(before.end + 1)
    if name is None or doc[before.end].text != "," or name.kind is EntityKind.PLACE:
        return None
    is_adjacent = doc[name.end : pronoun.start].text == ","
    is_known = any(child.i == name.head for child in before.head.children)
    return name if is_adjacent and not is_known else None


def _mention(doc: Doc, span: Span, name_at: Mapping[int, Name]) -> Mention | None:
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
    while start > 1 and doc[start - 1].text in _HYPHENS and not doc[start - 2].whitespace_:
        start -= 2
    while start < head.i and doc[start].lower_ in load_words().lexicon.focus:
        start += 1
    name = name_at.get(head.i)
    if name is not None:
        start = min(start, name.start)
        end = max(end, name.end)
    else:
        # A title, or what a body is, that the parser made the head of the name behind it.
        behind = name_at.get(end)
        if behind is not None and behind.start == end and head.i == end - 1:
            if behind.role or _is_body(behind, head):
                end = behind.end
    while end - start > 1 and (doc[end - 1].tag_ in _RELATIVE or doc[end - 1].text == ","):
        end -= 1
    if end - start > 1 and doc[end - 1].tag_ == "POS":
        end -= 1
    return Mention(doc, start, end, head)


def _is_body(name: Name, noun: Token) -> bool:
    return name.kind is EntityKind.BODY and noun.lower_ in load_words().bodies


def noun_phrase(token: Token, name_at: Mapping[int, Name]) -> Mention:
    """Return the mention around a token of the parse."""
    indices = mention_tokens(token)
    doc = token.doc
    last = doc[max(indices)]
    span = Span(doc[min(indices)].idx, last.idx + len(last))
    return _mention(doc, span, name_at) or Mention(doc, token.i, token.i + 1, token)


def partners(mention: Mention, name_at: Mapping[int, Name]) -> list[Mention]:
    """Return who speaks beside the first: B in "A and B said".

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
        partner = noun_phrase(token, name_at)
        if partner.start - last.end > 3 or not _stands_alone(partner, mention, name_at):
            break
        found.append(partner)
        last = partner
    return found


def _stands_alone(partner: Mention, first: Mention, name_at: Mapping[int, Name]) -> bool:
    name, other = name_at.get(partner.head.i), name_at.get(first.head.i)
    if name is None:
        has_article = partner.doc[partner.start].pos_ in ("DET", "PRON", "NUM")
        return has_article or (partner.is_plural and first.is_plural)
    return name.kind is not EntityKind.UNKNOWN or other is None or other.kind is not EntityKind.BODY


def printed(mentions: Sequence[Mention]) -> str | None:
    """Return several speakers as they stand in the text."""
    if not mentions:
        return None
    doc = mentions[0].doc
    pieces = [mentions[0]]
    out: list[str] = []
    for mention in mentions[1:]:
        if 0 <= doc[mention.start].idx - doc[pieces[-1].end - 1].idx <= _MAX_GAP:
            pieces.append(mention)
        else:
            out.append(_between(pieces))
            pieces = [mention]
    out.append(_between(pieces))
    return "; ".join(out)


def _between(pieces: Sequence[Mention]) -> str:
    return Mention(pieces[0].doc, pieces[0].start, pieces[-1].end, pieces[0].head).text
