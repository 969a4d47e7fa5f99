"""A lesson file as a whole: its own keys, and the types that its steps may have.

Belongs here: every type by its name, in the order in which an editor offers them. Does not: the keys of one type (a file for each family).
Loads pydantic.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from pdtutor.course.schema import asked, derivations, derived, descending, kinks
from pdtutor.course.schema.parts import Keys, SettingsKeys
from pdtutor.course.schema.steps import StepKeys, TextKeys, WorkedKeys
from pdtutor.course.schema.values import Format, LessonId, LessonIds, Skills, Word

TYPES: tuple[type[StepKeys], ...] = (
    TextKeys,
    WorkedKeys,
    *derived.TYPES,
    *asked.TYPES,
    *kinks.TYPES,
    *derivations.TYPES,
    *descending.TYPES,
)
STEPS = {model.what: model for model in TYPES}
if TYPE_CHECKING:
    AnyStep: TypeAlias = StepKeys
else:
    AnyStep = reduce(or_, TYPES)  # pydantic wants each by itself, to tell them by their `type`


class LessonKeys(Keys):
    """A lesson of pdtutor: guided exercises on partial derivatives."""

    what = "lesson"
    format: Format = Field(description="The version of this form.", examples=[1])
    id: LessonId = Field(
        description="The name of the lesson, which no other has: small letters, digits and hyphens.", examples=["chain-rule"]
    )
    title: Word = Field(description="What the lesson is called.", examples=["The chain rule"])
    license: Word | None = Field(default=None, description="The licence under which others may use it.", examples=["CC-BY-4.0"])
    requires: LessonIds = Field(default=(), description="The ids of lessons that come before.", examples=[["power-rule"]])
    skills: Skills = Field(default=(), description="What the lesson trains.", examples=[["chain"]])
    assume: Word | None = Field(default=None, description="Domains of variables; real numbers otherwise.", examples=["x>0, n integer"])
    settings: SettingsKeys = Field(default=SettingsKeys(), description="How the lesson is run.")
    steps: tuple[Annotated[AnyStep, Field(discriminator="type")], ...] = Field(description="What is read, watched and done, in order.")
