"""``claimkit init``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from claimkit.project.project_folder import ProjectFolder
from tests.cli.conftest import Run
from tests.repositories import WorkTree, make_repository

WRITTEN = [
    ".gitattributes",
    ".github/workflows/claimkit.yml",
    ".pre-commit-config.yaml",
    "claimkit.yaml",
    "documents/.gitkeep",
    "ledger/_extractor.schema.json",
    "ledger/_ledger.schema.json",
    "ledger/_sources.schema.json",
]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    tree = make_repository(tmp_path / "desk")
    monkeypatch.chdir(tree.root)
    return tree


def listing(root: Path) -> dict[str, bytes]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if path.relative_to(root).parts[0] != ".git"
    }


def test_an_empty_repository_and_once_more(tree: WorkTree, run: Run) -> None:
    done = run("init")
    assert done.exit_code == 0
    assert done.stdout == "".join(
        f"{name}: written\n"
        for name in (
            "claimkit.yaml", "documents/.gitkeep", *WRITTEN[5:8], ".gitattributes", *WRITTEN[1:3]
        )
    )  # fmt: skip
    assert "claimkit extract\n" in done.stderr
    written = listing(tree.root)
    assert list(written) == WRITTEN
    again = run("init")
    assert again.exit_code == 0
    assert again.stdout.endswith("nothing to do\n")
    assert "written" not in again.stdout
    assert listing(tree.root) == written


@pytest.mark.model
def test_what_is_made_works(tree: WorkTree, run: Run) -> None:
    run("init", "--documents", "my reports", "--ledger", "ledger: own")
    tree.write("my reports/mill.txt", "The mill has closed, KCNA reported.\n")
    assert run("extract", "--quiet").exit_code == 0
    assert run("format", "--check").exit_code == 0
    assert run("check", "--quiet").exit_code == 0
    tree.commit()
    assert tree.git("check-attr", "diff", "text", "--", "ledger: own/mill.txt.yaml") == (
        "ledger: own/mill.txt.yaml: diff: claimkit\nledger: own/mill.txt.yaml: text: set\n"
    )
    assert tree.git("check-attr", "text", "--", "my reports/mill.txt").endswith("text: unset\n")
    assert ProjectFolder.find(tree.root).documents == tree.root / "my reports"


def test_dry_run(tree: WorkTree, run: Run) -> None:
    done = run("init", "desk", "--dry-run")
    assert "desk/claimkit.yaml: would be written\n" in done.stdout
    assert listing(tree.root) == {}


def test_what_a_person_has_stays(tree: WorkTree, run: Run) -> None:
    own = {
        ".gitattributes": "*.png binary",
        ".pre-commit-config.yaml": "repos: []\n",
        "claimkit.yaml": "# ours\ndocuments: texts\nledger: claims\n",
        "texts/a.txt": "Nobody came.\n",
    }
    for name, text in own.items():
        tree.write(name, text)
    done = run("init")
    assert done.exit_code == 0
    after = listing(tree.root)
    for name in (".pre-commit-config.yaml", "claimkit.yaml", "texts/a.txt"):
        assert after[name] == own[name].encode()
    assert after[".gitattributes"].startswith(b"*.png binary\n\n# claimkit: begin\n")
    assert b"\n/claims/**/*.yaml text eol=lf" in after[".gitattributes"]
    assert ".pre-commit-config.yaml: left as it is; for claimkit it needs:\n" in done.stdout
    assert "      - id: claimkit-check\n" in done.stdout
    assert "claims/_ledger.schema.json" in after
    assert run("init").exit_code == 0
    assert listing(tree.root) == after


def test_a_block_is_brought_up_to_date_in_its_place(tree: WorkTree, run: Run) -> None:
    run("init", "--no-github", "--no-pre-commit")
    path = tree.root / ".gitattributes"
    text = path.read_text("utf-8")
    path.write_text("*.a b\n" + text.replace("-text", "-texts") + "*.c d\n", "utf-8")
    done = run("init", "--no-github", "--no-pre-commit")
    assert ".gitattributes: lines of claimkit's added\n" in done.stdout
    assert path.read_text("utf-8") == f"*.a b\n{text}*.c d\n"


def test_gitlab(tree: WorkTree, run: Run) -> None:
    tree.write(".gitlab-ci.yml", "stages: [test]\n")
    done = run("init")
    assert "    include:\n      - local: .gitlab/claimkit.yml\n" in done.stdout
    after = listing(tree.root)
    assert ".github/workflows/claimkit.yml" not in after
    assert "claimkit" in yaml.safe_load(after[".gitlab/claimkit.yml"])


def test_a_project_below_the_repository(tree: WorkTree, run: Run) -> None:
    done = run("init", "a desk")
    assert ".pre-commit-config.yaml: not written" in done.stdout
    text = (tree.root / ".github/workflows/claimkit.yml").read_text("utf-8")
    job = yaml.safe_load(text)["jobs"]["check"]
    assert job["defaults"]["run"]["working-directory"] == "a desk"
    assert (tree.root / "a desk" / ".gitattributes").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--documents", "../x"], "not a folder below"),
        (["--ledger", "/tmp/x"], "not a folder below"),
    ],
)
def test_refused(tree: WorkTree, run: Run, arguments: list[str], says: str) -> None:
    done = run("init", *arguments)
    assert done.exit_code == 3
    assert says in done.stderr
    assert listing(tree.root) == {}


def test_another_folder_than_the_configuration_has(tree: WorkTree, run: Run) -> None:
    run("init")
    done = run("init", "--documents", "reports")
    assert done.exit_code == 3
    assert "documents is 'documents', not 'reports'" in done.stderr
    assert run("init", "--documents", "./documents/").exit_code == 0


def test_without_a_repository(tmp_path: Path, run: Run) -> None:
    done = run("init", tmp_path / "x")
    assert done.exit_code == 0
    assert "no git repository yet" in done.stderr


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (".gitattributes", "/dev/zero"),
        (".github", "../away"),
        (".pre-commit-config.yaml", "../away/own"),
        ("ledger/_ledger.schema.json", "../../away/own"),
    ],
)
def test_links_of_the_repository_are_not_followed(
    tree: WorkTree, run: Run, name: str, target: str
) -> None:
    away = tree.root.parent / "away"
    away.mkdir()
    (away / "own").write_text("claimkit: mine\n", "utf-8")
    link = tree.root / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target)
    done = run("init")
    assert done.exit_code == 3
    assert f"{name}: this is a symbolic link" in done.stderr
    assert {path.name: path.read_text() for path in away.iterdir()} == {"own": "claimkit: mine\n"}


def test_a_file_that_is_not_utf_8_is_named(tree: WorkTree, run: Run) -> None:
    (tree.root / ".gitattributes").write_bytes(b"caf\xe9 -text\n")
    done = run("init")
    assert done.exit_code == 3
    assert ".gitattributes: this is not UTF-8" in done.stderr
