"""Test the folders of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.errors import ClaimkitError, SchemaError
from claimkit.project.project_folder import ProjectFolder
from tests.repositories import WorkTree, make_repository


def test_the_nearest_configuration_is_the_projects(tree: WorkTree) -> None:
    project = ProjectFolder.find(tree.root / "desk" / "texts")
    assert project.root == tree.root / "desk"
    assert project.is_configured
    assert project.documents == tree.root / "desk" / "texts"
    assert project.ledger == tree.root / "desk" / "ledger"
    assert (project.repository_root, project.path_in_repository) == (tree.root, "desk")


def test_without_a_configuration_it_is_the_repository(tmp_path: Path) -> None:
    tree = make_repository(tmp_path / "repository")
    (tree.root / "a").mkdir()
    project = ProjectFolder.find(tree.root / "a")
    assert (project.root, project.is_configured) == (tree.root, False)
    assert (project.documents, project.documents_root) == (tree.root / "documents", "documents")
    assert project.path_in_repository == "."


def test_without_either_it_is_the_folder_itself(tmp_path: Path) -> None:
    project = ProjectFolder.find(tmp_path)
    assert project.root == tmp_path
    assert (project.repository_root, project.path_in_repository) == (None, ".")


def test_a_configuration_with_a_fault_is_refused(tmp_path: Path) -> None:
    (tmp_path / "claimkit.yaml").write_text("documents: 3\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"claimkit\.yaml:1"):
        ProjectFolder.find(tmp_path)


def test_a_current_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(ClaimkitError, match="no longer exists"):
        ProjectFolder.find()


def test_another_ledger(tree: WorkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.root)
    project = ProjectFolder.find(tree.root / "desk")
    assert project.with_ledger(None) is project
    other = project.with_ledger(Path("claims"))
    assert other.ledger == tree.root / "claims"
    assert other.documents == project.documents


def test_paths_as_the_ledger_writes_them(tree: WorkTree, tmp_path: Path) -> None:
    project = ProjectFolder.find(tree.root / "desk")
    assert project.relative_path(tree.root / "desk" / "texts" / "a.txt") == "texts/a.txt"
    assert project.relative_path(tree.root / "desk" / "x" / ".." / "a.txt") == "a.txt"
    assert project.relative_path(tree.root / "a.txt") is None
    link = tmp_path / "link"
    link.symlink_to(tree.root / "desk")
    assert project.relative_path(link / "texts" / "a.txt") == "texts/a.txt"


@pytest.mark.parametrize(
    ("folders", "configuration", "expected"),
    [
        ((), None, "documents"),
        (("seeds",), None, "seeds"),
        (("seeds",), "jobs: 2\n", "seeds"),
        (("seeds", "documents"), None, "documents"),
        (("seeds",), "documents: documents\n", "documents"),
    ],
)
def test_the_folder_of_the_documents(
    folders: tuple[str, ...], configuration: str | None, expected: str, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    for folder in folders:
        (tmp_path / folder).mkdir()
    if configuration is not None:
        (tmp_path / "claimkit.yaml").write_text(configuration, encoding="utf-8")
    project = ProjectFolder.find(tmp_path)
    assert (project.documents, project.documents_root) == (tmp_path / expected, expected)


def test_an_empty_configuration_has_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "claimkit.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert ProjectFolder.find(tmp_path).is_configured


def test_a_huge_configuration_is_refused(tmp_path: Path) -> None:
    (tmp_path / "claimkit.yaml").write_text("#" * 2_000_000, encoding="utf-8")
    with pytest.raises(SchemaError, match="larger than"):
        ProjectFolder.find(tmp_path)


@pytest.mark.parametrize("key", ["documents", "ledger"])
def test_folders_outside_the_project_are_refused(tmp_path: Path, key: str) -> None:
    """A configuration may come from anybody, and a ledger is written to."""
    desk, away = tmp_path / "desk", tmp_path / "away"
    desk.mkdir()
    away.mkdir()
    for folder in ("../away", str(away), "a/../../away", "link", "link/deeper"):
        (desk / "claimkit.yaml").write_text(f"jobs: 1\n{key}: {folder}\n", "utf-8")
        if folder == "link":
            (desk / "link").symlink_to(away)
        with pytest.raises(SchemaError, match="leads out of the project") as caught:
            ProjectFolder.find(desk)
        assert caught.value.line == 2
    (desk / "claimkit.yaml").unlink()
    (desk / key).symlink_to(away)
    (desk / ".git").mkdir()
    with pytest.raises(ClaimkitError, match="leads out of the project"):
        ProjectFolder.find(desk)
    (desk / "claimkit.yaml").write_text(f"{key}: .\n", "utf-8")
    if key == "documents":
        assert ProjectFolder.find(desk).documents == desk
