"""The form of a lesson file: which keys there are, which a type needs, and what a value looks like; also as a JSON Schema for editors.

Belongs here: what can be said of one mapping and its values, with a description of each. Does not: words about a place in a file, what
steps need of each other, a lesson as the rest of the program knows it (`loader`). Loads pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pdtutor.course.lesson import ATTEMPTS, FORMS, PASS, REVEALS
from pdtutor.course.problems import quoted
from pdtutor.explain.mistakes.catalogue import CATALOGUE

METHODS = ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
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
Method = Annotated[str, _one_of(METHODS)]
Mistake = Annotated[str, Value(_of_catalogue, {"enum": list(CATALOGUE)})]
Expected = Annotated[str, Value(_expectation, _EXPECTED)]


# --- the keys -------------------------------------------------------------------------------------------------------------------------


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


class DerivativeKeys(ExerciseKeys):
    """A derivative by one variable (wrt), or by several in turn (order). The answer is an expression; with `at` a number."""

    what = "derivative"
    one_of = ("wrt", "order")
    needs = "A derivative needs wrt, the variable, or order, the variables in turn, and not both."
    type: Literal["derivative"]
    function: Function
    wrt: Words | None = Field(default=None, description="The variable to differentiate by.", examples=["x"])
    order: Words | None = Field(default=None, description="The variables in the order in which they are taken.", examples=[["x", "y"]])
    at: At = None
    answer: Answer = Field(default=None, examples=["k*x*exp(k*x*y)"])
    form: Shape = None


class GradientKeys(ExerciseKeys):
    """A gradient. The answer is a vector: [2x, 6y]."""

    what = "gradient"
    type: Literal["gradient"]
    function: Function
    wrt: Variables = None
    at: At = None
    answer: Answer = Field(default=None, examples=["[2x, 6y]"])
    form: Shape = None


class MatrixKeys(ExerciseKeys):
    """The keys of what is answered by a matrix."""

    one_of = ("function", "functions")
    function: Word | None = Field(default=None, description="What is differentiated.", examples=["x^2 y"])
    functions: Functions = None
    wrt: Variables = None
    at: At = None
    answer: Answer = Field(default=None, examples=["[[2y, 2x], [2x, 0]]"])
    form: Shape = None


class JacobianKeys(MatrixKeys):
    """A Jacobian, a row for each output. The answer is a matrix: [[y, x], [1, 1]]."""

    what = "jacobian"
    needs = "A jacobian needs one function, or functions, a list of outputs, and not both."
    type: Literal["jacobian"]


class HessianKeys(MatrixKeys):
    """A Hessian. The answer is a matrix: [[2y, 2x], [2x, 0]]."""

    what = "hessian"
    needs = "A hessian needs one function, or functions, a list of outputs, and not both."
    type: Literal["hessian"]


class TotalKeys(ExerciseKeys):
    """A total derivative, along every path: variables depend on each other by formulas (given), or nobody says how (depends)."""

    what = "total"
    one_of = ("given", "depends")
    needs = "A total needs given, formulas such as y = x^2, or depends, such as y(x), and not both."
    type: Literal["total"]
    function: Function
    wrt: Variable
    given: Words | None = Field(default=None, description="What other variables are.", examples=[["y = x^2"]])
    depends: Words | None = Field(default=None, description="Which variables depend on which.", examples=[["y(x)"]])
    answer: Answer = Field(default=None, examples=["2x + 4x^3"])
    form: Shape = None


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


class SubdifferentialKeys(ExerciseKeys):
    """The subdifferential of a function of one variable. The answer is an interval, [0, 1], or a point, {1}."""

    what = "subdifferential"
    type: Literal["subdifferential"]
    function: Function = Field(examples=["max(0, x)"])
    at: Point = Field(description="The point.", examples=["x=0"])
    answer: Answer = Field(default=None, examples=["[0, 1]"])


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


AnyExercise: TypeAlias = (
    DerivativeKeys | GradientKeys | JacobianKeys | HessianKeys | TotalKeys | ExpressionKeys | NumberKeys | ChoiceKeys
    | SubdifferentialKeys | NextRuleKeys | FindTheErrorKeys | DescentStepKeys
)  # fmt: skip
AnyStep: TypeAlias = TextKeys | WorkedKeys | AnyExercise
STEPS: dict[str, type[StepKeys]] = {
    model.what: model
    for model in (
        TextKeys, WorkedKeys, DerivativeKeys, GradientKeys, JacobianKeys, HessianKeys, TotalKeys, ExpressionKeys, NumberKeys, ChoiceKeys,
        SubdifferentialKeys, NextRuleKeys, FindTheErrorKeys, DescentStepKeys,
    )
}  # fmt: skip


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


# --- for editors ----------------------------------------------------------------------------------------------------------------------


class _ForEditors(GenerateJsonSchema):
    """Leaves out what says nothing to an author: titles that repeat the key, null for what may be missing, empty defaults."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        is_said = isinstance(schema.get("default"), (str, int, float))
        return super().default_schema(schema) if is_said else self.generate_inner(schema["schema"])


def json_schema() -> dict[str, Any]:
    """The form as a JSON Schema (draft 2020-12), for an editor to complete and check while an author types."""
    made = LessonKeys.model_json_schema(schema_generator=_ForEditors)
    made["properties"]["steps"]["items"] = _any_step(made["properties"]["steps"]["items"]["discriminator"]["mapping"])
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": "urn:pdtutor:lesson:1", **made}


def _any_step(references: Mapping[str, str]) -> dict[str, Any]:
    """A step whose keys are those of its type: said by conditions, so that an editor speaks of this type and not of all that it is not."""
    types = {"description": "What the step is.", "enum": list(STEPS), "enumDescriptions": [model.__doc__ for model in STEPS.values()]}
    cases = [{"if": {"required": ["type"], "properties": {"type": {"const": type}}}, "then": {"$ref": references[type]}} for type in STEPS]
    return {"type": "object", "required": ["id", "type"], "properties": {"id": SCALAR, "type": types}, "allOf": cases}
