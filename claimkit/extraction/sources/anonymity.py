"""Decide whether a text withholds the name of a source."""

from __future__ import annotations

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind


def is_anonymous(entity: Entity, mention: Mention, sentence: str) -> bool:
    """Return whether the text withholds the name of people who are credited.

    Example: "two officials", "a source", "the aide, who asked not to be named". Counter-example:
    "critics" and "Western media", who are many; "a spokeswoman for Acme". Not handled: words in
    another sentence.
    """
    if entity.words or entity.kind not in (EntityKind.PERSON, EntityKind.GROUP):
        return False
    vocabulary = mention.vocabulary
    words = vocabulary.lexicon.anonymity
    noun = mention.lemma
    if noun in words.nouns or not mention.modifiers().isdisjoint(words.modifiers):
        return True
    low = " ".join(sentence.lower().split())
    if any(phrase in low for phrase in words.phrases):
        return True
    second_word = mention.doc[mention.start + 1 : mention.start + 2].text
    if second_word in vocabulary.lexicon.share_links:
        return False
    is_counted = mention.first_word in words.counts
    return is_counted and noun in vocabulary.roles and noun not in words.voices
