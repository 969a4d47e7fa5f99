"""What a list of lessons shows of each file, read quickly.

Belongs here: id, title, what comes before, which exercises there are. Does not: whether the file is sound (`loader`), where files are
(`cli.lesson_folders`). Loads neither pydantic nor SymPy.
"""

from __future__ import annotations

from dataclasses import dataclass

from pdtutor.course import yaml_text
from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.problems import LessonError, Place, Problem
from pdtutor.course.yaml_text import Data

DEPTH = 3  # levels of a file that are needed: the lesson's keys, its steps, their keys
NEEDED = ("id", "title", "steps")


@dataclass(frozen=True)
class Listed:
    """A lesson in a list.

    name       what the file is called in messages
    exercises  their ids, in the order of the file
    """

    id: str
    title: str
    name: str
    requires: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()


def listed(source: str | bytes, name: str) -> Listed:
    """The lesson of a file's text or content as a list shows it: the same as the loader reads where the file is sound.

    name  what the file is called in messages

    Raises LessonError where it is no lesson. Not all that is wrong with one is noticed.
    """
    text = yaml_text.decoded(source) if isinstance(source, bytes) else source
    data = text if isinstance(text, Problem) else yaml_text.outline(text, DEPTH)
    if isinstance(data, Problem):
        raise LessonError(name, [data])
    keys = data if isinstance(data, dict) else {}
    missing = [key for key in NEEDED if not isinstance(keys.get(key), list if key == "steps" else str) or keys[key] == ""]
    if missing:
        raise LessonError(name, [Problem(Place(1, 1), "missing_key", f"This is no lesson: it has no {' and no '.join(missing)}.")])
    return Listed(keys["id"], keys["title"], name, _texts(keys.get("requires", [])), _exercises(keys["steps"]))


def _texts(value: Data) -> tuple[str, ...]:
    """The texts of a list; one text is a list of one."""
    return tuple(item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))


def _exercises(steps: list[Data]) -> tuple[str, ...]:
    found = [step for step in steps if isinstance(step, dict) and step.get("type") in EXERCISE_TYPES]
    return tuple(step["id"] for step in found if isinstance(step.get("id"), str))
