"""Exercises on subdifferentials.

Belongs here: their keys. Does not: what is asked and how it is judged (`course.tasks.kinks`). Loads pydantic.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pdtutor.course.schema.steps import Answer, ExerciseKeys, Function
from pdtutor.course.schema.values import Point


class SubdifferentialKeys(ExerciseKeys):
    """The subdifferential of a function of one variable. The answer is an interval, [0, 1], or a point, {1}."""

    what = "subdifferential"
    type: Literal["subdifferential"]
    function: Function = Field(examples=["max(0, x)"])
    at: Point = Field(description="The point.", examples=["x=0"])
    answer: Answer = Field(default=None, examples=["[0, 1]"])


TYPES = (SubdifferentialKeys,)
