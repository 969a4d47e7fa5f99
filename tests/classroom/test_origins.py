"""Submissions that say for which lesson and version they were made: judged all the same, with a note wherever one looks."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pdtutor.classroom.answer_files import read_files, read_lines
from pdtutor.classroom.grade import Work, marked, result
from pdtutor.classroom.journal import Journal
from pdtutor.classroom.report import GradeResult
from pdtutor.classroom.submissions import UNSAID, Origin, Submission, Submissions, of_class
from pdtutor.classroom.tables import read
from pdtutor.classroom.workers import here
from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.course.problems import Place
from pdtutor.render import class_report, class_table, json
from pdtutor.render.plain import document

VERSION = "0123456789ab"
EXERCISES = ("q1", "q2")


def table(text: str, exercises: tuple[str, ...] = EXERCISES) -> Submissions:
    return read(text.encode(), "class.csv", exercises)


def lines(text: str, exercises: tuple[str, ...] = EXERCISES) -> Submissions:
    return read_lines(text.encode(), "class.jsonl", exercises)


def only(found: Submissions) -> Submission:
    (entry,) = found.entries
    assert isinstance(entry, Submission)
    return entry


SAID = {
    "a column": table("student,version,q1\nAda,abc,2x\n"),
    "a column in capitals": table("Student;Q1;Version\nAda;2x; abc \n"),
    "a line with answers": lines('{"student": "Ada", "version": "abc", "answers": {"q1": "2x"}}'),
    "a line of answers": lines('{"student": "Ada", "version": "abc", "q1": "2x"}'),
    "a file in YAML": read_files({"Ada.yaml": b"version: abc\nanswers: {q1: 2x}\n"}, EXERCISES),
    "a file in JSON": read_files({"Ada.json": b'{"version": "abc", "answers": {"q1": "2x"}}'}, EXERCISES),
}


@pytest.mark.parametrize("found", SAID.values(), ids=SAID.keys())
def test_a_version_is_read_in_every_form(found: Submissions) -> None:
    entry = only(found)
    assert (entry.student, entry.answers, entry.origin) == ("Ada", {"q1": ("2x",)}, Origin("", "abc"))
    assert not any("version" in note for note in found.notes)


ORIGINS: list[tuple[Submissions, Origin]] = [
    (table("student,lesson,q1\nAda,chain-rule,2x\n"), Origin("chain-rule")),
    (table("student,q1\nAda,2x\n"), UNSAID),
    (table("student,version,lesson,q1\nAda,, ,2x\n"), UNSAID),
    (lines('{"student": "Ada", "lesson": "a", "version": 123456789012}'), Origin("a", "123456789012")),
    (lines('{"student": "Ada", "lesson": {"id": "a"}, "version": null, "answers": {}}'), UNSAID),
    (read_files({"Ada.yaml": b"lesson: a\nversion: 010e10\nanswers: {}\n"}, EXERCISES), Origin("a", "010e10")),
]


@pytest.mark.parametrize(("found", "origin"), ORIGINS)
def test_what_a_submission_was_made_for_is_what_it_says(found: Submissions, origin: Origin) -> None:
    assert only(found).origin == origin


@pytest.mark.parametrize("name", ["version", "lesson"])
def test_an_exercise_of_that_name_keeps_its_answers(name: str) -> None:
    for found in (table(f"student,{name}\nAda,2x\n", (name,)), lines(f'{{"student": "Ada", "{name}": "2x"}}', (name,))):
        assert (only(found).answers, only(found).origin) == ({name: ("2x",)}, UNSAID)
    beside = lines(f'{{"student": "Ada", "{name}": "abc", "answers": {{"{name}": "2x"}}}}', (name,))
    assert (only(beside).answers, getattr(only(beside).origin, name)) == ({name: ("2x",)}, "abc")


# --- what is said of it ---------------------------------------------------------------------------------------------------------------

LESSON = Lesson("a", "A", "a.yaml", VERSION, (Exercise("q1", "derivative", Place(7, 3), functions=("x^2",), wrt=("x",)),))


def graded(folder: Path, **origins: Origin) -> GradeResult:
    """A class of students who all answer q1 rightly, but the last, who says nothing."""
    answers = [{"q1": ("2x",)} for _ in origins]
    entries = [Submission(name, given, row, origin=origins[name]) for row, (name, given) in enumerate(zip(origins, answers, strict=True))]
    work = Work(LESSON, of_class([*entries, Submission("Zoe", {}, 99, origin=Origin("a", "0ld"))]))
    marks = marked(work.chunks({}), here, Journal(folder / "out.csv"), lambda _: None, "a.yaml")
    return result(work, {}, marks, "out.csv", "report.html")


def test_an_answer_made_for_another_version_is_judged_with_a_note(tmp_path: Path) -> None:
    found = graded(tmp_path, Ada=Origin("", "0ld"), Bob=Origin("a", VERSION.upper()), Cleo=UNSAID)
    assert [(row.student, row.mark.verdict, row.mark.note) for row in found.rows] == [
        ("Ada", "correct", "made for version “0ld” of the lesson"),
        ("Bob", "correct", ""),
        ("Cleo", "correct", ""),
        ("Zoe", "skipped", "made for version “0ld” of the lesson"),
    ]


WARNINGS: list[tuple[dict[str, Origin], list[str]]] = [
    ({"Ada": UNSAID}, ["1 submission was made for another version of this lesson (“0ld”): the questions may differ."]),
    (
        {"Ada": Origin("", "x1"), "Bob": Origin("", "0ld"), "Cleo": Origin("", VERSION)},
        ["3 submissions were made for another version of this lesson (“0ld”, “x1”): the questions may differ."],
    ),
    (
        {"Ada": Origin("b", "x1"), "Bob": Origin("A", VERSION)},
        [
            "1 submission was made for another lesson (“b”); this one has judged the answers.",
            "1 submission was made for another version of this lesson (“0ld”): the questions may differ.",
        ],
    ),
    (
        {f"s{number}": Origin("", f"v{number}") for number in range(1, 1500)},
        [
            "1,500 submissions were made for another version of this lesson (“v1”, “v2”, “v3”, “v4”, “v5”, and 1,495 more): "
            "the questions may differ."
        ],
    ),
]


@pytest.mark.parametrize(("origins", "warnings"), WARNINGS)
def test_before_all_else_it_is_said_how_many_were_made_for_something_else(
    tmp_path: Path, origins: dict[str, Origin], warnings: list[str]
) -> None:
    found = graded(tmp_path, **origins)
    assert list(found.warnings) == warnings
    assert list(found.reading.notes[: len(warnings)]) == warnings
    assert document(found).startswith(f"Note: {warnings[0][:30]}")


def test_a_class_that_all_worked_on_this_version_is_told_nothing(tmp_path: Path) -> None:
    work = Work(LESSON, of_class([Submission("Ada", {}, 1, origin=Origin("a", VERSION)), Submission("Bob", {}, 2)]))
    found = result(work, {}, {}, str(tmp_path / "out.csv"), None)
    assert (found.warnings, found.notes, [row.mark.note for row in found.rows]) == ((), (), ["", ""])


def test_of_several_submissions_the_one_that_counts_is_told_of(tmp_path: Path) -> None:
    entries = [Submission("Ada", {}, 1, origin=Origin("", "old")), Submission("Ada", {}, 2, origin=Origin("", VERSION))]
    found = result(Work(LESSON, of_class(entries)), {}, {}, str(tmp_path / "out.csv"), None)
    assert (found.warnings, found.rows[0].mark.note) == ((), "handed in 2 times: this one counts, not row 1")


def test_the_table_has_it_among_the_notes(tmp_path: Path) -> None:
    content = class_table.content(graded(tmp_path, Ada=Origin("=cmd()", "x"))).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content, newline="")))
    assert [row["note"] for row in rows] == ["made for the lesson “=cmd()”", "made for version “0ld” of the lesson"]


def test_the_page_warns_at_its_top_and_marks_the_students(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    page = class_report.content(graded(tmp_path, Ada=Origin("", hostile), Bob=Origin("", VERSION), Cleo=Origin("b"))).decode()
    warned = page.index("2 submissions were made for another version")
    assert page.index("</h1>") < warned < page.index("<h2>Exercises</h2>")
    assert hostile not in page
    assert "made for <bdi>version &lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page
    assert "made for <bdi>lesson b</bdi>" in page
    assert page.count(">made for") == 3


def test_json_says_what_each_was_made_for(tmp_path: Path) -> None:
    found = graded(tmp_path, Ada=Origin("", "0ld"), Bob=Origin("b", VERSION), Cleo=UNSAID)
    document: dict[str, Any] = json.document(found)
    assert document["notes"] == list(found.warnings)
    assert document["result"]["versions"] == [{"version": "0ld", "students": 2}, {"version": VERSION, "students": 1}]
    assert document["result"]["made_for"] == [
        {"student": "Ada", "lesson": None, "version": "0ld"},
        {"student": "Bob", "lesson": "b", "version": VERSION},
        {"student": "Zoe", "lesson": "a", "version": "0ld"},
    ]
