"""No words of a language in code: they belong in ``claimkit/lexicons/<language>/``.

The test reads the syntax trees of the rooms that handle text. It looks at strings that code
compares with the words of a document: in sets, comparisons, regular expressions and the like.
A string of that kind must not hold a word that the English lexicons have, or a stop word.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path

import pytest
import yaml
from spacy.lang.en.stop_words import STOP_WORDS

ROOMS = ("documents", "parsing", "extraction")
# Terms of a format that are also words: "<!--[if …]>" in HTML.
# The names of nodes in the patterns of phrases.
HTML = set(
    "a abstract address alert area canonical article aside author b be big body br button "
    "caption center cite class close code col command comment content data date datepublished "
    "del details dialog dir div end figure footer form frame from head header hidden hr i id image "
    "input label le li link main mark menu name navigation next no none object open p param "
    "part post pre published q reference role s samp search section select small source span "
    "strong style sub summary table text textarea th time title tr track true type u up url var "
    "verb wide".split()
)
PAGES = (
    "article areas blocks elements encoding head linked_data page_metadata passages style_sheets "
    "tokens tree"
)
ALLOWED = {
    # Directives of C, lines of a traceback, directives of reStructuredText.
    "documents/genres/code_lines.py": {"at", "define", "line"},
    "documents/genres/whole_documents.py": {"code", "image"},
    **{f"documents/readers/web_page/{name}.py": HTML for name in PAGES.split()},
    "documents/readers/markup.py": {"if"},
    "documents/containers/warc.py": {"application", "response", "security"},
    "documents/turns/naming.py": {"strong"},
    # Elements of HTML, and fields of the head of a mail.
    "documents/file_signatures.py": set(
        "body head content delivered id message received return to type user version".split()
    ),
    # Kinds of media and their parameters, and elements and styles of HTML.
    "documents/readers/mail/parts.py": {"image", "yes"},
    "documents/readers/mail/web_text.py": set(
        "area br col hr link source track pre table none size".split()
    ),
    "extraction/attribution/phrase_drafts.py": {"cue"},
}
WORD = re.compile(r"[a-z]{2,}|\ba\b")
# What spaCy's English models call the relations between the words of a sentence.
LABELS = frozenset(
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp conj csubj csubjpass "
    "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd "
    "parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl root xcomp".split()
)
# Attributes of tokens that hold the words of the document.
TEXTUAL = frozenset(("lower_", "text", "lemma_", "norm_", "orth_", "lower", "casefold", "strip"))


class Place(Enum):
    """Where a string stands that may be compared with the words of a document."""

    COMPARISON = auto()
    COLLECTION = auto()
    PATTERN = auto()


PLACES = {
    **dict.fromkeys(("frozenset", "set"), Place.COLLECTION),
    **dict.fromkeys(
        ("startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition"),
        Place.COMPARISON,
    ),
    **dict.fromkeys(
        ("compile", "match", "search", "fullmatch", "sub", "findall", "finditer"), Place.PATTERN
    ),
}
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")
ENTRY_ID = re.compile(r"^- id: (\S+)", re.MULTILINE)
# Parts of regular expressions that are no words: escapes, ranges, flags, names of groups.
NOT_WORDS = re.compile(
    r"\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|\[[^\]]*\]|\(\?P?[<=][a-z_]+[>)]|\(\?-?[a-z]+[:)]|\{[^}]*\}"
)


def read_words(folder: Path) -> frozenset[str]:
    """Return the words of a folder of lexicons, and spaCy's stop words, in lower case."""
    words = set(STOP_WORDS)
    for path in folder.glob("*.yaml"):
        words.update(iter_words(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)))
    return frozenset(word.lower() for word in words if WORD.fullmatch(word.lower()))


def iter_words(value: object) -> Iterator[str]:
    """Yield the words of a lexicon's values; long texts are examples and notes."""
    if isinstance(value, str) and len(value) < 40:
        yield from value.split()
    elif isinstance(value, dict):
        for item in value.values():
            yield from iter_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from iter_words(item)


