"""The mappings inside a lesson and inside an exercise: settings, options, smaller questions, expected mistakes, tests.

Belongs here: what every mapping of the file has in common, and the keys of those that are no steps. Does not: steps (`steps`, and a file
for each family of exercises), how a value is read (`values`). Loads pydantic.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from pdtutor.course.lesson import ATTEMPTS, PASS, REVEALS
from pdtutor.course.schema.values import Expected, Mistake, Reveal, Share, Truth, Whole, Word


def _describe(schema: dict[str, Any], model: type[Keys]) -> None:
    """Tell editors what the mapping is, and which keys exclude and which need each other."""
    schema["title"] = model.what
    if model.one_of:
        schema["oneOf"] = [{"required": [key]} for key in model.one_of]
    if model.together:
        schema["dependentRequired"] = {key: [other] for key, other in model.together}


class Keys(BaseModel):
    """A mapping of the file.

    what      what a message calls it
    one_of    keys of which exactly one is needed
    together  a key, and another that it needs
    needs     how these two are said
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_describe)
    what: ClassVar[str] = ""
    one_of: ClassVar[tuple[str, ...]] = ()
    together: ClassVar[tuple[tuple[str, str], ...]] = ()
    needs: ClassVar[str] = ""


class SettingsKeys(Keys):
    """How the lesson is run."""

    what = "mapping of settings"
    attempts: Whole = Field(default=ATTEMPTS, description="How many answers to one exercise count.", examples=[3])
    reveal: Reveal = Field(
        default=REVEALS[0],
        description="When the derivation is shown: after the attempts, on request at any time, or never.",
        examples=list(REVEALS),
    )
    pass_share: Share = Field(default=PASS, alias="pass", description="The share of the points that passes the lesson.", examples=[0.7])


class OptionKeys(Keys):
    """One answer of a choice."""

    what = "option"
    text: Word = Field(description="What the option says, in Markdown.", examples=["`2x`"])
    because: Word | None = Field(
        default=None,
        description="Why it is right; or what leads there, and where the thought leaves the path.",
        examples=["That is the slope in `y`: here it is `x` that moves."],
    )
    correct: Truth = Field(default=False, description="Whether the option is right.", examples=[True])


class AskKeys(Keys):
    """A smaller question that a wrong answer opens: for a derivative (function, wrt), or for an answer that you give."""

    what = "question of a scaffold"
    one_of = ("function", "answer")
    together = (("function", "wrt"), ("wrt", "function"))
    needs = "A question of a scaffold needs function and wrt, or else answer."
    ask: Word = Field(description="The question, in Markdown.", examples=["What is the derivative of the inner function?"])
    function: Word | None = Field(default=None, description="What is differentiated.", examples=["k*x*y"])
    wrt: Word | None = Field(default=None, description="The variable to differentiate by.", examples=["y"])
    answer: Word | None = Field(default=None, description="The answer, an expression.", examples=["exp(u)"])


class DeclaredKeys(Keys):
    """A wrong answer that is expected: a mistake of the catalogue (use), or an answer of your own with what there is to say to it."""

    what = "mistake"
    one_of = ("use", "answer")
    together = (("answer", "say"),)
    needs = "A mistake needs use, an id of the catalogue, or else answer, a wrong one, with say, what is said to it."
    use: Mistake | None = Field(default=None, description="A mistake of the catalogue.", examples=["chain.inner_missing"])
    answer: Word | None = Field(
        default=None, description="A wrong answer. Its id is own.1, own.2, … in the order of the file.", examples=["k*exp(k*x*y)"]
    )
    say: Word | None = Field(
        default=None,
        description="What is said to it, in Markdown, instead of what pdtutor would say.",
        examples=["The `{k}` came down, but `{k}·x·y` changes by `{k}·x` when `y` grows by 1."],
    )


class TestKeys(Keys):
    """An answer and what the judge is expected to make of it."""

    __test__ = False  # no test of ours
    what = "test"
    input: Word = Field(description="An answer as a learner types it.", examples=["exp(kxy)"])
    expect: Expected = Field(
        description="correct, incorrect, invalid (it cannot be read), or mistake: and an id of the catalogue or own.1, own.2, …",
        examples=["correct", "mistake:chain.inner_missing", "mistake:own.1"],
    )


PARTS: dict[str, type[Keys]] = {  # key → what the mapping that it has, or each in the list that it has, should be
    "settings": SettingsKeys,
    "options": OptionKeys,
    "scaffold": AskKeys,
    "mistakes": DeclaredKeys,
    "tests": TestKeys,
}


def keys_of(model: type[Keys]) -> tuple[str, ...]:
    """The keys of a mapping as a file writes them."""
    return tuple(key.alias or name for name, key in model.model_fields.items())
