"""Find out whose statement, press release or letter a document is.

"We" in such a document is its issuer, who stands in the letterhead, beside the label of the kind of
document, in the signature, or in the description of itself that ends a press release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claimkit.documents.metadata.header_lines import HeaderLine, HeaderRole, read_line
from claimkit.documents.metadata.header_parts import PartKind
from claimkit.documents.metadata.header_words import (
    HeaderWords,
    load_header_words,
    plain_case,
    plain_words,
)
from claimkit.documents.metadata.titles import is_letterhead_shape
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.word_patterns import any_of

_TAIL = 14
_MAX_OPENING = 400
_MAX_NAME_WORDS = 12
_NAMED = frozenset(
    (PartKind.ORGANISATION, PartKind.NAMES, PartKind.PLACE, PartKind.OUTLET, PartKind.UNKNOWN)
)


class StatementFinder:
    """Looks for the issuer of a document.

    Args:
        head: the lines of the header in order, without the title.
        drafts: all blocks of the document.
        title: the title of the document.
        signed: the bodies that the signature names.
        is_release: whether other evidence says that the document is a press release.
    """

    def __init__(
        self,
        head: Sequence[HeaderLine],
        drafts: Sequence[BlockDraft],
        language: str,
        *,
        title: str = "",
        signed: Sequence[str] = (),
        is_release: bool = False,
    ) -> None:
        self._head = head
        self._title = title
        self._drafts = drafts
        self._language = language
        self._signed = signed
        self._words = load_header_words(language)
        self._tail = list(drafts[-_TAIL:])
        self._is_statement = is_release or self._has_statement_signs()

    def find(self) -> str | None:
        """Return the issuer's name as the text writes it, or None."""
        for name in self._iter_candidates():
            name = name.strip(" .,:;–—-|*()[]")
            if name and len(name.split()) <= _MAX_NAME_WORDS:
                text = "\n".join(draft.text for draft in self._drafts) if name.isupper() else ""
                return _without_article(plain_case(name, self._words.small_words, text))
        return None

    def _iter_candidates(self) -> Iterator[str]:
        """Yield possible issuers, the best first."""
        yield from self._labelled()
        if self._is_statement:
            yield from self._beside_kind()
            yield from self._signed
            yield from self._described()
        else:
            yield from self._signed
            yield from (name for name in self._described() if self._opens_with(name))
        yield from self._letterhead_of_report()

    def _labelled(self) -> Iterator[str]:
        for line in self._head:
            kinds = [part.kind for part in line.parts]
            if PartKind.ISSUER in kinds:
                yield from (part.text for part in line.of(PartKind.ORGANISATION))

    def _beside_kind(self) -> Iterator[str]:
        """Yield the names in the line that says "Press release", and in the lines beside it."""
        for index, line in enumerate(self._head):
            if line.role is not HeaderRole.LETTERHEAD:
                continue
            yield from (part.text for part in line.parts if part.kind in _NAMED)
            following = self._head[index + 1].text if index + 1 < len(self._head) else ""
            lead = _load_patterns(self._language).lead.match(following)
            if lead and self._words.has_name_shape(following[lead.end() :]):
                yield following[lead.end() :]
            beside = [self._head[i] for i in (index - 1, index + 1) if 0 <= i < len(self._head)]
            yield from (one.text for one in beside if one.role is HeaderRole.ORGANISATION)
            yield from (
                one.text
                for one in beside
                if one.role in (HeaderRole.OTHER, HeaderRole.OUTLET, HeaderRole.NAMES)
                and is_letterhead_shape(one.text, self._words)
            )
        yield from (line.text for line in self._head if line.role is HeaderRole.ORGANISATION)
        for line in self._head:
            if line.role is HeaderRole.DATE:
                yield from (part.text for part in line.of(PartKind.ORGANISATION))

    def _described(self) -> Iterator[str]:
        """Yield whom the end of the document describes: "About X", "X is a charity"."""
        about = _load_patterns(self._language).about
        for draft in self._tail:
            match = about.match(draft.text)
            if match and self._words.has_name_shape(match["name"]):
                yield match["name"]

    def _opens_with(self, name: str) -> bool:
        """Return whether title or text begin with a body that the end describes."""
        texts = [self._title, *(draft.text for draft in self._drafts[:_TAIL])]
        return not self._words.is_person(name) and any(
            text.startswith((f"{name} ", f"{name}’s ", f"{name}'s ", f"{name}:")) for text in texts
        )

    def _letterhead_of_report(self) -> Iterator[str]:
        """Yield the office at the top of a report, a briefing or a bulletin."""
        is_numbered = any(map(self._words.is_series, self._ends_of_title()))
        has_kind = any(map(self._is_report, self._head)) or self._names_report(self._title)
        if not is_numbered and not has_kind:
            return
        yield from (line.text for line in self._head if line.role is HeaderRole.ORGANISATION)
        for line in self._head:
            yield from (part.text for part in line.of(PartKind.ORGANISATION))
        produced = _load_patterns(self._language).produced
        for draft in self._drafts[:_TAIL]:
            match = produced.search(draft.text, 0, _MAX_OPENING)
            if match and self._words.is_organisation(match["name"]):
                yield match["name"]

    def _ends_of_title(self) -> list[str]:
        """Return the last words of the title, which may be the number of a report."""
        words = self._title.split()
        return [" ".join(words[start:]) for start in range(max(0, len(words) - 5), len(words) - 1)]

    def _is_report(self, line: HeaderLine) -> bool:
        return (
            self._names_report(line.text)
            or self._words.is_series(line.text)
            or any(self._words.is_series(part.text) for part in line.parts)
        )

    def _names_report(self, text: str) -> bool:
        """Return whether a line is the kind of a report, or begins with such a kind."""
        plain = plain_words(text)
        kinds = self._words.report_kinds
        return plain in kinds or any(plain.startswith(f"{k} ") for k in kinds if " " in k)

    def _has_statement_signs(self) -> bool:
        """Return whether the document says that it is a statement or press release."""
        if any(line.role is HeaderRole.LETTERHEAD for line in self._head):
            return True
        title = plain_words(self._title)
        if any(title.startswith(f"{kind} ") for kind in self._words.statement_kinds):
            return True
        opening = _load_patterns(self._language).opening
        if any(opening.match(line.text) for line in self._head):
            return True
        return any(
            opening.match(draft.text)
            or read_line(draft.text, self._language).role is HeaderRole.END
            for draft in self._tail
        )


