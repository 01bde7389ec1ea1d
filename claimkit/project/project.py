"""Provide a project and its ledger to Python code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.model import LedgerDiff
from claimkit.project.project_folder import ProjectFolder

if TYPE_CHECKING:
    from claimkit.project.extraction import ExtractionResult
    from claimkit.reports.findings.report import CheckReport


@dataclass(frozen=True, slots=True)
class Project(ProjectFolder):
    """A folder with documents and their ledger.

    ``Project.find()`` finds the project of the current folder, as the commands do. Each method
    does what the command of the same name does, and returns plain data instead of printing.
    ``documents`` and ``ledger`` are the project's folders.
    """

    def extract(
        self,
        *paths: str | Path,
        model: str | None = None,
        jobs: int | None = None,
        published: str | None = None,
        author: str | None = None,
        attitudes: bool | None = None,
        author_claims: bool | None = None,
        dry_run: bool = False,
    ) -> ExtractionResult:
        """Extract documents into the ledger, and return what has changed there.

        The result has ``files``, one for each document, and ``findings``, such as documents that
        cannot be read. A file has its ``path``, its ``document``, a ``state`` (``new``,
        ``changed``, ``moved`` or ``unchanged``) and its ``changes``: the claims that are ``new``,
        ``changed`` and ``gone``. Reviews are kept.

        Args:
            paths: files, folders and addresses of the web, whose documents are saved in the
                project; all documents of the project if there are none.
            model: spaCy model, a package or a folder; that of ``claimkit.yaml`` by default.
            jobs: number of worker processes.
            published: date of publication (EDTF), in place of what the documents say.
            author: author, in place of what the documents say.
            attitudes: whether beliefs, hopes and intentions count as claims; the setting of
                ``claimkit.yaml`` if None.
            author_claims: whether facts that a document's author states count as claims.
            dry_run: write nothing; the result is the same.

        Raises:
            UsageError: if there are no documents to extract.
            ModelError: if the model is missing or cannot be used.
            LedgerError: if a list of the whole ledger cannot be read or written.
        """
        from claimkit.project.extraction import ExtractRequest, extract  # loads spaCy

        request = ExtractRequest(
            tuple(map(str, paths)),
            model,
            jobs,
            published,
            author,
            attitudes,
            author_claims,
            dry_run,
        )
        return extract(self, request)

    def check(
        self,
        *paths: str | Path,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        base: str | None = None,
        extract: bool = True,
        model: str | None = None,
        jobs: int | None = None,
        staged: bool = False,
        allow_empty: bool = False,
    ) -> CheckReport:
        """Check the ledger against its documents, its reviews and itself.

        Nothing is written. The report has ``findings``, sorted by file and line; the paths in
        them are relative to the project's root.

        Args:
            paths: documents, ledger files or folders to judge; all if there are none.
            select: codes, beginnings of codes or names of the checks that run; those of
                ``claimkit.yaml`` by default.
            ignore: the checks that do not run.
            base: a revision; judge only what has changed since then.
            extract: compare the ledger with a fresh extraction, which needs the model.
            model: as in `extract`.
            jobs: as in `extract`.
            staged: read what is staged, and judge only the documents and ledger files there.
            allow_empty: accept that there is no ledger file to check.

        Raises:
            UsageError: if a check or a path is unknown.
            ClaimkitError: if there is no ledger file to check.
            GitError: if the base cannot be found.
            ModelError: if the model is missing or cannot be used.
        """
        from claimkit.project.checking import CheckRequest, check  # so that diff starts faster

        request = CheckRequest(
            tuple(map(Path, paths)),
            tuple(select),
            tuple(ignore),
            base,
            extract,
            model,
            jobs,
            staged,
            allow_empty,
        )
        return check(self, request)

    def diff(
        self,
        *revisions: str,
        paths: Sequence[str | Path] = (),
        staged: bool = False,
        only: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> LedgerDiff:
        """Compare two states of the ledger, and return the changes by document and claim.

        Args:
            revisions: as for ``git diff``: none (what is staged with the working tree), one (with
                the working tree), two, ``REV..REV`` or ``REV...REV``.
            paths: documents, ledger files or folders; all if empty.
            staged: compare with what is staged instead of the working tree.
            only: which claims, fields or kinds of change are wanted, as for ``--only``.
            ignore: fields whose changes are left out.

        Raises:
            UsageError: if the revisions do not name two states.
            GitError: if a revision cannot be found, or the project is not in a repository.
            LedgerError: if a ledger file cannot be read.
        """
        from claimkit.project.comparison import DiffRequest, compare  # so that check starts faster

        request = DiffRequest(
            revisions,
            tuple(str(Path(path).absolute()) for path in paths),
            staged,
            tuple(only),
            tuple(ignore),
        )
        return compare(request, self.root, self).diff
