"""Claims that extraction missed: written by hand, added, split and joined; each survives runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Claim, LedgerFile, ReviewStatus
from tests.cli.conftest import Run

pytestmark = pytest.mark.model

HALL = """\
The hall opened in 1990. The hall is old.

Bo Lind told traders that the hall would close and the mill would open in June.

Rents: up 5 percent from May, as the mayor has it, on Monday. So much for that. “It’s a shame.”

That was all, Ann Lee said.
"""
RENTS = "Rents: up 5 percent from May, as the mayor has it, on Monday."
SPLIT = ("--content", "the hall would close", "--content", "the mill would open in June")
ADD = ("review", "add", "reports/hall.txt", "--by", "mia")


@pytest.fixture
def hall(folder: Path, run: Run) -> Path:
    """A project whose ledger is written; returns the ledger file."""
    for path in (folder / "reports").iterdir():
        path.unlink()
    (folder / "reports" / "hall.txt").write_text(HALL, encoding="utf-8")
    (folder / "reports" / "hall.meta.yaml").write_text("published: 2025-03-05\n", encoding="utf-8")
    assert run("extract").exit_code == 0
    return folder / "ledger" / "hall.txt.yaml"


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "reports" / "hall.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def extract(run: Run, *options: str) -> None:
    """Extract twice; the second run changes nothing, and check agrees."""
    assert run("extract", *options).exit_code == 0
    again = run("extract", *options, "--dry-run", "--exit-code")
    assert again.exit_code == 0, again.output


def find(ledger: Path, content: str) -> Claim:
    (claim,) = (c for c in read(ledger).claims if effective(c).content == content)
    return claim


def contents(claims: Iterable[Claim]) -> list[str]:
    return [effective(claim).content for claim in claims]


def write_entry(ledger: Path, entry: str) -> None:
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace("retired: []", f"{entry}retired: []"), encoding="utf-8")


ENTRY = f"""\
- source: Mira Holt
  content: up 5 percent from May
  evidence: "{RENTS}"
"""


# -- a claim written by hand ---------------------------------------------------------------------


def test_a_claim_is_written_by_hand(hall: Path, run: Run) -> None:
    write_entry(hall, ENTRY)
    before = run("check")
    assert before.exit_code == 0, before.output
    assert "note CK202" in before.stdout
    (claim,) = (c for c in read(hall).claims if c.added)
    assert run("extract", "--dry-run", "--exit-code").exit_code == 1
    extract(run)
    after = run("check")
    assert after.exit_code == 0, after.output
    assert "CK202" not in after.stdout
    assert find(hall, "up 5 percent from May") == claim
    assert f"- id: {claim.id}\n  source: Mira Holt\n" in hall.read_text(encoding="utf-8")
    assert "  added: {by: null, on: null}\n" in hall.read_text(encoding="utf-8")
    assert "- name: Mira Holt\n" in (hall.parent / "_sources.yaml").read_text(encoding="utf-8")
    # Its place is that of its evidence.
    order = [HALL.index(c.evidence.split("“")[0]) for c in read(hall).claims]
    assert order == sorted(order)


@pytest.mark.parametrize(
    "command",
    [("format",), ("review", "note", "{other}", "ask", "--by", "mia"), ("extract",)],
    ids=["format", "review", "extract"],
)
def test_each_command_that_writes_gives_the_same_id(
    hall: Path, run: Run, command: tuple[str, ...]
) -> None:
    other = read(hall).claims[0].id
    write_entry(hall, ENTRY + ENTRY)
    ids = {claim.id for claim in read(hall).claims if claim.added}
    assert len(ids) == 2
    done = run(*(word.format(other=other) for word in command))
    assert done.exit_code == 0, done.output
    assert {claim.id for claim in read(hall).claims if claim.added} == ids
    assert hall.read_text(encoding="utf-8").count("- id: ") == len(read(hall).claims)


@pytest.mark.parametrize("key", ["source", "content", "evidence"])
def test_what_a_claim_needs_is_named_with_its_place(hall: Path, run: Run, key: str) -> None:
    lines = [line for line in ENTRY.splitlines(keepends=True) if f" {key}:" not in line]
    if not lines[0].startswith("-"):
        lines[0] = "- " + lines[0].lstrip()
    write_entry(hall, "".join(lines))
    line = hall.read_text(encoding="utf-8").splitlines().index(lines[0].rstrip("\n")) + 1
    done = run("format")
    assert done.exit_code == 3
    assert f"hall.txt.yaml:{line}:3: " in done.stderr
    assert f".{key}: " in done.stderr
    assert f"hall.txt.yaml:{line}:3: error CK201" in run("check").stdout


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [(RENTS, "Rents fell.", "CK211"), ("content: up 5", "content: up by 5", "CK212")],
)
def test_words_that_are_not_in_the_document(
    hall: Path, run: Run, old: str, new: str, code: str
) -> None:
    write_entry(hall, ENTRY.replace(old, new))
    line = hall.read_text(encoding="utf-8").splitlines().index("- source: Mira Holt") + 1
    before = run("check")
    assert before.exit_code == 1
    assert code in before.stdout
    assert f"hall.txt.yaml:{line + (2 if code == 'CK211' else 1)}:3: error {code}" in before.stdout
    extract(run)
    assert code in run("check").stdout


def test_a_claim_by_hand_may_have_all_keys(hall: Path, run: Run) -> None:
    more = """\
  said: 2025-03-03
  quantities: [{text: 5 percent, min: 5, max: 5, bound: exact, unit: percent, change: rise}]
  role: inspector
  added: {by: mia, on: 2025-03-09}
