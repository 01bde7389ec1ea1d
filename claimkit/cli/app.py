"""Run the command ``claimkit``, and turn exceptions into messages and exit codes."""

from __future__ import annotations

import locale
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from claimkit.cli.commands.base import Group
from claimkit.cli.terminal.messages import Messages, short_message, write_click_error
from claimkit.cli.terminal.streams import discard, flush_output, open_missing_streams
from claimkit.errors import ISSUES_URL, ClaimkitError
from claimkit.ledger.safe_files import notify_of_waiting
from claimkit.version import VERSION

COULD_NOT_RUN = 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
_OWN_START = "claimkit"  # an option of Python that says that the command has started itself

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
    "show": "show",
    "sources": "sources",
}
"""The module of each command in `claimkit.cli.commands`, which has the command's own name in it."""


class App(Group):
    """The group of all commands.

    It imports a command only when it is called, so that commands do not slow each other down. It
    turns every exception into a short message and an exit code.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"claimkit.cli.commands.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _errors_as_messages():  # --help and --version print while arguments are parsed
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with _errors_as_messages():
            return super().invoke(ctx)


@contextmanager
def _errors_as_messages() -> Iterator[None]:
    """Turn exceptions into messages, and raise click's `Exit` with the right code."""
    messages = Messages()
    try:
        try:
            yield
        except Exit:
            flush_output()
            raise
        flush_output()
    except ClaimkitError as error:
        messages.error(short_message(error.message), error.hint)
        raise Exit(COULD_NOT_RUN) from error
    except BrokenPipeError as error:  # the reader has seen enough
        discard(sys.stdout)
        raise Exit(0) from error
    except KeyboardInterrupt as error:
        messages.error(
            "interrupted", "the files written so far are complete; run again for the rest"
        )
        raise Exit(INTERRUPTED) from error
    except click.ClickException as error:
        write_click_error(error)
        raise Exit(error.exit_code) from error
    except (Exit, click.Abort):
        raise
    except OSError as error:
        discard(sys.stdout)
        place = f"{error.filename}: " if error.filename else "the output: "
        messages.error(f"{place}{error.strerror or error}", "nothing more was written")
        raise Exit(COULD_NOT_RUN) from error
    except Exception as error:
        traceback.print_exc()
        messages.error(
            f"{type(error).__name__}: {error}",
            f"this is a bug in claimkit; please report it with the lines above at {ISSUES_URL}",
        )
        raise Exit(COULD_NOT_RUN) from error


@click.group(
    cls=App,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 nothing to report, 1 findings (some documents could not be read) or "
    "differences under diff --exit-code, 2 wrong usage, 3 could not run (no model, no git, "
    "unreadable ledger).",
)
@click.version_option(VERSION, "-V", "--version", message="claimkit %(version)s")
def app() -> None:
    """Find every claim that someone is said to have made in your documents.

    Who said it, what, when, with which numbers, and the sentence that proves it: as a YAML
    ledger that people review in git. Works offline; the same input gives the same bytes.
    """


def _read_file_names_as_utf8() -> None:
    """Start again in Python's UTF-8 mode if the locale has another encoding.

    A file name then has the same characters in the ledger, in git and on every machine. Output
    keeps the encoding of the locale.
    """
    if _OWN_START in sys._xoptions:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding=locale.getencoding(), errors="backslashreplace")
    elif sys.getfilesystemencoding().lower() != "utf-8" and sys.orig_argv:
        options = ["-X", "utf8", "-X", _OWN_START]
        os.execv(sys.executable, [sys.executable, *options, *sys.orig_argv[1:]])  # noqa: S606


def _say_who_waits(folder: Path) -> None:
    Messages().note(f"waiting for another run of claimkit that changes {folder}")


def main() -> None:
    """Run the command line, and exit with the code of the run."""
    _read_file_names_as_utf8()
    notify_of_waiting(_say_who_waits)
    # SystemExit makes a terminated run clean up, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    open_missing_streams()
    if hasattr(sys.stdout, "reconfigure"):  # for terminals that cannot show a character
        sys.stdout.reconfigure(errors="backslashreplace")
    app(prog_name="claimkit")
