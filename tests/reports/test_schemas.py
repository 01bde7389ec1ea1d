"""Every output that programs read has a published schema or follows a standard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claimkit.cli import app
from claimkit.reports.schemas import OUTPUTS, SCHEMAS, STANDARDS

FOR_PEOPLE = {"text", "markdown"}


def iter_formats(group: click.Group, start: str = "") -> Iterator[tuple[str, str]]:
    """Yield each command with each choice of its ``--format``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if "--format" in parameter.opts:
                assert isinstance(parameter.type, click.Choice)
                yield from ((f"{start}{name}", choice) for choice in parameter.type.choices)
        if isinstance(command, click.Group):
            yield from iter_formats(command, f"{name} ")


FORMATS = list(iter_formats(app))


@pytest.mark.parametrize(("command", "choice"), FORMATS)
def test_machine_readable_formats_have_a_schema(root: Path, command: str, choice: str) -> None:
    if choice in FOR_PEOPLE or choice in STANDARDS:
        return
    assert (command, choice) in OUTPUTS
    name = OUTPUTS[command, choice]
    assert (root / "docs" / "schema" / f"{name}.schema.json").is_file()


def test_no_schema_is_left_over() -> None:
    assert set(OUTPUTS) <= set(FORMATS)
    assert set(SCHEMAS) <= set(OUTPUTS.values())
    assert set(STANDARDS) <= {choice for _, choice in FORMATS}


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_up_to_date(root: Path, name: str) -> None:
    path = root / "docs" / "schema" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == SCHEMAS[name]()
