"""Print a comparison as text, with the colours and the pager that git would use."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.formats import ColourMode, DiffShape, WordDiffMode
from claimkit.cli.terminal.messages import make_style, supports_colour
from claimkit.cli.terminal.paging import print_text
from claimkit.git.settings import wants_colour
from claimkit.model import LedgerDiff
from claimkit.reports.diffs import text


@dataclass(frozen=True, slots=True)
class DiffDisplay:
    """The display options of a comparison; None means git's settings and the terminal decide."""

    shape: DiffShape = "full"
    word_diff: WordDiffMode | None = None
    colour: ColourMode | None = None
    has_pager: bool = False


def print_diff(diff: LedgerDiff, display: DiffDisplay) -> None:
    """Print a comparison."""
    here = Path.cwd()
    has_colour = display.colour == "always" or (
        display.colour != "never" and wants_colour("color.diff", here, supports_colour(sys.stdout))
    )
    style = make_style(has_colour=has_colour)
    match display.shape:
        case "stat":
            lines = text.iter_stat_lines(diff, style=style)
        case "names":
            lines = text.iter_names(diff, style=style)
        case "full":
            words = display.word_diff or ("color" if has_colour else "plain")
            lines = text.iter_lines(diff, style=style, words=text.WordDiff(words))
    print_text((f"{line}\n" for line in lines), pager_of=here if display.has_pager else None)
