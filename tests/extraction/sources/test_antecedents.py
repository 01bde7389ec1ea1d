"""Who is meant by pronouns and definite nouns. Cases are data in tests/cases/antecedents.

`tests.extraction.sources.marked_texts` explains their marks. A ``?`` stands for a
mention that means nobody in the text for certain: then a source must keep its own words.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from spacy.language import Language

from claimkit.extraction.sources.resolution import ResolvedSource
from tests.case_files import load_cases, read_cases
from tests.extraction.sources.marked_texts import resolve

CASE_KEYS = "text sources blocks author issuer stances"
_UNKNOWN = "?"
_ARTICLE = re.compile(r"^(the|an?) ")


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name.casefold().replace("’", "'"))


def judge(expected: str | list[str], found: ResolvedSource) -> str:
    """Return whether a source is resolved "right", "wrong" or not at all ("unresolved").

    Words before a name are not judged ("Lady Hale", "carmaker Delfin"): other cases do that.
    """
    wanted = [expected] if isinstance(expected, str) else expected
    names = [_plain(name) for name in found.names]
    is_kept = found.mention is not None and names == [_plain(found.mention)]
    if wanted == [_UNKNOWN]:
        return "right" if is_kept else "wrong"
    pairs = list(zip(names, map(_plain, wanted), strict=False))
    if len(names) == len(wanted) and all(
        len(n) > 2 and (w.endswith(n) or n.endswith(w)) for n, w in pairs
    ):
        return "right"
    return "unresolved" if is_kept or not found.is_sure else "wrong"


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("antecedents", CASE_KEYS))
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    found = resolve(nlp, case)
    judged = {n: judge(expected, found[n]) for n, expected in case["sources"].items()}
    assert set(judged.values()) == {"right"}, {n: found[n].names for n in case["sources"]}


def test_there_are_many_cases() -> None:
    assert len(read_cases("antecedents", CASE_KEYS)) >= 150
