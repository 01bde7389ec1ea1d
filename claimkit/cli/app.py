"""The command ``claimkit`` and how its runs end."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import Any

import click

import claimkit
from claimkit.cli.diff import diff
from claimkit.cli.explain import explain
from claimkit.cli.extract import extract
from claimkit.cli.messages import Messages
from claimkit.cli.review import review
from claimkit.cli.sources import sources
from claimkit.errors import ClaimkitError

COULD_NOT_RUN = 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


class App(click.Group):
    """Gives every end of a run its exit code and at most a short message."""

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


app.add_command(extract)
app.add_command(diff)
app.add_command(explain)
app.add_command(sources)
app.add_command(review)


def main() -> None:
    """Run the command line."""
    # So that a run that is told to stop tidies up as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    if hasattr(sys.stdout, "reconfigure"):  # a terminal that can't show a character
        sys.stdout.reconfigure(errors="backslashreplace")
    app(prog_name="claimkit")
