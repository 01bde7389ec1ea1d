"""Find the names in a document: persons with their titles and roles, bodies, places."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import Words, plain

_LEADING_MARKS = " -–—‑.,;:•*"  # of a list or a signature: "-Jane Roe"
_HYPHENS = frozenset("-‐‑")
_IN_TITLE = frozenset(("ADJ", "NOUN", "PROPN"))
_ARTICLES = frozenset(("a", "an", "the", "another"))
_UNNAMED = frozenset(("the", "of", "'s", "’s", "'", "’", "and", "for", "a", "an"))
_INSIDE_BODY = frozenset(("the", "and", "'s", "’s", "'", "’"))
_MAX_ROLE_TOKENS = 16
_NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "csubj"))


def find_names(doc: Doc, words: Words) -> list[Name]:
    """Return the names of ``doc`` in order, disjoint.

    Example: "Russian Foreign Ministry spokesperson Maria Zakharova" holds one, with a role.
    Not handled: names in lower case; titles without a name ("the Foreign Minister").
    """
    found: list[Name] = []
    for start, end in _iter_runs(doc, words):
        if found and start < found[-1].end:
            continue
        name = _read_run(doc, start, end, words)
        if name is None:
            continue
        # A body's name takes in its owner's: "Ukraine's General Staff".
        while found and found[-1].end > name.start:
            found.pop()
        body = found[-1] if found and found[-1].kind is EntityKind.BODY else None
        if body and name.role_start is not None and body.start < name.role_start <= body.end:
            # "Ministry of Trade official | Jane Roe"
            name.role = _phrase(doc, found[-1].start, name.start)
        found.append(name)
    found += _iter_missed(doc, found, words)
    found.sort(key=lambda name: name.start)
    return found


def _iter_missed(doc: Doc, found: list[Name], words: Words) -> Iterator[Name]:
    """Yield last names of people that the tagger takes for other words: "Reading said"."""
    covered = {i for name in found for i in range(name.start, name.end)}
    surnames = {
        name.words[-1]
        for name in found
        if 1 < len(name.words) <= 3 and name.kind in (EntityKind.PERSON, EntityKind.UNKNOWN)
    }.difference(words.roles, words.demonyms, words.bodies, words.calendar)
    strings = doc.vocab.strings
    keys = {strings[w.capitalize()] for w in surnames if w.capitalize() in strings}
    for i, text in enumerate(doc.to_array(["ORTH"]).ravel().tolist()):
        if text in keys and i not in covered and doc[i].dep_ in _NOMINAL:
            low = plain(doc[i].text)
            yield Name(i, i + 1, i, doc[i].text, (low,), EntityKind.UNKNOWN)


def _iter_runs(doc: Doc, words: Words) -> Iterator[tuple[int, int]]:
    """Yield stretches of proper nouns, joined over inner hyphens and particles ("van")."""
    proper = doc.vocab.strings["PROPN"]
    is_name = [tag == proper for tag in doc.to_array(["POS"]).ravel().tolist()]
    size = len(is_name)
    i = 0
    while i < size:
        if not is_name[i] or _is_no_name(doc[i], words):
            i += 1
            continue
        end = _run_end(doc, i, is_name, words)
        yield i, end
        i = end


def _is_no_name(token: Token, words: Words) -> bool:
    low = plain(token.text)
    # The tagger takes capitalised words like "Though" for names.
    is_small_word = token.is_stop and token.is_title and low not in words.first_names
    # So it does with "Rival" and "Former" at the beginning of a sentence.
    is_epithet = bool(token.is_sent_start) and low in words.epithets
    # And with "Aides" and "Researchers".
    is_people = bool(token.is_sent_start) and token.tag_ == "NNPS" and words.is_people(low)
    return low in words.calendar or is_small_word or is_epithet or is_people


def _run_end(doc: Doc, start: int, is_name: list[bool], words: Words) -> int:
    size = len(is_name)
    end = start + 1
    while end < size and not doc[end].is_sent_start:
        token = doc[end]
        if is_name[end]:
            if plain(token.text) in words.calendar:
                break
            end += 1
        elif end + 1 < size and token.text in _HYPHENS:
            if doc[end - 1].whitespace_ or token.whitespace_ or not doc[end + 1].is_alpha:
                break
            end += 2
        elif end + 1 < size and is_name[end + 1] and token.lower_ in words.particles:
            end += 2
        else:
            break
    return end


def _read_run(doc: Doc, start: int, end: int, words: Words) -> Name | None:
    low = [plain(doc[i].text) for i in range(start, end)]
    has_article = start > 0 and doc[start - 1].lower_ == "the"
    if low[0] in words.demonyms and not has_article and not set(low) & words.bodies:
        # "American | Jane Roe", but "American Airlines".
        start, low = (start + 1, low[1:]) if len(low) > 2 else (start, low)
    if len(low) == 1 and low[0] in words.demonyms:
        return None
    is_place = doc[start:end].text.lower() in words.places  # "Port-au-Prince" has no prince
    is_newsroom = has_article and len(low) > 1 and low[-1] in words.newsroom_names
    split = 0 if is_place or is_newsroom else _title_end(low, words)
    if not split and start > 0 and doc[start - 1].lower_ == "of":
        split = _office_end(low, words)
    if split == len(low):
        return None
    first = start + split
    if end - first == 1 and low[-1] in words.bodies and _is_common(doc[first]):
        return None
    printed = doc[first:end].text
    if printed.islower() and not words.outlet_nouns.keys().isdisjoint(low):
        return None  # "the state news agency"
    own = tuple(w for w in low[split:] if w not in _HYPHENS)
    text = " ".join(printed.split()).lstrip(_LEADING_MARKS)
    name = Name(first, end, _head(doc, first, end), text, own, EntityKind.UNKNOWN)
    name.has_article = start > 0 and doc[start - 1].lower_ == "the"
    name.is_subject = doc[name.head].dep_ in ("nsubj", "nsubjpass")
    name.kind = _kind(doc, name, low[:split], words)
    if name.kind is EntityKind.BODY:
        _widen_body(doc, name, words)
    if is_newsroom and name.kind is EntityKind.UNKNOWN:
        name.kind, name.is_outlet = EntityKind.BODY, True
    name.is_outlet |= name.kind is not EntityKind.PERSON and is_outlet(name.words, words)
    _read_title(doc, name, start, low[:split], words)
    if name.kind is EntityKind.PLACE and _has_role_behind(doc, name, words):
        name.kind = EntityKind.PERSON
    if name.kind is not EntityKind.PLACE:
        _read_apposition(doc, name, words)
    return name


def _is_common(noun: Token) -> bool:
    """Tell whether a body's noun may be large for another reason: "Party officials"."""
    return noun.is_title and (bool(noun.is_sent_start) or noun.dep_ == "compound")


