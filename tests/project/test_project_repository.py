"""The project's paths as git has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.errors import ClaimkitError
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository
from tests.repositories import WorkTree, make_repository


@pytest.fixture
def below(tree: WorkTree) -> ProjectRepository:
    """The project in the folder ``desk`` of its repository."""
    return ProjectRepository.find(ProjectFolder.find(tree.root / "desk"))


@pytest.fixture
def at_root(tmp_path: Path) -> ProjectRepository:
    """A project whose root is the repository's."""
    tree = make_repository(tmp_path / "other")
    return ProjectRepository.find(ProjectFolder.find(tree.root))


def test_prefix(below: ProjectRepository, at_root: ProjectRepository) -> None:
    assert (below.prefix, at_root.prefix) == ("desk/", "")
    assert (below.ledger, at_root.ledger) == ("desk/ledger", "ledger")
    assert below.git_path("texts/a.txt") == "desk/texts/a.txt"
    assert at_root.git_path("texts/a.txt") == "texts/a.txt"


def test_project_path(below: ProjectRepository, at_root: ProjectRepository) -> None:
    assert below.find_project_path("desk/texts/a.txt") == "texts/a.txt"
    assert below.find_project_path("desktop/a.txt") is None
    assert at_root.find_project_path("desk/texts/a.txt") == "desk/texts/a.txt"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("desk/ledger/a.txt.yaml", True),
        ("desk/ledger/b/a.txt.yaml", True),
        ("desk/ledger/.b/a.txt.yaml", False),
        ("desk/ledger/_sources.yaml", False),
        ("desk/ledger/a.txt", False),
        ("ledger/a.txt.yaml", False),
        ("desk/ledgers/a.txt.yaml", False),
    ],
)
def test_ledger_files(below: ProjectRepository, path: str, expected: bool) -> None:
    assert below.is_ledger_file(path) is expected


def test_a_ledger_that_is_the_repositorys_root(at_root: ProjectRepository) -> None:
    project = at_root.project.with_ledger(at_root.repository.root)
    git = ProjectRepository(project, at_root.repository)
    assert git.is_ledger_file("a.txt.yaml")
    assert not git.is_ledger_file("_sources.yaml")


def test_pathspecs(below: ProjectRepository) -> None:
    assert below.ledger_pathspecs() == [":(top)desk/ledger"]
    assert below.ledger_pathspecs(["texts"]) == ["texts", ":(top,literal)desk/ledger"]
    assert below.ledger_pathspecs(["texts/a.txt"]) == [
        "texts/a.txt",
        ":(top,literal)desk/ledger/a.txt.yaml",
        ":(top,literal)desk/ledger/a.txt",
    ]
    assert below.ledger_pathspecs(["../elsewhere"]) == ["../elsewhere"]


def test_a_ledger_outside_the_repository(below: ProjectRepository, tmp_path: Path) -> None:
    git = ProjectRepository(below.project.with_ledger(tmp_path / "away"), below.repository)
    assert not git.is_ledger_file("away/a.txt.yaml")
    with pytest.raises(ClaimkitError, match="is not in the repository"):
        git.ledger_pathspecs()
