"""Write one article as plain text and as web pages of many layouts, as sites publish it."""
# ruff: noqa: E501 (long lines of HTML)

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from claimkit.documents.reading import document_from_bytes
from claimkit.model import Document

Article = dict[str, Any]
CASES = Path(__file__).parents[2] / "cases" / "pages"
PROSE = "<p>The mill burned down on Friday, the fire brigade said. Nobody was hurt.</p>"
COMMENTS = (
    ("riverrat", "lol what did they think would happen"),
    ("m_k_62", "the mayor said the same thing last year and nobody listened, 40 million gone"),
)


def read(page: str | bytes, name: str = "page.html") -> Document:
    """Read a web page."""
    data = page.encode() if isinstance(page, str) else page
    return document_from_bytes(data, name=name, file_name=name)


def read_articles() -> list[Article]:
    articles: list[Article] = yaml.safe_load((CASES / "articles.yaml").read_text("utf-8"))
    return articles


def read_pages() -> list[dict[str, Any]]:
    """Return small pages with the blocks that they must give."""
    pages: list[dict[str, Any]] = yaml.safe_load((CASES / "blocks.yaml").read_text("utf-8"))
    return pages


def as_text(article: Article) -> str:
    """Return the article as plain text, with its title, byline and date."""
    lines = [article["title"]]
    if article["authors"]:
        lines.append(f"By {_join(article['authors'])}")
    lines.append(_day(article))
    for part in article["body"]:
        if "by" in part:
            lines.append(f"> {part['p']}\n> — {part['by']}")
        else:
            lines.append(f"- {part['li']}" if "li" in part else part.get("p") or part["h"])
    return "\n\n".join(lines) + "\n"


def _day(article: Article) -> str:
    day = date.fromisoformat(article["published"])
    return f"{day.day} {day:%B %Y}"