def is_outlet(name: tuple[str, ...], words: Words) -> bool:
    """Tell whether a name is a newsroom's.

    Example: "Yonhap News Agency", "the Evening Herald". Counter-example: "Energy Agency".
    """
    text = " ".join(name)
    if text in words.outlets or name[-1] in words.outlet_nouns:
        return True
    if len(name) > 1 and name[0] in words.outlet_nouns and name[-1] not in words.bodies:
        return True  # "Daily Nation", "Radio Norte"
    return any(w in words.outlets for w in name) or {"news", "agency"} <= set(name)


def _title_end(low: list[str], words: Words) -> int:
    """Return how many words of a run are titles; all of them where no name follows."""
    split = 0
    if len(low) > 2 and low[-1] in words.bodies and any(w in words.bodies for w in low[:-1]):
        return 0  # "State Department Refugee Processing Center"
    for i, word in enumerate(low):
        # "General | Roe", but "General Staff" is a body.
        if i + 1 < len(low) and low[i + 1] in words.bodies:
            continue
        if word in words.first_names and i + 1 < len(low):
            break  # "Ruth Baker" is no baker
        if word in words.roles or word in words.honorifics:
            split = i + 1
    while split < len(low) and low[split] in _HYPHENS:
        split += 1
    return split


def _office_end(low: list[str], words: Words) -> int:
    """Return where the bearer's name begins behind "of": "Secretary of State | Jane Roe"."""
    if low[0] in words.first_names:
        return 0
    later = (i for i in range(1, len(low) - 1) if low[i] in words.first_names)
    return next(later, 0)


