"""Prepare the lexicon of occasions: events and papers at which people say things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.occasions import OccasionKind, load_occasion_lexicon
from claimkit.lexicons.sources import load_source_lexicon

_BEFORE_NOUN = ("compound", "amod", "nmod")


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """The kinds of occasions by the words that name them, and other words about occasions.

    ``nouns`` has lemmas in lower case, of one word or two; ``verbs`` has lemmas.
    """

    kinds: dict[str, OccasionKind]
    nouns: dict[str, frozenset[str]]
    verbs: dict[str, str]
    papers: frozenset[str]
    bodies: frozenset[str]
    prepositions: frozenset[str]
    heads: frozenset[str]
    speaking_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    attitudes: frozenset[str]
    named_listener: str
    parting_adverbs: frozenset[str]
    contests: frozenset[str]
    after_prepositions: frozenset[str]
    parting_phrases: tuple[str, ...]
    hearing_verbs: frozenset[str]
    past_auxiliaries: frozenset[str]

    def kinds_of(self, noun: Token) -> frozenset[str]:
        """Return the kinds of occasion that a noun names; they are empty for other nouns.

        "news conference" is looked up before "conference".
        """
        lemma = noun.lemma_.lower()
        for child in noun.lefts:
            if child.dep_ in _BEFORE_NOUN and f"{child.lower_} {lemma}" in self.nouns:
                return self.nouns[f"{child.lower_} {lemma}"]
        return self.nouns.get(lemma, frozenset())


@cache
def load_occasion_words(lexicons: Lexicons) -> OccasionWords:
    lexicon = load_occasion_lexicon(lexicons.language)
    datings = load_dating_lexicon(lexicons)
    sources = load_source_lexicon(lexicons)
    return OccasionWords(
        kinds={kind.id: kind for kind in lexicon.kinds},
        nouns={
            noun: frozenset((kind.id, *kind.also)) for kind in lexicon.kinds for noun in kind.nouns
        },
        verbs={verb: kind.id for kind in lexicon.kinds for verb in kind.verbs},
        papers=frozenset(noun for k in lexicon.kinds if k.is_paper for noun in k.nouns)
        | frozenset(noun for group in sources.documents for noun in group.words),
        bodies=frozenset(noun for group in sources.organisations for noun in group.words),
        prepositions=frozenset(lexicon.prepositions),
        heads=frozenset(lexicon.heads),
        speaking_verbs=frozenset(lexicon.speaking_verbs),
        speech_verbs=frozenset(lexicon.speech_verbs),
        attitudes=frozenset(lexicon.attitudes),
        named_listener=lexicon.named_listener,
        parting_adverbs=frozenset(datings.parting_adverbs),
        contests=frozenset(lexicon.contests),
        after_prepositions=frozenset(lexicon.after_prepositions),
        parting_phrases=lexicon.parting_phrases,
        hearing_verbs=frozenset(datings.hearing_verbs),
        past_auxiliaries=frozenset(datings.past_auxiliaries),
    )
