"""Check that ledger files can be read, have the right form and place, and are up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext
from claimkit.ledger.format.write import text_of
from claimkit.model import Finding, Location


def unreadable(context: CheckContext, check: Check) -> Iterator[Finding]:
    errors = {file.path: file.error for file in context.files if file.path in context.judged}
    for path, error in (errors | dict(context.lists)).items():
        if error is not None:
            message = error.message.removeprefix(f"{error.path}:{error.line}:{error.column}: ")
            yield check.at_file(path, message, error.line, error.column, error.hint)


def not_canonical(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        text = text_of(ledger, file.first_line)
        if text != file.text:
            line = _first_difference(file.text, text)
            yield check.at_file(file.path, "not in the form in which claimkit writes it", line, 1)


def _first_difference(one: str, other: str) -> int:
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((n for n, (a, b) in enumerate(lines, start=1) if a != b), 1)


def duplicate_id(context: CheckContext, check: Check) -> Iterator[Finding]:
    places = defaultdict(list)
    for file in context.files:
        if file.ledger:
            for claim in (*file.ledger.claims, *file.ledger.retired):
                places[claim.id].append((file, file.ledger, claim))
    for claim_id, found in places.items():
        for index, (file, ledger, claim) in enumerate(found):
            if len(found) > 1 and file.path in context.judged:
                rest = [other for n, (other, _, _) in enumerate(found) if n != index]
                others = tuple(
                    Location(other.path, *other.positions.of_claim(claim_id)) for other in rest
                )
                names = ", ".join(other.path for other in rest)
                message = f"the id {claim_id} stands in {names} as well"
                yield check.at_claim(context, file, ledger, claim, message, others=others)


def leads_outside(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file in context.files:
        if file.link is not None and file.path in context.judged:
            yield check.at_file(file.path, f"{file.link} is a symbolic link")
    for file, ledger in context.iter_judged():
        if file.expected_path is None:
            yield check.at_document(file, "path", f"{ledger.path!r} is not a path in the project")
        elif context.documents.leads_outside(ledger.path):
            yield check.at_document(file, "path", f"{ledger.path} leads out of the project")


def misplaced(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if file.expected_path not in (None, file.path):
            message = f"the ledger of {ledger.path} belongs in {file.expected_path}"
            yield check.at_document(file, "path", message)


def without_ledger(context: CheckContext, check: Check) -> Iterator[Finding]:
    for path in context.without_ledger:
        yield check.at_file(path, "this document has no ledger")


def without_document(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if file.expected_path is not None and not context.documents.exists(ledger.path):
            yield check.at_document(file, "path", f"there is no document {ledger.path}")


def excluded_document(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if ledger.path in context.excluded:
            message = f"claimkit.yaml excludes {ledger.path}, which has a ledger"
            yield check.at_document(file, "path", message)


def document_changed(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if context.documents.leads_outside(ledger.path) or ledger.path in context.excluded:
            continue
        if context.documents.sha256(ledger.path) not in (None, ledger.sha256):
            message = f"{ledger.path} is not what it was when its claims were extracted"
            yield check.at_document(file, "sha256", message)


def out_of_date(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file in context.files:
        ledger = file.ledger
        fresh = (context.fresh or {}).get(ledger.path) if ledger else None
        if ledger is None or fresh is None:
            continue
        lost = {claim.id for claim in (*fresh.changed, *fresh.gone)}
        outdated = [claim for claim in ledger.claims if claim.id in lost]
        line, column = file.positions.of_claim(outdated[0].id) if outdated else (1, 1)
        claims = (*outdated, *fresh.new)
        sentences = tuple(place for c in claims for place in context.sentence(ledger, c))
        message = f"a fresh extraction differs: {fresh.summary()}"
        finding = check.at_file(file.path, message, line, column)
        yield replace(finding, related=sentences[:_MAX_PLACES])
    if context.has_other_sources:
        yield check.at_file(context.sources_path, "a fresh extraction finds other sources", 1, 1)


_MAX_PLACES = 10


def other_extractor(context: CheckContext, check: Check) -> Iterator[Finding]:
    written = context.provenance
    if written is None or written == context.installed:
        return
    now = context.installed
    changes = [
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
    message = f"another extractor made this ledger: {', '.join(changes)}"
    yield check.at_file(context.provenance_path, message, 1, 1)
