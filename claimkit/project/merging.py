"""Implement ``claimkit merge``: merge three versions of one of the ledger's files.

Git starts a new process for each file that both sides changed. To start fast, this module imports
rarely used modules inside functions.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from claimkit.compare.merging.ledger_merge import merge_ledgers
from claimkit.compare.merging.three_way import merge_values
from claimkit.errors import ClaimkitError
from claimkit.ledger.format.conflict_markers import (
    Markers,
    dump_source_versions,
    dump_versions,
)
from claimkit.ledger.format.plain_values import plain_provenance
from claimkit.ledger.format.read import decode, parse, parse_provenance, parse_sources
from claimkit.ledger.format.schema_line import split_schema_line
from claimkit.ledger.format.write import dump_mapping
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    SOURCES_NAME,
    is_about_whole_ledger,
    ledger_path,
)
from claimkit.ledger.safe_files import MAX_BYTES
from claimkit.model import LedgerFile, Provenance
from claimkit.regular_files import is_shell_pipe, read_operand

ParsedT = TypeVar("ParsedT")
MergedTexts = tuple[str, list[str]]
"""The merged text, and the conflicts in words."""

_NAME_WIDTH = 80


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """The three versions of a file, and the form of conflict markers.

    ``name`` is the file's path in the project. It distinguishes ledger files from
    ``_sources.yaml`` and ``_extractor.yaml``. ``is_base`` asks for the base of another merge, which
    must not have conflicts: where the sides are in conflict, it has the values of ``base``.
    """

    base: Path
    ours: Path
    theirs: Path
    name: str
    marker_size: int = 7
    ours_label: str = "ours"
    theirs_label: str = "theirs"
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The merged file.

    ``conflicts`` describes the changes in conflict; ``data`` contains the conflict markers.
    ``line_merge_reason`` is the reason why git merged lines; None if claims were merged.
    """

    data: bytes
    conflicts: tuple[str, ...] = ()
    line_merge_reason: str | None = None


class _NotALedgerError(Exception):
    """The file must be merged line by line; the message says why."""


def merge(request: MergeRequest) -> MergeResult:
    """Merge two versions of a file that have a common base.

    Raises:
        ClaimkitError: if a version cannot be read.
    """
    versions = [_read(path) for path in (request.base, request.ours, request.theirs)]
    try:
        text, conflicts = _merge_parsed(request, versions)
    except _NotALedgerError as reason:
        data, is_clean = _merge_lines(request, versions)
        if request.is_base and not is_clean:
            data, is_clean = versions[0], True
        return MergeResult(data, () if is_clean else ("some lines",), str(reason))
    return MergeResult(text.encode(), tuple(conflicts))


def _read(path: Path) -> bytes:
    try:
        return read_operand(path, MAX_BYTES)
    except OSError as error:
        raise ClaimkitError(
            f"{path}: can't be read: {error.strerror}", hint="check the path"
        ) from error


def _merge_parsed(request: MergeRequest, versions: Sequence[bytes]) -> MergedTexts:
    name = PurePosixPath(request.name).name
    merge_texts = {SOURCES_NAME: _merge_sources, PROVENANCE_NAME: _merge_provenance}.get(
        name, _merge_claims
    )
    if is_about_whole_ledger(name) and merge_texts is _merge_claims:
        raise _NotALedgerError("it holds no claims")
    try:
        base, ours, theirs = (decode(version, request.name) for version in versions)
        merged, conflicts = merge_texts(request, (base, ours, theirs))
    except ClaimkitError as error:
        raise _NotALedgerError(error.message) from error
    lines = merge_values(*(split_schema_line(text)[0] for text in (base, ours, theirs)))
    return max(lines) + merged, conflicts


def _merge_claims(request: MergeRequest, texts: tuple[str, str, str]) -> MergedTexts:
    base, ours, theirs = _parse(request, texts, parse)
    if base is None and ours.path != theirs.path:
        ours, theirs = _with_one_path(request, ours, theirs)
    merged = merge_ledgers(base, ours, theirs, favor_base=request.is_base)
    text = dump_versions(merged.ours, merged.theirs, _markers(request))
    if not merged.conflicts:
        return text, []
    from claimkit.reports.diffs.view import name_of

    conflicts = [
        f"{conflict.field} of {name_of(conflict.claim, width=_NAME_WIDTH)} ({conflict.claim.id})"
        if conflict.claim
        else f"{conflict.field} of the document"
        for conflict in merged.conflicts
    ]
    return text, conflicts


