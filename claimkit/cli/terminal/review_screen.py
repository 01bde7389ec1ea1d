"""Render a claim under review for the terminal, with its evidence in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from claimkit.cli.terminal.messages import printable, printable_lines
from claimkit.documents.reading import read_document
from claimkit.errors import ClaimkitError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.fields import FORMS, REVIEWED_FIELDS, ValueForm
from claimkit.ledger.format.scalars import number_text
from claimkit.ledger.locating import find_evidence, find_parts
from claimkit.ledger.reviews.corrections import format_value
from claimkit.ledger.reviews.decisions import effective
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Bound, Claim, Document, Quantity, ReviewStatus, Span
from claimkit.reports.diffs.view import review_text

_CONTEXT = 240  # characters on either side of the evidence
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)]*\s+|\n+""")
_STYLES = {"content": "bold green", "cue": "bold yellow", "source": "bold cyan"}
_WHEN_EMPTY = {"source": "nobody named", "said": "not known"}
# The fields that matter most for a decision come first, and the other fields follow in the
# ledger's order. The evidence is shown below, in its context.
_FIRST_FIELDS = """
    source mention role anonymous government via cue stance negated content kind said quantities
    dates
""".split()
_SHOWN_FIELDS = (
    *_FIRST_FIELDS,
    *(name for name in REVIEWED_FIELDS if name not in (*_FIRST_FIELDS, "evidence")),
)
_BOUNDS = {Bound.EXACT: "", Bound.RANGE: ""}


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """The text before and after a claim's evidence; ``problem`` is the reason if it is unknown."""

    before: str = ""
    after: str = ""
    problem: str | None = None


@dataclass(slots=True)
class EvidenceReader:
    """Reads the context of evidence; consecutive claims of a document read it only once."""

    root: Path
    language: str = DEFAULT_LANGUAGE
    _path: str | None = None
    _document: Document | ClaimkitError | None = field(default=None)

    def read(self, filed: FiledClaim) -> EvidenceContext:
        if filed.document != self._path:
            self._path, self._document = filed.document, self._read_document(filed.document)
        document = self._document
        if not isinstance(document, Document):
            return EvidenceContext(problem=document.message if document else None)
        is_changed = document.sha256 != filed.sha256
        problem = "the document has changed since it was extracted" if is_changed else None
        evidence = find_evidence(document.text, filed.claim)
        if evidence is None:
            words = "the evidence is not in the document"
            return EvidenceContext(problem=f"{problem}: {words}" if problem else words)
        return EvidenceContext(
            _end_of(document.text[: evidence.start]),
            _beginning_of(document.text[evidence.end :]),
            problem,
        )

    def _read_document(self, name: str) -> Document | ClaimkitError:
        path = self.root / name
        if not path.resolve().is_relative_to(self.root.resolve()):
            return ClaimkitError(f"{name}: this path leads out of the project; it is not read")
        try:
            return read_document(path, name=name, language=self.language)
        except ClaimkitError as error:
            return error


def _end_of(text: str) -> str:
    """Return the last sentences of a text, or its last words if no sentence ends in it."""
    if len(text) <= _CONTEXT:
        return text
    text = text[-_CONTEXT:]
    sentence = _SENTENCE_END.search(text[:-1])
    return text[sentence.end() :] if sentence else "… " + text.partition(" ")[2]


def _beginning_of(text: str) -> str:
    """Return the first sentences of a text, or its first words if no sentence ends in it."""
    if len(text) <= _CONTEXT:
        return text
    text = text[:_CONTEXT]
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[: ends[-1]] if ends else text.rpartition(" ")[0] + " …"


def render_claim(
    filed: FiledClaim, number: int, total: int, context: EvidenceContext
) -> RenderableType:
    """Return a claim with all information that a person needs for a decision."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _iter_rows(filed):
        table.add_row(name, Text(printable(value), _STYLES.get(name, "")))
    title = Text(printable(f"{filed.document}  {number} of {total}  {filed.claim.id}"), "bold")
    parts: list[RenderableType] = [Text(), Rule(title, align="left"), table, Text()]
    if context.problem:
        parts.append(Text(printable(context.problem), "red"))
    parts.append(Padding(_evidence(filed.claim, context), (0, 0, 1, 2)))
    return Group(*parts)


def _iter_rows(filed: FiledClaim) -> Iterator[tuple[str, str]]:
    claim = effective(filed.claim)
    corrections = dict(filed.claim.review.corrections) if filed.claim.review else {}

    def row(name: str, text: str | None) -> Iterator[tuple[str, str]]:
        if text is not None:
            yield name, text
        if name in corrections:
            yield "", f"claimkit: {format_value(name, getattr(filed.claim, name))}"

    for name in _SHOWN_FIELDS:
        yield from row(name, _shown_value(claim, name))
    yield "rule", f"{claim.rule}, {claim.confidence.value} confidence"
    yield from _iter_review_rows(filed)


def _shown_value(claim: Claim, name: str) -> str | None:
    """Return a field's value in the form of the screen; None if there is nothing to show."""
    value = getattr(claim, name)
    if name == "mention" and (value,) == claim.source:
        return None
    match FORMS[name]:
        case ValueForm.NAMES | ValueForm.NAME_LIST:
            text = ", ".join(value)
        case ValueForm.FLAG:
            text = "yes" if value else ""
        case ValueForm.QUANTITIES:
            text = "\n".join(f"{quantity.text}: {_amount(quantity)}" for quantity in value)
        case ValueForm.DATES:
            text = "\n".join(f"{dating.text}: {dating.value or 'not known'}" for dating in value)
        case _:
            text = str(value or "")
    return text or _WHEN_EMPTY.get(name)


def _iter_review_rows(filed: FiledClaim) -> Iterator[tuple[str, str]]:
    review = filed.claim.review
    if review is None:
        return
    is_decided = review.status is not ReviewStatus.PENDING
    if is_decided:
        yield "review", review_text(review)
    if review.stale:
        yield "stale", f"changed since then: {', '.join(review.stale)}"
    if review.note is not None:
        yield "note", review.note if is_decided else f"{review.note} ({review_text(review)})"


def _amount(quantity: Quantity) -> str:
    """Return the value of a quantity: "at least 40 trucks", "10000–13000 rations (rise)"."""
    ends = [number_text(n) for n in (quantity.min, quantity.max) if n is not None]
    number = "–".join(dict.fromkeys(ends))
    bound = _BOUNDS.get(quantity.bound, quantity.bound.value)
    change = f"({quantity.change.value})" if quantity.change else ""
    return " ".join(filter(None, (bound, number, quantity.unit, change)))


def _evidence(claim: Claim, context: EvidenceContext) -> Text:
    """Return the evidence in its context, with source, cue and content highlighted."""
    text = Text(printable_lines(context.before), "dim")
    spans = find_parts(claim)
    marks = {"content": spans.content, "cue": spans.cue, "source": spans.source}
    edges = {0, len(claim.evidence)}
    edges |= {edge for found in marks.values() for span in found for edge in (span.start, span.end)}
    places = sorted(edges)
    for start, end in pairwise(places):
        piece = Span(start, end)
        style = next(
            (_STYLES[name] for name in ("source", "cue", "content")
             if any(span.contains(piece) for span in marks[name])),
            "not dim",
        )  # fmt: skip
        text.append(printable_lines(piece.of(claim.evidence)), f"not dim {style}")
    text.append(printable_lines(context.after), "dim")
    text.rstrip()
    return text
