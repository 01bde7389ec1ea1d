"""A small project with one document and its reviewed claim, for tests of ``claimkit check``."""

from __future__ import annotations

from hashlib import sha256

from tests.repositories import WorkTree

MILL = "Northern Press reported the mill has closed.\n"
REVIEW = "  review: {status: accepted, by: mk, on: 2025-03-05}\n"
LEDGER = """\
# yaml-language-server: $schema={schema}
schema: 2
document:
  path: {path}
  sha256: {sha}
  title: null
  author: null
  published: null
claims:
- id: {id}
  source: Northern Press
  content: the mill has closed
  kind: indirect
  cue: reported
  stance: asserts
  evidence: Northern Press reported the mill has closed.
  confidence: high
  rule: report.verb clause
{review}retired: []
"""


def ledger(path: str, claim_id: str = "aaaaaaaa", text: str = MILL, review: str = REVIEW) -> str:
    depth = path.count("/") - 1
    schema = "../" * depth + "_ledger.schema.json"
    sha = sha256(text.encode()).hexdigest()
    return LEDGER.format(schema=schema, path=path, sha=sha, id=claim_id, review=review)


def fill(tree: WorkTree, below: str = "") -> None:
    tree.write(f"{below}claimkit.yaml", "documents: reports\n")
    tree.write(f"{below}reports/mill.txt", MILL)
    tree.write(f"{below}ledger/mill.txt.yaml", ledger("reports/mill.txt"))
