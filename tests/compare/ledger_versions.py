"""Claims, and versions of a ledger file, for tests that compare and merge."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from claimkit.ledger.nesting import relink
from claimkit.model import Claim, Confidence, Kind, LedgerFile, Review, ReviewStatus
from tests.ledger.strategies import claims

ACCEPTED = Review(ReviewStatus.ACCEPTED, by="mk", on="2025-05-02")


def make_claim(content: str, claim_id: str, *, source: str = "Bo Lind") -> Claim:
    return Claim(
        kind=Kind.INDIRECT,
        source=(source,),
        mention=source,
        cue="said",
        stance="asserts",
        content=content,
        evidence=f"{source} said {content}.",
        confidence=Confidence.HIGH,
        rule="r",
        id=claim_id,
    )


FERRY = make_claim("the ferry sails again in May", "aaaaaaaa")
ROOF = make_claim("nobody had looked at the roof", "bbbbbbbb")
COST = make_claim("it cost 40 million", "cccccccc")
PIER = make_claim("the pier is closed", "dddddddd", source="Mia Holm")
MILL = make_claim("the mill has closed", "ffffffff", source="Ann Lee")


def make_ledger(
    *entries: Claim, path: str = "a.txt", sha256: str = "00", retired: tuple[Claim, ...] = ()
) -> LedgerFile:
    return LedgerFile(path, sha256, None, (), None, entries, retired)


@st.composite
def edited(draw: st.DrawFn, ledger: LedgerFile) -> LedgerFile:
    """A ledger that people and runs may have made of another one."""
    in_force: list[Claim] = []
    retired: list[Claim] = []
    for claim in (*ledger.claims, *ledger.retired, *draw(st.lists(claims(), max_size=2))):
        kind = draw(st.sampled_from(["keep", "keep", "drop", "retire", "edit", "new id", "review"]))
        other = draw(claims())
        if kind == "edit":
            claim = replace(claim, said=other.said, quantities=other.quantities, rule=other.rule)
        elif kind == "new id":
            claim = replace(claim, id=other.id)
        elif kind == "review":
            claim = replace(claim, review=other.review)
        if kind != "drop":
            (retired if kind == "retire" else in_force).append(claim)
    in_force = draw(st.permutations(in_force))
    seen: set[str] = set()
    kept = [c for c in (*in_force, *retired) if not (c.id in seen or seen.add(c.id))]  # type: ignore[func-returns-value]
    result = replace(
        ledger,
        title=draw(st.none() | st.just(ledger.title) | st.text(max_size=3)),
        claims=tuple(c for c in kept if c in in_force),
        retired=tuple(c for c in kept if c not in in_force),
    )
    return relink(result)
