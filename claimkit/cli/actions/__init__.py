"""Run the commands: one module for each module of `claimkit.cli.commands`.

An action calls a use case of `claimkit.project`, chooses a writer of `claimkit.reports`, prints,
and returns the exit code. Its request class holds the options of one call.
"""
