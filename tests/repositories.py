"""Real git repositories for tests: fixed people and dates, nobody's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Mia Kay",
        "GIT_AUTHOR_EMAIL": "mk@example.org",
        "GIT_AUTHOR_DATE": "2025-05-02T12:00:00+00:00",
        "GIT_COMMITTER_NAME": "Mia Kay",
        "GIT_COMMITTER_EMAIL": "mk@example.org",
        "GIT_COMMITTER_DATE": "2025-05-02T12:00:00+00:00",
    }
)


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A working tree and ways to change and commit it."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: os.environ | ENVIRONMENT)

    def git(self, *arguments: str | Path, status: int = 0) -> str:
        """Run git here and return what it prints."""
        done = subprocess.run(
            ["git", *map(str, arguments)],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        return done.stdout.decode()

    def write(self, path: str, text: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        return target

    def commit(self, message: str = "change") -> str:
        """Commit all there is and return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()


def make_repository(root: Path) -> WorkTree:
    """Make an empty repository whose first branch is ``main``."""
    root.mkdir(parents=True, exist_ok=True)
    repository = WorkTree(root)
    repository.git("init", "--quiet", "--initial-branch=main")
    return repository


def copy_work_tree(root: Path, folder: Path) -> WorkTree:
    """Clone the repository of the project, and commit its tracked files as they are now."""
    subprocess.run(["git", "clone", "--quiet", root, folder], check=True)
    tree = WorkTree(folder)
    changed = tree.git("-C", root, "diff", "--name-only", "-z", "HEAD").split("\0")
    for name in filter(None, changed):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((root / name).read_bytes())
        else:
            (folder / name).unlink()
    tree.commit()
    return tree
