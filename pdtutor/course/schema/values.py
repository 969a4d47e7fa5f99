"""A value of a lesson file: how its text is read, what is said where it cannot be, and what an editor is told of it.

Belongs here: the types of values. Does not: which key has which (`parts`, and the files of the steps). Loads pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pdtutor.calculus.descent.methods import METHODS
from pdtutor.course.lesson import FORMS, REVEALS
from pdtutor.course.problems import quoted
from pdtutor.explain.mistakes.catalogue import CATALOGUE

TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
JUDGED = ("correct", "incorrect", "invalid")
MISTAKE, OWN = "mistake:", "own."
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SKILL = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")  # names of rules have underscores
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"[1-9]\d{0,5}", re.ASCII)
OWN_ID = re.compile(r"own\.[1-9]\d{0,5}", re.ASCII)

# Kinds of errors besides pydantic's own. All but the first lack the key's name, which whoever knows the place puts in.
SAID, BLANK, NO_TEXT, EMPTY_LIST, NO_POINT = "said", "blank", "no_text", "empty_list", "no_point"


def _said(message: str, word: str = "", known: Iterable[str] = ()) -> PydanticCustomError:
    """What is said of a value; the nearest known word to one that is not known is looked for by whoever says it."""
    return PydanticCustomError(SAID, "{message}", {"message": message, "word": word, "known": tuple(known)})


def _unnamed(kind: Literal["blank", "no_text", "empty_list", "no_point"]) -> PydanticCustomError:
    return PydanticCustomError(kind, kind)


# --- how a value is read --------------------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    """A text that says something."""
    if not isinstance(value, str):
        raise _unnamed("no_text")
    if not value.strip():
        raise _unnamed("blank")
    return value


def _one_or_more(value: Any) -> Any:
    """A list that has something in it; one text is a list of one."""
    if value == []:
        raise _unnamed("empty_list")
    return _list(value)


def _list(value: Any) -> Any:
    return value if isinstance(value, list) else [_text(value)]


def _point(value: Any) -> str:
    """A point, written "x=1, y=2" or as a mapping."""
    numbers = value.values() if isinstance(value, dict) else ()
    if numbers and all(isinstance(number, str) and number.strip() for number in numbers):
        return ", ".join(f"{name}={number}" for name, number in value.items())
    if isinstance(value, dict) or "=" not in _text(value):
        raise _unnamed("no_point")
    return _text(value)


def _named(text: str) -> str:
    if not NAME.fullmatch(text):
        raise _said(f"{quoted(text)} is no name of a parameter. Name it like k or x0.")
    return text


def _whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise _said("How many answers count is a whole number from 1: attempts: 3.")
    return int(text)


def _first_format(text: str) -> str:
    if text != "1":
        raise _said("This version of pdtutor reads format 1.")
    return text


def _tolerance(text: str) -> str:
    if not NUMBER.fullmatch(text) or not isfinite(float(text)):
        raise _said("A tolerance is a number: 0.01.")
    if float(text) < 0:
        raise _said("A tolerance says how far off an answer may be, so it is 0 or more.")
    return text


def _of_catalogue(text: str) -> str:
    if text not in CATALOGUE:
        raise _said(f"There is no mistake {quoted(text)} in the catalogue.", text, CATALOGUE)
    return text


def _expectation(text: str) -> str:
    """What a judge is expected to say. Whether a mistake of the author's own exists is seen where they are counted."""
    id = text.removeprefix(MISTAKE)
    if text in CATALOGUE or OWN_ID.fullmatch(text):
        raise _said(f"A mistake that is expected is written {MISTAKE}{text}.")
    if text == id and text not in JUDGED:
        raise _said(f"{quoted(text)} is not one of {', '.join(JUDGED)}, {MISTAKE}<its id>.", text, JUDGED)
    return text if text in JUDGED or OWN_ID.fullmatch(id) else MISTAKE + _of_catalogue(id)


# --- what a value is, for pydantic and for editors ------------------------------------------------------------------------------------

