"""What a source is beside its name: people without one, a place that means its government."""

from __future__ import annotations

from collections.abc import Container

from claimkit.extraction.sources.entities import Entity
from claimkit.extraction.sources.mention import Mention
from claimkit.extraction.sources.name import EntityKind
from claimkit.extraction.sources.vocabulary import Words, plain


def is_anonymous(entity: Entity, mention: Mention, sentence: str, words: Words) -> bool:
    """Tell whether the text holds back the name of people who are credited.

    Example: "two officials", "a source", "the aide, who asked not to be named". Counter-example:
    "critics" and "Western media", who are many; "a spokeswoman for Acme". Not handled: words in
    another sentence.
    """
    if entity.words or entity.kind not in (EntityKind.PERSON, EntityKind.GROUP):
        return False
    lexicon = words.lexicon.anonymity
    noun = plain(mention.head.lemma_)
    if noun in lexicon.nouns or set(lexicon.modifiers) & mention.modifiers(words):
        return True
    low = " ".join(sentence.lower().split())
    if any(phrase in low for phrase in lexicon.phrases):
        return True
    if mention.doc[mention.start + 1 : mention.start + 2].text in words.lexicon.share_links:
        return False
    return mention.first in lexicon.counts and noun in words.roles and noun not in lexicon.voices


def government_of(name: str, entity: Entity, named: Container[str], words: Words) -> str | None:
    """Return the state for whose government a place stands that is itself the source.

    Example: "Seoul", "the Kremlin". Counter-example: "Seoul residents", "Paris Hilton".

    Args:
        named: names that the text holds, in lower case; a place that is as well known by
            another bearer counts only where its state is one of them.
    """
    if entity.kind is EntityKind.PERSON or not name[:1].isupper():
        return None
    # The tagger takes some for common nouns, so the name's own words are no help.
    low = name.lower().replace("’", "'")
    shared = words.shared_seats.get(low)
    if shared is not None and any(state in named for state in shared.names):
        return shared.state
    return words.governments.get(low)
