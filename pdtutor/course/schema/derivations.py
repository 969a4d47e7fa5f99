"""Exercises about a derivation itself: next-rule, find-the-error.

Belongs here: their keys. Does not: what is asked and how it is judged (`course.tasks.derivations`). Loads pydantic.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pdtutor.course.schema.steps import Answer, ExerciseKeys, Function, Variable
from pdtutor.course.schema.values import Mistake


class NextRuleKeys(ExerciseKeys):
    """Which rule comes first. The answer is its name."""

    what = "next-rule"
    type: Literal["next-rule"]
    function: Function
    wrt: Variable
    answer: Answer = Field(default=None, examples=["chain"])


class FindTheErrorKeys(ExerciseKeys):
    """A derivation with a mistake in it. The answer is the number of the line in which it goes wrong, from 1."""

    what = "find-the-error"
    type: Literal["find-the-error"]
    function: Function
    wrt: Variable
    mistake: Mistake = Field(description="The mistake in the derivation, by its id in the catalogue.", examples=["chain.inner_missing"])
    answer: Answer = Field(default=None, examples=["2"])


TYPES = (NextRuleKeys, FindTheErrorKeys)
