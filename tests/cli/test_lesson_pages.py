"""`pdtutor lesson list`, `show`, `new` and `schema`: what is shown, what is written, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pdtutor.cli import lesson_folders
from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from pdtutor.course import schema, tasks, template
from pdtutor.course.loader import load
from pdtutor.course.schema import values
from pdtutor.course.soundness import problems
from pdtutor.practice import lesson_run
from tests.cli.conftest import Run
from tests.contracts.test_start_up import loaded
from tests.render.lessons.lessons import EVERY_TYPE

SMALL = "format: 1\nid: small\ntitle: A small one\nrequires: [slopes]\nsteps:\n- {id: q, type: derivative, function: x^2, wrt: x}\n"
UNSOUND = SMALL.replace("x^2", "sin(") + "- {id: r, type: derivative, function: y/0, wrt: y}\n"


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for lessons where none come with the program."""
    monkeypatch.setattr(lesson_folders, "PACKAGE", tmp_path / "site" / "pdtutor")
    folder = tmp_path / "lessons"
    folder.mkdir()
    return folder


# --- the list -------------------------------------------------------------------------------------------------------------------------


def test_the_list_has_each_lesson_with_the_members_of_the_contract(run: Run, alone: Path) -> None:
    (alone / "b.yaml").write_text(SMALL)
    (alone / "a.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    (alone / "c.yaml").write_text("nothing")
    found = run("lesson", "list", "--format", "json", PDTUTOR_LESSONS="lessons")
    assert (found.code, found.json["command"]) == (0, "lesson list")
    path = alone.parent / "lessons"
    assert found.json["result"]["lessons"] == [
        {"id": "every-type", "title": "Every *type*, once", "requires": ["first", "second"], "exercises": 15, "path": str(path / "a.yaml")},
        {"id": "small", "title": "A small one", "requires": ["slopes"], "exercises": 1, "path": str(path / "b.yaml")},
    ]
    (note,) = found.json["notes"]
    assert note.startswith(f"{path / 'c.yaml'}: This is no lesson")


@pytest.mark.parametrize("format", ["rich", "plain"])
def test_the_list_for_people_names_every_lesson_and_every_file_that_is_none(run: Run, alone: Path, format: str) -> None:
    (alone / "a.yaml").write_text(SMALL.replace("A small one", "'[bold]Bold[/bold]'"))
    (alone / "c.yaml").write_text("nothing")
    found = run("lesson", "list", "--format", format, PDTUTOR_LESSONS=f"lessons{os.pathsep}nowhere", COLUMNS="200")
    assert (found.code, found.err) == (0, "")
    for said in ("small", "[bold]Bold[/bold]", "c.yaml: This is no lesson", "nowhere"):
        assert said in found.out


def test_the_course_comes_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SMALL)
    ids = [lesson["id"] for lesson in run("lesson", "list", "--format", "json", PDTUTOR_LESSONS=".").json["result"]["lessons"]]
    assert ids[0] == "slopes-on-a-hill"
    assert ids[-1] == "small"


@pytest.mark.parametrize("format", ["rich", "plain", "json"])
def test_the_list_loads_neither_algebra_nor_pydantic(format: str) -> None:
    modules = loaded("lesson", "list", "--format", format)
    assert "pdtutor.course.listing" in modules
    assert not {"sympy", "mpmath", "pydantic", "prompt_toolkit", "markdown_it", "pdtutor.course.loader"} & modules


