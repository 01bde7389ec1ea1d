"""A project with claims to review, for the tests of ``claimkit review``."""

from __future__ import annotations

from pathlib import Path

from claimkit.ledger.format.read import read
from claimkit.model import Claim
from tests.repositories import WorkTree, make_repository

HALL = """\
The hall opened in 1990. It has 12 stalls. Rents will rise by 5 percent, Ann Lee said on
Monday. Nobody was asked, Bo Lind complained. She denied it. That was all.
"""
LEDGER = """\
# yaml-language-server: $schema=_ledger.schema.json
schema: 2
document:
  path: reports/hall.txt
  sha256: {sha}
  title: null
  author: null
  published: null
claims:
- id: aaaaaaaa
  source: Ann Lee
  content: Rents will rise by 5 percent
  said: 2025-03-03
  quantities:
  - {{text: 5 percent, min: 5, max: 5, bound: exact, unit: percent, change: rise}}
  kind: indirect
  cue: said
  stance: asserts
  role: mayor
  evidence: Rents will rise by 5 percent, Ann Lee said on Monday.
  confidence: high
  rule: say.verb clause
- id: aabbbbbb
  source: Bo Lind
  content: Nobody was asked
  kind: indirect
  cue: complained
  stance: asserts
  evidence: Nobody was asked, Bo Lind complained.
  confidence: medium
  rule: complain.verb clause
- id: cccccccc
  source: Ann Lee
  content: it
  kind: indirect
  cue: denied
  stance: denies
  mention: She
  evidence: She denied it.
  confidence: low
  rule: deny.verb object
  review: {{status: accepted, by: mia, on: 2025-03-01, note: sure, stale: [content]}}
retired:
- id: dddddddd
  source: the company
  content: all is well
  kind: indirect
  cue: said
  stance: asserts
  evidence: All is well, the company said.
  confidence: high
  rule: say.verb clause
  review: {{status: rejected, by: mia, on: 2025-03-01}}
"""
MILL = """\
schema: 2
document:
  path: reports/old/mill.txt
  sha256: "00"
  title: null
  author: null
  published: null
claims:
- id: eeeeeeee
  source: Northern Press
  content: the mill has closed
  kind: indirect
  cue: reported
  stance: asserts
  evidence: The mill has closed, NP reported.
  confidence: high
  rule: report.verb clause
retired: []
"""
SOURCES = """\
schema: 2
sources:
- name: Northern Press
  kind: organisation
  aliases: [NP]
"""


def make_project(root: Path) -> WorkTree:
    """Make a committed project with two documents, one of which is not there."""
    from hashlib import sha256

    tree = make_repository(root)
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write("reports/hall.txt", HALL)
    sha = sha256(HALL.encode()).hexdigest()
    tree.write("ledger/hall.txt.yaml", LEDGER.format(sha=sha))
    tree.write("ledger/old/mill.txt.yaml", MILL)
    tree.write("ledger/_sources.yaml", SOURCES)
    tree.commit()
    return tree


def find(root: Path, claim_id: str) -> Claim:
    """Return a claim of the project's ledger, retired or not."""
    ledgers = [read(root / "ledger" / name) for name in ("hall.txt.yaml", "old/mill.txt.yaml")]
    claims = [claim for ledger in ledgers for claim in (*ledger.claims, *ledger.retired)]
    (claim,) = (claim for claim in claims if claim.id == claim_id)
    return claim
