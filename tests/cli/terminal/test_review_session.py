"""``claimkit review`` on a terminal: keys in, claims out, each decision written at once."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from claimkit.cli.terminal.review_session import HELP, ReviewSession
from claimkit.ledger.claim_filter import ClaimFilter
from claimkit.ledger.places import iter_ledger_paths
from claimkit.ledger.store import iter_filed_claims
from claimkit.model import Review, ReviewStatus
from claimkit.project.evidence_context import EvidenceReader
from tests.cli.reviewed import find, make_project
from tests.repositories import ENVIRONMENT, WorkTree

ON = "2025-03-09"
ACCEPTED = Review(ReviewStatus.ACCEPTED, "bo", ON)
REJECTED = Review(ReviewStatus.REJECTED, "bo", ON)
FIRST_SCREEN = """\

reports/hall.txt  1 of 4  aaaaaaaa ─────────────────────────────────────────────
source      Ann Lee
role        mayor
cue         said
stance      asserts
content     Rents will rise by 5 percent
kind        indirect
said        2025-03-03
quantities  5 percent: 5 percent (rise)
block       paragraph
rule        say.verb clause, high confidence

  The hall opened in 1990. It has 12 stalls. Rents will rise by 5 percent, Ann
  Lee said on Monday. Nobody was asked, Bo Lind complained. She denied it. That
  was all.

