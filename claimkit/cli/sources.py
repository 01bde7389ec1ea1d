"""``claimkit sources``: who is credited in the ledger, and under which names."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimkit.cli.options import ledger_option
from claimkit.model import SourceKind

if TYPE_CHECKING:
    from claimkit.ledger.sources.registry import SourceRegistry
    from claimkit.model import LedgerFile, SourceEntry

_WIDTH = 100
_KINDS = [kind.value for kind in SourceKind]

_format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json gives the entries as objects.",
)


@click.group(
    short_help="List, show, merge and split the ledger's sources.", invoke_without_command=True
)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """Look after the sources that the ledger's claims are credited to.

    Extraction writes each source once into _sources.yaml in the ledger's folder, with the names
    it goes by. It joins spellings of one name; whether two names are one source beyond that is
    for people to say, here or in the file itself. Extraction obeys and never takes it back.
    Without a command the sources are listed.

    \b
    Examples:
      claimkit sources
      claimkit sources list --kind person
      claimkit sources show "Kim Jong Un"
      claimkit sources merge KCNA --into "Korean Central News Agency"
      claimkit sources split "George Bush"
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources)


@sources.command(name="list", short_help="List the sources with their claims.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only sources of this kind.")
@_format_option
@ledger_option
def list_sources(kind: str | None, output_format: str, ledger: Path | None) -> None:
    """List the sources by name, each with its kind, other names and number of claims.

    \b
    Examples:
      claimkit sources list
      claimkit sources list --kind anonymous --format json
    """
    from claimkit.cli.messages import is_lively, make_style
    from claimkit.reports.sources.json import write_list
    from claimkit.reports.sources.text import list_text

    folder = _find_ledger(ledger)
    registry = _read(folder)
    counts = _count_claims(folder)
    found = [
        (entry, counts.get(entry.name, 0)) for entry in registry if kind in (None, entry.kind.value)
    ]
    if output_format == "json":
        click.echo(write_list(found), nl=False)
        return
    has_colour = is_lively(sys.stdout)
    width = shutil.get_terminal_size().columns if has_colour else _WIDTH
    style = make_style(has_colour=False)
    click.echo(list_text(found, style, width=width, has_colour=has_colour), nl=False)


@sources.command(short_help="Show a source: names, roles and claims.")
@click.argument("name")
@_format_option
@ledger_option
def show(name: str, output_format: str, ledger: Path | None) -> None:
    """Show what the ledger holds of the source with this NAME or alias.

    \b
    Examples:
      claimkit sources show "Kim Jong Un"
    """
    from claimkit.cli.messages import make_style
    from claimkit.reports.sources.json import write_source
    from claimkit.reports.sources.text import iter_source_lines

    folder = _find_ledger(ledger)
    entry = _read(folder).resolve(name)
    claims = [
        (file.path, claim) for file in _iter_files(folder) for claim in file.claims
        if entry.name in claim.source
    ]  # fmt: skip
    if output_format == "json":
        click.echo(write_source(entry, claims), nl=False)
        return
    style = make_style(has_colour=False)
    click.echo("\n".join(iter_source_lines(entry, claims, style)))


@sources.command(short_help="Make one source of several.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--into", required=True, metavar="NAME", help="The source that they are.")
@ledger_option
def merge(names: tuple[str, ...], into: str, ledger: Path | None) -> None:
    """Say that each NAME is the source --into; its claims in the ledger get that name.

    \b
    Examples:
      claimkit sources merge KCNA "the state agency" --into "Korean Central News Agency"
    """
    folder = _find_ledger(ledger)
    registry = _read(folder)
    _report(registry.join(names, into), _save(folder, registry))


@sources.command(short_help="Give an alias a source of its own.")
@click.argument("alias")
@click.option("--kind", type=click.Choice(_KINDS), help="What it is.  [default: as before]")
@ledger_option
def split(alias: str, kind: str | None, ledger: Path | None) -> None:
    """Say that ALIAS is somebody else than the source that has it among its names.

    Which claims are whose stands in the documents, so run extract afterwards.

    \b
    Examples:
      claimkit sources split "George Bush"
    """
    folder = _find_ledger(ledger)
    registry = _read(folder)
    entry = registry.split(alias, None if kind is None else SourceKind(kind))
    _report(entry, _save(folder, registry))
    click.echo("claimkit: now run claimkit extract, which gives each its own claims", err=True)


@sources.command(short_help="Call a source by another name.")
@click.argument("name")
@click.argument("new")
@ledger_option
def rename(name: str, new: str, ledger: Path | None) -> None:
    """Call the source NAME by the name NEW, in the ledger's claims as well.

    \b
    Examples:
      claimkit sources rename KCNA "Korean Central News Agency"
    """
    folder = _find_ledger(ledger)
    registry = _read(folder)
    _report(registry.set_name(name, new), _save(folder, registry))


def _find_ledger(ledger: Path | None) -> Path:
    from claimkit.cli.project import find_project

    return find_project().ledger if ledger is None else ledger


def _read(folder: Path) -> SourceRegistry:
    from claimkit.errors import ClaimkitError
    from claimkit.ledger import store
    from claimkit.ledger.places import SOURCES_NAME

    registry = store.read_sources(folder)
    if not len(registry):
        raise ClaimkitError(
            f"{folder / SOURCES_NAME}: there are no sources yet",
            hint="claimkit extract writes them",
        )
    return registry


def _save(folder: Path, registry: SourceRegistry) -> int:
    """Write entries and renamed claims; return how many ledger files changed."""
    from claimkit.ledger import store

    store.write_sources(folder, registry)
    return store.rename_sources(folder, registry)


def _report(entry: SourceEntry, files: int) -> None:
    from claimkit.cli.messages import printable

    names = ", ".join((entry.name, *entry.aliases))
    click.echo(printable(f"{names}; ledger files changed: {files}"))


def _iter_files(folder: Path) -> Iterator[LedgerFile]:
    from claimkit.ledger.format.read import read
    from claimkit.ledger.places import iter_ledger_paths

    return (read(path) for path in iter_ledger_paths(folder))


def _count_claims(folder: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for file in _iter_files(folder):
        for claim in file.claims:
            for name in claim.source:
                counts[name] = counts.get(name, 0) + 1
    return counts
