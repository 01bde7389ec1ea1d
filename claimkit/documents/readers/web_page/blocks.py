"""Turn the passages of an article into blocks, with a map to the characters of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.documents.metadata.printed_dates import find_date
from claimkit.documents.readers.web_page.areas import is_signature
from claimkit.documents.readers.web_page.article import Article
from claimkit.documents.readers.web_page.passages import Form, Passage
from claimkit.documents.readers.web_page.tree import Element
from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.lines import Line, LineRole, split_lines
from claimkit.documents.structure.signatures import read_signature
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import BlockKind, OffsetSegment, Speaker

_KINDS = {
    Form.HEADING: BlockKind.HEADING,
    Form.LIST_ITEM: BlockKind.LIST_ITEM,
    Form.QUOTATION: BlockKind.BLOCK_QUOTATION,
    Form.CAPTION: BlockKind.CAPTION,
    Form.TABLE_ROW: BlockKind.TABLE,
}


_PULL_QUOTE_WORDS = 0.6
_MAX_QUOTED = 20
_HANDLE = re.compile(r"\(@\w{1,50}\)|@\w{1,50}")
_MAX_NAME_WORDS = 6
_WORD = re.compile(r"\w+")
_DASHES = "—–―- \t"


@dataclass(slots=True)
class _Piece:
    """A passage on its way into the text; ``kind`` is None if the words decide what it is.

    ``start`` is its place in the text. ``signature`` says who is quoted.
    """

    passage: Passage
    kind: BlockKind | None
    start: int = 0
    signature: Passage | None = None


def make_blocks(article: Article, language: str) -> tuple[TrackedText, list[BlockDraft]]:
    """Return the text of an article, and its blocks as stretches of it.

    Paragraphs are cut into lines as those of plain text are, so that labels, signs of lists and
    notices are found in the same way. What the page itself types keeps its kind.
    """
    pieces = _sign_quotations(_find_pieces(article))
    writer = _TextWriter()
    for piece in pieces:
        writer.write(piece)
    text = writer.build()
    return text, _draft_blocks(text.text, pieces, language)


def _find_pieces(article: Article) -> list[_Piece]:
    """Return the passages of an article in the order of the page, with what the page says."""
    body = " ".join(p.text for p in article.body if id(p) not in article.pull_quotes)
    words = _triples(body)
    pieces = [_Piece(article.title, BlockKind.TITLE)] if article.title is not None else []
    pieces += [_Piece(passage, BlockKind.BYLINE) for passage in article.about]
    for passage in article.head + article.body:
        kind = _KINDS.get(passage.form)
        if id(passage) in article.pull_quotes and passage.form is not Form.SIGNATURE:
            own = _triples(passage.text)
            is_repeated = len(own & words) >= _PULL_QUOTE_WORDS * len(own)
            kind = BlockKind.PULL_QUOTE if is_repeated else BlockKind.BLOCK_QUOTATION
        pieces.append(_Piece(passage, kind))
    pieces += [_Piece(passage, BlockKind.READER_COMMENT) for passage in article.comments]
    return sorted(pieces, key=lambda piece: piece.passage.start)


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _sign_quotations(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Take out the signatures of quotations, and note them with the quotations above them."""
    kept: list[_Piece] = []
    for piece in pieces:
        if not is_signature(piece.passage):
            kept.append(piece)
            continue
        quoted = [
            other
            for other in kept[-_MAX_QUOTED:]
            if other.kind in (BlockKind.BLOCK_QUOTATION, BlockKind.PULL_QUOTE)
            and _quotation_of(other.passage) is _quotation_of(piece.passage)
        ]
        for other in quoted:
            other.signature = piece.passage
        if not quoted and piece.passage.form is not Form.SIGNATURE:
            kept.append(piece)
    return kept


def _quotation_of(passage: Passage) -> Element | None:
    """Return the outermost quotation or figure around a passage."""
    around = [e for e in passage.element.iter_ancestors() if e.name in ("blockquote", "figure")]
    return around[-1] if around else None


def _draft_blocks(text: str, pieces: Sequence[_Piece], language: str) -> list[BlockDraft]:
    loose: list[Line] = []
    typed: dict[int, list[Line]] = {}
    index = 0
    for line in split_lines(text, language):
        while index + 1 < len(pieces) and pieces[index + 1].start <= line.start:
            index += 1
        if pieces[index].kind is None:
            loose.append(line)
        elif line.role in (LineRole.TEXT, LineRole.TABLE):
            typed.setdefault(index, []).append(line)
    drafts = [_typed_draft(pieces[index], lines, language) for index, lines in typed.items()]
    drafts += group_lines(loose, text, language, soft_breaks=False)
    drafts.sort(key=lambda draft: draft.parts[0].start)
    return drafts


def _typed_draft(piece: _Piece, lines: Sequence[Line], language: str) -> BlockDraft:
    draft = BlockDraft(piece.kind or BlockKind.PARAGRAPH, [], is_typed=True, is_marked=True)
    for line in lines:
        joiner = " " if draft.parts else ""
        draft.append(BlockPart(line.start, line.end, line.text, joiner))
    if piece.signature is not None:
        draft.label = " ".join(piece.signature.text.split())
        draft.speaker, draft.said = _read_signature(draft.label, language)
    return draft


def _read_signature(text: str, language: str) -> tuple[Speaker | None, str | None]:
    """Return who signs, and on which day: "— Ana Beck (@anabeck) May 3, 2024"."""
    day = find_date(text, language=language)
    name = text[: day.start] if day else text
    name = _HANDLE.sub(" ", name).strip(_DASHES + ",|(")
    speaker = read_signature(f"— {name}")
    if speaker is None and 0 < len(name.split()) <= _MAX_NAME_WORDS:
        speaker = Speaker(name)
    return speaker, day.value if day else None


class _TextWriter:
    """Writes passages one below the other, with a blank line between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._segments: list[OffsetSegment] = []
        self._length = 0

    def write(self, piece: _Piece) -> None:
        """Write a piece and note its place."""
        if self._length:
            self._append("\n\n")
        piece.start = self._length
        for run in piece.passage.runs:
            if run.start is not None:
                self._segments.append(
                    OffsetSegment(self._length, run.start, len(run.text), run.source_length)
                )
            self._append(run.text)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def build(self) -> TrackedText:
        return TrackedText("".join(self._pieces), tuple(self._segments))
