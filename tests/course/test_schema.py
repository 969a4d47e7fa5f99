"""The form of lesson files as a JSON Schema: what an editor completes and underlines is what the loader reads and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pdtutor.course import schema
from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import FORMS, REVEALS
from pdtutor.course.loader import load
from pdtutor.course.problems import LessonError
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.requests.descent import METHODS
from tests.course.test_loader import EVERYTHING, IN_STEPS

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "lessons").glob("*.yaml")), ROOT / "tests" / "classroom" / "files" / "small.yaml"]
SCHEMA = schema.json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = {"format": 1, "id": "a", "title": "A"}


def as_editors_read(text: str) -> Any:
    """YAML with its own types: 1 a number, no a truth value."""
    return yaml.load(text, yaml.CSafeLoader)


def complaints(data: object) -> list[str]:
    """Where in the data something does not fit, and why."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def of_step(step: str) -> list[str]:
    """What an editor complains of in a lesson of one step."""
    return complaints({**HEAD, "steps": [as_editors_read(step)]})


def test_the_schema_is_one_of_the_draft_that_it_names() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (SCHEMA["$id"], SCHEMA["title"]) == ("urn:pdtutor:lesson:1", "lesson")
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_lesson_fits_as_editors_read_it(file: Path) -> None:
    assert complaints(as_editors_read(file.read_text(encoding="utf-8"))) == []


def test_a_lesson_with_every_key_fits() -> None:
    assert complaints(as_editors_read(EVERYTHING)) == []


SEEN_BY_THE_LOADER_ALONE = (  # what a schema cannot say of a value, or of several together
    "says nothing",  # a blank text is a text
    "is one variable",
    "is by one variable",
    "is a point",
    "is of one function",
    "None of the options",
    "letters for 26",
    "in this exercise",
    "nothing uses it",
    "list of texts",
    "1e999",
)


UNDERLINED = [
    step.replace("▸", "")
    for step, *said in IN_STEPS
    if not any(words in message for words in SEEN_BY_THE_LOADER_ALONE for message in [step, *said])
]


@pytest.mark.parametrize("step", UNDERLINED)
def test_what_the_loader_refuses_is_underlined(step: str) -> None:
    assert of_step(step)


@pytest.mark.parametrize(
    "step",
    [
        "{id: q1, type: derivative, function: x, wrt: x, answer: 1, points: '2'}",
        "{id: 7, type: choice, prompt: Is it?, options: [{text: yes, correct: yes}, {text: 1e-3, correct: 'no'}]}",
        "{id: q1, type: number, prompt: 12, answer: 010, tolerance: 1e-3}",
        "{id: q1, type: gradient, function: 3, wrt: y, at: {x: 1, y: on}, params: {x: off, k: [1, -2.5, 1/2]}}",
        "{id: q1, type: total, function: x y, wrt: x, given: [y = x^2], tests: [{input: 2, expect: 'mistake:own.12'}]}",
    ],
)
def test_scalars_are_what_yaml_makes_of_them(step: str) -> None:
    assert of_step(step) == []


def test_a_complaint_speaks_of_the_type_that_is_written() -> None:
    (complaint,) = of_step("{id: q1, type: descent-step, function: x^2, from: x=1, rate: 1, method: newton}")
    assert complaint.startswith("$.steps[0].method: 'newton' is not one of ['gd', ")


def test_words_that_can_be_completed_are_all_those_that_are_read() -> None:
    parts = SCHEMA["$defs"]
    types = SCHEMA["properties"]["steps"]["items"]["properties"]["type"]
    assert types["enum"] == ["text", "worked", *EXERCISE_TYPES] == list(schema.STEPS)
    assert len(types["enumDescriptions"]) == len(types["enum"])
    assert parts["DerivativeKeys"]["properties"]["form"]["enum"] == list(FORMS)
    assert parts["SettingsKeys"]["properties"]["reveal"]["enum"] == list(REVEALS)
    assert parts["DescentStepKeys"]["properties"]["method"]["enum"] == list(METHODS)
    assert parts["FindTheErrorKeys"]["properties"]["mistake"]["enum"] == list(CATALOGUE)
    assert parts["DeclaredKeys"]["properties"]["use"]["enum"] == list(CATALOGUE)
    words = parts["TestKeys"]["properties"]["expect"]["anyOf"][0]["enum"]
    assert words == ["correct", "incorrect", "invalid", *(f"mistake:{id}" for id in CATALOGUE)]


def mappings() -> list[tuple[str, dict[str, Any]]]:
    return [("lesson", SCHEMA), *SCHEMA["$defs"].items()]


@pytest.mark.parametrize(("name", "mapping"), mappings(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_mapping_and_key_is_described_and_no_other_key_is_let_in(name: str, mapping: dict[str, Any]) -> None:
    assert mapping["additionalProperties"] is False
    assert mapping["description"].endswith(".")
    for key, value in mapping["properties"].items():
        assert key == "type" or "$ref" in value or value["description"].endswith((".", "…")), (name, key)


@pytest.mark.parametrize(("name", "mapping"), mappings(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_example_fits(name: str, mapping: dict[str, Any]) -> None:
    for key, value in mapping["properties"].items():
        for example in value.get("examples", []):
            assert not list(Draft202012Validator({**value, "$defs": SCHEMA["$defs"]}).iter_errors(example)), (name, key, example)


EXAMPLES = {  # a mapping of one step each, made of the examples that the schema gives
    type: {"id": "q1", "type": type, **{key: value["examples"][0] for key, value in model["properties"].items() if "examples" in value}}
    for type, model in ((type, SCHEMA["$defs"][model.__name__]) for type, model in schema.STEPS.items())
}
OTHERS = {"derivative": "order", "jacobian": "functions", "hessian": "functions", "total": "depends"}


@pytest.mark.parametrize("type", EXAMPLES)
def test_the_examples_of_a_type_are_a_sound_step(type: str) -> None:
    step = {key: value for key, value in EXAMPLES[type].items() if key not in (OTHERS.get(type), "params")}
    step |= {"options": [{"text": "a", "correct": True}]} if type == "choice" else {}
    text = json.dumps({**HEAD, "steps": [step]}, ensure_ascii=False)  # JSON is YAML
    try:
        assert load(text, "a.yaml").steps[0].id == "q1"
    except LessonError as error:
        pytest.fail(error.message)
