"""Write places in files that are no text: a page, a paragraph, a cue."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from claimkit.model import Place


class PlaceRecord(Struct, frozen=True):
    """A place in a file that is no text; what does not apply is null.

    ``page`` and ``paragraph`` count from 1. ``box`` is left, top, right and bottom in points from
    the page's top left corner. ``cue`` is the number of a subtitle, ``time`` when it begins.
    """

    page: int | None
    box: Annotated[list[float], Meta(min_length=4, max_length=4)] | None
    paragraph: int | None
    cue: int | None
    time: str | None

    @classmethod
    def of(cls, place: Place | None) -> PlaceRecord | None:
        """Return the record of a place; None if there is none."""
        if place is None:
            return None
        box = None if place.box is None else [round(edge, 1) for edge in place.box]
        return cls(place.page, box, place.paragraph, place.cue, place.time)


def describe_place(place: Place | None) -> str:
    """Return a place in words; empty if there is none.

    >>> describe_place(Place(page=3)), describe_place(Place(cue=61, time="00:02:00"))
    ('page 3', 'cue 61, 00:02:00')
    """
    if place is None:
        return ""
    parts = (("page", place.page), ("paragraph", place.paragraph), ("cue", place.cue))
    words = [f"{name} {number}" for name, number in parts if number is not None]
    return ", ".join([*words, *([place.time] if place.time else [])])
