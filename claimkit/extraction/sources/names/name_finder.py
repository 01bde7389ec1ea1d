"""Find the names in a document: persons with their titles and roles, bodies, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from spacy.tokens import Doc

from claimkit.extraction.sources.names.body_names import (
    has_firm_parts,
    is_common_noun,
    is_firm,
    is_outlet,
    widen_body_name,
)
from claimkit.extraction.sources.names.joined_names import join_names
from claimkit.extraction.sources.names.name import EntityKind, Name, may_be_full_name
from claimkit.extraction.sources.names.name_endings import (
    add_land,
    end_before_letters,
    read_letters,
)
from claimkit.extraction.sources.names.name_runs import iter_runs
from claimkit.extraction.sources.names.noun_phrases import role_text
from claimkit.extraction.sources.names.offices import find_office
from claimkit.extraction.sources.names.titles import (
    count_title_words,
    has_role_after,
    read_apposition,
    read_title,
    set_role,
)
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_AND = "&"
_NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "csubj"))


_HEADLINE_WORDS = 3


def find_names(doc: Doc, vocabulary: SourceVocabulary) -> list[Name]:
    """Return the names of ``doc`` in order, disjoint.

    Example: "Russian Foreign Ministry spokesperson Maria Zakharova" holds one, with a role.
    Not handled: names in lower case; titles without a name ("the Foreign Minister").
    """
    found: list[Name] = []
    for start, end in iter_runs(doc, vocabulary):
        if found and start < found[-1].end:
            continue
        name = _read_run(doc, start, end, vocabulary)
        if name is None:
            continue
        # The name of a body includes its owner's: "Ukraine's General Staff"; an office holds
        # nouns with capitals: "Secretary for Farms and Fisheries Ines Roth".
        first = name.start if name.office_start is None else name.office_start
        while found and found[-1].end > first:
            found.pop()
        body = found[-1] if found and found[-1].kind is EntityKind.BODY else None
        if body and name.role_start is not None and body.start < name.role_start <= body.end:
            # "Ministry of Trade official | Jane Roe"
            name.role = role_text(doc, body.start, name.start, vocabulary)
        found.append(name)
    found += _iter_missed_surnames(doc, found, vocabulary)
    found.sort(key=lambda name: name.start)
    return join_names(doc, _without_headline_verbs(doc, found, vocabulary), vocabulary)


def _without_headline_verbs(
    doc: Doc, found: list[Name], vocabulary: SourceVocabulary
) -> list[Name]:
    """Cut a third word off a name that the rest of the text does not know.

    Example: "Ann Roe Sides With Miners", where the text calls her Ann Roe. Counter-example: "Ann
    Roe Lind", if the text says "Lind" or "Roe Lind", too.
    """
    times = Counter(name.words for name in found)
    known = {word for name in found for word in name.words if len(name.words) < _HEADLINE_WORDS}
    for name in found:
        words = name.words
        if len(words) != _HEADLINE_WORDS or words[0] not in vocabulary.first_names:
            continue
        is_odd = times[words] == 1 and times[words[:2]] > 1 and words[2] not in known
        if is_odd and words[2] not in vocabulary.lexicon.suffixes and name.end - name.start == 3:
            name.end, name.words = name.end - 1, words[:2]
            name.head = _head(doc, name.start, name.end)
            name.text = " ".join(doc[name.start : name.end].text.split())
    return found


def _iter_missed_surnames(
    doc: Doc, found: Sequence[Name], vocabulary: SourceVocabulary
) -> Iterator[Name]:
    """Yield last names of people that the tagger took for other words: "Reading said"."""
    covered = {i for name in found for i in range(name.start, name.end)}
    surnames = {
        name.words[-1]
        for name in found
        if may_be_full_name(name.words) and name.kind in (EntityKind.PERSON, EntityKind.UNKNOWN)
    }.difference(vocabulary.roles, vocabulary.demonyms, vocabulary.bodies, vocabulary.calendar)
    strings = doc.vocab.strings
    keys = {strings[w.capitalize()] for w in surnames if w.capitalize() in strings}
    for i, text in enumerate(doc.to_array(["ORTH"]).ravel().tolist()):
        if text in keys and i not in covered and doc[i].dep_ in _NOMINAL:
            low = normalize_word(doc[i].text)
            yield Name(i, i + 1, i, doc[i].text, (low,), EntityKind.UNKNOWN)


class _Run(NamedTuple):
    """Proper nouns from token ``start`` to ``end``: the words of a title, then those of a name.

    ``office`` is the first token of an office that begins before the run.
    """

    start: int
    end: int
    title: Sequence[str]
    words: Sequence[str]
    has_article: bool = False
    is_newsroom: bool = False
    office: int | None = None

    @property
    def name_start(self) -> int:
        return self.start + len(self.title)


def _read_run(doc: Doc, start: int, end: int, vocabulary: SourceVocabulary) -> Name | None:
    run = _split_run(doc, start, end, vocabulary)
    if not _holds_name(doc, run, vocabulary):
        return None
    name = _make_name(doc, run, vocabulary)
    read_letters(doc, name, vocabulary)
    if run.office is None:
        read_title(doc, name, run.start, run.title, vocabulary)
    else:
        name.kind, name.office_start = EntityKind.PERSON, run.office
        set_role(doc, name, run.office, vocabulary)
    if name.kind is EntityKind.PLACE and has_role_after(doc, name, vocabulary):
        name.kind = EntityKind.PERSON
    if name.kind is not EntityKind.PLACE:
        read_apposition(doc, name, vocabulary)
    if name.kind is EntityKind.UNKNOWN and len(name.words) == 1:
        name.is_firm = has_firm_parts(doc, name, vocabulary)
    return name


def _split_run(doc: Doc, start: int, end: int, vocabulary: SourceVocabulary) -> _Run:
    """Separate a title from a name, and leave out letters after it."""
    end = end_before_letters(doc, start, end, vocabulary)
    words = [normalize_word(doc[i].text) for i in range(start, end)]
    function_words = vocabulary.function_words
    has_article = start > 0 and doc[start - 1].lower_ in function_words.definite_articles
    is_body = not vocabulary.bodies.isdisjoint(words)
    if len(words) > 2 and words[0] in vocabulary.demonyms and not has_article and not is_body:
        start, words = start + 1, words[1:]  # "American | Jane Roe", but "American Airlines"
    newsroom_names = vocabulary.lexicon.newsroom_names
    is_newsroom = has_article and len(words) > 1 and words[-1] in newsroom_names
    # "Port-au-Prince" has no prince.
    is_place = doc[start:end].text.lower() in vocabulary.places
    size = 0 if is_place or is_newsroom else count_title_words(words, vocabulary)
    if not size and not is_place and start > 1:
        office = find_office(doc, start, words, vocabulary)
        if office is not None:
            size = office.size
            return _Run(start, end, words[:size], words[size:], office=office.start)
    return _Run(start, end, words[:size], words[size:], has_article, is_newsroom)


def _holds_name(doc: Doc, run: _Run, vocabulary: SourceVocabulary) -> bool:
    """Return whether a run is more than a title or a noun with a capital."""
    if not run.words or (not run.title and _is_demonym(run.words, vocabulary)):
        return False
    first = doc[run.name_start]
    is_field = first.tag_ == "NNPS" and run.office is None and run.start > 0
    if is_field and run.title and len(run.words) == 1:
        # "head of Investor Relations"
        if doc[run.start - 1].lower_ in vocabulary.function_words.genitives:
            return False
    if len(run.words) == 1 and run.words[0] in vocabulary.bodies and is_common_noun(first):
        return False
    is_small = doc[run.name_start : run.end].text.islower()
    # "the state news agency", "the Democrat convention committee"
    return not is_small or vocabulary.bodies.isdisjoint((*run.title, *run.words))


def _is_demonym(words: Sequence[str], vocabulary: SourceVocabulary) -> bool:
    return len(words) == 1 and words[0] in vocabulary.demonyms


def _make_name(doc: Doc, run: _Run, vocabulary: SourceVocabulary) -> Name:
    start = run.name_start
    text = " ".join(doc[start : run.end].text.split()).lstrip(vocabulary.leading_marks)
    is_word = [any(map(str.isalnum, word)) for word in run.words]
    words = tuple(compress(run.words, is_word)) or tuple(run.words)
    head = _head(doc, start, run.end)
    name = Name(start, run.end, head, text, words, EntityKind.UNKNOWN)
    name.has_article = run.has_article
    name.is_subject = doc[head].dep_ in ("nsubj", "nsubjpass")
    name.kind = _classify(doc, name, run.title, vocabulary)
    if name.kind is EntityKind.BODY:
        widen_body_name(doc, name, vocabulary)
    add_land(doc, name, run.title, vocabulary)
    if run.is_newsroom and name.kind is EntityKind.UNKNOWN:
        name.kind, name.is_outlet = EntityKind.BODY, True
    if name.kind is not EntityKind.PERSON:
        name.is_outlet |= is_outlet(name.words, vocabulary)
    return name


def _classify(
    doc: Doc, name: Name, title: Sequence[str], vocabulary: SourceVocabulary
) -> EntityKind:
    text = " ".join(name.words)
    if any(word in vocabulary.roles or word in vocabulary.honorifics for word in title):
        return EntityKind.PERSON
    if text in vocabulary.places or name.text.lower() in vocabulary.places:
        return EntityKind.PLACE
    if _AND in name.words:
        return EntityKind.BODY  # "Johnson & Johnson"
    if text in vocabulary.outlets or any(word in vocabulary.bodies for word in name.words):
        return EntityKind.BODY
    if len(name.words) > 1:
        if name.words[0] in vocabulary.first_names:
            return EntityKind.PERSON
        is_body = not title and is_firm(name.words, vocabulary)
    else:
        token = doc[name.start]
        is_body = token.is_upper and len(token) > 1
    return EntityKind.BODY if is_body else EntityKind.UNKNOWN


def _head(doc: Doc, start: int, end: int) -> int:
    for i in range(end - 1, start - 1, -1):
        if not start <= doc[i].head.i < end or doc[i].head.i == i:
            return i
    return end - 1
