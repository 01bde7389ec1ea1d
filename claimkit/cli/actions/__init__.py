"""Run the commands: one module for each module of `claimkit.cli.commands`.

An action calls a use case of `claimkit.project`, chooses a writer of `claimkit.reports`, prints,
and returns the exit code. A call adds the options of printing to the request of the use case.
"""
