"""``claimkit check``: find what is wrong with the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from claimkit.cli.commands.base import Command
from claimkit.cli.commands.options import (
    jobs_option,
    ledger_option,
    model_option,
    quiet_option,
    split_list,
)
from claimkit.cli.formats import CheckFormat

_FORMATS = get_args(CheckFormat)
_LEVELS = ("error", "warning", "note", "never")


def _read_report(
    ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    reports = []
    for value in values:
        name, _, file = value.partition("=")
        if name not in _FORMATS or not file:
            raise click.BadParameter(
                f"{value!r} is not FORMAT=FILE with one of {', '.join(_FORMATS)}.", ctx, parameter
            )
        reports.append((name, Path(file)))
    return tuple(reports)


@click.command(cls=Command, short_help="Check the ledger, as CI does.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option(
    "--select",
    multiple=True,
    metavar="CHECK,...",
    help="Run only these checks: codes, beginnings of codes, or names.",
)
@click.option("--ignore", multiple=True, metavar="CHECK,...", help="Do not run these checks.")
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    help="Exit with 1 if there are findings of this severity or a higher one.  [default: error]",
)
@click.option(
    "--base",
    metavar="REV",
    help="Check only what changed since this revision and HEAD diverged, up to the working tree.",
)
@click.option(
    "--staged",
    is_flag=True,
    help="Check only the staged documents and their ledger files, as the next commit will have "
    "them. This is for hooks; there is no comparison with a fresh extraction.",
)
@click.option(
    "--allow-empty",
    is_flag=True,
    help="Accept a project that has no ledger file to check; without this option the exit code is "
    "3.",
)
@click.option(
    "--no-extract",
    is_flag=True,
    help="Do not compare with a fresh extraction, which needs the model.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="github is for annotations of a pull request, markdown for the summary of a job, "
    "codequality for GitLab.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=_read_report,
    help="Also write the findings to a file, in any format.",
)
@ledger_option
@model_option
@jobs_option
@quiet_option("Print no counts on stderr.")
@click.option("--explain", metavar="CHECK", help="Explain a check and exit.")
@click.option("--list", "has_list", is_flag=True, help="List all checks and exit.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    base: str | None,
    staged: bool,
    allow_empty: bool,
    no_extract: bool,
    output_format: CheckFormat,
    reports: tuple[tuple[CheckFormat, Path], ...],
    ledger: Path | None,
    model: str | None,
    jobs: int | None,
    quiet: bool,
    explain: str | None,
    has_list: bool,
) -> None:
    """Check the ledger against its documents, its reviews and itself. Nothing is changed.

    PATHS are documents, ledger files or folders; the whole ledger by default. The section `check`
    of claimkit.yaml selects checks. The exit code is 1 if there are findings.

    \b
    Examples:
      claimkit check
      claimkit check --base origin/main --format github
      claimkit check --no-extract --select CK21,stale-review
      claimkit check --report sarif=claimkit.sarif --report junit=claimkit.xml
      claimkit check --staged
      claimkit check --explain CK212
    """
    from claimkit.cli.actions import check as action

    if has_list or explain is not None:
        action.print_checks(explain)
        return
    call = action.CheckCall(
        paths=paths,
        ledger=ledger,
        select=split_list(select),
        ignore=split_list(ignore),
        base=base,
        has_extraction=not no_extract,
        is_staged=staged,
        allows_empty=allow_empty,
        has_baseline="sarif" in (output_format, *(form for form, _ in reports)),
        fail_on=fail_on,
        format=output_format,
        reports=reports,
        model=model,
        jobs=jobs,
        quiet=quiet,
    )
    ctx.exit(action.run(call))
