"""A small project in a git repository."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from claimkit.project.project import Project
from tests.repositories import WorkTree, make_repository

BAKERY = "The bakery opened in 1921, the owner Rosa Finn said.\n"
LEDGER = """\
# yaml-language-server: $schema=_ledger.schema.json
schema: 2
document:
  path: texts/bakery.txt
  sha256: {sha}
  title: null
  author: null
  published: null
claims:
- id: aaaaaaaa
  source: Rosa Finn
  content: The bakery opened in 1921
  kind: indirect
  cue: said
  stance: asserts
  evidence: The bakery opened in 1921, the owner Rosa Finn said.
  confidence: high
  rule: say.verb clause
{review}retired: []
"""
REVIEW = "  review: {status: accepted, by: mk, on: 2025-03-05}\n"


def ledger_text(review: str = REVIEW) -> str:
    return LEDGER.format(sha=sha256(BAKERY.encode()).hexdigest(), review=review)


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    """A repository with a project in the folder ``desk``, committed."""
    tree = make_repository(tmp_path / "repository")
    tree.write("desk/claimkit.yaml", "documents: texts\n")
    tree.write("desk/texts/bakery.txt", BAKERY)
    tree.write("desk/ledger/bakery.txt.yaml", ledger_text())
    tree.commit()
    return tree


@pytest.fixture
def project(tree: WorkTree) -> Project:
    return Project.find(tree.root / "desk")
