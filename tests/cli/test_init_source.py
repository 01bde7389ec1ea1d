"""``claimkit init --from``: CI and hooks get one exact state of claimkit, never a name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from claimkit.version import VERSION
from tests.cli.conftest import Run
from tests.repositories import WorkTree, make_repository

ACME, OTHER = "https://github.com/acme/claimkit", "https://git.example.org/claimkit"
WORKFLOW, JOB, HOOKS = (
    ".github/workflows/claimkit.yml",
    ".gitlab/claimkit.yml",
    ".pre-commit-config.yaml",
)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WHEEL = "https://example.org/claimkit-0.1.0-py3-none-any.whl"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    tree = make_repository(tmp_path / "desk")
    monkeypatch.chdir(tree.root)
    return tree


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A repository of claimkit that git finds at the addresses of both hosts."""
    source = make_repository(tmp_path / "claimkit")
    source.write("claimkit/version.py", "")
    source.commit()
    source.git("tag", "--annotate", "--message=first", f"v{VERSION}")
    source.commit("second")
    source.git("tag", "v9")
    source.git("branch", "v9")
    source.commit("third")
    source.git("checkout", "--quiet", "-b", "dev/x")
    source.commit("fourth")
    source.git("checkout", "--quiet", "main")
    configuration = tmp_path / "gitconfig"
    lines = [f"\tinsteadOf = {address}\n" for address in (ACME, OTHER)]
    configuration.write_text(f'[url "{source.root.as_uri()}"]\n{"".join(lines)}', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    return source


def commit_of(source: WorkTree, revision: str) -> str:
    return source.git("rev-parse", f"{revision}^{{commit}}").strip()


@pytest.mark.parametrize(
    ("text", "revision", "label"),
    [
        ("acme/claimkit", f"v{VERSION}", f"v{VERSION}"),
        ("acme/claimkit@v9", "refs/tags/v9", "v9"),
        (f"{ACME}@dev/x", "dev/x", "dev/x"),
        (f"git+{ACME}.git@main", "main", "main"),
        ("git@github.com:acme/claimkit.git@v9", "refs/tags/v9", "v9"),
    ],
)
def test_a_repository_on_github(
    tree: WorkTree, source: WorkTree, run: Run, text: str, revision: str, label: str
) -> None:
    done = run("init", "--from", text)
    assert done.exit_code == 0, done.stderr
    commit = commit_of(source, revision)
    assert f"uses: acme/claimkit@{commit} # {label}\n" in read(tree, WORKFLOW)
    assert f"repo: {ACME}\n  rev: {commit}  # frozen: {label}\n" in read(tree, HOOKS)
    assert "claimkit does not know" not in done.stderr


@pytest.mark.parametrize(
    ("text", "revision"), [(OTHER, f"v{VERSION}"), (f"{OTHER}@v9", "refs/tags/v9")]
)
def test_another_repository(
    tree: WorkTree, source: WorkTree, run: Run, text: str, revision: str
) -> None:
    assert run("init", "--github", "--gitlab", "--from", text).exit_code == 0
    commit = commit_of(source, revision)
    for name in (WORKFLOW, JOB):
        assert f'CLAIMKIT: "git+{OTHER}@{commit}"\n' in read(tree, name)
    assert f"repo: {OTHER}\n  rev: {commit}  # frozen: " in read(tree, HOOKS)


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        (f"{OTHER}@{COMMIT}", f"git+{OTHER}@{COMMIT}"),
        (
            f"ssh://git@git.example.org:22/tools/claimkit@{COMMIT}",
            f"git+ssh://git@git.example.org:22/tools/claimkit@{COMMIT}",
        ),
        (
            f"git@git.example.org:tools/claimkit@{COMMIT}",
            f"git+ssh://git@git.example.org/tools/claimkit@{COMMIT}",
        ),
        (f"{WHEEL}#sha256={'a' * 64}", f"{WHEEL}#sha256={'a' * 64}"),
    ],
)
def test_an_exact_address_needs_no_network(
    tree: WorkTree, run: Run, text: str, requirement: str
) -> None:
    assert run("init", "--from", text).exit_code == 0
    assert f'CLAIMKIT: "{requirement}"\n' in read(tree, WORKFLOW)


