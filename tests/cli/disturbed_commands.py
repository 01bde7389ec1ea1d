"""Run a command again and again, and disturb it at a change of a file.

Run as a program with a folder to work in. It prints one JSON object for each undisturbed and each
disturbed run. The commands run in forked children, which share the loaded language model.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NoReturn

from claimkit.cli.app import app

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.symlink"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
MOST_CHANGES = 200
STEP = 11
"""Every so many changes are disturbed, beginning at another one for each command."""


def disturb(folder: Path, number: int, act: Callable[[], None]) -> None:
    """Call ``act`` before the change of a file with a number, and before each later one."""
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event == "open":
            path, _, flags = arguments
            is_change = isinstance(flags, int) and bool(flags & WRITING)
        else:
            path = arguments[0] if arguments else None
            is_change = event in CHANGES
        if not is_change or not isinstance(path, str | bytes | os.PathLike):
            return
        if not (folder / os.fsdecode(path)).is_relative_to(folder):
            return
        left -= 1
        if left <= 0:
            act()

    sys.addaudithook(hook)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


ACTS = {"kill": die, "full disk": fill_disk}


def run(folder: Path, command: str, act: str | None, number: int) -> dict[str, Any]:
    """Run a command in a child; return its exit code, or -9 if it was killed, and its stderr."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run_in_child(folder, command, act, number, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        messages = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"code": os.waitstatus_to_exitcode(status), "messages": messages}


def _run_in_child(
    folder: Path, command: str, act: str | None, number: int, writing: int
) -> NoReturn:
    code = 99
    try:
        os.chdir(folder)
        errors = io.StringIO()
        if act is not None:
            disturb(folder, number, ACTS[act])
        with redirect_stderr(errors), redirect_stdout(io.StringIO()):
            try:
                app.main(shlex.split(command), prog_name="claimkit")
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 98
        os.write(writing, errors.getvalue().encode()[:60_000])
    finally:
        os._exit(code)


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("latin-1")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main(start: Path, work: Path, commands: list[str]) -> None:
    """Run the commands; ``start`` is the folder before each of them, ``work`` one to work in."""
    for place, command in enumerate(commands):
        for act in (None, *ACTS):
            for number in range(1 + place % STEP, MOST_CHANGES, STEP):
                shutil.rmtree(work, ignore_errors=True)
                shutil.copytree(start, work)
                done = run(work, command, act, number)
                done |= {"command": command, "act": act, "number": number, "files": files_of(work)}
                if act is not None:
                    again = run(work, command, None, 0)
                    done |= {"again": again["code"], "files again": files_of(work)}
                print(json.dumps(done), flush=True)
                if act is None or (done["code"] in (0, 1) and not done["messages"].count("error")):
                    break


if __name__ == "__main__":
    from claimkit.extraction.extractor import Extractor

    Extractor()  # so that the children have the model
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