"""
    write_entry(hall, ENTRY + more)
    extract(run)
    claim = find(hall, "up 5 percent from May")
    assert (claim.said, claim.role, claim.added and claim.added.by) == (
        "2025-03-03",
        "inspector",
        "mia",
    )
    assert run("check").exit_code == 0


def test_a_claim_by_hand_in_the_natural_form_of_yaml(hall: Path, run: Run) -> None:
    entry = f"""\
- source: Mira Holt
  content: |
    up 5 percent from May
  said: 2025
  dates: [{{text: May, value: 2024}}]
  evidence: >
    {RENTS[:30]}
    {RENTS[30:].strip()}
  review: {{status: corrected, by: bo, on: 2025-03-10, corrections: {{said: 2024}}}}
"""
    write_entry(hall, entry)
    extract(run)
    claim = find(hall, "up 5 percent from May")
    assert (claim.said, claim.dates[0].value, effective(claim).said) == ("2025", "2024", "2024")
    assert claim.evidence == RENTS
    assert run("check").exit_code == 0
    assert '  said: "2025"\n' in hall.read_text(encoding="utf-8")


# -- claimkit review add -------------------------------------------------------------------------


def test_add(hall: Path, run: Run) -> None:
    done = run(*ADD, "--content", "up 5 percent from May", "--source", "the mayor")
    assert done.exit_code == 0, done.output
    claim = find(hall, "up 5 percent from May")
    assert claim.id in done.stdout
    assert claim.evidence == RENTS
    assert (claim.source, claim.said, claim.rule) == (("the mayor",), "2025-03-03", "manual")
    assert [q.text for q in claim.quantities] == ["5 percent"]
    assert [(d.text, d.value) for d in claim.dates] == [("May", "2024-05")]
    assert claim.added is not None
    assert claim.added.by == "mia"
    check = run("check")
    assert check.exit_code == 0, check.output
    before = hall.read_bytes()
    extract(run)
    assert hall.read_bytes() == before


def test_add_with_all_options(hall: Path, run: Run) -> None:
    done = run(
        *ADD, "--content", "up 5 percent from May", "--source", "Lee", "--said", "2025-02",
        "--cue", "has it", "--stance", "asserts", "--mention", "the mayor", "--role", "mayor",
        "--note", "on the door", "--format", "json",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    claim = find(hall, "up 5 percent from May")
    assert json.loads(done.stdout)["claims"][0]["claim"]["id"] == claim.id
    assert claim.source == ("Ann Lee",)  # the only one of the document with this surname
    assert (claim.said, claim.cue, claim.stance) == ("2025-02", "has it", "asserts")
    assert (claim.mention, claim.role) == ("the mayor", "mayor")
    assert claim.review is not None
    assert (claim.review.note, claim.review.status) == ("on the door", ReviewStatus.PENDING)
    assert run("check").exit_code == 0


def test_a_part_of_a_name_is_the_source_that_the_sentence_names(
    hall: Path, run: Run, folder: Path
) -> None:
    edit(
        folder,
        "That was all, Ann Lee said.",
        "That was all, Ann Lee said. Tim Lee said that the mill is loud. It is old, for Tim Lee.",
    )
    extract(run)
    assert run(*ADD, "--content", "It is old", "--source", "Lee").exit_code == 0
    assert find(hall, "It is old").source == ("Tim Lee",)
    before = hall.read_bytes()
    done = run(*ADD, "--content", "up 5 percent from May", "--source", "lee")
    assert done.exit_code == 2
    assert "'lee' fits several sources" in done.stderr
    assert "Tim Lee, Ann Lee" in done.stderr
    assert hall.read_bytes() == before


@pytest.mark.parametrize("name", ["Eva Soll", "Eva Sohl", "eva sol", "The Mayor"])
def test_another_spelling_of_a_source(hall: Path, run: Run, folder: Path, name: str) -> None:
    edit(folder, "Ann Lee", "Eva Sol")
    extract(run)
    assert run(*ADD, "--content", "up 5 percent from May", "--source", name).exit_code == 0
    check = run("check")
    assert check.exit_code == 0, check.output
    before = hall.read_bytes()
    extract(run)
    assert hall.read_bytes() == before


def test_printed_marks_need_not_be_typed(hall: Path, run: Run) -> None:
    assert run(*ADD, "--content", '"It\'s a shame."').exit_code == 0
    claim = find(hall, "“It’s a shame.”")
    assert (claim.source, claim.mention, claim.kind.value) == ((), None, "direct")


def test_words_that_are_not_there_are_refused_with_the_nearest_sentence(
    hall: Path, run: Run
) -> None:
    before = hall.read_bytes()
    done = run(*ADD, "--content", "up by 5 percent from May")
    assert done.exit_code == 2
    assert "not in the document" in done.stderr
    assert "the nearest sentence is number 4: Rents: up 5 percent" in done.stderr
    assert hall.read_bytes() == before


def test_words_of_several_sentences_need_a_choice(hall: Path, run: Run) -> None:
    done = run(*ADD, "--content", "the hall")
    assert done.exit_code == 0  # "The hall" is written in another way
    done = run(*ADD, "--content", "The hall")
    assert done.exit_code == 2
    assert "--sentence" in done.stderr
    assert "2: The hall is old." in done.stderr
    assert run(*ADD, "--content", "The hall", "--sentence", "2").exit_code == 0
    assert find(hall, "The hall").evidence == "The hall is old."
    done = run(*ADD, "--content", "The hall", "--sentence", "99")
    assert (done.exit_code, "no number 99" in done.stderr) == (2, True)
    done = run(*ADD, "--content", "The hall", "--evidence", "The hall opened in 1990.")
    assert done.exit_code == 0
    assert [c.evidence for c in read(hall).claims if c.content == "The hall"] == [
        "The hall opened in 1990.",
        "The hall is old.",
    ]


def test_a_claim_that_is_there_is_refused(hall: Path, run: Run) -> None:
    (known,) = (c for c in read(hall).claims if c.content == "That was all")
    done = run(*ADD, "--content", "That was all", "--source", "Ann Lee")
    assert done.exit_code == 2
    assert known.id in done.stderr


def test_a_document_without_ledger_is_extracted_first(hall: Path, run: Run) -> None:
    (hall.parent.parent / "reports" / "mill.txt").write_text("The mill is safe: Ivo Kern.\n")
    done = run("review", "add", "reports/mill.txt", "--content", "The mill is safe", "--source",
               "Ivo Kern", "--by", "mia")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert contents(read(hall.parent / "mill.txt.yaml").claims) == ["The mill is safe"]
    assert run("check").exit_code == 0


def test_a_document_that_changed_must_be_extracted_first(
    hall: Path, run: Run, folder: Path
) -> None:
    edit(folder, "So much for that.", "So much.")
    done = run(*ADD, "--content", "up 5 percent from May")
    assert done.exit_code == 2
    assert "claimkit extract" in done.stderr


def test_without_a_terminal_words_must_be_named(hall: Path, run: Run) -> None:
    done = run(*ADD)
    assert done.exit_code == 2
    assert "--content" in done.stderr


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("document", ["reports", "reports/none.txt", "../elsewhere.txt"])
def test_no_document(run: Run, document: str) -> None:
    done = run("review", "add", document, "--content", "x", "--by", "mia")
    assert done.exit_code == 2
    assert document in done.stderr


# -- what later runs do --------------------------------------------------------------------------


def test_it_survives_edits_moves_and_renames(hall: Path, run: Run, folder: Path) -> None:
    run(*ADD, "--content", "up 5 percent from May", "--source", "the mayor")
    claim = find(hall, "up 5 percent from May")
    edit(folder, "The hall is old.", "The hall is old and damp, Bo Lind warned.")
    extract(run)
    assert find(hall, "up 5 percent from May") == claim
    edit(folder, f"{RENTS} ", "")
    edit(folder, "The hall opened", f"{RENTS}\n\nThe hall opened")
    extract(run)
    assert claim in read(hall).claims[:2]
    (folder / "reports" / "hall.txt").rename(folder / "reports" / "house.txt")
    (folder / "reports" / "hall.meta.yaml").rename(folder / "reports" / "house.meta.yaml")
    extract(run)
    assert not hall.exists()
    house = hall.with_name("house.txt.yaml")
    assert claim in read(house).claims[:2]
    assert run("check").exit_code == 0


def test_it_is_retired_with_its_sentence(hall: Path, run: Run, folder: Path) -> None:
    run(*ADD, "--content", "up 5 percent from May", "--source", "the mayor")
    claim = find(hall, "up 5 percent from May")
    edit(folder, RENTS, "")
    extract(run)
    assert read(hall).retired == (claim,)
    check = run("check")
    assert check.exit_code == 0
    assert "added by mia" in check.stdout


def test_it_is_joined_with_what_extraction_finds(hall: Path, run: Run, folder: Path) -> None:
    edit(folder, "So much for that. “It’s a shame.”", "Ivo Kern hopes that it will rain.")
    extract(run, "--no-attitudes")
    run(*ADD, "--content", "it will rain", "--source", "Dr. Kern", "--note", "ask him")
    claim = find(hall, "it will rain")
    assert claim.rule == "manual"
    assert run("extract").exit_code == 0
    joined = next(c for c in read(hall).claims if c.id == claim.id)
    assert joined.rule != "manual"
    assert joined.added == claim.added
    assert effective(joined).source == ("Dr. Kern",)
    assert joined.review is not None
    assert joined.review.status is ReviewStatus.CORRECTED
    assert joined.review.note == "ask him"
    assert run("check").exit_code == 0
    extract(run, "--no-attitudes")
    lost = find(hall, "it will rain")
    assert (lost.id, effective(lost).source, lost.rule) == (claim.id, ("Dr. Kern",), "manual")


# -- split, join, drop ---------------------------------------------------------------------------


def split(hall: Path, run: Run) -> tuple[Claim, LedgerFile]:
    (claim,) = (c for c in read(hall).claims if "the mill would open" in c.content)
    done = run("review", "split", claim.id, *SPLIT, "--by", "mia")
    assert done.exit_code == 0, done.output
    return claim, read(hall)


def test_split(hall: Path, run: Run, folder: Path) -> None:
    claim, after = split(hall, run)
    first, second = (c for c in after.claims if c.evidence == claim.evidence)
    assert first.id == claim.id
    assert contents([first, second]) == ["the hall would close", "the mill would open in June"]
    assert [len(effective(c).dates) for c in (first, second)] == [0, 1]
    assert (second.source, second.added and second.added.by) == (claim.source, "mia")
    shown = run("show", first.id).stdout
    assert "dates     none\n          claimkit: [{text: in June" in shown
    before = hall.read_bytes()
    extract(run)
    assert hall.read_bytes() == before
    assert run("check").exit_code == 0
    edit(folder, "told traders", "told the traders")
    extract(run)
    kept = [c for c in read(hall).claims if c.id in (first.id, second.id)]
    assert contents(kept) == ["the hall would close", "the mill would open in June"]
    assert [c.review and c.review.stale for c in kept] == [("evidence",), ("evidence",)]
    assert run("review", "accept", first.id, second.id, "--by", "bo").exit_code == 0
    assert run("check").exit_code == 0


def test_a_split_can_be_undone(hall: Path, run: Run) -> None:
    before = hall.read_bytes()
    _, after = split(hall, run)
    (second,) = (c for c in after.claims if c.added)
    first = next(c for c in after.claims if c.evidence == second.evidence)
    assert run("review", "reopen", first.id).exit_code == 0
    done = run("review", "drop", second.id)
    assert (done.exit_code, "--yes" in done.stderr) == (2, True)
    assert run("review", "drop", second.id, "--yes").exit_code == 0
    assert hall.read_bytes() == before


def test_split_with_a_source_of_each_part(hall: Path, run: Run) -> None:
    (claim,) = (c for c in read(hall).claims if "the mill would open" in c.content)
    options = (*SPLIT, "--source", "Bo Lind", "--source", "Mira Holt", "--by", "mia")
    assert run("review", "split", claim.id, *options).exit_code == 0
    assert find(hall, "the mill would open in June").source == ("Mira Holt",)
    assert run("check", "--ignore", "unknown-source").exit_code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--content", "the hall would close"), "at least two"),
        (("--content", "the hall would close", "--content", "nothing"), "word for word"),
        ((*SPLIT, "--source", "Bo Lind"), "2 sources"),
        ((), "--content"),
    ],
)
def test_splits_that_are_refused(
    hall: Path, run: Run, options: tuple[str, ...], message: str
) -> None:
    before = hall.read_bytes()
    (claim,) = (c for c in read(hall).claims if "the mill would open" in c.content)
    done = run("review", "split", claim.id, *options, "--by", "mia")
    assert (done.exit_code, message in done.stderr) == (2, True), done.output
    assert hall.read_bytes() == before


def test_join_and_its_undoing(hall: Path, run: Run, folder: Path) -> None:
    edit(folder, "That was all, Ann Lee said.", "“That was all,” Ann Lee said. “It is old.”")
    extract(run)
    before = hall.read_bytes()
    run(*ADD, "--content", "Rents: up", "--source", "the mayor")
    run(*ADD, "--content", "5 percent from May", "--source", "the mayor")
    one, two = (c for c in read(hall).claims if c.added)
    done = run("review", "join", one.id, two.id, "--by", "mia")
    assert done.exit_code == 0, done.output
    first, second = (c for c in read(hall).claims if c.added)
    assert effective(first).content == "Rents: up 5 percent from May"
    assert [q.text for q in effective(first).quantities] == ["5 percent"]
    assert second.review is not None
    assert (second.review.status, second.review.note) == (
        ReviewStatus.REJECTED,
        f"joined with {one.id}",
    )
    joined = hall.read_bytes()
    extract(run)
    assert hall.read_bytes() == joined
    assert run("check").exit_code == 0
    assert run("review", "reopen", one.id, two.id).exit_code == 0
    assert run("review", "note", two.id, "").exit_code in (0, 2)
    assert run("review", "drop", one.id, two.id, "--yes").exit_code == 0
    assert hall.read_bytes() == before


def test_joins_that_are_refused(hall: Path, run: Run) -> None:
    one, two = (c.id for c in read(hall).claims[-2:])
    assert "at least two" in run("review", "join", one, "--by", "mia").stderr
    done = run("review", "join", one, two, "--by", "mia")
    assert (done.exit_code, "--content" in done.stderr) == (2, True)


def test_what_extraction_finds_is_not_dropped(hall: Path, run: Run) -> None:
    done = run("review", "drop", read(hall).claims[0].id, "--yes")
    assert (done.exit_code, "reject" in done.stderr) == (2, True)
