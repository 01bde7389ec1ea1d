"""The ledger's sources: extraction proposes, people dispose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.format.plain_values import plain_sources
from claimkit.ledger.format.schema import SourcesRecord, to_sources
from claimkit.ledger.format.write import dump_mapping
from claimkit.ledger.sources.registry import SourceError, SourceRegistry
from claimkit.model import Credit, SourceEntry, SourceKind, SourceRole
from tests.ledger.sources.credited import claim

from claimkit import yamlio  # isort: skip

PERSON, BODY = SourceKind.PERSON, SourceKind.ORGANISATION


def named(registry: SourceRegistry, path: str, *told: Credit) -> list[str]:
    claims = [claim(credit) for credit in told]
    registry.note_claims(path, claims)
    return [name for one in claims for name in registry.rename(one).source]


def test_spellings_join_and_claims_get_one_name() -> None:
    registry = SourceRegistry()
    assert named(registry, "a", Credit("Kim Jong-un", PERSON)) == ["Kim Jong-un"]
    assert named(registry, "b", Credit("Kim Jong Un", PERSON, "leader")) == ["Kim Jong-un"]
    [entry] = registry
    assert entry == SourceEntry(
        "Kim Jong-un", PERSON, ("Kim Jong Un",), (SourceRole("leader", ("b",)),)
    )


def test_an_expansion_in_a_document_joins_the_acronym() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("NHA", BODY))
    found = named(registry, "b", Credit("Northern Harbour Agency", BODY, forms=("NHA",)))
    assert found == ["Northern Harbour Agency"]
    assert named(registry, "c", Credit("NHA", BODY)) == ["Northern Harbour Agency"]


def test_a_state_goes_by_its_usual_name() -> None:
    registry = SourceRegistry()
    credit = Credit("U.S.", SourceKind.GOVERNMENT)
    assert named(registry, "a", credit) == ["United States"]
    assert named(registry, "b", Credit("the United States", SourceKind.GOVERNMENT)) == [
        "United States"
    ]


def test_namesakes_stay_apart_and_a_name_between_them_joins_neither() -> None:
    registry = SourceRegistry()
    names = ["George W. Bush", "George H. W. Bush", "George Bush", "Bush"]
    assert named(registry, "a", *(Credit(name, PERSON) for name in names)) == names
    assert len(registry) == 4


def test_kinds_are_not_joined() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("Lena Vogt", PERSON), Credit("Lena Vogt.", BODY))
    assert len(registry) == 1  # the same letters are one name, whatever the kind
    named(registry, "a", Credit("Morgan Stanly", PERSON), Credit("Morgan Stanley", BODY))
    assert len(registry) == 3


@pytest.mark.parametrize("name", ["the company", "a spokesman", "two officials", "his lawyer"])
def test_local_names_get_no_entry(name: str) -> None:
    registry = SourceRegistry()
    assert named(registry, "a", Credit(name, PERSON)) == [name]
    assert not len(registry)


def test_roles_follow_the_documents() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("Ann Lee", PERSON, "mayor"))
    named(registry, "b", Credit("Ann Lee", PERSON, "mayor"))
    named(registry, "a", Credit("Ann Lee", PERSON, "senator"))
    [entry] = registry
    assert entry.roles == (SourceRole("mayor", ("b",)), SourceRole("senator", ("a",)))
    named(registry, "b")
    [entry] = registry
    assert entry.roles == (SourceRole("senator", ("a",)),)


def test_joined_sources_stay_joined() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("NHA", BODY, "regulator"), Credit("Harbour Board", BODY))
    entry = registry.join(["Harbour Board"], into="NHA")
    assert (entry.name, entry.aliases) == ("NHA", ("Harbour Board",))
    assert named(registry, "b", Credit("Harbour Board", BODY)) == ["NHA"]
    assert registry.rename(claim(Credit("Harbour Board", BODY))).source == ("NHA",)


def test_split_sources_stay_split() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("Kim Jong-un", PERSON), Credit("Kim Jongun", PERSON))
    assert len(registry) == 1
    registry.split("Kim Jongun")
    assert named(registry, "a", Credit("Kim Jongun", PERSON)) == ["Kim Jongun"]
    assert len(registry) == 2


def test_a_new_name_is_kept() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("NHA", BODY))
    registry.set_name("NHA", "Northern Harbour Agency")
    assert named(registry, "b", Credit("NHA", BODY)) == ["Northern Harbour Agency"]
    assert registry.resolve("nha").aliases == ("NHA",)


def test_what_can_t_be_done_says_why() -> None:
    registry = SourceRegistry([SourceEntry("Ann Lee", PERSON), SourceEntry("Bo Ek", PERSON)])
    with pytest.raises(SourceError, match="there is no source 'Anne'"):
        registry.join(["Anne"], into="Bo Ek")
    with pytest.raises(SourceError, match="own name"):
        registry.split("Ann Lee")
    with pytest.raises(SourceError, match="'Bo Ek' is a name of 'Bo Ek'"):
        registry.set_name("Ann Lee", "Bo Ek")
    with pytest.raises(SourceError, match="'bo ek' is a name of"):
        SourceRegistry([*registry, SourceEntry("Carl Dahl", PERSON, ("bo ek",))])


CREDITS = st.builds(
    Credit,
    name=st.sampled_from(
        ["Kim Jong-un", "Kim Jong Un", "KCNA", "U.S.", "US", "Ann Lee", "Anne Lee", "the firm",
         "Western media", "George Bush", "George W. Bush", "George H. W. Bush", "true", "2024"]
    ),
    kind=st.sampled_from(list(SourceKind)),
    role=st.none() | st.sampled_from(["mayor", "Mayor: of", "no"]),
    forms=st.lists(st.sampled_from(["KCNA", "State Agency", "Ann Lee"]), max_size=2).map(tuple),
)  # fmt: skip
RUNS = st.lists(st.tuples(st.sampled_from("abc"), st.lists(CREDITS, max_size=4)), max_size=6)


@given(RUNS)
def test_no_name_in_two_entries_and_a_second_run_changes_nothing(
    runs: list[tuple[str, list[Credit]]],
) -> None:
    registry = SourceRegistry()
    for path, told in runs:
        registry.note_claims(path, [claim(c) for c in told])
    last = dict(runs)
    for path, told in last.items():
        registry.note_claims(path, [claim(c) for c in told])
    before = list(registry)
    for path, told in last.items():
        registry.note_claims(path, [claim(c) for c in told])
        named_once = [registry.rename(claim(c)) for c in told]
        assert [registry.rename(c).source for c in named_once] == [c.source for c in named_once]
    assert list(registry) == before
    SourceRegistry(before)  # raises if a name stands twice


@given(RUNS)
def test_the_file_holds_all(runs: list[tuple[str, list[Credit]]]) -> None:
    registry = SourceRegistry()
    for path, told in runs:
        registry.note_claims(path, [claim(c) for c in told])
    text = dump_mapping(plain_sources(registry))
    again = to_sources(yamlio.load(text, "x", SourcesRecord))
    assert again == list(registry)
    assert dump_mapping(plain_sources(again)) == text


@given(RUNS, RUNS)
def test_an_edit_survives_all_that_follows(
    before: list[tuple[str, list[Credit]]], after: list[tuple[str, list[Credit]]]
) -> None:
    registry = SourceRegistry()
    for path, told in before:
        registry.note_claims(path, [claim(c) for c in told])
    names = [entry.name for entry in registry]
    if len(names) < 2:
        return
    registry.join([names[0]], into=names[1])
    for path, told in after:
        registry.note_claims(path, [claim(c) for c in told])
    assert registry.resolve(names[0]).name == names[1]


def test_roles_are_joined_whatever_their_case() -> None:
    registry = SourceRegistry()
    named(registry, "a", Credit("Ann Lee", PERSON, "Mayor"))
    named(registry, "b", Credit("Ann Lee", PERSON, "mayor"))
    assert registry.resolve("Ann Lee").roles == (SourceRole("Mayor", ("a", "b")),)
