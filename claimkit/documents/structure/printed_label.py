"""Represent a printed label at the start of a block, such as "Verdict:" or "Needs:"."""

from __future__ import annotations

from typing import NamedTuple

from claimkit.documents.structure.block_drafts import BlockDraft


class PrintedLabel(NamedTuple):
    """A label at the start of the block ``drafts[place]``; the text after it begins at ``rest``.

    ``printed`` is the label as the document has it, ``words`` its form for comparisons.
    """

    draft: BlockDraft
    place: int
    words: str
    printed: str
    rest: int

    @property
    def is_alone(self) -> bool:
        """Whether nothing follows the label in its block."""
        return self.rest >= len(self.draft.first) and len(self.draft.parts) == 1
