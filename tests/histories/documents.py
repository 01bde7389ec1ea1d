"""Small documents with one claim in each paragraph, and edits that people make to them."""

from __future__ import annotations

from random import Random

_CONTENTS = (
    "Rents will rise by {n} percent",
    "The mill employs {n} people",
    "The bridge will cost {n} million dollars",
    "Nobody has looked at the roof for {n} years",
    "The ferry carried {n} passengers in May",
    "The school needs {n} more teachers",
    "The council rejected {n} of the plans",
    "About {n} trees have to be cut down",
)
_ENDS = (
    "Mayor Ann Lee said",
    "Bo Lind told reporters",
    "Mia Holm complained",
    "the harbour office announced",
    "Nora Falk wrote in a letter",
    "the ministry denied",
)


def write_paragraph(random: Random) -> str:
    """Return a sentence in which somebody says something with a number."""
    content = random.choice(_CONTENTS).format(n=random.randint(2, 90))
    return f"{content}, {random.choice(_ENDS)}."


def write_document(random: Random) -> str:
    return join([write_paragraph(random) for _ in range(random.randint(2, 5))])


def edit(text: str, random: Random) -> str:
    """Return a document with one paragraph changed, added, removed or moved."""
    paragraphs = text.rstrip("\n").split("\n\n")
    place = random.randrange(len(paragraphs))
    match random.choice(("number", "number", "source", "replace", "add", "remove", "move")):
        case "number":
            words = paragraphs[place].split(" ")
            numbers = [index for index, word in enumerate(words) if word.isdecimal()]
            for index in numbers:
                words[index] = str(random.randint(2, 90))
            paragraphs[place] = " ".join(words)
        case "source":
            content = paragraphs[place].rpartition(", ")[0]
            paragraphs[place] = f"{content}, {random.choice(_ENDS)}."
        case "replace":
            paragraphs[place] = write_paragraph(random)
        case "add":
            paragraphs.insert(place, write_paragraph(random))
        case "remove" if len(paragraphs) > 1:
            del paragraphs[place]
        case _:
            paragraphs.insert(random.randrange(len(paragraphs)), paragraphs.pop(place))
    return join(paragraphs)


def join(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
