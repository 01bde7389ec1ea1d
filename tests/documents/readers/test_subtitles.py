"""Subtitles: sentences across cues, who speaks, what is no speech, and where it stands."""

from __future__ import annotations

import pytest

from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError
from claimkit.model import Document, Place, Span


def read(text: str, suffix: str = ".srt") -> Document:
    return document_from_bytes(text.encode(), name=f"a{suffix}", file_name=f"a{suffix}")


def blocks(document: Document) -> list[str]:
    return [
        f"{block.kind.value}: {block.span.of(document.text)}"
        + (f" ({block.speaker.name})" if block.speaker else "")
        for block in document.blocks
    ]


def subrip(*cues: str, pause: int = 0) -> str:
    """Return a file with a cue of two seconds for each text."""
    parts = []
    for number, text in enumerate(cues, start=1):
        start = (number - 1) * (2 + pause)
        times = (f"00:{second // 60:02}:{second % 60:02},000" for second in (start, start + 2))
        parts.append(f"{number}\n{' --> '.join(times)}\n{text}\n")
    return "\n".join(parts)


def test_sentences_are_joined_across_cues_and_lines() -> None:
    document = read(
        subrip("The wall of the old\nharbour has eleven", "cracks, the mayor said.", "It leaks.")
    )

    assert document.text == (
        "The wall of the old harbour has eleven cracks, the mayor said. It leaks."
    )


def test_a_pause_after_a_sentence_begins_a_paragraph() -> None:
    document = read(subrip("The wall has", "eleven cracks.", "It leaks.", pause=5))

    assert blocks(document) == ["paragraph: The wall has eleven cracks.", "paragraph: It leaks."]


def place_of(document: Document, words: str) -> tuple[Place, ...]:
    assert document.places is not None
    start = document.text.index(words)
    spans = document.offsets.source_spans(Span(start, start + len(words)))
    return document.places.find(Span(spans[0].start, spans[-1].end))


def test_places_are_cues_with_their_times_and_offsets_lead_to_the_file() -> None:
    text = subrip(*["Word."] * 60, "The wall has <i>eleven</i>", "cracks &amp; leaks.").replace(
        "\n", "\r\n"
    )
    document = read(text)

    assert place_of(document, "Word.") == (Place(cue=1, time="00:00:00"),)
    assert place_of(document, "eleven cracks") == (
        Place(cue=61, time="00:02:00"),
        Place(cue=62, time="00:02:02"),
    )
    start = document.text.index("eleven")
    assert [s.of(text) for s in document.offsets.source_spans(Span(start, start + 6))] == ["eleven"]
    start = document.text.index("&")
    assert [s.of(text) for s in document.offsets.source_spans(Span(start, start + 1))] == ["&amp;"]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("[music] The wall leaks.", "The wall leaks."),
        ("[MUSIC PLAYING]\nThe wall leaks.", "The wall leaks."),
        ("(APPLAUSE)\nThe wall leaks.", "The wall leaks."),
        ("♪ Sail away, my love ♪\nThe wall leaks.", "The wall leaks."),
        ("The wall (built in 1902) leaks.", "The wall (built in 1902) leaks."),
        ("{\\an8}The <b>wall</b> leaks.", "The wall leaks."),
        ('<font color="#ffff00">The wall leaks.</font>', "The wall leaks."),
        ("The<00:00:01.200><c> wall</c><00:00:01.400><c> leaks.</c>", "The wall leaks."),
        ("The wall\u200b leaks\u200e.", "The wall leaks."),
        ("The wall &lt; 4 m&nbsp;high leaks.", "The wall < 4 m high leaks."),
        ("- The wall leaks.", "- The wall leaks."),
        ("1902\nwas the year.", "1902 was the year."),
        ("The wall\n\nleaks.", "The wall leaks."),
    ],
)
def test_what_is_no_speech_is_left_out(cue: str, text: str) -> None:
    document = read(subrip("It rained all day in Holm.", cue, "Nobody came."))

    assert document.text.replace("\n\n", " ") == f"It rained all day in Holm. {text} Nobody came."


