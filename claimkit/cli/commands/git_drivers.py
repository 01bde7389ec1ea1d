"""``claimkit git``: ledger files compared and merged by claim in git's own commands."""

from __future__ import annotations

import click

from claimkit.cli.commands.base import Group

_global_option = click.option(
    "--global",
    "is_global",
    is_flag=True,
    help="For all your repositories instead of this one: the ledgers in folders named ledger.",
)


@click.group(name="git", cls=Group, short_help="Let git's own commands compare and merge claims.")
def git() -> None:
    """Set git up so that its own commands know claims, or undo that.

    Then git diff shows ledger files as claimkit diff does, git log -p --ext-diff too, and git
    merge, rebase, cherry-pick and stash merge them as claimkit merge does. Each clone has to be
    set up once: git takes no such settings from a repository.

    \b
    Examples:
      claimkit git enable
      claimkit git status
      claimkit git disable
    """


@git.command(short_help="Set up the diff driver and the merge driver.")
@_global_option
def enable(is_global: bool) -> None:
    """Set up this repository, or git for you with --global.

    Writes the sections diff.claimkit and merge.claimkit of git's configuration and, unless
    .gitattributes names them already, which files they are for: into info/attributes of the
    repository, or your own attributes file. A second run changes nothing.

    \b
    Examples:
      claimkit git enable
      claimkit git enable --global
    """
    from claimkit.cli.actions import git_drivers as action

    action.enable(is_global=is_global)


@git.command(short_help="Take the drivers out again.")
@_global_option
def disable(is_global: bool) -> None:
    """Take out what enable wrote; all else in git's files stays as it is.

    \b
    Examples:
      claimkit git disable
      claimkit git disable --global
    """
    from claimkit.cli.actions import git_drivers as action

    action.disable(is_global=is_global)


@git.command(short_help="Say whether the drivers are set up.")
@_global_option
@click.pass_context
def status(ctx: click.Context, is_global: bool) -> None:
    """Say what is set, for this repository and for all, and whether it works here.

    The exit code is 1 if git would not use both drivers here; with --global, in a new repository.

    \b
    Examples:
      claimkit git status
      claimkit git status --global
    """
    from claimkit.cli.actions import git_drivers as action

    ctx.exit(action.status(is_global=is_global))


@git.command(
    name="diff-driver",
    hidden=True,
    short_help="Show one file's claims to git.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def diff_driver(arguments: tuple[str, ...]) -> None:
    """Compare two versions of a file, named as git names them to an external diff.

    \b
    Examples:
      git -c diff.external="claimkit git diff-driver" diff
    """
    from claimkit.cli.actions import diff_driver as action

    action.run(arguments)