def _kind(doc: Doc, name: Name, title: list[str], words: Words) -> EntityKind:
    text = " ".join(name.words)
    if any(w in words.roles or w in words.honorifics for w in title):
        return EntityKind.PERSON
    if text in words.places or name.text.lower() in words.places:
        return EntityKind.PLACE
    if text in words.outlets or any(w in words.bodies for w in name.words):
        return EntityKind.BODY
    if len(name.words) > 1:
        if name.words[0] in words.first_names:
            return EntityKind.PERSON
        # "Dunav Energy", "Transparency Peru", "El Comercio"
        is_firm = name.words[-1] in words.trade_words or name.words[-1] in words.states
        is_firm = is_firm or (len(name.words) == 2 and name.words[0] in words.foreign_articles)
        return EntityKind.BODY if is_firm and not title else EntityKind.UNKNOWN
    token = doc[name.start]
    return EntityKind.BODY if token.is_upper and len(token) > 1 else EntityKind.UNKNOWN


def _head(doc: Doc, start: int, end: int) -> int:
    for i in range(end - 1, start - 1, -1):
        if not start <= doc[i].head.i < end or doc[i].head.i == i:
            return i
    return end - 1


def _widen_body(doc: Doc, name: Name, words: Words) -> None:
    """Take in what stands before and behind a body's noun: "Ukraine's", "of the Army"."""
    if not any(w in words.bodies for w in name.words):
        return
    start = _premodifiers(doc, name.start, name.end, only_names=True)
    end = name.end
    while end + 1 < len(doc) and doc[end].lower_ in ("of", "for") and doc[end].head.i >= start:
        stop = end + 1
        while stop < len(doc) and (doc[stop].pos_ == "PROPN" or doc[stop].lower_ in _INSIDE_BODY):
            stop += 1
        while doc[stop - 1].pos_ != "PROPN" and stop > end:
            stop -= 1
        if stop <= end + 1 or plain(doc[stop - 1].text) in words.calendar:
            break
        end = stop
    if start == name.start and end == name.end:
        return
    name.start, name.end = start, end
    name.text = " ".join(doc[start:end].text.split())
    name.has_article = start > 0 and doc[start - 1].lower_ == "the"
    low = (plain(doc[i].text) for i in range(start, end))
    name.words = tuple(w for w in low if w not in _UNNAMED and w not in _HYPHENS)


def _premodifiers(doc: Doc, start: int, end: int, *, only_names: bool = False) -> int:
    """Return where the adjectives, nouns and possessors before a noun phrase begin."""
    while start > 0 and not doc[start].is_sent_start:
        token = doc[start - 1]
        if token.text in _HYPHENS and not token.whitespace_ and start > 1:
            start -= 2
            continue
        if token.pos_ in _IN_TITLE:
            is_word = token.is_alpha or "." in token.text
            if not is_word or not start - 1 < token.head.i < end:
                break
            if only_names and not token.text[0].isupper():
                break
        elif token.tag_ != "POS":
            break
        start -= 1
    while start < end and (doc[start].tag_ == "POS" or doc[start].text in _HYPHENS):
        start += 1
    return start


