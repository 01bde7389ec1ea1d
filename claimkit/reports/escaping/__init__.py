"""Write text from documents and ledgers so that its reader shows it and does nothing else.

There is one module for each kind of reader: a terminal or log, GitHub's workflow commands,
Markdown, JSON and XML. Every writer and every message uses them, so that no document, ledger or
file name can colour a terminal, reverse a line, mention a user or give a command.
"""
