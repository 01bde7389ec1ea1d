"""Separate the messages that a mail quotes from its own text, in mails and in any other text.

`separation` goes through the lines of a text, `openings` reads the lines above a quoted message,
`correspondents` the names in them.
"""