def _join(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _linked_data(article: Article, **more: str) -> str:
    body = " ".join(part.get("p") or part.get("h") or part["li"] for part in article["body"])
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": article["outlet"], "url": "https://news.example.org/"},
            {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}]},
            {
                "@type": ["NewsArticle"],
                "headline": article["title"],
                "author": [{"@type": "Person", "name": name} for name in article["authors"]],
                "publisher": {"@type": "Organization", "name": article["outlet"]},
                "datePublished": f"{article['published']}T23:30:00+02:00",
                "dateModified": "2027-01-01T08:00:00Z",
                "articleBody": body,
                **more,
            },
        ],
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def _blocks(
    article: Article, paragraph: Callable[[int, str], str], heading: str = "h2"
) -> list[str]:
    """Return the parts of the body as HTML; ``paragraph`` writes one, given its number."""
    found: list[str] = []
    for number, part in enumerate(article["body"]):
        if "h" in part:
            found.append(f"<{heading}>{html.escape(part['h'])}</{heading}>")
        elif "li" in part:
            item = f"<li>{html.escape(part['li'], quote=False)}</li>"
            if found and found[-1].endswith("</ul>"):
                found[-1] = found[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                found.append(f"<ul>{item}</ul>")
        elif "by" in part:
            words = html.escape(part["p"], quote=False)
            found.append(f"<blockquote><p>{words}</p><footer>— {part['by']}</footer></blockquote>")
        else:
            found.append(paragraph(number, html.escape(part["p"], quote=False)))
    return found


def _byline(article: Article) -> str:
    return f"<p class='byline'>By {_join(article['authors'])}</p>" if article["authors"] else ""


def clean(article: Article) -> str:
    body = "\n".join(_blocks(article, lambda _, words: f"<p>{words}</p>"))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{html.escape(article["title"])}</title><meta property="og:site_name" content="{article["outlet"]}">
</head><body><article><h1>{html.escape(article["title"])}</h1>{_byline(article)}
<time datetime="{article["published"]}">{_day(article)}</time>
{body}</article></body></html>"""


def messy_news(article: Article) -> str:
    """A page of a newspaper with everything around the article that such pages have."""
    first = next(part["p"] for part in article["body"] if "“" in part.get("p", ""))
    pull = re.search(r"“([^”]+?),?”", first)
    blocks = _blocks(article, lambda _, words: f'<p class="article__paragraph">{words}</p>')
    blocks.insert(
        1, '<div class="ad-slot"><span>Advertisement</span><script>ads.push(1)</script></div>'
    )
    blocks.insert(3, f'<aside class="pullquote"><p>{pull[1] if pull else ""}</p></aside>')
    blocks.insert(
        5,
        """<div class="related-inline"><h3>More on this story</h3><ul>
<li><a href="/a">Minister said budget would rise by 12 per cent</a></li>
<li><a href="/b">“It is a scandal,” says union leader</a></li></ul></div>""",
    )
    blocks.insert(
        6,
        """<section class="newsletter-signup"><h3>Get our morning briefing</h3>
<p>Our editor said 45,000 readers start their day with it. Sign up for free.</p>
<form><input type="email"><button>Sign up</button></form></section>""",
    )
    names = ", ".join(f'<a rel="author" href="/by">{name}</a>' for name in article["authors"])
    comments = "".join(
        f'<li class="comment"><div class="comment-author">{name}</div>'
        f'<time class="comment-date">2 hours ago</time><p>{words}</p><a href="#">Reply</a></li>'
        for name, words in COMMENTS
    )
    return f"""<!doctype html>
<html lang="en" class="no-js"><head><meta charset="utf-8">
<title>{article["title"]} | {article["outlet"]}</title>
<meta property="og:title" content="{article["title"]} - {article["outlet"]}">
<meta property="og:site_name" content="{article["outlet"]}"><meta property="og:type" content="article">
<meta property="article:modified_time" content="2027-01-01T08:00:00Z">
<link rel="canonical" href="https://news.example.org/2026/{article["id"]}">
<style>.hidden{{display:none}} p::before{{content:"said"}}</style>
{_linked_data(article)}
<script>window.dataLayer=[{{"text":"The minister said nothing."}}];</script></head>
<body class="single has-sidebar newsletter-enabled">
<noscript><img src="/pixel.gif"><p>The site said you must enable JavaScript.</p></noscript>
<div id="cookie-banner" role="dialog"><p>We and our 842 partners said we value your privacy. Accept?</p>
<button>Accept all</button></div>
<header class="site-header"><a href="/">{article["outlet"]}</a>
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<p class="tagline">The paper that said it first since 1881.</p></header>
<main><div class="breadcrumb"><a href="/">Home</a> › <a href="/news">News</a> › <span>Region</span></div>
<article class="article"><header><span class="kicker">Region</span><h1 class="article__title">{article["title"]}</h1>
<div class="article__meta"><span class="author">By {names}</span>
<time class="published" datetime="{article["published"]}T23:30:00+02:00">{_day(article)}, 23:30</time>
<span class="updated">Updated 1 January 2027</span><span>5 min read</span></div>
<div class="share-bar"><a href="#">Facebook</a><a href="#">X</a><a href="#">E-mail</a></div></header>
<figure><img src="x.jpg" alt="He said it was a picture"><figcaption>The scene on the day. <span class="credit">Photo: J. Roe/Agency</span></figcaption></figure>
<div class="article__body">
{chr(10).join(blocks)}
</div>
<div class="author-bio"><h4>{_join(article["authors"]) if article["authors"] else "The desk"}</h4>
<p>Our reporter has covered the region for 15 years and said she loves it.</p></div>
<div class="tags"><a href="/t/1">Roads</a> <a href="/t/2">Council</a></div></article>
<section id="comments" class="comments"><h2>2 comments</h2><ul>{comments}</ul>
<form><label>Leave a comment</label><textarea>I said…</textarea></form></section></main>
<aside class="sidebar"><h3>Most read</h3><ol><li><a href="/c">Team said it would win 3–0</a></li>
<li><a href="/d">Police said two men were held</a></li></ol>
<p>Experts said that 7 of 10 readers stay on this page for 40 minutes, according to our survey.</p></aside>
<div style="display: none"><p>The hidden text said that 99 people left.</p></div>
<div hidden><p>The mayor said this was hidden from 100 people.</p></div>
<template><p>The template said that 5 people came.</p></template>
<footer class="footer"><p>© 2026 {article["outlet"]}. The publisher said all 12 rights are reserved.</p></footer>
</body></html>"""


def divs_and_breaks(article: Article) -> str:
    """An old page: the text is one element, and its paragraphs are line breaks."""
    pieces = []
    for part in article["body"]:
        words = html.escape(
            part.get("p") or part.get("h") or "• " + part.get("li", ""), quote=False
        )
        if "by" in part:
            words = f"<blockquote>{words}<br>— {part['by']}</blockquote>"
        pieces.append(f"<b>{words}</b>" if "h" in part else words)
    text = "<br><br>\n".join(pieces)
    byline = f"By {_join(article['authors'])}<br>" if article["authors"] else ""
    return f"""<html><head><title>{article["title"]} - {article["outlet"]}</title></head>
<body bgcolor=white><div id=top><a href=/>Home</a> | <a href=/archive>Archive</a> | <a href=/contact>Contact</a></div>
<div id=content><font size=5><h1>{article["title"]}</h1></font>
<div class=info>{byline}{_day(article)}</div>
<div id=text>{text}</div></div>
<div id=bottom><a href=/imprint>Imprint</a> | <a href=/privacy>Privacy</a></div></body></html>"""


def hashed_divs(article: Article) -> str:
    """A page that a framework wrote: no paragraphs, and class names without a meaning."""
    blocks = _blocks(
        article,
        lambda _, words: f'<div class="css-1n7hynb"><div class="css-53u6y8">{words}</div></div>',
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title data-rh="true">{article["title"]}</title>
{_linked_data(article)}<meta name="viewport" content="width=device-width"></head><body>
<div id="__next"><div class="css-x1"><div class="css-nv"><a href="/">News</a><a href="/w">World</a></div>
<div class="css-mn"><div><h1 class="css-88wicj">{article["title"]}</h1></div>
{f'<div class="css-by"><span>By </span><span>{_join(article["authors"])}</span></div>' if article["authors"] else ""}
<div class="css-dt"><time datetime="{article["published"]}T09:00:00-05:00">{_day(article)}</time></div>
<section>{"".join(blocks)}</section></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"body":"She said 3 things."}}}}</script></body></html>"""


def blog(article: Article) -> str:
    """A page of a blog with its sidebar, tags, author's biography and threaded comments."""
    blocks = "\n\n".join(_blocks(article, lambda _, words: f"<p>{words}</p>", heading="h3"))
    author = article["authors"][0] if article["authors"] else article["outlet"]
    names = "".join(
        f'<span class="author vcard"><a class="url fn n" href="/author/x" rel="author">{n}</a></span> '
        for n in article["authors"]
    )
    comments = "".join(
        f'<li id="comment-{n}" class="comment even thread-even depth-1"><article class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{name}</b>'
        f'<span class="says">says:</span></div><div class="comment-metadata"><time>May 3, 2027</time>'
        f'</div></footer><div class="comment-content"><p>{words}</p></div>'
        '<div class="reply"><a href="#">Reply</a></div></article></li>'
        for n, (name, words) in enumerate(COMMENTS)
    )
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8" />
<title>{article["title"]} &#8211; {article["outlet"]}</title>
<meta property="og:site_name" content="{article["outlet"]}" />
<meta property="article:published_time" content="{article["published"]}T12:00:00+00:00" />
<meta property="article:modified_time" content="2027-02-01T12:00:00+00:00" />
</head><body class="post-template-default single single-post postid-81 single-format-standard tag-news">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">{article["outlet"]}</a></p>
<p class="site-description">Notes on what people said, since 2009.</p><nav id="site-navigation"><ul><li><a href="/about">About</a></li></ul></nav></header>
<div id="content"><div id="primary" class="content-area"><main id="main">
<article id="post-81" class="post-81 post type-post status-publish hentry category-news tag-roads tag-social">
<header class="entry-header"><h1 class="entry-title">{article["title"]}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="{article["published"]}T12:00:00+00:00">{_day(article)}</time>
<time class="updated" datetime="2027-02-01">February 1, 2027</time></span> <span class="byline">by {names}</span></div></header>
<div class="entry-content">
{blocks}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div>
<div id="jp-relatedposts"><h3>Related</h3><p><a href="/r">He said it twice</a> In “News”</p></div></div>
<footer class="entry-footer"><span class="tags-links">Tagged <a href="/t">roads</a></span></footer>
<div class="author-info"><h2>About {author}</h2><p class="author-description">{author} said yes to writing in 2011 and has published 3 books since.</p></div>
</article>
<nav class="navigation post-navigation"><a rel="prev" href="/p">Previous post: The 7 things she said</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on this</h2><ol class="comment-list">{comments}</ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><p>Your email address will not be published, we said.</p></div></div>
</main></div><aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent posts</h2><ul><li><a href="/1">Mayor said no</a></li></ul></section>
<section class="widget widget_text"><p>This blog was called “the best of its kind” by 2 of 3 critics, they said.</p></section></aside></div>
<footer id="colophon" class="site-footer"><p>Proudly powered. The host said it has 99 per cent uptime.</p></footer></div></body></html>"""


def press_release(article: Article) -> str:
    """A page of a newsroom: no main heading but its own, and the contact below the text."""
    blocks = "\n".join(_blocks(article, lambda _, words: f"<p>{words}</p>"))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article["title"]} | Newsroom | {article["outlet"]}</title>
<meta name="date" content="{article["published"]}"><meta name="author" content="{_join(article["authors"]) if article["authors"] else ""}">
<meta property="og:site_name" content="{article["outlet"]}"></head><body>
<div class="topbar"><a href="/">Products</a> <a href="/ir">Investors</a> <a href="/press">Newsroom</a></div>
<div class="newsroom"><div class="pr-date">{_day(article)}</div><h1 class="pr-title">{article["title"]}</h1>
<div class="pr-body richtext">{blocks}</div>
<div class="pr-downloads"><a href="/x.pdf">Download the release (PDF, 120 kB)</a></div></div>
<div class="footer-links"><a href="/imprint">Imprint</a><a href="/privacy">Privacy</a></div></body></html>"""


def amp(article: Article) -> str:
    blocks = "\n".join(_blocks(article, lambda _, words: f"<p>{words}</p>"))
    return f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8">
<script async src="https://cdn.example.org/v0.js"></script><title>{article["title"]}</title>
<link rel="canonical" href="https://news.example.org/{article["id"]}">{_linked_data(article)}
<style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style amp-boilerplate>body{{animation:none}}</style></noscript>
</head><body><amp-sidebar id="menu"><ul><li><a href="/">Start</a></li></ul></amp-sidebar>
<article><h1>{article["title"]}</h1><div class="byline">{_join(article["authors"]) if article["authors"] else article["outlet"]}</div>
<amp-img src="x.jpg" width=1 height=1></amp-img><amp-social-share type="email">Share</amp-social-share>
{blocks}
<amp-ad width=300 height=250 type="x"><div fallback>Advertisement said buy</div></amp-ad></article>
<amp-analytics><script type="application/json">{{"said": 1}}</script></amp-analytics></body></html>"""


def inside_words(article: Article) -> str:
    """A page whose words have soft hyphens, break points, tags and entities inside."""

    def dress(number: int, words: str) -> str:
        pieces = words.split(" ")
        for index, piece in enumerate(pieces):
            if len(piece) > 8 and piece.isalpha():
                cut = len(piece) // 2
                sign = ("&shy;", "<wbr>", "\u00ad", "<span></span>", "<!-- x -->")[
                    (number + index) % 5
                ]
                pieces[index] = piece[:cut] + sign + piece[cut:]
            elif index % 9 == 4 and piece.isalpha():
                pieces[index] = (
                    f"<a href='/x'>{piece[:2]}</a><em>{piece[2:]}</em>" if len(piece) > 4 else piece
                )
        text = "\n        ".join(pieces).replace("“", "&ldquo;").replace("’", "&#8217;")
        first, rest = text[0], text[1:]
        drop = (
            f'<span class="drop-cap">{first}</span>{rest}'
            if number == 0 and first.isalpha()
            else text
        )
        return f"<p\n   class='p'\n>\n        {drop.replace('£', '&pound;')}\n    </p>"

    blocks = "\n".join(_blocks(article, dress))
    return f"""<!doctype html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{article["title"]}</title><meta name="author" content="{"; ".join(article["authors"])}">
<meta itemprop="datePublished" content="{article["published"]}"></head><body><main>
<h1>
   {article["title"].replace(" ", chr(10), 2)}
</h1>{blocks}</main></body></html>"""


def tables_of_old(article: Article) -> str:
    """A page of the nineties: laid out with tables, in capitals, with hardly a closing tag."""
    blocks = "\n".join(
        re.sub(r"</(?:p|li)>", "", block)
        for block in _blocks(article, lambda _, words: f"<P>{words}")
    )
    byline = f"<I>By {_join(article['authors'])}</I><BR>" if article["authors"] else ""
    return f"""<HTML><HEAD><TITLE>{article["outlet"]}: {article["title"]}</TITLE>
<BODY TEXT=#000000><TABLE WIDTH=100%><TR><TD COLSPAN=2><A HREF="index.htm">Home</A> <A HREF="news.htm">News</A>
<TR><TD WIDTH=20% VALIGN=top><A HREF="1.htm">Sport</A><BR><A HREF="2.htm">Weather</A><BR><A HREF="3.htm">Letters</A>
<TD VALIGN=top><H1>{article["title"]}</H1>{byline}{_day(article)}
{blocks}
<TR><TD COLSPAN=2><FONT SIZE=1><A HREF="c.htm">Contact</A> <A HREF="i.htm">Imprint</A></TABLE>"""


def paywall(article: Article) -> str:
    """A page with a notice of subscription, inline links to other articles and a list of topics."""
    blocks = _blocks(article, lambda _, words: f'<p data-component="text">{words}</p>')
    blocks.insert(
        2,
        '<p><strong>Read more: <a href="/r">She said the plan had cost 9 million</a></strong></p>',
    )
    blocks.insert(4, '<div class="inline-promo"><a href="/s">Subscribe: 4 weeks for £1</a></div>')
    blocks.append(
        '<div class="paywall-message"><p>You have read 3 of 5 free articles this month. Critics said it is worth it.</p></div>'
    )
    byline = " and ".join(f'<span itemprop="author">{name}</span>' for name in article["authors"])
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{article["title"]} — {article["outlet"]}</title>
<meta property="og:title" content="{article["title"]}"><meta name="application-name" content="{article["outlet"]}"></head>
<body><div class="page"><div class="page-header"><nav aria-label="Main"><a href="/">Home</a></nav></div>
<div class="layout"><div class="column" itemscope itemtype="https://schema.org/NewsArticle">
<p class="section-label"><a href="/uk">UK news</a></p><h1 itemprop="headline">{article["title"]}</h1>
<div class="meta"><address>{byline}</address><time itemprop="datePublished" datetime="{article["published"]}T06:00:00+01:00">{_day(article)}</time>
<time itemprop="dateModified" datetime="2027-03-03">3 March 2027</time></div>
<div itemprop="articleBody">{"".join(blocks)}</div>
<div class="topics"><h3>Topics</h3><ul><li><a href="/t">Transport</a></li></ul></div></div>
<div class="rail"><div class="most-viewed"><h2>Most viewed</h2><ol><li><a href="/m">Actor said he will return</a></li></ol></div>
<div class="rail-item"><p>Readers said our 10 best walks are worth every step, and 3,000 of them voted.</p></div></div></div></div></body></html>"""


def strict_xml(article: Article) -> str:
    blocks = "\n".join(_blocks(article, lambda _, words: f"<p>{words}</p>"))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>{html.escape(article["title"])}</title>
<meta name="DC.creator" content="{"; ".join(article["authors"])}" /><meta name="DC.date.issued" content="{article["published"]}" />
<meta name="DC.publisher" content="{article["outlet"]}" /><script type="text/javascript">//<![CDATA[
document.write("<p>He said no</p>"); //]]></script></head>
<body><h1>{html.escape(article["title"])}</h1>
{blocks}
</body></html>"""


TEMPLATES: dict[str, Callable[[Article], str]] = {
    template.__name__: template
    for template in (
        clean,
        messy_news,
        divs_and_breaks,
        hashed_divs,
        blog,
        press_release,
        amp,
        inside_words,
        tables_of_old,
        paywall,
        strict_xml,
    )
}
