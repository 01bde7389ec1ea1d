"""Compare the ledger with a fresh extraction for ``claimkit check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimkit.checks.context import CheckContext
from claimkit.compare.extraction_changes import ExtractionChanges, find_extraction_changes
from claimkit.engines import open_engine
from claimkit.errors import DocumentError, LedgerError
from claimkit.ledger import store
from claimkit.ledger.added_claims import settle
from claimkit.ledger.format.fields import OPTIONAL_DOCUMENT_FIELDS
from claimkit.ledger.sources.naming import name_files
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.store import UpdateResult
from claimkit.model import Claim, Finding, LedgerFile
from claimkit.project.extraction import make_options, new_ledger_file
from claimkit.project.extraction_settings import ExtractionSettings
from claimkit.project.inputs import Inputs
from claimkit.project.project_folder import ProjectFolder


def extract_afresh(
    project: ProjectFolder,
    context: CheckContext,
    settings: ExtractionSettings,
    *,
    has_all: bool,
    has_changed: bool,
) -> tuple[CheckContext, tuple[Finding, ...]]:
    """Return the context with the changes that extraction would make, and extraction's findings.

    Args:
        has_all: extract all documents, not only those that are judged.
        has_changed: compare also the documents that have changed since their ledger file was
            written. Otherwise they are only read, to find out whether they can be.

    Raises:
        ModelError: if the model cannot be loaded.
        SchemaError: if the settings name a rule that does not exist.
    """
    names = _choose_documents(context, has_all=has_all)
    if not names:
        return replace(context, fresh={}), ()
    ledgers = {file.ledger.path: file.ledger for file in context.files if file.ledger}
    paths = tuple(str(project.root / name) for name in names)
    failures: list[Finding] = []
    fresh: dict[str, ExtractionChanges] = {}
    options = make_options(project, settings)
    with open_engine(options, settings.jobs) as engine:
        found = engine.describe_model()
        installed = replace(context.installed, model=found.name, model_version=found.version)
        sources = store.read_sources(project.ledger)
        before = list(sources)

        def iter_ledgers() -> Iterator[LedgerFile]:
            for outcome in engine.run(Inputs(project, paths, lexicons=settings.lexicons)):
                if isinstance(outcome, Finding):
                    failures.append(outcome)
                else:
                    new = new_ledger_file(*outcome)
                    old = ledgers.get(new.path)
                    if has_changed or (old is not None and old.sha256 == new.sha256):
                        yield new

        def claims_of(file: LedgerFile) -> Iterable[Claim]:
            return ledgers[file.path].claims if file.path in ledgers else ()

        for new in name_files(list(iter_ledgers()), sources, claims_of):
            changes = _find_changes(project, new, sources)
            if changes is not None:
                fresh[new.path] = changes
    has_other_sources = context.sources is not None and list(sources) != before
    return (
        replace(context, installed=installed, fresh=fresh, has_other_sources=has_other_sources),
        tuple(failures),
    )


def _choose_documents(context: CheckContext, *, has_all: bool) -> list[str]:
    """Return the documents within the project that are to be extracted, in order."""
    return sorted(
        {
            file.ledger.path
            for file in context.files
            if file.ledger
            and (has_all or file.path in context.judged)
            and context.documents.exists(file.ledger.path)
            and not context.documents.leads_outside(file.ledger.path)
            and file.ledger.path not in context.excluded
        }
    )


def _find_changes(
    project: ProjectFolder, new: LedgerFile, sources: SourceRegistry
) -> ExtractionChanges | None:
    """Return what an extraction would change in the ledger of a document; None if nothing."""
    result = _try_update(project, new, sources)
    if result is None or result.before is None:
        return None
    written = settle(result.before, new.text, sources.rename)
    if written == _without_new_keys(result):
        return None
    return find_extraction_changes(written, result.after)


def _without_new_keys(result: UpdateResult) -> LedgerFile:
    """Return the ledger after an extraction, without the keys that older versions did not write.

    These are ``within`` and the address of the document. A ledger that lacks them is no fault. The
    next extraction adds them.
    """
    before = result.before
    if before is None:
        return result.after
    missing = [name for name in OPTIONAL_DOCUMENT_FIELDS if getattr(before, name) is None]
    unlinked = {claim.id for claim in before.claims if claim.within is None}
    claims = tuple(
        replace(claim, within=None) if claim.id in unlinked else claim
        for claim in result.after.claims
    )
    values = dict.fromkeys(missing)
    return replace(result.after, claims=claims, **values)  # type: ignore[arg-type]


def _try_update(
    project: ProjectFolder, new: LedgerFile, sources: SourceRegistry
) -> UpdateResult | None:
    try:
        return store.update(
            project.ledger,
            new,
            documents=project.documents_root,
            dry_run=True,
            rename=sources.rename,
        )
    except (LedgerError, DocumentError):  # another check reports it
        return None
