"""Find the relays of a claim: the newsroom spoken to, the channel, the report that is cited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter

from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.printed_source import PrintedSource
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_MAX_REPORTS = 8  # before a cue, in one of which it may stand
_QUOTED = ("dobj", "nsubjpass")
_INSIDE_NOUN_PHRASE = frozenset(("appos", "compound", "poss", "nmod", "conj"))


def find_relays(source: PrintedSource, names: Collection[str]) -> tuple[str, ...]:
    """Return the relays of a claim, by the words around its content; ``names`` are left out."""
    reader, section = source.reader, source.reader.section
    parsed = section.parsed
    content = parsed.cover(source.attribution.content)
    near = {
        id(name): name
        for i in range(*parsed.token_range(source.attribution.evidence))
        if (name := section.name_at.get(i)) is not None
        and i not in parsed.quoted_tokens
        and i not in content
    }
    found = [
        entity.name
        for name in _iter_relays(source, near.values())
        if (entity := section.entities.only_candidate(name)) is not None
    ]
    heads = {mention.head.i for mention in source.mentions}
    for noun in _iter_unnamed_relays(source, content):
        found += reader.resolve_token(noun)[1].names
    for quoter in _iter_quoters(source, heads):
        _, resolved = reader.resolve_token(quoter)
        found += resolved.names
    for document in section.issued_documents:
        if document.carrier is not None and document.issuer.i in heads:
            _, carrier = reader.resolve_token(document.carrier)
            found += carrier.names
    return tuple(dict.fromkeys(name for name in found if name not in names))


def find_reporters(sources: Sequence[PrintedSource]) -> dict[int, tuple[str, ...]]:
    """Return the newsrooms in whose report each source speaks, by the source's place.

    Example: the Gazette for the mayor in "The mayor said the road was closed, the Gazette
    reported". Counter-example: "The minister said the mayor had denied it".
    """
    found: dict[int, tuple[str, ...]] = {}
    reports = [
        (span.start, span.end, place)
        for place, source in enumerate(sources)
        if _is_newsroom(source)
        for span in source.attribution.content
    ]
    reports.sort()
    for place, source in enumerate(sources):
        cue = source.attribution.cue
        if not cue:
            continue
        last = bisect_right(reports, cue[0].start, key=itemgetter(0))
        for _, end, reporter in reports[max(0, last - _MAX_REPORTS) : last]:
            if reporter != place and cue[-1].end <= end:
                found[place] = sources[reporter].resolved[0].names
    return found


def _is_newsroom(source: PrintedSource) -> bool:
    if len(source.resolved) != 1:
        return False
    entity = source.resolved[0].entity
    nouns = source.reader.section.vocabulary.lexicon.newsroom_nouns
    return entity is not None and (entity.is_outlet or not entity.nouns.isdisjoint(nouns))


def find_original(source: PrintedSource, entity: Entity | None) -> Token | None:
    """Return the original source that a relay cites, publishes or speaks for.

    ``entity`` is the source, if it is only one.
    """
    if entity is None or entity.kind is not EntityKind.PERSON:
        issuer = _find_published(source)
        if issuer is not None:
            return issuer
    if entity is None or not entity.is_outlet:
        return None
    section = source.reader.section
    for i in sorted(_cue_tokens(source)):
        cited = _find_cited(section.parsed.doc[i], section.vocabulary)
        if cited is not None:
            return cited
    return _find_principal(source.mentions[0].head, section.vocabulary)


def _find_published(source: PrintedSource) -> Token | None:
    """Return the issuer of a published statement: "KCNA published a statement from …"."""
    section = source.reader.section
    head, cue = source.mentions[0].head.i, _cue_tokens(source)
    for document in section.issued_documents:
        if document.carrier is None or document.noun.head.i not in cue:
            continue
        carrier = section.mentions.around(document.carrier)
        if carrier.start <= head < carrier.end:
            return document.issuer
    return None


def _cue_tokens(source: PrintedSource) -> set[int]:
    return source.reader.section.parsed.cover(source.attribution.cue)


def _iter_relays(source: PrintedSource, names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names of newsrooms in the position of a relay.

    Example: "told Yonhap", "in a statement carried by TASS", "through its agency, KCNA", "told Ann
    Lee of Radio Norte", "in an interview with Le Matin". Counter-example: "sued CNN", "told Ann
    Lee".
    """
    doc, vocabulary = source.reader.section.parsed.doc, source.reader.section.vocabulary
    for name in names:
        token = _noun_phrase_head(doc[name.head])
        is_outlet = name.is_outlet or _is_interviewer(source, name, token)
        if is_outlet and _is_relay(token, vocabulary):
            yield name


def _iter_unnamed_relays(source: PrintedSource, content: Collection[int]) -> Iterator[Token]:
    """Yield the nouns for newsrooms in the position of a relay: "told a local *newspaper*".

    Counter-example: "told the press", "told reporters".
    """
    section = source.reader.section
    parsed, vocabulary = section.parsed, section.vocabulary
    lexicon = vocabulary.lexicon
    for i in range(*parsed.token_range(source.attribution.evidence)):
        token = parsed.doc[i]
        if token.pos_ not in ("NOUN", "PROPN") or i in content or i in parsed.quoted_tokens:
            continue
        noun = normalize_word(token.lemma_)
        is_newsroom = noun in lexicon.newsroom_nouns or (
            noun in vocabulary.bodies
            and any(child.lower_ in lexicon.newsroom_modifiers for child in token.children)
        )
        if not is_newsroom or i in section.name_at or token.dep_ == "compound":
            continue
        named = [c for c in token.children if c.i in section.name_at]
        if any(child.dep_ == "appos" for child in named) or not _is_relay(token, vocabulary):
            continue
        # "the TNA news agency"
        yield next((child for child in named if child.dep_ == "compound"), token)