# --- one lesson -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ["lesson.yaml", "./lesson.yaml", "every-type"])
def test_a_lesson_goes_by_its_file_or_its_id(run: Run, tmp_path: Path, reference: str) -> None:
    (tmp_path / "lesson.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    found = run("lesson", "show", reference, "--format", "json", PDTUTOR_LESSONS=".")
    assert (found.code, found.err) == (0, "")
    assert (found.json["command"], found.json["result"]["id"], found.json["result"]["seed"]) == ("lesson show", "every-type", 0)


@pytest.mark.parametrize("format", ["rich", "plain", "markdown", "json"])
def test_every_format_is_there_with_and_without_the_key(run: Run, tmp_path: Path, format: str) -> None:
    (tmp_path / "lesson.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    outcomes = [run("lesson", "show", "lesson.yaml", "--format", format, *more) for more in ([], ["--answers", "--seed", "-3"])]
    assert [(found.code, found.err, "w1=1.4, w2=0.8" in found.out) for found in outcomes] == [(0, "", False), (0, "", True)]


BEGINS = {".html": "<!doctype html>", ".HTM": "<!doctype html>", ".md": "# Every", ".txt": "Every *type*, once\n", ".json": '{"schema": 1,'}


@pytest.mark.parametrize("ending", BEGINS)
def test_what_is_shown_can_be_saved(run: Run, tmp_path: Path, ending: str) -> None:
    (tmp_path / "lesson.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    found = run("lesson", "show", "lesson.yaml", "--answers", "--save", f"sheet{ending}")
    assert (found.code, found.err) == (0, "")
    assert "Every *type*, once" in found.out
    saved = (tmp_path / f"sheet{ending}").read_text(encoding="utf-8")
    assert saved.startswith(BEGINS[ending])
    assert "Both rates multiply" in saved


WORKED = [  # a command, and what of it stands on the sheet
    ('partial "x^2"', "∂f/∂x = 2·x"),
    ('check "x^2" --answer x', "Not yet right"),
    ('partial "x^"', None),
    ("rm -rf", None),
]


@pytest.mark.parametrize(("command", "said"), WORKED)
@pytest.mark.parametrize("ending", [".html", ".md"])
def test_a_sheet_shows_what_its_worked_commands_show(run: Run, tmp_path: Path, command: str, said: str | None, ending: str) -> None:
    (tmp_path / "lesson.yaml").write_text(f"{SMALL}- {{id: w, type: worked, command: '{command}'}}\n", encoding="utf-8")
    assert run("lesson", "show", "lesson.yaml", "--save", f"sheet{ending}", FORCE_COLOR="1", COLUMNS="200").code == 0
    saved = (tmp_path / f"sheet{ending}").read_text(encoding="utf-8")
    assert (said is not None and said in saved) is (said is not None and ending == ".html")
    assert "\x1b" not in saved
    assert "[0m" not in saved


HARD = "(x+y)^(x^y^x)", "sin(cos(tan(exp(sin(cos(tan(exp(x^y))))))))^(x^x*z)", "((((x+1)^9+y)^9+z)^9+x)^9"


@pytest.mark.long
@pytest.mark.parametrize("more", [["--answers"], ["--save", "sheet.html"], ["--format", "json", "--answers"]])
@pytest.mark.parametrize("function", HARD)
def test_a_lesson_that_is_hard_to_make_is_shown_within_the_budget_or_not_at_all(tmp_path: Path, function: str, more: list[str]) -> None:
    steps = [f"- {{id: q{n}, type: derivative, function: '{function}', order: [x, x, x, y, y]}}\n" for n in range(5)]
    (tmp_path / "lesson.yaml").write_text(SMALL + "".join(steps))
    begun = time.monotonic()
    command = [sys.executable, "-m", "pdtutor", "lesson", "show", "lesson.yaml", "--budget", "2", *more]
    code = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60).returncode
    assert time.monotonic() - begun < 3
    assert code in (0, 3)


def test_an_exercise_that_takes_too_long_to_make_is_a_problem_at_its_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> None:
        while True:
            time.sleep(0.001)

    monkeypatch.setattr(lesson_run, "MAKING", 0.05)
    monkeypatch.setattr(tasks, "make", endless)
    (tmp_path / "lesson.yaml").write_text(SMALL)
    found = run("lesson", "show", "lesson.yaml", "--answers", COLUMNS="200")
    assert found.code == 1
    assert "lesson.yaml:6:39: q cannot be answered. Making it takes longer than 0.05 seconds." in found.err


@pytest.mark.parametrize(
    "id", [each.stem.split("-", 1)[1] for each in sorted((Path(__file__).parents[2] / "lessons").glob("0[1-3]*.yaml"))]
)
def test_lessons_of_the_course_are_shown_with_their_key(run: Run, id: str) -> None:
    found = run("lesson", "show", id, "--answers", "--seed", "5", "--format", "json")
    assert found.code == 0
    exercises = [step["id"] for step in found.json["result"]["steps"] if step["type"] not in ("text", "worked")]
    assert list(found.json["result"]["answers"]) == exercises
    assert len(exercises) >= 6


REFUSED = [
    (["show", "nowhere.yaml"], "file", "There is no file “nowhere.yaml”."),
    (["show", "smal"], "file", "There is no lesson “smal”. Did you mean small?"),
    (["show", "folder.yaml"], "file", "is a folder."),
    (["show", "lesson.yaml", "--save", "sheet.pdf"], "usage", "sheet.pdf"),
    (["show", "lesson.yaml", "--save", "nowhere/sheet.html"], "file", "there is no folder"),
    (["show", "lesson.yaml", "--seed", "one"], "usage", "'one' is not a valid int"),
    (["show"], "usage", "Missing argument"),
    (["new"], "usage", "Missing argument"),
    (["new", "Chain Rule"], "usage", "small letters, digits and hyphens"),
    (["new", "../up"], "usage", "small letters, digits and hyphens"),
    (["new", ""], "usage", "small letters, digits and hyphens"),
    (["new", "fresh", "--title", " "], "usage", "A title says something"),
    (["new", "fresh", "--title", "a\x1b[31m"], "usage", "A title says something"),
    (["new", "lesson"], "file", "lesson.yaml is there already."),
    (["new", "folder"], "file", "folder.yaml is there already."),
    (["new", "a" * 300], "file", "cannot be written"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_what_is_refused_leaves_every_file_as_it_was(run: Run, tmp_path: Path, arguments: list[str], code: str, said: str) -> None:
    (tmp_path / "lesson.yaml").write_text(SMALL)
    (tmp_path / "folder.yaml").mkdir()
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.iterdir()}
    found = run("lesson", *arguments, PDTUTOR_LESSONS=".", COLUMNS="300")
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    twin = run("lesson", *arguments, "--format", "json", PDTUTOR_LESSONS=".")
    assert (twin.code, twin.err) == (2, "")
    assert (twin.json["command"], twin.json["error"]["code"]) == (f"lesson {arguments[0]}", code)
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SMALL.replace("title", "titel"), ["lesson.yaml:1:1: ", "lesson.yaml:3:1: "]),
        (UNSOUND, ["lesson.yaml:6:39: q cannot be answered. ", "lesson.yaml:7:39: r cannot be answered. "]),
        ("\x00", ["lesson.yaml:1:1: "]),
    ],
)
def test_a_file_that_is_no_sound_lesson_is_told_all_its_problems(run: Run, tmp_path: Path, text: str, expected: list[str]) -> None:
    (tmp_path / "lesson.yaml").write_text(text)
    found = run("lesson", "show", "lesson.yaml", "--save", "sheet.html", COLUMNS="30")
    assert (found.code, found.out) == (1, "")
    lines = [line for line in found.err.splitlines() if line.startswith("lesson.yaml:")]
    assert [line[: len(begin)] for line, begin in zip(lines, expected, strict=True)] == expected
    assert not (tmp_path / "sheet.html").exists()
    twin = run("lesson", "show", "lesson.yaml", "--format", "json")
    assert (twin.code, twin.err, twin.json["command"], twin.json["error"]["code"]) == (1, "", "lesson show", "file")


