"""Fetch a document from an address that the user named. The only module that uses the network.

The server is not trusted, and neither are its redirects or the name server: claimkit connects to
the very address that it has checked, and only to public ones. Size, time and redirects are limited.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from claimkit.errors import DocumentError
from claimkit.version import VERSION

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEMES = {"http": 80, "https": 443}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MAX_URL = 2_000
_CHUNK = 65_536
_TRANSLATED = tuple(  # of IPv6 into IPv4, in their last 32 bits
    map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96"))
)
_SAVE_HINT = "open it in a browser, save the page as HTML, and read that file"
_RETRY_HINT = "check the address, or try again later"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one document may cost: bytes, seconds in all, and redirects."""

    max_bytes: int = 50_000_000
    timeout_s: float = 60.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """The bytes of a document, and what the server says they are.

    ``url`` is the address after all redirects, ``media_type`` has the parameters that were sent.
    """

    data: bytes
    url: str
    media_type: str | None


def is_url(text: str) -> bool:
    """Return whether an argument is an address and not a path.

    >>> is_url("https://news.example.org/a"), is_url("file:///etc/passwd"), is_url("a/b.txt")
    (True, True, False)
    """
    scheme, separator, _ = text.partition("://")
    return bool(separator) and scheme.isascii() and scheme[:1].isalpha() and scheme.isalnum()


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public internet.

    Private, local, shared and reserved addresses are not, nor are those that lead to one of them
    through a translation of IPv6 into IPv4.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in _TRANSLATED):
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(is_public(one) for one in inner if one is not None):
            return False
        if address.is_site_local or (address.ipv4_mapped is None and not address.is_global):
            return False
    elif not address.is_global:
        return False
    return not (address.is_multicast or address.is_unspecified)


def fetch(
    url: str,
    *,
    limits: FetchLimits | None = None,
    may_connect: Callable[[Address], bool] = is_public,
) -> FetchedDocument:
    """Fetch a document over HTTP or HTTPS, without cookies, passwords or proxies.

    Args:
        may_connect: says to which addresses claimkit connects. Tests with a server of their own
            replace it; nothing else does.

    Raises:
        DocumentError: if the address is refused, or no document can be had from it.
    """
    limits = limits or FetchLimits()
    deadline = time.monotonic() + limits.timeout_s
    target = url
    for _ in range(limits.max_redirects + 1):
        parts = _check_url(target, url)
        found = _Exchange(parts, url, deadline, limits, may_connect).run()
        if isinstance(found, FetchedDocument):
            return found
        target = found
    raise DocumentError(
        f"{url}: it redirects more than {limits.max_redirects} times", hint=_SAVE_HINT
    )


def _check_url(target: str, named: str) -> SplitResult:
    """Return the parts of an address that claimkit may fetch.

    Args:
        named: the address that the user named, if ``target`` is one that it redirects to.
    """
    where = "" if target == named else "it redirects to an address that claimkit does not fetch: "
    try:
        parts = urlsplit(target)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise DocumentError(f"{named}: {where}{error}", hint=_RETRY_HINT) from error
    if parts.scheme not in _SCHEMES:
        raise DocumentError(
            f"{named}: {where}{parts.scheme}: is no scheme of the web",
            hint="name an http or https address; name a file by its path",
        )
    if parts.username is not None or parts.password is not None:
        raise DocumentError(
            f"{named.partition('://')[0]}://…: {where}the address has a user name or password",
            hint=_SAVE_HINT,
        )
    is_clean = target.isprintable() and " " not in target and len(target) <= _MAX_URL
    if not host or not is_clean or port == 0:
        raise DocumentError(f"{named}: {where}this is no valid address", hint=_RETRY_HINT)
    return parts


