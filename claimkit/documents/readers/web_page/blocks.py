"""Turn the passages of an article into blocks, with a map to the characters of the page."""

from __future__ import annotations

from claimkit.documents.readers.web_page.article import Article
from claimkit.documents.readers.web_page.passages import Form, Passage
from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.lines import Line, LineRole, split_lines
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import BlockKind, OffsetSegment

_KINDS = {
    Form.HEADING: BlockKind.HEADING,
    Form.LIST_ITEM: BlockKind.LIST_ITEM,
    Form.QUOTATION: BlockKind.BLOCK_QUOTATION,
    Form.CAPTION: BlockKind.CAPTION,
    Form.TABLE_ROW: BlockKind.TABLE,
}


def make_blocks(article: Article, language: str) -> tuple[TrackedText, list[BlockDraft]]:
    """Return the text of an article, and its blocks as stretches of it.

    Paragraphs are cut into lines as those of plain text are, so that labels, signs of lists and
    notices are found in the same way. What the page itself types keeps its kind.
    """
    writer = _TextWriter()
    typed: dict[int, tuple[int, BlockKind | None]] = {}
    passages: list[tuple[Passage, BlockKind | None]] = []
    if article.title is not None:
        passages.append((article.title, BlockKind.TITLE))
    passages += [(passage, BlockKind.BYLINE) for passage in article.about]
    passages += [(passage, _KINDS.get(passage.form)) for passage in article.head + article.body]
    passages += [(passage, BlockKind.READER_COMMENT) for passage in article.comments]
    passages.sort(key=lambda item: item[0].start)
    for passage, kind in passages:
        start = writer.write(passage)
        typed[start] = (writer.length, kind)
    text = writer.build()
    drafts = _draft_blocks(text.text, typed, language)
    return text, drafts


def _draft_blocks(
    text: str, typed: dict[int, tuple[int, BlockKind | None]], language: str
) -> list[BlockDraft]:
    starts = sorted(typed)
    drafts: list[BlockDraft] = []
    loose: list[Line] = []
    by_passage: dict[int, list[Line]] = {}
    index = 0
    for line in split_lines(text, language):
        while index + 1 < len(starts) and starts[index + 1] <= line.start:
            index += 1
        start = starts[index]
        if typed[start][1] is None:
            loose.append(line)
        else:
            by_passage.setdefault(start, []).append(line)
    for start, lines in by_passage.items():
        kind = typed[start][1]
        kept = [line for line in lines if line.role in (LineRole.TEXT, LineRole.TABLE)]
        if kind is None or not kept:
            continue
        parts = [
            BlockPart(line.start, line.end, line.text, " " if number else "")
            for number, line in enumerate(kept)
        ]
        draft = BlockDraft(kind, [], is_typed=True, is_marked=True)
        for part in parts:
            draft.append(part)
        drafts.append(draft)
    drafts += group_lines(loose, text, language, soft_breaks=False)
    drafts.sort(key=lambda draft: draft.parts[0].start)
    return drafts


class _TextWriter:
    """Writes passages one below the other, with a blank line between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._segments: list[OffsetSegment] = []
        self.length = 0

    def write(self, passage: Passage) -> int:
        """Write a passage and return its start."""
        if self.length:
            self._append("\n\n")
        start = self.length
        for run in passage.runs:
            if run.start is not None:
                self._segments.append(
                    OffsetSegment(self.length, run.start, len(run.text), run.source_length)
                )
            self._append(run.text)
        return start

    def build(self) -> TrackedText:
        return TrackedText("".join(self._pieces), tuple(self._segments))

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)