# --- a new lesson ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [None, 'Don\'t: "stop" {k} [x] # no', "- 1", "Ω & <b>"])
def test_a_new_lesson_is_sound_and_has_one_of_each_kind(run: Run, tmp_path: Path, title: str | None) -> None:
    found = run("lesson", "new", "my-lesson", *([] if title is None else ["--title", title]))
    assert (found.code, found.err) == (0, "")
    for said in ("my-lesson.yaml is written", "pdtutor lesson check my-lesson.yaml", "pdtutor lesson run my-lesson.yaml"):
        assert said in found.out
    lesson = load((tmp_path / "my-lesson.yaml").read_text(encoding="utf-8"), "my-lesson.yaml")
    assert (lesson.id, lesson.title) == ("my-lesson", title or "My lesson")
    assert problems(lesson, {}, lambda _: None) == []
    assert [getattr(step, "type", type(step).__name__) for step in lesson.steps] == ["Text", "Worked", "derivative", "choice"]
    slope, choice = lesson.exercises
    assert (len(slope.params), len(slope.hints), len(slope.mistakes), len(slope.tests)) == (1, 3, 2, 3)
    assert all(option.because for option in choice.options)


def test_a_new_lesson_passes_its_own_check_command_for_command(run: Run) -> None:
    assert run("lesson", "new", "fresh").code == 0
    assert run("lesson", "check", "fresh.yaml").code == 0
    assert run("lesson", "show", "fresh.yaml", "--answers").code == 0


