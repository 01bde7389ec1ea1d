"""Define the classes of all commands and groups of commands."""

from __future__ import annotations

from typing import Any

import click

from claimkit.errors import UsageError


class Command(click.Command):
    """A command that reports usage errors like click, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise make_usage_error(error, ctx) from error


class Group(click.Group):
    """A group whose commands are of the class `Command`."""

    command_class = Command
    group_class = type

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise make_usage_error(error, ctx) from error


def make_usage_error(error: UsageError, ctx: click.Context) -> click.UsageError:
    """Convert a usage error of a use case to click's exception."""
    hint = f" ({error.hint})" if error.hint else ""
    return click.UsageError(f"{error.message}{hint}", ctx)
