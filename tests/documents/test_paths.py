"""Test which files of a folder are documents."""

from __future__ import annotations

from pathlib import Path

from claimkit.documents.paths import iter_document_paths, iter_skipped_paths


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


def test_files_of_known_formats_that_are_not_read(tmp_path: Path) -> None:
    make(
        tmp_path,
        *("a.txt", "b.odt", "c/d.JPG", "c/corpus.jsonl", "c/corpus.jsonl.gz", "e.py"),
        *(".f.odt", "a.meta.yaml", "claimkit.yaml", "_facts.yaml"),
    )
    (tmp_path / "g.pages").mkdir()

    found = {
        path.relative_to(tmp_path).as_posix(): form.name
        for path, form in iter_skipped_paths([tmp_path, tmp_path / "c"])
    }

    assert found == {
        "b.odt": "an OpenDocument text",
        "c/corpus.jsonl": "a corpus of JSON lines",
        "c/corpus.jsonl.gz": "a corpus of JSON lines",
        "c/d.JPG": "a picture",
    }
    assert list(iter_document_paths([tmp_path])) == [tmp_path / "a.txt"]
