"""Read the last lines of a document: closing, signature, credits, the author's biography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimkit.documents.metadata.header_lines import HeaderLine, HeaderRole, read_line
from claimkit.documents.metadata.header_parts import PartKind
from claimkit.documents.metadata.header_words import HeaderWords, load_header_words
from claimkit.documents.metadata.statements import opens_like_statement
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.model import BlockKind

_TAIL_BLOCKS = 16
_CREDIT_BLOCKS = 4
_MAX_SIGNATURE_WORDS = 12
_MAX_UNCLOSED = 4
_MIN_SIGNED = 2
_MAX_BIOGRAPHY = 600
_MAX_CONTACT_WORDS = 30
_TELEPHONE = re.compile(r"\d[\d\s/()-]{4,}\d")
_READ = (BlockKind.PARAGRAPH, BlockKind.HEADING)


@dataclass(slots=True)
class Signature:
    """What the end of a document says about it.

    ``blocks`` are about the document and not part of what it says; ``furniture`` are lines such
    as "ENDS". ``bodies`` are the organisations for which the people sign.
    """

    names: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    credits: list[tuple[BlockDraft, HeaderLine]] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)
    furniture: list[BlockDraft] = field(default_factory=list)
    first: BlockDraft | None = None


def read_signature(
    drafts: Sequence[BlockDraft], language: str, *, is_letter: bool, author: str | None
) -> Signature:
    """Read the end of a document.

    Args:
        drafts: the blocks below the header.
        is_letter: whether the document has a salutation, so that names at its end sign it.
        author: the author in the header, if there is one.
    """
    body = [draft for draft in drafts if draft.kind in _READ and draft.first]
    return _SignatureReader(body, language).read(is_letter=is_letter, author=author)


class _SignatureReader:
    def __init__(self, body: Sequence[BlockDraft], language: str) -> None:
        self._body = body
        self._tail = list(body[1:][-_TAIL_BLOCKS:])
        self._lines = [read_line(draft.text, language) for draft in self._tail]
        self._language = language
        self._words: HeaderWords = load_header_words(language)
        self._found = Signature()
        self._is_lone = False

    def read(self, *, is_letter: bool, author: str | None) -> Signature:
        closing = self._find_closing(is_letter=is_letter, author=author)
        for draft, line in zip(self._tail, self._lines, strict=True):
            if line.role is HeaderRole.END or _is_contact(draft, self._language):
                self._found.furniture.append(draft)
        if closing is not None:
            self._read_signers(closing)
        self._read_credits()
        name = author or next(iter(self._found.names), None)
        name = name or next((n for _, line in self._found.credits for n in line.names), None)
        for draft in self._tail[-_CREDIT_BLOCKS:]:
            if name and _is_biography(draft, name) and draft not in self._found.blocks:
                self._found.blocks.append(draft)
        return self._found

    def _find_closing(self, *, is_letter: bool, author: str | None) -> int | None:
        """Return the index of the first line of the signature."""
        for index, line in enumerate(self._lines):
            if line.role is HeaderRole.CLOSING and self._tail[index].kind in _READ:
                self._found.blocks.append(self._tail[index])
                return index + 1
        for index in range(max(0, len(self._lines) - _MAX_UNCLOSED), len(self._lines) - 1):
            is_name = self._lines[index + 1].role is HeaderRole.NAMES
            if is_name and self._signs_for(self._lines[index].text):
                return index
        if not is_letter:
            return self._find_lone_name(author)
        index = len(self._lines)
        while index and len(self._lines) - index < _MAX_UNCLOSED and self._signs(index - 1):
            index -= 1
        roles = [line.role for line in self._lines[index:]]
        has_name = HeaderRole.NAMES in roles or HeaderRole.CREDIT in roles
        return index if has_name else None

    def _find_lone_name(self, author: str | None) -> int | None:
        """Return the index of the line at the end that is the author's name; a town may follow.

        The text has this name nowhere else, so it is nobody whom the text is about.
        """
        if author is not None or len(self._lines) < _MIN_SIGNED:
            return None
        count = 2 if self._is_short_name(-2) and self._is_short_name(-1) else 1
        if len(self._lines) <= count or self._is_short_name(-count - 1):
            return None
        line, above = self._lines[-count], self._lines[-count - 1]
        if line.role is not HeaderRole.NAMES or not is_finished(above.text):
            return None
        if self._words.is_ordinary(line.names[0]):
            return None
        texts = [draft.text for draft in self._body[:-count]]
        is_known = any(name in text for name in line.names for text in texts)
        self._is_lone = not is_known
        return None if is_known else len(self._lines) - count

    def _is_short_name(self, index: int) -> bool:
        """Return whether a line is a name or a town and nothing else."""
        line = self._lines[index]
        return line.role is HeaderRole.NAMES or [part.kind for part in line.parts] == [
            PartKind.PLACE
        ]

    def _signs(self, index: int) -> bool:
        """Return whether a line may be part of a signature."""
        line = self._lines[index]
        words = line.text.split()
        if is_finished(line.text) or len(words) > _MAX_SIGNATURE_WORDS:
            return False
        return line.role is not HeaderRole.OTHER or self._words.has_name_shape(
            line.text.strip("–—- ")
        )

    def _read_signers(self, start: int) -> None:
        for index in range(start, len(self._tail)):
            draft, line = self._tail[index], self._lines[index]
            if len(line.text.split()) > _MAX_SIGNATURE_WORDS or line.role is HeaderRole.END:
                break
            if is_finished(line.text) and not line.names:
                break
            self._found.blocks.append(draft)
            if self._found.first is None:
                self._found.first = draft
            self._read_signer(line)

    def _read_signer(self, line: HeaderLine) -> None:
        if self._is_lone and self._found.names:
            return  # the town below the name
        body = self._signed_for(line.text)
        if body:
            self._found.bodies.append(body)
            return
        for part in line.parts:
            if part.kind is PartKind.NAMES:
                self._found.names.extend(part.names)
            elif part.kind in (PartKind.ORGANISATION, PartKind.OUTLET):
                self._found.bodies.append(part.text)
        if not line.parts or line.names:
            return
        single = line.text.strip(" –—-")
        is_first = not self._found.names and len(line.parts) == 1
        if is_first and line.parts[0].kind is PartKind.PLACE and len(single.split()) <= 2:
            self._found.names.append(single)

    def _signs_for(self, text: str) -> bool:
        """Return whether a short line says for whom the people below it sign."""
        lowered = text.casefold()
        leads = self._words.lexicon.signed_for
        is_short = len(text.split()) <= _MAX_SIGNATURE_WORDS and not is_finished(text)
        if opens_like_statement(text, self._language):
            return False
        return is_short and any(lowered.startswith(f"{word} ") for word in leads)

    def _signed_for(self, text: str) -> str | None:
        """Return the body for which a line signs: "For the Friends of the Lower Tessin"."""
        lowered = text.casefold()
        for word in sorted(self._words.lexicon.signed_for, key=len, reverse=True):
            if lowered.startswith(f"{word} "):
                name = text[len(word) + 1 :].strip(" ,.")
                return name if self._words.has_name_shape(name) else None
        return None

    def _read_credits(self) -> None:
        """Read bylines and date lines among the last blocks."""
        for draft, line in list(zip(self._tail, self._lines, strict=True))[-_CREDIT_BLOCKS:]:
            if draft in self._found.blocks or draft.kind is not BlockKind.PARAGRAPH:
                continue
            first = line.parts[0].kind if line.parts else PartKind.UNKNOWN
            is_date = line.role is HeaderRole.DATE and first not in (
                PartKind.UNKNOWN,
                PartKind.PLACE,
            )
            if is_date or line.role in (HeaderRole.CREDIT, HeaderRole.PLACE_DATE):
                self._found.credits.append((draft, line))


def _is_contact(draft: BlockDraft, language: str) -> bool:
    """Return whether a block says whom journalists can ask."""
    text = draft.text
    return (
        len(text.split()) <= _MAX_CONTACT_WORDS
        and opens_like_statement(text, language)
        and ("@" in text or _TELEPHONE.search(text) is not None)
    )


def _is_biography(draft: BlockDraft, author: str) -> bool:
    return draft.length <= _MAX_BIOGRAPHY and draft.first.startswith(author)
