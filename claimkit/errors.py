"""Define the exceptions that a command turns into a message and an exit code."""

from __future__ import annotations

from typing import Self

ISSUES_URL = "https://github.com/claimkit/claimkit/issues"
"""Where users report faults of claimkit."""


class ClaimkitError(Exception):
    """Claimkit cannot continue.

    The message says where and what the problem is; ``hint`` says what to do next. A problem of
    one document or claim is a `Finding`, not an exception.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ClaimkitError):
    """A request is not valid, such as an unknown option value or three revisions instead of two.

    The command line then exits with code 2, as for an error in the options.
    """

    @classmethod
    def of(cls, error: ClaimkitError) -> Self:
        """Return the usage error for an error that a request has caused."""
        return cls(error.message, hint=error.hint)


class DocumentError(ClaimkitError):
    """A document cannot be read. Other documents are not affected."""


class NoTextError(DocumentError):
    """A document has no text that could be read."""


class ModelError(ClaimkitError):
    """The spaCy pipeline is missing or lacks a component that extraction needs."""


class SchemaError(ClaimkitError):
    """A YAML file does not match its schema; ``line`` and ``column`` count from 1.

    ``reason`` is the message without the place.
    """

    def __init__(
        self, message: str, *, path: str, line: int = 1, column: int = 1, hint: str | None = None
    ) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}", hint=hint)
        self.reason = message
        self.path = path
        self.line = line
        self.column = column

    @classmethod
    def of(cls, error: SchemaError) -> Self:
        """Return an error of this class with the content of another one."""
        return cls(
            error.reason, path=error.path, line=error.line, column=error.column, hint=error.hint
        )


class LexiconError(SchemaError):
    """A lexicon file does not match its schema."""


class LedgerError(SchemaError):
    """A ledger file cannot be read or does not match its schema."""


class ReviewError(ClaimkitError):
    """A decision does not apply to its claim."""


class ReviewConflictError(ClaimkitError):
    """A claim has changed since the reviewer saw it."""
