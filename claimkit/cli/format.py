"""``claimkit format``: the ledger's files in the form in which claimkit writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimkit.cli.options import ledger_option

if TYPE_CHECKING:
    from claimkit.cli.project import Project
    from claimkit.ledger.format.formatting import FormattedFile


@click.command(short_help="Bring the ledger's files into their form.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; end with 1 if a file would change."
)
@click.option(
    "--diff", "has_diff", is_flag=True, help="Write nothing; show the lines that would change."
)
@click.option("--quiet", "-q", is_flag=True, help="Don't name the files.")
@ledger_option
@click.pass_context
def format(  # noqa: A001 (the command's name)
    ctx: click.Context,
    paths: tuple[Path, ...],
    is_check: bool,
    has_diff: bool,
    quiet: bool,
    ledger: Path | None,
) -> None:
    """Bring the ledger's files into the form in which claimkit writes them.

    After an edit by hand, so that a pull request shows what you changed and nothing else. What
    the files say stays the same. PATHS are files and folders of the ledger, or documents; all of
    the ledger by default.

    \b
    Examples:
      claimkit format
      claimkit format --check
      claimkit format ledger/report.txt.yaml --diff
    """
    from claimkit.cli.project import find_project
    from claimkit.ledger.format.formatting import format_file

    project = find_project()
    folder = project.ledger if ledger is None else ledger.absolute()
    count = changed = 0
    for path in _chosen(project, folder, paths):
        result = format_file(folder, path, dry_run=is_check or has_diff)
        count += 1
        if result.is_changed:
            changed += 1
            _tell(result, is_dry=is_check or has_diff, has_diff=has_diff, is_quiet=quiet)
    if not quiet:
        verb = "would change" if is_check or has_diff else "changed"
        click.echo(
            f"{_files(changed)} {verb}, {_files(count - changed)} left as they are", err=True
        )
    if changed and (is_check or has_diff):
        ctx.exit(1)


def _files(number: int) -> str:
    return f"{number:,} file{'s' * (number != 1)}"


def _chosen(project: Project, folder: Path, paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the ledger's files that paths stand for, each once."""
    from claimkit.ledger.format.formatting import iter_own_files
    from claimkit.ledger.places import ledger_path

    own = list(iter_own_files(folder))
    if not paths:
        yield from own
        return
    seen: set[Path] = set()
    for path in paths:
        target = path.absolute()
        name = project.relative_path(path)
        if not target.is_relative_to(folder) and name:
            is_all = name == project.documents_root
            target = folder if is_all else ledger_path(folder, name, project.documents_root)
        below = target if target in own else target.with_suffix("")
        found = [file for file in own if file == target or file.is_relative_to(below)]
        if not found:
            raise click.BadParameter(
                f"{path} is no file of the ledger {folder}, nor a document with one.",
                param_hint="PATHS",
            )
        yield from (file for file in found if file not in seen)
        seen.update(found)


def _tell(result: FormattedFile, *, is_dry: bool, has_diff: bool, is_quiet: bool) -> None:
    from claimkit.cli.messages import printable, shown

    path = shown(result.path)
    if has_diff:
        from difflib import unified_diff

        lines = unified_diff(
            (result.before or "").splitlines(keepends=True),
            result.after.splitlines(keepends=True),
            f"a/{path}" if result.before is not None else "/dev/null",
            f"b/{path}",
        )
        for line in lines:
            click.echo(printable(line.rstrip("\n")))
    elif not is_quiet:
        click.echo(f"{printable(path)}: {'would change' if is_dry else 'changed'}")
