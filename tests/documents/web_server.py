"""A real server on the loopback address, for tests of fetching."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from claimkit.documents.fetching import Address

Answer = Callable[[socket.socket], None]


@dataclass
class Server:
    """Answers each path with the bytes or the function that ``answers`` has for it."""

    port: int
    answers: dict[str, bytes | Answer] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def add(self, path: str, body: bytes | str, *headers: str, status: str = "200 OK") -> str:
        """Answer a path with a page, and return its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {header.partition(":")[0].lower() for header in headers}
        lines = [f"HTTP/1.1 {status}", *headers]
        if "content-type" not in named:
            lines.append("Content-Type: text/html; charset=utf-8")
        if not named & {"content-length", "transfer-encoding"}:
            lines.append(f"Content-Length: {len(data)}")
        self.answers[path] = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
        return self.url(path)

    def redirect(self, path: str, to: str) -> str:
        return self.add(path, "", f"Location: {to}", status="302 Found")


def is_loopback(address: Address) -> bool:
    """Return whether an address is that of the test's server. Users have no way to set this."""
    return address == ipaddress.ip_address("127.0.0.1")


@contextmanager
def running() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listening, server), daemon=True)
        thread.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _serve(listening: socket.socket, server: Server) -> None:
    while True:
        try:
            connected, _ = listening.accept()
        except OSError:
            return
        with connected:
            try:
                connected.settimeout(10)
                _answer(connected, server)
            except OSError:  # the client has gone
                continue


def _answer(connected: socket.socket, server: Server) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        received = connected.recv(65536)
        if not received:
            return
        head += received
    server.requests.append(head)
    path = head.split(b" ")[1].decode()
    answer = server.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    if isinstance(answer, bytes):
        connected.sendall(answer)
    else:
        answer(connected)
