"""Name the claim of a finding by its id, its source and the first words of its content."""

from __future__ import annotations

from claimkit.model import Finding

MAX_SOURCE = 60
MAX_CONTENT = 80


def claim_words(finding: Finding) -> str | None:
    r"""Return the words that name a finding's claim; None if it is not about a claim.

    >>> from dataclasses import replace
    >>> from claimkit.model import Severity
    >>> finding = Finding("CK222", Severity.ERROR, "…", claim_id="7f3k2q9x", source=("Ana", "Bo"))
    >>> claim_words(replace(finding, content="the convoy\n  has left"))
    'claim 7f3k2q9x, Ana and Bo: the convoy has left'
    """
    if finding.claim_id is None:
        return None
    source, content = source_words(finding), content_words(finding)
    name = f"claim {finding.claim_id}"
    if content is None:
        return name
    return f"{name}, {source or 'no named source'}: {content}"


def source_words(finding: Finding) -> str:
    """Return the source of a finding's claim in a bounded length; empty if nobody is named."""
    *first, last = finding.source or ("",)
    names = f"{', '.join(first)} and {last}" if first else last
    return shorten(names, MAX_SOURCE)


def content_words(finding: Finding) -> str | None:
    """Return the first words of the content of a finding's claim; None if there is none."""
    return None if finding.content is None else shorten(finding.content, MAX_CONTENT)


def message_with_claim(finding: Finding) -> str:
    """Return the message of a finding in one line, with the words that name its claim."""
    words = claim_words(finding)
    return f"{finding.message} ({words})" if words else finding.message


def shorten(text: str, limit: int) -> str:
    """Return a text of at most ``limit`` characters, cut at the end of a word.

    White space becomes single spaces. A word that is longer than the limit is cut.

    >>> shorten("the mill on the  river", 15)
    'the mill on…'
    >>> shorten("the mill on the  river", 21)
    'the mill on the river'
    """
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if words[limit - 1] != " ":
        cut = cut.rpartition(" ")[0] or cut
    return f"{cut.rstrip(' ,;:–—-')}…"
