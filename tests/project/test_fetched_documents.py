"""Documents at addresses that the user names are saved as evidence, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import yaml

from claimkit.documents.fetching import FetchLimits, fetch
from claimkit.errors import UsageError
from claimkit.model import Document, Finding
from claimkit.project.inputs import Inputs
from claimkit.project.one_document import read_one_document
from claimkit.project.project_folder import ProjectFolder
from tests.documents.web_server import Server, is_loopback, running

PAGE = """<!doctype html><html><head><title>Mill burns down | Valley Echo</title></head><body>
<h1>Mill burns down</h1><p>By Ana Beck</p><p>The mill burned down on Friday, the fire brigade said.
Nobody was hurt.</p></body></html>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as running_server:
        yield running_server


@pytest.fixture
def project(tmp_path: Path) -> ProjectFolder:
    (tmp_path / "claimkit.yaml").write_text("documents: texts\n")
    return ProjectFolder.find(tmp_path)


def read(
    project: ProjectFolder, *urls: str, inside: bool = True, saves: bool = True
) -> list[Document | Finding]:
    get = partial(fetch, limits=FetchLimits(timeout_s=5), may_connect=is_loopback)
    return list(Inputs(project, urls, inside=inside, saves=saves, fetch=get))


def only(found: list[Document | Finding]) -> Document:
    (document,) = found
    assert isinstance(document, Document), document
    return document


def today() -> str:
    return datetime.now().astimezone().date().isoformat()


def test_a_page_is_saved_with_its_address_and_the_day(
    server: Server, project: ProjectFolder
) -> None:
    url = server.add("/2026/Mill burns.html?id=3".replace(" ", "%20"), PAGE)
    day = today()

    document = only(read(project, f"{url}#top"))

    path = project.root / document.path
    assert document.path.startswith("texts/127.0.0.1/mill-burns-")
    assert path.suffix == ".html"
    assert path.read_text() == PAGE
    sidecar = yaml.safe_load(path.with_name(path.name + ".meta.yaml").read_text())
    assert sidecar == {
        "url": url,
        "retrieved": day,
        "media_type": "text/html; charset=utf-8",
    }
    assert (document.url, document.retrieved, document.title) == (url, day, "Mill burns down")
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(
        (path.name, path.name + ".meta.yaml")
    )


def test_a_page_is_fetched_once(server: Server, project: ProjectFolder) -> None:
    url = server.add("/once", PAGE)
    first = only(read(project, url, url))
    count = len(server.requests)

    finding, document = read(project, url)

    assert isinstance(finding, Finding)
    assert (finding.code, finding.path) == ("CK122", first.path)
    assert isinstance(document, Document)
    assert (document.text, document.url) == (first.text, url)
    assert (document.sha256, document.retrieved) == (first.sha256, today())
    assert len(server.requests) == count
    assert read_one_document(project, first.path).text == first.text


def test_other_addresses_have_other_files(server: Server, project: ProjectFolder) -> None:
    urls = [server.add(path, PAGE) for path in ("/a/b", "/c/b", "/b?x=1", "/b?x=2", "/B", "/")]

    paths = [item.path for item in read(project, *urls)]

    assert len({str(path).casefold() for path in paths}) == len(urls)


def test_lines_of_json_and_dry_runs_save_nothing(server: Server, project: ProjectFolder) -> None:
    url = server.add("/lines", PAGE)

    line = only(read(project, url, inside=False, saves=False))
    dry = only(read(project, url, saves=False))

    assert (line.path, line.url, line.retrieved) == (url, url, today())
    assert dry.path == only(read(project, url)).path
    assert dry.url == url


def test_the_encoding_that_the_server_names_is_kept(server: Server, project: ProjectFolder) -> None:
    page = PAGE.replace("mill", "m\u00fchle").encode("cp1251", "xmlcharrefreplace")
    page = page.replace(b"Nobody", "\u041d\u0438\u043a\u0442\u043e".encode("cp1251"))
    url = server.add("/encoded", page, "Content-Type: text/html; charset=windows-1251")

    first = only(read(project, url))
    _, again = read(project, url)

    assert "\u041d\u0438\u043a\u0442\u043e was hurt" in first.text
    assert isinstance(again, Document)
    assert again.text == first.text
    assert not again.findings


@pytest.mark.parametrize(
    ("body", "media_type", "suffix"),
    [
        ("The mill burned down, she said.", "text/plain", ".txt"),
        (PAGE, "application/octet-stream", ".html"),
        ("# Mill\n\nIt burned down, she said.", "text/markdown", ".md"),
    ],
)
def test_formats(
    server: Server, project: ProjectFolder, body: str, media_type: str, suffix: str
) -> None:
    url = server.add(f"/format{suffix}", body, f"Content-Type: {media_type}")

    assert only(read(project, url)).path.endswith(suffix)


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png", "this is a picture"),
        (b"PK\x03\x04", "application/zip", "this is an archive"),
        (b'{"id": 1}', "application/json", "the server sends 'application/json'"),
        (b"<!doctype html><div id=app></div><script>x</script>", "text/html", "no text"),
    ],
)
def test_what_is_no_document_is_not_saved(
    server: Server, project: ProjectFolder, body: bytes, media_type: str, words: str
) -> None:
    url = server.add("/other", body, f"Content-Type: {media_type}")

    (finding,) = read(project, url)

    assert isinstance(finding, Finding)
    assert (finding.code, finding.path) == ("CK105", url)
    assert words in finding.message
    assert finding.hint
    assert not list(project.documents.rglob("*.*"))


def test_refused_addresses_are_findings_and_the_others_are_read(
    server: Server, project: ProjectFolder
) -> None:
    good = server.add("/good", PAGE)
    secret = "http://ann:secret@127.0.0.1/"

    found = read(project, "file:///etc/passwd", good, "http://10.0.0.1/", secret)

    assert [isinstance(item, Document) for item in found] == [False, True, False, False]
    assert "secret" not in repr(found)


def test_users_cannot_fetch_from_their_own_machine(server: Server, project: ProjectFolder) -> None:
    url = server.add("/private", PAGE)

    (finding,) = Inputs(project, (url,), saves=True)

    assert isinstance(finding, Finding)
    assert "not a public address" in finding.message


def test_a_link_out_of_the_project_is_not_written_through(
    server: Server, project: ProjectFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    project.documents.mkdir()
    (project.documents / "127.0.0.1").symlink_to(outside)

    (finding,) = read(project, server.add("/linked", PAGE))

    assert isinstance(finding, Finding)
    assert "leads out of the project" in finding.message
    assert not list(outside.iterdir())


def test_commands_that_read_one_document_name_the_saved_file(project: ProjectFolder) -> None:
    with pytest.raises(UsageError, match="Name the file that claimkit extract saved"):
        read_one_document(project, "https://a.example/")
