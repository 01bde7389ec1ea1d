"""Resolve sources: from the words as printed to a name, its role and who relayed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from claimkit.model import Attribution, Document, Kind


@dataclass(frozen=True, slots=True)
class ResolvedSource:
    """``names`` are empty where nobody is credited; ``mention`` is as printed."""

    names: tuple[str, ...]
    mention: str | None
    role: str | None = None
    via: tuple[str, ...] = ()
    is_sure: bool = True


def resolve_sources(
    doc: Doc, document: Document, attributions: Sequence[Attribution]
) -> list[ResolvedSource]:
    """Return a resolved source for each attribution, in the same order."""
    out = []
    for attribution in attributions:
        if attribution.kind is Kind.AUTHOR:
            name = document.author or document.outlet
            out.append(ResolvedSource((name,) if name else (), None))
            continue
        words = [span.of(doc.text) for span in attribution.source]
        mention = " ".join(words) or None
        out.append(ResolvedSource(tuple(words), mention))
    return out
