"""Exceptions that a command turns into a message and an exit code."""

from __future__ import annotations


class ClaimkitError(Exception):
    """Claimkit can't go on.

    The message says where, what, and (as ``hint``) what to do next. Trouble with one
    document or claim is not an exception but a `Finding`.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ClaimkitError):
    """A request makes no sense, such as an unknown option value or two revisions that are three.

    The command line ends with exit code 2 for it, as for a mistake in the options.
    """


class DocumentError(ClaimkitError):
    """A document can't be read; other documents still can."""


class ModelError(ClaimkitError):
    """The spaCy pipeline is missing, or lacks a component that extraction needs."""


class SchemaError(ClaimkitError):
    """A YAML file is not what its schema says; ``line`` and ``column`` count from 1."""

    def __init__(
        self, message: str, *, path: str, line: int = 1, column: int = 1, hint: str | None = None
    ) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}", hint=hint)
        self.path = path
        self.line = line
        self.column = column


class LexiconError(SchemaError):
    """A lexicon file is not what its schema says."""


class LedgerError(SchemaError):
    """A ledger file is unreadable or off its schema."""


class ReviewError(ClaimkitError):
    """What a person decides about a claim makes no sense for it."""


class ReviewConflictError(ClaimkitError):
    """A claim is no longer what the person who decides about it saw."""
