"""Replace a model's attribute ruler with one that takes a tenth of the time.

The ruler matches some 180 patterns at every token. Nearly all of them look only at the tag, the
word and the dependency of one token, so the result for each combination is computed once and
remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

COMPONENT = "claimkit_attributes"

_Key = tuple[int, int, int, bool]
_REMEMBERED = ("TAG", "LOWER", "DEP", "IS_SPACE")


class RememberingRuler:
    """Sets the attributes that an `AttributeRuler` would set.

    They are the part of speech, the morphology and exceptional lemmas. Patterns of several
    tokens are still matched by spaCy.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._matcher = Matcher(vocab)
        self._attrs: list[dict[int, Any]] = []
        self._indices: list[int] = []
        self._patterns: dict[int, list[dict[str, Any]]] = {}
        self._words: set[int] = set()
        self._deps: set[int] = set()
        self._rules_by_key: dict[_Key, list[int]] = {}
        self._attrs_by_key: dict[_Key, dict[int, Any]] = {}

    def read(self, ruler: AttributeRuler) -> None:
        """Take over the rules of ``ruler``."""
        self._attrs = list(ruler.attrs)
        self._indices = list(ruler.indices)
        for number, rule in enumerate(ruler.patterns):
            patterns = cast(list[list[dict[str, Any]]], rule["patterns"])
            if self._indices[number] == 0 and all(_is_rememberable(p) for p in patterns):
                self._patterns[number] = [pattern[0] for pattern in patterns]
            else:
                self._matcher.add(str(number), patterns)
        strings = ruler.vocab.strings
        for condition in self._iter_conditions("LOWER"):
            self._words.add(strings.add(condition))
        for condition in self._iter_conditions("DEP"):
            self._deps.add(strings.add(condition))

    def __call__(self, doc: Doc) -> Doc:
        longer: dict[int, list[int]] = {}
        for match_id, start, _ in self._matcher(doc, allow_missing=True):
            number = int(doc.vocab.strings[match_id])
            longer.setdefault(start + self._indices[number], []).append(number)
        words, deps, known = self._words, self._deps, self._attrs_by_key
        for token in doc:
            word, dep = token.lower, token.dep
            key = (
                token.tag,
                word if word in words else 0,
                dep if dep in deps else 0,
                token.is_space,
            )
            attrs = known.get(key)
            if attrs is None:
                rules = self._rules_by_key[key] = self._find_rules(token)
                attrs = known[key] = self._join(rules)
            if token.i in longer:
                attrs = self._join(sorted({*self._rules_by_key[key], *longer[token.i]}))
            if attrs:
                set_token_attrs(token, attrs)
        return doc

    def _join(self, rules: list[int]) -> dict[int, Any]:
        """Return the attributes that the rules set; a later rule wins."""
        return {key: value for rule in rules for key, value in self._attrs[rule].items()}

    def _find_rules(self, token: Token) -> list[int]:
        values: dict[str, str | bool] = {
            "TAG": token.tag_,
            "LOWER": token.lower_,
            "DEP": token.dep_,
            "IS_SPACE": token.is_space,
        }
        return [
            number
            for number, patterns in self._patterns.items()
            if any(all(_holds(values[k], v) for k, v in p.items()) for p in patterns)
        ]

    def _iter_conditions(self, key: str) -> Iterator[str]:
        for patterns in self._patterns.values():
            for pattern in patterns:
                condition = pattern.get(key, [])
                if isinstance(condition, dict):
                    condition = next(iter(condition.values()))
                yield from [condition] if isinstance(condition, str) else condition


def _is_rememberable(pattern: list[dict[str, Any]]) -> bool:
    """Return whether a pattern looks only at one token's tag, word and dependency."""
    if len(pattern) != 1 or not set(pattern[0]) <= set(_REMEMBERED):
        return False
    conditions = [value for value in pattern[0].values() if isinstance(value, dict)]
    return all(len(value) == 1 and set(value) <= {"IN", "NOT_IN"} for value in conditions)


def _holds(value: str | bool, condition: Any) -> bool:
    if not isinstance(condition, dict):
        return bool(value == condition)
    if "IN" in condition:
        return value in condition["IN"]
    return value not in condition["NOT_IN"]


@Language.factory(COMPONENT, assigns=["token.pos", "token.morph", "token.lemma"])
def _create(nlp: Language, name: str) -> RememberingRuler:  # noqa: ARG001 (spaCy passes it)
    return RememberingRuler(nlp.vocab)


def replace_attribute_ruler(nlp: Language) -> None:
    """Replace each active attribute ruler by a `RememberingRuler`."""
    for name, component in list(nlp.pipeline):
        if type(component) is AttributeRuler:
            ruler = cast(RememberingRuler, nlp.add_pipe(COMPONENT, before=name))
            ruler.read(component)
            nlp.remove_pipe(name)
            nlp.rename_pipe(COMPONENT, name)
