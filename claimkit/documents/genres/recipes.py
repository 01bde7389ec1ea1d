"""Recognise the ingredients and the steps of recipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.genres import load_genres
from claimkit.lexicons.word_patterns import any_of

_MIN_INGREDIENTS, _MIN_STEPS = 4, 2
_MAX_INGREDIENT = 100
_NUMBER = r"(?:\d+(?:[./]\d+)?(?: ?[-–] ?\d+)?|[½¼¾⅓⅔]|\d+ ?[½¼¾⅓⅔])"
_STEP_MARK = r"(?:(?:\d{1,2}[.)]|[•*-])\s+)?"
_QUOTATION = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class _RecipeWords:
    ingredient: re.Pattern[str]
    step: re.Pattern[str]
    heading: re.Pattern[str]
    report: re.Pattern[str]


@cache
def _words(language: str) -> _RecipeWords | None:
    lexicon = load_genres(language)
    if not (lexicon.recipe_units and lexicon.recipe_steps):
        return None
    return _RecipeWords(
        re.compile(
            rf"(?:[•*-]\s+)?{_NUMBER}\s?{any_of(lexicon.recipe_units)}\b"
            rf"|(?:[•*-]\s+)?{_NUMBER} [a-z]|.*\b{any_of(lexicon.recipe_notes)}\b",
            re.IGNORECASE,
        ),
        re.compile(rf"{_STEP_MARK}{any_of(lexicon.recipe_steps)}\b", re.IGNORECASE),
        re.compile(rf"\W*{any_of(lexicon.recipe_headings)}\W*", re.IGNORECASE),
        re.compile(rf"\b{any_of(lexicon.report_words)}\b", re.IGNORECASE),
    )


def find_recipe(drafts: Sequence[BlockDraft], language: str) -> list[int]:
    """Return the blocks with ingredients and steps, if there are enough of both.

    Counter-example: a story that says what a chef did, or tells one step in a sentence of hers.
    """
    words = _words(language)
    if words is None:
        return []
    ingredients: list[int] = []
    steps: list[int] = []
    headings: list[int] = []
    count = 0
    for index, draft in enumerate(drafts):
        lines = [part.text for part in draft.parts]
        if words.heading.fullmatch(draft.text):
            headings.append(index)
        elif lines and all(_is_ingredient(line, words) for line in lines):
            ingredients.append(index)
            count += len(lines)
        elif ingredients and _is_step(draft.text, words):
            steps.append(index)
    if count < _MIN_INGREDIENTS or not (len(steps) >= _MIN_STEPS or (headings and steps)):
        return []
    return sorted((*ingredients, *steps, *headings))


def _is_step(text: str, words: _RecipeWords) -> bool:
    is_spoken = _QUOTATION.search(text) or words.report.search(text)
    return words.step.match(text) is not None and not is_spoken


def _is_ingredient(line: str, words: _RecipeWords) -> bool:
    return (
        len(line) <= _MAX_INGREDIENT
        and line[-1] not in '.!?”"'
        and words.ingredient.match(line) is not None
    )
