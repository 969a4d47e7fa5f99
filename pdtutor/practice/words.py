"""The words that are no answers, whichever way they are typed.

Belongs here: from a line to what is said by it. Does not: what follows (the machines), what the words mean to a reader (`render`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pdtutor.course.tasks.task import Task
from pdtutor.errors import TutorError
from pdtutor.practice import events

HELP = "?"
OF_LESSON = ("hint", "why", "show", "skip", "back", "quit")
OF_QUIZ = ("hint", "why", "show", "skip", "quit")
_SAID: Mapping[str, Callable[[], events.Said]] = {
    "hint": events.Hint,
    "why": events.Why,
    "show": events.Show,
    "skip": events.Skip,
    "back": events.Back,
    "quit": events.Quit,
}
_SAME = {"exit": "quit", "q": "quit", "steps": "show", "show me the steps": "show", "next": "skip", "help": HELP, "h": HELP}


def word(line: str) -> str:
    """The word that a line is, or the line itself, in small letters."""
    bare = " ".join(line.casefold().split())
    return _SAME.get(bare, bare)


def is_name(task: Task, text: str) -> bool:
    """Whether a single letter is an answer to the question, though it is short for a word as well."""
    try:
        return len(text.strip()) == 1 and bool(task.preview(text))
    except TutorError:
        return False


def said(line: str, words: Sequence[str]) -> events.Said | None:
    """What is said by a line that is one of the words; None by any other."""
    found = word(line)
    return _SAID[found]() if found in words else None