def test_a_new_lesson_with_an_id_that_is_taken_is_noted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(SMALL)
    found = run("lesson", "new", "small", "--format", "json", PDTUTOR_LESSONS=".")
    assert (found.code, found.json["command"]) == (0, "lesson new")
    assert found.json["result"] == {"id": "small", "path": "small.yaml"}
    (note,) = found.json["notes"]
    assert "old.yaml has the id small too." in note
    assert run("lesson", "new", "other", "--format", "json", PDTUTOR_LESSONS=".").json["notes"] == []


def test_an_id_that_is_refused_comes_with_one_that_is_not(run: Run) -> None:
    assert "Try chain-rule." in run("lesson", "new", "Chain_Rule!").err
    assert "Try my-lesson." in run("lesson", "new", "链式").err


@pytest.mark.parametrize("text", ["Chain Rule", "---", "é", "x" * 500, "A1", "", "..", "a--b"])
def test_what_is_suggested_is_an_id(text: str) -> None:
    assert values.ID.fullmatch(template.suggested(text))
    assert values.ID.pattern == template.ID.pattern


# --- the schema -----------------------------------------------------------------------------------------------------------------------


def test_the_schema_is_plain_json_and_can_be_saved(run: Run, tmp_path: Path) -> None:
    found = run("lesson", "schema", "--save", "lesson.schema.json")
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out) == schema.json_schema()
    assert found.out.startswith('{\n  "')
    assert (tmp_path / "lesson.schema.json").read_text() == found.out
    assert run("lesson", "schema", "--save", "lesson.yaml").code == 2


def test_the_schema_says_how_an_editor_is_pointed_at_it(run: Run) -> None:
    assert "# yaml-language-server: $schema=lesson.schema.json" in run("lesson", "schema", "--help").out
    assert template.lesson("a", "A").startswith("# yaml-language-server: $schema=lesson.schema.json\n")


# --- the group ------------------------------------------------------------------------------------------------------------------------

FAILURES = [
    (["lesson", "shwo"], "lesson"),
    (["lesson", "shwo", "list"], "lesson"),
    (["lesson", "list", "--formt"], "lesson list"),
    (["lesson", "show", "list", "--wrong"], "lesson show"),
    (["lesson", "--wrong"], "lesson"),
    (["rules", "lesson", "--wrong"], "rules"),
    (["where", "list"], "where"),
    (["wher"], None),
]


@pytest.mark.parametrize(("arguments", "command"), FAILURES)
def test_a_failure_names_the_command_that_was_meant(run: Run, arguments: list[str], command: str | None) -> None:
    found = run(*arguments, "--format", "json")
    assert (found.code, found.json["command"], found.json["error"]["code"]) == (2, command, "usage")


def test_a_command_that_is_nearly_right_is_named(run: Run) -> None:
    assert "Did you mean 'show'?" in run("lesson", "shwo").err


def test_the_group_alone_is_its_help(run: Run) -> None:
    found = run("lesson")
    assert (found.code, found.err) == (0, "")
    for name in ("list", "show", "new", "schema", "run", "check"):
        assert f"│ {name}" in found.out


def test_without_more_than_ascii_lists_and_pages_are_plain() -> None:
    for arguments in (["lesson", "list"], ["lesson", "show", "slopes-on-a-hill"], ["where"]):
        shown = subprocess.run(
            [sys.executable, "-m", "pdtutor", *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii", "PDTUTOR_LESSONS": ""},
        )
        assert (shown.returncode, shown.stderr) == (0, b"")
        assert shown.stdout.isascii()
        assert b"?" not in shown.stdout.replace(b"?\n", b"").replace(b"? ", b"")


def test_a_lesson_is_read_from_the_folder_of_the_run(tmp_path: Path) -> None:
    from io import StringIO

    (tmp_path / "a.yaml").write_text(SMALL)
    out = StringIO()
    assert run_program(["lesson", "show", "a.yaml"], Environment(stdout=out, folder=tmp_path, variables={"COLUMNS": "80"})) == 0
    assert "A small one" in out.getvalue()
