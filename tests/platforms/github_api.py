"""A stand-in for GitHub's API that keeps the comments of one pull request."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "secret-of-the-job"
JOB_USER = "github-actions[bot]"
ISSUES = "/repos/acme/desk/issues"


class GithubApi(ThreadingHTTPServer):
    """Comments, and the requests that came; ``is_forbidden`` refuses writing, as for forks."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.viewer: str | None = JOB_USER
        self.is_forbidden = False
        self.redirect: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def add(self, body: str, user: str) -> None:
        self.comments.append(
            {"id": 100 + len(self.comments), "body": body, "user": {"login": user}}
        )

    def of(self, user: str) -> list[str]:
        """Return the texts of a user's comments."""
        return [one["body"] for one in self.comments if one["user"]["login"] == user]

    def answer(self, method: str, path: str, query: dict[str, list[str]], content: Any) -> Any:
        """Return the status and the JSON of an answer."""
        if path == "/graphql":
            if self.viewer is None:
                return 403, {"message": "no"}
            return 200, {"data": {"viewer": {"login": self.viewer}}}
        if method == "GET" and path == f"{ISSUES}/7/comments":
            size, page = (int(query[name][0]) for name in ("per_page", "page"))
            return 200, self.comments[size * (page - 1) : size * page]
        if self.is_forbidden:
            return 403, {"message": "Resource not accessible by integration"}
        if len(content["body"]) > 65536:
            return 422, {"message": "body is too long"}
        if method == "POST" and path == f"{ISSUES}/7/comments":
            self.add(content["body"], JOB_USER if self.viewer is None else self.viewer)
            return 201, self.comments[-1]
        for comment in self.comments:
            if method == "PATCH" and path == f"{ISSUES}/comments/{comment['id']}":
                comment["body"] = content["body"]
                return 200, comment
        return 404, {"message": f"no {method} {path}"}


class Handler(BaseHTTPRequestHandler):
    server: GithubApi

    def do_GET(self) -> None:
        self.reply()

    def do_POST(self) -> None:
        self.reply()

    def do_PATCH(self) -> None:
        self.reply()

    def reply(self) -> None:
        address = urlsplit(self.path)
        content = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "0")
        self.server.requests.append(f"{self.command} {self.path}")
        if self.server.redirect:
            self.send_response(302)
            self.send_header("Location", self.server.redirect + self.path)
            self.end_headers()
            return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            status, answer = 401, {"message": "Bad credentials"}
        else:
            status, answer = self.server.answer(
                self.command, address.path, parse_qs(address.query), content
            )
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def serve() -> Iterator[GithubApi]:
    """Serve the API until the block ends."""
    with GithubApi() as api:
        thread = threading.Thread(target=api.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield api
        finally:
            api.shutdown()
            thread.join()
