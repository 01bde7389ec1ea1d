"""Write workflow commands of GitHub Actions, which GitHub shows as annotations.

The escapes follow those of GitHub's own toolkit (``actions/toolkit``, ``command.ts``).
"""

from __future__ import annotations

from claimkit.reports.escaping.terminal import printable_lines

_DATA = str.maketrans({"%": "%25", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(
    level: str,
    message: str,
    path: str | None = None,
    *,
    line: int | None = None,
    column: int | None = None,
    end_line: int | None = None,
    title: str | None = None,
) -> str:
    r"""Return a workflow command; ``level`` is error, warning or notice.

    >>> annotation("error", "not 5 %\nbut 6", "a,b.yaml", line=3, title="date")
    '::error file=a%2Cb.yaml,line=3,title=date::not 5 %25%0Abut 6'
    """
    values = {
        "file": path,
        "line": line,
        "endLine": end_line,
        "col": column,
        "title": title,
    }
    properties = ",".join(
        f"{name}={_escape(str(value), _PROPERTY)}"
        for name, value in values.items()
        if value is not None
    )
    return f"::{level}{' ' if properties else ''}{properties}::{_escape(message, _DATA)}"


def _escape(text: str, table: dict[int, str]) -> str:
    return printable_lines(text).translate(table)