def _read_title(doc: Doc, name: Name, start: int, title: list[str], words: Words) -> None:
    """Set role and gender from the words directly before the name, which begin at ``start``."""
    before = doc[start - 1] if start > 0 and not doc[start].is_sent_start else None
    is_role = any(word in words.roles for word in title)
    if len(title) > 1 and title[-1] in words.honorifics:
        is_role = is_role or title[0].endswith(words.person_endings)  # "Glaciologist Dr. Roe"
    has_role = any(word not in words.honorifics for word in title)
    if before is not None and before.pos_ == "NOUN" and before.is_alpha and not has_role:
        attached = name.start <= before.head.i < name.end
        is_role = before.tag_ == "NN" and before.lower_ in words.roles
        if attached and not is_role and before.lower_ in words.bodies:
            # "Drugmaker Nordex Pharma"
            name.kind, name.noun = EntityKind.BODY, before.lower_
            name.is_outlet |= before.lower_ in words.outlet_nouns
        elif is_role:
            name.kind = EntityKind.PERSON
        is_full = attached and len(name.words) > 1
        if is_role or (is_full and name.kind is EntityKind.UNKNOWN):
            is_role, title, start = True, [before.lower_, *title], start - 1
    elif before is not None and before.lower_ == "of" and title:
        # "Secretary of State Jane Roe": the run begins with "State".
        if start > 1 and plain(doc[start - 2].text) in words.roles:
            is_role, title, start = True, [plain(doc[start - 2].text), *title], start - 2
    if name.kind not in (EntityKind.PERSON, EntityKind.UNKNOWN):
        return
    if len(name.words) > 1:
        name.gender = words.first_names.get(name.words[0])
    for word in title:
        name.gender = words.honorifics.get(word) or words.role_gender.get(word) or name.gender
    end = name.start
    while start < end and plain(doc[start].text) in words.honorifics:
        start += 1
    while end > start and plain(doc[end - 1].text) in words.honorifics:
        end -= 1
    if is_role and start < end:
        name.role_start = _premodifiers(doc, start, name.end)
        name.role = _phrase(doc, name.role_start, end)


def _read_apposition(doc: Doc, name: Name, words: Words) -> None:
    """Set the role from "X, the envoy to Y" or "the envoy to Y, X"."""
    head = doc[name.head]
    noun = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i), None)
    if noun is None and head.dep_ == "appos":
        noun = _role_above(head.head, words)
    if noun is None and _is_set_off(doc, name):
        noun = _role_above(doc[name.start - 2], words)
        if noun is not None and plain(noun.text) not in words.roles:
            noun = None
    if noun is None or noun.tag_ not in ("NN", "NNP") or name.start <= noun.i < name.end:
        return
    is_role = plain(noun.text) in words.roles
    is_body = noun.lower_ in words.bodies or noun.lower_ in words.documents
    if is_body and not is_role:
        if name.kind is EntityKind.UNKNOWN:
            name.kind = EntityKind.BODY
        if name.kind is EntityKind.BODY:
            name.noun = noun.lower_
            name.is_outlet |= noun.lower_ in words.outlet_nouns or "news" in _around(noun)
        return
    if name.kind is EntityKind.BODY or (
        not is_role and (name.kind is not EntityKind.PERSON or noun.pos_ != "NOUN")
    ):
        return
    if name.kind is EntityKind.UNKNOWN:
        name.kind = EntityKind.PERSON
    name.gender = name.gender or words.role_gender.get(noun.lower_)
    if name.role is None:
        indices = mention_tokens(noun)
        name.role = _phrase(doc, min(indices), max(indices) + 1)


def _has_role_behind(doc: Doc, name: Name, words: Words) -> bool:
    """Tell whether a place's name is a person's: "London, the novelist"."""
    return any(
        child.dep_ == "appos" and child.i >= name.end and plain(child.text) in words.roles
        for child in doc[name.head].children
    )


def _is_set_off(doc: Doc, name: Name) -> bool:
    """Tell whether a name stands between commas: an apposition that the parse may miss."""
    if name.start < 2 or name.end >= len(doc):
        return False
    return doc[name.start - 1].text == "," and doc[name.end].text in (",", ".")


def _around(noun: Token) -> set[str]:
    return {child.lower_ for child in noun.children}


def _role_above(node: Token, words: Words) -> Token | None:
    """Climb from the end of "chief of the staff of the army" to the word for the person."""
    top = node
    while plain(top.text) not in words.roles and top.dep_ == "pobj" and top.head.dep_ == "prep":
        top = top.head.head
    if plain(top.text) in words.roles:
        return top
    return node if node.pos_ in ("NOUN", "PROPN") else None


def _phrase(doc: Doc, start: int, end: int) -> str | None:
    while start < end and (
        doc[start].lower_ in _ARTICLES or doc[start].is_punct or doc[start].tag_ == "PRP$"
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if start == end or end - start > _MAX_ROLE_TOKENS:
        return None
    return " ".join(doc[start:end].text.split())
