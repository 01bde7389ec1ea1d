"""``claimkit sources``: who is credited in the ledger, and under which names."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Group
from claimkit.cli.commands.options import format_option, ledger_option
from claimkit.cli.formats import TextOrJson
from claimkit.model import SourceKind

_format_option = format_option("json gives the entries as objects.")
_kind_type = click.Choice([kind.value for kind in SourceKind])


@click.group(
    cls=Group,
    short_help="List, show, merge and split the ledger's sources.",
    invoke_without_command=True,
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
@click.option("--kind", type=_kind_type, help="Only sources of this kind.")
@_format_option
@ledger_option
def list_sources(kind: str | None, output_format: TextOrJson, ledger: Path | None) -> None:
    """List the sources by name, each with its kind, other names and number of claims.

    \b
    Examples:
      claimkit sources list
      claimkit sources list --kind anonymous --format json
    """
    from claimkit.cli.actions import sources as action

    action.print_list(ledger, None if kind is None else SourceKind(kind), output_format)


@sources.command(short_help="Show a source: names, roles and claims.")
@click.argument("name")
@_format_option
@ledger_option
def show(name: str, output_format: TextOrJson, ledger: Path | None) -> None:
    """Show what the ledger holds of the source with this NAME or alias.

    \b
    Examples:
      claimkit sources show "Kim Jong Un"
    """
    from claimkit.cli.actions import sources as action

    action.print_source(ledger, name, output_format)


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
    from claimkit.cli.actions import sources as action

    action.join(ledger, names, into)


@sources.command(short_help="Give an alias a source of its own.")
@click.argument("alias")
@click.option("--kind", type=_kind_type, help="What it is.  [default: as before]")
@ledger_option
def split(alias: str, kind: str | None, ledger: Path | None) -> None:
    """Say that ALIAS is somebody else than the source that has it among its names.

    Which claims are whose stands in the documents, so run extract afterwards.

    \b
    Examples:
      claimkit sources split "George Bush"
    """
    from claimkit.cli.actions import sources as action

    action.split(ledger, alias, None if kind is None else SourceKind(kind))


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
    from claimkit.cli.actions import sources as action

    action.rename(ledger, name, new)
