"""Call git, and the pager that git would use.

Revisions are resolved to commit ids first, so git never reads user input as an option. Git itself
compares files: files that it reports as unchanged are never read.
"""
