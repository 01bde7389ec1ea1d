"""The command ``claimkit`` and how its runs end."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

import claimkit
from claimkit.cli.messages import Messages
from claimkit.errors import ClaimkitError

COULD_NOT_RUN = 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


_MODULES = {
    "check": "check",
    "diff": "diff",
    "explain": "explain",
    "extract": "extract",
    "format": "format",
    "init": "init",
    "git": "git_drivers",
    "merge": "merge",
    "review": "review",
    "sources": "sources",
}
"""Each command's module in this package, which has it under its own name."""


class App(click.Group):
    """Gives every end of a run its exit code and at most a short message.

    A command is imported when it is asked for, so that none slows down the start of another.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"claimkit.cli.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        messages = Messages()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ClaimkitError as error:
            messages.error(error.message, error.hint)
            ctx.exit(COULD_NOT_RUN)
        except BrokenPipeError:
            # Whoever read the output has seen enough. Python must not try to flush the rest.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            messages.error("interrupted", "what has been written is whole; run again for the rest")
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            traceback.print_exc()
            messages.error(
                f"{type(error).__name__}: {error}",
                "this is a fault in claimkit: please report it with the lines above",
            )
            ctx.exit(COULD_NOT_RUN)
        return result


@click.group(
    cls=App,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 nothing to report, 1 findings (some documents could not be read) or "
    "differences under diff --exit-code, 2 wrong usage, 3 could not run (no model, no git, "
    "unreadable ledger).",
)
@click.version_option(claimkit.__version__, "-V", "--version", message="claimkit %(version)s")
def app() -> None:
    """Find every claim that someone is said to have made in your documents.

    Who said it, what, when, with which numbers, and the sentence that proves it: as a YAML
    ledger that people review in git. Works offline; the same input gives the same bytes.
    """


def main() -> None:
    """Run the command line."""
    # So that a run that is told to stop tidies up as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    if hasattr(sys.stdout, "reconfigure"):  # a terminal that can't show a character
        sys.stdout.reconfigure(errors="backslashreplace")
    app(prog_name="claimkit")
