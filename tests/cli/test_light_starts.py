"""Commands that people and hooks run often load few modules.

``python -m benchmarks.ledgers`` measures how long the same commands take.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from claimkit.ledger.file_texts import schema_texts
from tests.cli.checked import MILL, ledger
from tests.repositories import WorkTree, make_repository

EVERYWHERE = frozenset(
    {
        "claimkit.documents.reading",
        "claimkit.extraction.extractor",
        "claimkit.ledger.added_claims",
        "claimkit.ledger.identity",
        "claimkit.lexicons.own_entries",
        "claimkit.parsing.quotations",
        "lzma",
        "numpy",
        "pydantic",
        "rapidfuzz",
        "rich",
        "spacy",
        "tempfile",
    }
)
"""What commands need only where something is wrong, or for a document."""

NO_MATCHING = frozenset({"claimkit.ledger.matching", "claimkit.ledger.sources.grouping"})
NO_YAML = frozenset({"yaml"})

COMMANDS = {
    "diff": EVERYWHERE | NO_MATCHING | NO_YAML | {"claimkit.reports.diffs.text", "hashlib", "json"},
    "diff HEAD~1 HEAD": EVERYWHERE | NO_MATCHING,
    "check --no-extract": EVERYWHERE | NO_MATCHING | NO_YAML,
    "review list": frozenset({"claimkit.documents.reading", "pydantic", "rich", "spacy"}),
    "format --check": EVERYWHERE | NO_MATCHING | NO_YAML | {"claimkit.ledger.store"},
}

AT_EXIT = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> WorkTree:
    """A project in order, with a change of one claim between its two commits."""
    tree = make_repository(tmp_path_factory.mktemp("light") / "desk")
    tree.write("documents/mill.txt", MILL)
    for name, text in schema_texts().items():
        tree.write(f"ledger/{name}", text)
    after = ledger("documents/mill.txt")
    tree.write("ledger/mill.txt.yaml", after.replace("confidence: high", "confidence: low"))
    tree.commit()
    tree.write("ledger/mill.txt.yaml", after)
    tree.commit()
    return tree


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_little(tree: WorkTree, environment: dict[str, str], command: str) -> None:
    code = f"{AT_EXIT}\nfrom claimkit.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()],
        cwd=tree.root,
        env=tree.environment | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(done.stderr.split())
    assert "claimkit.project.project_folder" in loaded
    assert ("1 claim" in done.stdout) == (command == "diff HEAD~1 HEAD")
    assert sorted(COMMANDS[command] & loaded) == []


def test_there_are_such_modules() -> None:
    """A module that gets another name must get it here as well."""
    names = frozenset[str]().union(*COMMANDS.values())
    assert [name for name in sorted(names) if find_spec(name) is None] == []
