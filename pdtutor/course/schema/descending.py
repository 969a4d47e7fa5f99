"""Exercises on one step of descent.

Belongs here: their keys. Does not: what is asked and how it is judged (`course.tasks.descending`). Loads pydantic.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pdtutor.course.schema.steps import Answer, At, ExerciseKeys, Function
from pdtutor.course.schema.values import Method, Point, Word


class DescentStepKeys(ExerciseKeys):
    """One step of a descent. The answer is the point that it leads to: w1=1.4, w2=1.8."""

    what = "descent-step"
    type: Literal["descent-step"]
    function: Function = Field(description="What is to become small.", examples=["(w1 + 2w2 - y)^2"])
    start: Point = Field(alias="from", description="The point that it starts from.", examples=["w1=1, w2=1"])
    rate: Word = Field(description="The learning rate.", examples=[0.1])
    method: Method | None = Field(default=None, description="How the gradient becomes a step; gd if nothing is said.", examples=["gd"])
    at: At = Field(default=None, description="The values of what is not stepped.", examples=["y=5"])
    answer: Answer = Field(default=None, examples=["w1=1.4, w2=1.8"])


TYPES = (DescentStepKeys,)
