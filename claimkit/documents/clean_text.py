"""Define the clean text that a reader returns."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.model import Block, OffsetMap, PlaceMap


@dataclass(frozen=True, slots=True)
class CleanText:
    """The reading text of a document, with its blocks and metadata.

    ``offsets`` map ``text`` to ``source``: the decoded text of the file, or the text that was taken
    from it. In the second case ``places`` map ``source`` to places in the file.
    """

    source: str
    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    metadata: FoundMetadata
    places: PlaceMap | None = None
