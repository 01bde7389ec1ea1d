"""A verb that no built-in lexicon has, for tests of a project's own lexicons."""

from __future__ import annotations

CHIRP = """\
entries:
- id: chirp.verb
  lemma: chirp
  pos: verb
  stance: asserts
  frames: [clause]
  matches: ["The baker chirped that [the shop was open]."]
"""
"""The content of an own ``cues.yaml``."""
