"""Review claims one after the other; each key press is a decision or a command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from rich.console import RenderableType

from claimkit.cli.terminal.review_screen import render_claim
from claimkit.errors import ClaimkitError, ReviewConflictError, ReviewError
from claimkit.ledger import store
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.reviews import decisions, second
from claimkit.ledger.reviews.corrections import (
    NULL,
    describe_form,
    find_field,
    format_value,
    parse_value,
)
from claimkit.ledger.store import ReviewChange
from claimkit.model import Review, ReviewStatus
from claimkit.project.evidence_context import EvidenceReader
from claimkit.reports.diffs.view import review_text
from claimkit.reports.escaping.terminal import printable

HELP = """\
a  accept: the claim is right as it reads, its corrections included
r  reject: it is no claim, or wrong beyond correction
c  correct fields, one after the other
n  write a note; no decision
m  a claim of this document is missing: add it
p  it holds several claims: split it into its parts
j  it is one claim with the one before: join the two
s  skip: it comes again next time
b  back to the claim before
u  undo the last decision
q  quit; what you decided is written already
?  this list"""
SECOND_HELP = """\
You judge the claim as claimkit found it; the first decision is shown when you have decided.
a  accept: the claim is right as it reads
r  reject: it is no claim, or wrong beyond correction
c  correct fields, one after the other
s  skip: it comes again next time
b  back to the claim before
u  undo the last decision
q  quit; what you decided is written already
?  this list"""
_KEYS = "arcnsbuq"
_ALL_KEYS = "arcnmpjsbuq"
_SECOND_PROMPT = "accept, reject, correct, skip, back, undo, quit [arcsbuq?]"
_PROMPT = "accept, reject, correct, note, skip, back, undo, quit [arcnsbuq?]"
_END_PROMPT = "that was the last one: back, undo, or quit [buq]"


class Terminal(Protocol):
    """The screen and the keyboard of the user."""

    def show(self, what: RenderableType) -> None:
        """Show a text or a Rich object on lines of its own."""

    def read_key(self, prompt: str) -> str:
        """Return the next key.

        Raises:
            EOFError: if there are no more keys.
        """

    def read_line(self, prompt: str, text: str = "") -> str:
        """Return an edited line, which starts as ``text``; empty if the user enters nothing."""


class ClaimTools(Protocol):
    """Changes which claims there are. Each method asks the user, and returns what it wrote."""

    def add(self, filed: FiledClaim, terminal: Terminal) -> Sequence[FiledClaim]:
        """Add claims of the same document."""

    def split(self, filed: FiledClaim, terminal: Terminal) -> Sequence[FiledClaim]:
        """Split a claim, and return its parts; the first one is the claim itself."""

    def join(self, first: FiledClaim, second: FiledClaim) -> Sequence[FiledClaim]:
        """Join two claims, and return them."""


@dataclass(frozen=True, slots=True)
class _WrittenReview:
    """A review that the session has written, with the review that it replaced.

    ``others`` are the other changes that undo the same decision.
    """

    place: int
    before: Review | None
    after: Review | None
    is_note: bool
    others: tuple[ReviewChange, ...] = ()


@dataclass(slots=True)
class ReviewSession:
    """An interactive review of claims; each decision is written before the next claim is shown.

    With ``is_second``, the first decision about a claim is hidden until the second one is made.
    """

    ledger_dir: Path
    claims: Sequence[FiledClaim]
    by: str
    on: str
    terminal: Terminal
    evidence: EvidenceReader
    is_second: bool = False
    tools: ClaimTools | None = None
    _place: int = 0
    _written: list[_WrittenReview] = field(default_factory=list)
    _skipped: set[int] = field(default_factory=set)
    _known: dict[int, Review | None] = field(default_factory=dict)

    def run(self) -> None:
        """Ask about claims until all have been shown or the user quits.

        Raises:
            LedgerError: if a ledger file is unreadable or can't be written.
        """
        try:
            while self._step():
                pass
        except EOFError:
            return

    def summary(self) -> str:
        """Return the numbers of decisions by kind, in one line."""
        statuses: dict[int, ReviewStatus] = {}
        for written in self._written:
            review = written.after
            if review is None or written.is_note:
                continue
            decided = review.second if self.is_second else review
            if decided is not None:
                statuses[written.place] = decided.status
        counts = Counter(statuses.values())
        parts = [f"{status.value} {counts[status]}" for status in ReviewStatus if counts[status]]
        skipped = len(self._skipped - set(statuses))
        parts += [f"skipped {skipped}"] if skipped else []
        return ", ".join([*parts, f"left {len(self.claims) - len(statuses)}"])

    def _step(self) -> bool:
        """Ask one question; return whether the session continues."""
        if self._place == len(self.claims):
            return self._act(self._ask(_END_PROMPT, "buq"))
        filed = self._read()
        if filed is None:
            self._show_message(f"{self.claims[self._place].claim.id} is no longer in the ledger")
            self._place += 1
            return True
        context = self.evidence.read(filed)
        shown = self._visible(filed)
        self.terminal.show(render_claim(shown, self._place + 1, len(self.claims), context))
        key = (
            self._ask(_SECOND_PROMPT, "arcsbuq")
            if self.is_second
            else self._ask(_PROMPT, _KEYS if self.tools is None else _ALL_KEYS)
        )
        match key:
            case "a":
                self._decide(filed, second.accept if self.is_second else decisions.accept)
            case "r":
                self._decide(filed, second.reject if self.is_second else decisions.reject)
            case "c":
                self._correct(filed)
            case "n":
                self._annotate(filed)
            case "m" | "p" | "j" if self.tools is not None:
                self._change_claims(filed, self.tools, key)
            case "s":
                self._skipped.add(self._place)
                self._place += 1
            case _:
                return self._act(key)
        return True

    def _act(self, key: str) -> bool:
        if key == "b":
            if self._place == 0:
                self._show_message("this is the first one")
            self._place = max(0, self._place - 1)
        elif key == "u":
            self._undo()
        return key != "q"

    def _ask(self, prompt: str, keys: str) -> str:
        while True:
            key = self.terminal.read_key(prompt).lower()
            if len(key) == 1 and key in keys:
                return key
            texts = SECOND_HELP if self.is_second else HELP
            self.terminal.show(texts if key == "?" else "there is no such key; ? lists the keys")

    def _read(self) -> FiledClaim | None:
        """Return the present state of the claim; None if it is no longer in its file."""
        listed = self.claims[self._place]
        for filed in store.iter_filed_claims(listed.file):
            if (filed.claim.id, filed.is_retired) == (listed.claim.id, listed.is_retired):
                if filed.claim.review != self._known.get(self._place, listed.claim.review):
                    self._show_message("somebody else has reviewed this claim in the meantime")
                self._known[self._place] = filed.claim.review
                return filed
        return None

    def _visible(self, filed: FiledClaim) -> FiledClaim:
        """Return the claim as the reviewer may see it."""
        if not self.is_second:
            return filed
        return replace(filed, claim=second.blind(filed.claim, self.by))

    def _decide(self, filed: FiledClaim, decide: Callable[..., Review]) -> None:
        try:
            review = decide(filed.claim, by=self.by, on=self.on)
        except ReviewError as error:
            self._show_message(error)
            self._place += 1
            return
        after = self._write(filed, review)
        if after:
            self._reveal(after)
            self._place += 1

    def _reveal(self, filed: FiledClaim) -> None:
        """Show the first decision after the second one."""
        review = filed.claim.review
        if not self.is_second or review is None:
            return
        is_alike = second.pair_status_of(filed.claim) is second.PairStatus.AGREEING
        first = "; ".join(
            [review_text(review)]
            + [f"{name}: {format_value(name, value)}" for name, value in review.corrections]
            + ([review.note] if review.note else [])
        )
        self._show_message(f"{'you agree' if is_alike else 'you disagree'}: first {first}")

    def _correct(self, filed: FiledClaim) -> None:
        """Ask for fields and their values until the user enters no field."""
        now: FiledClaim | None = filed
        while now is not None:
            answer = self.terminal.read_line("which field? (nothing: none) ")
            if not answer.strip():
                if now is not filed:
                    self._reveal(now)
                    self._place += 1
                return
            try:
                name = find_field(answer)
            except ReviewError as error:
                self._show_message(error)
                continue
            now = self._correct_field(now, name)

    def _correct_field(self, filed: FiledClaim, name: str) -> FiledClaim | None:
        """Ask for a value until it is valid; return the corrected claim, None if it has changed."""
        seen = decisions.effective(self._visible(filed).claim)
        old = format_value(name, getattr(seen, name))
        self._show_message(f"{name} is {describe_form(name)}")
        self._show_message(f"claimkit: {format_value(name, getattr(filed.claim, name))}")
        while True:
            text = self.terminal.read_line(
                f"{name} (nothing: leave it): ", "" if old == NULL else old
            )
            if text.strip() in ("", old):
                return filed
            try:
                value = parse_value(name, text)
                correct = second.correct if self.is_second else decisions.correct
                review = correct(filed.claim, {name: value}, by=self.by, on=self.on)
            except ReviewError as error:
                self._show_message(error)
                continue
            return self._write(filed, review)

    def _annotate(self, filed: FiledClaim) -> None:
        old = filed.claim.review.note if filed.claim.review else None
        text = self.terminal.read_line("note: ", old or "")
        review = decisions.annotate(filed.claim, text, by=self.by, on=self.on)
        self._write(filed, review, is_note=True)

    def _change_claims(self, filed: FiledClaim, tools: ClaimTools, key: str) -> None:
        """Add, split or join claims; a message says why if it is not possible."""
        try:
            if key == "m":
                self._add(filed, tools)
            elif key == "p":
                self._split(filed, tools)
            else:
                self._join(filed, tools)
        except ClaimkitError as error:
            self._show_message(error)

    def _add(self, filed: FiledClaim, tools: ClaimTools) -> None:
        review = filed.claim.review
        for added in tools.add(filed, self.terminal):
            drop = (ReviewChange(added, None, is_dropped=True),)
            self._written.append(_WrittenReview(self._place, review, review, True, drop))

    def _split(self, filed: FiledClaim, tools: ClaimTools) -> None:
        parts = tools.split(filed, self.terminal)
        if parts:
            first, *added = parts
            drops = tuple(ReviewChange(part, None, is_dropped=True) for part in added)
            self._finish(filed, first.claim.review, drops)

    def _join(self, filed: FiledClaim, tools: ClaimTools) -> None:
        if self._place == 0:
            self._show_message("this is the first one; join the next one with it")
            return
        self._place -= 1
        before = self._read()
        self._place += 1
        if before is None:
            self._show_message("the claim before is no longer in the ledger")
            return
        first, second = tools.join(before, filed)
        self._known[self._place - 1] = first.claim.review
        restore = ReviewChange(first, before.claim.review)
        self._finish(filed, second.claim.review, (restore,))

    def _finish(
        self, filed: FiledClaim, review: Review | None, others: tuple[ReviewChange, ...]
    ) -> None:
        """Note a decision that is written already, and go on."""
        written = _WrittenReview(self._place, filed.claim.review, review, False, others)
        self._written.append(written)
        self._known[self._place] = review
        self._place += 1

    def _write(
        self, filed: FiledClaim, review: Review | None, *, is_note: bool = False
    ) -> FiledClaim | None:
        """Write a review; return the claim with it, or None if the claim has changed."""
        change = ReviewChange(filed, review)
        if review == filed.claim.review:
            return filed
        try:
            store.change_reviews(self.ledger_dir, [change])
        except ReviewConflictError as error:
            self._show_message(error)
            return None
        self._written.append(_WrittenReview(self._place, filed.claim.review, review, is_note))
        self._known[self._place] = review
        return change.after

    def _undo(self) -> None:
        if not self._written:
            self._show_message("there is nothing to undo")
            return
        written = self._written.pop()
        self._place = written.place
        filed = self._read()
        if filed is None or filed.claim.review != written.after:
            self._show_message("this can't be undone any more: it is not what you wrote")
            return
        changes = [ReviewChange(filed, written.before), *written.others]
        try:
            store.change_reviews(self.ledger_dir, changes)
        except ReviewConflictError as error:
            self._show_message(error)
            return
        self._known[self._place] = written.before
        restored = {(change.seen.file, change.seen.claim.id): change for change in written.others}
        for place, listed in enumerate(self.claims):
            change = restored.get((listed.file, listed.claim.id))
            if change is not None and place in self._known:
                self._known[place] = change.review

    def _show_message(self, what: str | ClaimkitError) -> None:
        if isinstance(what, ClaimkitError):
            what = what.message + (f" ({what.hint})" if what.hint else "")
        self.terminal.show(printable(what))
