"""Read the role and the gender of a name's bearer from the words beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.names.body_names import set_body_noun
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.names.noun_phrases import premodifier_start, role_text
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word


class _Title(NamedTuple):
    """The words directly before a name, from token ``start`` on."""

    start: int
    words: Sequence[str]
    is_role: bool


def count_title_words(words: Sequence[str], vocabulary: SourceVocabulary) -> int:
    """Return the number of title words in a run; all its words if no name follows."""
    bodies = vocabulary.bodies
    if len(words) > 2 and words[-1] in bodies and any(w in bodies for w in words[:-1]):
        return 0  # "State Department Refugee Processing Center"
    count = 0
    for i, word in enumerate(words):
        is_last = i + 1 == len(words)
        # "General | Roe", but "General Staff" is a body.
        if not is_last and words[i + 1] in bodies:
            continue
        if word in vocabulary.first_names and not is_last:
            if i + 2 < len(words) and words[i + 1] in vocabulary.roles:
                continue  # "Virginia Governor | Tim Moe"
            break  # "Ruth Baker" is no baker
        singular = word.removesuffix(vocabulary.lexicon.plural_ending)
        is_plural = i + 2 < len(words) and singular in vocabulary.roles
        if word in vocabulary.roles or word in vocabulary.honorifics or is_plural:
            count = i + 1
    if not count and len(words) > 2 and words[1] in vocabulary.first_names:
        if words[0] not in vocabulary.first_names:
            noun = words[0].removesuffix(vocabulary.lexicon.plural_ending)
            endings = vocabulary.person_endings
            # "Plumber | Ruth Lund", "Rapporteurs | Carla Pinto and …"
            count = int(words[0].endswith(endings) or noun.endswith(endings))
    while count < len(words) and words[count] in vocabulary.hyphens:
        count += 1
    return count


def read_title(
    doc: Doc, name: Name, start: int, words: Sequence[str], vocabulary: SourceVocabulary
) -> None:
    """Set role and gender by the words directly before the name, which begin at ``start``."""
    title = _Title(start, words, _has_role_word(words, vocabulary))
    title = _extend_title(doc, name, title, vocabulary)
    if name.kind not in (EntityKind.PERSON, EntityKind.UNKNOWN):
        return
    if len(name.words) > 1:
        name.gender = vocabulary.first_names.get(name.words[0])
    for word in title.words:
        shown = vocabulary.honorifics.get(word) or vocabulary.role_gender.get(word)
        name.gender = shown or name.gender
    if title.is_role:
        set_role(doc, name, title.start, vocabulary)


def _has_role_word(title: Sequence[str], vocabulary: SourceVocabulary) -> bool:
    if any(word in vocabulary.roles for word in title):
        return True
    if len(title) == 1 and title[0] not in vocabulary.honorifics:
        return title[0].endswith(vocabulary.person_endings)
    is_before_honorific = len(title) > 1 and title[-1] in vocabulary.honorifics
    return is_before_honorific and title[0].endswith(
        vocabulary.person_endings
    )  # "Glaciologist Dr."


def _extend_title(doc: Doc, name: Name, title: _Title, vocabulary: SourceVocabulary) -> _Title:
    """Add the office before a run: "minister | Ms. Roe", "Secretary of | State Jane Roe"."""
    start = title.start
    if start == 0 or doc[start].is_sent_start:
        return title
    before = doc[start - 1]
    names_office = any(word not in vocabulary.honorifics for word in title.words)
    if before.pos_ == "NOUN" and before.is_alpha and not names_office:
        return _add_noun(name, before, title, vocabulary)
    if before.lower_ in vocabulary.function_words.genitives and title.words and start > 1:
        office = normalize_word(doc[start - 2].text)
        if office in vocabulary.roles:
            return _Title(start - 2, [office, *title.words], is_role=True)
    return title


def _is_parted(head: Token, noun: Token) -> bool:
    """Return whether the parser parted a name from its noun: "The utility | Aquaria says"."""
    verb = head.head
    return (
        noun.dep_ == "ROOT" and head.dep_ == "nsubj" and verb.dep_ == "relcl" and verb.head == noun
    )


def _add_noun(name: Name, noun: Token, title: _Title, vocabulary: SourceVocabulary) -> _Title:
    is_attached = name.start <= noun.head.i < name.end or _is_parted(noun.doc[name.head], noun)
    is_acronym = name.kind is EntityKind.BODY and noun.lower_ in vocabulary.bodies
    is_role = noun.tag_ == "NN" and noun.lower_ in vocabulary.roles and not is_acronym
    if is_role:
        name.kind = EntityKind.PERSON
    elif is_attached and noun.lower_ in vocabulary.bodies:
        set_body_noun(name, noun.lower_, vocabulary)  # "Drugmaker Nordex Pharma"
    is_full_name = is_attached and len(name.words) > 1 and name.kind is EntityKind.UNKNOWN
    if is_role or is_full_name:
        return _Title(title.start - 1, [noun.lower_, *title.words], is_role=True)
    return title._replace(is_role=False)


def set_role(doc: Doc, name: Name, start: int, vocabulary: SourceVocabulary) -> None:
    """Set the role by the words of a title from ``start`` on, without honorifics at its edges."""
    end = name.start
    while start < end and normalize_word(doc[start].text) in vocabulary.honorifics:
        start += 1
    while end > start and normalize_word(doc[end - 1].text) in vocabulary.honorifics:
        end -= 1
    if start < end:
        start = premodifier_start(doc, start, name.end, vocabulary)
        name.role_start = _first_of_two(doc, start, vocabulary)
        name.role = role_text(doc, name.role_start, end, vocabulary)


def _first_of_two(doc: Doc, start: int, vocabulary: SourceVocabulary) -> int:
    """Return the start of the first of two roles: "*Chairman* and chief executive | Olaf Moe".

    Counter-example: "the chairman and chief executive Olaf Moe", who may be two.
    """
    conjunctions = vocabulary.function_words.conjunctions
    if start < 2 or doc[start].is_sent_start or doc[start - 1].lower_ not in conjunctions:
        return start
    noun = doc[start - 2]
    if noun.tag_ not in ("NN", "NNP") or normalize_word(noun.text) not in vocabulary.roles:
        return start
    first = premodifier_start(doc, noun.i, noun.i + 1, vocabulary)
    is_bare = first == 0 or doc[first].is_sent_start or doc[first - 1].pos_ not in ("DET", "PRON")
    return first if is_bare else start


def read_apposition(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> None:
    """Set role and kind by an apposition: "X, the envoy to Y", "the envoy to Y, X"."""
    noun = _apposed_noun(doc, name, vocabulary)
    if noun is None or noun.tag_ not in ("NN", "NNP") or name.start <= noun.i < name.end:
        return
    is_body = name.kind is EntityKind.BODY and noun.lower_ in vocabulary.bodies
    is_role = normalize_word(noun.text) in vocabulary.roles and not is_body
    is_thing = noun.lower_ in vocabulary.bodies or noun.lower_ in vocabulary.documents
    if is_thing and not is_role:
        if name.kind in (EntityKind.UNKNOWN, EntityKind.BODY):
            set_body_noun(name, noun.lower_, vocabulary)
            modifiers = vocabulary.lexicon.newsroom_modifiers
            name.is_outlet |= any(child.lower_ in modifiers for child in noun.children)
        return
    is_person = is_role or (
        name.kind is EntityKind.PERSON and noun.pos_ == "NOUN" and _may_be_person(noun, vocabulary)
    )
    if name.kind is EntityKind.BODY or not is_person:
        return
    if name.kind is EntityKind.UNKNOWN:
        name.kind = EntityKind.PERSON
    name.gender = name.gender or vocabulary.role_gender.get(noun.lower_)
    if name.role is None:
        indices = mention_tokens(noun)
        name.role = role_text(doc, min(indices), max(indices) + 1, vocabulary)


def _may_be_person(noun: Token, vocabulary: SourceVocabulary) -> bool:
    """Return whether an apposition may be a role that the lexicon does not know.

    Example: "a legend of the north", "arborist". Counter-example: "healthcare reform".
    """
    if noun.lower_.endswith(vocabulary.person_endings):
        return True
    return any(child.dep_ in ("det", "poss") for child in noun.children)


def _apposed_noun(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> Token | None:
    """Return the noun that describes a name's bearer."""
    head = doc[name.head]
    for child in head.children:
        if child.dep_ == "appos" and child.i > head.i and not _is_detail(child, vocabulary):
            return child
    if head.dep_ == "appos":
        noun = _role_above(head.head, vocabulary)
        if noun is not None:
            return noun
    if _is_set_off(doc, name):
        noun = _role_above(doc[name.start - 2], vocabulary)
        if noun is not None and normalize_word(noun.text) in vocabulary.roles:
            return noun
    return None


