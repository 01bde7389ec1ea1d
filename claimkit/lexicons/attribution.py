"""Schema of the attribution lexicons: dependency frames and the cues that take them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, WordList

PartOfSpeech = Literal["verb", "noun", "adjective"]
Examples = Annotated[tuple[str, ...], Meta(min_length=1)]


class TokenTest(LexiconEntry, frozen=True):
    """Conditions on a token.

    Each list that is given must hold the token's value; ``has`` must be true of one of its
    children, ``below`` of any token below it. ``of`` says whether the token is a child of the cue,
    of the cue's head, or of the cue's object and the nouns of phrases behind it.
    """

    dep: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    has: TokenTest | None = None
    below: TokenTest | None = None
    of: Literal["cue", "head", "object"] = "cue"


class Frame(LexiconEntry, frozen=True, kw_only=True):
    """The place of a cue's content in the dependency tree.

    ``content`` is a child of the cue (of the cue's head with ``of: head``), of a
    preposition below the cue where ``prepositions`` are given, or the cue's head itself.
    ``theme`` is a second part that belongs to the content ("called *the move* a crime").
    ``opener`` are conjunctions before the content that belong to the cue ("called *for* …").
    A cue that takes the frame ``implied_by`` takes this one as well. ``tail`` are
    prepositions of phrases after the content that belong to it.
    """

    id: str
    pos: PartOfSpeech
    note: str
    cue: TokenTest | None = None
    theme: TokenTest | None = None
    content: TokenTest | Literal["head"]
    prepositions: tuple[str, ...] = ()
    opener: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    implied_by: str | None = None


class FrameLexicon(LexiconHeader, frozen=True):
    entries: tuple[Frame, ...]


Stance = Literal[
    "asserts", "confirms", "denies", "alleges", "condemns", "praises", "thanks", "demands",
    "promises", "warns", "asks", "predicts", "suggests", "hedges",
    "believes", "intends", "hopes", "fears", "wants", "supports", "opposes",
]  # fmt: skip

# Stances that do not need an utterance: a text may credit somebody with a thought or a wish.
ATTITUDES: frozenset[Stance] = frozenset(
    ("believes", "intends", "hopes", "fears", "wants", "supports", "opposes")
)


class Cue(LexiconEntry, frozen=True, kw_only=True):
    """A word that signals attribution.

    ``frames`` are ids of frames, with the preposition where a frame has several ("prep
    about"). ``stances`` are those of frames in which the word has another stance ("called for
    a strike", "called it a success"). ``particle`` must stand beside the word ("rule out",
    "make clear"). ``variants`` are other spellings and what spaCy's small model wrongly takes
    for the lemma ("hop"). ``quotation`` says that the word may introduce a quotation. Square
    brackets in ``matches`` enclose the expected content.
    """

    id: str
    lemma: str
    pos: PartOfSpeech
    stance: Stance
    quotation: bool = False
    frames: tuple[str, ...] = ()
    stances: dict[str, Stance] = {}  # noqa: RUF012 -- msgspec copies empty defaults
    particle: str | None = None
    variants: tuple[str, ...] = ()
    note: str | None = None
    matches: Examples
    rejects: tuple[str, ...] = ()


class CueLexicon(LexiconHeader, frozen=True):
    entries: tuple[Cue, ...]


class CountLexicon(LexiconHeader, frozen=True):
    """Counts of how often each listed frame of a cue was an attribution in an annotated corpus.

    ``counts`` maps cue id and frame to [hits, seen].
    """

    counts: dict[str, dict[str, tuple[int, int]]]


def frame_weight(hits: int, seen: int) -> float:
    """Return the share of places that are attributions, drawn towards one half when few were seen.

    Rule source: additive smoothing with two imagined observations.

    >>> frame_weight(0, 0)
    0.5
    >>> frame_weight(9, 10)
    0.8333333333333334
    """
    return (hits + 1) / (seen + 2)


class Phrase(LexiconEntry, frozen=True, kw_only=True):
    """A construction of several words, as a pattern of spaCy's `DependencyMatcher`.

    Node names are roles: ``cue`` and names that start with ``cue`` are the cue,
    ``source`` is the head of the source, ``content`` that of the content, ``other…`` neither.
    Without a ``content`` node the content is the clause around the cue. ``set_off`` phrases
    stand at the start of a sentence or behind a mark.
    """

    id: str
    stance: Stance
    note: str
    patterns: tuple[list[dict[str, Any]], ...]
    agentless: bool = False
    set_off: bool = False
    matches: Examples
    rejects: Examples


class Idiom(LexiconEntry, frozen=True, kw_only=True):
    """Fixed words with a verb of reporting that report nothing: "needless to say".

    ``words`` are its wordings, in lower case. ``set_off`` says on which sides a mark or an edge of
    the sentence must be: "That said, …" is one, "That said it all" is not.
    """

    id: str
    words: tuple[str, ...]
    set_off: Literal["nowhere", "before", "both"] = "nowhere"
    matches: Examples
    rejects: tuple[str, ...] = ()


class PhraseLexicon(LexiconHeader, frozen=True):
    entries: tuple[Phrase, ...]
    idioms: tuple[Idiom, ...] = ()


class ContextLexicon(LexiconHeader, frozen=True):
    """The log-odds of traits that make an attribution more or less likely in its context.

    The empty name is the base rate. Drafts whose share falls below ``threshold`` are dropped.
    """

    threshold: float
    weights: dict[str, float]


class ContentEndLexicon(LexiconHeader, frozen=True):
    """The log-odds of traits that speak for or against the end of a content at a place."""

    weights: dict[str, float]


class SourceChoiceLexicon(LexiconHeader, frozen=True):
    """The log-odds of traits that make a word more or less likely the source of a cue.

    Another source must be better than the one that grammar proposes by more than ``margin``.
    """

    margin: float
    weights: dict[str, float]


class LabelLexicon(LexiconHeader, frozen=True):
    """Lower-case words (``not_names``) that do not name a speaker before a colon."""

    not_names: frozenset[str]


class AuthorClaimLexicon(LexiconHeader, frozen=True):
    """Units of quantities that make no claim of a document's author.

    ``passing_units`` never do so alone; ``durations`` do so only in digits beside a name;
    a sentence with one of ``units_of_works`` holds none at all. ``verbs_with_object`` are
    participles where they have none: "Three killed, 40 wounded".
    """

    passing_units: frozenset[str]
    durations: frozenset[str]
    units_of_works: frozenset[str]
    verbs_with_object: frozenset[str]


class AttributionWordLexicon(LexiconHeader, frozen=True):
    """Function words that the rules of attribution look at, in lower case."""

    content_openers: WordList = WordList()
    negative_determiners: WordList = WordList()
    claim_pronouns: WordList = WordList()
    negation_openers: WordList = WordList()
    negation_links: WordList = WordList()
    pair_links: WordList = WordList()
    impersonal_subjects: WordList = WordList()
    manner_nouns: WordList = WordList()
    personal_relatives: WordList = WordList()
    verbs_with_listeners: WordList = WordList()
    day_prepositions: WordList = WordList()
    day_words: WordList = WordList()
    time_nouns: WordList = WordList()
    period_nouns: WordList = WordList()
    indefinite_people: WordList = WordList()
    crowds: WordList = WordList()
    voicing_verbs: WordList = WordList()
    generic_pronouns: WordList = WordList()
    agent_prepositions: WordList = WordList()
    origin_prepositions: WordList = WordList()
    absolute_prepositions: WordList = WordList()
    introducing_prepositions: WordList = WordList()
    quoting_verbs: WordList = WordList()
    citing_verbs: WordList = WordList()
    quoting_prepositions: WordList = WordList()
    support_auxiliaries: WordList = WordList()
    perfect_auxiliaries: WordList = WordList()
    empty_objects: WordList = WordList()
    verbs_of_works: WordList = WordList()
    receiving_verbs: WordList = WordList()
    headline_verbs: dict[str, str] = {}  # noqa: RUF012 -- msgspec copies empty defaults
    past_modals: WordList = WordList()
