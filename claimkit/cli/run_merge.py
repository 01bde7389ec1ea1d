"""The work of ``claimkit merge``: read three files, merge what they hold, write it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

import click

from claimkit.cli.merge import MergeRequest
from claimkit.cli.messages import printable
from claimkit.cli.output import open_binary_output
from claimkit.compare.merging.ledger_merge import merge_ledgers, merge_values
from claimkit.errors import ClaimkitError
from claimkit.ledger.format.conflict_markers import (
    Markers,
    dump_mapping_versions,
    dump_source_versions,
    dump_versions,
)
from claimkit.ledger.format.plain_values import plain_provenance
from claimkit.ledger.format.read import decode, parse, parse_provenance, parse_sources
from claimkit.ledger.format.schema_line import split_schema_line
from claimkit.ledger.places import PROVENANCE_NAME, SOURCES_NAME, is_about_whole_ledger

ParsedT = TypeVar("ParsedT")

_NAME_WIDTH = 80

Texts = tuple[str, str, str]
"""Base, ours and theirs; the first is empty if there is none."""

Result = tuple[str, list[str]]
"""The merged text, and what is in conflict."""


class _NotALedgerError(Exception):
    """Lines have to be merged, for a reason to tell."""


def run(request: MergeRequest) -> int:
    """Merge, write, say what is in conflict; return the exit code.

    Raises:
        ClaimkitError: if a file can't be read or written.
    """
    versions = [_read(path) for path in (request.base, request.ours, request.theirs)]
    try:
        text, conflicts = _merge(request, versions)
    except _NotALedgerError as reason:
        _say(f"{request.name}: merged line by line, as git does: {reason}")
        data, is_clean = _merge_lines(request)
        conflicts = [] if is_clean else ["some lines"]
    else:
        data = text.encode()
    with open_binary_output(request.output) as write:
        write(data)
    if conflicts:
        _say(*(f"{request.name}: conflict in {what}" for what in conflicts))
        _say("claimkit: keep one side's lines of each conflict, take out the markers, then git add")
    return int(bool(conflicts))


def _read(path: Path) -> bytes:
    try:
        return b"" if str(path) == os.devnull else path.read_bytes()
    except OSError as error:
        raise ClaimkitError(
            f"{path}: can't be read: {error.strerror}", hint="check the path"
        ) from error


def _merge(request: MergeRequest, versions: Sequence[bytes]) -> Result:
    name = PurePosixPath(request.name).name
    merge = {SOURCES_NAME: _merge_sources, PROVENANCE_NAME: _merge_provenance}.get(
        name, _merge_claims
    )
    if is_about_whole_ledger(name) and merge is _merge_claims:
        raise _NotALedgerError("it holds no claims")
    try:
        base, ours, theirs = (decode(version, request.name) for version in versions)
        merged, conflicts = merge(request, (base, ours, theirs))
    except ClaimkitError as error:
        raise _NotALedgerError(error.message) from error
    first_line, _ = merge_values(*(split_schema_line(text)[0] for text in (base, ours, theirs)))
    return first_line + merged, conflicts


def _merge_claims(request: MergeRequest, texts: Texts) -> Result:
    base, ours, theirs = _parse(request, texts, parse)
    merged = merge_ledgers(base, ours, theirs)
    if merged.conflicts:
        from claimkit.reports.diffs.view import name_of
    told = [
        f"{c.field} of {name_of(c.claim, width=_NAME_WIDTH)} ({c.claim.id})"
        if c.claim
        else f"{c.field} of the document"
        for c in merged.conflicts
    ]
    return dump_versions(merged.ours, merged.theirs, _markers(request)), told


def _merge_sources(request: MergeRequest, texts: Texts) -> Result:
    from claimkit.compare.merging.source_merge import merge_sources
    from claimkit.ledger.sources.registry import SourceRegistry

    base, ours, theirs = (
        SourceRegistry(entries or ()) for entries in _parse(request, texts, parse_sources)
    )
    merged = merge_sources(base, ours, theirs)
    told = [f"{what} of the source {name}" for name, what in merged.conflicts]
    return dump_source_versions(merged.groups, _markers(request)), told


def _merge_provenance(request: MergeRequest, texts: Texts) -> Result:
    ours, theirs = merge_values(*_parse(request, texts, parse_provenance))
    text = dump_mapping_versions(
        plain_provenance(ours), plain_provenance(theirs), _markers(request)
    )
    return text, ["what made the ledger"] if ours != theirs else []


def _parse(
    request: MergeRequest, texts: Texts, parse: Callable[[str, str], ParsedT]
) -> tuple[ParsedT | None, ParsedT, ParsedT]:
    """Read the three texts; None for a base that is empty."""
    base, ours, theirs = texts
    return (
        parse(base, f"{request.name} (base)") if base.strip() else None,
        parse(ours, f"{request.name} (ours)"),
        parse(theirs, f"{request.name} (theirs)"),
    )


def _markers(request: MergeRequest) -> Markers:
    return Markers(request.marker_size, request.ours_label, request.theirs_label)


def _merge_lines(request: MergeRequest) -> tuple[bytes, bool]:
    from claimkit.git.texts import merge_text

    base, ours, theirs = (path.absolute() for path in (request.base, request.ours, request.theirs))
    return merge_text(ours, base, theirs, request.marker_size)


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(printable(line), err=True)
