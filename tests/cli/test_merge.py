"""``claimkit merge`` on files."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from tests.cli.conftest import Run
from tests.cli.ledger_texts import (
    ACCEPTED,
    MILL,
    REJECTED,
    RENTS,
    dated,
    ledger,
    reviewed,
)

LINE = "# yaml-language-server: $schema=../_ledger.schema.json\n"
BASE = ledger("rents.txt", RENTS, MILL)
RENTS_ACCEPTED = reviewed(BASE, RENTS, ACCEPTED)
RENTS_REJECTED = reviewed(BASE, RENTS, REJECTED)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(BASE, BASE, BASE)
    return tmp_path


def write(*texts: str) -> None:
    for name, text in zip(("base.yaml", "ours.yaml", "theirs.yaml"), texts, strict=True):
        Path(name).write_text(text, encoding="utf-8", newline="")


NAMES = ("base.yaml", "ours.yaml", "theirs.yaml")


def test_clean(files: Path, run: Run) -> None:
    write(BASE, RENTS_ACCEPTED, LINE + reviewed(BASE, MILL, REJECTED))
    done = run("merge", *NAMES)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == LINE + reviewed(RENTS_ACCEPTED, MILL, REJECTED)
    assert Path("ours.yaml").read_text(encoding="utf-8") == RENTS_ACCEPTED


def test_conflict(files: Path, run: Run) -> None:
    write(BASE, RENTS_ACCEPTED, RENTS_REJECTED)
    done = run("merge", *NAMES, "--path", "ledger/rents.txt.yaml", "--marker-size", "9")
    assert done.exit_code == 1
    hunk = f"<<<<<<<<< ours\n{ACCEPTED}=========\n{REJECTED}>>>>>>>>> theirs\n"
    assert done.stdout == reviewed(BASE, RENTS, hunk)
    assert done.stderr == (
        "ledger/rents.txt.yaml: conflict in review of Ann Lee: rents will rise by 5 percent "
        "(aaaaaaaa)\n"
        "claimkit: keep one side's lines of each conflict, take out the markers, then git add\n"
    )


@pytest.mark.parametrize(
    ("label", "shown"), [("HEAD", "HEAD"), ("", "ours"), ("%X", "ours"), ("one\ntwo", "one two")]
)
def test_labels(files: Path, run: Run, label: str, shown: str) -> None:
    write(BASE, RENTS_ACCEPTED, RENTS_REJECTED)
    done = run("merge", *NAMES, "--ours-label", label, "--theirs-label", "main")
    assert f"\n<<<<<<< {shown}\n{ACCEPTED}=======\n{REJECTED}>>>>>>> main\n" in done.stdout


def test_in_place_and_into_a_file(files: Path, run: Run) -> None:
    write(BASE, BASE, RENTS_ACCEPTED)
    Path("ours.yaml").chmod(0o640)
    for option in (["--output", "new.yaml"], ["--in-place"]):
        done = run("merge", *NAMES, *option)
        assert (done.exit_code, done.output) == (0, "")
    assert Path("ours.yaml").read_bytes() == Path("new.yaml").read_bytes()
    assert Path("ours.yaml").read_bytes() == Path("theirs.yaml").read_bytes()
    assert stat.S_IMODE(Path("ours.yaml").stat().st_mode) == 0o640
    assert sorted(path.name for path in files.iterdir()) == sorted([*NAMES, "new.yaml"])
    assert run("merge", *NAMES, "--in-place", "-o", "x").exit_code == 2


@pytest.mark.parametrize("base", [os.devnull, "empty.yaml"])
def test_both_made_the_file(files: Path, run: Run, base: str) -> None:
    Path("empty.yaml").touch()
    write(BASE, reviewed(ledger("rents.txt", RENTS), RENTS, ACCEPTED), BASE)
    done = run("merge", base, "ours.yaml", "theirs.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == RENTS_ACCEPTED


def test_hand_written_yaml_is_merged_into_the_canonical_form(files: Path, run: Run) -> None:
    write(
        BASE,
        dated(BASE, '"2025"'),
        RENTS_ACCEPTED,
    )
    done = run("merge", *NAMES, "-o", "new.yaml")
    assert done.exit_code == 0
    (rents, _) = read(Path("new.yaml")).claims
    assert (rents.said, rents.review and rents.review.stale) == ("2025", ("said",))


def test_what_is_no_ledger_is_merged_line_by_line(files: Path, run: Run) -> None:
    write("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
    done = run("merge", *NAMES)
    assert (done.exit_code, done.stdout) == (0, "A\nb\nc\nD\n")
    assert "ours.yaml: merged line by line, as git does: ours.yaml (base):1:1: " in done.stderr
    write("a\n", "b\n", "c\n")
    done = run("merge", *NAMES, "--marker-size", "8")
    assert (done.exit_code, done.stdout) == (
        1,
        "<<<<<<<< ours\nb\n========\nc\n>>>>>>>> theirs\n",
    )
    assert "ours.yaml: conflict in some lines\n" in done.stderr
    write(BASE, BASE, BASE.replace("retired: []", "retired: []  # look here"))
    done = run("merge", *NAMES)
    assert (done.exit_code, done.stdout) == (0, Path("theirs.yaml").read_text(encoding="utf-8"))
    assert "(theirs):" in done.stderr
    assert "comments in a ledger would not survive" in done.stderr
    Path("theirs.yaml").write_bytes(b"\xff\xfe latin")
    assert "not UTF-8" in run("merge", *NAMES).stderr


def test_files_from_another_folder(files: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("below").mkdir()
    write("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
    monkeypatch.chdir(files / "below")
    assert run("merge", *(f"../{name}" for name in NAMES)).stdout == "A\nb\nc\nD\n"


SOURCES = "schema: 2\nsources:\n- name: Ann Lee\n  kind: person\n"


def test_sources(files: Path, run: Run) -> None:
    ours = SOURCES + "  aliases: [A. Lee]\n"
    write(SOURCES, ours, SOURCES.replace("- name", "- name: AFP\n  kind: organisation\n- name", 1))
    done = run("merge", *NAMES, "--path", "ledger/_sources.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    # No extraction joins "A. Lee" with "Ann Lee", so a person did, and the merge says so.
    both = ours.replace("- name", "- name: AFP\n  kind: organisation\n- name", 1)
    assert done.stdout == f"{both}  chosen: true\n"
    write(SOURCES, SOURCES.replace("person", "group"), SOURCES.replace("person", "document"))
    done = run("merge", *NAMES, "--path", "ledger/_sources.yaml")
    assert done.exit_code == 1
    assert done.stdout.endswith(
        "- name: Ann Lee\n<<<<<<< ours\n  kind: group\n=======\n  kind: document\n>>>>>>> theirs\n"
    )
    assert "conflict in kind of the source Ann Lee" in done.stderr
    clash = SOURCES + "- name: Bo\n  kind: person\n  aliases: [Ann Lee]\n"
    write(SOURCES, SOURCES, clash)
    done = run("merge", *NAMES, "--path", "_sources.yaml")
    assert (done.exit_code, done.stdout) == (0, clash)
    assert "line by line" in done.stderr


def test_extractor(files: Path, run: Run) -> None:
    base = (
        'schema: 2\nclaimkit: "0.1.0"\nmodel:\n  name: en\n  version: "3.8.0"\nlexicons: 6f63dae8\n'
    )
    newer, newest = base.replace("0.1.0", "0.2.0"), base.replace("0.1.0", "0.3.0")
    name = ("--path", "ledger/_extractor.yaml")
    write(base, newer, base)
    assert run("merge", *NAMES, *name).stdout == newer
    # The older of two: whoever has the newer one is told to extract.
    for ours, theirs in ((newer, newest), (newest, newer)):
        write(base, ours, theirs)
        done = run("merge", *NAMES, *name)
        assert (done.exit_code, done.stdout, done.stderr) == (0, newer, "")
    write(base, base.replace("0.1.0", "0.10.0"), base.replace("0.1.0", "0.9.0"))
    assert 'claimkit: "0.9.0"\n' in run("merge", *NAMES, *name).stdout
    write("", base.replace("3.8.0", "3.8.1"), base)
    assert run("merge", *NAMES, *name).stdout == base


def test_two_versions_of_the_document(files: Path, run: Run) -> None:
    ours, theirs = (BASE.replace('sha256: "00"', f'sha256: "{sha}"') for sha in ("11", "22"))
    write(
        BASE,
        ours,
        dated(theirs),
    )
    done = run("merge", *NAMES)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == dated(ours)


@pytest.mark.parametrize("base", [BASE, reviewed(BASE, RENTS, "  review: {note: why}\n")])
def test_the_base_of_another_merge(files: Path, run: Run, base: str) -> None:
    write(base, reviewed(RENTS_ACCEPTED, MILL, ACCEPTED), RENTS_REJECTED)
    done = run("merge", *NAMES, "--as-base")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == reviewed(base, MILL, ACCEPTED)
    write("a\n", "b\n", "c\n")
    assert run("merge", *NAMES, "--as-base").stdout == "a\n"


def test_other_files_of_the_ledger_are_lines(files: Path, run: Run) -> None:
    write("a: 1\n", "a: 1\n", "a: 2\n")
    done = run("merge", *NAMES, "--path", "ledger/_facts.yaml")
    assert (done.exit_code, done.stdout) == (0, "a: 2\n")
    assert "it holds no claims" in done.stderr


def test_what_can_not_run(files: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("merge", "base.yaml", "nowhere.yaml", "theirs.yaml")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "nowhere.yaml: can't be read" in done.stderr
    done = run("merge", *NAMES, "-o", "no/folder/x.yaml")
    assert done.exit_code == 3
    assert "x.yaml: can't be written" in done.stderr
    assert run("merge", "base.yaml").exit_code == 2
    write("a\n", "b\n", "c\n")
    monkeypatch.setenv("PATH", str(files))
    done = run("merge", *NAMES, "--in-place")
    assert done.exit_code == 3
    assert "git is not installed" in done.stderr
    assert Path("ours.yaml").read_text(encoding="utf-8") == "b\n"


def test_start_without_what_takes_long_to_import(files: Path, environment: dict[str, str]) -> None:
    write(BASE, RENTS_ACCEPTED, reviewed(BASE, MILL, REJECTED))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimkit", "merge", *NAMES],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "claimkit.compare.merging.ledger_merge" in modules
    assert not {"spacy", "pydantic", "rapidfuzz", "rich", "numpy", "yaml"} & modules


@pytest.mark.skipif(sys.platform == "win32", reason="no devices and pipes there")
@pytest.mark.parametrize("command", ["merge {0} base.yaml base.yaml", "diff base.yaml {0}"])
@pytest.mark.parametrize("odd", ["pipe.yaml", "/dev/zero", "zero.yaml", "huge.yaml"])
def test_files_that_end_never_are_refused(files: Path, command: str, odd: str) -> None:
    os.mkfifo("pipe.yaml")
    Path("zero.yaml").symlink_to("/dev/zero")
    with Path("huge.yaml").open("wb") as file:
        file.truncate(3_000_000_000)
    done = shell(f"claimkit {command.format(odd)}")
    assert done.returncode == 3, done.stderr
    reason = "larger than" if odd == "huge.yaml" else "this is neither a file nor a folder"
    assert reason in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no devices and pipes there")
def test_pipes_of_the_shell_are_read(files: Path) -> None:
    write(BASE, RENTS_ACCEPTED, BASE)
    done = shell("claimkit merge <(cat base.yaml) <(cat ours.yaml) <(cat theirs.yaml)")
    assert (done.returncode, done.stdout) == (0, RENTS_ACCEPTED), done.stderr
    done = shell("claimkit merge <(echo a) <(echo b) <(echo a) --path notes.txt")
    assert (done.returncode, done.stdout) == (0, "b\n"), done.stderr
    done = shell("claimkit diff <(cat base.yaml) ours.yaml")
    assert done.returncode == 0, done.stderr
    assert "1 review changed" in done.stdout


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of bash in which ``claimkit`` is the command; it must not hang."""
    claimkit = f"claimkit() {{ '{sys.executable}' -m claimkit \"$@\"; }}"
    return subprocess.run(
        ["bash", "-c", f"{claimkit}; {command}"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,  # only if it hangs
        check=False,
    )