def test_a_full_hash_on_github_needs_no_network(tree: WorkTree, run: Run) -> None:
    assert run("init", "--from", f"acme/claimkit@{COMMIT}").exit_code == 0
    assert f"uses: acme/claimkit@{COMMIT}\n" in read(tree, WORKFLOW)
    assert f"rev: {COMMIT}\n" in read(tree, HOOKS)


def test_a_checkout(tree: WorkTree, source: WorkTree, run: Run, tmp_path: Path) -> None:
    tree.git("clone", "--quiet", source.root.as_uri(), tmp_path / "clone")
    clone = WorkTree(tmp_path / "clone")
    done = run("init", "--from", "../clone")
    assert done.exit_code == 0, done.stderr
    commit = commit_of(source, "main")
    assert f'CLAIMKIT: "git+{source.root.as_uri()}@{commit}"\n' in read(tree, WORKFLOW)
    clone.commit("not pushed")
    assert "is on no branch of" in run("init", "--from", "../clone").stderr
    clone.git("remote", "set-url", "origin", "https://mia:pw123@git.example.org/claimkit")
    clone.git("reset", "--quiet", "--hard", "origin/main")
    done = run("init", "--from", "../clone")
    assert "has a user name or a password" in done.stderr
    assert "pw123" not in done.stderr
    clone.git("remote", "set-url", "origin", "../claimkit")
    assert "a path on this machine" in run("init", "--from", "../clone").stderr
    clone.git("remote", "remove", "origin")
    assert "no remote repository named origin" in run("init", "--from", "../clone").stderr
    assert "not a checkout of claimkit" in run("init", "--from", ".").stderr


def test_a_wheel_in_the_repository(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    wheel = tree.root / "wheels" / "claimkit-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"wheel")
    digest = hashlib.sha256(b"wheel").hexdigest()
    name = "wheels/claimkit-0.1.0-py3-none-any.whl"
    assert run("init", "--github", "--gitlab", "--from", f"./{name}").exit_code == 0
    assert f'WHEEL: "{name}"\n          SHA256: "{digest}"\n' in read(tree, WORKFLOW)
    assert f'CLAIMKIT_SHA256: "{digest}"\n' in read(tree, JOB)
    assert "repo: local" in read(tree, HOOKS)
    assert "its hash is" in run("init", "--from", f"{name}#sha256={'a' * 64}").stderr
    (tmp_path / "x.whl").write_bytes(b"")
    assert "CI cannot read a wheel outside" in run("init", "--from", "../x.whl").stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('x"; rm', "no blanks"),
        ("$(rm)", "no blanks"),
        ("claimkit", "claimkit is on no package index"),
        ("claimkit==0.1.0", "claimkit is on no package index"),
        (f"https://mia:pw123@git.example.org/claimkit@{COMMIT}", "a user name or a password"),
        (f"https://token@git.example.org/claimkit@{COMMIT}", "a user name or a password"),
        ("acme/claimkit@0123456", "all 40 digits"),
        (WHEEL, "add its hash"),
        (f"{WHEEL}#sha256=12", "add its hash"),
        ("gone.whl", "can't be read"),
        ("ext::sh -c rm", "no blanks"),
        ("ext::rm", "claimkit is on no package index"),
        ("--upload-pack=rm@x", "claimkit is on no package index"),
        ("./nowhere", "not a checkout of claimkit"),
    ],
)
def test_refused(tree: WorkTree, run: Run, text: str, says: str) -> None:
    done = run("init", f"--from={text}")
    assert done.exit_code == 3
    assert says in done.stderr
    assert "pw123" not in done.stderr
    assert [path.name for path in tree.root.iterdir()] == [".git"]


