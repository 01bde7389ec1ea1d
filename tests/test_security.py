"""What SECURITY.md promises about whole commands; most of its promises have tests of their own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.platforms.desk import make_desk
from tests.platforms.hostile import make_hostile
from tests.platforms.offline import link_dependencies, make_python

# Records what a command does to the outside: programs and connections. (Libraries may try on
# import whether the machine knows IPv6; this connects to nobody.)
WATCHED = """
import json, sys
seen = []
def watch(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        seen.append([event, str(arguments[0])])
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"):
        seen.append([event, str(arguments[1:])])
sys.addaudithook(watch)
from claimkit.cli import main
try:
    sys.argv[0] = "claimkit"
    main()
finally:
    with open({place!r}, "w") as file:
        json.dump(seen, file)
"""

COMMANDS = (
    ("extract",),
    ("extract", "--jobs", "2", "--format", "jsonl"),
    ("check", "--base", "main"),
    ("diff", "main...HEAD"),
    ("format",),
    ("review", "list"),
    ("review", "--stats"),
    ("sources", "list"),
    ("explain", "reports/mill.txt"),
)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("watched")
    return make_python(folder / "own", link_dependencies(folder / "packages"), root)


@pytest.mark.model
def test_commands_start_git_alone_and_open_no_connection(python: Path, tmp_path: Path) -> None:
    """Also in a folder whose files would run if Python or git looked at them."""
    tree, trace, place = make_desk(tmp_path / "desk"), tmp_path / "trace", tmp_path / "seen"
    make_hostile(tree, trace)
    programs = set()
    for command in COMMANDS:
        done = subprocess.run(
            [python, "-I", "-c", WATCHED.format(place=str(place)), *command],
            cwd=tree.root,
            env=tree.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), (command, done.stderr)
        seen = [tuple(one) for one in json.loads(place.read_text())]
        assert not [one for one in seen if one[0].startswith(("socket.", "os."))], command
        programs |= {program for event, program in seen if event == "subprocess.Popen"}
    assert programs == {"git"}
    assert not trace.exists(), trace.read_text()


def test_the_watch_can_see(python: Path, tmp_path: Path) -> None:
    place = tmp_path / "seen"
    text = WATCHED.format(place=str(place)).replace(
        "    main()", "    import os, socket; os.system('true'); socket.getaddrinfo('localhost', 1)"
    )
    subprocess.run([python, "-I", "-c", text], check=True)
    assert [event for event, _ in json.loads(place.read_text())] == [
        "os.system",
        "socket.getaddrinfo",
    ]


def test_the_tests_that_hold_a_promise_exist(root: Path) -> None:
    text = (root / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.(?:py|yaml))`", text)
    assert len(set(named)) > 12
    for name in named:
        assert (root / name).is_file(), name