SCALARS = ["string", "number", "boolean"]  # editors read YAML's own types where we read text
SCALAR: dict[str, Any] = {"type": SCALARS}


@dataclass(frozen=True, eq=False)
class Value:
    """Marks a type as one text of the file: how it is read, and what an editor is told of it beside that it is a scalar."""

    read: Callable[[str], Any] = str
    schema: Mapping[str, Any] = field(default_factory=dict)

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: self.read(_text(value)))

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        return SCALAR | dict(self.schema)


def _like(pattern: re.Pattern[str], message: str) -> Value:
    """A text of a form."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise _said(message)
        return text

    return Value(read, _pattern(pattern))


def _pattern(pattern: re.Pattern[str]) -> dict[str, str]:
    return {"pattern": f"^({pattern.pattern})$"}


def _one_of(words: tuple[str, ...]) -> Value:
    """One of a few words."""

    def read(text: str) -> str:
        if text not in words:
            raise _said(f"{quoted(text)} is not one of {', '.join(words)}.", text, words)
        return text

    return Value(read, {"enum": list(words)})


def _number(message: str, low: float, high: float = inf) -> Value:
    """A number between two."""

    def read(text: str) -> float:
        if not NUMBER.fullmatch(text) or not low <= float(text) <= high or not isfinite(float(text)):
            raise _said(message)
        return float(text)

    return Value(read, _pattern(NUMBER) | {"minimum": low} | ({"maximum": high} if isfinite(high) else {}))


def _or_list(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": least}]}


_AT_POINT = {"anyOf": [SCALAR, {"type": "object", "additionalProperties": SCALAR, "minProperties": 1}]}
_EXPECTED = {"anyOf": [{"enum": [*JUDGED, *(MISTAKE + id for id in CATALOGUE)]}, {"pattern": rf"^{MISTAKE}own\.[1-9][0-9]*$"}]}
_TRUTHS = _one_of(tuple(TRUTHS))

Word = Annotated[str, Value()]
Words = Annotated[tuple[Word, ...], BeforeValidator(_one_or_more), WithJsonSchema(_or_list(SCALAR, 1))]
LessonId = Annotated[str, _like(ID, "An id is made of small letters, digits and hyphens: chain-rule.")]
StepId = Annotated[str, _like(ID, "An id is made of small letters, digits and hyphens: q1.")]
Skill = Annotated[str, _like(SKILL, "A skill is named with small letters, digits, hyphens and underscores: chain.")]
LessonIds = Annotated[tuple[LessonId, ...], BeforeValidator(_list), WithJsonSchema(_or_list(SCALAR | _pattern(ID)))]
Skills = Annotated[tuple[Skill, ...], BeforeValidator(_list), WithJsonSchema(_or_list(SCALAR | _pattern(SKILL)))]
Point = Annotated[str, BeforeValidator(_point), WithJsonSchema(_AT_POINT)]
ParamName = Annotated[str, Value(_named, _pattern(NAME))]
Format = Annotated[str, Value(_first_format, {"enum": [1, "1"]})]
Whole = Annotated[int, Value(_whole, _pattern(WHOLE) | {"minimum": 1})]
Share = Annotated[float, _number("pass is the share of the points that passes, a number from 0 to 1: pass: 0.7.", 0, 1)]
Points = Annotated[float, _number("points is a number from 0 to 1000: points: 2.", 0, 1000)]
Tolerance = Annotated[str, Value(_tolerance, _pattern(NUMBER) | {"minimum": 0})]
Truth = Annotated[bool, Value(lambda text: TRUTHS[_TRUTHS.read(text)], {"enum": [True, False, *TRUTHS]})]
Form = Annotated[str, _one_of(FORMS)]
Reveal = Annotated[str, _one_of(REVEALS)]
Method = Annotated[str, _one_of(tuple(METHODS))]
Mistake = Annotated[str, Value(_of_catalogue, {"enum": list(CATALOGUE)})]
Expected = Annotated[str, Value(_expectation, _EXPECTED)]
