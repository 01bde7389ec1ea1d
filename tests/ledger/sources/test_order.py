"""The same set of documents gives the same names, in whatever order and in however many runs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from claimkit.ledger.sources.name_pool import NamePool
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import (
    Claim,
    Credit,
    SourceEntry,
    SourceKind,
)
from tests.ledger.sources.credited import claim

PERSON, BODY, STATE = SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.GOVERNMENT

CREDITS = st.one_of(
    st.builds(
        Credit,
        name=st.sampled_from(
            ["George Bush", "George W. Bush", "George H. W. Bush", "Georg Bush", "Kim Jong-un",
             "Kim Jong Un", "Kim Jongun", "Sergey Orlov", "Sergei Orlov", "Sergej Orlow",
             "Ann Bertanopel", "Ann Bertanoped", "Ann Bertanopeds", "voters"]
        ),
        kind=st.sampled_from([PERSON, PERSON, PERSON, BODY]),
        role=st.sampled_from([None, "mayor", "Mayor", "minister"]),
        forms=st.sampled_from([(), (), ("George Bush",), ("Sergey Orlov",)]),
    ),
    st.builds(
        Credit,
        name=st.sampled_from(
            ["NHA", "N.H.A.", "Northern Harbour Agency", "the Northern Harbor Agency",
             "National Health Authority", "National Health Autority", "Harbour Agency",
             "U.S.", "United States", "the USA"]
        ),
        kind=st.sampled_from([BODY, BODY, STATE]),
        forms=st.sampled_from([(), ("NHA",), ("NHA",), ("Harbour Agency",), ("N.H.A.", "NHA")]),
    ),
)  # fmt: skip
DOCUMENTS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(CREDITS, min_size=1, max_size=3), min_size=1
)


def reread(registry: SourceRegistry) -> SourceRegistry:
    return SourceRegistry(list(registry))


def extract(
    runs: list[dict[str, list[Credit]]],
) -> tuple[list[SourceEntry], dict[str, list[Claim]]]:
    """Return the sources and the claims after several runs, each of which reads them again."""
    registry = SourceRegistry()
    ledger: dict[str, list[Claim]] = {}
    for run in runs:
        for path, told in run.items():
            registry.note_claims(path, map(claim, told))
            ledger[path] = [claim(one) for one in told]
        ledger = {
            path: [replace(registry.rename(one), credits=()) for one in claims]
            for path, claims in ledger.items()
        }
        registry = reread(registry)
    return list(registry), ledger


@settings(max_examples=150)
@given(DOCUMENTS, st.data())
def test_any_order_in_any_number_of_runs(
    documents: dict[str, list[Credit]], data: st.DataObject
) -> None:
    whole = extract([dict(sorted(documents.items()))])
    paths = data.draw(st.permutations(sorted(documents)))
    cuts = data.draw(st.sets(st.integers(1, len(paths))))
    edges = [0, *sorted(cuts), len(paths)]
    runs = [{path: documents[path] for path in paths[start:end]} for start, end in pairwise(edges)]
    assert extract(runs) == whole
    assert extract([*runs, *runs[:1]]) == whole


@given(DOCUMENTS)
def test_what_is_computed_can_be_read_and_is_no_decision(
    documents: dict[str, list[Credit]],
) -> None:
    entries, _ = extract([documents])
    assert not any(entry.is_chosen for entry in entries)
    computed = NamePool(entries).entries()
    assert sorted(computed, key=lambda e: e.name) == sorted(entries, key=lambda e: e.name)
