"""``claimkit init``: make a folder a project with a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from claimkit.cli.commands.base import Command


@click.command(cls=Command, short_help="Make a folder a project with a ledger.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--documents", metavar="DIR", help="Folder of the documents.  [default: documents]")
@click.option("--ledger", metavar="DIR", help="Folder of the ledger.  [default: ledger]")
@click.option(
    "--github/--no-github",
    default=None,
    help="A workflow for GitHub Actions.  [default: yes, unless there is a .gitlab-ci.yml]",
)
@click.option(
    "--gitlab/--no-gitlab",
    default=None,
    help="A job for GitLab CI.  [default: if there is a .gitlab-ci.yml]",
)
@click.option(
    "--pre-commit/--no-pre-commit",
    default=True,
    show_default=True,
    help="A configuration for the pre-commit tool.",
)
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    help="Where CI and hooks get claimkit: OWNER/REPOSITORY on GitHub or the address of a git "
    "repository, both with @REVISION if it is not to be this version; the folder of a checkout; a "
    "wheel in the repository; or the address of a wheel with #sha256=HASH. A revision is written "
    "as the full hash of its commit.  [default: none, and the CI job says what to do]",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
def init(
    folder: Path,
    documents: str | None,
    ledger: str | None,
    github: bool | None,
    gitlab: bool | None,
    pre_commit: bool,
    source: str | None,
    dry_run: bool,
) -> None:
    """Make FOLDER a project whose documents have a ledger that git, CI and editors know.

    This writes claimkit.yaml, the two folders, a block in .gitattributes, a CI job and a
    configuration of hooks. Existing files stay as they are, and running it again is safe. It does
    not make a commit or a git repository.

    \b
    Examples:
      claimkit init
      claimkit init desk --documents reports
      claimkit init --gitlab --no-github --no-pre-commit
      claimkit init --from https://git.example.org/tools/claimkit@v0.1.0
    """
    from claimkit.cli.actions import init as action

    request = action.InitRequest(
        folder=folder,
        documents=documents,
        ledger=ledger,
        github=github,
        gitlab=gitlab,
        pre_commit=pre_commit,
        source=source,
        dry_run=dry_run,
    )
    action.run(request)
