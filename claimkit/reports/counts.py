"""Write numbers of things in words."""

from __future__ import annotations


def plural(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural.

    >>> plural(1, "check"), plural(2000, "error")
    ('1 check', '2,000 errors')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
