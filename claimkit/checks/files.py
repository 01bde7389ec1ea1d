"""Checks of whole files: readable, in form, in place, up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from claimkit.checks.check import Check
from claimkit.checks.context import Context
from claimkit.ledger.format.write import text_of
from claimkit.model import Finding, Location


def unreadable(context: Context, check: Check) -> Iterator[Finding]:
    errors = {entry.path: entry.error for entry in context.entries if entry.path in context.judged}
    for path, error in (errors | dict(context.lists)).items():
        if error is not None:
            message = error.message.removeprefix(f"{error.path}:{error.line}:{error.column}: ")
            yield check.at_file(path, message, error.line, error.column, error.hint)


def not_canonical(context: Context, check: Check) -> Iterator[Finding]:
    for entry, ledger in context.iter_judged():
        text = text_of(ledger, entry.first_line)
        if text != entry.text:
            line = _first_difference(entry.text, text)
            yield check.at_file(entry.path, "not in the form in which claimkit writes it", line, 1)


def _first_difference(one: str, other: str) -> int:
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((n for n, (a, b) in enumerate(lines, start=1) if a != b), 1)


def duplicate_id(context: Context, check: Check) -> Iterator[Finding]:
    places = defaultdict(list)
    for entry in context.entries:
        if entry.ledger:
            for claim in (*entry.ledger.claims, *entry.ledger.retired):
                places[claim.id].append((entry, entry.ledger, claim))
    for claim_id, found in places.items():
        for index, (entry, ledger, claim) in enumerate(found):
            if len(found) > 1 and entry.path in context.judged:
                rest = [other for n, (other, _, _) in enumerate(found) if n != index]
                others = tuple(
                    Location(other.path, *other.positions.of_claim(claim_id)) for other in rest
                )
                names = ", ".join(other.path for other in rest)
                message = f"the id {claim_id} stands in {names} as well"
                yield check.at_claim(context, entry, ledger, claim, message, others=others)


def leads_outside(context: Context, check: Check) -> Iterator[Finding]:
    for entry in context.entries:
        if entry.link is not None and entry.path in context.judged:
            yield check.at_file(entry.path, f"{entry.link} is a symbolic link")
    for entry, ledger in context.iter_judged():
        if entry.expected_path is None:
            yield check.at_document(entry, "path", f"{ledger.path!r} is not a path in the project")
        elif context.documents.leads_outside(ledger.path):
            yield check.at_document(entry, "path", f"{ledger.path} leads out of the project")


def misplaced(context: Context, check: Check) -> Iterator[Finding]:
    for entry, ledger in context.iter_judged():
        if entry.expected_path not in (None, entry.path):
            message = f"the ledger of {ledger.path} belongs in {entry.expected_path}"
            yield check.at_document(entry, "path", message)


def without_ledger(context: Context, check: Check) -> Iterator[Finding]:
    for path in context.without_ledger:
        yield check.at_file(path, "this document has no ledger")


def without_document(context: Context, check: Check) -> Iterator[Finding]:
    for entry, ledger in context.iter_judged():
        if entry.expected_path is not None and not context.documents.exists(ledger.path):
            yield check.at_document(entry, "path", f"there is no document {ledger.path}")


def document_changed(context: Context, check: Check) -> Iterator[Finding]:
    for entry, ledger in context.iter_judged():
        if context.documents.leads_outside(ledger.path):
            continue
        if context.documents.sha256(ledger.path) not in (None, ledger.sha256):
            message = f"{ledger.path} is not what it was when its claims were extracted"
            yield check.at_document(entry, "sha256", message)


def out_of_date(context: Context, check: Check) -> Iterator[Finding]:
    for entry in context.entries:
        ledger = entry.ledger
        fresh = (context.fresh or {}).get(ledger.path) if ledger else None
        if ledger is None or fresh is None:
            continue
        line, column = entry.positions.of_claim(fresh.changed[0].id) if fresh.changed else (1, 1)
        claims = (*fresh.changed, *fresh.new)
        sentences = tuple(place for c in claims for place in context.sentence(ledger, c))
        message = f"a fresh extraction differs: {fresh.summary}"
        finding = check.at_file(entry.path, message, line, column)
        yield replace(finding, related=sentences[:_MAX_PLACES])
    if context.has_other_sources:
        yield check.at_file(context.sources_path, "a fresh extraction finds other sources", 1, 1)


_MAX_PLACES = 10


def other_extractor(context: Context, check: Check) -> Iterator[Finding]:
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
