"""Every call of git, and of the pager that git would take.

Revisions become commit ids before anything else happens, so nothing that a user typed is ever
read as an option. Files are compared by git itself: what it calls unchanged is never read.
"""
