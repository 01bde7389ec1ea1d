"""Recognise lines of programs, commands, configuration files and logs.

Each sign of code counts, and a line of prose needs more of them: prose may name a file or a
function. Not handled: programs in words, such as SQL and spreadsheets' formulas in a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.genres import load_code
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of
from claimkit.lexicons.words import load_words

_MAX_LINE = 2_000  # characters of a line that are looked at
_MIN_SCORE = 2
_PROSE = re.compile(r"[\"'“‘(]*[A-Z].*\s\S+\s.*[.!?…][\"'”’)]*")
_PROSE_WORDS = 7
_CLAUSE = re.compile(r"(?P<words>[^\W\d_]+(?: (?:[^\W\d_]+|\d{1,3}))+)(?:[;,](?: [^\W\d_]+)?)?")
_CLAUSE_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")

# Signs that are enough, and signs of which two are needed.
_CERTAIN = (
    re.compile(r"^(?:>>> |\.\.\. \S|\$ [a-z./]|In \[\d+\]:|PS [A-Z]:\\|[A-Z]:\\[\w\\]*>)"),
    re.compile(r"^[\"'][\w.-]+[\"']\s*:\s*\S"),
    re.compile(r"^\[[a-z][\w.:-]*\]$"),
    re.compile(r"^[A-Za-z_][\w.-]*(?:\[[^\]]*\])?(?: [-+*/|&]?= |:=|=)\S"),
    re.compile(r"^(?:#include|#define|#!/|<\?|<!--|//|/\*|\*/|@\w+(?:\(|$))"),
    re.compile(r"^(?:</?[a-z][\w-]*(?: [^<>]*)?/?>\s*)+$"),
    re.compile(r"^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?:"),
    re.compile(r"\"(?:GET|POST|PUT|HEAD|DELETE) /"),
    re.compile(r"^Traceback \(|^\s*File \".*\", line \d+|^\s+at [\w.$]+\("),
)
_SIGNS = (
    re.compile(r"\b[A-Za-z]\w*_\w+\b"),
    re.compile(r"\b[a-z_][\w.]*\((?:\)|[^()\s]{2,}\)|[^()]*[=,\"'\[][^()]*\))|\b\w+\.\w+\("),
    re.compile(r"[=!]=|:=|=>|->|&&|\|\||\b::|\+=|<-|</|/>|\\[ntr\"']"),
    re.compile(r"[{};]\s*$|^\s*[{}\])]+[,;)]*$"),
    re.compile(r"(?:^|\s)--?[a-z][\w-]*(?==|\s|$).*|\$\{|\$\(|\$[A-Z_]{2,}"),
    re.compile(r"(?:^|\s)[~.]{0,2}/[\w.-]+/[\w./-]+"),
    re.compile(r"^-? ?[a-z_][\w-]*: \S"),
    re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d"),
    re.compile(r"\b0x[0-9a-fA-F]+\b|\b[0-9a-f]{12,}\b"),
    re.compile(r"[(\[{,]\s*$"),
    re.compile(r"\\$|^\s*\||\| [a-z]+ "),
)
_MAX_PLAIN = 120  # characters of a line of code without any of these marks
_MARK = re.compile(r"[_={}<>\\|$`/\[~]")
_POSSIBLE = re.compile(r"[_={}<>\\|$`/\[~]|--|::|[;({,]$|[a-z]\(|^\S+:|\d:\d\d:\d")
_MARKS = frozenset("{}[]()<>=;_/\\|&$#@*+^~`:\"'")
_MARKS_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class _CodeWords:
    commands: frozenset[str]
    statement: re.Pattern[str]
    command: re.Pattern[str]
    level: re.Pattern[str]


@cache
def _words() -> _CodeWords:
    lexicon = load_code()

    levels = any_of(level.upper() for level in lexicon.log_levels)
    return _CodeWords(
        frozenset(lexicon.commands),
        re.compile(rf"^{any_of(lexicon.statements)}\b.*[:;{{(=]"),
        re.compile(rf"^{any_of(lexicon.commands)} (?:-|[\w./-]+(?: |$))"),
        re.compile(rf"(?:^|[\s\[]){levels}(?=[\s\]:|])"),
    )


def is_code(line: str) -> bool:
    """Return whether a line is one of a program, a shell, a configuration file or a log.

    >>> is_code("pip install --upgrade sailboat"), is_code("Go (go) to example.org, she said.")
    (True, False)
    """
    line = line[:_MAX_LINE].strip()
    if len(line) > _MAX_PLAIN and not _MARK.search(line):
        return False
    if not _POSSIBLE.search(line) and line.partition(" ")[0] not in _words().commands:
        return False
    if _is_clause(line):
        return False
    is_prose = len(_WORD.findall(line)) >= _PROSE_WORDS and _PROSE.fullmatch(line)
    score = _score(line)
    return score >= (2 * _MIN_SCORE if is_prose else _MIN_SCORE)


def _is_clause(line: str) -> bool:
    """Return whether a line is an item such as "make payments within 30 days; and".

    It has nothing but words of the language, among them one that joins others. Counter-examples:
    "make clean install;", "import numpy as np".
    """
    match = _CLAUSE.fullmatch(line)
    words = match["words"].casefold().split() if match else []
    if len(words) < _CLAUSE_WORDS or _joining_words().isdisjoint(words[1:]):
        return False
    ordinary = load_words()
    return all(word in ordinary or word.isdigit() for word in words)


@cache
def _joining_words() -> frozenset[str]:
    return frozenset(load_layout().open_ended_words)


def _score(line: str) -> int:
    words = _words()
    score = 2 * any(pattern.search(line) for pattern in _CERTAIN)
    score += sum(1 for pattern in _SIGNS if pattern.search(line))
    score += bool(words.statement.search(line)) + 2 * bool(words.level.search(line))
    if words.command.search(line) and line[-1] not in ".!?,":
        score += 1 + (len(line.split()) < _PROSE_WORDS)
    if sum(c in _MARKS for c in line) >= _MARKS_SHARE * len(line):
        score += 1
    return score


def count_code(draft: BlockDraft) -> int:
    """Return how many characters of a block stand in lines of code."""
    return sum(len(part.text) for part in draft.parts if is_code(part.text))


def is_code_block(draft: BlockDraft) -> bool:
    """Return whether most of a block is code."""
    return 2 * count_code(draft) > draft.length > 0
