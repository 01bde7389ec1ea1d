"""The command line. No other package imports click or prints.

- `app`: the command ``claimkit``; exceptions become messages and exit codes
- `commands`: the options and the help of each command; light to import, so that help is fast
- `actions`: what each command does: call a use case of `claimkit.project`, choose a writer of
  `claimkit.reports`, print, and return the exit code
- `terminal`: messages, progress bar, output files, and the screen and keys of a review
"""

from claimkit.cli.app import app, main

__all__ = ["app", "main"]
