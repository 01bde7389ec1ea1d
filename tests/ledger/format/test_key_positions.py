from __future__ import annotations

import pytest

from claimkit.ledger.format.key_positions import KeyPositions

TEXT = """\
schema: 2
document:
  path: a.txt
  sha256: "00"
claims:
- id: aaaaaaaa
  said: null
- {said: 2025, id: bbbbbbbb}
retired:
- id: cccccccc
"""
SOURCES = "schema: 2\nsources:\n- {name: Ann Lee, kind: person}\n- {kind: group, name: fans}\n"


@pytest.mark.parametrize(
    ("claim_id", "key", "place"),
    [
        ("aaaaaaaa", "id", (6, 3)),
        ("aaaaaaaa", "said", (7, 3)),
        ("aaaaaaaa", "review", (6, 3)),  # the id, where there is no such key
        ("bbbbbbbb", "said", (8, 4)),
        ("bbbbbbbb", "review", (8, 16)),
        ("cccccccc", "id", (10, 3)),
        ("dddddddd", "id", (1, 1)),
    ],
)
def test_of_claim(claim_id: str, key: str, place: tuple[int, int]) -> None:
    assert KeyPositions(TEXT).of_claim(claim_id, key) == place


@pytest.mark.parametrize(("key", "place"), [("sha256", (4, 3)), ("published", (1, 1))])
def test_of_document(key: str, place: tuple[int, int]) -> None:
    assert KeyPositions(TEXT).of_document(key) == place


@pytest.mark.parametrize(
    ("name", "place"), [("Ann Lee", (3, 10)), ("fans", (4, 23)), ("Bo Lind", (1, 1))]
)
def test_of_source(name: str, place: tuple[int, int]) -> None:
    assert KeyPositions(SOURCES).of_source(name) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "not: [closed\n",
        "claims:\nsources: none\ndocument: ''\n",
        "claims: {id: aaaaaaaa}\n",
        "claims: [[aaaaaaaa], [], aaaaaaaa, '', {}]\nsources: [[a]]\ndocument: [path]\n",
    ],
)
def test_a_file_of_another_form_has_its_first_line(text: str) -> None:
    positions = KeyPositions(text)
    assert positions.of_claim("aaaaaaaa") == (1, 1)
    assert positions.of_source("a") == (1, 1)
    assert positions.of_document("path") == (1, 1)