def _is_detail(token: Token, vocabulary: SourceVocabulary) -> bool:
    """Return whether an apposition is an age or a degree: "Ann Lowe, 43, …", "Ada Falk, PhD"."""
    return token.like_num or (
        token.text in vocabulary.post_nominals
        and normalize_word(token.text) not in vocabulary.roles
    )


def _is_set_off(doc: Doc, name: Name) -> bool:
    """Return whether a name stands between commas: the parser may miss such an apposition."""
    if name.start < 2 or name.end >= len(doc):
        return False
    return doc[name.start - 1].text == "," and doc[name.end].text in (",", ".")


def _role_above(node: Token, vocabulary: SourceVocabulary) -> Token | None:
    """Climb from the end of "chief of the staff of the army" to the word for the person."""
    top = node
    roles = vocabulary.roles
    while normalize_word(top.text) not in roles and top.dep_ == "pobj" and top.head.dep_ == "prep":
        top = top.head.head
    if normalize_word(top.text) in roles:
        return top
    return node if node.pos_ in ("NOUN", "PROPN") else None


def has_role_after(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> bool:
    """Return whether the name of a place is a person's: "London, the novelist"."""
    return any(
        child.dep_ == "appos"
        and child.i >= name.end
        and normalize_word(child.text) in vocabulary.roles
        for child in doc[name.head].children
    )
