"""Run claimkit with a pipeline for the invented language, which is built on the first call.

The parser looks words up in a table: it stands for a model that somebody has trained.
"""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimkit.cli import main

# Part of speech, tag, relation, lemma, and the words that it may depend on.
WORDS = {
    "mira": ("PROPN", "NNP", "compound", "Mira", "kol"),
    "kol": ("PROPN", "NNP", "nsubj", "Kol", "teru"),
    "teru": ("VERB", "VBD", "ROOT", "teru", "teru"),
    "do": ("SCONJ", "IN", "mark", "do", "brona"),
    "fira": ("NOUN", "NN", "nsubj", "fira", "brona"),
    "brona": ("VERB", "VBD", "ccomp", "brona", "teru"),
    "12": ("NUM", "CD", "nummod", "12", "pelka"),
    "pelka": ("NOUN", "NNS", "dobj", "pelka", "brona"),
    "ardi": ("ADP", "IN", "prep", "ardi", "brona"),
    "3": ("NUM", "CD", "nummod", "3", "luno pelka"),
    "luno": ("PROPN", "NNP", "pobj", "Luno", "ardi"),
    "2025": ("NUM", "CD", "nummod", "2025", "luno"),
    "hi": ("PRON", "PRP", "nsubj", "hi", "teru"),
    "sirka": ("ADV", "RB", "advmod", "sirka", "3"),
    "hier": ("NOUN", "NN", "npadvmod", "hier", "brona"),
    "selu": ("ADP", "IN", "prep", "selu", "brona"),
    "tavi": ("PROPN", "NNP", "pobj", "Tavi", "selu"),
    ".": ("PUNCT", ".", "punct", ".", "teru"),
}


@Language.component("xx_parser", assigns=["token.tag", "token.pos", "token.dep", "token.lemma"])
def parse(doc: Doc) -> Doc:
    """Parse a doc. A word without a head in its line is the root of a sentence."""
    for token in doc:
        token.pos_, token.tag_, token.dep_, token.lemma_ = "X", "XX", "ROOT", token.lower_
        if token.lower_ in WORDS:
            token.pos_, token.tag_, token.dep_, token.lemma_, heads = WORDS[token.lower_]
            line = {other.lower_: other for other in find_line(token)}
            token.head = next((line[head] for head in heads.split() if head in line), token)
    return doc


def find_line(token: Token) -> Span:
    """Return the tokens around one up to the white space between blocks."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start and not doc[start - 1].is_space:
        start -= 1
    while end < len(doc) and not doc[end].is_space:
        end += 1
    return doc[start:end]


@Language.component("xx_entities", assigns=["doc.ents"])
def find_entities(doc: Doc) -> Doc:
    doc.ents = [
        Span(doc, token.i - 1, token.i + 1, label="PERSON") for token in doc if token.text == "Kol"
    ]
    return doc


def build(folder: Path) -> None:
    nlp = spacy.blank("xx", meta={"name": "invented", "version": "1.0"})
    nlp.add_pipe("xx_parser")
    nlp.add_pipe("xx_entities")
    nlp.to_disk(folder)


if __name__ == "__main__":
    if not Path("model").exists():
        build(Path("model"))
    main()
