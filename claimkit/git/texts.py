"""Merge and compare texts line by line with git."""

from __future__ import annotations

from pathlib import Path

from claimkit.git.process import GitError, first_line, start


def merge_text(ours: Path, base: Path, theirs: Path, marker_size: int = 7) -> tuple[bytes, bool]:
    """Merge three files line by line; return the text and whether it has no conflicts."""
    command = ["git", "merge-file", "-p", f"--marker-size={marker_size}"]
    command += [
        *("-L", "ours", "-L", "base", "-L", "theirs"),
        "--",
        *map(str, (ours, base, theirs)),
    ]
    done = start(command, ours.parent, b"")
    if done.returncode < 0 or done.returncode > 127:
        raise GitError(first_line(done.stderr) or "git merge-file failed")
    return done.stdout, done.returncode == 0


def diff_text(before: Path, after: Path, folder: Path, *, colour: bool) -> bytes:
    """Return the line-by-line difference of two files as git prints it."""
    command = ["git", "diff", "--no-index", "--no-ext-diff", "--no-textconv"]
    command += [f"--color={'always' if colour else 'never'}", "--", str(before), str(after)]
    return start(command, folder, b"").stdout
