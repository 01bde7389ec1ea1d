"""Normalize the texts of claims, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES_AND_INVISIBLE = re.compile("[\"'`´‘’‚‛“”„‟«»‹›\u00ad\u200b-\u200d\ufeff]")
_EDGES = " .,;:!?…-"


def normalize_text(text: str) -> str:
    """Normalize quotation marks, case, spacing and the punctuation at the ends of a text.

    >>> normalize_text('“The  convoy – 40 trucks – ARRIVED.”')
    'the convoy - 40 trucks - arrived'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _QUOTES_AND_INVISIBLE.sub("", _DASHES.sub("-", folded))
    folded = " ".join(folded.split())
    return folded.strip(_EDGES) or folded
