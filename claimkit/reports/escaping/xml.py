"""Replace what XML cannot hold; the XML library escapes the rest."""

from __future__ import annotations

import re

from claimkit.reports.escaping.hidden import HIDDEN

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_xml_text(text: str) -> str:
    """Return a text without characters that XML 1.0 does not allow, not even as references."""
    return _NOT_XML.sub("\ufffd", HIDDEN.sub("\ufffd", text))
