"""Who is credited: names, roles and relays. Cases are data in tests/cases/credits.

A source is a name, or a list of those who speak together; ``|`` stands between equal choices. A
case fails, too, if a claim is credited to somebody whom it does not list. ``also`` are sources
that may have claims besides, such as the newsroom in whose report another report stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from claimkit.extraction.extractor import Extractor
from claimkit.model import Claim, Kind
from tests.case_files import load_cases

Source = tuple[str, ...]


def choices(source: str | list[str]) -> list[Source]:
    return [tuple(source)] if isinstance(source, list) else [(one,) for one in source.split("|")]


def fits(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    if tuple(claim.source) not in choices(wanted["source"]):
        return False
    if "content" in wanted and claim.content.strip(" .,") != wanted["content"]:
        return False
    has_via = list(claim.via) == wanted.get("via", list(claim.via))
    return has_via and bool(claim.role == wanted.get("role", claim.role))


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("credits", "text claims also"))
def test_case(extractor: Extractor, case: dict[str, Any]) -> None:
    claims = [claim for claim in extractor.claims(case["text"]) if claim.kind is not Kind.AUTHOR]
    left = list(claims)
    for wanted in case["claims"]:
        found = next((claim for claim in left if fits(claim, wanted)), None)
        assert found is not None, [(c.source, c.role, c.via, c.content) for c in claims]
        left.remove(found)
    known = {one for wanted in case["claims"] for one in choices(wanted["source"])}
    known |= {one for source in case.get("also", ()) for one in choices(source)}
    assert {tuple(claim.source) for claim in claims} <= known
