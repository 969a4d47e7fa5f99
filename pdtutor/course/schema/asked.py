"""Exercises whose prompt asks and whose answer the file gives: expression, number, choice.

Belongs here: their keys. Does not: what is asked and how it is judged (`course.tasks.asked`). Loads pydantic.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pdtutor.course.schema.parts import OptionKeys
from pdtutor.course.schema.steps import ExerciseKeys, Prompt, Shape
from pdtutor.course.schema.values import Tolerance, Word


class ExpressionKeys(ExerciseKeys):
    """A question whose answer is an expression."""

    what = "expression"
    type: Literal["expression"]
    prompt: Prompt
    answer: Word = Field(description="The answer; whatever is equivalent is right as well.", examples=["abs(t)"])
    form: Shape = None


class NumberKeys(ExerciseKeys):
    """A question whose answer is a number."""

    what = "number"
    type: Literal["number"]
    prompt: Prompt
    answer: Word = Field(description="The number, or an expression for it.", examples=["1/3"])
    tolerance: Tolerance | None = Field(
        default=None,
        description="How far off an answer may be. Without it, the answer is exactly the number.",
        examples=[0.01],
    )


class ChoiceKeys(ExerciseKeys):
    """A question with options. The answer is a letter, or the letters of all that are right."""

    what = "choice"
    type: Literal["choice"]
    prompt: Prompt
    options: tuple[OptionKeys, ...] = Field(description="The options in order, at least one of them right.")


TYPES = (ExpressionKeys, NumberKeys, ChoiceKeys)
