"""`pdtutor grade` as teachers and programs call it: files in, files out, exit codes, and runs that are cut short."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from tests.cli.conftest import Run
from tests.render.html_page import Page

LESSON = """\
format: 1
id: two
title: Two "slopes"
steps:
- {id: square, type: derivative, function: x^2 y, wrt: x}
- {id: chain, type: derivative, params: {k: [2, 3]}, function: exp(k x), wrt: x}
"""
CLASS = "student,seed,square,chain\nAda,1,2xy,{k}exp({k}x)\nBob,1,2x,exp({k}x)\n=cmd(),1,-2x,\n"


def files(folder: Path, lesson: str = LESSON, answers: str | None = None) -> None:
    from pdtutor.course.loader import load
    from pdtutor.course.parameters import drawn

    (folder / "lesson.yaml").write_text(lesson, encoding="utf-8")
    if answers is None:
        drawn_value = drawn("two", load(LESSON, "").exercises[1], 1)["k"]
        answers = CLASS.replace("{k}", drawn_value)
    (folder / "class.csv").write_text(answers, encoding="utf-8")


def rows(folder: Path, name: str = "out.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((folder / name).read_text(encoding="utf-8-sig"), newline="")))


def test_a_class_is_graded_into_a_table_a_page_and_what_is_shown(run: Run, tmp_path: Path) -> None:
    files(tmp_path)
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--report", "report.html")
    assert (found.code, found.err) == (0, "")
    assert "3 students, 2 exercises, 5 answers, 40 % of them right." in found.out
    assert "The hardest exercise is square: 1 of 3 answers right." in found.out
    assert [(row["student"], row["exercise"], row["answer"], row["verdict"]) for row in rows(tmp_path)][::2] == [
        ("Ada", "square", "2xy", "correct"),
        ("Bob", "square", "2x", "incorrect"),
        ("'=cmd()", "square", "'-2x", "incorrect"),
    ]
    assert rows(tmp_path)[3]["mistakes"].split()[0].startswith(("chain.", "exp.", "power."))
    assert "<bdi>=cmd()</bdi>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.csv", "lesson.yaml", "out.csv", "report.html"]


def test_json_has_the_members_of_the_contract(run: Run, tmp_path: Path) -> None:
    files(tmp_path, answers="student,seed,square,chain\nAda,x,1,2\nBob,1,2xy,\nBob,1,2xy,3\n")
    document = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--format", "json").json
    result = document["result"]
    assert (document["command"], document["reading"], result["students"], result["out"]) == ("grade", None, 1, "out.csv")
    assert document["notes"] == ["“Bob” handed in 2 times: the last counts."]
    assert [(each["id"], each["correct"], each["attempted"]) for each in result["exercises"]] == [("square", 1, 1), ("chain", 0, 1)]
    assert all(set(mistake) == {"id", "count"} for each in result["exercises"] for mistake in each["mistakes"])
    assert result["unreadable"] == [{"row": 2, "message": "the seed “x” is no whole number."}]
    assert result["scores"] == [{"student": "Bob", "seed": 1, "correct": 1, "attempted": 2}]


def test_a_tie_and_what_cannot_be_read_are_told(run: Run, tmp_path: Path) -> None:
    files(tmp_path, answers="student,seed,square,chain\nAda,1,#REF!,{k}exp(\nBob,1,=x,@y\n")
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--report", "r.html", "--format", "plain", COLUMNS="200")
    for said in (
        "The hardest exercises are square and chain: 0 of 2 answers right in each.",
        "4 answers could not be read (in square and chain): they are not among the right ones.",
    ):
        assert said in found.out
        assert said in "".join(Page((tmp_path / "r.html").read_bytes()).texts)


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown"])
def test_every_format_for_people_is_there_and_reads_no_markup(run: Run, tmp_path: Path, format: str) -> None:
    files(tmp_path, LESSON.replace('Two "slopes"', "'[bold]Two[/bold] <b>'"), "student,square\n[red]x,[bold]\n,1\n\x1b[31m,\x1b]0;t\x07\n")
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--format", format)
    assert found.code == 0
    assert "bold" in found.out
    assert "\x1b" not in found.out + found.err


@pytest.mark.parametrize("ending", [".txt", ".md", ".svg", ".json", ".html", ".tex"])
def test_what_is_shown_can_be_saved(run: Run, tmp_path: Path, ending: str) -> None:
    files(tmp_path)
    assert run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--save", f"shown{ending}").code == 0
    assert (tmp_path / f"shown{ending}").stat().st_size > 100


HANDED_IN = {
    "class.jsonl": '{"student": "Ada", "answers": {"square": ["x", "2xy"]}}\n{"student": "Bob"\n',
    "class.tsv": "student\tsquare\nAda\t2xy\nBob\t\t\t\t\tx\n",
    "class.csv": "\ufeffstudent;square\r\nAda;2xy\r\n;x\r\n",
}


@pytest.mark.parametrize("name", HANDED_IN)
def test_a_class_may_hand_in_in_any_form(run: Run, tmp_path: Path, name: str) -> None:
    files(tmp_path)
    (tmp_path / name).write_text(HANDED_IN[name], encoding="utf-8")
    assert run("grade", "lesson.yaml", name, "--out", "out.csv").code == 0
    assert next((row["student"], row["verdict"]) for row in rows(tmp_path)) == ("Ada", "correct")
    assert [row["verdict"] for row in rows(tmp_path)].count("unreadable") == 1


def test_a_class_may_hand_in_a_folder(run: Run, tmp_path: Path) -> None:
    files(tmp_path)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "Ada.yaml").write_text("answers: {square: 2xy}\n")
    (folder / "Bob.json").write_bytes(b"\xff")
    (folder / ".hidden").touch()
    (folder / "inside.yaml").mkdir()
    assert run("grade", "lesson.yaml", "class", "--out", "class/out.csv").code == 0
    assert [(row["student"], row["verdict"]) for row in rows(folder)] == [
        ("Ada", "correct"),
        ("Ada", "skipped"),
        ("Bob", "unreadable"),
        ("inside", "unreadable"),
    ]


SMALL = {
    "an empty class": (LESSON, "student,square,chain\n", 0),
    "an empty file": (LESSON, "", 0),
    "one student": (LESSON, "student,square,chain\nAda,2xy,x\n", 2),
    "a lesson without exercises": ("format: 1\nid: a\ntitle: A\nsteps: []\n", "student\nAda\n", 0),
    "nobody answered": (LESSON, "student,square,chain\nAda,,\n", 2),
}


@pytest.mark.parametrize("format", ["rich", "json", "plain"])
@pytest.mark.parametrize("name", SMALL)
def test_a_class_may_be_as_small_as_it_likes(run: Run, tmp_path: Path, name: str, format: str) -> None:
    lesson, answers, count = SMALL[name]
    files(tmp_path, lesson, answers)
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--report", "r.html", "--format", format)
    assert (found.code, found.err) == (0, "")
    assert len(rows(tmp_path)) == count


NOBODY = {"e.csv": "", "h.csv": "student,square\n\n", "e.jsonl": "\n", "h.csv.txt": "student;chain\n;\n"}


@pytest.mark.parametrize("name", NOBODY)
def test_a_file_without_answers_is_said_to_have_none(run: Run, tmp_path: Path, name: str) -> None:
    files(tmp_path)
    (tmp_path / name).write_text(NOBODY[name])
    found = run("grade", "lesson.yaml", name, "--out", "out.csv", "--format", "json")
    assert found.code == 0
    assert found.json["notes"][0].startswith(f"{name} has no answers in it. ")


def test_two_workers_write_the_same_table_as_one(run: Run, tmp_path: Path) -> None:
    files(tmp_path, answers="student,square,chain\n" + "".join(f"s{n},{n}xy,{n}exp({n}x)\n" for n in range(40)))
    for workers in ("1", "2"):
        assert run("grade", "lesson.yaml", "class.csv", "--out", f"{workers}.csv", "--workers", workers).code == 0
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


# --- what is refused ------------------------------------------------------------------------------------------------------------------

REFUSED = [
    (["lesson.yaml", "class.csv"], "usage", 2),
    (["lesson.yaml", "--out", "out.csv"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--workers", "0"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--workers", "-2"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--workers", "two"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--scheduler", "tcp://127.0.0.1:1"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--format", "python"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--save", "out.py"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", ""], "usage", 2),
    *((["lesson.yaml", "class.csv", "--out", f"out.{ending}"], "usage", 2) for ending in ("xlsx", "json", "ods", "txt", "tsv")),
    (["lesson.yaml", "class.csv", "--out", "class.csv"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "./lesson.yaml"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--report", "out.csv"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.html", "--report", "out.html"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--report", "report.pdf"], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "nowhere/out.csv"], "file", 2),
    (["lesson.yaml", "class.csv", "--out", "."], "usage", 2),
    (["lesson.yaml", "class.csv", "--out", "folder"], "file", 2),
    (["nothing.yaml", "class.csv", "--out", "out.csv"], "file", 2),
    (["lesson.yaml", "nothing.csv", "--out", "out.csv"], "file", 2),
    (["lesson.yaml", "lesson.yaml", "--out", "out.csv"], "file", 2),
    (["folder", "class.csv", "--out", "out.csv"], "file", 2),
    (["class.csv", "class.csv", "--out", "out.csv"], "file", 1),
    (["broken.yaml", "class.csv", "--out", "out.csv"], "file", 1),
    (["unsound.yaml", "class.csv", "--out", "out.csv"], "file", 1),
]


@pytest.mark.parametrize(("arguments", "code", "exit_code"), REFUSED)
def test_what_is_refused_leaves_every_file_as_it_was(run: Run, tmp_path: Path, arguments: list[str], code: str, exit_code: int) -> None:
    files(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.yaml").write_text(LESSON.replace("title", "titel"))
    (tmp_path / "unsound.yaml").write_text(LESSON.replace("x^2 y", "sin("))
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.iterdir()}
    found = run("grade", *arguments)
    assert (found.code, found.out) == (exit_code, "")
    assert found.err.startswith("Error: ")
    twin = run("grade", *arguments, *([] if "--format" in arguments else ["--format", "json"]))
    assert twin.code == exit_code
    if "--format" not in arguments:
        assert (twin.err, twin.json["command"], twin.json["error"]["code"]) == ("", "grade", code)
    after = {path: path.is_file() and path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith(".unfinished")}
    assert after == before


MENDS = [
    (["lesson.yaml", "class.csv"], "Name a file: --out results.csv"),
    (["lesson.yaml", "class.csv", "--out", "marks.xlsx"], "Call it marks.csv."),
    (["lesson.yaml", "class.csv", "--out", "out.csv", "--report", "marks.pdf"], "Call it marks.html."),
]


@pytest.mark.parametrize(("arguments", "mend"), MENDS)
def test_what_is_refused_is_told_how_to_ask(run: Run, tmp_path: Path, arguments: list[str], mend: str) -> None:
    files(tmp_path)
    assert run("grade", *arguments, "--format", "json").json["error"]["hint"] == mend


def test_every_problem_of_a_lesson_is_a_line_of_its_own_however_narrow_the_terminal(run: Run, tmp_path: Path) -> None:
    files(tmp_path, LESSON.replace("title", "titel").replace("square", "Square"))
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", COLUMNS="30")
    assert found.code == 1
    assert found.err.splitlines()[-3:] == [
        "lesson.yaml:1:1: This key is missing here: title.",
        "lesson.yaml:3:1: There is no key “titel” here. Did you mean title?",
        "lesson.yaml:5:8: An id is made of small letters, digits and hyphens: q1.",
    ]


def test_an_exercise_without_an_answer_is_said_with_its_place(run: Run, tmp_path: Path) -> None:
    files(tmp_path, LESSON.replace("x^2 y", "sin("))
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv")
    assert found.code == 1
    assert "lesson.yaml:5:44: square cannot be answered. Something is missing" in found.err


# --- runs that are cut short ----------------------------------------------------------------------------------------------------------

MANY = "student,square,chain\n" + "".join(f"s{n},2xy + {n} sin({n}x)^3 exp(x),{n}exp({n}x) + cos({n}y)\n" for n in range(120))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """The folder of a class that takes a while."""
    files(tmp_path, answers=MANY)
    return tmp_path


def process(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pdtutor", "grade", "lesson.yaml", "class.csv", "--out", "out.csv", *more]
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def wait_for_marks(folder: Path, running: subprocess.Popen[str], count: int) -> None:
    """Wait until the journal has so many lines."""
    journal = folder / ".out.csv.unfinished"
    while not journal.exists() or journal.read_bytes().count(b"\n") < count:
        assert running.poll() is None, running.communicate()
        time.sleep(0.01)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_that_is_killed_goes_on_where_it_was(large: Path, run: Run, workers: str) -> None:
    killed = process(large, "--workers", workers)
    wait_for_marks(large, killed, 60)
    killed.kill()
    killed.communicate()
    assert not (large / "out.csv").exists()
    found = run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--format", "json")
    assert found.code == 0
    (note,) = found.json["notes"]
    resumed = int(note.split()[0])
    assert 50 <= resumed < 240
    assert note == f"{resumed} of the answers had been judged by a run that was interrupted."
    assert not (large / ".out.csv.unfinished").exists()
    assert run("grade", "lesson.yaml", "class.csv", "--out", "whole.csv").code == 0
    assert (large / "out.csv").read_bytes() == (large / "whole.csv").read_bytes()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_says_how_to_go_on(large: Path, workers: str) -> None:
    running = process(large, "--workers", workers)
    wait_for_marks(large, running, 20)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out) == (130, "")
    assert err == "Interrupted. What is judged already is kept: the same command goes on from there.\n"
    assert (large / ".out.csv.unfinished").exists()


def test_a_lesson_that_is_changed_is_judged_anew(large: Path, run: Run) -> None:
    killed = process(large)
    wait_for_marks(large, killed, 20)
    killed.kill()
    killed.communicate()
    files(large, LESSON.replace("x^2 y", "x^3 y").replace("exp(k x)", "exp(k y) x"), MANY)
    assert run("grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--format", "json").json["notes"] == []


class Terminal(StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_alone(run: Run, tmp_path: Path) -> None:
    files(tmp_path)
    screen = Terminal()
    environment = Environment(stdout=StringIO(), stderr=screen, variables={"COLUMNS": "80", "TERM": "xterm"}, folder=tmp_path)
    assert run_program(["grade", "lesson.yaml", "class.csv", "--out", "out.csv"], environment) == 0
    assert "Judging" in screen.getvalue()
    assert "5/5" in screen.getvalue()
    assert run("grade", "lesson.yaml", "class.csv", "--out", "out.csv").err == ""


def test_a_cluster_grades_a_class(run: Run, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    files(tmp_path)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        found = run("grade", "lesson.yaml", "class.csv", "--out", "there.csv", "--scheduler", cluster.scheduler_address)
    assert (found.code, found.err) == (0, "")
    assert run("grade", "lesson.yaml", "class.csv", "--out", "here.csv").code == 0
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def test_help_loads_no_algebra() -> None:
    lines = ("import sys", "sys.argv[1:] = ['grade', '--help']", "from pdtutor.__main__ import main", "try: main()")
    code = "\n".join((*lines, "finally: print('sympy' in sys.modules, 'yaml' in sys.modules)"))
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert shown.splitlines()[-1] == "False False"
    assert "--scheduler" in shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_among_the_files_is_no_reason_to_wait(run: Run, tmp_path: Path) -> None:
    files(tmp_path)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "ada.yaml").write_text("answers: {square: 2xy}\n", encoding="utf-8")
    os.mkfifo(folder / "bob.json")
    found = run("grade", "lesson.yaml", "class", "--out", "out.csv")
    assert found.code == 0
    assert "bob.json" in found.out + found.err
