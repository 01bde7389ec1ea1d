"""Documents are fetched from public addresses only, and within limits."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
import zlib
from collections.abc import Iterator

import pytest

from claimkit.documents.fetching import FetchedDocument, FetchLimits, fetch, is_public, is_url
from claimkit.errors import DocumentError
from tests.documents.web_server import Server, is_loopback, running

PAGE = "<!doctype html><title>Mill</title><h1>Mill</h1><p>The mill burned down, she said.</p>"
QUICK = FetchLimits(max_bytes=100_000, timeout_s=0.5, max_redirects=3)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as running_server:
        yield running_server


def get(url: str, limits: FetchLimits = QUICK) -> FetchedDocument:
    return fetch(url, limits=limits, may_connect=is_loopback)


def refuse(url: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        get(url)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/b", True),
        ("HTTP://a.example", True),
        ("file:///etc/passwd", True),
        ("ftp://a.example/b.txt", True),
        ("a/b.txt", False),
        ("a://", True),
        ("C:\\news\\a.txt", False),
        ("1://a", False),
        ("://a", False),
        ("-", False),
        ("http:", False),
    ],
)
def test_addresses_and_paths(text: str, expected: bool) -> None:
    assert is_url(text) is expected


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
        *("2001:0:7f00:1::80ff:fffe", "64:ff9b:1::7f00:1", "::7f00:1", "::ffff:0:7f00:1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_page_is_fetched(server: Server) -> None:
    url = server.add("/news/mill", PAGE)

    assert get(f"{url}#part") == FetchedDocument(PAGE.encode(), url, "text/html; charset=utf-8")
    head = server.requests[-1].decode()
    assert head.startswith("GET /news/mill HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}" in head
    assert "Cookie" not in head
    assert "Authorization" not in head


def test_odd_paths_are_quoted(server: Server) -> None:
    server.add("/a%20b/%C3%BC?q=%C3%A4&r=1", PAGE)

    assert get(server.url("/a%20b/ü?q=ä&r=1")).data == PAGE.encode()


def test_redirects_are_followed(server: Server) -> None:
    url = server.add("/target", PAGE)
    server.redirect("/second", "/target")
    first = server.redirect("/first", server.url("/second"))

    assert get(first).url == url


@pytest.mark.parametrize(
    "name",
    [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.1"),
        *("0", "[::]", "[::ffff:127.0.0.1]", "①②⑦.0.0.1", "127。0。0。1"),
    ],
)
def test_the_own_machine_is_refused(server: Server, name: str) -> None:
    with pytest.raises(
        DocumentError, match=r"is not a public address|there is no server"
    ) as caught:
        fetch(f"http://{name}:{server.port}/")

    assert caught.value.hint


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "redirects to an address that claimkit does not fetch: file:"),
        ("ftp://127.0.0.1/x", "ftp: is no scheme of the web"),
        ("gopher://x/", "gopher:"),
        ("javascript:alert(1)", "javascript:"),
        ("data:text/html,x", "data:"),
        ("http://127.0.0.2/", "127.0.0.2 is not a public address"),
        ("http://[::1]/", "::1 is not a public address"),
        ("http://169.254.169.254/latest/meta-data", "is not a public address"),
        ("http://ann:secret@127.0.0.1/", "has a user name or password"),
        ("http://127.0.0.1:99999/", "[Pp]ort"),
        ("/loop", "redirects more than 3 times"),
    ],
)
def test_redirects_that_are_refused(server: Server, target: str, words: str) -> None:
    server.redirect("/loop", "/loop")

    refuse(server.redirect("/redirect", target), words)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "file: is no scheme"),
        ("https://ann:secret@a.example/", "has a user name or password"),
        ("http://a.example/\r\nX: y", "no valid address|control characters"),
        ("http://", "no valid address"),
        ("http://no-such-name.invalid/", "there is no server of the name"),
        (f"http://{'a' * 70}.example/", "no valid name|there is no server"),
        (f"http://a.example/{'a' * 3000}", "no valid address"),
    ],
)
def test_addresses_that_are_refused(url: str, words: str) -> None:
    refuse(url, words)


def test_no_password_is_in_the_message() -> None:
    with pytest.raises(DocumentError) as caught:
        get("https://ann:secret@a.example/")

    assert "secret" not in caught.value.message


def test_one_answer_of_the_name_server_is_checked_and_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name whose address changes between the check and the connection leads nowhere else."""
    look_up = socket.getaddrinfo
    asked: list[object] = []

    def counting(host: object, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return look_up("127.0.0.1", *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", counting)
    server.add("/rebound", PAGE)

    found = get(f"http://rebinding.example:{server.port}/rebound")

    assert found.data == PAGE.encode()
    assert [host for host in asked if host == "rebinding.example"] == ["rebinding.example"]


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("93.184.216.34", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)

    with pytest.raises(DocumentError, match=r"10\.0\.0\.1, which is not a public address"):
        fetch("http://two.example/")


def drip(connected: socket.socket, data: bytes, pause: float) -> None:
    for number in range(len(data)):
        connected.sendall(data[number : number + 1])
        time.sleep(pause)


def endless(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connected.sendall(b"<p>more and more</p>" * 1000)


def endless_chunks(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connected.sendall(b"3e8\r\n" + b"x" * 1000 + b"\r\n")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (endless, "too large"),
        (endless_chunks, "too large"),
        (lambda c: drip(c, b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 500, 0.02), "longer than 0.5"),
        (lambda c: drip(c, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 500, 0.02), "longer than 0.5"),
        (lambda _: time.sleep(0.8), "longer than 0.5"),
        (lambda c: c.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 9), "is not HTTP|no connection"),
        (lambda c: c.sendall(b"SSH-2.0-OpenSSH\r\n"), "is not HTTP"),
        (lambda c: c.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), "is not HTTP"),
        (lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90000), "is not HTTP"),
        (lambda c: c.close(), "is not HTTP|no connection"),
    ],
)
def test_bad_servers(server: Server, answer: object, words: str) -> None:
    server.answers["/bad"] = answer  # type: ignore[assignment]
    start = time.monotonic()

    refuse(server.url("/bad"), words)

    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"x" * 200_000, (), "too large"),
        (b"x", ("Content-Length: 99",), "ended before the end"),
        (gzip.compress(b"x" * 5_000_000), ("Content-Encoding: gzip",), "too large"),
        (b"no gzip", ("Content-Encoding: gzip",), "not gzip"),
        (b"x", ("Content-Encoding: br",), "compresses its answer with 'br'"),
    ],
)
def test_bad_bodies(server: Server, body: bytes, headers: tuple[str, ...], words: str) -> None:
    refuse(server.add("/body", body, *headers), words)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate"),
        (b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
    ],
)
def test_codings(server: Server, body: bytes, header: str) -> None:
    assert get(server.add("/coded", body, header)).data in (PAGE.encode(), b"hello")


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Oops", "204 Nothing"])
def test_other_answers(server: Server, status: str) -> None:
    refuse(server.add("/status", "", status=status), f"the server answers {status}")


def test_a_server_without_encryption(server: Server) -> None:
    server.add("/", PAGE)

    refuse(f"https://127.0.0.1:{server.port}/", "not secure|no connection|took longer")


def test_a_closed_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    refuse(f"http://127.0.0.1:{port}/", "no connection: ")
