"""``claimkit git``: let git's own commands compare and merge claims."""

from __future__ import annotations

import click

from claimkit.cli.commands.base import Group

_global_option = click.option(
    "--global",
    "is_global",
    is_flag=True,
    help="For all your repositories instead of this one, for ledgers in folders named ledger.",
)


@click.group(name="git", cls=Group, short_help="Let git's own commands compare and merge claims.")
def git() -> None:
    """Set up git so that its own commands compare and merge claims, or undo that.

    Then git diff and git log -p --ext-diff show ledger files as claimkit diff does, and git merge,
    rebase, cherry-pick and stash merge them as claimkit merge does. Each clone has to be set up
    once, because git does not take such settings from a repository.

    \b
    Examples:
      claimkit git enable
      claimkit git status
      claimkit git disable
    """


@git.command(short_help="Set up the diff driver and the merge driver.")
@_global_option
def enable(is_global: bool) -> None:
    """Set up this repository, or all your repositories with --global.

    This writes the sections diff.claimkit, merge.claimkit and merge.claimkit-base of git's
    configuration. Unless .gitattributes names the drivers already, it also writes which files they
    are for: into info/attributes of the repository, or your own attributes file. A second run
    changes nothing.

    \b
    Examples:
      claimkit git enable
      claimkit git enable --global
    """
    from claimkit.cli.actions import git_drivers as action

    action.enable(is_global=is_global)


@git.command(short_help="Remove the drivers.")
@_global_option
def disable(is_global: bool) -> None:
    """Remove what enable wrote. The rest of git's files stays as it is.

    \b
    Examples:
      claimkit git disable
      claimkit git disable --global
    """
    from claimkit.cli.actions import git_drivers as action

    action.disable(is_global=is_global)


@git.command(short_help="Show whether the drivers are set up.")
@_global_option
@click.pass_context
def status(ctx: click.Context, is_global: bool) -> None:
    """Show what is set for this repository and for all, and whether git uses it here.

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
    """Compare two versions of a file, with the arguments that git passes to an external diff.

    \b
    Examples:
      git -c diff.external="claimkit git diff-driver" diff
    """
    from claimkit.cli.actions import diff_driver as action

    action.run(arguments)