class _Exchange:
    """One request and its response."""

    def __init__(
        self,
        parts: SplitResult,
        named: str,
        deadline: float,
        limits: FetchLimits,
        may_connect: Callable[[Address], bool],
    ) -> None:
        self._parts = parts
        self._named = named
        self._deadline = deadline
        self._limits = limits
        self._may_connect = may_connect
        self._port = parts.port or _SCHEMES[parts.scheme]
        try:
            host = parts.hostname or ""
            self._host = host if ":" in host else host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise self._error("this is no valid name of a server") from error

    def run(self) -> FetchedDocument | str:
        """Return the document, or the address that the server redirects to."""
        try:
            with self._connect() as connected:
                return self._request(connected)
        except TimeoutError as error:
            seconds = f"{self._limits.timeout_s:g} seconds"
            raise self._error(f"the server took longer than {seconds}") from error
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or str(error)
            raise self._error(f"the connection is not secure: {reason}") from error
        except http.client.HTTPException as error:
            reason = str(error) or type(error).__name__
            raise self._error(f"the server's answer is not HTTP: {reason[:200]}") from error
        except OSError as error:
            raise self._error(f"no connection: {error.strerror or error}") from error

    def _connect(self) -> socket.socket:
        """Return a connection to an address of the server, all of which have been checked."""
        addresses = self._resolve()
        for address in addresses:
            if not self._may_connect(address):
                is_named = self._host != str(address)
                where = f"{self._host} is at {address}, which" if is_named else str(address)
                raise self._error(f"{where} is not a public address", _SAVE_HINT)
        failure: OSError | None = None
        for address in addresses:
            try:
                connected = socket.create_connection((str(address), self._port), self._left())
            except TimeoutError:
                raise
            except OSError as error:
                failure = error
                continue
            return self._secure(connected)
        raise failure or OSError("the name has no address")

    def _secure(self, connected: socket.socket) -> socket.socket:
        if self._parts.scheme != "https":
            return connected
        try:
            connected.settimeout(self._left())
            context = ssl.create_default_context()
            return context.wrap_socket(connected, server_hostname=self._host)
        except BaseException:
            connected.close()
            raise

    def _resolve(self) -> list[Address]:
        """Return the addresses of the server; a name server may be slow, so it has a limit too."""
        found: list[Address] = []
        failures: list[OSError] = []

        def look_up() -> None:
            try:
                answers = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                failures.append(error if isinstance(error, OSError) else OSError(str(error)))
                return
            for answer in answers:
                text = str(answer[4][0]).partition("%")[0]
                found.append(ipaddress.ip_address(text))

        worker = threading.Thread(target=look_up, daemon=True)
        worker.start()
        worker.join(self._left())
        if worker.is_alive():
            raise TimeoutError
        if failures or not found:
            raise self._error(f"there is no server of the name {self._host}")
        return list(dict.fromkeys(found))

    def _request(self, connected: socket.socket) -> FetchedDocument | str:
        connection = http.client.HTTPConnection(self._host, self._port)
        connection.sock = _TimedSocket(connected, self._deadline)
        path = quote(self._parts.path or "/", safe="/%:@!$&'()*+,;=~")
        query = quote(self._parts.query, safe="/%:@!$&'()*+,;=~?")
        connection.request(
            "GET",
            f"{path}?{query}" if query else path,
            headers={
                "Host": self._host_header(),
                "User-Agent": f"claimkit/{VERSION}",
                "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf,*/*;q=0.5",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        url = self._parts._replace(fragment="").geturl()
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            return urljoin(url, location.strip())
        if response.status not in (200, 203):
            reason = "".join(filter(str.isprintable, response.reason or ""))[:100]
            raise self._error(f"the server answers {response.status} {reason}".rstrip(), _SAVE_HINT)
        data = self._read(response)
        return FetchedDocument(data, url, response.getheader("Content-Type"))

    def _host_header(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        is_usual = self._port == _SCHEMES[self._parts.scheme]
        return host if is_usual else f"{host}:{self._port}"

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        """Return the body of a response, decompressed if the server has compressed it anyway."""
        coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        decompress: Callable[[bytes, int], bytes] | None = None
        if coding in ("gzip", "x-gzip", "deflate"):
            decompress = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress
        elif coding not in ("identity", ""):
            raise self._error(f"the server compresses its answer with {coding[:40]!r}", _SAVE_HINT)
        pieces: list[bytes] = []
        size = received = 0
        while chunk := response.read(_CHUNK):
            received += len(chunk)
            try:
                piece = decompress(chunk, self._limits.max_bytes + 1) if decompress else chunk
            except zlib.error as error:
                raise self._error(f"the server's answer is not {coding}") from error
            size += len(piece)
            if max(size, received) > self._limits.max_bytes:
                raise self._error(
                    f"the document is too large (over {self._limits.max_bytes:,} bytes)",
                    "download it yourself, and split it",
                )
            pieces.append(piece)
        if response.length:
            raise self._error("the connection ended before the end of the document")
        return b"".join(pieces)

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _error(self, message: str, hint: str = _RETRY_HINT) -> DocumentError:
        return DocumentError(f"{self._named}: {message}", hint=hint)


class _TimedSocket:
    """A socket for `http.client` whose every operation ends at one deadline."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self._connected = connected
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._connected.settimeout(_time_left(self._deadline))
        self._connected.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the stream of what the server sends."""
        return io.BufferedReader(_TimedStream(self._connected, self._deadline))

    def close(self) -> None:
        """Do nothing: whoever has opened the connection closes it."""


class _TimedStream(io.RawIOBase):
    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self._connected = connected
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._connected.settimeout(_time_left(self._deadline))
        return self._connected.recv_into(buffer)


def _time_left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
