"""Read ledger files in any YAML, check them, and report faults with file, line and column.

This is much slower than `canonical` and takes long to import.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel

from claimkit import yamlio
from claimkit.errors import LedgerError, SchemaError
from claimkit.ledger.format.schema import (
    LedgerRecord,
    ProvenanceRecord,
    SourcesRecord,
    to_ledger,
    to_sources,
)
from claimkit.ledger.format.schema_line import split_schema_line
from claimkit.ledger.format.upgrades import upgrade
from claimkit.model import LedgerFile, Provenance, SourceEntry

RecordT = TypeVar("RecordT", bound=BaseModel)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 20
_CONFLICT = re.compile(r"^(?:<{7,}|>{7,})(?: .*)?$", re.MULTILINE)
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
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
    return to_ledger(record)


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
        _refuse_what_a_rewrite_loses(text, path)
        return yamlio.load(text, path, schema, prepare=upgrade)
    except LedgerError:
        raise
    except SchemaError as error:
        prefix = f"{error.path}:{error.line}:{error.column}: "
        raise LedgerError(
            error.message.removeprefix(prefix),
            path=error.path,
            line=error.line,
            column=error.column,
            hint=error.hint,
        ) from error


def _refuse_conflict_markers(text: str, path: str) -> None:
    marker = _CONFLICT.search(text)
    if marker:
        raise LedgerError(
            "conflict markers: the merge of this file is not finished",
            path=path,
            line=text.count("\n", 0, marker.start()) + 1,
            hint="keep the lines of one side, take out the markers, then `git add` the file",
        )


def _refuse_what_a_rewrite_loses(text: str, path: str) -> None:
    """Refuse comments, anchors, aliases, tags and deep nesting.

    The scanner gives the places of its tokens; text with a ``#`` between them is a comment.
    """
    depth = 0
    end = len(split_schema_line(text)[0])
    try:
        for token in yaml.scan(text, Loader=_Loader):
            start = token.start_mark.index
            if start > end and "#" in text[end:start]:
                _refuse_comment(text, text.index("#", end), path)
            if token.end_mark.index > end:
                end = token.end_mark.index
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            complaint = None
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                complaint = "a ledger has no anchors, aliases or tags"
            elif isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
                header = text[start:end].split("\n", 1)[0]
                if "#" in header:
                    _refuse_comment(text, start + header.index("#"), path)
            elif depth > _MAX_DEPTH:
                complaint = "nested too deeply for a ledger"
            if complaint:
                mark = token.start_mark
                raise LedgerError(complaint, path=path, line=mark.line + 1, column=mark.column + 1)
    except yaml.YAMLError:
        return  # the parser reports it with a better message


def _refuse_comment(text: str, index: int, path: str) -> None:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    raise LedgerError(
        "comments in a ledger would not survive",
        path=path,
        line=line,
        column=column,
        hint=_COMMENT_HINT,
    )


def _refuse_duplicate_ids(record: LedgerRecord, text: str, path: str) -> None:
    seen: set[str] = set()
    for key, claims in (("claims", record.claims), ("retired", record.retired)):
        for index, claim in enumerate(claims):
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