def _is_interviewer(source: PrintedSource, name: Name, token: Token) -> bool:
    """Return whether a name that may be a newsroom's gets an interview: "Le Matin"."""
    section = source.reader.section
    words = section.vocabulary.lexicon
    if not (token.dep_ == "pobj" and token.head.head.lemma_.lower() in words.interviews):
        return False
    entity = section.entities.only_candidate(name)
    if entity is None or entity.words != name.words:
        return False
    is_foreign = len(name.words) > 1 and name.words[0] in words.particles
    return entity.kind is EntityKind.BODY or (
        entity.kind is EntityKind.UNKNOWN and (is_foreign or name.has_article)
    )


def _is_relay(token: Token, vocabulary: SourceVocabulary) -> bool:
    """Return whether the head of a noun phrase, or the journalist above it, is spoken to."""
    if _is_addressed(token, vocabulary) or _is_channel(token, vocabulary):
        return True
    journalist = token.head.head
    if token.dep_ != "pobj" or token.head.dep_ != "prep" or journalist.pos_ != "PROPN":
        return False
    return _is_addressed(journalist, vocabulary) or _is_channel(journalist, vocabulary)


def _iter_quoters(source: PrintedSource, heads: Collection[int]) -> Iterator[Token]:
    """Yield who quotes the source: "*The Courier* quoted Ms Lee as saying that …".

    Whoever it is, it is no newsroom for sure ("local media"), but it passes the words on.
    """
    section = source.reader.section
    words = load_attribution_words(section.parsed.lexicons).function_words
    verbs, by = words.quoting_verbs, words.agent_prepositions
    cue = _cue_tokens(source)
    for verb in (section.parsed.doc[i] for i in sorted(cue)):
        if verb.lemma_ not in verbs:
            continue
        participles = [c for i in cue for c in section.parsed.doc[i].children if c.dep_ == "pcomp"]
        is_quoted = any(c.i in heads and c.dep_ in _QUOTED for c in verb.children)
        if not is_quoted and not any(p.i in cue and p.head.i in cue for p in participles):
            continue
        agents = [c for c in verb.children if c.dep_ == "agent"]
        agents += [c for p in participles for c in p.children if c.lower_ in by]
        quoters = [c for agent in agents for c in agent.children if c.dep_ == "pobj"]
        quoters += [c for c in verb.children if c.dep_ == "nsubj"]
        yield from (q for q in quoters if q.i not in heads)


def _noun_phrase_head(token: Token) -> Token:
    """Climb from a name to the head of its noun phrase: "Sky's Jane Roe"."""
    while token.dep_ in _INSIDE_NOUN_PHRASE and token.head != token:
        token = token.head
    return token


def _is_addressed(token: Token, vocabulary: SourceVocabulary) -> bool:
    verbs = vocabulary.lexicon.addressing_verbs
    return token.dep_ in ("dobj", "dative", "iobj") and token.head.lemma_ in verbs


def _is_channel(token: Token, vocabulary: SourceVocabulary) -> bool:
    lexicon, words = vocabulary.lexicon, vocabulary.function_words
    preposition = token.head
    if token.dep_ != "pobj" or preposition.pos_ not in ("ADP", "SCONJ"):
        return False
    if preposition.lower_ in lexicon.channels:
        return True
    above = preposition.head.lemma_.lower()
    places = (*words.agent_prepositions, *words.container_prepositions)
    if preposition.lower_ in places or preposition.lower_ in lexicon.air_prepositions:
        if above in lexicon.relaying_verbs:
            return True
    return preposition.lower_ in words.conversation_prepositions and (
        above in lexicon.conversations or above in lexicon.addressing_verbs
    )


def _find_principal(token: Token, vocabulary: SourceVocabulary) -> Token | None:
    """Return the source that uses a channel: "Confirmation from Oslo came through its agency"."""
    token = _noun_phrase_head(token)
    if token.dep_ != "pobj" or token.head.lower_ not in vocabulary.lexicon.channels:
        return None
    verb = token.head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    prepositions = vocabulary.function_words.sender_prepositions
    senders = (c for p in subject.children if p.lower_ in prepositions for c in p.children)
    sender = next((c for c in senders if c.dep_ == "pobj"), None)
    return sender or (subject if subject.pos_ != "NOUN" else None)


def _find_cited(cue: Token, vocabulary: SourceVocabulary) -> Token | None:
    """Return the source that a report cites: "The agency reported, citing two officials"."""
    # The parser attaches "citing …" to the clause as often as to the cue.
    clauses = [child for child in cue.children if child.dep_ == "ccomp"]
    for child in (c for verb in (cue, *clauses) for c in verb.children):
        if child.lower_ in vocabulary.lexicon.citing and child.i > cue.i:
            return next((c for c in child.children if c.dep_ in ("dobj", "pobj")), None)
    return None
