"""Print the ledger's sources, and change their names."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import Messages, make_style, supports_colour
from claimkit.model import SourceKind
from claimkit.project import source_editing
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.source_editing import SourceEdit
from claimkit.reports.escaping.terminal import printable
from claimkit.reports.sources.json import write_list, write_source
from claimkit.reports.sources.text import iter_source_lines, list_text

_WIDTH = 100


def print_list(ledger: Path | None, kind: SourceKind | None, output_format: TextOrJson) -> None:
    """Print the sources with the number of their claims."""
    found = source_editing.list_sources(_find_project(ledger), kind)
    if output_format == "json":
        click.echo(write_list(found), nl=False)
        return
    has_colour = supports_colour(sys.stdout)
    width = shutil.get_terminal_size().columns if has_colour else _WIDTH
    style = make_style(has_colour=False)
    click.echo(list_text(found, style, width=width, has_colour=has_colour), nl=False)


def print_source(ledger: Path | None, name: str, output_format: TextOrJson) -> None:
    """Print a source with its names, roles and claims."""
    entry, claims = source_editing.find_source(_find_project(ledger), name)
    if output_format == "json":
        click.echo(write_source(entry, claims), nl=False)
        return
    click.echo("\n".join(iter_source_lines(entry, claims, make_style(has_colour=False))))


def join(ledger: Path | None, names: Sequence[str], into: str) -> None:
    """Join several sources."""
    _print_edit(source_editing.join_sources(_find_project(ledger), names, into))


def split(ledger: Path | None, alias: str, kind: SourceKind | None) -> None:
    """Give an alias a source of its own."""
    _print_edit(source_editing.split_source(_find_project(ledger), alias, kind))
    Messages().note("now run claimkit extract, which gives each source its own claims")


def rename(ledger: Path | None, name: str, new: str) -> None:
    """Give a source another name."""
    _print_edit(source_editing.rename_source(_find_project(ledger), name, new))


def _find_project(ledger: Path | None) -> ProjectFolder:
    return ProjectFolder.find().with_ledger(ledger)


def _print_edit(edit: SourceEdit) -> None:
    names = ", ".join((edit.entry.name, *edit.entry.aliases))
    click.echo(printable(f"{names}; ledger files changed: {edit.changed_files}"))
