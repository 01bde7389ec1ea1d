"""What a fresh extraction would make of the ledger, for ``claimkit check``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimkit.checks.context import CheckContext
from claimkit.cli.check import CheckRequest
from claimkit.cli.inputs import Inputs
from claimkit.cli.run_extract import new_ledger
from claimkit.compare.extraction_changes import ExtractionChanges, find_extraction_changes
from claimkit.engines import open_engine
from claimkit.errors import DocumentError, LedgerError
from claimkit.extraction.extractor import ExtractOptions
from claimkit.ledger import store
from claimkit.ledger.sources.naming import iter_named
from claimkit.ledger.store import UpdateResult
from claimkit.model import Finding, LedgerFile


def extract_afresh(
    request: CheckRequest, context: CheckContext, *, has_all: bool
) -> tuple[CheckContext, tuple[Finding, ...]]:
    """Return the context with what `claimkit extract` would change, and what it would complain of.

    Args:
        has_all: look at all documents, not only at those that are judged.
    """
    names = [
        file.ledger.path
        for file in context.files
        if file.ledger
        and (has_all or file.path in context.judged)
        and context.documents.exists(file.ledger.path)
        and not context.documents.leads_outside(file.ledger.path)
    ]
    if not names:
        return replace(context, fresh={}), ()
    paths = tuple(str(request.project.root / name) for name in sorted(set(names)))
    troubles: list[Finding] = []
    fresh: dict[str, ExtractionChanges] = {}
    options = ExtractOptions(model=request.model)
    with open_engine(options, request.jobs) as engine:
        model = engine.describe_model()
        installed = replace(context.installed, model=model.name, model_version=model.version)
        sources = store.read_sources(request.ledger)
        before = list(sources)

        def iter_ledgers() -> Iterator[LedgerFile]:
            for outcome in engine.run(Inputs(request.project, paths)):
                if isinstance(outcome, Finding):
                    troubles.append(outcome)
                else:
                    yield new_ledger(*outcome)

        for new in iter_named(iter_ledgers(), sources):
            result = _update(request, new)
            if result and result.before not in (None, result.after):
                fresh[new.path] = find_extraction_changes(result.before, result.after)
    has_other_sources = context.sources is not None and list(sources) != before
    return (
        replace(context, installed=installed, fresh=fresh, has_other_sources=has_other_sources),
        tuple(troubles),
    )


def _update(request: CheckRequest, new: LedgerFile) -> UpdateResult | None:
    root = request.project.documents_root
    try:
        return store.update(request.ledger, new, documents=root, dry_run=True)
    except (LedgerError, DocumentError):  # another check says so
        return None
