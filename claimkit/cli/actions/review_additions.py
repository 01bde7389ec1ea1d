"""Add, split and join claims, and print the claims that result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.actions.review import is_interactive
from claimkit.cli.actions.show import print_shown
from claimkit.cli.formats import TextOrJson
from claimkit.errors import UsageError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.project import splitting
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.showing import describe_claims


@dataclass(frozen=True, slots=True)
class AddCall:
    """The options of one call of ``claimkit review add``."""

    document: str
    content: str | None
    sources: tuple[str, ...]
    sentence: int | None
    evidence: str | None
    texts: Mapping[str, str]
    note: str | None
    by: str | None
    output_format: TextOrJson
    model: str | None
    ledger: Path | None


def add(call: AddCall) -> None:
    """Add a claim to the ledger of a document, and print it."""
    project = ProjectFolder.find().with_ledger(call.ledger)
    if call.content is None:
        _ask_and_add(project, call)
        return
    from claimkit.project.adding import AddRequest
    from claimkit.project.adding import add as add_claim  # loads spaCy

    request = AddRequest(
        call.document,
        call.content,
        call.sources,
        call.sentence,
        call.evidence,
        call.texts,
        call.note,
        call.by,
        call.model,
    )
    _print(project, [add_claim(project, request)], call.output_format)


def _ask_and_add(project: ProjectFolder, call: AddCall) -> None:
    if not is_interactive():
        raise UsageError(
            "There is no terminal to ask on. Name the words of the claim with --content, and its "
            "source with --source."
        )
    from claimkit.cli.terminal.claim_adding import ask_for_claims
    from claimkit.cli.terminal.review_terminal import ScreenAndKeyboard
    from claimkit.project.adding import Adding
    from claimkit.project.reviewing import find_reviewer

    by = find_reviewer(project, call.by)
    adding = Adding(project, call.document, by, call.model)
    if call.sentence is not None:
        adding.search.check_number(call.sentence)
    claims = ask_for_claims(
        adding, ScreenAndKeyboard(), sentence=call.sentence, sources=call.sources, note=call.note
    )
    _print(project, claims, call.output_format)


def split(
    ledger: Path | None,
    id_start: str,
    contents: Sequence[str],
    sources: Sequence[str],
    by: str | None,
    note: str | None,
    output_format: TextOrJson,
) -> None:
    """Split a claim, and print its parts."""
    project = ProjectFolder.find().with_ledger(ledger)
    if not contents and is_interactive():
        from claimkit.cli.terminal.claim_splitting import ask_for_contents
        from claimkit.cli.terminal.review_terminal import ScreenAndKeyboard
        from claimkit.project.claim_selection import find_claims

        (filed,) = find_claims(project, [id_start])
        contents = ask_for_contents(filed.claim, ScreenAndKeyboard())
        if not contents:
            return
    parts = splitting.split(project, id_start, contents, sources=sources, by=by, note=note)
    _print(project, parts, output_format)


def join(
    ledger: Path | None,
    ids: Sequence[str],
    content: str | None,
    by: str | None,
    output_format: TextOrJson,
) -> None:
    """Join claims, and print them."""
    project = ProjectFolder.find().with_ledger(ledger)
    claims = splitting.join(project, ids, content=content, by=by)
    _print(project, claims, output_format)


def _print(project: ProjectFolder, claims: list[FiledClaim], output_format: TextOrJson) -> None:
    print_shown(describe_claims(project, claims), output_format, has_pager=False)
