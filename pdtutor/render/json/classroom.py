"""A class's results as JSON.

Belongs here: the members that `grade` has. Does not: counting (`classroom.report`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.classroom.report import ExerciseCount, GradeResult, MistakeCount
from pdtutor.classroom.submissions import Origin

Object = dict[str, Any]


def grade(result: GradeResult, _writer: Callable[[Any], str], _has_steps: bool) -> Object:
    """The result of `grade`: `students` is how many there are, `scores` how each did; `made_for` is for which lesson and version each
    submission says that it was made, `versions` how many say which.
    """
    return {
        "lesson": {"id": result.lesson.id, "title": result.lesson.title, "version": result.lesson.version},
        "students": len(result.students),
        "exercises": [_exercise(exercise) for exercise in result.exercises],
        "mistakes": [{**_mistake(mistake), "name": mistake.name, "exercises": list(mistake.exercises)} for mistake in result.mistakes],
        "hardest": result.hardest.id if result.hardest else None,
        "scores": [
            {"student": student.student, "seed": student.seed, "correct": student.correct, "attempted": student.attempted}
            for student in result.students
        ],
        "versions": [{"version": version, "students": count} for version, count in result.versions],
        "made_for": [{"student": student, **_made_for(origin)} for student, origin in result.origins.items()],
        "unreadable": [{"row": entry.row, "message": entry.message} for entry in result.unreadable],
        "out": result.out,
        "report": result.report,
    }


def _made_for(origin: Origin) -> Object:
    return {"lesson": origin.lesson or None, "version": origin.version or None}


def _exercise(exercise: ExerciseCount) -> Object:
    return {
        "id": exercise.id,
        "correct": exercise.correct,
        "attempted": exercise.attempted,
        "judged": exercise.judged,
        "unread": exercise.unread,
        "mistakes": [_mistake(mistake) for mistake in exercise.mistakes],
    }


def _mistake(mistake: MistakeCount) -> Object:
    return {"id": mistake.id, "count": mistake.count}
