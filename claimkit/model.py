"""Define the plain data that the parts of claimkit exchange.

Offsets are Unicode code points of a document's *reading text*, half-open. Dates are EDTF
(ISO 8601-2) strings. Numbers are `Decimal`. All types are immutable.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class BlockKind(StrEnum):
    """What a block is.

    A table's rows are blocks, and so are the paragraphs of a turn. A pull quote repeats words of
    the text. Furniture is layout with words: menus, running heads, notices.
    """

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TURN = "turn"
    QUESTION = "question"
    BLOCK_QUOTATION = "block quotation"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    QUOTED_MESSAGE = "quoted message"
    PULL_QUOTE = "pull quote"
    READER_COMMENT = "reader comment"
    FURNITURE = "furniture"


ABOUT_THE_DOCUMENT = frozenset((BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FURNITURE))
"""Blocks that are not part of what the document says: they hold no claims and introduce nobody."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that speaks, with the fullest name that the document gives."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document's layout, as a span of its reading text.

    ``speaker`` says whose words a turn, a question, a signed quotation or a message is;
    ``addressee`` is the person whom it calls "you". ``said`` is when they were said, in EDTF, if
    the layout tells. ``label`` is the printed label, which is not part of the reading text.
    ``dateline`` is the day of the report that begins with the block, in EDTF and perhaps without
    its year: "yesterday" counts from it.
    """

    kind: BlockKind
    span: Span
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    said: str | None = None
    label: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class OffsetSegment:
    """``length`` characters of reading text that are unchanged in the source text.

    A replacement, such as an HTML entity, has a ``source_length`` other than its ``length``. It
    is never cut: any part of it maps to the whole.
    """

    start: int
    source_start: int
    length: int
    source_length: int


class OffsetMap:
    """An exact map from reading text to the characters of the file.

    Segments are disjoint and in the order of the reading text, which is that of the file but for
    notes and captions that stood inside a paragraph. No segment spans removed text. Reading-text
    characters between segments are what cleaning inserted: separators, and the headers of a
    table's columns in each of its rows. They have no source.
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
        """Return the spans of the source text that a span of the reading text comes from.

        They are ordered and disjoint, and adjacent pieces are joined. There are several if text
        between them was removed, and none if the span has no source. A space that replaces a
        line break or another space of the source does not separate two pieces.
        """
        pieces: list[Span] = []
        read_to = span.start
        for start, end, piece in self._iter_pieces(span):
            space = 2 if start - read_to == 1 else 0
            if pieces and pieces[-1].start <= piece.start <= pieces[-1].end + space:
                pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
            else:
                pieces.append(piece)
            read_to = end
        return tuple(sorted(pieces))

    def _iter_pieces(self, span: Span) -> Iterator[tuple[int, int, Span]]:
        """Yield each piece: its start and end in the reading text, and its span in the source."""
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


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file that is no text, as its readers find it; parts that do not apply are None.

    ``page`` and ``paragraph`` count from 1. ``box`` holds left, top, right and bottom in points,
    counted from the top left corner of the page. ``cue`` is the number of a subtitle, ``time``
    the time at which it begins ("00:12:31").
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    cue: int | None = None
    time: str | None = None


