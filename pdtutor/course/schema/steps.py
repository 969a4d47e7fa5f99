"""The steps of a lesson: what every step has, what is told, and what every exercise has.

Belongs here: texts, worked commands, the keys that exercises share. Does not: the keys of one type of exercise (`derived`, `asked`,
`kinks`, `derivations`, `descending`). Loads pydantic.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pdtutor.course.schema.parts import AskKeys, DeclaredKeys, Keys, TestKeys
from pdtutor.course.schema.values import Form, ParamName, Point, Points, StepId, Word, Words


class StepKeys(Keys):
    """The keys of every step."""

    id: StepId = Field(description="The name of the step, which no other has: small letters, digits and hyphens.", examples=["q1"])
    type: str


class TextKeys(StepKeys):
    """Something to read."""

    what = "text"
    type: Literal["text"]
    text: Word = Field(description="Markdown. Write formulas in backticks.", examples=["Walk east, and the hill rises by `2x`."])


class WorkedKeys(StepKeys):
    """A command that runs when the learner gets there."""

    what = "worked"
    type: Literal["worked"]
    command: Word = Field(
        description="A mathematics command with its options, without the program's name.", examples=['partial "exp(x*y^2)" --wrt y']
    )
    text: Word | None = Field(default=None, description="Markdown that stands before it.", examples=["Watch what happens to `y^2`."])


class ExerciseKeys(StepKeys):
    """The keys of every exercise."""

    prompt: Word | None = Field(
        default=None,
        description="The question in Markdown, in place of the computed one; the function is shown beneath it.",
        examples=["How steep is the hill as you walk east?"],
    )
    params: dict[ParamName, Words] = Field(
        default={},
        description="Values drawn anew for every seed: {k} is replaced in every text, k in every formula too.",
        examples=[{"k": [2, 3, 5]}],
    )
    points: Points = Field(default=1.0, description="What a right answer earns.", examples=[2])
    hints: tuple[Word, ...] = Field(
        default=(),
        description="In order: what kind of rule, which part, the next line; never the answer. Without them they come from the derivation.",
        examples=[["One function inside another.", "Inside is `k·x·y`.", "The outer slope is `exp(k·x·y)`; what does it wait for?"]],
    )
    scaffold: tuple[AskKeys, ...] = Field(default=(), description="Smaller questions that open after a wrong answer.")
    mistakes: tuple[DeclaredKeys, ...] = Field(default=(), description="Wrong answers that are expected.")
    explain: Word | None = Field(
        default=None,
        description="Markdown, shown when the exercise is over: one idea that is worth keeping.",
        examples=["Whatever sits inside comes out once more, as a factor."],
    )
    tests: tuple[TestKeys, ...] = Field(default=(), description="Answers with what is expected of the judge.")


Function = Annotated[Word, Field(description="What is differentiated.", examples=["exp(k*x*y)"])]
Functions = Annotated[Words | None, Field(description="The outputs that are differentiated, in order.", examples=[["x y", "x + y"]])]
Variable = Annotated[Words, Field(description="The variable to differentiate by.", examples=["x"])]
Variables = Annotated[Words | None, Field(description="The variables to differentiate by, in order.", examples=[["x", "y"]])]
At = Annotated[Point | None, Field(description="The point, as a text or a mapping; names left out stay symbols.", examples=["x=1, y=2"])]
Answer = Annotated[Word | None, Field(description="The answer. It is computed; one that you give has to agree.")]
Shape = Annotated[Form | None, Field(description="The form that the answer is to have.", examples=["expanded"])]
Prompt = Annotated[Word, Field(description="The question, in Markdown.", examples=["Which of these functions has a kink?"])]
