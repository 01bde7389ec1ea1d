from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare.merging.source_merge import MergedSources, merge_sources
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import SourceEntry, SourceKind, SourceRole
from tests.examples import examples

ORG, PERSON = SourceKind.ORGANISATION, SourceKind.PERSON


def entry(name: str, *aliases: str, kind: SourceKind = ORG, **roles: str) -> SourceEntry:
    """An entry whose ``roles`` say for a document which one it gives."""
    by_role: dict[str, list[str]] = {}
    for document, role in sorted(roles.items()):
        by_role.setdefault(role, []).append(document)
    told = tuple(SourceRole(role, tuple(by_role[role])) for role in sorted(by_role))
    return SourceEntry(name, kind, aliases, told)


def chosen(entry: SourceEntry) -> SourceEntry:
    """The entry, as a person has decided it."""
    return replace(entry, is_chosen=True)


def clean(
    base: list[SourceEntry], ours: list[SourceEntry], theirs: list[SourceEntry]
) -> list[SourceEntry]:
    """Merge both ways round, which must be clean and alike."""
    merged, other = merge_sources(base, ours, theirs), merge_sources(base, theirs, ours)
    assert merged.conflicts == other.conflicts == ()
    assert merged == other
    return entries(merged, 0)


def entries(merged: MergedSources, side: int) -> list[SourceEntry]:
    return [entry for group in merged.groups for entry in group[side]]


_names = st.sampled_from(["KCNA", "kcna", "Korea News", "Nora Falk", "Bo", "B.O.", "Mia"])


@st.composite
def registries(draw: st.DrawFn) -> list[SourceEntry]:
    found: list[SourceEntry] = []
    taken: set[str] = set()
    for _ in range(draw(st.integers(0, 4))):
        names = draw(st.lists(_names, min_size=1, max_size=3, unique=True))
        keys = {name.casefold().replace(".", "") for name in names}
        if keys & taken:
            continue
        taken |= keys
        roles = {d: draw(st.sampled_from("rs")) for d in draw(st.sets(st.sampled_from("ab")))}
        made = entry(names[0], kind=draw(st.sampled_from([ORG, PERSON])), **roles)
        found.append(replace(made, aliases=tuple(sorted(names[1:]))))
    return list(SourceRegistry(found))


@examples(300)
@given(registries(), registries())
def test_one_side_alone_is_taken_as_it_is(base: list[SourceEntry], side: list[SourceEntry]) -> None:
    for args in ((base, side, base), (base, base, side), (base, side, side)):
        merged = merge_sources(*args)
        assert merged.conflicts == ()
        assert entries(merged, 0) == entries(merged, 1) == side


@examples(500)
@given(registries(), registries(), registries())
def test_each_version_is_a_registry_and_both_ways_round_are_alike(
    base: list[SourceEntry], ours: list[SourceEntry], theirs: list[SourceEntry]
) -> None:
    merged, other = merge_sources(base, ours, theirs), merge_sources(base, theirs, ours)
    for side in (0, 1):
        found = entries(merged, side)
        assert len(list(SourceRegistry(found))) == len(found)
        assert set(found) == set(entries(other, 1 - side))
    assert (entries(merged, 0) == entries(merged, 1)) is (merged.conflicts == ())


def test_new_entries_of_both_sides_and_roles_of_one_entry() -> None:
    base = [entry("Nora Falk", a="mayor", b="mayor")]
    ours = [entry("Bo Lind"), entry("Nora Falk", a="mayor", b="mayor", c="head")]
    theirs = [entry("Nora Falk", b="mayor", d="Head"), entry("Zoe Moor")]
    found = clean(base, ours, theirs)
    assert [e.name for e in found] == ["Bo Lind", "Nora Falk", "Zoe Moor"]
    roles = {role.role.casefold(): role.documents for role in found[1].roles}
    assert roles == {"head": ("c", "d"), "mayor": ("b",)}


def test_a_rename_and_a_new_alias() -> None:
    base = [entry("Nora Falk", "Norah Falk")]
    ours = [entry("N. Falk", "Nora Falk", "Norah Falk")]
    theirs = [entry("Nora Falk", "Nora Falck")]
    assert clean(base, ours, theirs) == [entry("N. Falk", "Nora Falck", "Nora Falk")]


def test_a_join_on_one_side_and_news_of_the_joined_on_the_other() -> None:
    base = [entry("KCNA"), entry("Korea News")]
    joined = [entry("Korea News", "KCNA")]
    news = [entry("KCNA", "K.C.N.A. agency", a="agency"), entry("Korea News")]
    assert clean(base, joined, news) == [entry("Korea News", "K.C.N.A. agency", "KCNA", a="agency")]


def test_a_split_on_one_side_and_roles_on_the_other() -> None:
    base = [entry("George Bush", "Bush")]
    split = [entry("Bush"), entry("George Bush")]
    told = [entry("George Bush", "Bush", a="president")]
    assert clean(base, split, told) == [entry("Bush"), entry("George Bush", a="president")]


def test_one_side_lists_apart_what_the_other_joined() -> None:
    assert clean([], [entry("KCNA"), entry("Korea News")], [entry("Korea News", "KCNA")]) == [
        entry("Korea News", "KCNA")
    ]


