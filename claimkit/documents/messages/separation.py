"""Go through the lines of a text and separate the messages that it quotes.

A text is taken for a mail only on evidence that mail programs leave: the line or the head above a
quoted message, with a time, a year or an address. Then the signs before quoted lines tell whose
words they are, also where answers stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claimkit.documents.messages.openings import (
    Message,
    Opening,
    is_closing_separator,
    is_notice,
    is_program_line,
    is_separator,
    read_head,
    read_quoting_line,
)
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.lexicons.mail import load_mail
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind, Speaker

_SIGNS = re.compile(r"[ \t]*((?:>[ \t]?)+)")
_SIGNATURE = "--"
_MAX_LEVEL = 50
_AHEAD = 24
_PROSE_WORDS = 12
_WRAPPED = range(45, 120)


@dataclass(slots=True)
class _Line:
    """A line: ``[start, end)`` of the text without the signs before it, which ``level`` counts."""

    start: int
    end: int
    text: str
    level: int
    message: Message | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Separated:
    """A text without the signs and heads of quoted messages.

    ``stretches`` are those of the messages in it: start, end and message.
    """

    text: TrackedText
    stretches: tuple[tuple[int, int, Message], ...] = ()

    def mark(self, drafts: Iterable[BlockDraft]) -> None:
        """Mark the blocks that are words of a message."""
        stretches = iter(self.stretches)
        now = next(stretches, None)
        for draft in drafts:
            start = draft.parts[0].start
            while now is not None and now[1] <= start:
                now = next(stretches, None)
            if now is None:
                return
            if now[0] <= start:
                _mark(draft, now[2])


def separate_messages(text: TrackedText, language: str, *, is_mail: bool = False) -> Separated:
    """Return a text without the lines that only frame quoted messages, and those messages.

    What follows a line with two hyphens is a signature and is left out, if the text is a mail.

    Args:
        is_mail: whether it is one for certain.
    """
    if not (is_mail or _may_have_messages(text.text, language)):
        return Separated(text)
    reader = _Reader(_cut_lines(text.text), language, is_mail=is_mail)
    reader.run()
    if not (is_mail or reader.has_messages):
        return Separated(text)
    return _build(text, reader.lines)


def _may_have_messages(text: str, language: str) -> bool:
    """Return whether a line may stand above a message, without reading the lines one by one."""
    return _hint(language).search(text) is not None


@cache
def _hint(language: str) -> re.Pattern[str]:
    words = load_mail(language)
    # No line break among the signs: blank lines would be read again and again.
    return re.compile(
        rf"^[ \t>*_]{{0,40}}{any_of(words.from_labels)}[*_]*:"
        rf"|^[ \t>*_#<=-]{{0,80}}{any_of(words.separators)}"
        rf"|\b{any_of(words.quoting_verbs)}\b[^\n]{{0,80}}:[ \t]*$",
        re.IGNORECASE | re.MULTILINE,
    )


def _cut_lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for raw in text.split("\n"):
        signs = _SIGNS.match(raw)
        length = signs.end() if signs else 0
        level = min(_MAX_LEVEL, signs[1].count(">")) if signs else 0
        lines.append(_Line(start + length, start + len(raw), raw[length:].strip(), level))
        start += len(raw) + 1
    return lines


class _Reader:
    """Finds out whose words each line is."""

    def __init__(self, lines: list[_Line], language: str, *, is_mail: bool) -> None:
        self.lines = lines
        self.has_messages = False
        self._language = language
        self._is_mail = is_mail
        self._messages: dict[int, Message | None] = {0: None}
        self._names: set[str] = set()
        self._is_notice = False

    def run(self) -> None:
        index = 0
        has_text = self._is_mail
        signature: int | None = None
        while index < len(self.lines):
            line = self.lines[index]
            if not line.text:
                self._is_notice = False
            else:
                opening = self._read_opening(index, has_text=has_text or line.level > 0)
                if opening is not None:
                    signature = None
                    index += self._open(index, opening)
                    continue
                if signature is not None and line.level != signature:
                    signature = None
                if line.text == _SIGNATURE and (self._is_mail or self.has_messages):
                    signature = line.level
                self._read_line(line, is_signature=signature is not None)
                has_text = has_text or _is_prose(line.text)
            index += 1
        self._complete_names()

    def _read_line(self, line: _Line, *, is_signature: bool) -> None:
        line.message = self._message_at(line.level)
        if self._is_mail or self.has_messages:
            is_in_notice = self._is_notice or is_notice(line.text, self._language)
            # The next line belongs to it if this one was wrapped.
            self._is_notice = is_in_notice and len(line.text) in _WRAPPED
            line.is_dropped = (
                is_signature
                or is_in_notice
                or is_program_line(line.text, self._language)
                or is_closing_separator(line.text, self._language)
            )
            if is_closing_separator(line.text, self._language):
                self._messages[line.level] = None

    def _message_at(self, level: int) -> Message | None:
        if level and level not in self._messages:
            self._messages[level] = Message(None, None, level)
        return self._messages[level]

    def _read_opening(self, index: int, *, has_text: bool) -> Opening | None:
        """Return the lines above a message that begin at a line.

        Args:
            has_text: whether there is text before them. A head above all text is the document's.
        """
        line = self.lines[index]
        is_start = index == 0 or not self.lines[index - 1].text
        is_start |= index > 0 and self.lines[index - 1].level != line.level
        texts = [
            other.text if other.level == line.level else ""
            for other in self.lines[index : index + _AHEAD]
        ]
        if has_text and (is_start or is_separator(line.text, self._language)):
            head = read_head(texts, self._language, is_mail=self._is_mail)
            if head is not None:
                return head
        opening = read_quoting_line(texts, self._language)
        if opening is None:
            return None
        if self._level_after(index + opening.length) == line.level + 1:
            return opening if opening.is_dated or self._is_mail or line.level else None
        return opening if opening.is_certain and is_start else None

    def _level_after(self, index: int) -> int:
        following = (line.level for line in self.lines[index : index + _AHEAD] if line.text)
        return next(following, 0)

    def _open(self, index: int, opening: Opening) -> int:
        """Note a message that begins, and return the number of lines above it."""
        line = self.lines[index]
        for other in self.lines[index : index + opening.length]:
            other.is_dropped = True
        for known in [known for known in self._messages if known > line.level]:
            del self._messages[known]
        is_deeper = self._level_after(index + opening.length) == line.level + 1
        level = line.level + 1 if is_deeper else line.level
        speaker = Speaker(opening.name) if opening.name else None
        self._messages[level] = Message(speaker, opening.said, level)
        if opening.name:
            self._names.add(opening.name)
        self.has_messages = True
        return opening.length

    def _complete_names(self) -> None:
        """Give correspondents who are named by their first names the full names of others."""
        full: dict[str, set[str]] = {}
        for name in self._names:
            if " " in name:
                full.setdefault(name.split()[0].casefold(), set()).add(name)
        completed: dict[Message, Message] = {}
        for line in self.lines:
            message = line.message
            if message is None or message.speaker is None:
                continue
            names = full.get(message.speaker.name.casefold(), set())
            if len(names) == 1:
                name = next(iter(names))
                line.message = completed.setdefault(
                    message, Message(Speaker(name), message.said, message.level)
                )


def _is_prose(text: str) -> bool:
    """Return whether a line is more than a part of a letterhead or a title."""
    return is_finished(text) or len(text.split()) >= _PROSE_WORDS


def _build(text: TrackedText, lines: list[_Line]) -> Separated:
    builder = TextBuilder(text)
    stretches: list[tuple[int, int, Message]] = []
    last: Message | None = None
    is_broken = False
    for line in lines:
        if line.is_dropped or not line.text:
            is_broken = True
            continue
        if builder.length:
            builder.insert("\n\n" if is_broken or line.message is not last else "\n")
        start = builder.length
        builder.keep(line.start, line.end)
        if line.message is not None:
            stretches.append((start, builder.length, line.message))
        last, is_broken = line.message, False
    return Separated(builder.build(), tuple(stretches))


def _mark(draft: BlockDraft, message: Message) -> None:
    draft.speaker, draft.said = message.speaker, message.said
    if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        draft.kind = BlockKind.QUOTED_MESSAGE
    draft.is_typed = True