def test_a_repository_that_cannot_be_asked(
    tree: WorkTree, run: Run, source: WorkTree, tmp_path: Path
) -> None:
    """The message says which commit to name, and nothing is written."""
    nowhere = (tmp_path / "nowhere").as_uri()
    done = run("init", "--from", f"{nowhere}@v9")
    assert done.exit_code == 3
    assert f"{nowhere}: can't be asked which commit v9 is" in done.stderr
    assert "name the commit with all 40 digits of its hash" in done.stderr
    done = run("init", "--from", "acme/claimkit@v10")
    assert "has no tag or branch v10" in done.stderr
    assert [path.name for path in tree.root.iterdir()] == [".git"]


def test_the_current_repository_does_not_lead_elsewhere(
    tree: WorkTree, run: Run, source: WorkTree, tmp_path: Path
) -> None:
    tree.git("config", f"url.{(tmp_path / 'evil').as_uri()}.insteadOf", OTHER)
    assert run("init", "--from", f"{OTHER}@v9").exit_code == 0
    assert commit_of(source, "refs/tags/v9") in read(tree, WORKFLOW)


def test_without_a_source_ci_says_what_to_do(tree: WorkTree, run: Run) -> None:
    done = run("init", "--github", "--gitlab")
    assert "CI does not know where to get claimkit" in done.stderr
    assert "claimkit init --from" in done.stderr
    for name in (WORKFLOW, JOB):
        text = read(tree, name)
        assert "pip" not in text
        assert "claimkit init --from" in text
    assert "repo: local" in read(tree, HOOKS)


def test_a_second_run_with_a_source_mends_the_files(tree: WorkTree, run: Run) -> None:
    run("init", "--github", "--gitlab")
    command = ("init", "--github", "--gitlab", "--from", f"acme/claimkit@{COMMIT}")
    done = run(*command)
    for name in (WORKFLOW, JOB, HOOKS):
        assert f"{name}: written again: it now says where to get claimkit\n" in done.stdout
        assert COMMIT in read(tree, name)
    assert run(*command).stdout.endswith("nothing to do\n")
    before = read(tree, WORKFLOW)
    assert run("init", "--from", f"acme/claimkit@{'b' * 40}").exit_code == 0
    assert read(tree, WORKFLOW) == before


def test_a_changed_file_is_not_mended(tree: WorkTree, run: Run) -> None:
    run("init")
    text = read(tree, WORKFLOW).replace("ubuntu-latest", "ubuntu-24.04")
    tree.write(WORKFLOW, text)
    run("init", "--from", f"acme/claimkit@{COMMIT}")
    assert read(tree, WORKFLOW) == text


@pytest.mark.parametrize(
    "line",
    ['CLAIMKIT: "claimkit==0.1.0"', "run: pip install claimkit", "run: pip install -U claimkit"],
)
def test_a_file_that_installs_by_name_is_named(tree: WorkTree, run: Run, line: str) -> None:
    """Older versions wrote such files, and they run a stranger's code once the name is taken."""
    tree.write(WORKFLOW, f"# claimkit\nenv:\n  {line}\n")
    done = run("init", "--from", f"acme/claimkit@{COMMIT}")
    assert "it installs claimkit by its name" in done.stdout
    assert f"uses: acme/claimkit@{COMMIT}" in done.stdout
    assert line in read(tree, WORKFLOW)


def test_an_address_beside_the_name_is_no_name(tree: WorkTree, run: Run) -> None:
    line = f'run: pip install "claimkit @ git+{OTHER}@{COMMIT}"'
    tree.write(WORKFLOW, f"# claimkit\nenv:\n  {line}\n")
    assert f"{WORKFLOW}: there already" in run("init").stdout


def test_no_file_installs_by_name(tree: WorkTree, run: Run) -> None:
    for number, source in enumerate((None, f"acme/claimkit@{COMMIT}", f"{OTHER}@{COMMIT}")):
        folder = tree.root / str(number)
        run("init", folder, "--github", "--gitlab", *(["--from", source] if source else []))
    for path in tree.root.rglob("*.y*ml"):
        yaml.safe_load(path.read_text("utf-8"))
        assert "claimkit==" not in path.read_text("utf-8")
        assert "install claimkit" not in path.read_text("utf-8")


def read(tree: WorkTree, name: str) -> str:
    return (tree.root / name).read_text("utf-8")
