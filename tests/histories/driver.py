"""Run the merge driver in the test's own process.

Git starts a merge driver for each file, and starting Python takes most of its time. Here git starts
a small shell script, which hands its arguments to a thread of the test and exits with the code that
it gets back. The command is the real one; only the start of the process is left out.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from claimkit.cli import app

_SCRIPT = """\
#!/bin/sh
answer="{folder}/answer.$$"
mkfifo "$answer" || exit 129
{{ echo "$answer"; for word in "$@"; do echo "$word"; done; echo; }} > "{folder}/calls"
read code < "$answer"
rm "$answer"
exit "$code"
"""
_STOP = "stop\n\n"


class DriverServer:
    """Answers the calls of a script; ``calls`` counts them."""

    def __init__(self, folder: Path) -> None:
        self.calls = 0
        self._calls = folder / "calls"
        self.script = folder / "claimkit"
        os.mkfifo(self._calls)
        self.script.write_text(_SCRIPT.format(folder=folder), encoding="utf-8")
        self.script.chmod(0o755)

    def serve(self) -> None:
        """Answer until `stop` is called. Git calls one driver at a time."""
        while True:
            answer, *arguments = self._calls.read_text(encoding="utf-8").split("\n")
            if answer == _STOP.strip():
                return
            self.calls += 1
            done = CliRunner().invoke(app, [word for word in arguments if word])
            Path(answer).write_text(f"{done.exit_code}\n", encoding="utf-8")

    def stop(self) -> None:
        self._calls.write_text(_STOP, encoding="utf-8")


@contextmanager
def serve_driver(folder: Path) -> Iterator[DriverServer]:
    """Provide the script that git calls instead of ``claimkit``."""
    server = DriverServer(folder)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
