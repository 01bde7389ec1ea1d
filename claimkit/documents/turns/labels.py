"""Read one line as the label of a speaker, whatever it means among the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from claimkit.documents.metadata.printed_dates import find_date
from claimkit.documents.turns.turn_words import TurnWords, folded

_MAX_LABEL = 120
_MAX_NAME_WORDS = 6
_MAX_OFFICE_WORDS = 14
_MAX_LINE_LABEL = 110
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_SHORT_DATE = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s+)?"
_COLON_LABEL = re.compile(
    r"(?P<label>(?:[^:()\[\]]|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]){1,110}?)\s?:(?=\s|$)"
)
_LETTER_LABEL = re.compile(
    r"(?P<label>[A-Z])\d{0,3}(?:[.:]\s*|\t+|\s{2,}|\s?[–—]\s+|\s-\s+)(?=\S|$)"
)
_LETTER_ALONE = re.compile(r"(?P<label>[A-Z]) (?=[A-Z“\"'])")
_ANGLE_LABEL = re.compile(r"<\s?(?P<label>[^<>\s][^<>]{0,40})>\s+")
_BEFORE_TEXT = r"(?=[A-Z“\"])"
_INNER = r"(?:\([^()]{1,60}\))?"
# "Ana Beck (Greens). – Madam President, …"
_DASHED_LABEL = re.compile(
    rf"(?P<label>[^\W\d_][^.:()\n]{{2,50}}{_INNER}(?:,\s[^.:\n]{{3,60}})?)"
    rf"\.\s?[—–-]{{1,2}}\s?{_BEFORE_TEXT}"
)
# "Mr. BECK. The bill …", "Mr. BECK of Hylla. The bill …"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-Zc'’-]*[A-ZÀ-ÖØ-Þ]{2,}(?:\s[A-ZÀ-ÖØ-Þ]{2,}){0,2}"
_CAPITAL_LABEL = re.compile(
    rf"(?P<label>(?P<title>[^\W\d_]{{1,9}})\.?\s(?:[A-Z]\.\s)*{_CAPITALS}"
    rf"(?:\s[a-z]{{2}}\s[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:\s{_INNER})?)"
    rf"\.\s?[—–-]{{0,2}}\s{_BEFORE_TEXT}"
)
_QUESTION_NUMBER = re.compile(r"[A-Z]\d{1,3}[.:]?\s+(?=\w)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]")
_DASH = re.compile(r"\s+(?:--|[–—-])\s+|\s*—\s*")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’&/-]*")
_HANDLE = re.compile(r"@[\w.-]{2,40}|/?u/[\w-]{2,40}")
_LOGIN = re.compile(r"[\w.-]{2,40}")
_TITLE_PREFIX = re.compile(r"[^\W\d_]")


class LabelStyle(Enum):
    """Where a label stands: before the words on their line, or on a line of its own."""

    BEFORE = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label of a speaker.

    ``words`` is the label as printed, without time and colon; ``name`` is its first part, without
    the ``details`` in brackets or after a comma or dash. ``length`` counts the characters that it
    takes from the line, ``lines`` the lines that it takes if it stands alone. ``said`` is the EDTF
    date beside it. ``is_examiner`` marks "BY MS. BECK:", below which she asks under "Q".
    """

    words: str
    name: str
    details: tuple[str, ...]
    style: LabelStyle
    length: int
    lines: int = 1
    has_time: bool = False
    said: str | None = None
    is_letter: bool = False
    is_examiner: bool = False

    @property
    def key(self) -> str:
        """The name in lower case."""
        return folded(self.name)


