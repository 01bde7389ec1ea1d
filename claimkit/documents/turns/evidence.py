"""Decide which lines with the form of a label say who speaks, by what they have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from claimkit.documents.structure.block_drafts import is_finished
from claimkit.documents.turns.labels import LabelStyle
from claimkit.documents.turns.transcript_lines import LabelledLine, Spot
from claimkit.documents.turns.turn_words import TurnWords, folded

_MIN_LABELS = 3
_MIN_SENTENCES = 0.5
_MIN_DIALOGUE = 0.3
_FULL_NAME = re.compile(
    r"(?<!\w)(?=([^\W\d_][\w'’.-]*)\s+(?:[A-Z]\.\s+)?([A-ZÀ-ÖØ-Þ][\w'’-]+)"
    r"(?:\s+(?:[A-Z]\.\s+)?([A-ZÀ-ÖØ-Þ][\w'’-]+))?)"
)
_MIN_PERSONAL = 0.5
_MIN_CAPITALS = 0.8
_LONG_WORD = 4
_HEAD_LINES = 3
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")


class TranscriptEvidence:
    """Weighs the possible labels of one document.

    Args:
        prose: the text of the document, in which people may be introduced.
    """

    def __init__(self, lines: Sequence[LabelledLine], words: TurnWords, prose: str) -> None:
        self._words = words
        self._prose = prose
        self._counts = Counter(line.label.key for line in lines)
        self._lines = [line for line in lines if not self._is_other(line)]
        self._lists = [line.first for line in lines if self._introduces(line)]

    def find_speakers(self) -> list[LabelledLine]:
        """Return the lines that say who speaks, in order."""
        before = [line for line in self._lines if line.label.style is LabelStyle.BEFORE]
        alone = [line for line in self._lines if line.label.style is LabelStyle.LINE]
        found = self._choose_before(before)
        if found:
            found += [line for line in alone if line.label.is_examiner]
            alone = [line for line in alone if not line.label.is_examiner]
        found += self._choose_alone([line for line in alone if line.text or found])
        order = {id(line): number for number, line in enumerate(self._lines)}
        return sorted(found, key=lambda line: order[id(line)])

    # -- labels before the words ----------------------------------------------------------------

    def _choose_before(self, lines: list[LabelledLine]) -> list[LabelledLine]:
        quoted = sum(line.is_quotation for line in lines)
        if not lines or quoted * 2 > len(lines):
            return []
        lines = [line for line in lines if not line.is_quotation or line.label.is_letter]
        known = [line for line in lines if self._is_known(line)]
        if self._is_exchange(known):
            return self._with_companions(lines, known)
        if self._is_dialogue(lines, known):
            return self._with_companions(lines, known or lines)
        if known and self._is_speech(known):
            return [line for line in known if line.label.key == known[0].label.key]
        return []

    def _is_exchange(self, known: Sequence[LabelledLine]) -> bool:
        """Return whether questions and answers follow each other under "Q" and "A" or names."""
        keys = [line.label.key for line in known]
        asked = sum(key in self._words.questions for key in keys)
        others = sum(key not in self._words.questions for key in keys)
        return asked >= 1 and others >= 1 and asked + others >= _MIN_LABELS

    def _is_dialogue(self, lines: Sequence[LabelledLine], known: Sequence[LabelledLine]) -> bool:
        """Return whether several people speak, at least one of them more than once."""
        speaking = [line for line in lines if not self._is_answer(line)]
        names = Counter(self._whole_key(line) for line in speaking)
        if len(names) < 2 or len(speaking) < _MIN_LABELS:
            return False
        sentences = sum(line.is_sentence for line in speaking) / len(speaking)
        dialogue = self._dialogue_share(speaking)
        known_names = {self._whole_key(line) for line in known if not self._is_answer(line)}
        if sentences < _MIN_SENTENCES:
            return False
        if max(names.values()) < 2:
            spoken = sum(self._is_spoken(line.first) for line in speaking) / len(speaking)
            return len(known_names) == len(names) and spoken >= 2 * _MIN_DIALOGUE
        if not known_names:
            is_asked = any("?" in line.first for line in speaking)
            return is_asked and dialogue >= _MIN_DIALOGUE and len(speaking) > _MIN_LABELS
        if any(line.label.has_time for line in known):
            return True
        recurring = sum(count for count in names.values() if count > 1) / len(speaking)
        return recurring >= _MIN_DIALOGUE and (
            dialogue >= _MIN_DIALOGUE or len(known_names) * 2 >= len(names)
        )

    def _with_companions(
        self, lines: Sequence[LabelledLine], known: Sequence[LabelledLine]
    ) -> list[LabelledLine]:
        """Return the known labels, and those between them that come back or are like them."""
        spots = {line.spot for line in known}
        places = [number for number, line in enumerate(lines) if line.spot in spots]
        counts = Counter(map(self._whole_key, lines))
        known_keys = set(map(self._whole_key, known))
        has_questions = any(line.label.key in self._words.questions for line in known)

        def is_companion(number: int, line: LabelledLine) -> bool:
            is_near = places[0] - 1 <= number <= places[-1] + 1
            is_like = (
                counts[self._whole_key(line)] > 1
                or len(line.label.key.split()) > 1
                or line.label.name.isupper()
            )
            return is_near and is_like and line.is_sentence

        return [
            line
            for number, line in enumerate(lines)
            if (has_questions or not self._is_answer(line))
            and (self._whole_key(line) in known_keys or is_companion(number, line))
        ]

    def _is_speech(self, known: Sequence[LabelledLine]) -> bool:
        """Return whether one person gives a speech: the head of the document says so."""
        label = known[0].label
        if not (label.key in self._words.offices or self._has_title(label.name)):
            return False
        head = "\n".join(self._prose.split("\n")[:_HEAD_LINES])
        return len({line.label.key for line in known}) == 1 and bool(
            self._words.speech.search(head)
        )

    # -- labels on a line of their own ----------------------------------------------------------

    def _choose_alone(self, lines: list[LabelledLine]) -> list[LabelledLine]:
        lines = [line for line in lines if line.text and not line.is_quotation]
        names = Counter(map(self._whole_key, lines))
        strong = [line for line in lines if self._is_strong(line)]
        recurring = [line for line in lines if names[self._whole_key(line)] > 1]
        if len(lines) < _MIN_LABELS or len(names) < 2 or not recurring:
            return []
        if sum(line.is_sentence for line in recurring) < _MIN_SENTENCES * len(recurring):
            return []
        if not strong and not self._is_personal(recurring):
            return []
        sure = set(map(self._whole_key, (*strong, *recurring)))
        chosen = [
            line
            for line in lines
            if self._whole_key(line) in sure or self._is_named(line.label.name)
        ]
        # A byline that comes back above the author's biography is no conversation.
        is_several = len(set(map(self._whole_key, chosen))) > 1
        return chosen if is_several and len(chosen) >= _MIN_LABELS else []

    def _is_personal(self, lines: Sequence[LabelledLine]) -> bool:
        """Return whether people speak for themselves under bare names, and not in quotations.

        Names also stand above parts of an article: portraits, positions of candidates.
        """
        personal = sum(
            self._words.first_person.search(_QUOTED.sub(" ", line.text)) is not None
            for line in lines
        )
        several = len(set(map(self._whole_key, lines))) > 1
        return several and len(lines) > _MIN_LABELS and personal >= _MIN_PERSONAL * len(lines)

    def _is_strong(self, line: LabelledLine) -> bool:
        """Return whether a line is more than a bare name, which may be a heading."""
        label = line.label
        return (
            label.has_time
            or bool(label.details)
            or self._words.is_generic(label.key)
            or self._has_title(label.name)
        )

    def _is_other(self, line: LabelledLine) -> bool:
        """Return whether a line is a headline, a heading, or a word that is no name."""
        label = line.label
        if label.style is LabelStyle.LINE:
            return self._is_heading(label.key)
        if self._introduces(line):
            return True  # "Moderator: Ana Beck", "Witness: Captain Ana Beck, Pilots' Union"
        is_unknown = self._counts[label.key] == 1 and not (
            label.has_time
            or self._words.is_generic(label.key)
            or self._has_title(label.name)
            or label.key.split()[0] in self._words.first_names
            or self._key(line) != label.key
        )
        return line.spot == Spot(0, 0) and (is_unknown or _is_title_case(line.first))

    def _is_heading(self, key: str) -> bool:
        return key in self._words.section_headings or key in self._words.participant_headings

    # -- people ---------------------------------------------------------------------------------

    def _is_answer(self, line: LabelledLine) -> bool:
        return line.label.is_letter and line.label.key in self._words.answers

    def _is_known(self, line: LabelledLine) -> bool:
        """Return whether a label is a person or an office by its own words, or in the text."""
        label = line.label
        return (
            label.has_time
            or self._words.is_generic(label.key)
            or self._has_title(label.name)
            or folded(label.key.split()[0]) in self._words.first_names
            or (len(label.details) > 0 and len(label.name.split()) > 1)
            or self._is_introduced(label.key)
        )

    def _is_named(self, name: str) -> bool:
        """Return whether the text has a name besides the line that it has for itself."""
        return len(name.split()) > 1 and self._prose.count(name) > 1

    def _whole_key(self, line: LabelledLine) -> str:
        """Return the longer label that a label is the first or last word of, or itself."""
        key = self._key(line)
        return self._longer.get(self._strip_title(key), key)

    def _key(self, line: LabelledLine) -> str:
        """Return a label's name, or that behind an office: "The Minister (Mr. Ben Ola)"."""
        details = line.label.details
        inner = self._untitled(details[-1]) if details else ""
        words = line.label.key.split()
        is_office = words[0] in self._words.small or not self._words.roles.isdisjoint(words)
        if is_office and inner and inner != details[-1]:
            if self._words.full_name.fullmatch(inner):
                return folded(inner)
        return line.label.key

    @cached_property
    def _longer(self) -> dict[str, str]:
        """The labels by their surnames and first names, where these mean only one of them."""
        found: dict[str, set[str]] = {}
        for line in self._lines:
            words = self._strip_title(self._key(line)).split()
            for word in {words[0], words[-1], " ".join(words)}:
                found.setdefault(word, set()).add(" ".join(words))
        longest: dict[str, str] = {}
        for word, keys in found.items():
            whole = {key for key in keys if " " in key} or keys
            if len(whole) == 1:
                longest[word] = min(whole)
        return longest

    def _strip_title(self, key: str) -> str:
        first, _, rest = key.partition(" ")
        return rest if rest and first.rstrip(".") in self._words.honorifics else key

    def _introduces(self, line: LabelledLine) -> bool:
        """Return whether names follow a label: "Hosts: Ana Beck and Ben Ola"."""
        if line.label.style is LabelStyle.LINE or is_finished(line.first):
            return False
        return self._words.full_name.match(self._untitled(line.first)) is not None

    def _untitled(self, text: str) -> str:
        first, _, rest = text.partition(" ")
        return rest if first.casefold().rstrip(".") in self._words.honorifics else text

    def _has_title(self, name: str) -> bool:
        first, _, rest = name.partition(" ")
        return bool(rest) and first.casefold().rstrip(".") in self._words.honorifics

    def _is_introduced(self, key: str) -> bool:
        """Return whether the text names a person with this surname, or with these words."""
        return _last_word(key) in self._people

    @cached_property
    def _people(self) -> Collection[str]:
        """The surnames and first names of people with full names in the text."""
        people: set[str] = set()
        for match in _FULL_NAME.finditer(self._prose):
            first, last = match[1].casefold().rstrip("."), match[2].casefold()
            if first in self._words.first_names and match[1][0].isupper():
                people.update((first, last))
            elif first in self._words.honorifics or first in self._words.roles:
                people.update((last, (match[3] or last).casefold()))
        for text in (*self._lists, *self._listed()):
            for match in self._words.full_name.finditer(text):
                names = match["name"].casefold().split()
                people.update((names[0], names[-1]))
        return people

    def _listed(self) -> Iterator[str]:
        """Yield the lines that list those who take part: "Panelists: Ana Beck; Ben Ola"."""
        for text in self._prose.split("\n"):
            heading, colon, names = text.partition(":")
            if colon and folded(heading) in self._words.participant_headings:
                yield names

    def _dialogue_share(self, lines: Sequence[LabelledLine]) -> float:
        """Return the share of labels under which somebody asks, or says "I" or "you"."""
        if not lines:
            return 0.0
        return sum(self._is_spoken(line.text) for line in lines) / len(lines)

    def _is_spoken(self, text: str) -> bool:
        return "?" in text or self._words.dialogue.search(text) is not None


def _is_title_case(text: str) -> bool:
    """Return whether nearly all long words have a capital, as in headlines."""
    words = [word.strip("‘“\"'(") for word in text.split() if len(word) >= _LONG_WORD]
    capitals = sum(word[:1].isupper() for word in words)
    return len(words) >= _MIN_LABELS and capitals >= _MIN_CAPITALS * len(words)


def _last_word(key: str) -> str:
    return key.split()[-1]
