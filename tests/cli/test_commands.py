"""Help, version, explain, and what goes to a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import claimkit
from claimkit.cli import app
from tests.cli.conftest import Process, Run

EXPLAINED = """\
1. The mill has closed, KCNA reported.

      token     lemma   tag  dep    head
   1  The       the     DT   det       2
   2  mill      mill    NN   nsubj     4
   3  has       have    VBZ  aux       4
   4  closed    close   VBN  ccomp     7
   5  ,         ,       ,    punct     7
   6  KCNA      KCNA    NNP  nsubj     7
   7  reported  report  VBD  ROOT      0
   8  .         .       .    punct     7

   fired: report.verb clause (high confidence)
     source:  KCNA
     cue:     reported (asserts)
     content: The mill has closed (indirect)

"""


def iter_commands(group: click.Group, start: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if not command.hidden:
            yield f"{start}{name}", command
        if isinstance(command, click.Group):
            yield from iter_commands(command, f"{name} ")


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"claimkit {claimkit.__version__}\n"


def test_each_command_and_option_has_help_and_each_command_examples() -> None:
    commands = list(iter_commands(app))
    assert len(commands) > len(app.list_commands(click.Context(app)))
    for name, command in commands:
        assert command.short_help
        assert "Examples:" in (command.help or ""), name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.model
def test_explain(folder: Path, run: Run) -> None:
    done = run("explain", "reports/mill.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == EXPLAINED


@pytest.mark.model
def test_explain_says_what_nearly_fired(folder: Path, run: Run) -> None:
    text = "A storm came. The claim is strange.\n\nThe mill has closed, KCNA reported."
    done = run("explain", "-", "--sentence", "2", "--format", "json", input=text)
    assert done.exit_code == 0
    (trace,) = json.loads(done.stdout)
    assert (trace["sentence"], trace["text"]) == (2, "The claim is strange.")
    assert [token["head"] for token in trace["tokens"]] == [2, 3, 0, 3, 3]
    assert trace["claims"] == []
    (near,) = trace["near"]
    assert (near["rule"], near["cue"]) == ("claim.noun", "claim")
    assert any(reason.startswith("noun-clause: no ") for reason in near["reasons"])


def in_terminal(command: list[str], environment: dict[str, str]) -> bytes:
    """Run a command whose stderr is a terminal, and return what it shows there."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        assert process.stdout is not None
        assert b"\x1b" not in process.stdout.read()
    os.close(ours)
    return shown


@pytest.mark.model
def test_bar_and_colour_on_a_terminal_only(folder: Path, environment: dict[str, str]) -> None:
    (folder / "empty.txt").touch()
    command = [sys.executable, "-m", "claimkit", "extract", "reports", "empty.txt"]
    environment = environment | {"TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    shown = in_terminal(command, environment)
    assert b"extracting" in shown
    assert b"\x1b[31merror" in shown
    plain = in_terminal(command, environment | {"NO_COLOR": "1"})
    assert b"extracting" not in plain
    assert b"\x1b" not in plain
    assert b"empty.txt: error CK105" in plain


@pytest.mark.model
def test_output_that_cannot_show_a_character(folder: Path, run_process: Process) -> None:
    (folder / "reports" / "rents.txt").write_text(
        "Rents will rise, said Zoë Šimić.\n", encoding="utf-8"
    )
    done = run_process("extract")
    assert done.returncode == 0
    assert "Zoë Šimić" in done.stdout.decode()
