"""``claimkit review add`` and ``split`` on a terminal, and their keys in the review session."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Claim
from tests.repositories import ENVIRONMENT

pytestmark = pytest.mark.model

HALL = """\
The hall opened in 1990. The hall is old.

Bo Lind told traders that the hall would close and the mill would open in June.

Rents: up 5 percent from May, as the mayor has it. That was all, Ann Lee said.
"""


class Person:
    """Runs claimkit on a terminal and types when it asks."""

    def __init__(self, root: Path, environment: dict[str, str], *arguments: str) -> None:
        self.terminal, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 200))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claimkit", *arguments],
            cwd=root,
            env=environment
            | dict(ENVIRONMENT)
            | {"TERM": "xterm", "COLUMNS": "200", "NO_COLOR": "1"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def answer(self, prompt: str, keys: str, *, is_key: bool = False) -> None:
        """Type when ``prompt`` has come, counted from the last answer."""
        while prompt not in self.seen:
            assert self._take(), self.seen
        self.seen = self.seen.partition(prompt)[2]
        while is_key and termios.tcgetattr(self.terminal)[3] & termios.ICANON:
            assert self.process.poll() is None, self.seen
            time.sleep(0.005)
        os.write(self.terminal, keys.encode())

    def finish(self) -> int:
        while self._take():
            pass
        os.close(self.terminal)
        return self.process.wait()

    def _take(self) -> bool:
        try:
            piece = os.read(self.terminal, 65_536)
        except OSError:  # the other end is closed
            return False
        self.seen += piece.decode(errors="replace")
        return bool(piece)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from claimkit.project.project import Project

    (tmp_path / "claimkit.yaml").write_text("documents: reports\n", encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "hall.txt").write_text(HALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Project.find().extract()
    return tmp_path


def claims(project: Path) -> list[Claim]:
    return list(read(project / "ledger" / "hall.txt.yaml").claims)


def find(project: Path, content: str) -> Claim:
    (claim,) = (claim for claim in claims(project) if effective(claim).content == content)
    return claim


def test_a_claim_is_chosen_step_by_step(project: Path, environment: dict[str, str]) -> None:
    person = Person(project, environment, "review", "add", "reports/hall.txt", "--by", "mia")
    person.answer("  4  Rents", "")
    person.answer("(nothing: end)", "HALL IS\r")
    person.answer("  2  The hall is old.", "")
    person.answer("(nothing: end)", "4\r")
    person.answer("content (nothing: back)", "\x15up 5 percents\r")  # ^U empties the line
    person.answer("nearest sentence", "")
    person.answer("content (nothing: back)", "\x15up 5 percent from May\r")
    person.answer("2  Ann Lee", "")
    person.answer("(nothing: nobody is named)", "2\r")
    person.answer("content     up 5 percent from May", "")
    person.answer("[ync]", "c", is_key=True)
    person.answer("which field?", "role\r")
    person.answer("role:", "mayor\r")
    person.answer("role", "")
    person.answer("[ync]", "y", is_key=True)
    person.answer("added", "")
    person.answer("(nothing: end)", "\r")
    assert person.finish() == 0, person.seen
    claim = find(project, "up 5 percent from May")
    assert claim.id in person.seen
    assert (claim.source, claim.role) == (("Ann Lee",), "mayor")
    assert claim.added is not None
    assert claim.added.by == "mia"


def test_a_claim_is_split_on_the_terminal(project: Path, environment: dict[str, str]) -> None:
    claim = find(project, "the hall would close and the mill would open in June")
    person = Person(project, environment, "review", "split", claim.id, "--by", "mia")
    person.answer("content of part 1", "\x15the hall would close\r")
    person.answer("content of part 2", "the mill is safe\r")
    person.answer("word for word", "")
    person.answer("content of part 2", "the mill would open in June\r")
    person.answer("content of part 3", "\r")
    assert person.finish() == 0, person.seen
    assert find(project, "the hall would close").id == claim.id
    assert find(project, "the mill would open in June").added is not None


def test_keys_of_the_review(project: Path, environment: dict[str, str]) -> None:
    before = (project / "ledger" / "hall.txt.yaml").read_bytes()
    person = Person(project, environment, "review", "--by", "mia")
    person.answer("[arcnsbuq?]", "?", is_key=True)
    person.answer("a claim of this document is missing", "")
    person.answer("[arcnsbuq?]", "p", is_key=True)
    person.answer("content of part 1", "\x15the hall would close\r")
    person.answer("content of part 2", "the mill would open in June\r")
    person.answer("content of part 3", "\r")
    person.answer("[arcnsbuq?]", "m", is_key=True)
    person.answer("(nothing: end)", "4\r")
    person.answer("content (nothing: back)", "\x15up 5 percent from May\r")
    person.answer("(nothing: nobody is named)", "\r")
    person.answer("[ync]", "y", is_key=True)
    person.answer("(nothing: end)", "\r")
    person.answer("[arcnsbuq?]", "j", is_key=True)
    person.answer("--content", "")  # the two have no sentence in common
    person.answer("[arcnsbuq?]", "", is_key=True)
    assert len([claim for claim in claims(project) if claim.added]) == 2
    os.write(person.terminal, b"u")
    person.answer("[arcnsbuq?]", "u", is_key=True)
    person.answer("[arcnsbuq?]", "q", is_key=True)
    assert person.finish() == 0, person.seen
    assert (project / "ledger" / "hall.txt.yaml").read_bytes() == before
