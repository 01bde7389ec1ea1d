"""Reading a repository runs no program that its files or its configuration name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimkit.git.process import GitError
from claimkit.git.repository import Local, Repository, find_repository
from tests.repositories import WorkTree, make_repository

Use = Callable[[Repository], object]

USES: dict[str, Use] = {
    "resolve": lambda git: git.resolve("HEAD"),
    "merge base": lambda git: git.merge_base("HEAD", "HEAD~1"),
    "day of": lambda git: git.day_of("HEAD"),
    "two commits": lambda git: git.changed_files(git.resolve("HEAD~1"), git.resolve("HEAD")),
    "working tree": lambda git: git.changed_files(git.resolve("HEAD"), Local.WORK_TREE),
    "unstaged": lambda git: git.changed_files(Local.INDEX, Local.WORK_TREE),
    "staged": lambda git: git.staged_files(),
    "untracked": lambda git: git.untracked_files(),
    "renamed": lambda git: git.renamed_files(),
    "history": lambda git: git.history(git.resolve("HEAD~1"), "a.yaml"),
    "file": lambda git: git.find_file("HEAD", "a.yaml"),
    "attributes": lambda git: git.attributes("a.yaml", ("diff", "merge")),
    "user": lambda git: git.user(),
}


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    tree = make_repository(tmp_path / "desk")
    tree.write("a.yaml", "a: 1\n")
    tree.commit()
    tree.write(".gitattributes", "* diff=evil merge=evil\n")
    tree.write("a.yaml", "a: 2\n")
    tree.write("b.yaml", "a: 2\n")
    tree.commit()
    tree.write("a.yaml", "a: 3\n")
    return tree


def add_hostile_settings(tree: WorkTree, trace: Path) -> None:
    """Name a program wherever git's configuration may name one for reading."""
    program = trace.with_name("program")
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{trace}'\nexit 1\n")
    program.chmod(0o755)
    hooks = trace.with_name("hooks")
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "reference-transaction"):
        (hooks / name).symlink_to(program)
    for key, value in {
        "core.fsmonitor": program,
        "core.hooksPath": hooks,
        "diff.external": program,
        "diff.evil.command": program,
        "diff.evil.textconv": program,
        "gpg.program": program,
        "log.showSignature": "true",
        "core.pager": program,
        "core.editor": program,
    }.items():
        tree.git("config", key, str(value))


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_no_program_of_the_configuration_runs(tree: WorkTree, tmp_path: Path, use: Use) -> None:
    trace = tmp_path / "trace"
    add_hostile_settings(tree, trace)
    use(find_repository(tree.root))
    assert not trace.exists(), trace.read_text()


def test_the_programs_can_leave_a_trace(tree: WorkTree, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    add_hostile_settings(tree, trace)
    tree.git("status", "--short")
    assert trace.exists()
    trace.unlink()
    tree.git("-c", "core.fsmonitor=false", "diff", status=128)
    assert trace.exists()


def test_a_folder_that_looks_like_a_repository_is_none(tree: WorkTree, tmp_path: Path) -> None:
    """A pull request may bring one, with a configuration of its own."""
    trace, inner = tmp_path / "trace", tree.root / "notes"
    inner.mkdir()
    tree.git("init", "--quiet", "--bare", inner)
    bare = WorkTree(inner)
    bare.git("config", "core.bare", "false")
    bare.git("config", "core.worktree", str(tree.root))
    add_hostile_settings(bare, trace)
    with pytest.raises(GitError, match="this repository has no working tree"):
        find_repository(inner)
    assert not trace.exists()


def test_a_repository_of_another_user_is_refused_in_words(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(GitError, match="it belongs to another user") as caught:
        find_repository(tree.root)
    assert "safe.directory" in (caught.value.hint or "")
