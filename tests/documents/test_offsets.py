"""Properties of every document: the map is exact, the blocks cover the text."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.documents.reading import document_from_text
from claimkit.errors import DocumentError
from claimkit.model import BlockKind, Document, Span
from tests.growth import Work, assert_linear

PIECES = (
    "The mill burned down on Friday, the town said.", "a lower line", "Rosa Keller", "“We", "will”",
    '"', "\n", "\n\n", "\r\n", "\r", "\t", "  ", "\u00a0", "\u200b", "\x07", "\f", "**", "*", "_",
    "`", "```\n", "# ", "## ", "- ", "1. ", "2. ", "> ", "| a | b |\n", "|---|---|\n", "===\n",
    "---\n", "title: x\n", "<b>", "</b>", "<p>", "<br>", "<li>", "<script>", "</script>", "<!--",
    "-->", "<", "&amp;", "&nbsp;", "&#0;", "&shy;", "\\*", "\\", "[a](b)", "![a](b)", "[", "]",
    "(b)", "[1]", "➡️", "❗️", "12\n", "۲\n", "Share\n", "12 Comments\n", "lol, so true…",
    "این یک خط است\n", "www.mill.example\n", "By Jane Doe, 3 May 2025\n", "Jane Doe 31.04.2025\n",
    "KYIV (Reuters) - ",
    "On 5 May 2025 at 10:12, Ann Holm wrote:\n", "> It fell.\n", ">> Why?\n", "--\n",
    "-----Original Message-----\n", "From: Bo Lee\nSent: 5 May 2025\nTo: Ann Holm\n\n",
    "date 2025-04-26 ", "infor-\n", "mation", "— Petra Holm", "\ud800",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=200)
)


def read(text: str) -> Document | None:
    try:
        return document_from_text(text, name="x")
    except DocumentError:
        return None


@given(texts)
def test_unchanged_segments_stand_in_the_source(text: str) -> None:
    document = read(text)
    if document is None:
        return
    end = 0
    for segment in document.offsets.segments:
        assert segment.start >= end
        assert segment.length > 0
        end = segment.start + segment.length
        source_end = segment.source_start + segment.source_length
        if segment.length == segment.source_length:
            assert document.text[segment.start : end] == text[segment.source_start : source_end]
    assert end <= len(document.text)
    # A note inside a paragraph stands behind it, so only the order of the text is sure.
    source_end = 0
    for segment in sorted(document.offsets.segments, key=lambda one: one.source_start):
        assert segment.source_start >= source_end
        source_end = segment.source_start + segment.source_length
    assert source_end <= len(text)


@given(texts)
def test_only_white_space_lacks_a_source(text: str) -> None:
    document = read(text)
    if document is None:
        return
    # The cells of a row have separators between them, and the headers of their columns.
    rows = [b.span for b in document.blocks if b.kind in (BlockKind.TABLE, BlockKind.FURNITURE)]
    end = 0
    for segment in document.offsets.segments:
        added = Span(end, segment.start)
        if not any(row.contains(added) for row in rows):
            assert not added.of(document.text).strip()
        end = segment.start + segment.length
    assert not document.text[end:].strip()


@given(texts)
def test_blocks_are_ordered_and_cover_all_words(text: str) -> None:
    document = read(text)
    if document is None:
        return
    spans = [block.span for block in document.blocks]
    assert spans
    for span in spans:
        words = span.of(document.text)
        assert words == words.strip() != ""
        assert "\n" not in words
    for before, after in itertools.pairwise(spans):
        assert document.text[before.end : after.start] == "\n\n"
    assert spans[0].start == 0
    assert spans[-1].end == len(document.text)


@given(texts)
def test_same_text_gives_the_same_document(text: str) -> None:
    first, second = read(text), read(text)
    if first is None or second is None:
        assert first is second
        return
    assert (first.text, first.blocks, first.findings) == (
        second.text,
        second.blocks,
        second.findings,
    )
    assert first.offsets.segments == second.offsets.segments


NAMES = list(itertools.product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=2))

WORST: dict[str, Callable[[int], str]] = {
    "angles": lambda n: "<" * n,
    "asterisks": lambda n: "*" * n,
    "openers": lambda n: "*a " * (n // 3),
    "brackets": lambda n: "[" * (n // 2) + "](u)" * (n // 8),
    "unclosed comments": lambda n: "<!--" * (n // 4),
    "unclosed scripts": lambda n: "<script>" * (n // 8),
    "attributes": lambda n: "<a " * (n // 3) + "<a href='" * (n // 100),
    "entities": lambda n: "&amp" * (n // 4),
    "backslashes": lambda n: "\\" * n,
    "backticks": lambda n: " `a" * (n // 3),
    "one line": lambda n: "word " * (n // 5),
    "one word": lambda n: "x" * n,
    "quotation marks": lambda n: '"word and more.\n\n' * (n // 17),
    "curly marks": lambda n: "“word and more\n\n" * (n // 16),
    "page numbers": lambda n: "lower case “open\n\n12\n\n" * (n // 22),
    "same line": lambda n: "This is the same short line again and again\n\n" * (n // 45),
    "hyphens": lambda n: "the word at the end of this line is cut: infor-\n" * (n // 48),
    "white space": lambda n: "a" + " " * (n // 2) + "\n \t" * (n // 6) + "b",
    "tabs": lambda n: "a\t" * (n // 2),
    "dates": lambda n: "Jan 1, 2025 " * (n // 12),
    "pipes": lambda n: "|a|\n" * (n // 4),
    "emoji": lambda n: "➡️a\n" * (n // 4),
    "setext": lambda n: "a\n---\n\n" * (n // 7),
    "blank lines": lambda n: "a" + "\n" * n,
    "quoted lines": lambda n: (
        "On 5 May 2025 at 10:12, Ann Holm wrote:\n" + ">> a\n> b\n" * (n // 9)
    ),
    "quoting lines": lambda n: "On 5 May 2025 at 10:12, Ann Holm wrote:\n" * (n // 40),
    "heads of messages": lambda n: "It fell.\n\nFrom: a\nSent: b\nTo: c\n\n" * (n // 34),
    "front matter": lambda n: "---\na: b\n" + "x: y\n" * (n // 5),
    "one speaker": lambda n: "MS. BECK: We will go on Friday.\n\n" * (n // 33),
    "many speakers": lambda n: "".join(
        f"{first}A{last}: We go.\n\n" for first, last in itertools.islice(NAMES, n // 14)
    ),
    "questions": lambda n: "Q: Why?\n\nA: Because.\n\n" * (n // 23),
    "tables": lambda n: "| a | b |\n|---|---|\n| c | d |\n\n" * (n // 31),
    "nested quotations": lambda n: "> " * (n // 2) + "no",
    "list items": lambda n: "- item one\n" * (n // 11),
    "headings": lambda n: "# Word\n\n" * (n // 8),
    "messages": lambda n: "On 3 March 2024, Ann Lee wrote:\n> no\n\n" * (n // 38),
    "references": lambda n: "Berg, A. (2019). Cod. J. Sea, 12(3), 45-67.\n\n" * (n // 45),
    "notes": lambda n: "word.3 The word,4 and “x”.5 " * (n // 29),
    "code": lambda n: "foo = bar(x, y)\n\n" * (n // 17),
    "another language": lambda n: "Der Minister sagte nicht, dass er das wird.\n\n" * (n // 45),
    "two languages": lambda n: "Er sagte nicht, dass er das wird.\n\nHe said so.\n\n" * (n // 48),
    "prices": lambda n: "Bread £2.00\n\n" * (n // 13),
    "ingredients": lambda n: "500 g flour\n\nAdd the flour to it.\n\n" * (n // 35),
}


@pytest.mark.parametrize("name", WORST)
def test_worst_cases_take_linear_time(name: str) -> None:
    def prepare(size: int) -> Work:
        text = WORST[name](size)
        return lambda: read(text)

    assert_linear(prepare, 600)