def read_codes(package: Path) -> frozenset[str]:
    """Return claimkit's own terms: values of ``Literal`` types, ids of entries, named groups."""
    codes: set[str] = set()
    for path in package.rglob("*.py"):
        source = path.read_text("utf-8")
        codes.update(NAMED_GROUP.findall(source))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Subscript) and name_of(node.value) == "Literal":
                literals = [n for n in ast.walk(node.slice) if isinstance(n, ast.Constant)]
                codes.update(str(literal.value) for literal in literals)
    for path in (package / "lexicons").rglob("*.yaml"):
        text = path.read_text("utf-8")
        codes.update(NAMED_GROUP.findall(text))
        codes.update(ENTRY_ID.findall(text))
    return frozenset(codes)


class WordFinder:
    def __init__(self, package: Path) -> None:
        self.english = read_words(package / "lexicons" / "en")
        self.codes = read_codes(package)

    def find(self, source: str) -> list[str]:
        """Return where a module has words of English, as "line: word"."""
        found = set()
        for constant, place in iter_texts(ast.parse(source)):
            text = str(constant.value)
            if place is Place.PATTERN:
                text = NOT_WORDS.sub(" ", text)
            elif place is Place.COLLECTION and text in self.codes:
                continue
            found |= {
                (constant.lineno, word)
                for word in WORD.findall(text)
                if word in self.english and word not in LABELS
            }
        return [f"{line}: {word}" for line, word in sorted(found)]


def iter_texts(tree: ast.AST) -> Iterator[tuple[ast.Constant, Place]]:
    """Yield strings that may be compared with a document's words, and where each stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(is_textual, sides)):
                yield from ((part, Place.COMPARISON) for side in sides for part in strings(side))
        elif isinstance(node, ast.Set):
            yield from ((part, Place.COLLECTION) for part in strings(node))
        elif isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name_of(node.func)
            if name in PLACES:
                yield from ((part, PLACES[name]) for part in strings(node.args[0]))


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def is_textual(node: ast.AST) -> bool:
    """Return whether an expression is the text of a token, perhaps in lower case."""
    if isinstance(node, ast.Call | ast.Subscript):
        return is_textual(node.func if isinstance(node, ast.Call) else node.value)
    return isinstance(node, ast.Attribute) and node.attr in TEXTUAL


def strings(node: ast.AST) -> list[ast.Constant]:
    """Return the strings of a literal, a collection of literals, or a formatted string."""
    if isinstance(node, ast.Constant):
        return [node] if isinstance(node.value, str) else []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [part for element in node.elts for part in strings(element)]
    if isinstance(node, ast.JoinedStr):
        return [part for value in node.values for part in strings(value)]
    if isinstance(node, ast.BinOp):
        return strings(node.left) + strings(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return strings(node.func.value) if node.func.attr == "split" else []
    return []


@pytest.fixture(scope="module")
def finder(root: Path) -> WordFinder:
    return WordFinder(root / "claimkit")


@pytest.mark.parametrize("room", ROOMS)
def test_code_has_no_words_of_english(root: Path, finder: WordFinder, room: str) -> None:
    package = root / "claimkit"
    found = []
    for path in sorted((package / room).rglob("*.py")):
        name = path.relative_to(package).as_posix()
        words = finder.find(path.read_text("utf-8"))
        found += [f"{name}:{w}" for w in words if w.split()[-1] not in ALLOWED.get(name, ())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'ARTICLES = frozenset(("the", "an"))',
        'ARTICLES = {"the", "an"}',
        'ARTICLES = frozenset("the an".split())',
        'is_that = token.lower_ == "that"',
        'is_late = token.text.casefold() in ("yesterday", "tomorrow")',
        'is_by = text.startswith("by ")',
        'PAGE = re.compile(r"\\bpage\\s+\\d+")',
        'DATE = re.compile(rf"(?P<day>\\d+)(?:st|nd|rd|th)?\\s+of\\s+{month}")',
    ],
)
def test_planted_word_is_found(finder: WordFinder, source: str) -> None:
    assert finder.find(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words such as "the" and "that" may stand in a docstring."""',
        'raise ValueError("the unit is not in the lexicon")',
        'is_object = token.dep_ in ("dobj", "pobj")',
        'SUBJECTS = frozenset(("nsubj", "nsubjpass"))',
        'day = match["day"]',
        'PATTERN = re.compile(r"(?P<month>[a-z]+)\\s(?P<day>\\d+)")',
    ],
)
def test_labels_and_messages_are_no_words(finder: WordFinder, source: str) -> None:
    assert not finder.find(source)
