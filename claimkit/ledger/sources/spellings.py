"""Decide whether two names are spellings of the same name ("Kim Jong-un" and "Kim Jong Un").

Only the names are compared: two people with the same name are joined, and a surname alone is not a
spelling of a full name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.names import NameLexicon
from claimkit.model import SourceKind

# rapidfuzz's ratio, of 100: characters in common, in order.
_MIN_SURNAME = 90.0
_MIN_BODY, _MIN_BODY_WORD = 93.0, 80.0
_MIN_BODY_LENGTH = 10
_MARKS = re.compile(r"[.'’`´\"“”‘]")
_DASHES = re.compile("[-\u2010-\u2015\u2212/,]")
_CACHED = 50_000  # names
_DOUBLED = re.compile(r"(.)\1+")


class _SpellingWords:
    """The data of a language's lexicon of names, prepared for comparison."""

    def __init__(self, language: str) -> None:
        lexicon = load_lexicon("names", NameLexicon, language)
        articles = "|".join(map(re.escape, lexicon.definite_articles))
        self.articles = re.compile(rf"\A(?:(?:{articles}) )+")
        self.local_leads = frozenset(lexicon.local_leads)
        self.letters = str.maketrans(lexicon.letters)
        self.sounds = tuple((s.printed, s.read) for s in lexicon.sounds)
        self.same: dict[str, str] = {
            self.fold(name): names[0] for names in lexicon.same for name in names
        }

    def fold(self, name: str) -> str:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        folded = "".join(c for c in folded if not unicodedata.combining(c))
        folded = " ".join(_DASHES.sub(" ", _MARKS.sub("", folded)).split())
        return self.articles.sub("", folded, count=1) or name


@cache
def _spelling_words(language: str = DEFAULT_LANGUAGE) -> _SpellingWords:
    return _SpellingWords(language)


@lru_cache(_CACHED)
def fold_name(name: str) -> str:
    """Return a name without accents, case, dots, hyphens and articles.

    >>> fold_name("The U.S."), fold_name("Kim Jong-un")
    ('us', 'kim jong un')
    """
    return _spelling_words().fold(name)


@lru_cache(_CACHED)
def sound(name: str) -> str:
    """Return the part of a folded name that its spellings in Latin letters share.

    >>> sound("Volodymyr Zelenskyy") == sound("Volodymyr Zelensky")
    True
    """
    text, before = fold_name(name).translate(_spelling_words().letters), ""
    while text != before:  # a replacement may make another one apply
        before = text
        for printed, read in _spelling_words().sounds:
            text = text.replace(printed, read)
        text = _DOUBLED.sub(r"\1", text)
    return text


def common_name(name: str) -> str:
    """Return the usual name of a body that has several well-known names, such as "U.S."."""
    return _spelling_words().same.get(fold_name(name), name)


def has_usual_name(name: str) -> bool:
    """Return whether a name is one of the well-known names of a state, such as "U.S."."""
    return fold_name(name) in _spelling_words().same


def is_acronym(name: str, full: str) -> bool:
    """Return whether a name consists of the first letters of the words of a full name.

    >>> is_acronym("NHA", "Northern Harbour Agency"), is_acronym("WHO", "World Health Organization")
    (True, True)
    """
    words = [word for word in full.split() if word[:1].isupper()]
    letters = fold_name("".join(word[0] for word in words))
    return len(words) > 1 and fold_name(name) == letters


def is_local(name: str) -> bool:
    """Return whether a name has a meaning only within its document, such as "the company".

    >>> is_local("the company"), is_local("The Hague"), is_local("Western media")
    (True, False, False)
    """
    first, _, rest = name.partition(" ")
    if first.lower() in _spelling_words().local_leads:
        return not any(word[:1].isupper() for word in rest.split())
    return not rest and name[:1].islower()


def are_spellings(one: str, other: str, kind: SourceKind) -> bool:
    """Return whether two names are spellings of the same name.

    The order of the names does not matter. A person's given names must sound alike, and the
    surnames must be almost equal; in the name of a body, every word must be almost equal.
    Different numbers or initials make different names.
    """
    if fold_name(one) == fold_name(other) or fold_name(common_name(one)) == fold_name(
        common_name(other)
    ):
        return True
    words, others = sound(one).split(), sound(other).split()
    if words == others:
        return True
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    if kind is SourceKind.PERSON:
        return _is_same_person(words, others) or _is_one_word_apart(one, other)
    if kind in (SourceKind.GROUP, SourceKind.ANONYMOUS):
        return False
    return _is_same_body(words, others)


def spelling_keys(name: str) -> frozenset[str]:
    """Return search keys for a name; two spellings of a name share at least one key.

    Only names that share a key need to be compared with `are_spellings`.
    """
    words = sound(name).split()
    keys = {f"usual {fold_name(common_name(name))}", f"sound {''.join(words)}"}
    if words:
        keys.add(f"person {words[0]} {words[-1][0]}")
        keys.add("body " + "".join(word[0] for word in words))
    return frozenset(keys)


def _is_same_person(words: list[str], others: list[str]) -> bool:
    if min(len(words), len(others)) < 2:
        return False
    initials = [{w for w in name[1:-1] if len(w) == 1} for name in (words, others)]
    if all(initials) and initials[0] != initials[1]:
        return False
    given, others_given = (
        [w for n, w in enumerate(name[:-1]) if n == 0 or len(w) > 1] for name in (words, others)
    )
    if given != others_given or any(len(w) == 1 for w in given):
        return False
    return words[-1] == others[-1] or (
        words[-1][0] == others[-1][0] and _similarity(words[-1], others[-1]) >= _MIN_SURNAME
    )


def _is_one_word_apart(one: str, other: str) -> bool:
    """Return whether two names differ only in a hyphen or space: "Kim Jongun", "Kim Jong-un"."""
    if "-" not in one and "-" not in other:
        return False
    return sound(one).replace(" ", "") == sound(other).replace(" ", "")


def _is_same_body(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    if min(len("".join(words)), len("".join(others))) < _MIN_BODY_LENGTH:
        return False
    for word, other in zip(words, others, strict=True):
        if word[0] != other[0] or _similarity(word, other) < _MIN_BODY_WORD:
            return False
    return _similarity(" ".join(words), " ".join(others)) >= _MIN_BODY


def _similarity(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other))
