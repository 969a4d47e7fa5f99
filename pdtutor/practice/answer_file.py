"""An answer file for one run: `{answers: {q1: "…", q2: ["try 1", "try 2"]}}` as YAML or JSON.

Belongs here: the keys of such a file and every way in which it may be none. Does not: its text (`answer_text`), reading the disk (`cli`), a
class's files (`classroom`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from pdtutor.course.problems import nearest, quoted
from pdtutor.errors import FileError, UsageError
from pdtutor.practice.answer_text import UnreadableError, of_json, of_yaml, seed_of, tries

KEYS = ("answers", "seed", "version", "lesson", "student")
ALL_KEYS = f"The keys are {', '.join(KEYS)}."
FORM = 'It is written {answers: {q1: "2x", q2: ["first try", "second try"]}}.'


class AnswerFile(NamedTuple):
    """What a file says: exercise → answers in turn; the seed, and the lesson and its version, where it names them."""

    answers: Mapping[str, tuple[str, ...]]
    seed: int | None = None
    version: str | None = None
    lesson: str | None = None


def parse(text: str, name: str, exercises: Sequence[str]) -> AnswerFile:
    """The answers of a file's text. Raises FileError where it is none, and UsageError where it names an exercise that there is not."""
    with named(name):
        data = document(text, name)
        if not isinstance(data.get("answers"), dict):
            raise FileError(f"{name} has no answers.", hint=FORM)
        answers = {id: tries(id, value) for id, value in data["answers"].items()}
        for id in answers:
            if id not in exercises:
                raise UsageError(f"{name}: there is no exercise {quoted(id)}.{nearest(id, exercises, _listed(exercises))}")
        version, lesson = (found if isinstance(found := data.get(key), str) else None for key in ("version", "lesson"))
        return AnswerFile(answers, seed_of(data.get("seed")), version, lesson)


@contextmanager
def named(name: str) -> Iterator[None]:
    """Says of what cannot be read in which file it is, as a FileError."""
    try:
        yield
    except UnreadableError as why:
        if why.place is None:
            raise FileError(f"{name}: {why.message}", hint=why.hint) from None
        raise FileError(f"{name}:{why.place.line}:{why.place.column}: {why.message}", hint=FORM) from None


def document(text: str, name: str) -> dict[str, Any]:
    """The keys of a file. Raises FileError where it is none of these files or has another key, and UnreadableError."""
    data = of_json(text.lstrip("\ufeff")) if text.lstrip("\ufeff \t\r\n").startswith("{") and _is_json(text) else of_yaml(text)
    if not isinstance(data, dict) or "answers" not in data:
        raise FileError(f"{name} has no answers.", hint=FORM)
    for key in data:
        if key not in KEYS:
            raise FileError(f"{name}: there is no key {quoted(key)}.{nearest(key, KEYS, ALL_KEYS)}")
    return data


def _listed(exercises: Sequence[str]) -> str:
    return f"They are {', '.join(exercises)}."


def _is_json(text: str) -> bool:
    """Whether a text in braces is JSON; else it is YAML, which has the place of what is wrong with it."""
    try:
        json.loads(text.lstrip("\ufeff"), parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True
