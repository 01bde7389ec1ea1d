"""Follow a tutorial in Markdown as a person would: type its commands, write its files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PART = re.compile(
    r"^```text\n(?P<block>.*?)^```$"
    r"|(?P<commands>(?:^    \S[^\n]*\n)+)"
    r"|Save this text as `(?P<file>[^`]+)`"
    r"|[Cc]hange `(?P<old>[^`]+)` to `(?P<new>[^`]+)` in `(?P<place>[^`]+)`"
    r"|(?P<fails>The check of the pull request fails)"
    r"|(?P<passes>The check of the pull request passes)",
    re.MULTILINE | re.DOTALL,
)


def section(text: str, title: str) -> str:
    """Return a section of a page, without its heading."""
    _, _, rest = text.partition(f"\n## {title}\n")
    assert rest, title
    return rest.partition("\n## ")[0]


@dataclass
class Reader:
    """A person who follows a page in a terminal.

    ``state`` is a file for what the terminal remembers. ``compared`` are the outputs on the page.
    """

    folder: Path
    variables: dict[str, str]
    state: Path
    output: str = ""
    compared: list[str] = field(default_factory=list)

    def follow(self, page: str) -> Iterator[str]:
        """Do what the page says. Yield ``fails`` and ``passes`` where it speaks of CI."""
        file = None
        for part in PART.finditer(page):
            if part["file"]:
                file = self.folder / part["file"]
            elif part["block"] is not None and file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(part["block"], "utf-8", newline="")
                file = None
            elif part["block"] is not None:
                printed, shown = with_one_day(self.output), with_one_day(part["block"])
                assert printed == shown, f"printed:\n{self.output}\nshown:\n{part['block']}"
                self.compared.append(part["block"])
            elif part["commands"]:
                for line in part["commands"].splitlines():
                    self.type(re.sub(r"\s{2,}#.*", "", line).strip())
            elif part["place"]:
                place = self.folder / part["place"]
                text = place.read_text("utf-8")
                assert part["old"] in text
                place.write_text(text.replace(part["old"], part["new"]), "utf-8", newline="")
            else:
                yield "fails" if part["fails"] else "passes"

    def type(self, command: str) -> None:
        """Run a command as in the terminal so far: in its folder, with its variables."""
        script = f"{command}\ncode=$?; pwd >&9; printf '%s' \"$PATH\" >&9; exit $code"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-c", f"exec 9>'{self.state}'\n{script}"],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        self.output = done.stdout
        folder, _, path = self.state.read_text("utf-8").partition("\n")
        self.folder, self.variables["PATH"] = Path(folder), path


def with_one_day(text: str) -> str:
    return re.sub(r"\bon \d{4}-\d\d-\d\d", "on DAY", text)


def outer_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a terminal in which nothing is activated."""
    own = ("PYTHON", "PIP_", "VIRTUAL_ENV", "GITHUB_", "GIT_")
    return {name: value for name, value in variables.items() if not name.startswith(own)}
