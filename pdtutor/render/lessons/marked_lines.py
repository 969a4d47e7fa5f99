"""Lines of a lesson's run: a mark before the first, an indent, an author's Markdown as bare words.

Belongs here: what verdicts, help and the summary all set in this way. Does not: what they say (`run_view`, `verdict_view`, `summary_view`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pdtutor.explain.phrases import Sentence
from pdtutor.render import theme
from pdtutor.render.failure import printable
from pdtutor.render.lines import Line, set_sentence

INDENT = "  "
KEPT = "\u00a0"  # a space at which no line may end
BOLD = re.compile(r"\*\*([^*]+)\*\*")
FORMULA = re.compile(r"`([^`]*)`")


def marked(mark: str, style: str, sentence: Sentence, writer: Callable[[Any], str], width: int) -> Iterator[Line]:
    """A sentence behind a mark: ✓, ✗, ?."""
    for number, line in enumerate(set_sentence(sentence, writer, width - 2)):
        yield ((f"{mark} " if not number else INDENT, style), *line)


def unmarked(sentence: Sentence) -> Sentence:
    """The sentence without an author's Markdown, and without what steers a terminal."""
    return tuple(printable(bare(part)) if isinstance(part, str) else part for part in sentence)


def bare(text: str) -> str:
    """A text without the stars and backticks of its Markdown."""
    return BOLD.sub(r"\1", FORMULA.sub(_unbroken, text))


def _unbroken(formula: re.Match[str]) -> str:
    """A formula between backticks without them, at whose spaces no line ends."""
    return formula[1].replace(" ", KEPT)


def indented(sentence: Sentence, writer: Callable[[Any], str], width: int, style: str = theme.PROSE) -> Iterator[Line]:
    """A sentence that stands under a mark."""
    for line in set_sentence(sentence, writer, width - len(INDENT), style):
        yield ((INDENT, ""), *line)
