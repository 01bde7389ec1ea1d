"""Find the article on a page: its title, its text and the comments below it.

The text is where paragraphs of prose stand together below one element. Areas next to it count as
well if they add prose and hardly any links.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claimkit.documents.readers.web_page.areas import Areas, is_inside, is_prose, sum_up
from claimkit.documents.readers.web_page.elements import HEADINGS, Purpose, is_comment_item
from claimkit.documents.readers.web_page.passages import Form, Passage
from claimkit.documents.readers.web_page.tree import Element

_MAX_SCORE = 600
_LEVELS = (1, 0.6, 0.4, 0.3, 0.2)
_BODY_BONUS = 1.25
_MAX_LINKS = 0.25
_MIN_PROSE_SHARE = 0.5
_MIN_ALIKE = 0.6
_MIN_ENTRIES = 2
_MIN_TEXT = 300
_MIN_BETTER = 0.05
_FIRST_HEADING = 0.3
_MAX_UNSURE = 6
_MAX_TITLES = 2_000
_MAX_LINKED_PARAGRAPH, _MAX_LINKED_ITEM = 0.6, 0.8
_HOLDERS = frozenset(("p", "li", "pre", "blockquote"))
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Article:
    """The parts of a page that belong to its article; each list is in the order of the page.

    ``about`` are lines with its author and date, ``head`` are paragraphs between its title and
    its text, ``pull_quotes`` those of the text that the page sets apart. ``above`` and ``below``
    are passages beside the title that may belong to it.
    """

    title: Passage | None = None
    about: list[Passage] = field(default_factory=list)
    head: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    comments: list[Passage] = field(default_factory=list)
    pull_quotes: set[int] = field(default_factory=set)
    above: list[Passage] = field(default_factory=list)
    below: list[Passage] = field(default_factory=list)


def find_article(
    root: Element,
    passages: Sequence[Passage],
    titles: Sequence[str],
    is_header: Callable[[str], bool],
    hidden: frozenset[str] = frozenset(),
) -> Article:
    """Return the article among the passages of a page.

    Args:
        hidden: the classes and ids that style sheets of the page hide.
        titles: titles of the page that its head gives, best first.
        is_header: tells whether a text is a byline or a date line by its words.
    """
    return _ArticleFinder(root, passages, titles, is_header, hidden).find()


class _ArticleFinder:
    def __init__(
        self,
        root: Element,
        passages: Sequence[Passage],
        titles: Sequence[str],
        is_header: Callable[[str], bool],
        hidden: frozenset[str],
    ) -> None:
        self._root = root
        self._passages = passages
        self._is_header = is_header
        self._title = _find_title(passages, titles)
        self._is_thread: bool | None = None
        self._order = list(root.iter_elements())
        self._areas = Areas(self._order, passages, self._title, hidden)

    def find(self) -> Article:
        kept = [passage for passage in self._passages if self._is_free(passage)]
        core = self._find_core(self._after_title(kept))
        kept = self._below_title(kept, core)
        core = self._expand(core, kept)
        article = Article(self._title)
        for passage in kept:
            if passage is not self._title:
                self._add(article, passage, core)
        while article.body and article.body[-1].form is Form.HEADING:
            article.body.pop()
        article.comments = self._find_comments()
        self._add_unsure(article)
        return article

    def _add_unsure(self, article: Article) -> None:
        """Note the passages around the title that are no part of the article yet."""
        if self._title is None:
            return
        used = {id(passage) for passage in (*article.about, *article.head, *article.body)}
        place = next(i for i, passage in enumerate(self._passages) if passage is self._title)
        for passage in reversed(self._passages[max(0, place - _MAX_UNSURE) : place]):
            if id(passage) in used or not self._is_free(passage):
                break
            article.above.insert(0, passage)
        first = article.body[0].start if article.body else self._title.start
        for passage in self._passages[place + 1 : place + 1 + _MAX_UNSURE]:
            if passage.start >= first:
                break
            if id(passage) not in used and self._is_free(passage):
                article.below.append(passage)

    def _is_free(self, passage: Passage) -> bool:
        return not self._areas.is_furniture(passage) and not self._areas.is_comment(passage)

    def _add(self, article: Article, passage: Passage, core: Element) -> None:
        """Add a passage to its part of the article, if it has one."""
        in_core = is_inside(passage, core)
        if self._areas.is_about(passage) and not self._is_in_thread(passage, core):
            if in_core or self._is_head(passage, core):
                article.about.append(passage)
            return
        if self._areas.is_caption(passage):
            passage.form = Form.CAPTION
        if in_core and _is_link_list(passage) and not self._areas.is_about(passage):
            if article.body and article.body[-1].form is Form.HEADING:
                article.body.pop()  # the heading of a list of other articles
        elif in_core:
            article.body.append(passage)
            if self._areas.is_pull_quote(passage):
                article.pull_quotes.add(id(passage))
        elif not in_core and self._is_head(passage, core):
            if is_prose(passage) or self._is_header(passage.text):
                article.head.append(passage)

    def _is_in_thread(self, passage: Passage, core: Element) -> bool:
        """Return whether a name or a time opens one of several posts or entries of a page."""
        if self._is_thread is None:
            self._is_thread = self._has_entries(core)
        return self._is_thread and is_inside(passage, core)

    def _has_entries(self, core: Element) -> bool:
        """Return whether lines with a name or a time come again and again, with text below."""
        openings: list[tuple[str, str]] = []
        last: Passage | None = None
        for passage in self._passages:
            if not is_inside(passage, core):
                continue
            if self._areas.is_about(passage):
                last = last or passage
            elif is_prose(passage) and last is not None:
                openings.append((last.element.name, last.element.get("class")))
                last = None
        return any(openings.count(opening) >= _MIN_ENTRIES for opening in set(openings))

    def _find_core(self, kept: Sequence[Passage]) -> Element:
        """Return the element in which the paragraphs stand together."""
        links = sum_up(self._order, ((passage, passage.link_length) for passage in kept))
        lengths = sum_up(self._order, ((passage, len(passage.text)) for passage in kept))
        scores: dict[int, float] = {}
        elements: dict[int, Element] = {}
        for passage in filter(is_prose, kept):
            value = min(len(passage.text), _MAX_SCORE) * (1 - passage.link_share)
            holder = passage.element
            if holder.name in _HOLDERS and holder.parent is not None:
                holder = holder.parent
            for share, element in zip(_LEVELS, holder.iter_ancestors(), strict=False):
                elements[id(element)] = element
                scores[id(element)] = scores.get(id(element), 0) + value * share
        best, core = 0.0, self._root
        for key, element in elements.items():
            score = scores[key] * (1 - min(1, links.get(key, 0) / max(1, lengths.get(key, 1))))
            if Purpose.BODY in self._areas.purposes(element):
                score *= _BODY_BONUS
            if score > best:
                best, core = score, element
        return core

    def _after_title(self, kept: list[Passage]) -> list[Passage]:
        """Return the passages below the title if there is text among them."""
        title = self._title
        below = [p for p in kept if title is not None and p.start >= title.start]
        return below if sum(len(p) for p in below if is_prose(p)) >= _MIN_TEXT else kept

    def _below_title(self, kept: list[Passage], core: Element) -> list[Passage]:
        """Return the passages below the title, if it stands above the text."""
        if self._title is None:
            return kept
        first = next((p.start for p in kept if is_prose(p) and is_inside(p, core)), 0)
        start = self._title.start
        if start > max(core.start, first):
            return kept
        return [passage for passage in kept if passage.start >= start]

    def _expand(self, core: Element, kept: Sequence[Passage]) -> Element:
        """Return the largest element around the core that adds text and few links."""
        places = [passage.element.start for passage in kept]
        first, last = bisect_left(places, core.start), bisect_left(places, core.end)
        for element in core.iter_ancestors():
            start, end = bisect_left(places, element.start), bisect_left(places, element.end)
            extra = [
                p for p in (*kept[start:first], *kept[last:end]) if not self._areas.is_about(p)
            ]
            if extra and not (_adds_text(extra) and self._may_grow(core, extra)):
                break
            first, last, core = start, end, element
        return core

    def _may_grow(self, core: Element, extra: Sequence[Passage]) -> bool:
        """Return whether text beside an element with the title may belong to the article.

        It does if the article is cut into several elements of one kind.
        """
        if self._title is None or not is_inside(self._title, core):
            return True
        parts = {
            (element.name, element.get("class"))
            for passage in extra
            for element in passage.element.iter_ancestors()
            if element.depth == core.depth
        }
        return bool(core.get("class")) and parts == {(core.name, core.get("class"))}

    def _is_head(self, passage: Passage, core: Element) -> bool:
        """Return whether a passage stands between the title and the text."""
        title = self._title
        return title is not None and title.start < passage.start < core.start

    def _find_comments(self) -> list[Passage]:
        """Return what readers wrote, without their names, dates and the form for a new comment."""
        signed = {
            id(item)
            for passage in self._passages
            if self._areas.is_comment(passage) and self._areas.is_about(passage)
            for item in self._areas.iter_comments(passage)
        }
        found: list[Passage] = []
        seen: set[str] = set()
        for passage in self._passages:
            if not self._areas.is_comment(passage) or self._areas.is_furniture(passage):
                continue
            if self._areas.is_about(passage) or passage.form is Form.HEADING:
                continue
            items = self._areas.iter_comments(passage)
            is_one = any(id(item) in signed or is_comment_item(item) for item in items)
            if is_one and passage.text not in seen and not _is_link_list(passage):
                seen.add(passage.text)
                found.append(passage)
        return found


def _find_title(passages: Sequence[Passage], titles: Sequence[str]) -> Passage | None:
    """Return the heading that is the title of the page: a main one, or one like its titles."""
    best: tuple[float, Passage] | None = None
    for passage in passages[:_MAX_TITLES]:
        if passage.form is not Form.HEADING:
            continue
        heading = next(e for e in passage.element.iter_ancestors() if e.name in HEADINGS)
        alike = max((_alike(passage.text, title) for title in titles), default=0.0)
        if heading.name != "h1" and alike < _MIN_ALIKE:
            continue
        rank = alike + (_FIRST_HEADING if heading.name == "h1" else 0.0)
        if best is None or rank > best[0] + _MIN_BETTER:
            best = rank, passage
    return best[1] if best else None


def _adds_text(passages: Sequence[Passage]) -> bool:
    """Return whether passages next to the text belong to it, not to lists of other articles."""
    length = sum(len(passage.text) for passage in passages)
    links = sum(passage.link_length for passage in passages)
    prose = sum(len(passage.text) for passage in passages if is_prose(passage))
    is_teaser = any(p.form is Form.HEADING and p.link_share > 0.5 for p in passages)
    return not is_teaser and links <= _MAX_LINKS * length and prose >= _MIN_PROSE_SHARE * length


def _is_link_list(passage: Passage) -> bool:
    """Return whether a passage is nothing but links to other pages."""
    limit = _MAX_LINKED_ITEM if passage.form is Form.LIST_ITEM else _MAX_LINKED_PARAGRAPH
    return passage.link_share > limit and not is_prose(passage)


def _alike(text: str, other: str) -> float:
    """Return how alike two titles are; the second may have the name of the site besides."""
    words = set(_WORD.findall(text.casefold()))
    others = set(_WORD.findall(other.casefold()))
    if not words or not others:
        return 0.0
    return len(words & others) / max(len(words), min(len(others), len(words) + 6))