def test_roles_are_never_in_conflict() -> None:
    base = [entry("KCNA", a="agency"), entry("Korea News", b="paper")]
    ours = [entry("Korea News", "KCNA", a="agency", b="daily", c="owner")]
    theirs = [entry("Korea News", "KCNA", b="paper", d="agency")]
    assert clean(base, ours, theirs) == [
        entry("Korea News", "KCNA", b="daily", c="owner", d="agency")
    ]


def test_both_added_one_source_under_two_names() -> None:
    assert clean([], [entry("K.C.N.A.")], [entry("KCNA")]) == [entry("K.C.N.A.", "KCNA")]
    renamed = chosen(entry("Korea News", "KCNA"))
    assert clean([], [entry("Korea News", "KCNA")], [entry("KCNA", "KCN")]) == [
        entry("Korea News", "KCN", "KCNA")
    ]
    other = chosen(entry("KCNA", "Korea News"))
    assert merge_sources([], [renamed], [other]).conflicts == (("Korea News", "name"),)


def test_the_base_of_another_merge_has_no_conflicts() -> None:
    base, ours, theirs = ([entry("KCNA", kind=kind)] for kind in (ORG, PERSON, SourceKind.GROUP))
    assert entries(merge_sources(base, ours, theirs, favor_base=True), 0) == base
    merged = merge_sources([], ours, theirs, favor_base=True)
    assert merged == merge_sources([], theirs, ours, favor_base=True)
    assert merged.conflicts == ()


def test_an_entry_that_a_person_took_out() -> None:
    base = [entry("Mia"), entry("Nora Falk")]
    assert clean(base, [entry("Mia")], [entry("Mia"), entry("Nora Falk", a="r")]) == [entry("Mia")]
    kept = entry("Nora Falk", "Nora F.", a="r")
    assert clean(base, [entry("Mia")], [entry("Mia"), kept]) == [entry("Mia"), kept]


def test_the_same_name_or_kind_changed_differently() -> None:
    base = [entry("KCNA")]
    ours, theirs = chosen(entry("Agency", "KCNA", a="r")), chosen(entry("KCN Agency", "KCNA"))
    merged = merge_sources(base, [ours], [theirs])
    assert merged.conflicts == (("Agency", "name"),)
    assert entries(merged, 0) == [replace(ours, aliases=("KCN Agency", "KCNA"))]
    assert entries(merged, 1) == [replace(theirs, aliases=("Agency", "KCNA"), roles=ours.roles)]
    kinds = [[entry("KCNA", kind=kind)] for kind in (PERSON, SourceKind.GROUP)]
    merged = merge_sources(base, *kinds)
    assert merged.conflicts == (("KCNA", "kind"),)
    assert [entries(merged, 0), entries(merged, 1)] == kinds


def test_joined_differently_on_both_sides() -> None:
    base = [entry("A Desk"), entry("B Desk"), entry("C Desk")]
    ours = [chosen(entry("A Desk", "B Desk")), entry("C Desk")]
    theirs = [entry("A Desk"), chosen(entry("C Desk", "B Desk"))]
    merged = merge_sources(base, ours, theirs)
    assert merged.conflicts == (("A Desk", "which names are one source"),)
    assert merged.groups == ((tuple(ours), tuple(theirs)),)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((ORG, PERSON), ORG),  # an organisation is more than what is assumed of two words
        ((PERSON, SourceKind.GOVERNMENT), SourceKind.GOVERNMENT),
        ((SourceKind.GROUP, SourceKind.DOCUMENT), SourceKind.DOCUMENT),
    ],
)
def test_two_extractions_found_different_kinds_of_one_new_source(
    kinds: tuple[SourceKind, SourceKind], expected: SourceKind
) -> None:
    ours, theirs = (entry("Harbour Watch", kind=kind) for kind in kinds)
    assert clean([], [replace(ours, roles=entry("", a="r").roles)], [theirs]) == [
        entry("Harbour Watch", kind=expected, a="r")
    ]


def test_two_extractions_gave_one_source_different_names() -> None:
    base = [entry("NHA", a="agency")]
    ours = [entry("Northern Harbour Agency", "NHA", a="agency", b="office")]
    theirs = [entry("Northern Harbor Agency", "NHA", a="agency")]
    for before in (base, []):
        (merged,) = clean(before, ours, theirs)
        assert merged.name == "Northern Harbour Agency"  # the longest
        assert merged.aliases == ("NHA", "Northern Harbor Agency")
        assert [role.role for role in merged.roles] == ["agency", "office"]


def test_a_persons_choice_goes_before_what_extraction_found() -> None:
    person = chosen(entry("Harbour Watch", "HW", kind=SourceKind.GROUP))
    found = entry("Harbour Watch", kind=SourceKind.GOVERNMENT)
    assert clean([], [person], [found]) == [person]
    assert clean([entry("Harbour Watch")], [person], [found]) == [person]


def test_a_kind_that_changed_on_both_sides_may_be_a_persons() -> None:
    base, *sides = ([entry("KCNA", kind=kind)] for kind in (ORG, PERSON, SourceKind.GROUP))
    assert merge_sources(base, *sides).conflicts == (("KCNA", "kind"),)
