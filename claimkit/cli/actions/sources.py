"""Print the ledger's sources, and change their names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from claimkit.cli.formats import TextOrJson
from claimkit.cli.terminal.messages import Messages, make_style, supports_colour
from claimkit.cli.terminal.paging import find_width, print_text
from claimkit.cli.terminal.source_choice import Meaning, ask_for_sources
from claimkit.model import SourceKind
from claimkit.project import source_editing
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.source_editing import SourceEdit
from claimkit.reports.escaping.terminal import printable
from claimkit.reports.sources.json import write_list, write_offers, write_source, write_unnamed
from claimkit.reports.sources.text import (
    iter_offer_lines,
    iter_source_lines,
    iter_unnamed_lines,
    list_text,
)


def print_list(
    ledger: Path | None,
    kind: SourceKind | None,
    output_format: TextOrJson,
    *,
    only_unnamed: bool,
    has_pager: bool,
) -> None:
    """Print the sources with the number of their claims."""
    project = _find_project(ledger)
    found = source_editing.list_sources(project, kind, only_unnamed=only_unnamed)
    if output_format == "json":
        print_text([write_list(found.named, found.unnamed)])
        return
    has_colour = supports_colour(sys.stdout)
    style = make_style(has_colour=False)
    text = list_text(
        found.named, style, unnamed=found.unnamed, width=find_width(), has_colour=has_colour
    )
    print_text(text.splitlines(keepends=True), pager_of=Path.cwd() if has_pager else None)


def print_source(
    ledger: Path | None, name: str, output_format: TextOrJson, *, has_pager: bool
) -> None:
    """Print a source with its names, roles and claims."""
    project = _find_project(ledger)
    found = ask_for_sources(lambda meant: source_editing.find_source(project, meant(name)))
    style = make_style(has_colour=False)
    if output_format == "json":
        print_text(
            [write_source(found.entry, found.claims)]
            if found.entry is not None
            else [write_unnamed(found.name, found.claims)]
        )
        return
    lines = (
        iter_unnamed_lines(found.name, found.claims, style)
        if found.entry is None
        else iter_source_lines(found.entry, found.claims, style)
    )
    print_text((f"{line}\n" for line in lines), pager_of=Path.cwd() if has_pager else None)


def print_offers(ledger: Path | None, output_format: TextOrJson, *, has_pager: bool) -> None:
    """Print the joins that are offered."""
    offers = source_editing.suggest_joins(_find_project(ledger))
    if output_format == "json":
        print_text([write_offers(offers)])
        return
    if not offers:
        Messages().note("there is no surname that may mean the only person of the ledger with it")
        return
    style = make_style(has_colour=False)
    lines = iter_offer_lines(offers, style)
    print_text((f"{line}\n" for line in lines), pager_of=Path.cwd() if has_pager else None)
    Messages().note("decide with claimkit sources suggest --accept NAME or --refuse NAME")


def settle_offers(ledger: Path | None, accepted: Sequence[str], refused: Sequence[str]) -> None:
    """Accept and refuse offers of joins."""
    project = _find_project(ledger)
    for done in ask_for_sources(
        lambda meant: source_editing.settle_offers(
            project, [*map(meant, accepted)], [*map(meant, refused)]
        )
    ):
        _print_edit(done)


def join(ledger: Path | None, names: Sequence[str], into: str) -> None:
    """Join several sources."""
    project = _find_project(ledger)
    _edit(lambda meant: source_editing.join_sources(project, [*map(meant, names)], meant(into)))


def split(ledger: Path | None, alias: str, kind: SourceKind | None) -> None:
    """Give an alias a source of its own."""
    project = _find_project(ledger)
    _edit(lambda meant: source_editing.split_source(project, meant(alias), kind))
    Messages().note("now run claimkit extract, which gives each source its own claims")


def rename(ledger: Path | None, name: str, new: str) -> None:
    """Give a source another name."""
    project = _find_project(ledger)
    _edit(lambda meant: source_editing.rename_source(project, meant(name), new))


def set_kind(ledger: Path | None, name: str, kind: SourceKind) -> None:
    """Give a source another kind."""
    project = _find_project(ledger)
    edit = ask_for_sources(lambda meant: source_editing.set_source_kind(project, meant(name), kind))
    click.echo(f"{printable(edit.entry.name)}: {edit.entry.kind.value}")


def _find_project(ledger: Path | None) -> ProjectFolder:
    return ProjectFolder.find().with_ledger(ledger)


def _edit(edit: Callable[[Meaning], SourceEdit]) -> None:
    _print_edit(ask_for_sources(edit))


def _print_edit(done: SourceEdit) -> None:
    names = ", ".join((done.entry.name, *done.entry.aliases))
    click.echo(printable(f"{names}; ledger files changed: {done.changed_files}"))