def _with_one_path(
    request: MergeRequest, ours: LedgerFile, theirs: LedgerFile
) -> tuple[LedgerFile, LedgerFile]:
    """Return both sides with the document's path to which the file belongs by its place.

    So the ledger files of a document that was moved are merged. The sides stay as they are if the
    place fits both paths or none.
    """
    from claimkit.project.project_folder import ProjectFolder

    try:
        project = ProjectFolder.find()
        file = Path(os.path.abspath(request.name))  # noqa: PTH100 (links stay)
        fitting = {
            side.path
            for side in (ours, theirs)
            if ledger_path(project.ledger, side.path, project.documents_root) == file
        }
    except ClaimkitError:
        return ours, theirs
    if len(fitting) != 1:
        return ours, theirs
    (path,) = fitting
    return replace(ours, path=path), replace(theirs, path=path)


def _merge_sources(request: MergeRequest, texts: tuple[str, str, str]) -> MergedTexts:
    from claimkit.compare.merging.source_merge import merge_sources
    from claimkit.ledger.sources.entry_order import sorted_entries
    from claimkit.ledger.sources.name_pool import NamePool
    from claimkit.ledger.sources.registry import SourceRegistry

    base, ours, theirs = (
        SourceRegistry(entries or ()) for entries in _parse(request, texts, parse_sources)
    )
    merged = merge_sources(base, ours, theirs, favor_base=request.is_base)
    groups = merged.groups
    if not merged.conflicts:  # names of both sides may be spellings of one
        entries = sorted_entries(NamePool(entry for ours, _ in groups for entry in ours).entries())
        groups = tuple(((entry,), (entry,)) for entry in entries)
    conflicts = [f"{what} of the source {name}" for name, what in merged.conflicts]
    return dump_source_versions(groups, _markers(request)), conflicts


def _merge_provenance(request: MergeRequest, texts: tuple[str, str, str]) -> MergedTexts:
    sides = merge_values(*_parse(request, texts, parse_provenance))
    # The older of two: whoever has the newer one is then told to extract.
    return dump_mapping(plain_provenance(min(sides, key=_age))), []


def _age(provenance: Provenance) -> tuple[list[int], list[int], str]:
    """Return a sort key: the older version of claimkit first, then that of the model."""
    versions = (provenance.claimkit, provenance.model_version)
    numbers = [[int(part[:9]) for part in re.findall(r"[0-9]+", version)] for version in versions]
    return numbers[0], numbers[1], repr(provenance)


def _parse(
    request: MergeRequest, texts: tuple[str, str, str], parse_text: Callable[[str, str], ParsedT]
) -> tuple[ParsedT | None, ParsedT, ParsedT]:
    """Parse the three texts; an empty base is None."""
    base, ours, theirs = texts
    return (
        parse_text(base, f"{request.name} (base)") if base.strip() else None,
        parse_text(ours, f"{request.name} (ours)"),
        parse_text(theirs, f"{request.name} (theirs)"),
    )


def _markers(request: MergeRequest) -> Markers:
    return Markers(request.marker_size, request.ours_label, request.theirs_label)


def _merge_lines(request: MergeRequest, versions: Sequence[bytes]) -> tuple[bytes, bool]:
    from claimkit.git.texts import merge_text

    base, ours, theirs = (path.absolute() for path in (request.base, request.ours, request.theirs))
    if not any(map(is_shell_pipe, (base, ours, theirs))):
        return merge_text(ours, base, theirs, request.marker_size)
    with tempfile.TemporaryDirectory() as folder:  # a pipe can be read only once
        base, ours, theirs = (Path(folder, name) for name in ("base", "ours", "theirs"))
        for path, data in zip((base, ours, theirs), versions, strict=True):
            path.write_bytes(data)
        return merge_text(ours, base, theirs, request.marker_size)
