"""What is wrong with a lesson file, each problem with its place.

Belongs here: the problem as data, the error that all of them together make, how a message quotes a file. Does not: finding any
(`yaml_text`, `loader`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pdtutor.errors import FileError

MOST_FOUND = 1_000  # problems of one file; more are not looked for
MOST_LISTED = 100
LONGEST_QUOTED = 40


class Place(NamedTuple):
    """A line and a column, both from 1, as editors count."""

    line: int
    column: int


class Problem(NamedTuple):
    """One thing wrong with a file: where, of which kind, and what is wrong with the mend."""

    place: Place
    code: str
    message: str

    def said(self, name: str) -> str:
        """The problem on one line, as editors jump to it."""
        return f"{name}:{self.place.line}:{self.place.column}: {self.message}"


class LessonError(FileError):
    """A file that is no sound lesson; `problems` are all that was found, each once, in the order of the file."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(set(problems)))
        shown = [problem.said(name) for problem in self.problems[:MOST_LISTED]]
        more = len(self.problems) - len(shown)
        super().__init__("\n".join([*shown, *([f"… and {more} more."] if more else [])]))

    def __reduce__(self) -> tuple[type[LessonError], tuple[str, tuple[Problem, ...]]]:
        return LessonError, (self.name, self.problems)


def quoted(text: str) -> str:
    """A text from a file between quotation marks: on one line, not too long, and without characters that steer a terminal."""
    line = "".join(character for character in " ".join(text.split()) if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))
    return f"“{line[: LONGEST_QUOTED - 1]}…”" if len(line) > LONGEST_QUOTED else f"“{line}”"


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A question after the known word that was probably meant, with a space before it; else what is said instead."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    mend = f"Did you mean {near[0]}?" if near else otherwise
    return f" {mend}" if mend else ""
