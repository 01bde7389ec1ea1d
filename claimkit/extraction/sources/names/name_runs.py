"""Find the stretches of a text that may hold a name, with nicknames, particles and months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.parsing.layout import lexicons_of

_OPENING, _CLOSING = frozenset("“\"'‘("), frozenset("”\"'’)")
_APOSTROPHES = ("'", "’")
_MAX_NICKNAME = 3  # words
_DETERMINED = frozenset(("DET", "NUM", "ADJ"))


def iter_runs(doc: Doc, vocabulary: SourceVocabulary) -> Iterator[tuple[int, int]]:
    """Yield stretches of proper nouns, joined over inner hyphens, particles and nicknames.

    Example: "Jan van der Berg", "Ivan “Shorty” Malk", "May Brandt". Counter-example: "In May
    Brandt said", which gives "Brandt".
    """
    proper = doc.vocab.strings["PROPN"]
    is_name = [tag == proper for tag in doc.to_array(["POS"]).ravel().tolist()]
    verbs = load_attribution_words(lexicons_of(doc)).function_words.headline_verbs
    for i, is_proper in enumerate(is_name):  # "Berg *Warns* Strikes Would Follow"
        if is_proper and doc[i].lower_ in verbs:
            is_name[i] = False
    size = len(is_name)
    i = 0
    while i < size:
        if not is_name[i] or _is_no_name(doc, i, is_name, vocabulary):
            i += 1
            continue
        end = _run_end(doc, i, is_name, vocabulary)
        yield i, end
        i = end


def _is_no_name(doc: Doc, i: int, is_name: Sequence[bool], vocabulary: SourceVocabulary) -> bool:
    token = doc[i]
    low = normalize_word(token.text)
    if not any(character.isalpha() for character in low):
        return True  # an emoji
    # The tagger takes capitalised words like "Though" for names.
    is_small_word = token.is_stop and token.is_title and low not in vocabulary.first_names
    # The same happens with "Rival" and "Former" at the beginning of a sentence.
    is_epithet = bool(token.is_sent_start) and low in vocabulary.lexicon.epithets
    # The same happens with "Aides" and "Researchers".
    is_people = bool(token.is_sent_start) and token.tag_ == "NNPS" and vocabulary.is_people(low)
    # The same happens with the verb of "Said Ann Roe: …".
    is_epithet |= bool(token.is_sent_start) and low in vocabulary.lexicon.opening_verbs
    if bool(token.is_sent_start) and low in vocabulary.lexicon.age_words:
        # "Old Ann Roe", but "Old Mutual"
        is_epithet |= doc[i + 1 : i + 3].text.istitle() and all(is_name[i + 1 : i + 3])
    if low in vocabulary.calendar:
        return not _is_given_name(doc, i, is_name, vocabulary)
    if low in vocabulary.month_surnames and _is_dated(doc, i, vocabulary):
        return True
    return is_small_word or is_epithet or is_people


def _is_given_name(doc: Doc, i: int, is_name: Sequence[bool], vocabulary: SourceVocabulary) -> bool:
    """Return whether the name of a month or a day is a person's: "April Knight", "June Roe"."""
    if i + 1 >= len(doc) or not is_name[i + 1] or doc[i + 1].is_sent_start:
        return False
    after = normalize_word(doc[i + 1].text)
    if after in vocabulary.calendar or after in vocabulary.roles or after in vocabulary.honorifics:
        return False
    if _is_dated(doc, i, vocabulary):
        return False
    return normalize_word(doc[i].text) in vocabulary.first_names and doc[i].dep_ == "compound"


def _is_dated(doc: Doc, i: int, vocabulary: SourceVocabulary) -> bool:
    """Return whether the word before a month makes it a date: "in *May*", "last *April*"."""
    if i == 0 or doc[i].is_sent_start:
        return False
    containers = vocabulary.function_words.container_prepositions
    return doc[i - 1].pos_ in _DETERMINED or doc[i - 1].lower_ in containers


def _run_end(doc: Doc, start: int, is_name: Sequence[bool], vocabulary: SourceVocabulary) -> int:
    size = len(is_name)
    end = start + 1
    while end < size and not doc[end].is_sent_start:
        token = doc[end]
        if is_name[end]:
            if normalize_word(token.text) in vocabulary.calendar:
                if not _is_surname(doc, start, end, vocabulary):
                    break
            end += 1
        elif end + 1 < size and token.text in vocabulary.hyphens:
            if doc[end - 1].whitespace_ or token.whitespace_ or not doc[end + 1].is_alpha:
                break
            end += 2
        elif _has_prefix(token) and doc[end - 1].whitespace_:
            end += 1
        elif end + 1 < size and is_name[end + 1] and token.lower_ in vocabulary.lexicon.particles:
            end += 2
        else:
            surname = _after_nickname(doc, start, end, is_name)
            if surname is None:
                break
            end = surname + 1
    return end


def _has_prefix(token: Token) -> bool:
    """Return whether a word has a form that only surnames have: "O’Malley", "D'Souza"."""
    text = token.text
    return text[1:2] in _APOSTROPHES and text[:1].isupper() and text[2:3].isupper()


def _is_surname(doc: Doc, start: int, month: int, vocabulary: SourceVocabulary) -> bool:
    """Return whether a month ends a person's name: "Orin March said".

    Counter-example: "Oslo March 3", "Roe Monday told reporters".
    """
    token = doc[month]
    if month - start != 1 or normalize_word(token.text) not in vocabulary.month_surnames:
        return False
    if month + 1 < len(doc) and (doc[month + 1].like_num or doc[month + 1].pos_ == "NUM"):
        return False
    before = normalize_word(doc[start].text)
    if before in vocabulary.places or before in vocabulary.bodies:
        return False
    is_member = token.dep_ != "npadvmod" and doc[start].head == token
    return is_member or before in vocabulary.first_names


def _after_nickname(doc: Doc, start: int, mark: int, is_name: Sequence[bool]) -> int | None:
    """Return the surname after a nickname in quotation marks or parentheses.

    Example: "Ivan “Shorty” Malk". Counter-example: "Norvik (Reuters) Malk", "read “Moths” Malk".
    """
    opening = doc[mark]
    if opening.text not in _OPENING or not doc[mark - 1].whitespace_ or opening.whitespace_:
        return None
    for end in range(mark + 2, min(mark + 2 + _MAX_NICKNAME, len(doc) - 1)):
        if doc[end].text not in _CLOSING:
            continue
        inner = doc[mark + 1 : end]
        is_word = all(token.is_alpha and token.text[0].isupper() for token in inner[:1])
        surname = doc[end + 1]
        is_parted = doc[end - 1].whitespace_ or not doc[end].whitespace_
        if not is_word or is_parted or not is_name[end + 1] or surname.is_sent_start:
            return None
        if opening.text == "(" and (mark - start != 1 or len(inner) != 1 or inner[0].is_upper):
            return None
        return end + 1
    return None
