"""Keep claimkit's comment on a pull request up to date; ``action.yml`` calls this.

It is the only step that gets a token. It starts no program, and it reads two files, which are
outside the checked-out repository: the event, and the text that ``check.py`` has written. Run it
with ``python -I``, in another folder than the repository.
"""

from __future__ import annotations

import json
import os
import sys
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

MARKER = "<!-- claimkit check -->"
JOB_USER = "github-actions[bot]"
"""The author of comments that are written with the token of a job."""

PAGE_SIZE = 100
MAX_PAGES = 50
TIMEOUT_S = 30


class NoRedirects(HTTPRedirectHandler):
    """Refuse redirects, because they would carry the token to another address."""

    def redirect_request(self, *_: object) -> None:
        return None


OPENER = build_opener(NoRedirects)


def main() -> int:
    body = Path(os.environ["COMMENT"]).read_text("utf-8")
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    number = int(event["pull_request"]["number"])
    try:
        update(number, body)
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        # Pull requests from forks may not comment; the job does not fail for it.
        print(f"::notice title=claimkit::No comment on the pull request: {escape(reason(error))}")
    return 0


def update(number: int, body: str) -> None:
    """Change the own comment, or write one if there is none."""
    issues = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    own = find_comment(f"{issues}/{number}/comments")
    if own is None:
        call("POST", f"{issues}/{number}/comments", {"body": body})
    else:
        call("PATCH", f"{issues}/comments/{own}", {"body": body})


def find_comment(place: str) -> int | None:
    """Return the id of the first comment with the marker that this token's user has written."""
    author = find_user()
    for page in range(1, MAX_PAGES + 1):
        comments = call("GET", f"{place}?per_page={PAGE_SIZE}&page={page}")
        for comment in comments:
            # The marker alone proves nothing: everybody can write it.
            user = (comment.get("user") or {}).get("login")
            if user == author and (comment.get("body") or "").startswith(MARKER):
                return int(comment["id"])
        if len(comments) < PAGE_SIZE:
            break
    return None


def find_user() -> str:
    """Return the login of the user or app that the token belongs to."""
    address = os.environ.get("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql")
    try:
        answer = send("POST", address, {"query": "query { viewer { login } }"})
        login = str(answer["data"]["viewer"]["login"])
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return JOB_USER
    return JOB_USER if login == JOB_USER.removesuffix("[bot]") else login


def call(method: str, path: str, content: object = None) -> Any:
    return send(method, os.environ.get("GITHUB_API_URL", "https://api.github.com") + path, content)


def send(method: str, address: str, content: object = None) -> Any:
    """Send a request with the token; return the JSON of the answer.

    Raises:
        OSError: if GitHub cannot be reached or refuses.
        ValueError: if the answer is not JSON.
    """
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['TOKEN']}",
        "Content-Type": "application/json",
        "User-Agent": "claimkit",
    }
    data = None if content is None else json.dumps(content).encode()
    request = Request(address, data, headers, method=method)
    with OPENER.open(request, timeout=TIMEOUT_S) as answer:
        return json.load(answer)


def reason(error: Exception) -> str:
    """Return the words of GitHub's answer, if there are some."""
    if isinstance(error, HTTPError):
        return f"{read_message(error) or error.reason} (HTTP {error.code})"
    return str(error) or type(error).__name__


def read_message(answer: IO[bytes]) -> str:
    try:
        return str(json.load(answer)["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def escape(text: str) -> str:
    """Return a message with the escapes of GitHub's workflow commands."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


if __name__ == "__main__":
    sys.exit(main())