class PlaceMap:
    """A map from the source text of a document to the places in its file.

    Each start is the first character of a stretch that ends at the next start. Starts are
    ordered; the first one is 0 unless there are none.
    """

    def __init__(self, starts: Iterable[int], places: Iterable[Place]) -> None:
        self._starts = tuple(starts)
        self._places = tuple(places)
        if len(self._starts) != len(self._places):
            raise ValueError("each start needs a place")

    def find(self, span: Span) -> tuple[Place, ...]:
        """Return the places of a span of the source text, in order, without repetitions."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end, lo=first)
        return tuple(dict.fromkeys(self._places[first:last]))


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, ``end_line`` is included.

    A file that is no text has a ``place`` instead of lines.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in the user's data: where it is, what it is, and what to do next.

    ``place`` stands instead of the line in a file that is no text.
    ``related`` holds other places to look at, such as the sentence in the document. ``source``
    and ``content`` are those of the claim ``claim_id``, with its corrections. ``key`` and
    ``detail`` say which key of the ledger and which of its values is wrong; unlike the message,
    they stay the same when the wording changes. ``affected`` has the ids of the claims that would
    explain the finding if something is wrong with them; the claim itself if it is empty.
    """

    code: str
    severity: Severity
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    place: Place | None = field(default=None, kw_only=True)
    claim_id: str | None = None
    hint: str | None = None
    related: tuple[Location, ...] = ()
    source: tuple[str, ...] = ()
    content: str | None = None
    key: str | None = None
    detail: str | None = None
    affected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as claimkit reads it.

    ``blocks`` are ordered and disjoint, with only white space between them. ``path`` is the name
    used in the ledger: relative, with forward slashes. ``sha256`` is the hash of the file's
    bytes. ``author`` holds several names if several people wrote the document. ``issuer`` is the
    body whose statement, press release or letter the document is. ``published`` and ``retrieved``
    are EDTF. ``offsets`` lead to the source text: the characters of a text file, or the text that
    was taken from another file; its ``places`` lead on into that file.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    sha256: str
    title: str | None = None
    author: tuple[str, ...] = ()
    outlet: str | None = None
    issuer: str | None = None
    published: str | None = None
    url: str | None = None
    retrieved: str | None = None
    places: PlaceMap | None = None
    findings: tuple[Finding, ...] = ()

    def find_place(self, span: Span) -> Place | None:
        """Return the place in the file at which a span of the reading text begins.

        It is None for text files, whose places are lines, and for a span without a source.
        """
        if self.places is None:
            return None
        pieces = self.offsets.source_spans(span)
        return next(iter(self.places.find(pieces[0])), None) if pieces else None


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
    """The part of a change that a quantity states: its size and direction, or one of its ends."""

    RISE = "rise"
    FALL = "fall"
    BY = "by"
    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit and bound; ``min`` or ``max`` is None if that side is open.

    ``change`` is None unless the quantity states a change or one end of it. `Change.BY` is a
    change whose direction the text does not state.
    """

    text: str
    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str | None = None
    change: Change | None = None
    span: Span | None = field(default=None, compare=False)


class Vague(StrEnum):
    """The time that an expression without any date refers to, such as "recently" or "now"."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Dating:
    """A date expression as printed and its EDTF value, or None if the value is unknown.

    ``vague`` marks expressions that never have a value. The ledger leaves them out.
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

    ``source`` is empty for a cue without an agent, ``cue`` for a quotation that continues
    without a new cue. Source, cue and content may each have several spans, ordered and disjoint.
    ``evidence`` covers the whole sentences that prove the attribution. ``lead_in`` is the
    heading or sentence elsewhere that names the source. ``speaker`` is the source where the layout
    names it, as for a turn of a transcript. ``source_phrase`` is the source with its apposition,
    its relative clause and further speakers; empty if it is no more than the source.
    ``content_phrase`` is the content with the conjunction that opens it ("that"), or empty.
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
    speaker: Speaker | None = None
    source_phrase: tuple[Span, ...] = ()
    content_phrase: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimSpans:
    """The spans of all words of a claim's parts in the reading text. In memory only.

    They may hold more than the ledger prints: the source with its apposition, the content with the
    conjunction before it.
    """

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
    """A document's statements about one of a claim's sources. In memory only.

    ``forms`` are other full names of the source in the document, such as the expansion of an
    acronym or another spelling. They hold no surnames alone and no descriptions.
    """

    name: str
    kind: SourceKind
    role: str | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRole:
    """A role that documents give to a source; ``documents`` are their paths, sorted."""

    role: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceName:
    """What documents say about one name of a source, where its entry does not show it.

    ``kind`` is None if it is the entry's. ``forms`` are names that a document uses for the same
    source. ``roles`` are those of the entry that documents give this name, if it is an alias that
    claimkit has joined. ``is_joined`` marks a name that claimkit has added to an entry that a
    person has chosen.
    """

    name: str
    kind: SourceKind | None = None
    forms: tuple[str, ...] = ()
    roles: tuple[SourceRole, ...] = ()
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source of the whole ledger, under the one name that all claims use.

    ``aliases`` are its other names, sorted. No name is in two entries. ``is_chosen`` marks an entry
    whose name, kind and aliases a person has decided. ``found`` is claimkit's own record.
    """

    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    roles: tuple[SourceRole, ...] = ()
    is_chosen: bool = False
    found: tuple[SourceName, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the source, the main one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The software, model and lexicons that produced a ledger; ``lexicons`` is their hash."""

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
class SecondReview:
    """The decision of a second person, who did not see the first one.

    ``status`` is never pending. The other fields are as in `Review`.
    """

    status: ReviewStatus
    by: str | None = None
    on: str | None = None
    note: str | None = None
    corrections: tuple[tuple[str, object], ...] = ()
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision about a claim. Extraction never sets any field but ``stale``.

    ``corrections`` are pairs of a field and its right value, in the ledger's field order.
    ``stale`` names the fields that changed since the review, in the same order. ``second`` is the
    decision of another person; it changes nothing in what the ledger says.
    """

    status: ReviewStatus = ReviewStatus.PENDING
    by: str | None = None
    on: str | None = None
    note: str | None = None
    corrections: tuple[tuple[str, object], ...] = ()
    stale: tuple[str, ...] = ()
    second: SecondReview | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """The person who added a claim that extraction had missed, and the day, if known."""

    by: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the ledger. ``id`` is empty until the ledger assigns one.

    ``source`` holds several names if several speak together, and none if nobody is named.
    ``mention`` is the source as printed. ``anonymous`` marks people whose names the text
    withholds. ``government`` names the states whose governments a place among the sources stands
    for ("Seoul"). ``within`` is the id of the claim in whose content this one is reported: in
    "Kim said that Lee had resigned, he wrote", one claim stands within another. ``occurrence``
    counts from 1 among equal evidence texts in the document. ``added`` is set if a person added
    the claim.

    ``said`` is the day on which the claim was made, in EDTF. Where it is not known, ``said_bound``
    is the interval up to the latest day that is possible, such as ``../2025-06-02``: no claim was
    made after its document was published. It is in memory only and only in extracted claims;
    `claimkit.ledger.said_bounds` finds it for claims of a ledger.

    ``named`` and ``via_named`` are the names that the document itself has for its sources and
    relays, if the ledger joins them with other names, else empty.
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
    within: str | None = None
    lead_in: str | None = None
    occurrence: int = 1
    added: Addition | None = None
    review: Review | None = None
    named: tuple[str, ...] = ()
    via_named: tuple[str, ...] = ()
    spans: ClaimSpans | None = field(default=None, compare=False)
    credits: tuple[Credit, ...] = field(default=(), compare=False)
    said_bound: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The ledger of one document, as one YAML file; ``claims`` are in document order.

    ``author`` holds several names if several people wrote the document, and none if nobody is
    known. ``retrieved`` is the day on which the document was taken from ``url``, in EDTF.
    ``text`` is the document's reading text if it has just been extracted. In memory only.
    """

    path: str
    sha256: str
    title: str | None
    author: tuple[str, ...]
    published: str | None
    claims: tuple[Claim, ...]
    retired: tuple[Claim, ...] = ()
    url: str | None = None
    retrieved: str | None = None
    text: str | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A key of the ledger with its values before and after, as the model represents them."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that differs between two ledgers.

    ``before`` is None for a new claim, ``after`` for a claim that is gone. ``fields`` are in the
    order of the ledger's keys, ``review`` in the order of a review's keys; both are empty if one
    side is None. ``was_retired`` and ``is_retired`` are true on the side where the claim is
    retired.
    """

    before: Claim | None
    after: Claim | None
    fields: tuple[FieldChange, ...] = ()
    review: tuple[FieldChange, ...] = ()
    was_retired: bool = False
    is_retired: bool = False

    @property
    def claim(self) -> Claim:
        """The claim after the change, or before it if the claim is gone."""
        claim = self.after or self.before
        if claim is None:
            raise ValueError("a change of no claim")
        return claim


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document whose ledger differs between two sides.

    ``before`` and ``after`` are its paths. A path is None if that side has no ledger of the
    document; the two differ if the document was moved. ``fields`` are the changes of the
    ledger's ``document``. ``claims`` are in document order, with claims that are gone at their
    former place. ``order`` and ``retired_order`` are the ids of all claims on the second side.
    ``ledger_before`` and ``ledger_after`` are the paths of the ledger files, if known.
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
        """The document's path after the change, or before it if the document is gone."""
        path = self.after if self.after is not None else self.before
        if path is None:
            raise ValueError("a change of no document")
        return path

    @property
    def is_moved(self) -> bool:
        return None not in (self.before, self.after) and self.before != self.after


@dataclass(frozen=True, slots=True)
class LedgerDiff:
    """All differences between two ledgers; ``documents`` are sorted by path."""

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
    """A rule whose cue is in a sentence but which found no claim.

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
    span: Span | None = field(default=None, compare=False)
    place: Place | None = None
