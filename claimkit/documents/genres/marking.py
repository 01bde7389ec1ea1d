"""Mark the blocks of a document that report nothing, and find out whether that is all of it."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.documents.genres.code_lines import count_code
from claimkit.documents.genres.lists import find_references, find_rows, is_poem
from claimkit.documents.genres.recipes import find_recipe
from claimkit.documents.genres.whole_documents import find_genre
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind

_WHOLE = 0.7  # of the characters of a document
_KEPT = ABOUT_THE_DOCUMENT | {BlockKind.TITLE}
_TABLES = frozenset((BlockKind.TABLE,))


def mark_not_news(drafts: Sequence[BlockDraft], source: str, language: str) -> str | None:
    """Mark code, recipes, references, timetables and whole documents of such kinds as furniture.

    Args:
        source: the file's text with its markup.

    Returns:
        A finding's message if the whole document is of such a kind.
    """
    judged = [draft for draft in drafts if draft.kind not in _KEPT]
    code = [count_code(draft) for draft in judged]
    genre = find_genre(judged, code, source, language)
    if genre is None and is_poem(drafts, language):
        genre = "a poem"
    marked = _find_parts(judged, code, language)
    length = sum(draft.length for draft in judged)
    for name, indices in marked.items():
        if genre is None and sum(judged[i].length for i in indices) >= _WHOLE * length > 0:
            genre = name
    chosen = judged if genre else [judged[i] for indices in marked.values() for i in indices]
    for draft in chosen:
        draft.kind = BlockKind.FURNITURE
    return f"the document is {genre}; no claims are taken from it" if genre else None


def _find_parts(
    drafts: Sequence[BlockDraft], code: Sequence[int], language: str
) -> dict[str, list[int]]:
    """Return the blocks that report nothing, by what they are."""
    blocks = zip(drafts, code, strict=True)
    free = [n for n, draft in enumerate(drafts) if draft.kind not in _TABLES]
    rows = find_rows([drafts[n] for n in free])
    return {
        "source code": [n for n, (draft, count) in enumerate(blocks) if 2 * count > draft.length],
        "a recipe": find_recipe(drafts, language),
        "a list of references": find_references(drafts, language),
        "a timetable or a price list": [free[n] for n in rows],
    }
