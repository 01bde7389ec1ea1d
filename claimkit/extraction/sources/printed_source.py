"""Represent the source of one attribution while it is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import ResolvedMention
from claimkit.extraction.sources.mentions.section_reader import SectionReader
from claimkit.model import Attribution


@dataclass(slots=True, eq=False)
class PrintedSource:
    """The mentions of an attribution's source, and the entities that they mean.

    ``mentions`` are empty where nobody is credited. ``resolved`` has one answer for each
    mention; it is empty before the document walk.
    """

    attribution: Attribution
    reader: SectionReader
    mentions: Sequence[Mention]
    resolved: Sequence[ResolvedMention] = field(default=())
