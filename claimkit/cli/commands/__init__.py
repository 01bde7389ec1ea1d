"""The commands: one module each, with its options and its help.

A command function turns its options into a request and imports the action that carries it out.
The import is inside the function because actions load slowly, and ``claimkit --help`` imports
all of these modules.
"""
