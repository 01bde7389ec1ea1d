"""Give the speakers of turns their full names and roles, and tell questions from answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.turns.people import People, Person, plain_case
from claimkit.documents.turns.turn_words import TurnWords, folded
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind, Speaker

_MIN_ASKED = 0.6
_MIN_ASKED_BY_OUTLET = 0.5
_SENTENCE_END = re.compile(r"[.!…]\W")
_SPOKEN = frozenset((BlockKind.TURN, BlockKind.QUESTION))
_MIN_PERSONAL = 0.3
_MIN_NAME = 4
_MAX_SEARCHES = 200  # names and roles in capitals that are looked for in all texts
_VOWEL = re.compile("[AEIOUY]")


@dataclass(slots=True)
class Turn:
    """The blocks of one turn, with the speaker as the label prints them."""

    printed: Speaker | None
    label: str | None
    blocks: list[BlockDraft]
    speaker: Speaker | None = None
    is_question: bool = False

    @property
    def key(self) -> str:
        return folded(self.printed.name) if self.printed else ""

    @property
    def label_key(self) -> str:
        """The label in lower case; the printed speaker is another one if a lawyer asks as "Q"."""
        return folded(self.label) if self.label else self.key

    @property
    def asks(self) -> bool:
        """Whether the turn ends with a question."""
        return self.blocks[-1].last.rstrip(" \"”'’)").endswith("?")


class SpeakerNaming:
    """Names the speakers of one document.

    Args:
        authors: the authors of the document, one of whom may be the interviewer.
        outlet: the outlet, which may ask under its own name.
    """

    def __init__(
        self,
        drafts: Sequence[BlockDraft],
        words: TurnWords,
        authors: Sequence[str],
        outlet: str | None,
    ) -> None:
        self._drafts = drafts
        self._words = words
        self._authors = tuple(authors)
        self._outlet = folded(outlet or "")
        self._turns = list(_iter_turns(drafts))
        self._people = People(words)
        self._texts = [draft.text for draft in drafts]
        self._plain_names: dict[str, str] = {}
        self._witnesses: list[tuple[int, Person]] = []
        self._place = {id(draft): index for index, draft in enumerate(drafts)}

    def run(self) -> None:
        if not self._turns:
            return
        self._read_people()
        interviewee = self._find_interviewee()
        interviewer = self._find_interviewer(interviewee)
        for turn in self._turns:
            turn.speaker = self._name(turn, interviewee, interviewer)
        self._mark_questions()
        self._address()
        for turn in self._turns:
            is_nobody = turn.speaker is None and turn.key in self._words.answers
            for block in turn.blocks:
                block.speaker = turn.speaker
                if is_nobody and block.kind is BlockKind.TURN and not self._is_personal:
                    block.kind = BlockKind.PARAGRAPH
            self._release_narration(turn)

    @cached_property
    def _first_turn(self) -> int:
        return self._place[id(self._turns[0].blocks[0])]

    # -- who is named ---------------------------------------------------------------------------

    def _read_people(self) -> None:
        """Read lists of participants, the text before the first turn, labels, then all the rest."""
        people, first = self._people, self._first_turn
        head = self._drafts[:first]
        said = {id(block) for turn in self._turns for block in turn.blocks}
        for draft in self._drafts:
            if id(draft) not in said and draft.kind is not BlockKind.FURNITURE:
                people.read_list("\n".join(part.text for part in draft.parts))
        for index, draft in enumerate(self._drafts):
            if id(draft) not in said:
                for pattern in self._words.witnesses:
                    for match in pattern.finditer(draft.text):
                        name = people.strip_title(match["name"])
                        self._witnesses.append((index, people.add(name)))
        for draft in head:
            people.read_prose(
                "\n".join(part.text for part in draft.parts)
                if draft.kind in ABOUT_THE_DOCUMENT
                else draft.text,
                is_head=True,
            )
        for turn in self._turns:
            self._read_label(turn)
        for draft in self._drafts[first:]:
            people.read_prose(draft.text)

    def _read_label(self, turn: Turn) -> None:
        """Read the full name and the role that a label gives, most often the first of a speaker."""
        printed = turn.printed
        if printed is None or self._words.is_generic(turn.key):
            return
        roles = [role for role in (printed.role or "").split(", ") if role]
        inner = self._people.strip_title(roles[-1]) if roles else ""
        if inner and self._is_office(printed.name) and self._words.full_name.fullmatch(inner):
            # "The Minister for Ports (Mr. A. Beck)"
            first, _, rest = printed.name.partition(" ")
            is_article = folded(first) in self._words.small
            self._people.add(self._plain(inner), rest if is_article else printed.name)
            return
        office, name = self._people.split_title(printed.name)
        if office is not None:
            roles.insert(0, office)
        if len(name.split()) > 1 or office is not None:
            role = ", ".join(map(self._plain_role, roles)) or None
            person = self._people.add(self._plain(name), role)
            person.role = role or person.role

    def _plain(self, name: str) -> str:
        name = self._people.strip_title(name)
        if name not in self._plain_names:
            self._plain_names[name] = plain_case(
                name, self._searched(), self._words.particles | self._words.small
            )
        return self._plain_names[name]

    def _plain_role(self, role: str) -> str:
        if role not in self._plain_names:
            self._plain_names[role] = plain_role(role, self._searched())
        return self._plain_names[role]

    def _searched(self) -> Sequence[str]:
        """Return the texts in which a name is looked for, as long as there are not too many."""
        return self._texts if len(self._plain_names) < _MAX_SEARCHES else ()

    def _is_office(self, name: str) -> bool:
        words = folded(name).split()
        return words[0] in self._words.small or any(word in self._words.roles for word in words)

    # -- who is interviewed ---------------------------------------------------------------------

    def _find_interviewee(self) -> Person | None:
        """Return the person who answers under "A" or without a label: the one the head is about."""
        if not self._is_personal:
            return None
        excluded = {name.casefold() for name in self._authors}
        found = [
            person
            for person in self._people.people
            if person.named_in_head and person.name.casefold() not in excluded
        ]
        return max(found, key=lambda person: person.named_in_head, default=None)

    @cached_property
    def _is_personal(self) -> bool:
        """Return whether somebody answers, unlike on a page of frequent questions."""
        head = "\n".join(self._texts[: self._first_turn])
        if self._words.interview.search(head):
            return True
        if self._witnesses:
            return True
        answers = [turn for turn in self._turns if turn.key in self._words.answers]
        personal = sum(
            self._words.first_person.search(block.text) is not None
            for turn in answers
            for block in turn.blocks[:1]
        )
        return personal >= _MIN_PERSONAL * len(answers)

    def _find_interviewer(self, interviewee: Person | None) -> Speaker | None:
        """Return the person whom the head names as the interviewer, or else the author.

        Where several people answer, as in a briefing, several ask.
        """
        answers = {turn.key for turn in self._turns if turn.key not in self._words.questions}
        if interviewee is None or not answers <= self._words.answers:
            return None
        for draft in self._drafts[: self._first_turn]:
            for part in draft.parts:
                match = self._words.interviewers.match(part.text)
                name = self._words.full_name.match(part.text, match.end()) if match else None
                if name and name["name"] != interviewee.name:
                    return Speaker(name["name"])
        return Speaker(self._authors[0]) if len(self._authors) == 1 else None

    # -- names ----------------------------------------------------------------------------------

    def _name(
        self, turn: Turn, interviewee: Person | None, interviewer: Speaker | None
    ) -> Speaker | None:
        key = turn.key
        if key in self._words.questions:
            return interviewer
        witness = self._witness_at(turn) if key in self._words.witness_labels else None
        if key in self._words.answers or witness is not None:
            answering = self._witness_at(turn) or interviewee
            return Speaker(answering.name, answering.role) if answering else None
        if turn.printed is None or self._words.is_unnamed(key):
            return None
        person = self._people.find(turn.printed.name)
        if person is None and self._is_office(turn.printed.name):
            person = self._people.find_role(turn.printed.name)
        if person is not None:
            return Speaker(person.name, person.role or self._printed_role(turn.printed))
        name = self._plain(turn.printed.name)
        if key in self._words.offices or key in self._words.crowds:
            name = self._office_name(turn.printed.name)
        return Speaker(name, self._printed_role(turn.printed))

    def _witness_at(self, turn: Turn) -> Person | None:
        """Return the witness who is examined at a turn: the last one who was sworn before it."""
        place = self._place[id(turn.blocks[0])]
        index = bisect_left(self._witnesses, place, key=lambda witness: witness[0])
        return self._witnesses[index - 1][1] if index else None

    def _printed_role(self, printed: Speaker) -> str | None:
        return self._plain_role(printed.role) if printed.role else None

    def _office_name(self, name: str) -> str:
        """Return an office as it stands in a sentence: "the court" for "THE COURT"."""
        if not name.isupper():
            return name
        low = name.lower()
        return low if low.split()[0] in self._words.small else low.capitalize()

    # -- questions ------------------------------------------------------------------------------

    def _mark_questions(self) -> None:
        by_key: dict[str, list[Turn]] = {}
        for turn in self._turns:
            by_key.setdefault(turn.speaker.name if turn.speaker else turn.key, []).append(turn)
        asked = {
            name: sum(turn.asks for turn in turns) / len(turns) for name, turns in by_key.items()
        }
        for name, turns in by_key.items():
            others = [asked[other] for other in by_key if other != name]
            is_interviewer = (
                len(by_key) == 2
                and others[0] < _MIN_ASKED_BY_OUTLET
                and (
                    asked[name] >= _MIN_ASKED
                    or (asked[name] >= _MIN_ASKED_BY_OUTLET and self._is_outlet(turns[0]))
                )
            )
            for turn in turns:
                turn.is_question = is_interviewer or turn.label_key in self._words.questions
                for block in turn.blocks:
                    if block.kind is BlockKind.TURN and (
                        turn.is_question or _only_asks(block.text)
                    ):
                        block.kind = BlockKind.QUESTION

    def _is_outlet(self, turn: Turn) -> bool:
        """Return whether a label is that of the outlet or author, or of nobody introduced."""
        name = turn.speaker.name.casefold() if turn.speaker else ""
        if name in {author.casefold() for author in self._authors} or turn.key == self._outlet:
            return True
        if turn.printed is None or self._people.strip_title(turn.printed.name) != turn.printed.name:
            return False
        return self._people.find(turn.printed.name) is None

    def _address(self) -> None:
        """Set who is called "you": whoever answers a question, and whoever asked it."""
        for number, turn in enumerate(self._turns):
            is_asking = turn.asks or any(b.kind is BlockKind.QUESTION for b in turn.blocks)
            if is_asking:
                self._set_addressee(turn, self._turns[number + 1 : number + 2])
            elif number and any(
                b.kind is BlockKind.QUESTION for b in self._turns[number - 1].blocks
            ):
                self._set_addressee(turn, self._turns[number - 1 : number])

    def _set_addressee(self, turn: Turn, others: Sequence[Turn]) -> None:
        for other in others:
            if other.speaker is not None and other.speaker != turn.speaker:
                for block in turn.blocks:
                    block.addressee = other.speaker

    # -- what is not said -----------------------------------------------------------------------

    def _release_narration(self, turn: Turn) -> None:
        """Take paragraphs off a turn that speak about its speaker: "Beck pauses and laughs."."""
        if turn.speaker is None:
            return
        surname = turn.speaker.name.split()[-1]
        if len(surname) < _MIN_NAME or not surname[0].isupper():
            return
        pattern = re.compile(rf"(?<!\w){re.escape(surname)}(?!\w)")
        for block in turn.blocks[1:]:
            text = block.text
            if pattern.search(text) and not self._words.first_person.search(text):
                block.kind = BlockKind.PARAGRAPH
                block.speaker = block.addressee = block.said = None


def _iter_turns(drafts: Sequence[BlockDraft]) -> Iterator[Turn]:
    """Yield the turns in order; blocks that nobody says, such as headings, don't end one."""
    turn: Turn | None = None
    for draft in drafts:
        is_other = turn is None or (draft.speaker != turn.printed)
        if draft.kind in _SPOKEN and (draft.label is not None or is_other):
            if turn is not None:
                yield turn
            turn = Turn(draft.speaker, draft.label, [draft])
        elif (turn is not None and draft.speaker is not None and draft.speaker == turn.printed) or (
            turn is not None
            and draft.kind in _SPOKEN
            and turn.printed is None
            and draft.speaker is None
        ):
            turn.blocks.append(draft)
    if turn is not None:
        yield turn


def _only_asks(text: str) -> bool:
    """Return whether a paragraph is a question and nothing else."""
    return text.rstrip(" \"”'’)").endswith("?") and _SENTENCE_END.search(text) is None


def plain_role(role: str, texts: Sequence[str]) -> str:
    """Return a role in capitals in lower case, with the names in it as elsewhere."""
    if not role.isupper():
        return role
    return " ".join(_plain_role_word(word, texts) for word in role.split())


def _plain_role_word(word: str, texts: Sequence[str]) -> str:
    """Return "mayor" for "MAYOR", "Hylla" for "HYLLA" if a text has it, and "KSN" as it is."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    forms = (match[0] for text in texts for match in pattern.finditer(text))
    known = next((form for form in forms if any(map(str.islower, form))), None)
    if known is not None:
        return known
    return word.lower() if _VOWEL.search(word) else word
