from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import LedgerError
from claimkit.ledger.format.conflict_markers import (
    Markers,
    dump_source_versions,
    dump_versions,
)
from claimkit.ledger.format.read import parse, parse_sources
from claimkit.ledger.format.write import dump
from claimkit.model import Kind, LedgerFile, Review, ReviewStatus, SourceEntry, SourceKind
from tests.compare.ledger_versions import ACCEPTED, FERRY, ROOF, make_ledger
from tests.examples import examples
from tests.ledger.strategies import claims, ledgers

HUNK = re.compile(r"^<{7} ours\n(.*?)^={7}\n(.*?)^>{7} theirs\n", re.MULTILINE | re.DOTALL)


def pick(text: str, *sides: int) -> str:
    """Settle one conflict after the other for ours (1) or theirs (2); one answer is for all."""
    answers = iter(sides * (1 if len(sides) > 1 else text.count("=======")))
    return HUNK.sub(lambda match: match[next(answers)], text)


@given(ledgers())
def test_without_a_conflict_it_is_the_canonical_text(ledger: LedgerFile) -> None:
    assert dump_versions(ledger, replace(ledger)) == dump(ledger)


@examples(150)
@given(st.data())
def test_each_side_can_be_picked(data: st.DataObject) -> None:
    ours = data.draw(ledgers())
    other = data.draw(ledgers())
    versions = [replace(data.draw(claims()), id=claim.id) for claim in ours.claims]
    theirs = replace(other, claims=tuple(versions), retired=ours.retired)
    text = dump_versions(ours, theirs)
    assert parse(pick(text, 1), "x") == ours
    assert parse(pick(text, 2), "x") == theirs


def test_markers_stand_round_the_field_alone() -> None:
    ours = make_ledger(replace(FERRY, said="2025-05"), ROOF)
    theirs = make_ledger(replace(FERRY, said=None, review=ACCEPTED), ROOF)
    text = dump_versions(ours, theirs, Markers(9, "main", "topic"))
    assert text.replace(dump(make_ledger(ROOF)).split("claims:\n")[1], "").endswith(
        "  content: the ferry sails again in May\n"
        "<<<<<<<<< main\n"
        "  said: 2025-05\n"
        "=========\n"
        ">>>>>>>>> topic\n"
        "  kind: indirect\n"
        "  cue: said\n"
        "  stance: asserts\n"
        "  evidence: Bo Lind said the ferry sails again in May.\n"
        "  confidence: high\n"
        "  rule: r\n"
        "<<<<<<<<< main\n"
        "=========\n"
        "  review: {status: accepted, by: mk, on: 2025-05-02}\n"
        ">>>>>>>>> topic\n"
    )
    with pytest.raises(LedgerError, match="conflict markers"):
        parse(text, "x")


def test_what_is_left_out_does_not_change_with_the_choice_of_another_field() -> None:
    ours = make_ledger(replace(FERRY, source=("Ann Lee",), mention="She"))
    theirs = make_ledger(replace(FERRY, source=("Bo Lind",), mention="Bo Lind"))
    text = dump_versions(ours, theirs)
    (claim,) = parse(pick(text, 1, 2), "x").claims
    assert (claim.source, claim.mention) == (("Ann Lee",), "Bo Lind")
    author = replace(FERRY, kind=Kind.AUTHOR, cue=None, stance=None)
    text = dump_versions(make_ledger(author), make_ledger(replace(author, kind=Kind.DIRECT)))
    (claim,) = parse(pick(text, 2), "x").claims
    assert claim == replace(author, kind=Kind.DIRECT)


def test_a_review_is_one_line() -> None:
    rejected = Review(ReviewStatus.REJECTED, by="ap", on="2025-05-03")
    text = dump_versions(
        make_ledger(replace(FERRY, review=ACCEPTED)), make_ledger(replace(FERRY, review=rejected))
    )
    assert HUNK.findall(text) == [
        (
            "  review: {status: accepted, by: mk, on: 2025-05-02}\n",
            "  review: {status: rejected, by: ap, on: 2025-05-03}\n",
        )
    ]


def test_sources() -> None:
    desk = SourceEntry("A Desk", SourceKind.GROUP, ("The Desk",))
    group = replace(desk, kind=SourceKind.ORGANISATION)
    text = dump_source_versions([((desk,), (group,))])
    assert text == (
        "schema: 2\nsources:\n- name: A Desk\n"
        "<<<<<<< ours\n  kind: group\n=======\n  kind: organisation\n>>>>>>> theirs\n"
        "  aliases: [The Desk]\n"
    )
    other = SourceEntry("B Desk", SourceKind.GROUP, ("A Desk", "The Desk"))
    text = dump_source_versions([((desk,), (desk,)), ((), (other,))])
    assert parse_sources(pick(text, 1), "x") == [desk]
    assert parse_sources(pick(text, 2), "x") == [desk, other]
    assert dump_source_versions([]) == "schema: 2\nsources: []\n"


def test_an_alias_that_the_sides_put_with_different_sources_is_one_conflict() -> None:
    bo, mia = (SourceEntry(name, SourceKind.PERSON) for name in ("Bo Lind", "Mia Holm"))
    ours = replace(bo, aliases=("Nora Falk",), is_chosen=True), mia
    theirs = bo, replace(mia, aliases=("Nora Falk",), is_chosen=True)
    text = dump_source_versions([(ours, theirs)])
    assert len(HUNK.findall(text)) == 1
    assert parse_sources(pick(text, 1), "x") == list(ours)
    assert parse_sources(pick(text, 2), "x") == list(theirs)
