"""Implement ``claimkit check``: find problems in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from claimkit.checks import table
from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext
from claimkit.errors import ClaimkitError, UsageError
from claimkit.git.repository import Local
from claimkit.model import Finding, Severity
from claimkit.project.base_state import BaseState, read_base_state
from claimkit.project.check_context import read_check_context
from claimkit.project.configuration import CONFIGURATION, setting_error
from claimkit.project.empty_check import refuse_empty
from claimkit.project.extraction_settings import (
    ExtractionOverrides,
    ExtractionSettings,
    read_settings,
)
from claimkit.project.laid_out_state import LaidOutState, lay_out_commit, lay_out_staged
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.trust import find_untrusted, read_base_configuration
from claimkit.reports.findings.report import CheckReport
from claimkit.version import VERSION

_SEVERITIES = tuple(Severity)  # the worst first


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The checks to run, and the part of the ledger to check.

    ``paths`` are documents, ledger files or folders; all if empty. ``select``, ``ignore``,
    ``model`` and ``jobs`` are the configuration's where they are empty or None. With ``base``, a
    revision, only what has changed since then is judged. With ``is_staged``, the staged files are
    read in place of the working tree, and only the documents and ledger files among them are
    judged. ``allows_empty`` accepts that there is no ledger file to check. With ``has_baseline``,
    the report has the findings of the base as well.
    """

    paths: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    base: str | None = None
    has_extraction: bool = True
    model: str | None = None
    jobs: int | None = None
    is_staged: bool = False
    allows_empty: bool = False
    has_baseline: bool = False


def check(project: ProjectFolder, request: CheckRequest) -> CheckReport:
    """Check the ledger against its documents, its reviews and itself.

    Paths in the findings are relative to the project's root.

    Raises:
        UsageError: if the request names an unknown check or a path without a ledger file.
        ClaimkitError: if there is nothing to check.
        GitError: if the base cannot be found.
        ModelError: if a fresh extraction is wanted and the model cannot be loaded.
    """
    if not request.is_staged:
        return _check(project, request, None)
    with lay_out_staged(project) as staged:
        return _check(project, replace(request, has_extraction=False), staged)


def _check(
    project: ProjectFolder, request: CheckRequest, staged: LaidOutState | None
) -> CheckReport:
    checks = _choose_checks(staged.project if staged else project, request)
    until = Local.INDEX if staged else Local.WORK_TREE
    base = None if request.base is None else read_base_state(project, request.base, until)
    untrusted = find_untrusted(project, base, has_model=bool(request.model)) if base else ()
    settings = None
    if not untrusted:  # nothing of what they name is read
        overrides = ExtractionOverrides(model=request.model, jobs=request.jobs)
        settings = read_settings(project, overrides)
    context = read_check_context(project, request.paths, base, settings, staged)
    context = replace(context, untrusted=untrusted)
    failures: tuple[Finding, ...] = ()
    is_wanted = request.has_extraction and any(check.needs_extraction for check in checks)
    # Extraction would stop at an unreadable file about the whole ledger.
    if is_wanted and settings is not None and not context.lists:
        has_changed = not any(check.name == "document-changed" for check in checks)
        context, failures = _extract_afresh(
            project, settings, context, base, has_changed=has_changed
        )
    findings = table.run(context, checks, failures)
    allows_empty = request.allows_empty or project.configuration.check.allow_empty
    if not (findings or staged or allows_empty):
        refuse_empty(project, context)
    done = tuple(check for check in checks if table.can_run(check, context))
    return CheckReport(
        tuple(findings),
        done,
        tuple(check for check in checks if check not in done),
        len(context.judged),
        VERSION,
        base.commit if base else None,
        _find_baseline(project, settings, base, checks) if base and request.has_baseline else None,
    )


def _find_baseline(
    project: ProjectFolder,
    settings: ExtractionSettings | None,
    base: BaseState,
    checks: Iterable[Check],
) -> tuple[Finding, ...] | None:
    """Return the findings of the base about files that have changed since.

    Checks that need an extraction or a base themselves do not run there, so their findings always
    count as new. The result is None if nothing can be said about the base.
    """
    try:
        with lay_out_commit(project, base.commit, base.changed) as state:
            context = read_check_context(project, (), None, settings, state)
            return tuple(table.run(context, checks))
    except ClaimkitError:  # such as a configuration that was not valid then
        return None


def is_at_least(finding: Finding, level: str) -> bool:
    """Return whether a finding is as severe as a level: a severity, or ``never``."""
    if level == "never":
        return False
    return _SEVERITIES.index(finding.severity) <= _SEVERITIES.index(Severity(level))


def _choose_checks(project: ProjectFolder, request: CheckRequest) -> tuple[Check, ...]:
    settings = project.configuration.check
    try:
        chosen = table.choose(request.select or settings.select, request.ignore or settings.ignore)
        # A change must not switch off the check of what it makes claimkit load.
        if table.UNTRUSTED_SETTING not in {check.code for check in chosen}:
            wanted = table.choose(request.select, request.ignore)
            extra = [check for check in wanted if check.code == table.UNTRUSTED_SETTING]
            chosen = tuple(sorted((*chosen, *extra), key=lambda check: check.code))
    except ClaimkitError as error:
        _refuse_configured(project, request)
        raise UsageError.of(error) from error
    return chosen


def _refuse_configured(project: ProjectFolder, request: CheckRequest) -> None:
    """Refuse the unknown checks of the configuration with their position.

    Raises:
        SchemaError: if there is one.
    """
    settings = project.configuration.check
    for key, given, words in (
        ("select", request.select, settings.select),
        ("ignore", request.ignore, settings.ignore),
    ):
        for number, word in enumerate(() if given else words):
            try:
                table.choose([word], ())
            except ClaimkitError as error:
                place = ("check", key, number)
                path = project.root / CONFIGURATION
                raise setting_error(path, place, error.message, error.hint) from error


def _extract_afresh(
    project: ProjectFolder,
    settings: ExtractionSettings,
    context: CheckContext,
    base: BaseState | None,
    *,
    has_changed: bool,
) -> tuple[CheckContext, tuple[Finding, ...]]:
    from claimkit.project.fresh_extraction import extract_afresh  # loads spaCy

    # Other settings, or changed provenance, affect every document, but not its ledger file.
    has_all = base is not None and (
        context.provenance_path in base.changed
        or read_base_configuration(base).extract != project.configuration.extract
    )
    return extract_afresh(project, context, settings, has_all=has_all, has_changed=has_changed)
