"""Find date expressions and give each its EDTF value.

Patterns are data (``datings.yaml``). They are tried only where a gate of calendar words
and years opens, so text without dates costs one scan. Only tense comes from the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claimkit.extraction.date_values import Context, resolve
from claimkit.extraction.edtf import parse_anchor
from claimkit.lexicons.datings import CalendarName, DatingLexicon, DatingPattern, PatternKind
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Dating, Span

Tense = Literal["past", "future"]

_LOOK_BACK = 36
_MARGIN_TOKENS = 8
_MAX_STEPS = 12
_INITIAL_TOKENS = 2
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CAPITAL_BEFORE = re.compile(r"(?<![\w.])[A-Z][\w.&]*\s\Z")
_CAPITAL_AFTER = re.compile(r"\s[A-Z]")


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: PatternKind
    expression: re.Pattern[str]
    gates: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: PatternKind
    match: re.Match[str]


class _Words:
    """The lexicon, compiled: gate, patterns, and the words that stand before a date."""

    def __init__(self) -> None:
        lexicon = load_lexicon("datings", DatingLexicon)
        fill = _placeholders(lexicon)
        self.patterns = tuple(_compile(entry, fill) for entry in lexicon.patterns)
        self.absolute = tuple(_compile(entry, fill) for entry in lexicon.patterns if entry.absolute)
        self.gate = _compile_gate(lexicon)
        leads = (*lexicon.year_leads, *lexicon.parts, *lexicon.shifts)
        self.lead = re.compile(rf"(?<!\w)(?i:{_any(leads)})[\s-]\(?\Z")
        self.steps = _compile_steps(lexicon)
        self.preposition = re.compile(rf"(?<!\w)(?i:{_any(lexicon.prepositions)})\s\Z")
        plurals = _any(lexicon.irregular_plurals)
        self.counted = re.compile(rf"\s(?:[a-z]+s|{plurals})(?!\w)")
        self.future = frozenset(lexicon.future_auxiliaries)
        self.deadline = frozenset(lexicon.future_prepositions)
        self.ambiguous = frozenset(m.name for m in lexicon.months if m.needs_lead)


@cache
def _words() -> _Words:
    return _Words()


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


def _short(names: Iterable[CalendarName]) -> str:
    return "|".join(rf"{_any(n.short)}" for n in names if n.short)


def _placeholders(lexicon: DatingLexicon) -> dict[str, str]:
    """Return what stands for ``{month}`` and the like; names keep their case."""
    months, weekdays = (_any(n.name for n in m) for m in (lexicon.months, lexicon.weekdays))
    seasons = [name for season in lexicon.seasons for name in season.names]
    return {
        "month": rf"(?-i:(?P<month>{months}))",
        "month_any": rf"(?-i:(?P<month>{months}|(?:{_short(lexicon.months)})(?!\w)\.?))",
        "weekday": rf"(?-i:(?P<weekday>{weekdays}))",
        "weekday_any": rf"(?-i:(?P<weekday>{weekdays}|(?:{_short(lexicon.weekdays)})(?!\w)\.?))",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        "ordinal_mark": r"(?:(?:st|nd|rd|th)(?!\w))?",
        "year": r"(?P<year>(?:1[5-9]|20)\d\d)",
        "part": rf"(?:(?P<part>(?:the\s)?(?:{_any(lexicon.parts)}))(?:\s|-)(?:the\s)?)?",
        "shift": rf"(?P<shift>{_any(lexicon.shifts)})",
        "unit": rf"(?P<unit>{_any(lexicon.units)})",
        "season": rf"(?P<season>{_any(seasons)})",
        "ordinal": rf"(?P<ordinal>{_any(lexicon.ordinals)})",
        "named_day": rf"(?P<named_day>{_any(lexicon.named_days)})",
        "count": rf"(?P<count>\d{{1,3}}|{_any(lexicon.counts)})",
    }


def _compile(entry: DatingPattern, fill: dict[str, str]) -> _Pattern:
    """Fill the placeholders in; a space in the pattern is any white space, a digit ASCII."""
    pattern = entry.pattern.replace(" ", r"\s")
    for name, filling in fill.items():
        pattern = pattern.replace(f"{{{name}}}", filling)
    pattern = pattern.replace(r"\d", "[0-9]")
    gates = {g for g in ("month", "weekday", "year", "decade") if f"(?P<{g}>" in pattern}
    expression = re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
    return _Pattern(entry.kind, expression, frozenset(gates | {"word"}))


def _compile_gate(lexicon: DatingLexicon) -> re.Pattern[str]:
    """Compile what opens the patterns: the group that matches names the kind of gate."""

    def either_case(word: str) -> str:
        return f"[{word[0].upper()}{word[0]}]{word[1:]}"

    months, weekdays = (
        "|".join(w for n in names for w in (n.name, *n.short))
        for names in (lexicon.months, lexicon.weekdays)
    )
    seasons = [name for season in lexicon.seasons for name in season.names]
    words = "|".join(map(either_case, (*lexicon.units, *lexicon.named_days, *seasons)))
    return re.compile(
        rf"(?<![^\W\d_])(?:(?P<month>{months})(?![^\W_])|(?P<weekday>{weekdays})(?![^\W_])"
        rf"|(?P<decade>(?:1[5-9]|20)\d0(?=[’']?s))|(?P<year>(?:1[5-9]|20)\d\d)"
        rf"|(?P<word>(?:{words}|Q[1-4]))(?:s|end)?(?!\w))"
    )


def _compile_steps(lexicon: DatingLexicon) -> re.Pattern[str]:
    """Compile the words that may stand in an expression before its gate word."""
    words = [w for part in lexicon.parts for w in part.split()]
    words += [w for count in lexicon.counts for w in count.split()]
    words += [*lexicon.step_words, *lexicon.shifts, *lexicon.ordinals]
    words += [w for day in lexicon.weekdays for w in (day.name, *day.short)]
    words += [name for season in lexicon.seasons for name in season.names]
    return re.compile(
        rf"(?:(?<!\w)(?:{_any(set(words))}|\d{{1,2}}(?:st|nd|rd|th)?|\d{{3}})"
        rf"(?:[.,]{{1,2}}\s|[\s./-])){{1,7}}\Z",
        re.IGNORECASE,
    )


def iter_calendar_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where absolute dates stand ("26 April 2025", "in 1984"), without prepositions."""
    for hit in _iter_hits(text, start, end, _words().absolute):
        yield hit.match.span()


