"""``claimkit sources``: list the sources of the ledger, and change their names."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Group
from claimkit.cli.commands.options import format_option, ledger_option, no_pager_option
from claimkit.cli.formats import TextOrJson
from claimkit.model import SourceKind

_format_option = format_option("json is a list of objects, or one object.")
_UNNAMED = "unnamed"
_kind_type = click.Choice([kind.value for kind in SourceKind])


@click.group(
    cls=Group,
    short_help="List, show, merge and split the ledger's sources.",
    invoke_without_command=True,
)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """List the sources that claims are credited to, and change their names.

    Extraction writes each source once into _sources.yaml in the ledger's folder, with all its
    names. It joins spellings of one name. Other names of one source are joined by people, with
    these commands or in the file. Extraction keeps what people decided. Without a command, the
    sources are listed.

    \b
    Examples:
      claimkit sources
      claimkit sources list --kind person
      claimkit sources show "Kim Jong Un"
      claimkit sources suggest
      claimkit sources merge KCNA --into "Korean Central News Agency"
      claimkit sources split "George Bush"
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources)


@sources.command(name="list", short_help="List the sources with their claims.")
@click.option(
    "--kind",
    type=click.Choice([*(kind.value for kind in SourceKind), _UNNAMED]),
    help="Only sources of this kind; unnamed: only those without a name of their own.",
)
@_format_option
@no_pager_option
@ledger_option
def list_sources(
    kind: str | None, output_format: TextOrJson, no_pager: bool, ledger: Path | None
) -> None:
    """List the sources by name, each with its kind, other names and number of claims.

    Sources without a name of their own, such as "the ministry", follow by document.

    \b
    Examples:
      claimkit sources list
      claimkit sources list --kind anonymous --format json
    """
    from claimkit.cli.actions import sources as action

    action.print_list(
        ledger,
        None if kind in (None, _UNNAMED) else SourceKind(kind),
        output_format,
        only_unnamed=kind == _UNNAMED,
        has_pager=not no_pager,
    )


@sources.command(short_help="Show a source: names, roles and claims.")
@click.argument("name")
@_format_option
@no_pager_option
@ledger_option
def show(name: str, output_format: TextOrJson, no_pager: bool, ledger: Path | None) -> None:
    """Show the names, roles and claims of the source with this NAME or alias.

    A word of the name is enough if no other source has it. With the words for a source without a
    name of its own, such as "the ministry", you see the documents that have them.

    \b
    Examples:
      claimkit sources show "Kim Jong Un"
      claimkit sources show "the ministry"
    """
    from claimkit.cli.actions import sources as action

    action.print_source(ledger, name, output_format, has_pager=not no_pager)


@sources.command(short_help="Join several sources into one.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--into", required=True, metavar="NAME", help="The source that they become.")
@ledger_option
def merge(names: tuple[str, ...], into: str, ledger: Path | None) -> None:
    """Join each source NAME into the source --into; its claims in the ledger get that name.

    \b
    Examples:
      claimkit sources merge KCNA "the state agency" --into "Korean Central News Agency"
    """
    from claimkit.cli.actions import sources as action

    action.join(ledger, names, into)


@sources.command(short_help="Offer to join surnames with full names.")
@click.option(
    "--accept", "accepted", multiple=True, metavar="NAME", help="Join this short name; repeatable."
)
@click.option(
    "--refuse",
    "refused",
    multiple=True,
    metavar="NAME",
    help="Keep this short name apart, and never offer it again; repeatable.",
)
@_format_option
@no_pager_option
@ledger_option
def suggest(
    accepted: tuple[str, ...],
    refused: tuple[str, ...],
    output_format: TextOrJson,
    no_pager: bool,
    ledger: Path | None,
) -> None:
    """List short names that may mean the only person of the ledger with that surname.

    A document that says only "Lindqvist" may mean the Mara Lindqvist of another one. claimkit
    never joins such names by itself. Accept or refuse each offer once; _sources.yaml keeps your
    decision. With --accept or --refuse, nothing is listed. "sources split" undoes a join.

    \b
    Examples:
      claimkit sources suggest
      claimkit sources suggest --accept Lindqvist --refuse Falk
    """
    from claimkit.cli.actions import sources as action

    if accepted or refused:
        action.settle_offers(ledger, accepted, refused)
    else:
        action.print_offers(ledger, output_format, has_pager=not no_pager)


@sources.command(short_help="Give an alias a source of its own.")
@click.argument("alias")
@click.option("--kind", type=_kind_type, help="Kind of the new source.  [default: the kind it had]")
@ledger_option
def split(alias: str, kind: str | None, ledger: Path | None) -> None:
    """Make ALIAS a source of its own, apart from the source that has it among its names.

    Run extract afterwards: it reads in the documents which claims belong to which source.

    \b
    Examples:
      claimkit sources split "George Bush"
    """
    from claimkit.cli.actions import sources as action

    action.split(ledger, alias, None if kind is None else SourceKind(kind))


@sources.command(short_help="Give a source another name.")
@click.argument("name")
@click.argument("new")
@ledger_option
def rename(name: str, new: str, ledger: Path | None) -> None:
    """Give the source NAME the name NEW, also in the ledger's claims.

    \b
    Examples:
      claimkit sources rename KCNA "Korean Central News Agency"
    """
    from claimkit.cli.actions import sources as action

    action.rename(ledger, name, new)


@sources.command(name="set-kind", short_help="Give a source another kind.")
@click.argument("name")
@click.argument("kind", type=_kind_type, metavar="KIND")
@ledger_option
def set_kind(name: str, kind: str, ledger: Path | None) -> None:
    """Give the source NAME the KIND person, organisation, government, document, group or anonymous.

    Claims and their reviews stay as they are. Extraction keeps the kind.

    \b
    Examples:
      claimkit sources set-kind "Northern Harbour Agency" organisation
    """
    from claimkit.cli.actions import sources as action

    action.set_kind(ledger, name, SourceKind(kind))
