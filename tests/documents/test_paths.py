"""Test which files of a folder are documents."""

from __future__ import annotations

from pathlib import Path

from claimkit.documents.paths import iter_document_paths
from claimkit.documents.readers import SUFFIXES, find_reader


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("All is well.")


def test_folders_are_searched_in_order_and_other_files_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/B.TXT", ".git/x.txt", ".hidden.txt", "b.meta.yaml", "c.py")

    found = [path.relative_to(tmp_path).as_posix() for path in iter_document_paths([tmp_path])]

    assert found == ["a/B.TXT", "a/z.md", "b.txt"]


def test_named_files_are_yielded_whatever_they_are(tmp_path: Path) -> None:
    make(tmp_path, "c.py", ".hidden.txt")
    named = [tmp_path / "c.py", tmp_path / ".hidden.txt", tmp_path / "gone.txt"]

    assert list(iter_document_paths(named)) == named


def test_loops_of_links_end_and_nothing_is_read_twice(tmp_path: Path) -> None:
    make(tmp_path, "a/b/x.txt", "y.txt")
    (tmp_path / "a/b/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")

    found = list(iter_document_paths([tmp_path, tmp_path / "a", tmp_path / "y.txt"]))

    assert found == [tmp_path / "a/b/x.txt", tmp_path / "self.txt", tmp_path / "y.txt"]


def test_folder_without_documents(tmp_path: Path) -> None:
    assert list(iter_document_paths([tmp_path])) == []


def test_there_is_a_reader_for_each_suffix() -> None:
    assert all(find_reader(Path(f"report{suffix.upper()}")) for suffix in SUFFIXES)
    assert find_reader(Path("report.pdf")) is None