class LabelReader:
    """Reads lines as labels in one language."""

    def __init__(self, words: TurnWords, language: str) -> None:
        self._words = words
        self._language = language
        time = rf"{_CLOCK}(?:\s?(?:{words.half_days})\b\.?)?"
        self._leading_time = re.compile(
            rf"(?P<open>[\[(]?){_SHORT_DATE}{time}[\])]?\s*(?:[-–—|]\s+)?", re.IGNORECASE
        )
        self._time = re.compile(rf"(?:[^\W\d_]+ )?{_SHORT_DATE}{time}", re.IGNORECASE)
        self._name_and_time = re.compile(
            rf"(?P<name>\S.{{0,60}}?)(?:\s{{2,}}|\s*[·|•,—–-]\s+|\s+[(\[]|\s+)(?P<time>{_SHORT_DATE}{time})[)\]]?:?",
            re.IGNORECASE,
        )

    def read_before(self, text: str) -> Label | None:
        """Read a label before the words on the same line."""
        sign = len(text) - len(text.lstrip("§ "))
        start, said, has_time = self._skip_time(text[sign:])
        start += sign
        rest = text[start:]
        match = _LETTER_LABEL.match(rest) or _LETTER_ALONE.match(rest)
        if match and self._is_letter(match["label"], is_alone=match.re is _LETTER_ALONE):
            return Label(
                match["label"],
                match["label"],
                (),
                LabelStyle.BEFORE,
                start + match.end(),
                has_time=has_time,
                said=said,
                is_letter=True,
            )
        match = _ANGLE_LABEL.match(rest)
        if match and has_time:
            return Label(
                match["label"],
                match["label"],
                (),
                LabelStyle.BEFORE,
                start + match.end(),
                1,
                True,
                said,
            )
        match = _COLON_LABEL.match(rest[:_MAX_LABEL]) or self._match_full_stop(rest)
        if match is None:
            return None
        parts = self._split_label(match["label"].strip("*_ "), allow_login=has_time)
        if parts is None:
            return None
        name, details, inner_time = parts
        return Label(
            match["label"].strip("*_ "),
            name,
            details,
            LabelStyle.BEFORE,
            start + match.end(),
            has_time=has_time or inner_time,
            said=said,
        )

    def _match_full_stop(self, text: str) -> re.Match[str] | None:
        """Match a label that ends in a full stop: before a dash, or in capitals after a title."""
        match = _DASHED_LABEL.match(text[:_MAX_LABEL])
        if match:
            return match
        match = _CAPITAL_LABEL.match(text[:_MAX_LABEL])
        if match and match["title"].casefold() in self._words.honorifics | self._words.small:
            return match
        return None

    def read_line(self, text: str, following: str | None) -> Label | None:
        """Read a label that has its line for itself; ``following`` is the next line."""
        text = text.strip("*_§ ")
        if not 1 < len(text) <= _MAX_LINE_LABEL or text[-1] in ".!?;,…":
            return None
        timed = self._read_timed_line(text, following)
        if timed is not None:
            return timed
        label = text.removesuffix(":").rstrip()
        has_office = following is not None and _is_bracketed(following) and len(following) <= 80
        parts = self._split_label(label, allow_login=False, is_office=has_office)
        if parts is None:
            return None
        name, details, has_time = parts
        lines = 1
        if following is not None and has_office:
            details = (*details, *_inside(following))
            lines = 2
        return Label(label, name, details, LabelStyle.LINE, len(text), lines, has_time)

    def read_examiner(self, text: str) -> Label | None:
        """Read the line of a court's transcript that names whoever asks from here on."""
        match = self._words.examiner.match(text)
        name = text[match.end() : -1].strip() if match and text[-1] == ":" else ""
        if not self._is_name(name, is_office=False, allow_login=False):
            return None
        return Label(text[:-1], name, (), LabelStyle.LINE, len(text), is_examiner=True)

    def is_time(self, text: str) -> bool:
        """Return whether a line is a time, a date or an age."""
        text = text.strip("()[] ·•|")
        if self._time.fullmatch(text) or self._words.ages.fullmatch(text):
            return True
        date = find_date(text, language=self._language)
        return date is not None and date.start <= 1 and date.end >= len(text) - 1

    def _read_timed_line(self, text: str, following: str | None) -> Label | None:
        """Read "Ana Beck  12:31", "@ana · 3 May 2024", "ana_b · 3h ago", or a name above a time."""
        date = find_date(text, language=self._language)
        if date is not None and date.start and date.end >= len(text) - 1:
            return self._timed(text[: date.start], date.value, 1)
        match = self._name_and_time.fullmatch(text)
        if match and self._timed(match["name"], None, 1):
            return self._timed(match["name"], None, 1)
        match = self._words.scored.fullmatch(text)
        if match:
            return self._timed(match["name"], None, 1)
        for match in self._words.ages.finditer(text):
            before = text[: match.start()].rstrip()
            if match.end() >= len(text) - 1 and before[-1:] and before[-1] in "·•|,-–—":
                return self._timed(before, None, 1)
        if following is not None and self.is_time(following):
            said = find_date(following, language=self._language)
            return self._timed(text, said.value if said else None, 2)
        return None

    def _timed(self, name: str, said: str | None, lines: int) -> Label | None:
        name = name.strip(" ·•|,-–—([*_")
        match = _HANDLE.match(name)
        if match:
            name = match[0]
        else:
            parts = self._split_label(name, allow_login=True)
            if parts is None:
                return None
            return Label(name, parts[0], parts[1], LabelStyle.LINE, 0, lines, True, said)
        return Label(name, name, (), LabelStyle.LINE, 0, lines, True, said)

    def _skip_time(self, text: str) -> tuple[int, str | None, bool]:
        """Return the length of date and time before a label, the date, and whether there is one."""
        opened = text[:1] in ("[", "(")
        date = find_date(text[:60], int(opened), self._language)
        if date is not None and date.start == int(opened):
            end = date.end
            rest = re.compile(r"[\])]?\s*(?:[-–—|]\s+)?").match(text, end)
            if ":" in date.text or opened:
                return (rest.end() if rest else end), date.value, True
        match = self._leading_time.match(text[:60])
        if match and (not match["open"] or text[match.end() - 1 : match.end()] != ""):
            return match.end(), None, True
        return 0, None, False

    def _is_letter(self, letter: str, *, is_alone: bool) -> bool:
        """Return whether a letter stands for a question or an answer; "A British ship" has none."""
        low = letter.casefold()
        return low in self._words.questions or (low in self._words.answers and not is_alone)

    def _split_label(
        self, label: str, *, allow_login: bool, is_office: bool = False
    ) -> tuple[str, tuple[str, ...], bool] | None:
        """Return a label's name and details, and whether it has a time; None for no name."""
        has_time = False
        details: list[str] = []
        for inner in _inside(label):
            if self.is_time(inner):
                has_time = True
            elif inner.strip() and not self._words.stage.match(inner.strip()):
                details.append(inner.strip())
        base = " ".join(_BRACKETS.sub(" ", label).split()).strip(" ,")
        pieces = [piece.strip() for piece in _DASH.split(base) if piece.strip()]
        if not pieces:
            return None
        name, *descriptions = pieces
        lead = _QUESTION_NUMBER.match(name) or self._words.label_leads.match(name)
        name = name[lead.end() :] if lead else name
        name, _, description = name.partition(", ")
        if description:
            descriptions.insert(0, description.strip())
        if len(pieces) > 4 or not self._is_name(
            name, is_office=is_office or bool(details), allow_login=allow_login or has_time
        ):
            return None
        if any(len(one) > 80 for one in descriptions):
            return None
        found = (
            one for one in (*descriptions, *details) if folded(one) not in self._words.not_roles
        )
        return name, tuple(found), has_time

    def _is_name(self, name: str, *, is_office: bool, allow_login: bool) -> bool:
        """Return whether words look like a name or office: all have capitals but small ones."""
        if self._words.is_generic(folded(name)) or _HANDLE.fullmatch(name):
            return True
        if allow_login and _LOGIN.fullmatch(name) and any(map(str.isalpha, name)):
            return True
        words = name.split()
        if not 1 <= len(words) <= (_MAX_OFFICE_WORDS if is_office else _MAX_NAME_WORDS):
            return False
        if not all(map(_NAME_WORD.fullmatch, words)) or name[-1] in "-&/'’":
            return False
        big = [word for word in words if word.casefold() not in self._words.small]
        is_first_big = words[0][0].isupper() or (words[0] in self._words.small and len(words) > 1)
        return bool(big) and is_first_big and all(_has_capital(word) for word in big)


def _has_capital(word: str) -> bool:
    """Return whether a word begins with a capital or has one soon: "al-Amin", "d'Arc"."""
    match = _TITLE_PREFIX.search(word)
    return match is not None and (match[0].isupper() or any(c.isupper() for c in word[1:4]))


def _inside(text: str) -> list[str]:
    return _BRACKETS.findall(text)


def _is_bracketed(text: str) -> bool:
    """Return whether a line consists of brackets: "(North Hylla) (Green)"."""
    return text[:1] == "(" and not _BRACKETS.sub("", text).strip(" :")
