"""Text whose lines may be too long for where it is read, in lines that are not.

Belongs here: breaking what was laid out without a width, or grew by being spelled in ASCII. Does not: the layout itself. Loads no algebra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdtutor.render.lines import set_text

STYLE = re.compile(r"\x1b\[[\d;]*m")
FURTHER = "  "  # what a line that goes on is set in by


def fitted(text: str, width: int) -> str:
    """The text with each line that is longer than `width` broken between words, a formula only where it is longer than a line."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line, width))


def _parts(line: str, width: int) -> Iterator[str]:
    if len(line) <= width or len(bare := STYLE.sub("", line)) <= width:
        yield line
        return
    words = bare.lstrip(" ")
    lead = " " * min(len(bare) - len(words), width // 3)
    first, *others = set_text(words, width - len(lead) - len(FURTHER))
    yield lead + "".join(part for part, _ in first)
    yield from (lead + FURTHER + "".join(part for part, _ in each) for each in others)
