"""Plain data that the parts of claimkit hand to each other.

Offsets are Unicode code points of a document's *reading text*, half-open. Dates are EDTF
(ISO 8601-2) strings, numbers are `Decimal`. All types are immutable.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``[start, end)`` of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words that the span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    PULL_QUOTE = "pull quote"
    READER_COMMENT = "reader comment"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document's layout, as a span of its reading text."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class OffsetSegment:
    """``length`` characters of reading text that stand unchanged in the source text.

    A replacement (an HTML entity, say) has ``source_length`` unlike ``length`` and is
    never cut: any part of it maps to the whole.
    """

    start: int
    source_start: int
    length: int
    source_length: int


class OffsetMap:
    """Exact map from reading text to the file's own characters.

    Segments are ordered, disjoint and don't reach across removed text. Reading-text
    characters between segments (separators that cleaning put in) have no source.
    """

    def __init__(self, segments: Iterable[OffsetSegment]) -> None:
        self._segments = tuple(segments)
        self._starts = [segment.start for segment in self._segments]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        return cls([OffsetSegment(0, 0, length, length)] if length else [])

    @property
    def segments(self) -> tuple[OffsetSegment, ...]:
        return self._segments

    def source_spans(self, span: Span) -> tuple[Span, ...]:
        """Return where ``span`` of the reading text stands in the source text.

        Ordered, disjoint, adjacent pieces joined; several pieces where text was removed in
        between; empty if nothing of the span has a source. A space that stands for a line
        break or another space of the source doesn't part two pieces.
        """
        pieces: list[Span] = []
        read_to = span.start
        for start, end, piece in self._iter_pieces(span):
            space = 2 if start - read_to == 1 else 0
            if pieces and pieces[-1].end + space >= piece.start:
                pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
            else:
                pieces.append(piece)
            read_to = end
        return tuple(pieces)

    def _iter_pieces(self, span: Span) -> Iterator[tuple[int, int, Span]]:
        """Yield each piece as start and end in the reading text and its place in the source."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        for segment in self._segments[index:]:
            if segment.start >= span.end:
                return
            start = max(span.start, segment.start)
            end = min(span.end, segment.start + segment.length)
            if start >= end:
                continue
            if segment.length == segment.source_length:
                shift = segment.source_start - segment.start
                source = Span(start + shift, end + shift)
            else:
                source = Span(segment.source_start, segment.source_start + segment.source_length)
            yield start, end, source


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, ``end_line`` is inclusive."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in somebody's data: where, what, and what to do next.

    ``related`` are other places to look at: the sentence in the document, say.
    """

    code: str
    severity: Severity
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    claim_id: str | None = None
    hint: str | None = None
    related: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as claimkit reads it.

    ``blocks`` are ordered and disjoint; only white space stands between them. ``path`` is
    the name used in the ledger: relative, with forward slashes. ``sha256`` is of the
    file's bytes. ``published`` is EDTF.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    sha256: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    findings: tuple[Finding, ...] = ()


class Kind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    AUTHOR = "author"


class Bound(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    RANGE = "range"


class Change(StrEnum):
    """What a quantity says of a change: by how much, in which direction, or from where to where."""

    RISE = "rise"
    FALL = "fall"
    BY = "by"
    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit and bound; ``min`` or ``max`` is None where that side is open.

    ``change`` is None unless the quantity is (one side of) a change; `Change.BY` has a
    direction that the words don't tell.
    """

    text: str
    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str | None = None
    change: Change | None = None
    span: Span | None = field(default=None, compare=False)


class Vague(StrEnum):
    """What an expression refers to that names no date at all: "recently", "now"."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Dating:
    """A date expression as printed and its EDTF value; None where nothing can be known.

    ``vague`` marks expressions that never have a value; the ledger leaves them out.
    """

    text: str
    value: str | None
    vague: Vague | None = None
    span: Span | None = field(default=None, compare=False)


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as found in the reading text, before the source is resolved.

    ``source`` and ``cue`` may be empty (agentless cue; a quotation that goes on without a
    new cue), and each of the three may have several spans, ordered and disjoint.
    ``evidence`` covers the whole sentences that prove the attribution. ``lead_in`` is the
    heading or sentence elsewhere that names the source.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Span
    kind: Kind
    stance: str | None
    rule: str
    confidence: Confidence
    negated: bool = False
    lead_in: Span | None = None
    via: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimSpans:
    """Where a claim's parts stand in the reading text. In memory only."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Span


class SourceKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    DOCUMENT = "document"
    GROUP = "group"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a document tells of one of a claim's sources. In memory only.

    ``forms`` are other full names of it in the document: an acronym's expansion, another
    spelling; no surnames alone and no descriptions.
    """

    name: str
    kind: SourceKind
    role: str | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRole:
    """What documents call a source; ``documents`` are their paths, sorted."""

    role: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source of the whole ledger, under the one name that claims give it.

    ``aliases`` are the other names seen, sorted; no name stands in two entries.
    """

    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    roles: tuple[SourceRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What produced a ledger. ``lexicons`` is a hash of all of them."""

    claimkit: str
    model: str
    model_version: str
    lexicons: str


class ReviewStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about a claim. Extraction only ever sets ``stale``.

    ``corrections`` are (field, right value) pairs in the ledger's field order. ``stale``
    names the fields that changed since the review, in the same order.
    """

    status: ReviewStatus = ReviewStatus.PENDING
    by: str | None = None
    on: str | None = None
    note: str | None = None
    corrections: tuple[tuple[str, object], ...] = ()
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry of the ledger. ``id`` is empty until the ledger has given one.

    ``source`` holds several names when several speak together and none when nobody is
    named. ``mention`` is the source as printed. ``anonymous`` marks people whose name the
    text holds back; ``government`` names the states for whose governments a place among the
    sources stands ("Seoul"). ``occurrence`` counts from 1 among equal
    evidence texts in the document.
    """

    kind: Kind
    source: tuple[str, ...]
    mention: str | None
    cue: str | None
    stance: str | None
    content: str
    evidence: str
    confidence: Confidence
    rule: str
    id: str = ""
    role: str | None = None
    anonymous: bool = False
    government: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    negated: bool = False
    said: str | None = None
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Dating, ...] = ()
    block: BlockKind = BlockKind.PARAGRAPH
    lead_in: str | None = None
    occurrence: int = 1
    review: Review | None = None
    spans: ClaimSpans | None = field(default=None, compare=False)
    credits: tuple[Credit, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """One document's ledger: what a YAML file holds. ``claims`` in document order."""

    path: str
    sha256: str
    title: str | None
    author: str | None
    published: str | None
    claims: tuple[Claim, ...]
    retired: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A key of the ledger with its values, as the model has them, before and after."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is not the same in two ledgers.

    ``before`` is None for one that is new, ``after`` for one that is gone. ``fields`` are in the
    order of the ledger's keys, ``review`` in that of a review's; both are empty if one side is
    None. ``was_retired`` and ``is_retired`` tell whether it stands among the retired ones.
    """

    before: Claim | None
    after: Claim | None
    fields: tuple[FieldChange, ...] = ()
    review: tuple[FieldChange, ...] = ()
    was_retired: bool = False
    is_retired: bool = False

    @property
    def claim(self) -> Claim:
        """The claim as it is now, or as it last was."""
        claim = self.after or self.before
        if claim is None:
            raise ValueError("a change of no claim")
        return claim


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document whose ledger is not the same on two sides.

    ``before`` and ``after`` are its paths; None where it has no ledger, unlike each other where
    it was moved. ``fields`` are those of the ledger's ``document``. ``claims`` are in the order
    of the document, those that are gone at the place where they stood. ``order`` and
    ``retired_order`` are the ids of all claims afterwards. ``ledger_before`` and
    ``ledger_after`` are the paths of the ledger files, where known.
    """

    before: str | None
    after: str | None
    fields: tuple[FieldChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    order: tuple[str, ...] = ()
    retired_order: tuple[str, ...] = ()
    is_reordered: bool = False
    ledger_before: str | None = None
    ledger_after: str | None = None

    @property
    def path(self) -> str:
        """The document's path now, or the one that it last had."""
        path = self.after if self.after is not None else self.before
        if path is None:
            raise ValueError("a change of no document")
        return path

    @property
    def is_moved(self) -> bool:
        return None not in (self.before, self.after) and self.before != self.after


@dataclass(frozen=True, slots=True)
class LedgerDiff:
    """All that is not the same in two ledgers; ``documents`` are sorted by path."""

    documents: tuple[DocumentChange, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenTrace:
    """A token of the parse; ``head`` counts from 1 within the sentence, 0 marks the root."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule whose cue stands in a sentence but which found no claim.

    ``cue`` is as printed; ``reasons`` holds one or more sentences.
    """

    rule: str
    cue: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """A sentence with its parse, its claims and its near misses; ``number`` counts from 1."""

    number: int
    text: str
    tokens: tuple[TokenTrace, ...]
    claims: tuple[Claim, ...]
    near: tuple[NearMiss, ...]
