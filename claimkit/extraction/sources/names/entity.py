"""Represent an entity that a document may credit."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from claimkit.extraction.sources.names.name import EntityKind
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.lexicons.sources import Gender

_ROLE_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that may be credited; ``name`` is the fullest form seen.

    ``words`` are those of the name, empty where only a description is known; ``nouns`` are the
    words that may point back to it. Both and ``role_words`` are in lower case. ``members`` are
    the names of several who are one group, ``forms`` other full names in the text.
    """

    name: str
    words: tuple[str, ...]
    kind: EntityKind
    gender: Gender | None = None
    role: str | None = None
    role_words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    is_outlet: bool = False
    is_plural: bool = False
    members: tuple[str, ...] = ()
    member_kinds: frozenset[EntityKind] = frozenset()
    # Whether an article stands before its name.
    has_article: bool = False
    # Whether it is known only as somebody's: "her mother".
    is_owned: bool = False
    # Whether a title of the text names it.
    in_heading: bool = False
    # Whether the text shows that it is a firm: "Norvik shares".
    is_firm: bool = False
    is_anonymous: bool = False
    # How many names in the text can mean only this entity.
    times_named: int = 0
    # How often a pronoun of a gender was resolved to it. A hint, where nothing better is known.
    pointed_to: Counter[Gender] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)

    @property
    def is_thing(self) -> bool:
        """Return whether it is a document, or known only by a noun for a thing: "the footage"."""
        is_noun = self.kind is EntityKind.UNKNOWN and not self.words
        return is_noun or self.kind is EntityKind.DOCUMENT

    @property
    def likely_gender(self) -> Gender | None:
        """The gender that the text shows, or else that of most pronouns resolved to it."""
        if self.gender or not self.pointed_to:
            return self.gender
        (first, most), *rest = self.pointed_to.most_common()
        return first if not rest or most > rest[0][1] else None

    @property
    def names(self) -> tuple[str, ...]:
        return self.members or (self.name,)

    def add_role(self, role: str, vocabulary: SourceVocabulary) -> None:
        """Add one more role; the first one is shown."""
        self.role = self.role or role
        low = [normalize_word(w) for w in _ROLE_WORD.findall(role)]
        self.role_words.update(low)
        end = next((i for i, word in enumerate(low) if word in vocabulary.phrase_links), len(low))
        self.nouns.update(low[max(end - 1, 0) : end])
        while low:
            # "Prime minister" is not "minister", and no attorney general is a general.
            size = next((n for n in (3, 2) if " ".join(low[:n]) in vocabulary.roles), 1)
            phrase = " ".join(low[:size])
            if size > 1:
                self.nouns -= set(low[:size])
            self.nouns |= vocabulary.roles.get(phrase, frozenset())
            low = low[size:]
