"""Write articles as files of all formats, as newsrooms, agencies and authorities have them.

The layouts are plainer than those of the readers' own tests, but each has what the format brings
along: running heads, signatures, tracked changes, banners.
"""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

from tests.documents.readers.web_pages import TEMPLATES
from tests.documents.readers.word_documents import paragraph as word_paragraph
from tests.documents.readers.word_documents import run, word_document

CASES = Path(__file__).parent.parent / "cases" / "formats" / "articles.yaml"
Article = dict[str, Any]


def read_articles() -> list[Article]:
    articles: list[Article] = yaml.safe_load(CASES.read_text("utf-8"))
    return articles


def iter_parts(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the parts of the body, each with its kind: p, h or li."""
    for part in article["body"]:
        yield from part.items()


def head_lines(article: Article) -> list[str]:
    day = date.fromisoformat(article["published"])
    byline = f"By {' and '.join(article['authors'])}"
    return [article["title"], byline, f"{article['outlet']}, {day.day} {day:%B %Y}"]


def body_lines(article: Article) -> list[str]:
    return [f"- {text}" if kind == "li" else text for kind, text in iter_parts(article)]


def plain_text(article: Article) -> bytes:
    return "\n\n".join([*head_lines(article), *body_lines(article)]).encode()


def wrapped_text(article: Article) -> bytes:
    lines = [*head_lines(article), *body_lines(article)]
    return "\n\n".join(textwrap.fill(line, 66, break_on_hyphens=False) for line in lines).encode()


def markdown(article: Article) -> bytes:
    lines = ["---", f"title: '{article['title']}'", f"date: {article['published']}", "authors:"]
    lines += [f"- {name}" for name in article["authors"]] + ["---", ""]
    lines += [head_lines(article)[2], ""]
    for kind, text in iter_parts(article):
        lines += [{"h": f"## {text}", "li": f"* {text}"}.get(kind, text), ""]
    return "\n".join(lines).encode()


# -- mail ---------------------------------------------------------------------------------------


def mail(article: Article) -> bytes:
    """A mail in two alternatives, with a signature below the text."""
    day = date.fromisoformat(article["published"])
    message = EmailMessage()
    message["From"] = formataddr((article["authors"][0], "desk@press.example"))
    message["To"] = "desk@other.example"
    message["Subject"] = article["title"]
    zone = timezone(timedelta(hours=2))
    message["Date"] = format_datetime(datetime(day.year, day.month, day.day, 0, 30, tzinfo=zone))
    lines = [*head_lines(article)[1:], *body_lines(article)]
    signature = f"\n\n-- \n{article['authors'][0]}\n{article['outlet']}\nTel. +00 555 0101\n"
    message.set_content("\n\n".join(lines) + signature, cte="quoted-printable")
    markup = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    message.add_alternative(f"<html><body>{markup}</body></html>", subtype="html")
    return message.as_bytes()


# -- Word documents -----------------------------------------------------------------------------


def word(article: Article) -> bytes:
    """A document whose words are spread over runs, with tracked changes and no title style."""
    title, *about = head_lines(article)
    parts = [word_paragraph(run(html.escape(title), "<w:b/>"))]
    parts += [word_paragraph(html.escape(line)) for line in about]
    if "caption" in article:
        parts.append(word_paragraph(html.escape(article["caption"]), style="c"))
    for kind, text in iter_parts(article):
        style = {"h": "a1", "li": "b"}.get(kind, "")
        parts.append(word_paragraph(*_tracked(text), style=style))
    creator = "<dc:creator>Administrator</dc:creator>"
    return word_document("".join(parts), properties=creator)


def _tracked(text: str) -> list[str]:
    """Return the runs of a text: a part that was inserted, and one that was deleted."""
    first, second = len(text) // 3, len(text) // 2
    runs = [run(html.escape(piece)) for piece in (text[:first], text[first:second], text[second:])]
    deleted = (
        '<w:del><w:r><w:delText xml:space="preserve">at least 9,999 </w:delText></w:r></w:del>'
    )
    return [runs[0], f"<w:ins>{runs[1]}</w:ins>", deleted, runs[2]]


# -- PDF ----------------------------------------------------------------------------------------


def one_column(article: Article) -> bytes:
    return _print(article, columns=1, size=13)


def two_columns(article: Article) -> bytes:
    return _print(article, columns=2, size=10)


def _print(article: Article, columns: int, size: float) -> bytes:
    width, height = A4
    margin, gutter, top = 54.0, 18.0, 130.0
    title, byline, date_line = head_lines(article)

    def print_heads(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if document.page > 1:
            canvas.drawString(margin, height - 30, f"{article['outlet']}  |  {document.page}")
        canvas.drawCentredString(width / 2, 24, f"Page {document.page}")

    text = ParagraphStyle(
        "text",
        fontName="Times-Roman",
        fontSize=size,
        leading=size * 1.25,
        spaceAfter=size * 0.6,
        alignment=4,
    )
    small = ParagraphStyle("small", fontName="Helvetica", fontSize=9, leading=12, spaceAfter=4)
    large = ParagraphStyle(
        "large", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=8
    )
    heading = ParagraphStyle("heading", parent=text, fontName="Times-Bold", alignment=0)
    first = [Paragraph(html.escape(title), large)]
    about = [byline, date_line, *filter(None, [article.get("caption")])]
    first += [Paragraph(html.escape(line), small) for line in about]
    story: list[Flowable] = []
    for kind, words in iter_parts(article):
        item = Paragraph(html.escape(words), heading if kind == "h" else text)
        story.append(ListFlowable([item], bulletType="bullet") if kind == "li" else item)
    column = (width - 2 * margin - (columns - 1) * gutter) / columns

    def frames(frame_height: float) -> list[Frame]:
        return [
            Frame(margin + i * (column + gutter), margin, column, frame_height)
            for i in range(columns)
        ]

    full = height - 2 * margin
    header = Frame(margin, height - margin - top, width - 2 * margin, top)
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=A4, invariant=1)
    document.addPageTemplates(
        [
            PageTemplate("first", [header, *frames(full - top)], onPage=print_heads),
            PageTemplate("later", frames(full), onPage=print_heads),
        ]
    )
    document.build([*first, NextPageTemplate("later"), FrameBreak(), *story])
    return file.getvalue()


def web_archive(articles: list[Article]) -> bytes:
    """An archive with a stored response for the page of each article."""
    records = []
    for article in articles:
        page = TEMPLATES["messy_news"](article).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        address = f"https://news.example.org/{article['id']}"
        fields = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2026-03-04T10:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(head) + len(page)}\r\n\r\n"
        )
        records.append(fields.encode() + head + page + b"\r\n\r\n")
    return b"".join(records)


def _as_bytes(page: Callable[[Article], str]) -> Callable[[Article], bytes]:
    return lambda article: page(article).encode()


FORMATS: dict[str, Callable[[Article], bytes]] = {
    "wrapped.txt": wrapped_text,
    "article.md": markdown,
    "article.eml": mail,
    "article.docx": word,
    "one-column.pdf": one_column,
    "two-columns.pdf": two_columns,
}
FORMATS |= {f"{name}.html": _as_bytes(page) for name, page in TEMPLATES.items()}
