"""``claimkit extract``: documents in, a ledger or lines of JSON out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from claimkit.cli.options import check_date, jobs_option, ledger_option, model_option

if TYPE_CHECKING:
    from claimkit.cli.project import Project

Format = Literal["yaml", "jsonl"]


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """What one call of the command asks for, the configuration taken into account."""

    project: Project
    paths: tuple[str, ...]
    ledger: Path
    format: Format
    output: Path | None
    dry_run: bool
    model: str | None
    jobs: int
    published: str | None
    author: str | None
    attitudes: bool
    quiet: bool
    has_exit_code: bool


@click.command(short_help="Write the claims of documents into the ledger.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@ledger_option
@click.option(
    "--format",
    type=click.Choice(["yaml", "jsonl"]),
    default="yaml",
    show_default=True,
    help="yaml updates the ledger; jsonl leaves it alone and writes a line a claim, with offsets.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Where --format jsonl writes to.  [default: stdout]",
)
@click.option(
    "--dry-run", "-n", is_flag=True, help="Write nothing; show what would change in the ledger."
)
@model_option
@jobs_option
@click.option(
    "--published",
    metavar="DATE",
    help="Date of publication, whatever the documents say: 2025-04-26, 2025-04 or 2025.",
)
@click.option("--author", metavar="NAME", help="Author, whatever the documents say.")
@click.option(
    "--no-attitudes",
    is_flag=True,
    help="Leave out what people are said to believe, hope, intend, support or oppose.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print errors only, besides data.")
@click.option(
    "--exit-code", is_flag=True, help="End with 1 if a file of the ledger changed, or would change."
)
@click.pass_context
def extract(
    ctx: click.Context,
    paths: tuple[str, ...],
    ledger: Path | None,
    format: Format,  # noqa: A002 (the option's name)
    output: Path | None,
    dry_run: bool,
    model: str | None,
    jobs: int | None,
    published: str | None,
    author: str | None,
    no_attitudes: bool,
    quiet: bool,
    exit_code: bool,
) -> None:
    """Find the claims in documents and write them into the ledger.

    PATHS are files (.txt, .md), folders, and - for stdin, whose ledger goes to stdout. With
    --format jsonl also corpora: .jsonl files with a line {"id": …, "text": …} a document, and
    title, author, published and url where known. Without PATHS the documents of the project are
    read: the folder that claimkit.yaml names, or else seeds.

    A second run changes nothing but what changed in the documents; reviews are kept.

    \b
    Examples:
      claimkit extract
      claimkit extract reports/2025 --jobs 4
      claimkit extract reports --dry-run
      claimkit extract articles.jsonl --format jsonl --output claims.jsonl
      curl -s https://example.org/statement.txt | claimkit extract -
    """
    # Here, so that --help needs none of it.
    from claimkit.cli.project import find_project
    from claimkit.cli.run_extract import run

    project = find_project()
    configuration = project.configuration
    if not paths:
        if not (project.is_configured or project.documents.is_dir()):
            raise click.UsageError(
                "No documents named. Name files or folders, or put a claimkit.yaml with "
                "'documents: FOLDER' into the project's folder."
            )
        paths = (str(project.documents),)
    request = ExtractRequest(
        project=project,
        paths=paths,
        ledger=project.ledger if ledger is None else ledger,
        format=format,
        output=None if output is None or str(output) == "-" else output,
        dry_run=dry_run,
        model=model or configuration.model,
        jobs=jobs or configuration.jobs,
        published=check_date(published),
        author=author,
        attitudes=not no_attitudes,
        quiet=quiet,
        has_exit_code=exit_code,
    )
    _check(request, has_output=output is not None)
    ctx.exit(run(request))


def _check(request: ExtractRequest, *, has_output: bool) -> None:
    """Refuse what makes no sense together."""
    from claimkit.cli.inputs import STDIN, find_corpora

    corpora = find_corpora(request.paths)
    if request.format == "yaml":
        if corpora:
            raise click.UsageError(
                f"{corpora[0]} is a corpus, and a ledger keeps a file a document. "
                "Use --format jsonl."
            )
        if has_output:
            raise click.UsageError(
                "--output goes with --format jsonl. The ledger's folder is named with --ledger."
            )
    elif request.dry_run:
        raise click.UsageError(
            "--dry-run is about the ledger, which --format jsonl leaves alone. Leave one out."
        )
    if request.paths.count(STDIN) > 1:
        raise click.UsageError("- stands twice; stdin can be read once.")
    if request.output is not None and request.output.exists():
        for path in request.paths:
            if Path(path).exists() and request.output.samefile(path):
                raise click.UsageError(f"--output would replace the input {path}.")
