"""Offers to join a surname with the only full name of the ledger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare.merging.source_merge import merge_sources
from claimkit.ledger.sources.join_offers import find_join_offers
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import Credit, LedgerFile, SourceEntry, SourceKind
from tests.examples import examples
from tests.ledger.sources.credited import claim

PERSON, BODY, STATE = SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.GOVERNMENT
MARA, BARE = Credit("Mara Lindqvist", PERSON), Credit("Lindqvist", BODY)


def make_file(path: str, *credits_: Credit) -> LedgerFile:
    claims = tuple(claim(credit) for credit in credits_)
    return LedgerFile(path, "", None, (), None, claims)


def offers_for(*documents: tuple[Credit, ...]) -> list[tuple[str, str]]:
    files = [make_file(f"{n}.txt", *found) for n, found in enumerate(documents)]
    registry = SourceRegistry()
    for file in files:
        registry.note_claims(file.path, file.claims)
    offers = find_join_offers(registry, files)
    return [(offer.short.entry.name, offer.full.entry.name) for offer in offers]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Lindqvist", "Mara Lindqvist"),
        ("LINDQVIST", "Mara Lindqvist"),
        ("Lindqvist", "Mara Lindqvist Jr."),
        ("M. Lindqvist", "Mara Lindqvist"),
        ("M.K. Lindqvist", "Mara Kajsa Lindqvist"),
        ("van der Berg", "Jan van der Berg"),
        ("Van der Berg", "Jan van der Berg"),
        ("Núñez", "Inés Nuñez"),
        ("Sato-Lind", "Ingeborg Sato-Lind"),
    ],
)
def test_offered(short: str, full: str) -> None:
    assert offers_for((Credit(short, BODY),), (Credit(full, PERSON),)) == [(short, full)]


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param(((BARE,), (MARA,), (Credit("Ola Lindqvist", PERSON),)), id="two bearers"),
        pytest.param(((BARE, MARA),), id="one document has both"),
        pytest.param(((BARE,), (MARA,), (Credit("Lindqvist Group", BODY),)), id="a firm"),
        pytest.param(((Credit("Mara", PERSON),), (MARA,)), id="a given name"),
        pytest.param(((Credit("K. Lindqvist", PERSON),), (MARA,)), id="another initial"),
        pytest.param(((Credit("Ola Lindqvist", PERSON),), (MARA,)), id="another person"),
        pytest.param(((Credit("London", STATE),), (Credit("Jack London", PERSON),)), id="a city"),
        pytest.param(((Credit("the chair", PERSON),), (Credit("Ann Chair", PERSON),)), id="a noun"),
        pytest.param(((BARE,), (Credit("M. Lindqvist", PERSON),)), id="no full name"),
        pytest.param(((BARE,), (Credit("House of Lindqvist", BODY),)), id="a body"),
        pytest.param(((MARA,), (Credit("Ann Lee", PERSON),)), id="nothing alike"),
    ],
)
def test_not_offered(documents: tuple[tuple[Credit, ...], ...]) -> None:
    assert offers_for(*documents) == []


@given(st.permutations([(BARE,), (MARA,), (Credit("Falk", BODY),), (Credit("Nora Falk", PERSON),)]))
@examples(20)
def test_the_order_of_documents_does_not_matter(documents: list[tuple[Credit, ...]]) -> None:
    assert offers_for(*documents) == [("Falk", "Nora Falk"), ("Lindqvist", "Mara Lindqvist")]


def test_decisions_of_two_branches_are_merged() -> None:
    base = [SourceEntry("Lindqvist", BODY), SourceEntry("Mara Lindqvist", PERSON)]
    refused, accepted = SourceRegistry(base), SourceRegistry(base)
    refused.keep_apart("Lindqvist")
    accepted.join(["Lindqvist"], "Mara Lindqvist")
    for side in (refused, accepted):
        for ours, theirs in ((list(side), base), (base, list(side)), (list(side), list(side))):
            merged = merge_sources(base, ours, theirs)
            assert not merged.conflicts
            assert [entry for group, _ in merged.groups for entry in group] == list(side)
    assert merge_sources(base, list(refused), list(accepted)).conflicts
