"""An answer file for one run: `{answers: {q1: "…", q2: ["try 1", "try 2"]}}` as YAML or JSON.

Belongs here: what such a file says and every way in which it may be none. Does not: reading the disk (`cli`), a class's files
(`classroom`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from pdtutor.course import yaml_text
from pdtutor.course.problems import nearest, quoted
from pdtutor.errors import FileError, UsageError

KEYS = ("answers", "seed", "version", "lesson", "student")
WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
LONGEST_SEED = 18  # digits
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
    data = document(text, name)
    if not isinstance(data.get("answers"), dict):
        raise FileError(f"{name} has no answers.", hint=FORM)
    answers = {id: tries(id, value, name) for id, value in data["answers"].items()}
    for id in answers:
        if id not in exercises:
            raise UsageError(f"{name}: there is no exercise {quoted(id)}.{nearest(id, exercises, _listed(exercises))}")
    version, lesson = (found if isinstance(found := data.get(key), str) else None for key in ("version", "lesson"))
    return AnswerFile(answers, seed_of(data.get("seed"), name), version, lesson)


def document(text: str, name: str) -> dict[str, Any]:
    """The keys of a file. Raises FileError where it is none of these files, or has another key."""
    data = _json(text, name) if text.lstrip("\ufeff \t\r\n").startswith("{") and _is_json(text) else _yaml(text, name)
    if not isinstance(data, dict) or "answers" not in data:
        raise FileError(f"{name} has no answers.", hint=FORM)
    for key in data:
        if key not in KEYS:
            raise FileError(f"{name}: there is no key {quoted(key)}.{nearest(key, KEYS, ALL_KEYS)}")
    return data


def _listed(exercises: Sequence[str]) -> str:
    return f"They are {', '.join(exercises)}."


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _json(text: str, name: str) -> Any:
    """A JSON document with its numbers as the texts that are written, refused where a key stands twice."""
    once = partial(_once, name)
    return json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=once)


def _once(name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise FileError(f"{name}: the key {quoted(twice)} stands there twice.")
    return found


def _yaml(text: str, name: str) -> Any:
    document = yaml_text.read(text)
    if document.problems:
        (line, column), _, message = min(document.problems)
        raise FileError(f"{name}:{line}:{column}: {message}", hint=FORM)
    return document.data


def tries(id: str, value: object, name: str) -> tuple[str, ...]:
    """One text, or a list of them; what says nothing is no try."""
    values: list[Any] = value if isinstance(value, list) else [value]
    if not all(each is None or isinstance(each, str) for each in values):
        hint = 'A text that begins with a bracket needs quotes: "[2x, 3y]".'
        raise FileError(f"{name}: the answer to {quoted(id)} is not a text.", hint=hint)
    return tuple(each for each in values if each and each.strip())


def seed_of(value: object, name: str) -> int | None:
    """The seed that a file names, if it does. Raises FileError where it is no whole number."""
    if value is None:
        return None
    text = str(value).strip()
    if not WHOLE.fullmatch(text):
        raise FileError(f"{name}: the seed {quoted(text)} is no whole number.")
    if len(text.lstrip("+-")) > LONGEST_SEED:
        raise FileError(f"{name}: the seed {quoted(text)} has more than {LONGEST_SEED} digits.")
    return int(text)