def _iter_hits(text: str, start: int, end: int, patterns: Sequence[_Pattern]) -> Iterator[_Hit]:
    words = _words()
    floor = start
    gate = words.gate.search(text, floor, end)
    while gate is not None:
        hit = _match_at(text, floor, end, gate, patterns)
        position = gate.end()
        if hit is not None:
            yield hit
            floor = position = hit.match.end()
        gate = words.gate.search(text, position, end)


def _match_at(
    text: str, floor: int, end: int, gate: re.Match[str], patterns: Sequence[_Pattern]
) -> _Hit | None:
    """Try the patterns around an open gate, from the farthest word that may belong on."""
    words = _words()
    steps = words.steps.search(text, max(floor, gate.start() - _LOOK_BACK), gate.start())
    starts = [gate.start()]
    if steps is not None:
        inside = range(steps.start(), gate.start())
        starts = [i for i in inside if text[i].isalnum() and not text[i - 1 : i].isalnum()] + starts
    fitting = [pattern for pattern in patterns if gate.lastgroup in pattern.gates]
    for start in starts:
        for pattern in fitting:
            match = pattern.expression.match(text, start, end)
            if match is not None and match.end() > gate.start() and _is_date(text, pattern, match):
                return _Hit(pattern.kind, match)
    return None


def _is_date(text: str, pattern: _Pattern, match: re.Match[str]) -> bool:
    """Judge a bare year or month by what stands around it."""
    start, end = match.span()
    before = (text, max(0, start - _LOOK_BACK), start)
    if pattern.kind == "year":
        if match["part"] or match["about"] or _words().preposition.search(*before):
            return True
        if _words().lead.search(*before):
            return int(match["year"]) % 50 != 0 or not _words().counted.match(text, end)
        return not (_CAPITAL_BEFORE.search(*before) or _words().counted.match(text, end))
    if pattern.kind == "month" and "year" not in match.groupdict() and not match["part"]:
        if match["shift"] or _words().preposition.search(*before):
            return True
        named = _CAPITAL_BEFORE.search(*before) or _CAPITAL_AFTER.match(text, end)
        if _words().lead.search(*before):
            return not named
        return match["month"] not in _words().ambiguous and not named
    return True


def find_datings(doc: Doc, start: int, end: int, *, anchor: str | None) -> list[Dating]:
    """Find the date expressions in the code points ``[start, end)`` of ``doc.text``.

    In order and disjoint. ``anchor`` (EDTF) is the document's date, or the one that the
    narrative has reached; without it relative expressions have no value and a day without
    its year is ``XXXX-04-28``. "The following day" counts from the last day in the range.

    Does not handle: durations and intervals ("for two days", "from May to June"), sets
    ("every Monday"), holidays, and vague words ("now", "recently").
    """
    return _find(doc, start, end, anchor, None)


