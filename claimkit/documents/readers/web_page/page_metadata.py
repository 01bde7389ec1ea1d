"""Choose the title, authors, outlet, date and address of a page among what it says of itself.

The words that a reader sees come before what the page tells machines, where both say the same
thing: the title is the heading, not the title for social networks, and the day is the one that
is printed, not the one of a clock in Greenwich.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from claimkit.documents.metadata.candidates import (
    DateCandidate,
    FoundMetadata,
    MetadataCandidate,
    Origin,
)
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.documents.readers.web_page.article import Article
from claimkit.documents.readers.web_page.elements import Purpose, find_purpose
from claimkit.documents.readers.web_page.head import TITLE_SEPARATOR, PageHead
from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.html import load_html
from claimkit.lexicons.word_patterns import any_of

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "published_time", "publishdate", "pubdate", "publish-date", "publish_date",
    "publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "article.published",
    "rnews:datepublished", "originalpublicationdate", "article_date_original", "release_date",
)  # fmt: skip
_AUTHOR = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "cxenseparse:author", "twitter:creator:name",
)  # fmt: skip
_OUTLET = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher",
           "dcterms.publisher", "al:android:app_name", "twitter:app:name:iphone")  # fmt: skip
_STAMP = re.compile(
    r"\s*(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_NO_DATES = ("0001-01-01", "1970-01-01", "1900-01-01")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000})")
_ADDRESS = re.compile(r"https?://[^\s/?#@<>\"']+\.[^\s<>\"']{1,1900}", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]")
_MAX_NAME, _MAX_NAME_WORDS, _MAX_NAMES = 80, 6, 20
_MAX_TITLE, _MAX_OUTLET = 400, 100
_MAX_ELEMENTS = 200
_MAX_MARKED = 1_000
_MAX_WORDS = 600
_MIN_TITLE_WORDS, _MIN_TITLE_SHARE = 3, 0.5


def find_page_metadata(
    root: Element, source: str, head: PageHead, article: Article, language: str
) -> FoundMetadata:
    """Return the metadata of a page."""
    return _MetadataFinder(root, source, head, article, language).find()


class _MetadataFinder:
    def __init__(
        self, root: Element, source: str, head: PageHead, article: Article, language: str
    ) -> None:
        self._root = root
        self._source = source
        self._head = head
        self._article = article
        self._language = language
        lexicon = load_headers(language)
        self._joiner = re.compile(
            rf",?\s+{any_of(lexicon.name_joiners)}\s+|\s*[,;|/]\s+|\s*[;|]\s*", re.IGNORECASE
        )
        self._label = re.compile(rf"\s*{any_of(lexicon.author_labels)}\b[\s:]*", re.IGNORECASE)
        self._later = load_html().names.later
        self._marked = list(islice(self._find_marked(), _MAX_MARKED))

    def find(self) -> FoundMetadata:
        found = FoundMetadata()
        title = self._find_title()
        outlet = self._find_outlet(title)
        values = [("title", title), ("outlet", outlet), ("url", self._find_address())]
        values += [("author", name) for name in self._find_authors(outlet)]
        stamp = self._find_stamp()
        if stamp:
            values.append(("published", stamp))
        for name, value in values:
            if value:
                found.candidates.append(MetadataCandidate(name, value, Origin.FRONT_MATTER))
        if not stamp:
            found.dates.extend(
                DateCandidate(day, Origin.UPDATED if is_later else Origin.TIMESTAMP, offset)
                for day, offset, is_later in self._iter_printed_dates()
            )
        return found

    def _find_marked(self) -> Iterator[tuple[Purpose, Element]]:
        """Yield the elements of the article's head that say who wrote it and when."""
        outside = {id(e) for e in self._outside_elements()}
        for element in self._root.iter_elements():
            purpose = find_purpose(element)
            if purpose in (Purpose.BYLINE, Purpose.DATE) and not any(
                id(outer) in outside for outer in element.iter_ancestors()
            ):
                yield purpose, element

    def _outside_elements(self) -> Iterable[Element]:
        return (passage.element for passage in self._article.comments)

    def _find_title(self) -> str:
        if self._article.title is not None:
            printed = " ".join(self._article.title.text.split())
            # "Fire in Orlin Mill burns down": a kicker stands in the heading, but not in the head.
            titles = self._head.titles
            is_named = any(_letters(title) == _letters(printed) for title in titles)
            named = (title for title in titles if not is_named and _is_part(title, printed))
            return next(named, printed)[:_MAX_TITLE]
        titles = self._head.titles
        return self._without_site(titles[0])[:_MAX_TITLE] if titles else ""

    def _without_site(self, title: str) -> str:
        """Return a title without the name of the site before or after it."""
        site = _letters(self._head.first(*_OUTLET))
        parts = list(TITLE_SEPARATOR.finditer(title))
        for match in parts:
            before, after = title[: match.start()], title[match.end() :]
            if site and _letters(after) == site:
                return before.strip()
            if site and _letters(before) == site:
                return after.strip()
        if parts and not site:
            before, after = title[: parts[-1].start()], title[parts[-1].end() :]
            if len(before.split()) >= 3 and len(after.split()) <= 4:
                return before.strip()
        return title

    def _find_outlet(self, title: str) -> str:
        linked = self._head.linked
        named = self._head.first(*_OUTLET[:1]) or (linked.outlet if linked else "")
        named = named or self._head.first(*_OUTLET)
        if not named and title:
            # "Mill burns down | Port Alto Courier": what is left of the page's title is its site.
            for match in TITLE_SEPARATOR.finditer(self._head.title):
                if _letters(self._head.title[: match.start()]) == _letters(title):
                    named = self._head.title[match.end() :].strip()
                    break
                if _letters(self._head.title[match.end() :]) == _letters(title):
                    named = self._head.title[: match.start()].strip()
                    break
        return html.unescape(named) if len(named) <= _MAX_OUTLET else ""

    def _find_authors(self, outlet: str) -> list[str]:
        """Return the names of the authors from the best place that has any."""
        linked = self._head.linked.authors if self._head.linked else ()
        metas = [v for name in _AUTHOR for v in self._head.values.get(name, ())[:_MAX_NAMES]]
        elements = [
            _text_of(element, self._source)
            for purpose, element in self._marked[:_MAX_ELEMENTS]
            if purpose is Purpose.BYLINE and self._is_near(element) and not self._has_inner(element)
        ]
        for values in (linked, elements, metas):
            names = [name for value in values for name in self._split_names(value)]
            names = [name for name in names if _letters(name) != _letters(outlet)]
            if names:
                return list(dict.fromkeys(names))[:_MAX_NAMES]
        return []

    def _has_inner(self, element: Element) -> bool:
        """Return whether an element has others in it that say more exactly who wrote the page."""
        return any(
            inner is not element and find_purpose(inner) is Purpose.BYLINE
            for inner in islice(element.iter_elements(), _MAX_ELEMENTS)
        )

    def _is_near(self, element: Element) -> bool:
        """Return whether an element stands between the title and the end of the text."""
        title, body = self._article.title, self._article.body
        first = title.element.start if title else 0
        last = body[-1].element.start if body else len(self._source)
        return first - 3000 <= element.start <= last

    def _split_names(self, text: str) -> list[str]:
        """Return the names of people in a text; none if it is anything else."""
        text = " ".join(html.unescape(text).split())
        if len(text) > 300 or _ADDRESS.match(text) or "@" in text:
            return []
        while match := self._label.match(text):
            if not match[0].strip():
                break
            text = text[match.end() :]
        day = find_date(text, language=self._language)
        if day:
            text = text[: day.start]
        parts = [part.strip(" .-–—•·|") for part in self._joiner.split(text)]
        names = []
        for part in parts:
            if self._is_name(part):
                names.append(part.title() if part.isupper() and len(part) > 4 else part)
            elif names:
                break  # "Anna Berg, science editor"
        return names

    def _is_name(self, text: str) -> bool:
        words = text.split()
        return (
            0 < len(words) <= _MAX_NAME_WORDS
            and len(text) <= _MAX_NAME
            and text[0].isupper()
            and not any(char.isdigit() for char in text)
            and _NAME_WORD.match(text) is not None
        )

    def _find_address(self) -> str:
        linked = self._head.linked.url if self._head.linked else ""
        saved = _SAVED_FROM.search(self._source, 0, 4000)
        values = [self._head.canonical, self._head.first("og:url"), linked]
        values += [self._head.first("parsely-link", "dc.identifier"), saved[1] if saved else ""]
        found = [value for value in values if _ADDRESS.fullmatch(value)]
        deep = [value for value in found if value.partition("://")[2].rstrip("/").count("/")]
        return next(iter(deep or found), "")

    def _find_stamp(self) -> str | None:
        """Return the day of publication that the page gives to machines, or that it prints."""
        linked = self._head.linked.published if self._head.linked else ""
        values = [linked, *(v for n in _PUBLISHED for v in self._head.values.get(n, ())[:1])]
        values += [
            element.get("datetime") or element.get("content")
            for _, element in self._marked[:_MAX_ELEMENTS]
            if element.get("itemprop").lower() == "datepublished" or "pubdate" in element.attributes
        ]
        stamps = [stamp for value in values if (stamp := self._read_stamp(value))]
        if not stamps:
            return None
        day, zone = stamps[0]
        if zone in ("Z", "UTC", "GMT", "+00:00", "+0000"):
            nearby = _days_around(day)
            local = [d for d, z in stamps[1:] if d in nearby and z not in (None, zone)]
            printed = [d.value for d, _, _ in self._iter_printed_dates() if d.value in nearby]
            return next((d for d in (*printed, *local) if d), day)
        return day

    def _read_stamp(self, text: str) -> tuple[str, str | None] | None:
        match = _STAMP.match(text)
        if match:
            found = (match["day"], match["zone"]) if match["day"] not in _NO_DATES else None
            return found if found and _is_day(found[0]) else None
        compact = _COMPACT_DAY.match(text.strip())
        if compact:
            text = "-".join(compact.groups())
        day = find_date(text[:200], language=self._language)
        return (day.value, None) if day and day.value and day.value not in _NO_DATES else None

    def _iter_printed_dates(self) -> Iterator[tuple[PrintedDate, int, bool]]:
        """Yield the dates that the head of the article prints, and whether each is of a change.

        Those of publication come first.
        """
        later: list[tuple[PrintedDate, int, bool]] = []
        for _, element in self._marked[:_MAX_ELEMENTS]:
            if not self._is_near(element):
                continue
            text = _text_of(element, self._source)[:300]
            day = find_date(text, language=self._language)
            if day is None and element.name == "time":
                text = element.get("datetime")
                day = find_date(text, language=self._language)
            if day is None:
                continue
            names = f"{element.get('class')} {element.get('itemprop')} {text[: day.start]}".lower()
            if any(word in names for word in self._later):
                later.append((day, element.start, True))
            else:
                yield day, element.start, False
        yield from later


def _is_part(title: str, heading: str) -> bool:
    """Return whether a title is a heading without its first or last words."""
    if len(title.split()) < _MIN_TITLE_WORDS or len(title) < _MIN_TITLE_SHARE * len(heading):
        return False
    return heading.endswith(f" {title}") or heading.startswith(f"{title} ")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _days_around(day: str) -> tuple[str, ...]:
    middle = date.fromisoformat(day)
    return tuple((middle + timedelta(days=shift)).isoformat() for shift in (-1, 0, 1))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _text_of(element: Element, source: str) -> str:
    """Return the first words of an element; a name or a date is short."""
    pieces: list[str] = []
    length = 0
    for inner in islice(element.iter_elements(), _MAX_ELEMENTS):
        for child in inner.children:
            if isinstance(child, TextToken) and not child.is_raw:
                piece = source[child.start : min(child.end, child.start + _MAX_WORDS)]
                length += len(piece)
                pieces.append(piece)
                if length >= _MAX_WORDS:
                    break
        if length >= _MAX_WORDS:
            break
    return " ".join(html.unescape(" ".join(pieces)).split())
