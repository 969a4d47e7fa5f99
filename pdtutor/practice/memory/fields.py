"""What a record may hold, whichever way it comes in: by a document, or out of a damaged file.

Belongs here: the one check of each field. Does not: documents as a whole (`transfer`), files (`salvage`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED
from pdtutor.practice.quiz.log import OUTCOMES, REASONS, Answered, Closed, Put

LATEST = 32_503_680_000  # the year 3000: FSRS plans a century ahead, and a date ends at 9999
LONGEST_TEXT = 1_000_000  # characters of an answer
LONGEST_NAME = 200
MOST_NAMES = 200
MOST = 1_000_000  # of anything that is counted
VERDICTS = (CORRECT, INCORRECT, INVALID, UNDECIDED)

Fields = Mapping[str, object]


class UnfitError(ValueError):
    """Says which field does not hold what it should."""


def put(fields: Fields) -> Put:
    """The question that the fields describe. Raises UnfitError, as its neighbours do."""
    return Put(
        _name(fields, "id"),
        _name(fields, "session"),
        _name(fields, "exercise"),
        _name(fields, "skill"),
        _whole(fields, "level", 1, 5),
        _name(fields, "type"),
        _word(fields, "reason", REASONS),
        _number(fields, "at", 0, LATEST),
    )


def closed(question: Put, fields: Fields) -> Closed:
    """How the question ended, as the fields describe it."""
    return Closed(
        question,
        _word(fields, "outcome", OUTCOMES),
        _whole(fields, "attempts", 0, MOST),
        _whole(fields, "hints", 0, MOST),
        _names(fields, "made"),
        _names(fields, "avoided"),
        _number(fields, "at", 0, LATEST),
        _number(fields, "seconds", -LATEST, LATEST),  # a clock may have been put back
    )


def answered(question: Put, fields: Fields) -> Answered:
    """The answer to the question that the fields describe."""
    return Answered(
        question,
        _whole(fields, "number", 1, MOST),
        _text(fields, "text"),
        _word(fields, "verdict", VERDICTS),
        _names(fields, "mistakes"),
        _number(fields, "at", 0, LATEST),
    )


def cleaned(answer: Answered) -> Answered:
    """The answer with a text that can be written down: what a terminal could not decode is left out, and what no one reads."""
    return replace(answer, text=_encodable(answer.text)[:LONGEST_TEXT])


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


# --- fields ---------------------------------------------------------------------------------------------------------------------------


def _name(fields: Fields, key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not _is_name(value):
        raise UnfitError(f"“{key}” must be a name of 1 to {LONGEST_NAME} characters")
    return value


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _names(fields: Fields, key: str) -> tuple[str, ...]:
    value = fields.get(key)
    if not isinstance(value, list) or len(value) > MOST_NAMES or not all(_is_name(each) and " " not in each for each in value):
        raise UnfitError(f"“{key}” must be a list of the names of mistakes")
    return tuple(value)


def _word(fields: Fields, key: str, words: Sequence[str]) -> str:
    """One of the words. A pdtutor that knows more of them raises the format, so that an older one says that it is older."""
    value = fields.get(key)
    if not isinstance(value, str) or value not in words:
        raise UnfitError(f"“{key}” must be one of: {', '.join(words)}")
    return value


def _text(fields: Fields, key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise UnfitError(f"“{key}” must be a text of at most {LONGEST_TEXT} characters")
    return _encodable(value)


def _whole(fields: Fields, key: str, least: int, most: int) -> int:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UnfitError(f"“{key}” must be a whole number from {least} to {most}")
    return value


def _number(fields: Fields, key: str, least: int, most: int) -> float:
    value = fields.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise UnfitError(f"“{key}” must be a number from {least} to {most}")
    return float(value)
