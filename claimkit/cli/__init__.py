"""The command line: one module a command. The only place that imports click and prints."""

from claimkit.cli.app import app, main

__all__ = ["app", "main"]
