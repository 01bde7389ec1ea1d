"""Write the list of English words that ships with claimkit, from word lists of SCOWL.

    python scripts/words.py /usr/share/dict/american-english /usr/share/dict/british-english

Debian's packages `wamerican` and `wbritish` have these two files.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

TARGET = Path(__file__).parents[1] / "claimkit/lexicons/en/words.txt.gz"
MIN_WORD, MIN_NAME = 2, 4


def is_wanted(word: str) -> bool:
    """Return whether a line of a word list is a plain word or a name, and no abbreviation."""
    if not word.isalpha() or not word.isascii():
        return False
    return (word.islower() and len(word) >= MIN_WORD) or (word.istitle() and len(word) >= MIN_NAME)


def main(paths: Sequence[str]) -> None:
    lines = (line for path in paths for line in Path(path).read_text("utf-8").splitlines())
    words = sorted({line for line in lines if is_wanted(line)})
    TARGET.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
    print(f"{TARGET}: {len(words):,} words")


if __name__ == "__main__":
    main(sys.argv[1:])
