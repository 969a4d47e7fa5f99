"""What must hold of every result, error and output.

Belongs here: the facts, each raising BrokenError where it does not hold. Does not: what is done with an input (the targets).
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from pdtutor.errors import TutorError

CODES = (
    "syntax", "unknown_function", "unknown_variable", "not_an_expression", "complex", "undefined", "too_large", "domain", "usage", "file",
    "budget", "defect",
)  # fmt: skip
STEERING = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u200f\\u2010-\\u2029\\u202f-\\u2065\\u206a-\\ud7ff\\ue000-\\U0010ffff]"
)  # as HARMFUL of `yaml_text`
STYLE = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\")  # what Rich itself writes


class BrokenError(AssertionError):
    """A fact does not hold."""


class LateError(BrokenError):
    """It took too long; to be tried again, for the machine may have been at something else."""


def holds(fact: object, said: str) -> None:
    """Raise BrokenError unless it does."""
    if not fact:
        raise BrokenError(said)


def error_is_told(error: TutorError, text: str | None = None) -> None:
    """An error has a known code and words that can be printed, and its place is within the text."""
    holds(error.code in CODES and error.code != "defect", f"the code is {error.code}")
    holds(error.message, "there is no message")
    said = f"{error.message}{error.hint or ''}"
    holds(said.isprintable(), f"the message cannot be printed: {said!r}")
    whole = error.text if error.text is not None else text
    if error.column is not None and whole is not None:
        holds(1 <= error.column <= max(len(whole), 1), f"column {error.column} of {len(whole)}")


def nothing_steers(output: str, what: str, is_styled: bool = False) -> None:
    """Nothing in an output steers a terminal or turns the direction of writing; Rich's own styles may, where they are asked for."""
    found = STEERING.search(STYLE.sub("", output) if is_styled else output)
    if found:
        around = output[max(0, found.start() - 40) : found.end() + 40]
        raise BrokenError(f"{what} has U+{ord(found.group()):04X} {unicodedata.category(found.group())}: {around!r}")


def envelope(output: str) -> dict[str, Any]:
    """Standard output is one JSON object with the members that are promised."""
    try:
        document = json.loads(output, parse_constant=_no_constant)
    except ValueError as error:
        raise BrokenError(f"standard output is no JSON: {error}: {output[:200]!r}") from None
    holds(isinstance(document, dict), "standard output is no JSON object")
    holds(document.get("schema") == 1, f"schema is {document.get('schema')!r}")
    holds("command" in document, "there is no command")
    holds("result" in document or "error" in document, "there is neither result nor error")
    if "error" in document:
        _error(document["error"])
    return document


def _error(error: Any) -> None:
    holds(isinstance(error, dict) and {"code", "message", "hint", "column"} <= error.keys(), f"the error is {error!r}")
    holds(error["code"] in CODES, f"the code is {error['code']!r}")
    holds(error["message"] and isinstance(error["message"], str), "there is no message")
    holds(error["hint"] is None or isinstance(error["hint"], str), "the hint is no text")
    column = error["column"]
    holds(column is None or (isinstance(column, int) and column >= 1), f"column {column!r}")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
