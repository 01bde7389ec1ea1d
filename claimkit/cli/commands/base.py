"""Define the classes of all commands and groups of commands."""

from __future__ import annotations

from typing import Any

import click

from claimkit.errors import UsageError
from claimkit.suggestions import suggest


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the arguments, or suggest a similar one."""
        name = args[0]
        is_option = name.startswith("-")
        if self.get_command(ctx, name) is None and not is_option and not ctx.resilient_parsing:
            known = suggest(name, self._list_shown(ctx))
            hint = "" if known is None else f" Did you mean {known!r}?"
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def _list_shown(self, ctx: click.Context) -> list[str]:
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [name for name, command in commands if command and not command.hidden]


def make_usage_error(error: UsageError, ctx: click.Context) -> click.UsageError:
    """Convert a usage error of a use case to click's exception."""
    hint = f" ({error.hint})" if error.hint else ""
    return click.UsageError(f"{error.message}{hint}", ctx)
