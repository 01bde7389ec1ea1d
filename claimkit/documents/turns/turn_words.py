"""Prepare the words of the transcript lexicon for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.transcripts import load_transcripts
from claimkit.lexicons.word_patterns import any_of

_EDGES = " .:,;*_-–—"


@dataclass(frozen=True, slots=True)
class TurnWords:
    """The words of one language; `claimkit/lexicons/en/transcripts.yaml` describes most lists.

    ``first_names`` and ``offices`` (words for people by what they do) are those of the
    source lexicon.
    """

    questions: frozenset[str]
    answers: frozenset[str]
    offices: frozenset[str]
    crowds: frozenset[str]
    unnamed: frozenset[str]
    numbered: re.Pattern[str]
    not_labels: frozenset[str]
    not_roles: frozenset[str]
    honorifics: frozenset[str]
    small: frozenset[str]
    first_names: frozenset[str]
    roles: frozenset[str]
    person_endings: tuple[str, ...]
    dialogue: re.Pattern[str]
    first_person: re.Pattern[str]
    half_days: str
    ages: re.Pattern[str]
    scored: re.Pattern[str]
    stage: re.Pattern[str]
    stage_openers: re.Pattern[str]
    chair_openers: re.Pattern[str]
    participant_headings: frozenset[str]
    section_headings: frozenset[str]
    speech: re.Pattern[str]
    speech_by: re.Pattern[str]
    label_leads: re.Pattern[str]
    interview: re.Pattern[str]
    interviewers: re.Pattern[str]
    closings: tuple[re.Pattern[str], ...]
    witnesses: tuple[re.Pattern[str], ...]
    examiner: re.Pattern[str]
    witness_labels: frozenset[str]
    particles: frozenset[str]
    listing: re.Pattern[str]
    full_name: re.Pattern[str]

    def is_generic(self, words: str) -> bool:
        """Return whether a label names no person: "Q", "OPERATOR", "Speaker 2"."""
        return (
            words in self.questions
            or words in self.answers
            or words in self.offices
            or words in self.crowds
            or words in self.unnamed
            or self.numbered.fullmatch(words) is not None
        )

    def is_unnamed(self, words: str) -> bool:
        """Return whether nobody knows who has this label: "Unidentified male", "Speaker 2"."""
        return words in self.unnamed or self.numbered.fullmatch(words) is not None

    def is_closing(self, text: str) -> bool:
        """Return whether a paragraph is a remark about a transcript, at its end."""
        start = text.lstrip("([*_–—- ")
        return any(pattern.match(start) for pattern in self.closings)


def folded(words: str) -> str:
    """Return the words of a label for look-up: in lower case, with plain apostrophes and spaces.

    >>> folded(" THE  COURT: ")
    'the court'
    """
    return " ".join(words.casefold().replace("’", "'").split()).strip(_EDGES)


@cache
def load_turn_words(language: str) -> TurnWords:
    """Return the words of a language, loaded once a process."""
    lexicon = load_transcripts(language)
    sources = load_source_lexicon(Lexicons(language))
    roles = frozenset(word for entry in sources.roles for word in entry.words)
    return TurnWords(
        questions=frozenset(lexicon.question_labels),
        answers=frozenset(lexicon.answer_labels),
        offices=frozenset(lexicon.office_labels) | roles,
        crowds=frozenset(word.strip(_EDGES) for word in lexicon.crowd_labels),
        unnamed=frozenset(lexicon.unnamed_labels),
        numbered=re.compile(
            rf"{any_of(lexicon.numbered_labels + lexicon.unnamed_labels)} #?(?:\d{{1,3}}|[a-z])"
        ),
        not_labels=frozenset(lexicon.not_labels),
        not_roles=frozenset(lexicon.not_roles),
        honorifics=frozenset(word.rstrip(".") for word in lexicon.honorifics),
        small=frozenset(lexicon.small_words),
        first_names=frozenset((*sources.first_names.male, *sources.first_names.female)),
        roles=roles,
        person_endings=sources.person_endings,
        dialogue=_words(lexicon.dialogue_words),
        first_person=_words(lexicon.first_person),
        half_days="|".join(
            r"\.?".join(map(re.escape, half.replace(".", ""))) for half in lexicon.half_days
        )
        or "(?!)",
        ages=re.compile(
            rf"\d{{1,3}}\s?{any_of(lexicon.age_units)}(?:s\b|\b)\.?(?:\s{any_of(lexicon.age_endings)}\b)?",
            re.IGNORECASE,
        ),
        scored=re.compile(
            rf"(?:\[[–—+-]\]\s?)?(?P<name>[\w.-]{{2,40}})(?:\s\[\w{{1,6}}\])?"
            rf"\s+-?[\d.,]{{1,9}}k?\s{any_of(lexicon.score_words)}\s.{{0,3}}"
            rf"\d{{1,3}}\s?{any_of(lexicon.age_units)}s?\s{any_of(lexicon.age_endings)}.{{0,12}}",
            re.IGNORECASE,
        ),
        stage=_words(lexicon.stage_words),
        stage_openers=_opening(lexicon.stage_openers),
        chair_openers=_opening(lexicon.bracketed_openers),
        participant_headings=frozenset(lexicon.participant_headings),
        section_headings=frozenset(lexicon.section_headings),
        speech=_words(lexicon.speech_words),
        speech_by=re.compile(
            rf"(?<!\w){any_of(lexicon.speech_words)}\s{any_of(lexicon.speech_links)}\s",
            re.IGNORECASE,
        ),
        label_leads=re.compile(rf"{any_of(lexicon.label_leads)}\s", re.IGNORECASE),
        interview=_words(lexicon.interview_words),
        interviewers=re.compile(rf"{any_of(lexicon.interviewer_labels)}:?\s+", re.IGNORECASE),
        closings=tuple(re.compile(p, re.IGNORECASE) for p in lexicon.closing_patterns),
        witnesses=tuple(re.compile(p, re.MULTILINE) for p in lexicon.witness_patterns),
        examiner=_opening(lexicon.examiner_leads),
        witness_labels=frozenset(lexicon.witness_labels),
        particles=frozenset(sources.particles),
        listing=re.compile(rf",?\s{any_of(lexicon.list_links)}\s|,\s"),
        full_name=_full_name(sources.particles),
    )


def _full_name(particles: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a full name on one line: two to four words with capitals."""
    word = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+|[A-Z]\.)"
    small = rf"(?:{any_of(particles)}\s)"
    return re.compile(rf"(?<![\w.])(?P<name>{word}(?:[^\S\n]{small}{{0,2}}{word}){{1,3}})")


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whatever their apostrophe."""
    plain = any_of(words).replace("'", "['’]")
    return re.compile(rf"(?<!\w){plain}(?!\w)", re.IGNORECASE)


def _opening(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words)}(?!\w)", re.IGNORECASE)
