"""A lesson's page as JSON: the lesson's keys as in its file, with the parameters of the seed put in.

Belongs here: the members of `lesson show`. Does not: reading files (`course.loader`).
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Ask, Declared, Exercise, Lesson, Text, Worked
from pdtutor.course.tasks import Task
from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render.failure import SCHEMA
from pdtutor.render.lessons.lesson_page import LessonPage, options

Object = dict[str, Any]


def document(page: LessonPage) -> Object:
    """The whole object that `lesson show` prints."""
    return {"schema": SCHEMA, "command": "lesson show", "notes": [], "result": members(page)}


def members(page: LessonPage) -> Object:
    """The lesson's keys and the seed; the key, and what else tells an answer, only where it is to be shown."""
    answers = {"answers": {id: task.key for id, task in page.tasks.items()}} if page.has_key else {}
    return {**_lesson(page.lesson), "seed": page.seed, **answers, "steps": [_step(step, page) for step in page.lesson.steps]}


def _lesson(lesson: Lesson) -> Object:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "version": lesson.version,
        "license": lesson.license,
        "requires": list(lesson.requires),
        "skills": list(lesson.skills),
        "assume": lesson.assume,
        "settings": {"attempts": lesson.attempts, "reveal": lesson.reveal, "pass": lesson.pass_share},
    }


def _step(step: Text | Worked | Exercise, page: LessonPage) -> Object:
    if isinstance(step, Text):
        return {"id": step.id, "type": "text", "text": step.text}
    if isinstance(step, Worked):
        return _said({"id": step.id, "type": "worked", "command": step.command, "text": step.text})
    task = page.tasks[step.id]
    return _said({**asked(task), **(_told(task.exercise) if page.has_key else {})})


def _said(keys: Object) -> Object:
    """The keys that say something."""
    return {name: value for name, value in keys.items() if value not in (None, [], {})}


def asked(task: Task) -> Object:
    """What a learner sees; `question` and `shown` are what is computed."""
    exercise = task.exercise
    writer = UnicodeWriter(task.names)
    one = exercise.functions[0] if len(exercise.functions) == 1 else None
    return {
        "id": exercise.id,
        "type": exercise.type,
        "prompt": exercise.prompt,
        "function": one,
        "functions": None if one else list(exercise.functions),
        "wrt": list(exercise.wrt) if EXERCISE_TYPES[exercise.type].is_by_several else ", ".join(exercise.wrt) or None,
        "order": list(exercise.order),
        "at": exercise.at,
        "given": list(exercise.given),
        "depends": list(exercise.depends),
        "form": exercise.form,
        "tolerance": exercise.tolerance,
        "options": [{"letter": letter, "text": option.text} for letter, option in options(task)],
        "from": exercise.start,
        "rate": exercise.rate,
        "method": exercise.method,
        "points": int(exercise.points) if exercise.points.is_integer() else exercise.points,
        "question": say(task.question, writer) or None,
        "shown": [] if exercise.options else [say(line, writer) for line in task.shown],
    }


def _told(exercise: Exercise) -> Object:
    """What tells the answer, or leads to it."""
    return {
        "answer": exercise.answer,
        "mistake": exercise.mistake,
        "options": [
            _said({"letter": letter, "text": option.text, "correct": option.is_correct, "because": option.because})
            for letter, option in zip(ascii_lowercase, exercise.options, strict=False)
        ],
        "hints": list(exercise.hints),
        "scaffold": [_ask(ask) for ask in exercise.scaffold],
        "mistakes": [_declared(mistake) for mistake in exercise.mistakes],
        "explain": exercise.explain,
        "tests": [{"input": test.input, "expect": test.expect} for test in exercise.tests],
    }


def _ask(ask: Ask) -> Object:
    return _said({"ask": ask.ask, "function": ask.function, "wrt": ask.wrt, "answer": ask.answer})


def _declared(mistake: Declared) -> Object:
    name = "use" if mistake.answer is None else "id"
    return _said({name: mistake.id, "answer": mistake.answer, "say": mistake.say})
