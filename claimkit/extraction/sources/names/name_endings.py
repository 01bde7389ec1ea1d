"""Read what stands behind a person's name: letters of an order or a degree, and a land."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from claimkit.extraction.sources.names.name import Name
from claimkit.extraction.sources.names.titles import count_title_words
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_MAX_LAND_WORDS = 3


def end_before_letters(doc: Doc, start: int, end: int, vocabulary: SourceVocabulary) -> int:
    """Return the end of a run without the letters after a person's name.

    Example: "Ada Falk | MP", "Sir Edwin Tarr | OBE". Counter-example: "Labour MP", "Norvik Radio
    AM".
    """
    stop = end
    while stop - start > 2 and doc[stop - 1].text in vocabulary.post_nominals:
        stop -= 1
    if stop == end:
        return end
    listed = [normalize_word(doc[i].text) for i in range(start, stop)]
    words = set(listed)
    if len(words) - count_title_words(listed, vocabulary) >= 2 and words & vocabulary.roles.keys():
        return stop  # "Secretary Ruud de Wit | MP"
    is_office = normalize_word(doc[stop].text) in vocabulary.roles
    is_known = not words.isdisjoint(vocabulary.first_names)
    is_known |= not words.isdisjoint(vocabulary.honorifics)
    is_other = not words.isdisjoint(vocabulary.bodies) or not words.isdisjoint(vocabulary.roles)
    return stop if is_known or not (is_office or is_other) else end


def read_letters(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> None:
    """Note the letters directly after a name, and a role among them: "Ada Falk MP"."""
    if len(name.words) < 2:
        return
    end = name.end
    while end < len(doc) and doc[end].text in vocabulary.post_nominals:
        if normalize_word(doc[end].text) in vocabulary.roles:
            name.role = doc[end].text
        end += 1
        name.letters_end = end
    while name.end <= doc[name.head].head.i < name.letters_end:
        name.head = doc[name.head].head.i  # the parser makes the letters the head


def add_land(doc: Doc, name: Name, title: Sequence[str], vocabulary: SourceVocabulary) -> None:
    """Add the land to the name of a ruler or noble: "Duke Ivo of Orn".

    The land counts as one word, so that two of one first name are two people, and so that its
    own name means none of them. Counter-example: "Prime Minister Moe of Norland".
    """
    if vocabulary.land_titles.isdisjoint(title) or name.end + 1 >= len(doc):
        return
    end = name.end + 1
    if doc[name.end].lower_ not in vocabulary.function_words.genitives:
        return
    while end < len(doc) and doc[end].pos_ == "PROPN" and end - name.end <= _MAX_LAND_WORDS:
        end += 1
    land = " ".join(normalize_word(token.text) for token in doc[name.end : end])
    if end > name.end + 1 and land not in vocabulary.calendar:
        name.end, name.words = end, (*name.words, land)
        name.text = " ".join(doc[name.start : end].text.split())
