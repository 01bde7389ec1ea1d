"""Define the characters that a reader does not see but that change what is shown."""

from __future__ import annotations

import re

BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
"""Line breaks of any kind."""

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters except tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the direction of writing
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # separators, byte order mark, annotations
    "\ud800-\udfff"  # halves of a surrogate pair
    "\U000e0000-\U000e007f"  # tags: letters that nothing shows
    "]"
)
"""Characters that are replaced or escaped. Those that join letters and emoji are not among them."""
