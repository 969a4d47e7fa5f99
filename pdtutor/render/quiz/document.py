"""A quiz as JSON.

Belongs here: the members that programs rely on. Does not: layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdtutor.explain.phrases import say
from pdtutor.notation.writers import PlainWriter
from pdtutor.practice.quiz.results import QuizItem, QuizResult
from pdtutor.render.failure import SCHEMA
from pdtutor.render.lessons import lesson_page, members

Object = dict[str, Any]
DIGITS = 3  # decimals of seconds


def document(result: QuizResult, notes: Sequence[str]) -> Object:
    """The whole object that `quiz` prints."""
    return {"schema": SCHEMA, "command": "quiz", "notes": list(notes), "result": _members(result)}


def _members(result: QuizResult) -> Object:
    return {
        "seed": result.seed,
        "items": [_item(item) for item in result.items],
        "score": result.score,
        "points": len(result.items),
        "seconds": round(result.seconds, DIGITS),
    }


def _item(item: QuizItem) -> Object:
    """One question; `exercise` has what it asks as data, `key` a right answer."""
    return {
        "id": item.id,
        "skill": item.skill,
        "level": item.level,
        "type": item.task.exercise.type,
        "prompt": prompt(item),
        "answer": item.answer,
        "verdict": item.verdict,
        "mistakes": list(item.mistakes),
        "seconds": round(item.seconds, DIGITS),
        "attempts": item.attempts,
        "hints": item.hints,
        "reason": item.reason,
        "key": item.task.key,
        "exercise": {name: value for name, value in members.asked(item.task).items() if value not in (None, [], {})},
    }


def prompt(item: QuizItem) -> str:
    """What is asked, with what belongs to it, one line each."""
    writer = PlainWriter(item.task.names)
    said = [part if isinstance(part, str) else say(part, writer) for part in lesson_page.asked(item.task)]
    return "\n".join([*said, *(say(line, writer) for line in item.task.shown)])
