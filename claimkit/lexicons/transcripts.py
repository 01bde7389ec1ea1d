"""Schema of the transcript lexicon: the words that show who speaks."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class TranscriptLexicon(LexiconHeader, frozen=True):
    """The words in ``transcripts.yaml``, which describes each list. All are in lower case."""

    question_labels: tuple[str, ...] = ()
    answer_labels: tuple[str, ...] = ()
    label_leads: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ()
    office_labels: tuple[str, ...] = ()
    crowd_labels: tuple[str, ...] = ()
    unnamed_labels: tuple[str, ...] = ()
    numbered_labels: tuple[str, ...] = ()
    not_labels: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    small_words: tuple[str, ...] = ()
    dialogue_words: tuple[str, ...] = ()
    first_person: tuple[str, ...] = ()
    half_days: tuple[str, ...] = ()
    age_units: tuple[str, ...] = ()
    age_endings: tuple[str, ...] = ()
    stage_words: tuple[str, ...] = ()
    stage_openers: tuple[str, ...] = ()
    bracketed_openers: tuple[str, ...] = ()
    participant_headings: tuple[str, ...] = ()
    section_headings: tuple[str, ...] = ()
    speech_words: tuple[str, ...] = ()
    speech_links: tuple[str, ...] = ()
    interview_words: tuple[str, ...] = ()
    interviewer_labels: tuple[str, ...] = ()
    closing_patterns: tuple[str, ...] = ()
    witness_patterns: tuple[str, ...] = ()
    examiner_leads: tuple[str, ...] = ()
    witness_labels: tuple[str, ...] = ()
    ritual_cues: tuple[str, ...] = ()
    ritual_verbs: tuple[str, ...] = ()
    appeal_verbs: tuple[str, ...] = ()
    address_nouns: tuple[str, ...] = ()
    address_offices: tuple[str, ...] = ()
    vocatives: tuple[str, ...] = ()
    score_words: tuple[str, ...] = ()
    list_links: tuple[str, ...] = ()
    vocative_leads: tuple[str, ...] = ()
    member_nouns: tuple[str, ...] = ()
    member_links: tuple[str, ...] = ()


def load_transcripts(language: str = DEFAULT_LANGUAGE) -> TranscriptLexicon:
    """Load the words of transcripts of a language."""
    return load_lexicon("transcripts", TranscriptLexicon, language)
