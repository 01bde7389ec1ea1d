"""Ask on the terminal for the claims of a document that extraction missed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from claimkit.cli.terminal.review_screen import render_claim
from claimkit.cli.terminal.review_session import Terminal
from claimkit.errors import ClaimkitError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.reviews.corrections import (
    ADDABLE_FIELDS,
    NULL,
    describe_form,
    find_field,
    format_value,
)
from claimkit.model import Claim
from claimkit.project.adding import Adding
from claimkit.project.chosen_content import FoundContent
from claimkit.reports.claims.shown_claim import EvidenceContext
from claimkit.reports.escaping.terminal import printable

_PAGE = 10
_MAX_SOURCES = 9
_SENTENCE_PROMPT = (
    "number of the sentence, words to look for, + and - to turn the page (nothing: end) "
)


def ask_for_claims(
    adding: Adding,
    terminal: Terminal,
    *,
    sentence: int | None = None,
    sources: tuple[str, ...] = (),
    note: str | None = None,
) -> list[FiledClaim]:
    """Ask for claims until the user chooses no sentence; each is written at once.

    Args:
        sentence: the number of the sentence of the only claim; asked for if None. It must exist.
        sources: the sources of all claims; asked for if empty.
        note: a note on all claims.
    """
    asking = _Asking(adding, terminal, sources, note)
    with suppress(EOFError):
        if sentence is not None:
            asking.add(sentence)
        else:
            while (chosen := asking.choose_sentence()) is not None:
                asking.add(chosen)
    return asking.written


@dataclass(slots=True)
class _Asking:
    adding: Adding
    terminal: Terminal
    sources: tuple[str, ...]
    note: str | None
    written: list[FiledClaim] = field(default_factory=list)
    _words: str = ""
    _first: int = 0

    def choose_sentence(self) -> int | None:
        """Show sentences, page by page, until the user names one; None to end."""
        while True:
            shown = self._matching()
            for number in shown[self._first : self._first + _PAGE]:
                self._show_sentence(number)
            if not shown:
                self._show(f"no sentence has the words {self._words!r}")
            answer = self.terminal.read_line(_SENTENCE_PROMPT).strip()
            if not answer:
                return None
            if answer.isdecimal() and 1 <= int(answer) <= len(self.adding.search.sentences):
                return int(answer)
            if answer == "+":
                self._first = self._first + _PAGE if self._first + _PAGE < len(shown) else 0
            elif answer == "-":
                self._first = max(0, self._first - _PAGE)
            elif answer.isdecimal():
                self._show(f"there are {len(self.adding.search.sentences)} sentences")
            else:
                self._words, self._first = answer, 0

    def add(self, number: int) -> None:
        """Ask for the parts of a claim in a sentence, and write it if the user agrees."""
        self._show_sentence(number)
        found = self._choose_content(number)
        if found is None:
            return
        sources = self.sources or self._choose_sources(found)
        texts: dict[str, str] = {}
        while True:
            claim = self.adding.make(found, sources, texts, self.note)
            filed = self.adding.preview(claim)
            self.terminal.show(render_claim(filed, 1, 1, EvidenceContext()))
            key = self.terminal.read_key("add this claim? yes, no, or change a field [ync]").lower()
            if key == "y":
                self._write(claim)
                return
            if key == "n":
                return
            if key == "c":
                self._change_field(claim, texts)
            else:
                self._show("there is no such key")

    def _write(self, claim: Claim) -> None:
        try:
            filed = self.adding.write(claim)
        except ClaimkitError as error:
            self._show_error(error)
            return
        self.written.append(filed)
        self._show(f"{filed.claim.id}  added")

    def _choose_content(self, number: int) -> FoundContent | None:
        """Ask for words until the document has them; None if the user enters none."""
        span = self.adding.search.sentences[number - 1]
        offered = " ".join(span.of(self.adding.text).split())
        while True:
            words = self.terminal.read_line("content (nothing: back): ", offered).strip()
            if not words:
                return None
            try:
                return self.adding.search.find(words, sentence=number)
            except ClaimkitError as error:
                self._show_error(error)
                offered = words

    def _choose_sources(self, found: FoundContent) -> tuple[str, ...]:
        """Ask for sources until each name that the user enters fits one."""
        known = self.adding.known_sources()[:_MAX_SOURCES]
        for number, name in enumerate(known, start=1):
            self._show(f"{number:>3}  {name}")
        prompt = "source: a number or a name, several with ; between (nothing: nobody is named) "
        while True:
            names = []
            for answer in filter(None, map(str.strip, self.terminal.read_line(prompt).split(";"))):
                is_number = answer.isdecimal() and 1 <= int(answer) <= len(known)
                names.append(known[int(answer) - 1] if is_number else answer)
            try:
                self.adding.make(found, tuple(names), {})
            except ClaimkitError as error:
                self._show_error(error)
            else:
                return tuple(names)

    def _change_field(self, claim: Claim, texts: dict[str, str]) -> None:
        """Ask for the value of one field until it is valid, or the user enters nothing."""
        names = ", ".join(ADDABLE_FIELDS)
        answer = self.terminal.read_line(f"which field? {names} (nothing: none) ").strip()
        if not answer:
            return
        try:
            name = find_field(answer)
        except ClaimkitError as error:
            self._show_error(error)
            return
        if name not in ADDABLE_FIELDS:
            self._show(f"{name} is not one of {names}")
            return
        self._show(f"{name} is {describe_form(name)}")
        old = format_value(name, getattr(claim, name))
        text = self.terminal.read_line(f"{name}: ", "" if old == NULL else old).strip()
        try:
            self.adding.check(name, text or NULL)
        except ClaimkitError as error:
            self._show_error(error)
            return
        texts[name] = text or NULL

    def _matching(self) -> list[int]:
        """Return the numbers of the sentences that hold the words that the user looks for."""
        text, words = self.adding.text, self._words.casefold()
        sentences = enumerate(self.adding.search.sentences, start=1)
        return [number for number, span in sentences if words in span.of(text).casefold()]

    def _show_sentence(self, number: int) -> None:
        span = self.adding.search.sentences[number - 1]
        self._show(f"{number:>3}  {' '.join(span.of(self.adding.text).split())}")

    def _show_error(self, error: ClaimkitError) -> None:
        self._show(error.message + (f" ({error.hint})" if error.hint else ""))

    def _show(self, text: str) -> None:
        self.terminal.show(printable(text))
