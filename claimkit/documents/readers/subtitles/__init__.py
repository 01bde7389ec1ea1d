"""Read subtitles and captions: SubRip and WebVTT.

`cues` finds the cues of a file and their lines, `lines` takes what is not speech off them, and
`reader` joins them to paragraphs.
"""

from claimkit.documents.readers.subtitles.reader import read as read
