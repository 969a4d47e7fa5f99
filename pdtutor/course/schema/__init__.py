"""The form of a lesson file: which keys there are, which a type needs, and what a value looks like; also as a JSON Schema for editors.

Belongs here: what can be said of one mapping and its values, with a description of each; the types of exercises have a file for each
family, named as in `tasks`. Does not: words about a place in a file, what steps need of each other, a lesson as the rest knows it
(`loader`). Loads pydantic.
"""

from pdtutor.course.schema.editors import json_schema
from pdtutor.course.schema.lesson import STEPS, LessonKeys
from pdtutor.course.schema.parts import PARTS, DeclaredKeys, Keys, keys_of
from pdtutor.course.schema.steps import ExerciseKeys, StepKeys, TextKeys, WorkedKeys

__all__ = [
    "PARTS", "STEPS", "DeclaredKeys", "ExerciseKeys", "Keys", "LessonKeys", "StepKeys", "TextKeys", "WorkedKeys", "json_schema", "keys_of",
]  # fmt: skip
