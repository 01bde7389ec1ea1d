from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from claimkit.errors import DocumentError, LedgerError
from claimkit.ledger.file_texts import read_provenance
from claimkit.ledger.format.read import parse
from claimkit.ledger.format.write import dump
from claimkit.ledger.places import ledger_path
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.store import (
    rename_sources,
    stale_schemas,
    update,
    write_provenance,
    write_schemas,
)
from claimkit.model import LedgerFile, Provenance, Review, ReviewStatus

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "cases" / "ledger" / "good.yaml"
PROVENANCE = Provenance("0.1.0", "en_core_web_sm", "3.8.0", "5f0c")

# Runs `update` again and again with two contents in turn, in a process of its own.
LOOP = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from claimkit.ledger.format.read import read
from claimkit.ledger.store import update
ledger = read(Path(sys.argv[1]))
forms = [replace(ledger, title=title, retired=()) for title in ("first", "second " * 10_000)]
if sys.argv[3] == "stop":
    real = os.fsync
    def stop(handle):
        print("mid-write", flush=True)
        signal.pause()
    os.fsync = stop
    forms.reverse()
for turn in range(int(sys.argv[4])):
    print("turn", turn, flush=True)
    update(Path(sys.argv[2]), forms[turn % 2])
"""


def start_loop(folder: Path, mode: str, turns: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOOP, str(GOOD), str(folder), mode, str(turns)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def ledger() -> LedgerFile:
    found = parse(GOOD.read_text("utf-8"), "good.yaml")
    return replace(found, retired=())


@pytest.mark.parametrize(
    ("document", "documents", "expected"),
    [
        ("seeds/a/b.txt", "seeds", "ledger/a/b.txt.yaml"),
        ("./seeds//a.md", "seeds/", "ledger/a.md.yaml"),
        ("a/seeds/b.txt", "a/seeds", "ledger/b.txt.yaml"),
        ("seedsother/b.txt", "seeds", "ledger/seedsother/b.txt.yaml"),
        ("b.txt", "seeds", "ledger/b.txt.yaml"),
        ("seeds/b.txt", "", "ledger/seeds/b.txt.yaml"),
        ("seeds/b.txt", ".", "ledger/seeds/b.txt.yaml"),
        ("b.txt", "b.txt", "ledger/b.txt.yaml"),
        ("a b/ü…?.txt", "", "ledger/a b/ü…?.txt.yaml"),
        ("...", "", "ledger/....yaml"),
    ],
)
def test_ledger_path(document: str, documents: str, expected: str) -> None:
    assert ledger_path(Path("ledger"), document, documents).as_posix() == expected


@pytest.mark.parametrize(
    "document",
    ["", ".", "/etc/a.txt", "../a.txt", "seeds/../../a.txt", "..", "a\\..\\b", "C:/a.txt", "a\0b"],
)
def test_no_path_leaves_the_ledger(document: str) -> None:
    with pytest.raises(DocumentError, match="no place in the ledger"):
        ledger_path(Path("ledger"), document, "seeds")


def test_update_writes_once(tmp_path: Path, ledger: LedgerFile) -> None:
    folder = tmp_path / "new" / "ledger"
    first = update(folder, ledger, documents="seeds")
    assert first.path == folder / "bridge.txt.yaml"
    assert first.before is None
    assert first.is_changed
    assert parse(first.path.read_text("utf-8"), "x") == first.after == ledger
    os.utime(first.path, (1, 1))
    second = update(folder, ledger, documents="seeds")
    assert second.before == second.after == ledger
    assert not second.is_changed
    assert first.path.stat().st_mtime == 1
    assert list_names(folder) == ["bridge.txt.yaml"]


def test_update_keeps_reviews_and_file_mode(tmp_path: Path, ledger: LedgerFile) -> None:
    path = update(tmp_path, ledger).path
    review = Review(status=ReviewStatus.REJECTED, by="mk")
    reviewed = replace(ledger, claims=(replace(ledger.claims[0], review=review),))
    path.write_text(dump(reviewed), "utf-8")
    path.chmod(0o640)
    result = update(tmp_path, replace(ledger, claims=()))
    assert result.after.retired == reviewed.claims
    assert parse(path.read_text("utf-8"), "x") == result.after
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_form_of_its_own_is_made_canonical(tmp_path: Path, ledger: LedgerFile) -> None:
    path = update(tmp_path, ledger).path
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert update(tmp_path, ledger).is_changed
    assert path.read_bytes() == text


def test_dry_run_leaves_the_folder_alone(tmp_path: Path, ledger: LedgerFile) -> None:
    folder = tmp_path / "ledger"
    assert update(folder, ledger, dry_run=True).is_changed
    assert not folder.exists()
    update(folder, ledger)
    assert not update(folder, ledger, dry_run=True).is_changed
    assert update(folder, replace(ledger, title="other"), dry_run=True).is_changed
    assert not update(folder, ledger).is_changed


@pytest.mark.parametrize("broken", [b"not a ledger", b"\xff", b"schema: 2 # mine\n", b""])
def test_a_refused_file_is_never_overwritten(
    tmp_path: Path, ledger: LedgerFile, broken: bytes
) -> None:
    path = tmp_path / "seeds" / "bridge.txt.yaml"
    path.parent.mkdir()
    path.write_bytes(broken)
    with pytest.raises(LedgerError):
        update(tmp_path, ledger)
    assert path.read_bytes() == broken
    assert list_names(path.parent) == [path.name]


def test_another_documents_file_is_never_overwritten(tmp_path: Path, ledger: LedgerFile) -> None:
    path = update(tmp_path, ledger, documents="seeds").path
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"holds the claims of seeds/bridge\.txt, not of bridge"):
        update(tmp_path, replace(ledger, path="bridge.txt"), documents="seeds")
    assert path.read_bytes() == before


def test_no_temporary_file_stays_after_an_error(
    tmp_path: Path, ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = update(tmp_path, ledger).path
    before = path.read_bytes()

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(LedgerError, match="can't be written: No space left on device"):
        update(tmp_path, replace(ledger, title="other"))
    assert path.read_bytes() == before
    assert list_names(path.parent) == [path.name]


def test_where_nothing_can_be_written(tmp_path: Path, ledger: LedgerFile) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="can't be written"):
        update(tmp_path / "file", ledger)
    with pytest.raises(LedgerError, match="can't be written"):
        update(tmp_path, replace(ledger, path="file/a.txt"))
    with pytest.raises(LedgerError, match="can't be written"):
        update(tmp_path, replace(ledger, path="a" * 300))


def test_killed_in_mid_write_leaves_the_old_file(tmp_path: Path, ledger: LedgerFile) -> None:
    path = update(tmp_path, ledger).path
    before = path.read_bytes()
    with start_loop(tmp_path, "stop", 1) as process:
        assert process.stdout
        assert process.stdout.readline() == "turn 0\n"
        assert process.stdout.readline() == "mid-write\n"
        process.send_signal(signal.SIGKILL)
    assert path.read_bytes() == before
    assert len(list_names(path.parent)) == 2  # nobody was left to remove the temporary file
    assert not update(tmp_path, ledger).is_changed
    assert list_names(path.parent) == [path.name]


@pytest.mark.slow
def test_killed_at_any_time_leaves_a_whole_file(tmp_path: Path, ledger: LedgerFile) -> None:
    path = update(tmp_path, ledger).path
    for turns in (1, 2, 9):
        with start_loop(tmp_path, "loop", 100_000) as process:
            assert process.stdout
            for _ in range(turns):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        assert parse(path.read_text("utf-8"), "x").claims == ledger.claims


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be locked there")
def test_two_processes_at_once(tmp_path: Path, ledger: LedgerFile) -> None:
    processes = [start_loop(tmp_path, "loop", 60) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    (path,) = (tmp_path / "seeds").iterdir()
    assert parse(path.read_text("utf-8"), "x").claims == ledger.claims


def test_extractor(tmp_path: Path) -> None:
    assert read_provenance(tmp_path) is None
    assert write_provenance(tmp_path, PROVENANCE)
    path = tmp_path / "_extractor.yaml"
    assert path.read_text("utf-8") == (
        "# yaml-language-server: $schema=_extractor.schema.json\n"
        'schema: 2\nclaimkit: "0.1.0"\nmodel:\n  name: en_core_web_sm\n  version: "3.8.0"\n'
        "lexicons: 5f0c\n"
    )
    assert read_provenance(tmp_path) == PROVENANCE
    assert not write_provenance(tmp_path, PROVENANCE)
    assert write_provenance(tmp_path, replace(PROVENANCE, lexicons="1e5"))
    assert read_provenance(tmp_path) == replace(PROVENANCE, lexicons="1e5")
    path.write_text("# mine\n" + path.read_text("utf-8"))
    with pytest.raises(LedgerError, match="comments"):
        write_provenance(tmp_path, PROVENANCE)


def test_a_moved_document_brings_its_reviews(tmp_path: Path, ledger: LedgerFile) -> None:
    review = Review(status=ReviewStatus.REJECTED, by="mk")
    reviewed = replace(ledger, claims=(replace(ledger.claims[0], review=review),))
    old = update(tmp_path, reviewed).path
    old.write_text(dump(reviewed), "utf-8")
    new = replace(ledger, path="bridge.txt", claims=(replace(ledger.claims[0], id=""),))
    result = update(tmp_path, new, moved_from=old)
    assert result.before == reviewed
    assert result.after == replace(reviewed, path="bridge.txt")
    assert parse(result.path.read_text("utf-8"), "x") == result.after
    assert not old.exists()


def test_a_move_that_was_cut_short_is_finished_unless_a_review_would_be_lost(
    tmp_path: Path, ledger: LedgerFile
) -> None:
    there = update(tmp_path, replace(ledger, path="bridge.txt")).path
    old = update(tmp_path, ledger).path
    assert ledger.claims[1].review
    lost = replace(ledger.claims[0], review=ledger.claims[1].review)
    old.write_text(dump(replace(ledger, claims=(lost, ledger.claims[1]))), "utf-8")
    new = replace(ledger, path="bridge.txt")
    with pytest.raises(LedgerError, match=r"has reviews that .*bridge\.txt\.yaml lacks"):
        update(tmp_path, new, moved_from=old)
    assert old.exists()
    there.write_text(dump(replace(new, claims=(lost, ledger.claims[1]))), "utf-8")
    assert update(tmp_path, new, moved_from=old).after.claims[0].review == lost.review
    assert not old.exists()


def test_schemas_are_written_once(tmp_path: Path) -> None:
    names = ["_extractor.schema.json", "_ledger.schema.json", "_sources.schema.json"]
    assert stale_schemas(tmp_path) == sorted(write_schemas(tmp_path)) == names
    assert sorted(list_names(tmp_path)) == names
    assert stale_schemas(tmp_path) == write_schemas(tmp_path) == []


def test_renaming_passes_on_the_errors_of_unreadable_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt.yaml").write_text("Ann Lee: [\n", "utf-8")
    errors: list[LedgerError] = []
    registry = SourceRegistry()
    assert rename_sources(tmp_path, registry, old=["Ann Lee"], on_error=errors.append) == 0
    assert [error.path for error in errors] == [str(tmp_path / "a.txt.yaml")]
    assert rename_sources(tmp_path, registry, old=["Bo Lind"], on_error=errors.append) == 0
    assert len(errors) == 1
    with pytest.raises(LedgerError):
        rename_sources(tmp_path, registry, old=["Ann Lee"])
