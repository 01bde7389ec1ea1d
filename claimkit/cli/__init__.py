"""Provide the command line. No other package imports click or prints.

- `app`: the command ``claimkit``, which turns exceptions into messages and exit codes
- `commands`: the options and the help of each command; they import quickly, so that help is fast
- `actions`: run the commands: call a use case of `claimkit.project`, choose a writer of
  `claimkit.reports`, print, and return the exit code
- `terminal`: messages, progress bar, output files, and the screen and keys of a review
"""

from claimkit.cli.app import app, main

__all__ = ["app", "main"]
