"""Runs that are kept: written as a whole, read again, put away; and files that are none."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pdtutor.cli.environment import Environment
from pdtutor.cli.folders import history
from pdtutor.cli.saved_runs import Saved, SavedRuns
from pdtutor.course.lesson import Lesson
from pdtutor.course.loader import load
from pdtutor.practice.events import Answer, Quit, Said, Skip
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.state import State, as_data

CHANGED = Saved(None, "The lesson has changed since you left it, so it begins anew.")


@cache
def lesson() -> Lesson:
    return load(
        "format: 1\nid: small\ntitle: Small\nsteps:\n- {id: intro, type: text, text: Hello.}\n"
        "- {id: q, type: derivative, function: x^2, wrt: x, scaffold: [{ask: 'Of x?', function: x, wrt: x}]}\n"
        "- {id: r, type: expression, prompt: x?, answer: x}\n",
        "small.yaml",
    )


def at(*said: Said) -> State:
    """Where a run of the lesson stands after this."""
    run = LessonRun(lesson(), 7)
    state, _ = run.begin()
    for each in said:
        state, _ = run.handle(state, each)
    return state


@pytest.fixture
def runs(tmp_path: Path) -> SavedRuns:
    return SavedRuns(Environment(variables={"PDTUTOR_HOME": str(tmp_path / "home")}, folder=tmp_path))


def file(runs: SavedRuns) -> Path:
    """The one file that a run of the lesson is kept in."""
    runs.folder.mkdir(parents=True, exist_ok=True)
    return runs.folder / "small.json"


@pytest.mark.parametrize(
    "said", [[], [Answer("x")], [Answer("x"), Answer("1")], [Answer("2x +"), Skip()], [Skip(), Quit()], [Answer("\udcff\x00\x1b[31m")]]
)
def test_a_run_is_read_as_it_was_kept(runs: SavedRuns, said: list[Said]) -> None:
    assert runs.load(lesson()) == Saved(None)
    assert runs.save(lesson(), at(*said)) == ""
    assert runs.load(lesson()) == Saved(at(*said))
    assert [path.name for path in runs.folder.iterdir()] == ["small.json"]


def test_the_last_state_is_the_one_that_is_kept_and_one_that_is_done_is_none(runs: SavedRuns) -> None:
    for state in (at(), at(Answer("x")), at(Skip())):
        runs.save(lesson(), state)
    assert runs.load(lesson()).state == at(Skip())
    runs.forget(lesson())
    assert runs.load(lesson()) == Saved(None)
    runs.forget(lesson())


def test_each_lesson_has_a_file_of_its_own(runs: SavedRuns) -> None:
    other = replace(lesson(), id="other")
    runs.save(lesson(), at(Skip()))
    assert runs.load(other) == Saved(None)
    runs.save(other, replace(at(), lesson="other"))
    runs.forget(other)
    assert runs.load(lesson()).state == at(Skip())


@pytest.mark.parametrize("home", ["home", "a/b c/d", "übung"])
def test_the_folder_is_made_where_the_variable_says(tmp_path: Path, home: str) -> None:
    runs = SavedRuns(Environment(variables={"PDTUTOR_HOME": home}, folder=tmp_path))
    runs.save(lesson(), at())
    assert (tmp_path / home / "runs" / "small.json").is_file()


# --- what is no state of this lesson ----------------------------------------------------------------------------------------------------


STATE = as_data(at())
UNREADABLE = {
    "nothing": b"", "a beginning": b"{", "null": b"null", "a list": b"[]", "an object": b"{}", "a number": b"3", "a text": b'"text"',
    "no text": b"\xff\xfe", "zeros": b"\x00" * 100, "no parts": b'{"format": 1}', "another format": b'{"format": 2, "lesson": "small"}',
    "brackets": b"[" * 100_000, "a seed without end": b'{"format": 1, "seed": Infinity}', "cut short": json.dumps(STATE).encode()[:-9],
    "a long number": b"9" * 10_000, "no place": json.dumps({**STATE, "at": 1e999}).encode(),
    "nowhere inside": json.dumps({**STATE, "inside": []}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_put_aside_and_that_is_said(runs: SavedRuns, content: bytes) -> None:
    file(runs).write_bytes(content)
    aside = runs.folder / "small.damaged"
    assert runs.load(lesson()) == Saved(None, f"What was kept cannot be read, so the lesson begins anew. It is put aside as {aside}.")
    assert aside.read_bytes() == content
    assert runs.load(lesson()) == Saved(None)
    assert runs.save(lesson(), at()) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"version": "f" * 12},
        {"lesson": "other"},
        {"at": 4},
        {"at": -1},
        *({"at": place, "inside": inside} for place, inside in ((1, (1, 0)), (1, (-1, 0)), (0, (0, 0)), (2, (0, 0)), (3, (0, 0)))),
    ],
    ids=str,
)
def test_a_state_that_the_lesson_has_no_place_for_is_one_of_another_lesson(runs: SavedRuns, changed: dict[str, Any]) -> None:
    runs.save(lesson(), replace(at(), **changed))
    assert runs.load(lesson()) == CHANGED


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_state_at_any_step_or_the_end_fits(runs: SavedRuns, place: int) -> None:
    state = replace(at(), at=place)
    runs.save(lesson(), state)
    assert runs.load(lesson()) == Saved(state)
    LessonRun(lesson(), 7).begin(state)


# --- folders that cannot be written -----------------------------------------------------------------------------------------------------


def in_the_way(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")


@pytest.mark.parametrize(("blocked", "why"), [("home", "not a directory."), ("home/runs", "file exists.")])
def test_a_file_where_the_folder_should_be_is_said_once_and_left_alone(runs: SavedRuns, tmp_path: Path, blocked: str, why: str) -> None:
    in_the_way(tmp_path / blocked)
    assert runs.load(lesson()) == Saved(None)
    assert runs.save(lesson(), at()) == f"Your answers cannot be kept in {runs.folder}: {why}"
    assert runs.save(lesson(), at()) == ""
    assert history(runs.folder) is None
    runs.forget(lesson())
    assert (tmp_path / blocked).read_text() == "in the way"


def test_a_folder_where_the_file_should_be_is_said_and_put_aside(runs: SavedRuns) -> None:
    file(runs).mkdir()
    assert "It is put aside as" in runs.load(lesson()).note
    assert runs.save(lesson(), at()) == ""
    file(runs).unlink()
    file(runs).mkdir()
    assert runs.save(lesson(), at()) == f"Your answers cannot be kept in {runs.folder}: small.json cannot be written: is a directory."
    runs.forget(lesson())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_cannot_be_written_is_said(runs: SavedRuns) -> None:
    runs.save(lesson(), at(Skip()))
    runs.folder.chmod(0o500)
    assert runs.load(lesson()).state == at(Skip())
    assert "cannot be written: permission denied." in runs.save(lesson(), at())
    runs.folder.chmod(0o700)


def test_lines_are_kept_beside_the_runs_unless_something_is_in_the_way(runs: SavedRuns) -> None:
    assert history(runs.folder) == runs.folder / "history"
    (runs.folder / "history").unlink()
    (runs.folder / "history").mkdir()
    assert history(runs.folder) is None


def test_writing_that_fails_half_way_leaves_what_was_there(runs: SavedRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.save(lesson(), at(Skip()))

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as stream:
            stream.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert runs.save(lesson(), at(Skip(), Skip())) == (
        f"Your answers cannot be kept in {runs.folder}: small.json cannot be written: no space left on device."
    )
    assert runs.load(lesson()).state == at(Skip())
    assert [path.name for path in runs.folder.iterdir()] == ["small.json"]
