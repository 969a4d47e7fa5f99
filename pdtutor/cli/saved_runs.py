"""Lesson runs that are kept while they are not finished.

Belongs here: the file of each lesson's run, read, written and put away. Does not: what a state is (`practice.state`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pdtutor.cli.environment import Environment
from pdtutor.cli.folders import data_folder
from pdtutor.cli.writing import write
from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.errors import FileError
from pdtutor.practice.state import State, as_data, from_data

LONGEST = 5_000_000  # bytes


class Saved(NamedTuple):
    """What was kept: the state, or None, and what there is to say about it."""

    state: State | None
    note: str = ""


class SavedRuns:
    """The runs of one user. Where the folder cannot be written, nothing is kept, and that is said once."""

    def __init__(self, environment: Environment) -> None:
        self.folder = data_folder(environment) / "runs"
        self.is_told = False

    def load(self, lesson: Lesson) -> Saved:
        """The state in which the lesson was left, if it is still the same lesson."""
        file = self._file(lesson)
        try:
            with file.open("rb") as stream:
                state = from_data(json.loads(stream.read(LONGEST)))
        except (FileNotFoundError, NotADirectoryError):
            return Saved(None)
        except (OSError, ValueError, RecursionError):
            state = None
        if state is None:
            return Saved(None, self._put_aside(file))
        if state.lesson != lesson.id or state.version != lesson.version or not _fits(state, lesson):
            return Saved(None, "The lesson has changed since you left it, so it begins anew.")
        return Saved(state)

    def save(self, lesson: Lesson, state: State) -> str:
        """Keep a state; what there is to say where that fails, the first time."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write(self._file(lesson), json.dumps(as_data(state)).encode())
        except (OSError, FileError) as error:
            told, self.is_told = self.is_told, True
            why = error.message if isinstance(error, FileError) else f"{(error.strerror or 'unknown reason').lower()}."
            return "" if told else f"Your answers cannot be kept in {self.folder}: {why}"
        return ""

    def put_aside(self, lesson: Lesson) -> None:
        """Keep an unfinished run under another name where a new one begins in its place."""
        try:
            self._file(lesson).replace(self._file(lesson).with_suffix(".earlier"))
        except OSError:
            return

    def forget(self, lesson: Lesson) -> None:
        """Keep nothing of a run."""
        try:
            self._file(lesson).unlink(missing_ok=True)
        except OSError:
            return

    def _file(self, lesson: Lesson) -> Path:
        return self.folder / f"{lesson.id}.json"

    def _put_aside(self, file: Path) -> str:
        """A file that cannot be read may be worth somebody's while: it is not written over."""
        aside = file.with_suffix(".damaged")
        try:
            file.replace(aside)
        except OSError:
            return f"What was kept in {file} cannot be read, so the lesson begins anew."
        return f"What was kept cannot be read, so the lesson begins anew. It is put aside as {aside}."


def _fits(state: State, lesson: Lesson) -> bool:
    """Whether the state stands where the lesson has something."""
    if not 0 <= state.at <= len(lesson.steps):
        return False
    step = lesson.steps[state.at] if state.at < len(lesson.steps) else None
    return state.inside is None or (isinstance(step, Exercise) and 0 <= state.inside[0] < len(step.scaffold))