def _find(doc: Doc, start: int, end: int, anchor: str | None, tense: Tense | None) -> list[Dating]:
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    if span is None or not len(span):
        return []
    window = doc[max(0, span.start - _MARGIN_TOKENS) : span.end + _MARGIN_TOKENS]
    text, base = window.text, window.start_char
    parsed, previous = parse_anchor(anchor), None
    found: list[Dating] = []
    for hit in _iter_hits(text, start - base, end - base, _words().patterns):
        first, last = hit.match.span()

        def is_future(first: int = first, last: int = last) -> bool:
            return _is_future(doc, base + first, base + last, tense)

        value = resolve(hit.kind, hit.match, Context(parsed, previous, is_future))
        if value is not None and _FULL_DAY.fullmatch(value):
            previous = date.fromisoformat(value)
        lead = _words().preposition.search(text, max(start - base, first - 8), first)
        first = lead.start() if lead else first
        found.append(Dating(text[first:last], value, Span(base + first, base + last)))
    return found


def _is_future(doc: Doc, start: int, end: int, tense: Tense | None) -> bool:
    """Say if the clause of the expression speaks of what is to come."""
    if tense is not None:
        return tense == "future"
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    if span.start and span[0].nbor(-1).lower_ in _words().deadline:
        return True
    verb = _governor(span)
    if verb is None:
        return False
    if any(child.lower_ in _words().future for child in verb.children if child.dep_ == "aux"):
        return True
    infinitive = verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)
    return infinitive and verb.head.tag_ in ("VBZ", "VBP", "VBG")


def _governor(span: DocSpan) -> Token | None:
    """Return the verb that the expression hangs on."""
    token = span.root
    for _ in range(_MAX_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def resolve_said(
    doc: Doc,
    start: int,
    end: int,
    ignored: Sequence[Span],
    *,
    anchor: str | None,
    cue: Span | None = None,
    tense: Tense | None = "past",
) -> Dating | None:
    """Find the date on which the claim in the sentence ``[start, end)`` was made.

    ``ignored`` are the spans of the content, whose dates are not the claim's own. A date
    counts if it opens the sentence, stands next to ``cue``, or hangs on the cue's verb
    (without ``cue``: on any verb outside the content but that of a relative clause).
    """
    for first, last in _outside(start, end, ignored):
        for dating in _find(doc, first, last, anchor, tense):
            if dating.span is not None and _dates_cue(doc, dating.span, start, ignored, cue):
                return dating
    return None


def _outside(start: int, end: int, ignored: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for span in sorted(ignored):
        if span.start > start:
            yield start, min(span.start, end)
        start = max(start, span.end)
    if start < end:
        yield start, end


def _dates_cue(
    doc: Doc, dating: Span, start: int, ignored: Sequence[Span], cue: Span | None
) -> bool:
    span = doc.char_span(dating.start, dating.end, alignment_mode="expand")
    sentence = doc.char_span(start, dating.end, alignment_mode="expand")
    if span is None or sentence is None:
        return False
    if span.start - sentence.start <= _INITIAL_TOKENS:
        return True
    if cue is not None:
        words = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        if words is not None:
            gap = max(span.start - words.end, words.start - span.end)
            if gap <= 0:
                return True
    verb = _governor(span)
    if verb is None or verb.dep_ in ("relcl", "acl"):
        return False
    place = Span(verb.idx, verb.idx + len(verb))
    if cue is not None:
        return cue.overlaps(place)
    return not any(content.overlaps(place) for content in ignored)


def iter_narrative_dates(
    doc: Doc, start: int, end: int, *, anchor: str | None
) -> Iterator[tuple[int, str]]:
    """Yield (position, day) where the text moves its story on to another day.

    A day counts if it opens its sentence or hangs on the sentence's main verb. Each day is
    resolved against the one before it, the first against ``anchor``.
    """
    for dating in _find(doc, start, end, anchor, None):
        if dating.span is None or dating.value is None or not _FULL_DAY.fullmatch(dating.value):
            continue
        span = doc.char_span(dating.span.start, dating.span.end, alignment_mode="expand")
        if span is None:
            continue
        sentence = span.root.sent
        head = span.root.head
        if head.pos_ == "ADP":
            head = head.head
        if span.start - sentence.start <= _INITIAL_TOKENS or head == sentence.root:
            yield dating.span.start, dating.value
