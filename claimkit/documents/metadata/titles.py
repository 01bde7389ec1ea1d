"""Choose the title among the lines of a header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.metadata.header_lines import STRONG, HeaderLine, HeaderRole
from claimkit.documents.metadata.header_words import HeaderWords, load_header_words, plain_words
from claimkit.documents.metadata.kickers import without_kicker
from claimkit.documents.structure.block_drafts import (
    BlockDraft,
    is_finished,
    opens_quotation,
    starts_lower,
)
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.typography import load_typography
from claimkit.model import BlockKind

_MAX_TITLE_WORDS = 25
_MAX_TITLE = 200
_LONG_WORD = 5
_MIN_LONG_WORDS = 3
_MIN_CAPITALS = 0.9
_MAX_LETTERHEAD_WORDS = 6
_MAX_ADDRESS_WORDS = 7
_MAX_BEFORE_SERIES = 6
_MIN_SENTENCE_WORDS = 4
_KNOWN, _MARKED = 40, 20
_ONE_WORD = -2
_ROLE_OF = re.compile(r"\w+(?:\s\w+)?:\s+")
_MIN_ITEM_WORDS = 8
_MAX_ANSWER_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_PAGES = re.compile(r"\s\d{1,3}(?:[-–]\d{1,3})?$")
_SERIES = -2
_REPORT_KIND = _SECTION = -3
_ORGANISATION = -4
_LETTERHEAD = -5
_OUTLET = -6
_KICKER = -9
_IMPOSSIBLE = -100
_BY_ROLE = {
    HeaderRole.ORGANISATION: _ORGANISATION,
    HeaderRole.OUTLET: _OUTLET,
    HeaderRole.NAMES: 0,
    HeaderRole.ROLE: _SERIES,
    HeaderRole.OTHER: 0,
}


class TitleChooser:
    """Weighs the lines of a header as titles.

    A breadcrumb, a kicker, a letterhead or a date line is no title. A line is a title by its shape
    only if no text comes before it and no heading with a sign of its own after it.
    """

    def __init__(
        self,
        drafts: Sequence[BlockDraft],
        lines: Sequence[HeaderLine],
        language: str,
        title: str | None,
    ) -> None:
        """Args: drafts and what their lines are, in order; the title if it is known."""
        self._drafts = drafts
        self._lines = lines
        self._language = language
        self._words = load_header_words(language)
        self._open_words = load_layout(language).open_ended_words
        self._title = _letters(title) if title is not None else None

    @property
    def _is_letter(self) -> bool:
        return any(line.role is HeaderRole.SALUTATION for line in self._lines)

    def _may_head_letter(self, text: str) -> bool:
        """Return whether a line is no part of the addresses above a letter."""
        opening = " ".join(text.split()[:2])
        return self._words.is_statement_kind(opening) or (
            not self._words.has_name_shape(text) and not text[0].isdigit()
        )

    def choose(self, below: Sequence[BlockDraft]) -> int | None:
        """Return the index of the title, or None. ``below`` are the blocks after the header."""
        weights = [self._weigh(index, below) for index in range(len(self._lines))]
        best = max(weights, default=_IMPOSSIBLE)
        if best <= _KICKER:
            return None
        return weights.index(best)

    def is_series(self, index: int) -> bool:
        """Return whether the line after a short title says which of its reports this is."""
        if index + 1 >= len(self._lines):
            return False
        return (
            len(self._lines[index].text.split()) <= _MAX_BEFORE_SERIES
            and self._drafts[index].kind is self._drafts[index + 1].kind
            and self._words.is_series(self._lines[index + 1].text)
            and not self._words.is_series(self._lines[index].text)
        )

    def _weigh(self, index: int, below: Sequence[BlockDraft]) -> int:
        draft, line = self._drafts[index], self._lines[index]
        if not line.text:
            return _IMPOSSIBLE
        if self._title is not None and self._is_known(draft.text):
            return _KNOWN
        if (
            draft.kind is not BlockKind.TITLE
            and plain_words(line.text) in self._words.section_heads
        ):
            return _KICKER
        section = _SECTION if self._heads_list(index, below) else 0
        if draft.kind in (BlockKind.HEADING, BlockKind.TITLE):
            weight = self._weigh_role(line)
            if section:
                return weight + section
            return _MARKED + weight if weight > _IMPOSSIBLE else weight
        if len(draft.text) > _MAX_TITLE or draft.is_marked:
            return _IMPOSSIBLE
        if self._is_letter and not self._may_head_letter(draft.text):
            return _IMPOSSIBLE
        if any(self._is_sentence(line) for line in self._lines[:index]):
            return _IMPOSSIBLE
        if not self._has_shape(index, [*self._drafts[index + 1 :], *below]):
            return _IMPOSSIBLE
        return self._weigh_role(line) + self._weigh_shape(index) + section

    def _heads_list(self, index: int, below: Sequence[BlockDraft]) -> bool:
        """Return whether a line is the heading of a list or table, with other lines above it."""
        is_last = index == len(self._lines) - 1
        return (
            bool(index)
            and is_last
            and bool(below)
            and self._drafts[index].kind is not BlockKind.TITLE
            and below[0].kind in (BlockKind.LIST_ITEM, BlockKind.TABLE)
        )

    def _is_known(self, text: str) -> bool:
        """Return whether a line is the known title, with its kicker or without."""
        bare = without_kicker(text, self._language)
        return self._title in (_letters(text), _letters(bare))

    def _is_sentence(self, line: HeaderLine) -> bool:
        """Return whether a line is text, so that no title can come after it."""
        words = line.text.split()
        return (
            line.role is HeaderRole.OTHER
            and is_finished(line.text)
            and len(words) >= _MIN_SENTENCE_WORDS
            and not line.text.isupper()
            and not is_title_case(words)
        )

    def _weigh_role(self, line: HeaderLine) -> int:
        if line.role in _BY_ROLE:
            return _BY_ROLE[line.role]
        if line.role is HeaderRole.KICKER:
            plain = plain_words(line.text)
            is_kind = plain in self._words.report_kinds and " " in plain
            return _REPORT_KIND if is_kind else _KICKER
        return _IMPOSSIBLE

    def _weigh_shape(self, index: int) -> int:
        text = self._lines[index].text
        words = text.split()
        weight = _ONE_WORD if len(words) == 1 else 0
        is_column = self._words.is_series_name(text) and not self._words.is_kicker(text)
        if self._words.is_series(text) or is_column:
            weight += _SERIES
        beside = [self._lines[i].role for i in (index - 1, index + 1) if 0 <= i < len(self._lines)]
        is_head = self._words.has_name_shape(text) and len(words) <= _MAX_LETTERHEAD_WORDS
        if HeaderRole.LETTERHEAD in beside and is_head:
            weight += _LETTERHEAD
        near = [self._lines[i] for i in (index - 1, index + 1) if 0 <= i < len(self._lines)]
        texts = [line.text for line in near if line.role in _BY_ROLE]
        if _ROLE_OF.match(text) and any(map(_ROLE_OF.match, texts)):
            weight += _KICKER  # "Presenter: Nell Orme" above "Guest: Sami Rask"
        if index and self._lines[index - 1].text.endswith(":"):
            weight += _KICKER  # "Before:" above the name of the judge
        if self._is_address(index) or self._is_content(index):
            weight += _LETTERHEAD
        return weight

    def _is_address(self, index: int) -> bool:
        """Return whether a line is the postal address below a letterhead."""
        text = self._lines[index].text
        above = {line.role for line in self._lines[:index]}
        return (
            text[0].isdigit()
            and len(text.split()) <= _MAX_ADDRESS_WORDS
            and bool(above & {HeaderRole.ORGANISATION, HeaderRole.NAMES, HeaderRole.LETTERHEAD})
        )

    def _is_content(self, index: int) -> bool:
        """Return whether a line is one of a table of contents, with the number of its page."""
        above = [line.text for line in self._lines[:index]]
        number = _PAGES.search(self._lines[index].text)
        return number is not None and any(text.endswith(":") for text in above)

    def _has_shape(self, index: int, below: Sequence[BlockDraft]) -> bool:
        text = self._drafts[index].text
        words = text.split()
        if len(words) > _MAX_TITLE_WORDS or text[0].islower() or text[-1] in ":,":
            return False
        if text[0] == "[" and text[-1] == "]":
            return False
        if words[-1] in self._open_words and below and starts_lower(below[0].first):
            return False
        if self._is_sentence_headline(index, below):
            return True
        if text[-1] == ";":
            return False
        if is_finished(text):
            is_shorter = any(len(draft.text) > len(text) for draft in below)
            has_case = is_title_case(words) or (text.isupper() and len(words) > 1)
            is_question = text.rstrip("\"'”’")[-1:] == "?" and not _answers(below[:1])
            return is_shorter and (has_case or is_question)
        return any(
            is_finished(one.last)
            or one.kind is BlockKind.CAPTION
            or (one.kind is BlockKind.LIST_ITEM and len(one.text.split()) >= _MIN_ITEM_WORDS)
            for one in below
        )

    def _is_sentence_headline(self, index: int, below: Sequence[BlockDraft]) -> bool:
        """Return whether a line is a headline although it ends as a sentence does.

        "The mill has closed. Again." is one above a byline or a date line. Without such a line it
        may as well be the first sentence of the story.
        """
        draft = self._drafts[index]
        if not (is_finished(draft.text) or draft.text[-1] == ";") or opens_quotation(draft.text):
            return False
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        if following is None or following.role not in STRONG:
            return False
        least = 2 * len(draft.text)
        return any(
            one.kind is BlockKind.PARAGRAPH and one.length >= least and is_finished(one.last)
            for one in below
        )


def _answers(below: Sequence[BlockDraft]) -> bool:
    """Return whether a text goes on with a short answer to the question that opens it."""
    first = _SENTENCE_END.split(below[0].first, 1)[0] if below else ""
    return (
        0 < len(first.split()) <= _MAX_ANSWER_WORDS
        and _SENTENCE_END.search(below[0].first) is not None
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_title_case(words: Sequence[str]) -> bool:
    """Return whether nearly all long words have a capital, as in headlines."""
    signs = load_typography()
    edges = signs.closing_marks + signs.opening_marks + "("
    long_words = [word.lstrip(edges) for word in words if len(word) >= _LONG_WORD]
    capitals = sum(word[:1].isupper() for word in long_words)
    is_enough = len(long_words) >= _MIN_LONG_WORDS
    return is_enough and capitals >= _MIN_CAPITALS * len(long_words)


def is_letterhead_shape(text: str, words: HeaderWords) -> bool:
    """Return whether a line may be the name of an office or body at the top of its paper."""
    return (
        words.has_name_shape(text)
        and len(text.split()) <= _MAX_LETTERHEAD_WORDS
        and not is_finished(text)
    )
