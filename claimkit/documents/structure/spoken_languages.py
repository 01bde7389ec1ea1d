"""Tell whether a text is in another language than the expected one.

Three signs are asked in turn: the script, the function words of each language, and how many words
the list of the expected language's words has. ``docs/decisions/0021-languages.md`` compares this
with libraries. A text that is too short to tell is taken to be in the expected language: a heading
of four words, a name, a caption.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.spoken_languages import load_spoken_languages
from claimkit.lexicons.typography import load_typography
from claimkit.lexicons.words import load_words

UNKNOWN = "another language"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"://|www\.|[@#]")
_MIN_LETTERS = 12  # of another script
_OWN_SHARE = 0.2  # of all words; a text with as many function words is in its own language
_MIN_WORDS, _MIN_FOUND, _MIN_SHARE = 6, 3, 0.15  # of words, and of function words among them
_MIN_SMALL, _MIN_KNOWN = 4, 0.5  # words in small letters, and the share that the list has


@dataclass(frozen=True, slots=True)
class _Words:
    """The function words of all languages, seen from one of them."""

    own: frozenset[str]
    others: dict[str, tuple[str, ...]]
    particles: frozenset[str]
    script: re.Pattern[str]
    scripts: tuple[tuple[str, re.Pattern[str]], ...]

    def telling(self, word: str) -> tuple[str, ...]:
        """Return the languages for which a word speaks; none if it may be part of a name."""
        is_shared = word in self.own or word in self.particles
        return () if is_shared else self.others.get(word, ())


def find_other_language(text: str, language: str) -> str | None:
    """Return the name of the language that a text is in, if it is another one than expected.

    The result is None for a text in the expected language, for one that is too short to tell,
    and wherever the expected language is not in the lexicon.

    Example: "Der Minister sagte, dass er nicht zurücktreten werde." is German.
    Counter-example: "Juan de la Cruz met Ana de los Santos." is a list of names.
    """
    words = _load_words(language)
    if words is None:
        return None
    other = None if text.isascii() else _find_other_script(text, words)
    if other:
        return other
    folded = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    own = sum(word in words.own for word in folded)
    if own >= _OWN_SHARE * len(folded):
        return None
    # Without addresses, and without the letters of "U.S.".
    plain = " ".join(token for token in text.split() if not _ADDRESS.search(token))
    printed = [word for word in _WORD.findall(plain) if len(word) > 1 or word.islower()]
    folded = [word.lower().replace("’", "'") for word in printed]
    name = _find_by_words(folded, words)
    if name is not None and _is_certain(name, folded, own, words):
        return name
    if _is_of_unknown_words(printed, words, language):
        return name or UNKNOWN
    return None


def has_own_words(text: str, language: str) -> bool:
    """Return whether a text certainly has words of the expected language."""
    words = _load_words(language)
    if words is None:
        return True
    folded = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    own = sum(word in words.own for word in folded)
    return own > 1 and own >= _OWN_SHARE * len(folded)


def is_function_word(word: str, language: str) -> bool:
    """Return whether a word in small letters is a function word of a language."""
    words = _load_words(language)
    return words is not None and word in words.own


def _find_by_words(folded: list[str], words: _Words) -> str | None:
    """Return the language with the most function words, of which at least one tells."""
    found = _count(folded, words)
    certain = {name for word in set(folded) for name in words.telling(word)}
    return max(certain, key=lambda name: (found[name], name)) if certain else None


def _count(folded: list[str], words: _Words) -> Counter[str]:
    return Counter(name for word in folded for name in words.others.get(word, ()))


def _is_certain(name: str, folded: list[str], own: int, words: _Words) -> bool:
    found = _count(folded, words)[name]
    telling = {word for word in set(folded) if name in words.telling(word)}
    return (
        len(folded) >= _MIN_WORDS
        and found >= max(_MIN_FOUND, _MIN_SHARE * len(folded))
        and found > 2 * own
        and len(telling) > 1
    )


def _is_of_unknown_words(printed: list[str], words: _Words, language: str) -> bool:
    """Return whether the list of a language's words lacks most words in small letters."""
    small = [w for w in printed if w.islower() and len(w) > 1 and w not in words.particles]
    if len(small) < _MIN_SMALL:
        return False
    known = load_words(language)
    if not known:
        return False
    count = sum(re.split("['’]", word)[0] in known for word in small)
    return count < _MIN_KNOWN * len(small)


def _find_other_script(text: str, words: _Words) -> str | None:
    """Return the language of a text that is mostly in another script than expected."""
    own = sum(map(len, words.script.findall(text)))
    letters = sum(map(str.isalpha, text))
    if letters - own < max(own, _MIN_LETTERS):
        return None
    best = max(words.scripts, key=lambda script: sum(map(len, script[1].findall(text))))
    tokens = set(text.split())
    counts = {name: len(tokens & own) for name, own in _languages_of(best[0]).items()}
    has_letters = best[1].search(text) is not None
    return max(counts, key=lambda name: counts[name]) if counts and has_letters else UNKNOWN


@cache
def _languages_of(script: str) -> dict[str, frozenset[str]]:
    languages = load_spoken_languages().languages
    return {entry.name: frozenset(entry.words) for entry in languages if entry.script == script}


@cache
def _load_words(language: str) -> _Words | None:
    lexicon = load_spoken_languages()
    own = next((entry for entry in lexicon.languages if entry.code == language), None)
    if own is None:
        return None
    others: dict[str, list[str]] = {}
    for entry in lexicon.languages:
        if entry is not own and entry.script == own.script:
            for word in dict.fromkeys(entry.words):
                others.setdefault(word, []).append(entry.name)
    scripts = load_typography().scripts
    return _Words(
        frozenset(own.words),
        {word: tuple(names) for word, names in others.items()},
        frozenset(lexicon.name_particles),
        re.compile(f"[{scripts[own.script]}]+"),
        tuple((s, re.compile(f"[{r}]+")) for s, r in scripts.items() if s != own.script),
    )
