"""Read ledger files in any YAML, check them, and report faults with file, line and column.

This is much slower than `canonical` and takes long to import.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel

from claimkit import yamlio
from claimkit.errors import LedgerError, SchemaError
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.plain_values import MANUAL
from claimkit.ledger.format.schema import (
    LedgerRecord,
    ProvenanceRecord,
    SourcesRecord,
    to_ledger,
    to_sources,
)
from claimkit.ledger.format.schema_line import split_schema_line
from claimkit.ledger.format.upgrades import upgrade
from claimkit.ledger.quoted_content import find_kind
from claimkit.model import Confidence, Kind, LedgerFile, Provenance, SourceEntry

RecordT = TypeVar("RecordT", bound=BaseModel)

_CONFLICT = re.compile(r"^(?:<{7,}|>{7,})(?: .*)?$", re.MULTILINE)
_COMMENT_HINT = (
    "claimkit rewrites this file and would lose the comment; "
    "move it into the `note` of the claim's `review`"
)


def parse(text: str, path: str) -> LedgerFile:
    """Return the ledger of a file's text; error messages name ``path``.

    Raises:
        LedgerError: if the text does not match its schema, has a duplicate id, or has something
            that would be lost when claimkit writes the file.
    """
    record = parse_record(text, path, LedgerRecord)
    _refuse_duplicate_ids(record, text, path)
    return _with_ids(to_ledger(record))


def parse_sources(text: str, path: str) -> list[SourceEntry]:
    """Return the entries of the text of ``_sources.yaml``, in the file's order.

    Raises:
        LedgerError: as `parse`.
    """
    return to_sources(parse_record(text, path, SourcesRecord))


def parse_provenance(text: str, path: str) -> Provenance:
    """Return the provenance in the text of ``_extractor.yaml``.

    Raises:
        LedgerError: as `parse`.
    """
    record = parse_record(text, path, ProvenanceRecord)
    return Provenance(record.claimkit, record.model.name, record.model.version, record.lexicons)


def parse_record(text: str, path: str, schema: type[RecordT]) -> RecordT:
    """Check the text of one of the ledger's files against a schema.

    Raises:
        LedgerError: if the text does not match the schema, or has something that would be lost
            when claimkit writes the file.
    """
    try:
        _refuse_conflict_markers(text, path)
        return yamlio.load(
            text,
            path,
            schema,
            prepare=_prepare,
            comment_hint=_COMMENT_HINT,
            comments_from=len(split_schema_line(text)[0]),
        )
    except LedgerError:
        raise
    except SchemaError as error:
        raise LedgerError.of(error) from error


def _prepare(values: Any) -> Any:
    """Upgrade a file's plain values, and complete the claims that a person wrote without an id."""
    values = upgrade(values)
    if not isinstance(values, dict):
        return values
    return {
        key: [_complete(claim) for claim in value]
        if key in ("claims", "retired") and isinstance(value, list)
        else value
        for key, value in values.items()
    }


def _complete(claim: Any) -> Any:
    if not isinstance(claim, dict) or claim.get("id") is not None:
        return claim
    # Blocks of YAML end in a line break, and have others where a person broke the lines.
    claim = {name: _on_one_line(value) for name, value in claim.items()}
    content, evidence = claim.get("content"), claim.get("evidence")
    kind = Kind.INDIRECT
    if isinstance(content, str) and isinstance(evidence, str):
        kind = find_kind(content, evidence)
    given = {name: value for name, value in claim.items() if value is not None or name != "added"}
    how = {"id": None, "confidence": Confidence.HIGH.value, "rule": MANUAL}
    return {"kind": kind.value, "added": {}, **given, **how}


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _with_ids(ledger: LedgerFile) -> LedgerFile:
    """Return a ledger with ids for the claims that a person wrote without one."""
    claims = assign_ids(ledger.path, (*ledger.claims, *ledger.retired))
    count = len(ledger.claims)
    return replace(ledger, claims=tuple(claims[:count]), retired=tuple(claims[count:]))


def _refuse_conflict_markers(text: str, path: str) -> None:
    marker = _CONFLICT.search(text)
    if marker:
        raise LedgerError(
            "conflict markers: the merge of this file is not finished",
            path=path,
            line=text.count("\n", 0, marker.start()) + 1,
            hint="keep the lines of one side, take out the markers, then `git add` the file",
        )


def _refuse_duplicate_ids(record: LedgerRecord, text: str, path: str) -> None:
    seen: set[str] = set()
    for key, claims in (("claims", record.claims), ("retired", record.retired)):
        for index, claim in enumerate(claims):
            if claim.id is None:
                continue
            if claim.id in seen:
                mark = _find_mark(yamlio.compose(text, path), (key, index, "id"))
                raise LedgerError(
                    f"the id {claim.id} stands twice",
                    path=path,
                    line=mark.line + 1,
                    column=mark.column + 1,
                    hint="remove one of the two claims; a new run gives a new claim its own id",
                )
            seen.add(claim.id)


def _find_mark(node: Any, where: tuple[str | int, ...]) -> Any:
    """Return the mark of a value that is known to exist."""
    for part in where:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[part]
        else:
            node = next(value for key, value in node.value if key.value == part)
    return node.start_mark
