from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.sources.naming import name_files
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import Claim, Confidence, Credit, Kind, LedgerFile, SourceEntry, SourceKind

NAMES = ["USA TODAY", "USA Today", "voters", "Voters", "Ann Lee", "Anne Lee", "the Post", "Post"]


def claim(source: str, *noted: str, via: str = "") -> Claim:
    return Claim(
        Kind.INDIRECT,
        (source,),
        source,
        "said",
        "asserts",
        "rents rise",
        "Rents rise.",
        Confidence.HIGH,
        "say.verb clause",
        via=(via,) if via else (),
        credits=tuple(Credit(name, SourceKind.ORGANISATION) for name in noted),
    )


def ledger(path: str, *claims: Claim) -> LedgerFile:
    return LedgerFile(path, "00", None, (), None, claims)


def test_a_later_document_may_name_an_earlier_ones_source() -> None:
    files = [
        ledger("a", claim("Ann Lee", "Ann Lee", via="USA TODAY")),
        ledger("b", claim("USA Today", "USA Today")),
    ]
    sources = SourceRegistry()
    named = name_files(files, sources)
    assert [file.path for file in named] == ["a", "b"]
    assert named[0].claims[0].via == ("USA Today",)
    assert name_files(files, sources) == named


def test_local_names_are_not_renamed_by_other_documents() -> None:
    sources = SourceRegistry()
    files = [ledger("a", claim("voters")), ledger("b", claim("Voters", "Voters"))]
    assert [file.claims[0].source for file in name_files(files, sources)] == [
        ("voters",),
        ("Voters",),
    ]
    aliased = SourceRegistry([SourceEntry("Post Inc.", SourceKind.ORGANISATION, ("the company",))])
    assert aliased.rename(claim("the company")).source == ("Post Inc.",)


claims = st.builds(
    lambda source, noted, via: claim(source, *noted, via=via),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(NAMES), max_size=2),
    st.sampled_from(["", *NAMES]),
)


@given(st.lists(st.lists(claims, max_size=3), max_size=5))
def test_a_second_run_changes_nothing(documents: list[list[Claim]]) -> None:
    files = [ledger(str(number), *found) for number, found in enumerate(documents)]
    sources = SourceRegistry()
    first = {file.path: file for file in name_files(files, sources)}
    entries = list(sources)
    known = SourceRegistry(entries)
    second = {file.path: file for file in name_files(files, known)}
    assert second == first
    assert list(known) == entries
    for file in files:  # a run over some of the documents
        assert name_files([file], SourceRegistry(entries)) == [first[file.path]]
    assert all(replace(file, claims=()) == replace(first[file.path], claims=()) for file in files)
