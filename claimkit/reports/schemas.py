"""Define the JSON Schema of each output that programs read.

They are published under ``docs/schema``. Outputs whose form a standard or a platform defines
are listed in `STANDARDS` instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import msgspec

from claimkit.ledger.format.schema import json_schema as ledger_schema
from claimkit.reports.claims.json import ShowRecord
from claimkit.reports.diffs.json import DiffRecord
from claimkit.reports.exports.jsonl import BESIDE_CLAIM, SaidBound, SpansRecord
from claimkit.reports.findings.json import CheckReportRecord
from claimkit.reports.places import PlaceRecord
from claimkit.reports.reviews.json import ReviewListRecord, ReviewStatsRecord
from claimkit.reports.sources.json import JoinOfferRecord, ListedSourceRecord, ShownSourceRecord
from claimkit.reports.traces.json import SentenceTraceRecord

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CLAIM = "ClaimRecord"


def record_schema(record: Any) -> str:
    """Return the JSON Schema of a msgspec type."""
    return _text(msgspec.json.schema(record))


def line_schema() -> str:
    """Return the JSON Schema of one line of ``claimkit extract --format jsonl``."""
    ledger = json.loads(ledger_schema())
    claim = _written_claim(ledger)
    own, components = msgspec.json.schema_components(
        (str, SaidBound, SpansRecord | None, PlaceRecord | None), ref_template="#/$defs/{name}"
    )
    schema = claim | {
        "title": "ExportedClaimRecord",
        "description": "A claim as the ledger writes it, with its document and its spans",
        "properties": {"document": own[0], **claim["properties"]}
        | dict(zip(BESIDE_CLAIM, own[1:], strict=True)),
        "required": ["document", *claim["required"], *BESIDE_CLAIM],
        "$defs": _used_by(claim, ledger["$defs"]) | components,
    }
    return _text(schema)


def explain_schema() -> str:
    """Return the JSON Schema of ``claimkit explain --format json``."""
    ledger = json.loads(ledger_schema())
    claim = _written_claim(ledger)
    claim["required"].remove("id")
    claim["title"] = "UnfiledClaimRecord"
    schema = msgspec.json.schema(list[SentenceTraceRecord])
    schema["$defs"] |= _used_by(claim, ledger["$defs"]) | {claim["title"]: claim}
    return _text(schema)


def _written_claim(ledger: dict[str, Any]) -> dict[str, Any]:
    """Take the schema of a claim out of the ledger's, as claimkit writes it: with its id."""
    claim: dict[str, Any] = ledger["$defs"].pop(_CLAIM)
    del claim["if"]
    claim["required"] = claim.pop("then")["required"]
    claim["properties"]["id"] = claim["properties"]["id"]["anyOf"][0] | {"title": "Id"}
    return claim


def _used_by(schema: Any, definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions that a schema refers to, directly or through another."""
    used: dict[str, Any] = {}
    text = json.dumps(schema)
    for name, definition in definitions.items():
        if f'"#/$defs/{name}"' in text:
            others = {other: d for other, d in definitions.items() if other != name}
            used |= {name: definition} | _used_by(definition, others)
    return used


def _text(schema: dict[str, Any]) -> str:
    schema["$schema"] = _DIALECT
    encoded = msgspec.json.encode(schema, order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


SCHEMAS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "check": partial(record_schema, CheckReportRecord),
        "diff": partial(record_schema, DiffRecord),
        "explain": explain_schema,
        "extract-line": line_schema,
        "review-list": partial(record_schema, ReviewListRecord),
        "review-stats": partial(record_schema, ReviewStatsRecord),
        "show": partial(record_schema, ShowRecord),
        "sources-list": partial(record_schema, list[ListedSourceRecord]),
        "sources-show": partial(record_schema, ShownSourceRecord),
        "sources-suggest": partial(record_schema, list[JoinOfferRecord]),
    }
)
"""The schemas by the name of their file, without ``.schema.json``."""

OUTPUTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("check", "json"): "check",
        ("diff", "json"): "diff",
        ("explain", "json"): "explain",
        ("extract", "jsonl"): "extract-line",
        ("extract", "yaml"): "ledger",
        ("review add", "json"): "show",
        ("review join", "json"): "show",
        ("review list", "json"): "review-list",
        ("review split", "json"): "show",
        ("review", "json"): "review-stats",
        ("show", "json"): "show",
        ("sources list", "json"): "sources-list",
        ("sources show", "json"): "sources-show",
        ("sources suggest", "json"): "sources-suggest",
    }
)
"""The name of the schema for a command and its format."""

STANDARDS: Mapping[str, str] = MappingProxyType(
    {
        "codequality": "https://docs.gitlab.com/ci/testing/code_quality/",
        "github": "https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands",
        "junit": "https://github.com/testmoapp/junitxml",
        "sarif": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/",
    }
)
"""Where the formats are described that claimkit did not define."""
