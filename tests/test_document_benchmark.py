"""The gold of the documents of many genres is sound, and the scorer counts as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.documents.gold import GoldClaim, GoldDocument, read_gold, words_of
from benchmarks.documents.scoring import score_document

LINE_NUMBER = re.compile(r"^ ?\d{1,2}  ", re.MULTILINE)
DIVIDED = re.compile(r"(?<=\w)-\n\s*(?=\w)")
LINK_TARGET = re.compile(r"\]\([^)]*\)")
PAGE_TURN = re.compile(r"\n\s*Page \d of \d\n\n.*\n")


def written_out(text: str) -> str:
    """Return the words of a document without what its layout puts between them."""
    for pattern in (PAGE_TURN, LINE_NUMBER, DIVIDED):
        text = pattern.sub("", text)
    return " ".join(words_of(LINK_TARGET.sub("]", text)))


@pytest.mark.parametrize("name", ["gold.yaml", "held_out.yaml"])
def test_contents_of_gold_stand_in_their_documents(root: Path, name: str) -> None:
    folder = root / "benchmarks" / "documents"
    gold = read_gold(folder / name, folder / "texts")
    assert len({claim.id for d in gold.documents for claim in d.claims}) == sum(
        len(document.claims) for document in gold.documents
    )
    for document in gold.documents:
        text = written_out((folder / "texts" / document.name).read_text(encoding="utf-8"))
        known = set(text.split())
        for claim in document.claims:
            for content in claim.contents:
                assert set(content) <= known, (claim.id, set(content) - known)


GOLD = GoldDocument(
    name="a.txt",
    claims=(
        GoldClaim(
            "a-1",
            is_required=True,
            is_author=False,
            contents=(words_of("the mill had lost 40 looms"), words_of("40 looms")),
            speakers=("Ana Beck",),
            numbers=((40, 40, "loom"),),
            said=("2024-03-01", None),
        ),
        GoldClaim(
            "a-2", is_required=True, is_author=False, contents=(words_of("nobody was hurt"),)
        ),
        GoldClaim("a-3", is_required=False, is_author=False, contents=(words_of("it had burnt"),)),
    ),
    meta={"date": "2024-03-02", "title": "Mill burnt", "author": None},
    barren=(words_of("Nobody came to the mill"),),
)
LOOMS = {
    "source": "Beck",
    "kind": "indirect",
    "cue": "said",
    "content": "The mill had lost 40 looms",
    "quantities": [{"text": "40 looms", "min": 40, "max": 40, "unit": "looms"}],
}


def test_claims_are_counted() -> None:
    meta = {"title": "Mill burnt down", "published": "2024-03-01", "author": None}
    extra = {"source": None, "kind": "indirect", "cue": "said", "content": "Nobody came"}
    score = score_document(GOLD, meta, [LOOMS, extra], never=["came"])
    shares = {name: (share.right, share.all) for name, share in score.shares.items()}
    assert shares == {
        "content": (1, 2),
        "joint": (1, 2),
        "numbers": (1, 1),
        "said": (1, 1),
        "precision": (1, 2),
        "precision and source": (1, 2),
        "clean": (1, 2),
        "metadata": (2, 3),
    }


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"source": "Carl Beck"}, "joint"),
        ({"quantities": []}, "numbers"),
        ({"said": "2024-03-02"}, "said"),
        ({"content": "the mill stood"}, "content"),
    ],
)
def test_what_is_wrong_is_not_counted(change: dict[str, object], measure: str) -> None:
    score = score_document(GOLD, {}, [{**LOOMS, **change}], never=[])
    assert score.shares[measure].right == 0