class _Patterns:
    def __init__(self, language: str) -> None:
        lexicon = load_headers(language)
        self.opening = re.compile(
            rf"\W*{any_of(lexicon.statement_openings)}\s*(?:[:,–—-]|$)", re.IGNORECASE
        )
        about = any_of(lexicon.about_words)
        self.about = re.compile(rf"(?i:{about})\s+(?P<name>[^\W\d_][^:.?!]{{1,60}}?)\s*(?::|$)")
        self.lead = re.compile(rf"{any_of(lexicon.issuer_leads)}\s+", re.IGNORECASE)
        labels = any_of(label for label in lexicon.issuer_labels if " " in label)
        word = r"[A-ZÀ-Þ][\w'’&-]*"
        small = any_of(lexicon.small_words)
        self.produced = re.compile(
            rf"\b(?i:{labels})\s+(?:[a-z]{{1,3}}\s+)?"
            rf"(?P<name>{word}(?:\s+(?:{small}\s+){{0,2}}{word})*)"
        )


@cache
def _load_patterns(language: str) -> _Patterns:
    return _Patterns(language)


def opens_like_statement(text: str, language: str) -> bool:
    """Return whether a line is one that only statements have: "Media contact: …"."""
    return _load_patterns(language).opening.match(text) is not None


def names_issuer(text: str, language: str) -> bool:
    """Return whether a line is the heading of a body's description of itself: "About X"."""
    match = _load_patterns(language).about.fullmatch(text)
    return match is not None and load_header_words(language).has_name_shape(match["name"])


def find_addressee(line: HeaderLine, words: HeaderWords) -> str | None:
    """Return whom a salutation addresses by name or office: "Dear Minister,".

    Nobody is named by "Dear all" or "Sir".
    """
    text = line.text.strip(" ,.:;–—-!")
    lowered = text.casefold()
    for word in sorted(words.lexicon.salutation_words, key=len, reverse=True):
        if lowered.startswith(f"{word} "):
            text = text[len(word) + 1 :].strip()
            break
    if not text or text.casefold() in words.lexicon.general_addressees:
        return None
    return text if text[0].isupper() and text.casefold() not in words.lexicon.salutations else None


def complete_addressee(name: str, lines: Sequence[str], words: HeaderWords) -> str:
    """Return the office of an addressee as the lines above the salutation give it in full.

    Example: "Dear Minister" below "An open letter to the Minister for the Environment".
    Counter-example: "The Minister on the river", "A letter to the Minister from the Friends".
    """
    links, small = words.lexicon.office_links, words.lexicon.small_words
    for line in lines:
        for place in re.finditer(rf"(?<!\w){re.escape(name)} (?=\w)", line):
            rest = line[place.end() :].split()
            if rest[0] not in links:
                continue
            length = full = 0
            for length, word in enumerate(rest, 1):
                bare = word.rstrip(",.;:")
                if bare[:1].isupper():
                    full = length
                elif bare not in small:
                    break
                if bare != word:
                    break
            if full:
                return " ".join((name, *rest[:full])).rstrip(",.;:")
    return name


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.islower() else name
