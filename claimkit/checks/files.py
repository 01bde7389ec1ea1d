"""Check that ledger files can be read, have the right form and place, and are up to date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimkit.checks.causes import COPY_KEY, EXTRACTOR_KEY, FOLDER_KEY, SCHEMA_KEY
from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext, CheckedFile
from claimkit.checks.statements import iter_unknown_sources
from claimkit.compare.extraction_changes import ExtractionChanges
from claimkit.ledger.format.plain_values import SCHEMA
from claimkit.ledger.format.write import text_of
from claimkit.model import Claim, Finding, LedgerFile, Location, Severity

_MAX_PLACES = 10
_WORD = re.compile(r"\w+")


def unreadable(context: CheckContext, check: Check) -> Iterator[Finding]:
    errors = {file.path: file.error for file in context.files if file.path in context.judged}
    for path, error in (errors | dict(context.lists)).items():
        if error is not None:
            yield check.at_file(path, error.reason, error.line, error.column, error.hint)


def not_canonical(context: CheckContext, check: Check) -> Iterator[Finding]:
    old = []
    for file, ledger in context.iter_judged():
        if file.schema < SCHEMA:
            old.append(file)
            continue
        texts = [text_of(ledger, line) for line in file.first_lines]
        if file.text in texts:
            continue
        words = set(_WORD.findall(file.text))
        unnamed = [claim for claim in ledger.claims if claim.id not in words]
        if unnamed:
            yield _without_id(check, file, unnamed)
        else:
            line = _first_difference(file.text, texts[0])
            yield check.at_file(file.path, "the file is not in canonical form", line, 1)
    if old:
        files = "this ledger file is" if len(old) == 1 else f"{len(old):,} ledger files are"
        message = f"{files} in the format of an older claimkit, which is still read"
        hint = "run `claimkit format` when it suits you; it changes the form only"
        finding = check.at_file(old[0].path, message, 1, 1, hint, key=SCHEMA_KEY)
        yield replace(finding, severity=Severity.NOTE)


def _without_id(check: Check, file: CheckedFile, claims: Sequence[Claim]) -> Finding:
    """Return a note about claims that a person has written and that have no id yet."""
    count = "1 claim has" if len(claims) == 1 else f"{len(claims):,} claims have"
    line, column = file.positions.of_claim(claims[0].id)
    message = f"{count} no id yet; until then the file is not in canonical form"
    finding = check.at_file(file.path, message, line, column, "run `claimkit format`", key="id")
    return replace(finding, severity=Severity.NOTE)


def _first_difference(one: str, other: str) -> int:
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((n for n, (a, b) in enumerate(lines, start=1) if a != b), 1)


def duplicate_id(context: CheckContext, check: Check) -> Iterator[Finding]:
    places: dict[str, list[tuple[CheckedFile, LedgerFile, Claim]]] = defaultdict(list)
    for file in context.files:
        if file.ledger:
            for claim in (*file.ledger.claims, *file.ledger.retired):
                places[claim.id].append((file, file.ledger, claim))
    copies: dict[tuple[str, tuple[str, ...]], list[tuple[CheckedFile, LedgerFile, Claim]]] = (
        defaultdict(list)
    )
    for found in places.values():
        judged = [entry for entry in found if entry[0].path in context.judged]
        if len(found) > 1 and judged:
            copy = max(judged, key=lambda entry: _copy_rank(context, *entry))
            rest = tuple(file.path for file, _, _ in found if file is not copy[0])
            copies[copy[0].path, rest].append(copy)
    for (_, rest), claims in copies.items():
        others = {file.path: file for file in context.files if file.path in rest}
        yield from _copied(context, check, claims, [others[path] for path in dict.fromkeys(rest)])


def _copied(
    context: CheckContext,
    check: Check,
    claims: Sequence[tuple[CheckedFile, LedgerFile, Claim]],
    others: Sequence[CheckedFile],
) -> Iterator[Finding]:
    """Yield one finding for each claim, or one in total if all claims of the file are copies."""
    file, ledger, first = claims[0]
    names = ", ".join(other.path for other in others)
    if 1 < len(claims) == len(ledger.claims) + len(ledger.retired):
        message = f"all {len(claims):,} claims of this file have the ids of claims in {names}"
        line, column = file.positions.of_claim(first.id)
        finding = check.at_file(file.path, message, line, column, key=COPY_KEY)
        places = tuple(
            Location(other.path, *other.positions.of_claim(first.id)) for other in others
        )
        yield replace(finding, related=places[:_MAX_PLACES])
        return
    key = COPY_KEY if len(ledger.claims) + len(ledger.retired) == 1 else "id"
    for _, _, claim in claims:
        places = tuple(
            Location(other.path, *other.positions.of_claim(claim.id)) for other in others
        )
        message = f"the id {claim.id} is also in {names}"
        finding = check.at_claim(context, file, ledger, claim, message, others=places)
        yield replace(finding, key=key)


def _copy_rank(
    context: CheckContext, file: CheckedFile, ledger: LedgerFile, claim: Claim
) -> tuple[bool, bool, bool, str]:
    """Return a key by which the copy of a claim comes after the original."""
    return (
        file.expected_path != file.path,
        not context.documents.has_evidence(ledger.path, claim),
        context.has_base and file.base is None,
        file.path,
    )


def leads_outside(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file in context.files:
        if file.link is not None and file.path in context.judged:
            yield check.at_file(file.path, f"{file.link} is a symbolic link")
    for file, ledger in context.iter_judged():
        if file.expected_path is None:
            message = f"{ledger.path!r} is not a path in the project"
            yield check.at_document(file, "path", message)
        elif context.documents.leads_outside(ledger.path):
            yield check.at_document(file, "path", f"{ledger.path} leads out of the project")


def misplaced(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if file.expected_path not in (None, file.path):
            message = f"this is the ledger file of {ledger.path}, which belongs at "
            yield check.at_document(file, "path", f"{message}{file.expected_path}")


def without_ledger(context: CheckContext, check: Check) -> Iterator[Finding]:
    for path in context.without_ledger:
        yield check.at_file(path, "this document has no ledger file")


def without_document(context: CheckContext, check: Check) -> Iterator[Finding]:
    judged = [(f, ledger) for f, ledger in context.iter_judged() if f.expected_path is not None]
    missing = [entry for entry in judged if not context.documents.exists(entry[1].path)]
    lost = [f for f, ledger in judged if f.expected_path != f.path or (f, ledger) in missing]
    if lost and len(lost) == len(judged) and context.missing_folder is not None:
        message = f"the folder of the documents, {context.missing_folder}, does not exist"
        hint = "set `documents` in claimkit.yaml to the folder that has the documents"
        yield check.at_file(context.configuration_path, message, 1, 1, hint, key=FOLDER_KEY)
    for file, ledger in missing:
        message, hint = f"the document {ledger.path} does not exist", check.fix
        if ledger.path in context.moves:
            message += f"; it seems to have moved to {context.moves[ledger.path]}"
            hint = "run `claimkit extract` and commit what it writes; reviews are kept"
        yield replace(check.at_document(file, "path", message), hint=hint)


def excluded_document(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if ledger.path in context.excluded:
            message = f"claimkit.yaml excludes {ledger.path}, which has a ledger"
            yield check.at_document(file, "path", message)


def untrusted_setting(context: CheckContext, check: Check) -> Iterator[Finding]:
    for setting in context.untrusted:
        message = f"`{setting.key}` is not loaded: {setting.reason}"
        yield check.at_file("claimkit.yaml", message, setting.line, setting.column)


def document_changed(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if context.documents.leads_outside(ledger.path) or ledger.path in context.excluded:
            continue
        if context.documents.sha256(ledger.path) not in (None, ledger.sha256):
            message = f"{ledger.path} has changed since its claims were extracted"
            yield check.at_document(file, "sha256", message)


def out_of_date(context: CheckContext, check: Check) -> Iterator[Finding]:
    outdated = [
        (file, file.ledger, changes)
        for file in context.files
        if file.ledger and (changes := (context.fresh or {}).get(file.ledger.path))
    ]
    if (outdated or context.has_other_sources) and (differences := _differences(context)):
        yield _outdated_by_extractor(context, check, [file for file, _, _ in outdated], differences)
        return
    for file, ledger, changes in outdated:
        yield _outdated(context, check, file, ledger, changes)
    if context.has_other_sources:
        message = "a fresh extraction finds other sources"
        finding = check.at_file(context.sources_path, message, 1, 1, key="sources")
        unknown = {
            claim.id for _, _, claim, _, key in iter_unknown_sources(context) if key == "source"
        }
        yield replace(finding, affected=frozenset(unknown))


def _outdated(
    context: CheckContext,
    check: Check,
    file: CheckedFile,
    ledger: LedgerFile,
    changes: ExtractionChanges,
) -> Finding:
    """Return the finding about one file, at the first claim that would change or go."""
    lost = {claim.id for claim in (*changes.changed, *changes.gone)}
    old = [claim for claim in ledger.claims if claim.id in lost]
    line, column = file.positions.of_claim(old[0].id) if old else (1, 1)
    claims = (*old, *changes.new)
    sentences = tuple(place for c in claims for place in context.sentence(ledger, c))
    message = f"a fresh extraction differs: {changes.summary()}"
    finding = check.at_file(file.path, message, line, column)
    affected = frozenset(claim.id for claim in claims)
    return replace(finding, related=sentences[:_MAX_PLACES], affected=affected)


def _outdated_by_extractor(
    context: CheckContext, check: Check, files: Sequence[CheckedFile], differences: Sequence[str]
) -> Finding:
    """Return one finding about all files that another extractor would change."""
    count = len(files)
    which = "the list of sources"
    if count:
        which = "1 ledger file" if count == 1 else f"{count:,} ledger files"
    message = f"a fresh extraction with another extractor would change {which}: "
    message += ", ".join(differences)
    hint = (
        "run `claimkit extract` and commit what it writes, or install what `_extractor.yaml` names"
    )
    finding = check.at_file(context.provenance_path, message, 1, 1, hint, key=EXTRACTOR_KEY)
    places = tuple(Location(file.path, 1, 1) for file in files[:_MAX_PLACES])
    return replace(finding, related=places)


def other_extractor(context: CheckContext, check: Check) -> Iterator[Finding]:
    differences = _differences(context)
    if differences:
        message = f"another extractor made this ledger: {', '.join(differences)}"
        yield check.at_file(context.provenance_path, message, 1, 1, key=EXTRACTOR_KEY)


def _differences(context: CheckContext) -> list[str]:
    """Return how the extractor that made the ledger differs from the installed one."""
    written, now = context.provenance, context.installed
    if written is None or written == now:
        return []
    return [
        f"{name} {before} is {after} here"
        for name, before, after in (
            ("claimkit", written.claimkit, now.claimkit),
            (
                "model",
                f"{written.model} {written.model_version}",
                f"{now.model} {now.model_version}",
            ),
            ("lexicons", written.lexicons, now.lexicons),
        )
        if before != after
    ]
