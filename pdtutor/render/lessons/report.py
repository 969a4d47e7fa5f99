"""Reports of a lesson run for programs: JSON, JSON Lines, JUnit XML.

Belongs here: their form. Does not: what a run has come to (`practice.results`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.practice.results import Item, RunResult
from pdtutor.render.failure import SCHEMA, printable

Object = dict[str, Any]
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(result: RunResult) -> Object:
    """The whole JSON object that `lesson run` prints."""
    return {"schema": SCHEMA, "command": "lesson run", "notes": [], "result": members(result)}


def members(result: RunResult) -> Object:
    """The `result` of `lesson run`: `score` are the points earned, `points` those there are."""
    return {
        "lesson": result.lesson.id,
        "version": result.lesson.version,
        "seed": result.seed,
        "passed": result.passed,
        "score": _number(result.score),
        "points": _number(result.points),
        "items": [_item(item) for item in result.items],
    }


def _item(item: Item) -> Object:
    return {
        "id": item.id,
        "type": item.type,
        "verdict": item.verdict,
        "attempts": item.attempts,
        "points": _number(item.points),
        "mistakes": list(item.mistakes),
        "answer": item.answer,
        "hints": item.hints,
    }


def _number(number: float) -> float | int:
    return int(number) if number == int(number) else number


def content(result: RunResult, ending: str) -> bytes:
    """A report as the file's ending says: .json, .jsonl or .xml."""
    return WRITERS[ending](result)


def _json(result: RunResult) -> bytes:
    return f"{json.dumps(document(result), allow_nan=False, indent=2)}\n".encode()


def _json_lines(result: RunResult) -> bytes:
    """One line for each exercise, each with whose lesson and seed it is."""
    whole = {"lesson": result.lesson.id, "version": result.lesson.version, "seed": result.seed}
    return "".join(f"{json.dumps({**whole, **_item(item)}, allow_nan=False)}\n" for item in result.items).encode()


def _junit(result: RunResult) -> bytes:
    """A test suite of one case for each exercise: a wrong answer is a failure, one that was not given is skipped."""
    failures = sum(_is_failure(item) for item in result.items)
    skipped = sum(item.verdict == "skipped" for item in result.items)
    counts = {"tests": str(len(result.items)), "failures": str(failures), "skipped": str(skipped), "errors": "0"}
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", {"name": result.lesson.id, **counts})
    properties = SubElement(suite, "properties")
    for name, value in (("version", result.lesson.version), ("seed", result.seed), ("passed", str(result.passed).lower())):
        SubElement(properties, "property", {"name": name, "value": str(value)})
    for item in result.items:
        _case(suite, result.lesson.id, item)
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'.encode()


def _is_failure(item: Item) -> bool:
    return item.verdict not in (CORRECT, "skipped")


def _case(suite: Element, lesson: str, item: Item) -> None:
    case = SubElement(suite, "testcase", {"classname": lesson, "name": item.id})
    if item.verdict == "skipped":
        SubElement(case, "skipped")
    elif _is_failure(item):
        names = "; ".join(CATALOGUE[id].name if id in CATALOGUE else id for id in item.mistakes)
        failure = SubElement(case, "failure", {"type": item.verdict, "message": names or _WORDS.get(item.verdict, item.verdict)})
        failure.text = _within_xml(item.answer or "")


def _within_xml(text: str) -> str:
    """The text without the characters that XML 1.0 has no place for."""
    return FORBIDDEN.sub(" ", printable(text))


_WORDS = {INCORRECT: "The answer is not right.", "revealed": "The steps were shown.", "invalid": "The answer cannot be read."}

WRITERS: dict[str, Callable[[RunResult], bytes]] = {".json": _json, ".jsonl": _json_lines, ".xml": _junit}
