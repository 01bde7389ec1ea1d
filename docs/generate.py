"""Write the pages of this folder that come from the code, or check that they are up to date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import claimkit.cli

HERE = Path(__file__).resolve().parent
NOTE = "<!-- Written by `make docs` from the code; changes made here are lost. -->"
WIDTH = 88


def find_command() -> click.Group:
    """Return the click group behind the console script."""
    (group,) = {value for value in vars(claimkit.cli).values() if isinstance(value, click.Group)}
    return group


def iter_sections(command: click.Command, parent: click.Context | None, name: str) -> Iterator[str]:
    """Yield the help of a command and of all below it, as a Markdown section each."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH)
    context.terminal_width = WIDTH
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from iter_sections(found, context, child)


def make_cli_page() -> str:
    sections = iter_sections(find_command(), None, "claimkit")
    return "\n".join([f"# Commands\n\n{NOTE}\n", *sections])


PAGES = {"cli.md": make_cli_page}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on drift")
    check = parser.parse_args().check
    stale = []
    for name, make_page in PAGES.items():
        path = HERE / name
        page = make_page()
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            stale.append(name)
            if not check:
                path.write_text(page, encoding="utf-8")
    if check and stale:
        print(f"out of date in docs/: {', '.join(stale)}; run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