"""

Step = str | Callable[[], str]


@dataclass(slots=True)
class Script:
    """A terminal whose keys and lines are known beforehand; a step may also be a function."""

    steps: list[Step]
    shown: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)

    def show(self, what: RenderableType) -> None:
        out = StringIO()
        Console(file=out, width=80, color_system=None, markup=False, highlight=False).print(what)
        self.shown.append("\n".join(line.rstrip() for line in out.getvalue().split("\n")))

    def read_key(self, prompt: str) -> str:  # noqa: ARG002
        if not self.steps:
            raise EOFError
        step = self.steps.pop(0)
        return step if isinstance(step, str) else step()

    def read_line(self, prompt: str, text: str = "") -> str:
        self.offered.append(text)
        return self.read_key(prompt)

    @property
    def screens(self) -> list[str]:
        """The ids of the claims that were shown, by their first letters."""
        return [text.split("\n")[1].split("  ")[2][:2] for text in self.shown if "──" in text]


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    return make_project(tmp_path)


def review(root: Path, steps: Iterable[Step]) -> tuple[Script, str]:
    """Run a session through what is open; return the terminal and what is said at the end."""
    files = iter_ledger_paths(root / "ledger")
    claims = [filed for path in files for filed in iter_filed_claims(path)]
    script = Script(list(steps))
    session = ReviewSession(
        ledger_dir=root / "ledger",
        claims=[filed for filed in claims if ClaimFilter().matches(filed)],
        by="bo",
        on=ON,
        terminal=script,
        evidence=EvidenceReader(root),
    )
    session.run()
    return script, session.summary()


def reviews(root: Path) -> list[Review | None]:
    return [find(root, name).review for name in ("aaaaaaaa", "aabbbbbb", "cccccccc", "eeeeeeee")]


def test_a_claim_with_all_that_is_known(tree: WorkTree) -> None:
    script, _ = review(tree.root, ["q"])
    assert "".join(script.shown) == FIRST_SCREEN


def test_each_decision_is_written_at_once(tree: WorkTree) -> None:
    seen: list[Review | None] = []

    def look() -> str:
        seen.append(find(tree.root, "aaaaaaaa").review)
        return "r"

    script, summary = review(tree.root, ["a", look, "s", "a", "q"])
    assert seen == [ACCEPTED]
    stale = find(tree.root, "cccccccc").review
    assert reviews(tree.root) == [ACCEPTED, REJECTED, stale, ACCEPTED]
    assert script.screens == ["aa", "aa", "cc", "ee"]
    assert summary == "accepted 2, rejected 1, skipped 1, left 1"


def test_it_goes_on_where_it_was_left(tree: WorkTree) -> None:
    assert review(tree.root, ["a", "q"])[1] == "accepted 1, left 3"
    script, summary = review(tree.root, ["s"])
    assert script.screens == ["aa", "cc"]
    assert summary == "skipped 1, left 3"
    assert review(tree.root, [])[1] == "left 3"


def test_back_and_undo(tree: WorkTree) -> None:
    before = (tree.root / "ledger/hall.txt.yaml").read_bytes()
    script, summary = review(tree.root, ["b", "u", "a", "s", "a", "u", "b", "u", "q"])
    assert script.screens == ["aa", "aa", "aa", "aa", "cc", "ee", "cc", "aa", "aa"]
    assert summary == "skipped 1, left 4"
    assert "this is the first one\n" in script.shown
    assert "there is nothing to undo\n" in script.shown
    assert (tree.root / "ledger/hall.txt.yaml").read_bytes() == before


def test_after_the_last_one(tree: WorkTree) -> None:
    script, summary = review(tree.root, ["a", "a", "a", "a", "x", "u", "r", "b", "s", "q"])
    assert summary == "accepted 3, rejected 1, left 0"
    assert script.screens == ["aa", "aa", "cc", "ee", "ee", "ee"]
    assert find(tree.root, "eeeeeeee").review == REJECTED


def test_fields_are_corrected_until_there_are_no_more(tree: WorkTree) -> None:
    script, summary = review(
        tree.root,
        [
            "c",
            "x",
            "s",
            "said",
            "2025-02-30",
            "2025-03-04",
            "sou",
            "[Ann Lee]",
            "Nora Falk",
            "",
            "q",
        ],
    )
    assert find(tree.root, "aaaaaaaa").review == Review(
        ReviewStatus.CORRECTED,
        "bo",
        ON,
        corrections=(("source", ("Nora Falk",)), ("said", "2025-03-04")),
    )
    assert script.offered == ["", "", "", "2025-03-03", "2025-03-03", "", "Ann Lee", "Ann Lee", ""]
    told = "".join(script.shown)
    assert "there is no field 'x'" in told
    assert "'s' may be source or said or stance" in told
    assert "'2025-02-30' is no date of the calendar" in told
    assert "the source of aaaaaaaa is that already" in told
    assert script.screens == ["aa", "aa"]
    assert summary == "corrected 1, left 3"


def test_what_is_not_changed_is_no_correction(tree: WorkTree) -> None:
    script, summary = review(tree.root, ["c", "source", "Ann Lee", "role", "", "", "q"])
    assert find(tree.root, "aaaaaaaa").review is None
    assert (script.screens, summary) == (["aa", "aa"], "left 4")


def test_a_corrected_claim_shows_both_values(tree: WorkTree) -> None:
    script, _ = review(tree.root, ["c", "source", "[Nora Falk, Bo]", "", "b", "q"])
    assert "source      Nora Falk, Bo\n            claimkit: Ann Lee\n" in script.shown[-1]
    assert f"review      corrected by bo on {ON}\n" in script.shown[-1]
    assert review(tree.root, ["u", "q"])[1] == "left 3"


def test_each_date_has_a_line_of_its_own(tree: WorkTree) -> None:
    dates = "[{text: in May, value: XXXX-05}, {text: in June, value: XXXX-06}]"
    script, _ = review(tree.root, ["c", "dates", dates, "", "b", "q"])
    assert "in May: XXXX-05\n            in June: XXXX-06\n" in script.shown[-1]


def test_each_correction_is_undone_by_itself(tree: WorkTree) -> None:
    review(tree.root, ["c", "source", "Nora Falk", "role", "null", "", "u", "q"])
    review_ = find(tree.root, "aaaaaaaa").review
    assert review_ is not None
    assert review_.corrections == (("source", ("Nora Falk",)),)


def test_a_note_is_no_decision(tree: WorkTree) -> None:
    script, summary = review(tree.root, ["n", "ask her", "s", "s", "n", "surely", "q"])
    assert find(tree.root, "aaaaaaaa").review == Review(by="bo", on=ON, note="ask her")
    assert (find(tree.root, "cccccccc").review or Review()).note == "surely"
    assert script.offered == ["", "sure"]
    assert f"note        ask her (pending by bo on {ON})\n" in script.shown[1]
    assert summary == "skipped 2, left 4"


def test_a_stale_review_tells_what_has_changed(tree: WorkTree) -> None:
    script, _ = review(tree.root, ["s", "s", "a", "q"])
    assert (
        "review   accepted by mia on 2025-03-01\nstale    changed since then: content\n"
        "note     sure\n"
    ) in script.shown[2]
    assert find(tree.root, "cccccccc").review == replace(ACCEPTED, note="sure")


def test_help_and_strange_keys(tree: WorkTree) -> None:
    script, _ = review(tree.root, ["?", "x", "\x1b[A", "aa", "q"])
    assert script.shown[1:] == [f"{HELP}\n", *["there is no such key; ? lists the keys\n"] * 3]
    assert reviews(tree.root)[0] is None


def change_ledger(tree: WorkTree, old: str, new: str) -> Callable[[], str]:
    def change() -> str:
        path = tree.root / "ledger/hall.txt.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        return "a"

    return change


def test_a_claim_that_changes_meanwhile_is_shown_again(tree: WorkTree) -> None:
    better = change_ledger(tree, "content: Rents will rise by 5", "content: Rents rise by 5")
    script, _ = review(tree.root, [better, "q"])
    assert "has changed meanwhile: content (look at it again, then decide)" in " ".join(
        script.shown[1].split()
    )
    assert "content     Rents rise by 5 percent\n" in script.shown[2]
    assert find(tree.root, "aaaaaaaa").review is None


def test_a_second_reviewer_loses_nothing(tree: WorkTree) -> None:
    rule = "  rule: complain.verb clause\n"
    theirs = change_ledger(tree, rule, f"{rule}  review: {{status: rejected, by: mia}}\n")
    script, _ = review(tree.root, [theirs, "s", "q"])
    assert find(tree.root, "aaaaaaaa").review == ACCEPTED
    assert find(tree.root, "aabbbbbb").review == Review(ReviewStatus.REJECTED, "mia")
    assert "somebody else has reviewed this claim in the meantime\n" in script.shown


def test_what_somebody_else_has_changed_is_not_undone(tree: WorkTree) -> None:
    other = change_ledger(tree, "by: bo", "by: mia")
    script, _ = review(tree.root, ["a", lambda: other() and "u", "q"])
    assert find(tree.root, "aaaaaaaa").review == replace(ACCEPTED, by="mia")
    assert "this can't be undone any more: it is not what you wrote\n" in script.shown


def test_a_claim_that_goes_meanwhile(tree: WorkTree) -> None:
    gone = change_ledger(tree, "- id: aabbbbbb", "- id: zzzzzzzz")
    script, _ = review(tree.root, [gone, "q"])
    assert "aabbbbbb is no longer in the ledger\n" in script.shown
    assert script.screens == ["aa", "cc"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            None,
            "reports/hall.txt: there is no such file Rents will rise by 5 percent, Ann Lee said",
        ),
        (
            "Early. Rents will rise by 5 percent, Ann Lee said on Monday. Late.",
            "the document has changed since it was extracted Early. Rents will rise",
        ),
        (
            "Rents will fall.",
            "the document has changed since it was extracted: the evidence is not in the document",
        ),
        ("\0\0\0", "reports/hall.txt: "),
    ],
)
def test_without_its_document(tree: WorkTree, text: str | None, shown: str) -> None:
    path = tree.root / "reports/hall.txt"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    script, _ = review(tree.root, ["q"])
    told = " ".join(script.shown[0].split())
    assert shown in told
    assert "Rents will rise by 5 percent, Ann Lee said" in told


def test_no_document_outside_of_the_project_is_read(tree: WorkTree, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("Secret. Rents will rise by 5 percent, Ann Lee said on Monday.", "utf-8")
    document = tree.root / "reports/hall.txt"
    document.unlink()
    document.symlink_to(secret)
    script, _ = review(tree.root, ["q"])
    assert "this path leads out of the project" in script.shown[0]
    assert "Secret" not in script.shown[0]


def test_long_context_is_cut_at_sentences(tree: WorkTree) -> None:
    evidence = "Rents will rise by 5 percent, Ann Lee said on Monday."
    text = (
        f"Long ago. {'many words ' * 15}end. The hall is old. {evidence} It is late. {'x ' * 300}"
    )
    (tree.root / "reports/hall.txt").write_text(text, "utf-8")
    script, _ = review(tree.root, ["q"])
    shown = " ".join(script.shown[0].split())
    assert f"end. The hall is old. {evidence} It is late." in shown
    assert "Long ago" not in shown or "many" in shown
    assert not shown.endswith("x x")


# -- the program itself -------------------------------------------------------------------------


@dataclass(slots=True)
class Person:
    """Runs the program on a terminal and types when it asks."""

    process: subprocess.Popen[bytes]
    terminal: int
    seen: bytes = b""
    _read: int = 0

    @classmethod
    def start(cls, arguments: Sequence[str], root: Path, environment: dict[str, str]) -> Person:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "claimkit", "review", *arguments],
            cwd=root,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        return cls(process, ours)

    def answer(self, prompt: str, keys: str, *, is_line: bool = False) -> None:
        """Type when ``prompt`` has come, counted from the last answer.

        Args:
            is_line: the terminal itself collects the line, so that no key is lost.
        """
        while (place := self.seen.find(prompt.encode(), self._read)) < 0:
            if not self._take():
                raise AssertionError(self.seen.decode())
        self._read = place + len(prompt.encode())
        # A key that comes before the program listens would be lost.
        while not is_line and termios.tcgetattr(self.terminal)[3] & termios.ICANON:
            assert self.process.poll() is None, self.seen.decode()
            time.sleep(0.005)
        os.write(self.terminal, keys.encode())

    def finish(self) -> tuple[int, str]:
        while self._take():
            pass
        os.close(self.terminal)
        return self.process.wait(), self.seen.decode().replace("\r\n", "\n")

    def _take(self) -> bool:
        try:
            piece = os.read(self.terminal, 65_536)
        except OSError:  # the other end is closed
            return False
        self.seen += piece
        return bool(piece)


@pytest.fixture
def start(tree: WorkTree, environment: dict[str, str]) -> Callable[..., Person]:
    def start(*arguments: str, **variables: str) -> Person:
        variables = {"TERM": "xterm", "COLUMNS": "100", **ENVIRONMENT, **variables}
        environment.pop("NO_COLOR", None)
        return Person.start(arguments, tree.root, environment | variables)

    return start


KEYS = "[arcnsbuq?]"


def test_on_a_real_terminal(tree: WorkTree, start: Callable[..., Person]) -> None:
    person = start("--by", "bo", "--document", "reports/hall.txt")
    person.answer(KEYS, "a")
    person.answer(KEYS, "c")
    person.answer("which field?", "role\r")
    person.answer("leave it)", "trader\r")
    person.answer("which field?", "\r")
    person.answer(KEYS, "q")
    code, seen = person.finish()
    assert code == 0, seen
    assert seen.endswith("accepted 1, corrected 1, left 1\n")
    # Source, cue and content are marked, in the table and in the evidence.
    for words, colour in (("Bo Lind", 36), ("complained", 33), ("Nobody was asked", 32)):
        assert seen.count(f"\x1b[1;{colour}m{words}") == 2, seen
    assert (find(tree.root, "aaaaaaaa").review or Review()).status is ReviewStatus.ACCEPTED
    corrected = find(tree.root, "aabbbbbb").review or Review()
    assert (corrected.by, corrected.corrections) == ("bo", (("role", "trader"),))


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(
    start: Callable[..., Person], variables: dict[str, str]
) -> None:
    person = start("--by", "bo", **variables)
    person.answer(KEYS, "q")
    code, seen = person.finish()
    assert (code, "\x1b" in seen) == (0, False), seen


def test_interrupted(tree: WorkTree, start: Callable[..., Person]) -> None:
    person = start("--by", "bo")
    person.answer(KEYS, "r")
    person.answer(KEYS, "\x03")
    code, seen = person.finish()
    assert code == 128 + signal.SIGINT
    assert "rejected 1, left 3\n" in seen
    assert "interrupted" in seen
    assert (find(tree.root, "aaaaaaaa").review or Review()).status is ReviewStatus.REJECTED


def test_the_end_of_input_is_the_end(start: Callable[..., Person]) -> None:
    person = start("--by", "bo")
    person.answer(KEYS, "\x04")
    code, seen = person.finish()
    assert code == 0, seen
    assert seen.endswith("left 4\n")


def test_nothing_left(tree: WorkTree, start: Callable[..., Person]) -> None:
    code, seen = start("--by", "bo", "--confidence", "low", "--with-quantities").finish()
    assert (code, seen) == (
        0,
        "claimkit: no claims match; there is nothing to decide\n",
    )
    code, seen = start().finish()
    assert code == 2
    assert "Name the reviewer with --by NAME" in seen


def test_one_claim_by_its_id(tree: WorkTree, start: Callable[..., Person]) -> None:
    person = start("cccc", "aaaa", "--by", "bo")
    person.answer("1 of 2  cccccccc", "")
    person.answer(KEYS, "a")
    person.answer(KEYS, "r")
    person.answer("[buq]", "q")
    code, seen = person.finish()
    assert (code, seen.endswith("accepted 1, rejected 1, left 0\n")) == (0, True), seen
    assert (find(tree.root, "cccccccc").review or Review()).stale == ()
    assert (find(tree.root, "aaaaaaaa").review or Review()).status is ReviewStatus.REJECTED


def test_a_retired_claim_is_shown_only(tree: WorkTree, start: Callable[..., Person]) -> None:
    code, seen = start("dddd", "--by", "bo", "--no-pager").finish()
    assert (code, "retired" in seen, "arcnsbuq" in seen) == (0, True, False), seen


def test_a_word_of_several_names_is_asked_about(
    tree: WorkTree, start: Callable[..., Person]
) -> None:
    path = tree.root / "ledger/old/mill.txt.yaml"
    path.write_text(path.read_text("utf-8").replace("Northern Press", "Zoë Lind"), "utf-8")
    for arguments in (("list", "--no-pager"), ("--by", "bo")):
        person = start(*arguments, "--source", "lind")
        person.answer("Which source is 'lind'?", "2\n", is_line=True)
        if "--by" in arguments:
            person.answer(KEYS, "q")
        code, seen = person.finish()
        assert (code, "  1  Bo Lind" in seen, "  2  Zoë Lind" in seen) == (0, True, True), seen
        assert ("eeeeeeee" in seen, "aabbbbbb" in seen) == (True, False)


def test_a_second_reviewer_does_not_see_the_first_decision(
    tree: WorkTree, start: Callable[..., Person]
) -> None:
    person = start("--by", "mia", "--document", "reports/hall.txt")
    person.answer(KEYS, "c")
    person.answer("which field?", "role\r")
    person.answer("leave it)", "trader\r")
    person.answer("which field?", "\r")
    person.answer(KEYS, "r")
    person.answer(KEYS, "q")
    assert person.finish()[0] == 0
    keys = "[arcsbuq?]"
    person = start("--second", "--by", "jo", NO_COLOR="1")
    person.answer(keys, "?")
    person.answer(keys, "a")
    assert "mia" not in person.seen.decode()
    assert "trader" not in person.seen.decode()
    person.answer("you disagree: first corrected by mia", "")
    person.answer(keys, "r")
    person.answer("you agree: first rejected by mia", "")
    person.answer("[buq]", "q")
    code, seen = person.finish()
    assert (code, seen.endswith("accepted 1, rejected 1, left 0\n")) == (0, True), seen
    second = (find(tree.root, "aaaaaaaa").review or Review()).second
    assert second is not None
    assert (second.status, second.by) == (ReviewStatus.ACCEPTED, "jo")
    for name in ("mia", "jo", "bo"):
        _, seen = start("--second", "--by", name).finish()
        assert "no claims match" in seen


def test_a_selection_is_confirmed_on_the_terminal(
    tree: WorkTree, start: Callable[..., Person]
) -> None:
    for answer, count in (("n", 0), ("y", 1)):
        person = start("reject", "--rule", "complain.verb clause", "--by", "bo")
        person.answer("Do it? [y/N]:", f"{answer}\n", is_line=True)
        assert person.finish()[0] == 1 - count
        status = (find(tree.root, "aabbbbbb").review or Review()).status
        assert (status is ReviewStatus.REJECTED) == bool(count)


@pytest.mark.parametrize("arguments", [("list",), ("--stats",), ("aaaa", "dddd")])
def test_long_output_goes_to_the_pager(
    tree: WorkTree, start: Callable[..., Person], arguments: tuple[str, ...]
) -> None:
    pager = {"GIT_PAGER": "tr '[:lower:]' '[:upper:]'", "NO_COLOR": "1"}
    code, paged = start(*arguments, **pager).finish()
    assert (code, paged.upper()) == (0, paged)
    code, plain = start(*arguments, "--no-pager", **pager).finish()
    assert (code, plain.upper()) == (0, paged)
    assert plain != paged


def test_lists_are_as_wide_as_the_terminal(tree: WorkTree, start: Callable[..., Person]) -> None:
    _, seen = start("list", "--no-pager", COLUMNS="40").finish()
    assert "  aaaaaaaa  pending          Ann Lee: R…\n" in seen
    assert all(len(line) <= 40 for line in seen.splitlines())
