"""Define the commands: one module each, with its options and its help.

A command function passes its options to an action, which runs the command. The action is imported
inside the function, because actions load slowly and ``claimkit --help`` imports all these modules.
"""
