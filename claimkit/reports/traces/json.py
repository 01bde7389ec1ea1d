"""Write sentence traces as JSON; `SentenceTraceRecord` is the schema of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from claimkit.ledger.format.plain_values import plain_claim
from claimkit.model import SentenceTrace
from claimkit.reports.escaping.json_text import to_json_line
from claimkit.reports.places import PlaceRecord


class TokenRecord(Struct, frozen=True):
    """A token of the parse; ``head`` counts from 1 within the sentence, 0 marks the root."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: Annotated[int, Meta(ge=0)]


class NearMissRecord(Struct, frozen=True):
    """A rule whose cue is in the sentence but which found no claim, with the reasons."""

    rule: str
    cue: str
    reasons: list[str]


class SentenceTraceRecord(Struct, frozen=True):
    """A sentence with its parse, its claims and its near misses; ``sentence`` counts from 1.

    ``place`` is where it begins in a file that is no text.
    """

    sentence: Annotated[int, Meta(ge=1)]
    text: str
    tokens: list[TokenRecord]
    claims: list[
        Annotated[
            dict[str, Any],
            Meta(
                description="A claim as a new ledger file would have it",
                extra_json_schema={"$ref": "#/$defs/UnfiledClaimRecord"},
            ),
        ]
    ]
    near: list[NearMissRecord]
    place: PlaceRecord | None


def write(traces: Iterable[SentenceTrace]) -> str:
    """Return the traces as a JSON list with one sentence a line, with a line feed at its end."""
    lines = [
        to_json_line(msgspec.to_builtins(_record(t), builtin_types=(Decimal,))) for t in traces
    ]
    return "[" + ",\n".join(lines) + "]\n"


def _record(trace: SentenceTrace) -> SentenceTraceRecord:
    return SentenceTraceRecord(
        sentence=trace.number,
        text=trace.text,
        tokens=[TokenRecord(t.text, t.lemma, t.pos, t.tag, t.dep, t.head) for t in trace.tokens],
        claims=[
            {name: value for name, value in plain_claim(claim).items() if name != "id" or value}
            for claim in trace.claims
        ],
        near=[NearMissRecord(miss.rule, miss.cue, list(miss.reasons)) for miss in trace.near],
        place=PlaceRecord.of(trace.place),
    )
