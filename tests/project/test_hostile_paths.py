"""What a ledger or a configuration names is read only if it is a regular file of the project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.errors import ClaimkitError, LedgerError
from claimkit.ledger.format.read import read_text
from claimkit.ledger.format.write import dump
from claimkit.ledger.safe_files import write_text
from claimkit.model import Claim, Confidence, Kind, LedgerFile
from claimkit.project.configuration import read_configuration
from claimkit.regular_files import UnsuitableFileError, document_path, read_regular_file
from tests.repositories import make_repository

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no devices and pipes there")

INSIDE = ("link.txt", "pipe.txt", "pipe-link.txt", "folder.txt", "loop.txt", "huge.txt", "gone.txt")
OUTSIDE = (
    "/dev/zero", "/etc/passwd", "../outside.txt", "documents/../../outside.txt", "out/outside.txt",
    "//host/share/a.txt", "C:/a.txt", "\\\\host\\a.txt", "a\0b.txt", "x" * 5000, "/proc/self/mem",
)  # fmt: skip
COMMANDS = (
    ["check", "--no-extract"],
    ["review", "list"],
    ["show", "aaaaaaa0"],
    ["explain", "aaaaaaa0"],
    ["format", "--check"],
    ["sources", "list"],
    ["diff"],
    ["diff", "--format", "github"],
    ["check", "--staged"],
    ["review", "list", "--since", "HEAD"],
    ["review", "add", "link.txt", "--content", "rents rise", "--by", "mia"],
    ["review", "add", "pipe.txt", "--content", "rents rise", "--by", "mia"],
    ["init"],
    *(
        [
            "review",
            "split",
            f"aaaaaaa{last}",
            "--content",
            "rents",
            "--content",
            "rise",
            "--by",
            "m",
        ]
        for last in "01578bf"
    ),
    ["review", "join", "aaaaaaa1", "aaaaaaa2", "--by", "mia"],
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A project whose ledger names everything that must not be read."""
    (tmp_path / "outside.txt").write_text("Rents rise, Ann Lee said.\n")
    root = tmp_path / "desk"
    (root / "ledger").mkdir(parents=True)
    (root / "claimkit.yaml").write_text("documents: documents\nledger: ledger\n")
    (root / "link.txt").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe.txt")
    (root / "pipe-link.txt").symlink_to("pipe.txt")
    (root / "folder.txt").mkdir()
    (root / "loop.txt").symlink_to("loop.txt")
    with (root / "huge.txt").open("wb") as file:
        file.truncate(3_000_000_000)
    (root / "out").symlink_to(tmp_path)
    for number, name in enumerate((*INSIDE, *OUTSIDE)):
        found = Claim(
            Kind.INDIRECT, ("Ann Lee",), "Ann Lee", "said", "asserts", "rents rise",
            "Rents rise, Ann Lee said.", Confidence.HIGH, "say", id=f"aaaaaaa{number:x}"[:8],
        )  # fmt: skip
        ledger = LedgerFile(name, "00", None, (), None, (found,))
        (root / "ledger" / f"{number}.txt.yaml").write_text(dump(ledger), "utf-8")
    repository = make_repository(root)
    repository.git("add", "claimkit.yaml", "ledger")
    repository.git("commit", "--quiet", "--message", "base")
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_reads_what_a_ledger_must_not_name(desk: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", *command],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,  # only if it hangs
        check=False,
    )
    assert done.returncode in (0, 1, 2, 3), done.stderr
    assert command[0] != "review" or command[1] in ("list", "join") or done.returncode == 2
    assert all(character.isprintable() for character in done.stderr.replace("\n", ""))
    assert "Traceback" not in done.stderr
    assert "root:" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", INSIDE)
def test_a_path_inside_is_refused_by_its_kind(desk: Path, name: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 (of several kinds)
        read_regular_file(document_path(desk, name), 16_000_000)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_outside_is_refused_before_it_is_opened(desk: Path, name: str) -> None:
    with pytest.raises((UnsuitableFileError, FileNotFoundError, OSError)):
        read_regular_file(document_path(desk, name), 16_000_000)
    if name != "x" * 5000:
        with pytest.raises(UnsuitableFileError):
            document_path(desk, name)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "huge"])
def test_files_of_claimkit_itself_are_regular_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path)
        case _:
            with path.open("wb") as file:
                file.truncate(3_000_000_000)
    with pytest.raises(LedgerError):
        read_text(path)
    with pytest.raises(ClaimkitError):
        read_configuration(path)
    with pytest.raises(LedgerError, match="can't be written"):
        write_text(path, "schema: 2\n")


def test_a_regular_file_is_read_through_a_link_inside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert read_regular_file(document_path(tmp_path, "b.txt"), 3) == b"abc"
    with pytest.raises(UnsuitableFileError, match="larger than 2 bytes"):
        read_regular_file(tmp_path / "a.txt", 2)
