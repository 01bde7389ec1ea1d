"""The metadata of web pages: what the page prints and what it tells machines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.documents.readers.web_pages import PROSE, read


def page(head: str = "", above: str = "", below: str = "", title: str = "Mill burns down") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{above}"
        f"<div class='body'>{PROSE * 3}</div></article>{below}</body></html>"
    )


def linked(**values: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mill", **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


PERSON = {"@type": "Person", "name": "Ana Beck"}


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        (linked(datePublished="2026-03-03T08:00:00+01:00"), "", "2026-03-03"),
        (linked(datePublished="2026-03-03", dateModified="2026-04-01"), "", "2026-03-03"),
        # the day of the place, not of Greenwich
        (linked(datePublished="2026-03-03T23:30:00+02:00"), "", "2026-03-03"),
        (linked(datePublished="2026-03-04T00:30:00+09:00"), "", "2026-03-04"),
        (
            linked(datePublished="2026-03-03T23:30:00Z"),
            "<time datetime='2026-03-03T23:30:00Z'>4 March 2026, 00:30</time>",
            "2026-03-04",
        ),
        (
            linked(datePublished="2026-03-03T23:30:00.000Z")
            + "<meta property='article:published_time' content='2026-03-04T08:30:00+09:00'>",
            "",
            "2026-03-04",
        ),
        (
            linked(datePublished="2026-03-03T23:30:00Z"),
            "<time class='updated'>Updated 4 March 2026</time><time>3 March 2026</time>",
            "2026-03-03",
        ),
        # a date far from it is that of something else
        (linked(datePublished="2026-03-03T23:30:00Z"), "<time>1 May 2027</time>", "2026-03-03"),
        ("<meta property='article:published_time' content='2026-03-03T10:00Z'>", "", "2026-03-03"),
        ("<meta property='article:modified_time' content='2026-03-03T10:00Z'>", "", None),
        ("<meta name='DC.date.issued' content='2026-03-03'>", "", "2026-03-03"),
        ("<meta name='citation_publication_date' content='2026/03/03'>", "", "2026-03-03"),
        ("<meta name='date' content='20260303'>", "", "2026-03-03"),
        ("<meta name='date' content='Tue, 03 Mar 2026 10:00:00 GMT'>", "", "2026-03-03"),
        ("<meta name='date' content='0001-01-01T00:00:00Z'>", "", None),
        ("<meta name='date' content='2026-13-45'>", "", None),
        (
            "",
            "<span itemprop='datePublished' content='2026-03-03T10:00'>today</span>",
            "2026-03-03",
        ),
        ("", "<time pubdate datetime='2026-03-03'>Tuesday</time>", "2026-03-03"),
        ("", "<time datetime='2026-03-03T10:00:00+01:00'>Tuesday</time>", "2026-03-03"),
        ("", "<p class='date'>March 3, 2026 10:15 am</p>", "2026-03-03"),
        ("", "<p>Published: 3 March 2026</p>", "2026-03-03"),
        (
            "",
            "<p class='date'>Updated 5 March 2026</p><p class='date'>3 March 2026</p>",
            "2026-03-03",
        ),
        ("", "<p class='date'>Updated 5 March 2026</p>", "2026-03-05"),
        ("", "", None),
    ],
)
def test_published(head: str, above: str, published: str | None) -> None:
    assert read(page(head, above)).published == published


@pytest.mark.parametrize(
    ("head", "above", "authors"),
    [
        (linked(author=PERSON), "", ["Ana Beck"]),
        (linked(author=[PERSON, {"name": "Tom Hale"}]), "", ["Ana Beck", "Tom Hale"]),
        (linked(author="Ana Beck"), "", ["Ana Beck"]),
        (linked(author="By Ana Beck and Tom Hale"), "", ["Ana Beck", "Tom Hale"]),
        (linked(author=["Ana Beck", "Tom Hale"]), "", ["Ana Beck", "Tom Hale"]),
        (linked(author={"name": ["Ana Beck", "Tom Hale"]}), "", ["Ana Beck", "Tom Hale"]),
        (
            linked(author={"name": "Valley Echo"}, publisher={"name": "Valley Echo"}),
            "<p class='byline'>By Ana Beck</p>",
            ["Ana Beck"],
        ),
        (linked(author={"name": "https://a.example/ana"}), "", []),
        ("<meta name='author' content='Ana Beck'>", "", ["Ana Beck"]),
        ("<meta name='author' content='Ana Beck, Tom Hale'>", "", ["Ana Beck", "Tom Hale"]),
        (
            "<meta name='citation_author' content='Ana Beck'>"
            "<meta name='citation_author' content='Tom Hale'>",
            "",
            ["Ana Beck", "Tom Hale"],
        ),
        ("<meta property='article:author' content='https://social.example/ana'>", "", []),
        ("", "<a rel='author' href='/a'>Ana Beck</a> <a rel='author'>Tom Hale</a>", 2),
        ("", "<p class='byline'>By ANA BECK, science editor</p>", ["Ana Beck"]),
        ("", "<div class='author'>Written by Ana Beck &amp; Tom Hale</div>", 2),
        ("", "<address>By <span itemprop='author'>Ana Beck</span></address>", ["Ana Beck"]),
        ("", "<p>By Ana Beck</p>", ["Ana Beck"]),
        ("", "", []),
    ],
)
def test_authors(head: str, above: str, authors: list[str] | int) -> None:
    expected = ["Ana Beck", "Tom Hale"] if authors == 2 else authors

    assert list(read(page(head, above)).author) == expected


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        (
            "<meta property='og:title' content='Mill burns down - Valley Echo'>",
            "",
            "Mill burns down",
        ),
        ("<title>Mill burns down | Valley Echo</title>", "", "Mill burns down"),
        ("<title>Fire destroys mill</title>", "", "Mill burns down"),
        ("<title>&#8216;It burned&#8217; | Echo</title>", "‘It burned’", "‘It burned’"),
        ("<title>x</title>", "Mill\n  burns <em>down</em>", "Mill burns down"),
        ("<title>x</title>", "Mill burns<br>down", "Mill burns down"),
        ("<title>The mill burns down | Echo</title>", "<span>Fire</span> The mill burns down", ""),
        (
            "<title>The mill | Echo</title>",
            "The mill burns down again",
            "The mill burns down again",
        ),
    ],
)
def test_title(head: str, title: str, expected: str) -> None:
    text = page(head, title=title) if title else page(head)

    assert read(text).title == (expected or "The mill burns down")


def test_the_heading_of_the_site_is_no_title() -> None:
    text = (
        "<title>Mill burns down | The Echo</title><h1>The Echo</h1><div><h2>Mill burns down</h2>"
        f"{PROSE * 3}</div>"
    )

    assert read(text).title == "Mill burns down"
    parts = text.replace("<title>Mill burns down", "<title>Fire – Mill – burns down")
    parts = parts.replace("<h2>Mill burns down", "<h2>Fire – Mill – burns down")
    assert read(parts).title == "Fire – Mill – burns down"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Mill burns down | Valley Echo</title>", "Mill burns down"),
        ("<title>Mill burns down – Valley Echo</title>", "Mill burns down"),
        ("<title>Mill – what we know</title>", "Mill – what we know"),
        (
            "<title>Mill burns down - Valley Echo</title>"
            "<meta property='og:site_name' content='Valley Echo'>",
            "Mill burns down",
        ),
        (linked(headline="Mill burns down"), "Mill burns down"),
    ],
)
def test_title_of_a_page_without_a_heading(head: str, expected: str) -> None:
    assert read(f"<html><head>{head}</head><body>{PROSE * 3}</body></html>").title == expected


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property='og:site_name' content='Valley Echo'>", "Valley Echo"),
        (linked(publisher={"name": "Valley Echo"}), "Valley Echo"),
        ("<title>Mill burns down | Valley Echo</title>", "Valley Echo"),
        ("<meta name='DC.publisher' content='Valley Echo'>", "Valley Echo"),
        ("<title>Mill burns down</title>", None),
    ],
)
def test_outlet(head: str, outlet: str | None) -> None:
    assert read(page(head)).outlet == outlet


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://a.example/mill'>", "https://a.example/mill"),
        ("<meta property='og:url' content='https://a.example/mill'>", "https://a.example/mill"),
        (linked(mainEntityOfPage={"@id": "https://a.example/mill"}), "https://a.example/mill"),
        (
            "<link rel=canonical href='https://a.example/'>"
            "<meta property='og:url' content='https://a.example/mill'>",
            "https://a.example/mill",
        ),
        ("<link rel='canonical' href='/mill'>", None),
        ("<link rel='canonical' href='javascript:x'>", None),
        ("<link rel='canonical' href='file:///etc/passwd'>", None),
        ("<!-- saved from url=(0022)https://a.example/mill -->", "https://a.example/mill"),
    ],
)
def test_url(head: str, url: str | None) -> None:
    assert read(page(head)).url == url


def test_other_objects_of_json_ld_are_not_the_article() -> None:
    data = [
        {"@type": "Organization", "name": "Valley Echo"},
        {"@type": "WebPage", "name": "Home", "datePublished": "2001-01-01"},
        {
            "@type": ["Article", "ReportageNewsArticle"],
            "headline": "Mill burns down",
            "datePublished": "2026-03-03",
            "author": {"@id": "#ana"},
        },
        {"@id": "#ana", "@type": "Person", "name": "Ana Beck"},
    ]
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    document = read(page(head))

    assert (document.published, document.author) == ("2026-03-03", ("Ana Beck",))


@pytest.mark.parametrize("script", ["", "{", "[1, 2", "null", '"x"', "[" * 100_000, '{"@type": 3}'])
def test_faulty_json_ld_is_passed_over(script: str) -> None:
    document = read(page(f'<script type="application/ld+json">{script}</script>'))

    assert document.title == "Mill burns down"


def test_dates_and_authors_of_comments_and_other_articles_are_not_those_of_the_page() -> None:
    below = (
        "<aside class='related'><p class='byline'>By Tom Hale</p><time>1 May 2020</time></aside>"
        "<ul class='comments'><li class='comment'><span class='author'>Bo Lind</span>"
        "<time datetime='2027-01-01'>1 January 2027</time><p>He said so.</p></li></ul>"
    )

    document = read(page("", "", below))

    assert (document.author, document.published) == ((), None)