def test_dashes_of_dialogue_begin_turns_and_one_alone_does_not() -> None:
    document = read(
        subrip(
            "- How many cracks\ndoes the wall have?\n- Eleven, the last time we looked.",
            "- And when will you close them?",
            "- Next spring.",
        )
    )

    assert [line.partition(": ")[2] for line in blocks(document)] == [
        "How many cracks does the wall have?",
        "Eleven, the last time we looked.",
        "And when will you close them?",
        "Next spring.",
    ]
    assert "paragraph" not in " ".join(blocks(document))


def test_labels_stay_for_the_one_who_reads_turns() -> None:
    document = read(
        subrip(
            "ANA PETROVA: The wall has eleven cracks.",
            "They are wide.",
            "BO LEE: We will close them next spring.",
            "ANA PETROVA: That is too late",
            "for the ferry.",
            "BO LEE: It is what we can do.",
        )
    )

    assert blocks(document) == [
        "turn: The wall has eleven cracks. They are wide. (Ana Petrova)",
        "turn: We will close them next spring. (Bo Lee)",
        "turn: That is too late for the ferry. (Ana Petrova)",
        "turn: It is what we can do. (Bo Lee)",
    ]


VOICES = """WEBVTT - Council of Holm

NOTE
Made by hand.

STYLE
::cue { color: white }

intro
00:01.000 --> 00:03.000 align:start position:10%
<v Ana Petrova>The wall has

00:03.000 --> 00:05.000
<v Ana Petrova>eleven cracks.</v>

NOTE a remark

00:05.000 --> 01:00:07.000
<v.loud Bo Lee>We will close them.
<v Ana Petrova>That is too late.
"""


def test_voices_of_webvtt_are_speakers() -> None:
    document = read(VOICES, ".vtt")

    assert document.title == "Council of Holm"
    assert blocks(document) == [
        "turn: The wall has eleven cracks. (Ana Petrova)",
        "turn: We will close them. (Bo Lee)",
        "turn: That is too late. (Ana Petrova)",
    ]
    assert place_of(document, "The wall has eleven") == (
        Place(cue=1, time="00:00:01"),
        Place(cue=2, time="00:00:03"),
    )


def test_one_voice_is_a_speaker_too() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana Petrova>The wall has eleven cracks.\n"

    assert blocks(read(text, ".vtt")) == ["turn: The wall has eleven cracks. (Ana Petrova)"]


@pytest.mark.parametrize(
    "cues",
    [
        (
            "the wall has",
            "the wall has\neleven cracks",
            "eleven cracks\nand it leaks",
            "and it leaks",
        ),
        ("the wall", "the wall has eleven", "the wall has eleven cracks", "and it leaks"),
    ],
)
def test_rolling_captions_are_read_once(cues: tuple[str, ...]) -> None:
    assert read(subrip(*cues)).text == "the wall has eleven cracks and it leaks"


def test_what_is_said_twice_stays_where_captions_do_not_roll() -> None:
    document = read(subrip("No.", "No.", *(f"We have {n} boats in Holm." for n in range(9))))

    assert document.text.startswith("No. No. We have 0 boats")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("1\n2\n3\n", "no subtitles in this file"),
        ("Just a text about --> arrows.", "no subtitles in this file"),
        (subrip("[music]", "♪"), "only layout|is empty|no text"),
    ],
)
def test_files_without_speech_are_refused(text: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read(text)


def test_labels_before_each_cue_of_a_speaker_are_read_once() -> None:
    document = read(
        subrip(
            "Ana Petrova: The wall of the harbour has",
            "Ana Petrova: eleven cracks, and two are wide.",
            "Bo Lee: Who told you that the",
            "Bo Lee: wall is unsafe?",
            "Ana Petrova: The divers said so.",
        )
    )

    assert blocks(document) == [
        "turn: The wall of the harbour has eleven cracks, and two are wide. (Ana Petrova)",
        "question: Who told you that the wall is unsafe? (Bo Lee)",
        "turn: The divers said so. (Ana Petrova)",
    ]


def test_captions_without_punctuation_are_cut_into_paragraphs() -> None:
    document = read(subrip(*(f"the wall of the old harbour has {n} cracks" for n in range(60))))

    assert 3 < len(document.blocks) < 20
