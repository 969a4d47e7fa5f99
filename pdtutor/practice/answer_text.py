"""What an answer file's text says, in YAML or in JSON: for one run (`answer_file`), for a quiz (`quiz.answers`), for a class (`classroom`).

Belongs here: the data of a text, every number as it is written, and why a text is none. Does not: which keys there may be, which exercises
there are, how a file is named in a message.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pdtutor.course import yaml_text
from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Exercise
from pdtutor.course.problems import Place, quoted

WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
IN_LIST = re.compile(r"[\[\](),;\n]")  # what an answer that is a list has
LONGEST_SEED = 18  # digits


class UnreadableError(Exception):
    """Why something that was handed in cannot be read; caught where it is known whose it is, and what is said then.

    place  where in the text, as far as that is known
    hint   how it is mended, where the message does not say so
    """

    def __init__(self, message: str, place: Place | None = None, hint: str | None = None) -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(f"line {place.line}, column {place.column}: {message}" if place else message)


def of_yaml(text: str) -> Any:
    """Texts, lists and mappings; None where there is nothing. Raises UnreadableError where it is no YAML as answers are written."""
    document = yaml_text.read(text)
    if document.problems:
        place, _, message = min(document.problems)
        raise UnreadableError(message, place)
    return document.data


def of_json(text: str) -> Any:
    """A JSON document with its numbers as texts. Raises UnreadableError where it is none, or has a key twice."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"it is no JSON: {error.msg} at column {error.colno}.") from None
    except RecursionError:
        raise UnreadableError("it is nested too deeply.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise UnreadableError(f"the key {quoted(twice)} stands there twice.")
    return found


def tries(exercise: str, value: object) -> tuple[str, ...]:
    """The answers to an exercise in turn: one text, or a list of them; what says nothing is no try. Raises UnreadableError."""
    values: list[Any] = value if isinstance(value, list) else [value]
    if not all(each is None or isinstance(each, str) for each in values):
        hint = 'A text that begins with a bracket needs quotes: "[2x, 3y]".'
        raise UnreadableError(f"the answer to {quoted(exercise)} is not a text.", hint=hint)
    return tuple(each for each in values if each and each.strip())


def as_list(exercise: Exercise, tries: Sequence[str]) -> str:
    """What is to be said where several answers to a question for a list are no lists: in YAML [2x, 3y] is two answers. Else nothing."""
    if not EXERCISE_TYPES[exercise.type].is_by_several or len(tries) < 2 or any(IN_LIST.search(each) for each in tries):
        return ""
    return f'taken as {len(tries)} answers in turn; one answer is written in quotes: "[{", ".join(tries[:3])}{", …" if tries[3:] else ""}]"'


def seed_of(value: object) -> int | None:
    """The seed that is named, if one is. Raises UnreadableError where it is no whole number."""
    if value is None:
        return None
    text = str(value).strip()
    if not WHOLE.fullmatch(text):
        raise UnreadableError(f"the seed {quoted(text)} is no whole number.")
    if len(text.lstrip("+-")) > LONGEST_SEED:
        raise UnreadableError(f"the seed {quoted(text)} has more than {LONGEST_SEED} digits.")
    return int(text)
