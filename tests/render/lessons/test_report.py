"""Reports of a lesson run for programs: JSON, JSON Lines, and JUnit XML as those who read it expect."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.course.lesson import Lesson
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.practice.results import Item, RunResult
from pdtutor.render.lessons.report import content, document, members

LESSON = Lesson("small", "Small", "small.yaml", "0123456789ab", pass_share=0.5)
LOST = "chain.inner_missing"
ITEMS = (
    Item("first", "derivative", "correct", 2, 2.0, 2.0, (LOST,), "2x", 3),
    Item("second", "derivative", "incorrect", 3, 0.0, 1.0, (LOST, "own.1"), "cos(x*y)", 1),
    Item("third", "choice", "skipped", 0, 0.0, 0.5),
    Item("fourth", "number", "revealed", 1, 0.0, 1.0, (), "<&>\"'"),
    Item("fifth", "expression", "invalid", 0, 0.0, 1.0, (), "2x +\x1b[31m\x00"),
    Item("sixth", "expression", "undecided", 0, 0.0, 0.25, (), "[red]x[/red]"),
    Item("seventh", "derivative", "incorrect", 1, 0.0, 1.0, (), "x"),
)
RESULT = RunResult(LESSON, 7, ITEMS)
# what the schemas of JUnit's readers know: the element's attributes, its children
KNOWN = {
    "testsuites": ({"name", "tests", "failures", "errors", "skipped", "time"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"}, {"properties", "testcase"}),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"classname", "name", "time"}, {"failure", "skipped", "error"}),
    "failure": ({"type", "message"}, set()),
    "skipped": ({"message"}, set()),
}
NEEDED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"classname", "name"}, "failure": {"type", "message"}}


def suite(result: RunResult) -> Element:
    """The XML of a result."""
    return fromstring(content(result, ".xml").decode())


# --- JSON -------------------------------------------------------------------------------------------------------------------------------


def test_the_document_is_that_of_every_command() -> None:
    assert document(RESULT) == {"schema": 1, "command": "lesson run", "notes": [], "result": members(RESULT)}
    assert json.loads(content(RESULT, ".json")) == document(RESULT)


def test_score_is_what_was_earned_and_points_what_there_is() -> None:
    found = members(RESULT)
    assert {key: found[key] for key in ("lesson", "version", "seed", "passed", "score", "points")} == {
        "lesson": "small", "version": "0123456789ab", "seed": 7, "passed": False, "score": 2, "points": 6.75
    }  # fmt: skip


def test_an_item_has_the_fields_that_are_promised() -> None:
    assert members(RESULT)["items"][:3] == [
        {"id": "first", "type": "derivative", "verdict": "correct", "attempts": 2, "points": 2, "mistakes": [LOST],
         "answer": "2x", "hints": 3},
        {"id": "second", "type": "derivative", "verdict": "incorrect", "attempts": 3, "points": 0, "mistakes": [LOST, "own.1"],
         "answer": "cos(x*y)", "hints": 1},
        {"id": "third", "type": "choice", "verdict": "skipped", "attempts": 0, "points": 0, "mistakes": [], "answer": None, "hints": 0},
    ]  # fmt: skip


def test_whole_numbers_of_points_are_written_as_such() -> None:
    text = content(RESULT, ".json").decode()
    assert '"score": 2,' in text
    assert '"points": 6.75' in text


def test_json_lines_are_one_exercise_each_with_whose_it_is() -> None:
    lines = [json.loads(line) for line in content(RESULT, ".jsonl").decode().splitlines()]
    whole: dict[str, Any] = {"lesson": "small", "version": "0123456789ab", "seed": 7}
    assert lines == [{**whole, **item} for item in members(RESULT)["items"]]


def test_a_lesson_without_exercises_has_a_report_as_well() -> None:
    empty = RunResult(LESSON, 0, ())
    assert (members(empty)["passed"], members(empty)["items"]) == (False, [])
    assert content(empty, ".jsonl") == b""
    assert suite(empty).get("tests") == "0"


# --- JUnit ------------------------------------------------------------------------------------------------------------------------------


def test_every_element_and_attribute_is_one_that_readers_of_junit_know() -> None:
    root = suite(RESULT)
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, children = KNOWN[element.tag]
        assert set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children
        assert set(element.attrib) >= NEEDED.get(element.tag, set())


def test_the_counts_are_those_of_the_cases() -> None:
    root = suite(RESULT)
    (only,) = root
    cases = only.findall("testcase")
    counts = {
        "tests": len(cases),
        "failures": len(only.findall("testcase/failure")),
        "skipped": len(only.findall("testcase/skipped")),
        "errors": 0,
    }
    assert counts == {"tests": 7, "failures": 5, "skipped": 1, "errors": 0}
    for element in (root, only):
        assert {key: int(element.get(key, "")) for key in counts} == counts


def test_each_exercise_is_a_case_and_the_right_ones_are_bare() -> None:
    cases = suite(RESULT).findall("testsuite/testcase")
    assert [(case.get("classname"), case.get("name")) for case in cases] == [("small", item.id) for item in ITEMS]
    assert [[child.tag for child in case] for case in cases] == [[], ["failure"], ["skipped"], *[["failure"]] * 4]


def test_a_failure_says_the_verdict_the_mistakes_and_the_answer() -> None:
    failures = suite(RESULT).findall("testsuite/testcase/failure")
    assert [(failure.get("type"), failure.get("message"), failure.text) for failure in failures] == [
        ("incorrect", f"{CATALOGUE[LOST].name}; own.1", "cos(x*y)"),
        ("revealed", "The steps were shown.", "<&>\"'"),
        ("invalid", "The answer cannot be read.", "2x + [31m "),
        ("undecided", "undecided", "[red]x[/red]"),
        ("incorrect", "The answer is not right.", "x"),
    ]


def test_the_lesson_s_version_and_the_seed_are_properties() -> None:
    properties = {each.get("name"): each.get("value") for each in suite(RESULT).iter("property")}
    assert properties == {"version": "0123456789ab", "seed": "7", "passed": "false"}


@given(answer=st.text(st.characters()) | st.text(st.sampled_from("\x00\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff\U0001ffff]]><&")))
@settings(deadline=None)
def test_whatever_was_answered_every_report_can_be_read(answer: str) -> None:
    found = RunResult(LESSON, 0, (Item("a", "number", "incorrect", 1, 0.0, 1.0, (), answer),))
    text = suite(found).findtext("testsuite/testcase/failure") or ""
    assert all(said in (kept, " ") for said, kept in zip(text, answer.replace("\r\n", "\n"), strict=False))
    written = json.loads(json.dumps(answer))  # two halves of a letter are one
    assert json.loads(content(found, ".json"))["result"]["items"][0]["answer"] == written
    assert json.loads(content(found, ".jsonl"))["answer"] == written


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".xml"])
def test_a_report_is_text_that_ends_its_last_line(ending: str) -> None:
    assert content(RESULT, ending).decode().endswith("\n")
