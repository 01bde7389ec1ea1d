"""``claimkit extract``: extract documents into the ledger, or write lines of JSON."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import (
    author_option,
    jobs_option,
    ledger_option,
    model_option,
    published_option,
    quiet_option,
)
from claimkit.cli.formats import ExtractFormat


@click.command(cls=Command, short_help="Write the claims of documents into the ledger.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@ledger_option
@click.option(
    "--format",
    type=click.Choice(get_args(ExtractFormat)),
    default="yaml",
    show_default=True,
    help="yaml updates the ledger; jsonl writes one line per claim, with offsets, and no ledger.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="File for --format jsonl.  [default: stdout]",
)
@click.option(
    "--dry-run", "-n", is_flag=True, help="Write nothing; show what would change in the ledger."
)
@model_option
@jobs_option
@published_option
@author_option
@click.option(
    "--attitudes/--no-attitudes",
    default=None,
    help="Keep what sources believe, hope, intend, support or oppose, or leave it out.  "
    "[default: keep]",
)
@click.option(
    "--author-claims/--no-author-claims",
    default=None,
    help="Keep the facts that a document's author states, or leave them out.  [default: keep]",
)
@quiet_option("Print only data and errors.")
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if a ledger file changed, or would change."
)
@click.pass_context
def extract(
    ctx: click.Context,
    paths: tuple[str, ...],
    ledger: Path | None,
    format: ExtractFormat,  # noqa: A002 (the option's name)
    output: Path | None,
    dry_run: bool,
    model: str | None,
    jobs: int | None,
    published: str | None,
    author: str | None,
    attitudes: bool | None,
    author_claims: bool | None,
    quiet: bool,
    exit_code: bool,
) -> None:
    """Find the claims in documents and write them into the ledger.

    PATHS are files, folders, web addresses (https://…), and - for standard input, whose claims are
    printed. A document at an address is fetched once and saved in the folder of the documents,
    with the day. Without PATHS the documents of the project are read, from the folder that
    claimkit.yaml names or else from documents.

    \b
    Files are
      text        .txt .md .markdown
      web pages   .html .htm .xhtml
      PDF         .pdf               (pip install 'claimkit[pdf]')
      Word        .docx
      mail        .eml
      subtitles   .srt .vtt

    With --format jsonl they can also be corpora with many documents: .jsonl files with a line
    {"id": …, "text": …} for each document, and optionally title, author, published and url;
    tables with such columns (.csv, .tsv, and .parquet with claimkit[parquet]); mailboxes (.mbox)
    and web archives (.warc). Each may be compressed (.csv.gz).

    Settings for all runs belong into claimkit.yaml, so that everybody and CI extract alike. The
    options of one call take precedence, and `claimkit check` reports what differs for them.

    Run it again at any time: only what changed in the documents changes in the ledger, and
    reviews are kept.

    \b
    Examples:
      claimkit extract
      claimkit extract reports/2025 --jobs 4
      claimkit extract reports --dry-run
      claimkit extract articles.jsonl --format jsonl --output claims.jsonl
      curl -s https://example.org/statement.txt | claimkit extract -
    """
    from claimkit.cli.actions import extract as action

    call = action.ExtractCall(
        paths=paths,
        ledger=ledger,
        format=format,
        output=output,
        dry_run=dry_run,
        model=model,
        jobs=jobs,
        published=published,
        author=author,
        attitudes=attitudes,
        author_claims=author_claims,
        quiet=quiet,
        has_exit_code=exit_code,
    )
    ctx.exit(action.run(call))
