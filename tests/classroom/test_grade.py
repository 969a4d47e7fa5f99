"""A class graded: which answers are marked, how the marks are given out, and what they come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdtutor.classroom.grade import CHUNK, UNSEEDED, Work, marked, result
from pdtutor.classroom.journal import Journal
from pdtutor.classroom.marking import Found, Mark, Marked, answer_key
from pdtutor.classroom.report import GradeResult, ResultRow
from pdtutor.classroom.submissions import Submission, Unreadable, of_class
from pdtutor.classroom.workers import here
from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.course.problems import LessonError, Place
from pdtutor.practice.answer_text import as_list


def lesson(*exercises: Exercise) -> Lesson:
    return Lesson("a", "A", "a.yaml", "0" * 12, exercises)


def derivative(name: str, function: str, **more: object) -> Exercise:
    return Exercise(name, "derivative", Place(7, 3), functions=(function,), wrt=("x",), **more)  # type: ignore[arg-type]


SQUARE, CUBE = derivative("square", "x^2"), derivative("cube", "x^3")
DRAWN = derivative("drawn", "k x", params={"k": ("2", "3")})


def graded(work: Work, folder: Path) -> GradeResult:
    marks = marked(work.chunks({}), here, Journal(folder / "out.csv"), lambda _: None, "a.yaml")
    return result(work, {}, marks, "out.csv", None)


def verdicts(found: GradeResult) -> list[tuple[str, str, str]]:
    return [(row.student, row.exercise, row.mark.verdict) for row in found.rows]


def test_each_student_has_a_row_for_each_exercise_in_the_order_handed_in(tmp_path: Path) -> None:
    entries = [
        Submission("Zoe", {"square": ("2x",), "cube": ("x^2",)}, 2),
        Unreadable(3, "no student is named here."),
        Submission("Ada", {"square": ("2x +",)}, 4),
    ]
    found = graded(Work(lesson(SQUARE, CUBE), of_class(entries)), tmp_path)
    assert verdicts(found) == [
        ("Zoe", "square", "correct"),
        ("Zoe", "cube", "incorrect"),
        ("", "", "unreadable"),
        ("Ada", "square", "invalid"),
        ("Ada", "cube", "skipped"),
    ]
    assert found.rows[2].mark.error == "row 3: no student is named here."


def test_each_answer_to_each_question_is_marked_once() -> None:
    entries = [Submission(f"s{number}", {"drawn": (str(number % 4),)}, number, number % 7) for number in range(200)]
    work = Work(lesson(DRAWN), of_class(entries))
    chunks = work.chunks({})
    given = [(chunk.question.values["k"], answer) for chunk in chunks for answer in chunk.answers]
    assert sorted(given) == sorted({(drawn, str(answer)) for drawn in "23" for answer in range(4)})


def test_chunks_are_small_and_every_exercise_shows_first_whether_it_is_sound() -> None:
    entries = [Submission(f"s{number}", {"square": (f"{number}x",), "cube": (f"{number}x^2",)}, number) for number in range(95)]
    chunks = Work(lesson(SQUARE, CUBE), of_class(entries)).chunks({})
    assert [chunk.question.exercise.id for chunk in chunks[:2]] == ["square", "cube"]
    assert all(len(chunk.answers) <= CHUNK for chunk in chunks)
    assert sum(len(chunk.answers) for chunk in chunks) == 190


def test_what_is_marked_already_is_not_marked_again() -> None:
    work = Work(lesson(SQUARE), of_class([Submission("Ada", {"square": ("2x", "x")}, 1)]))
    known = {answer_key(work.question(SQUARE, 0), "2x"): Mark("correct")}
    (chunk,) = work.chunks(known)
    assert chunk.answers == ("x",)
    assert result(work, known, {answer_key(chunk.question, "x"): Mark("incorrect")}, "", None).notes == (
        "1 of the answers had been judged by a run that was interrupted.",
    )


def test_every_student_is_asked_for_the_parameters_of_the_seed(tmp_path: Path) -> None:
    work = Work(lesson(DRAWN), of_class([Submission(f"s{seed}", {"drawn": ("2",)}, seed, seed) for seed in range(12)]))
    found = graded(work, tmp_path)
    expected = ["correct" if work.question(DRAWN, seed).values["k"] == "2" else "incorrect" for seed in range(12)]
    assert [row.mark.verdict for row in found.rows] == expected
    assert set(expected) == {"correct", "incorrect"}


SEEDS: list[tuple[tuple[int | None, ...], int]] = [  # of each submission → how many are warned of
    ((None,), 0),
    ((None, None), 0),
    ((1, 2), 0),
    ((1, None), 1),
    ((None, 0, None), 2),
]


@pytest.mark.parametrize(("seeds", "count"), SEEDS)
def test_a_submission_without_a_seed_beside_others_with_one_is_told_of(seeds: tuple[int | None, ...], count: int, tmp_path: Path) -> None:
    entries = [
        Submission(f"s{place}", {"square": ("2x",), "drawn": ("2",)}, place, seed or 0, has_seed=seed is not None)
        for place, seed in enumerate(seeds)
    ]
    found = graded(Work(lesson(SQUARE, DRAWN), of_class(entries)), tmp_path)
    noted = [(row.student, row.exercise) for row in found.rows if UNSEEDED in row.mark.note]
    assert noted == [(f"s{place}", "drawn") for place, seed in enumerate(seeds) if seed is None and count]
    assert [warning.split(" name")[0] for warning in found.warnings] == [["1 submission", "2 submissions"][count - 1]] * (count > 0)
    assert graded(Work(lesson(SQUARE), of_class(entries)), tmp_path).warnings == ()


LISTS = [  # what is written for a gradient → whether it is told that these are several answers
    (("2x", "6y"), True),
    (("2", "6", "1", "3"), True),
    (("2x",), False),
    (("[2x, 6y]", "[2x, 3y]"), False),
    (("2x", "[2x, 6y]"), False),
    (("2x, 6y", "2x; 3y"), False),
]


@pytest.mark.parametrize(("tries", "is_told"), LISTS)
def test_a_list_of_numbers_for_a_list_is_told_to_be_several_answers(tries: tuple[str, ...], is_told: bool) -> None:
    asked = Exercise("g", "gradient", Place(1, 1), functions=("x^2 + 3y^2",), wrt=("x", "y"))
    assert bool(as_list(asked, tries)) is is_told
    assert as_list(SQUARE, tries) == ""


def test_what_to_write_for_a_list_stands_in_the_row(tmp_path: Path) -> None:
    asked = Exercise("g", "gradient", Place(1, 1), functions=("x^2 + 3y^2",), wrt=("x", "y"))
    found = graded(Work(lesson(asked), of_class([Submission("Ada", {"g": ("2x", "6y")}, 1)])), tmp_path)
    assert 'one answer is written in quotes: "[2x, 6y]"' in found.rows[0].mark.note


def test_of_several_answers_the_one_that_counts_stands_in_the_row(tmp_path: Path) -> None:
    found = graded(Work(lesson(SQUARE), of_class([Submission("Ada", {"square": ("x", "2x", "3x")}, 1, note="note")])), tmp_path)
    assert (found.rows[0].answer, found.rows[0].mark.verdict, found.rows[0].mark.note) == ("2x", "correct", "answer 2 of 3; note")


def test_all_exercises_without_an_answer_are_said_at_once(tmp_path: Path) -> None:
    places = {"function": Place(9, 13)}
    broken = [derivative("one", "sin(", places=places), derivative("two", "x^2 y", at="x=1")]
    entries = [Submission(f"s{number}", dict.fromkeys(("square", "one", "two"), (f"{number}",)), number) for number in range(30)]
    with pytest.raises(LessonError) as caught:
        graded(Work(lesson(SQUARE, broken[0], derivative("two", "y/0")), of_class(entries)), tmp_path)
    assert [(problem.place, problem.message.split(".")[0]) for problem in caught.value.problems] == [
        ((7, 3), "two cannot be answered"),
        ((9, 13), "one cannot be answered"),
    ]


def test_marks_are_kept_as_they_come(tmp_path: Path) -> None:
    work = Work(lesson(SQUARE), of_class([Submission(f"s{number}", {"square": (f"{number}x",)}, number) for number in range(35)]))
    journal = Journal(tmp_path / "out.csv")
    done: list[int] = []

    def cut(chunks):  # type: ignore[no-untyped-def]
        for number, chunk in enumerate(chunks):
            if number == 2:
                raise KeyboardInterrupt
            yield chunk, Marked(tuple(Mark("correct") for _ in chunk.answers))

    with pytest.raises(KeyboardInterrupt):
        marked(work.chunks({}), cut, journal, done.append, "a.yaml")
    assert done == [10, 10]
    assert sum(len(chunk.answers) for chunk in work.chunks(journal.marks())) == 15


# --- counts ---------------------------------------------------------------------------------------------------------------------------


def row(student: str, exercise: str, verdict: str, *mistakes: tuple[str, bool]) -> ResultRow:
    return ResultRow(
        student, 0, exercise, "", Mark(verdict, mistakes=tuple(Found(name, name.upper(), certain) for name, certain in mistakes))
    )


COUNTED = GradeResult(
    lesson(SQUARE, CUBE, DRAWN),
    (
        row("Ada", "square", "correct"),
        row("Ada", "cube", "incorrect", ("a", True), ("b", True)),
        row("Ada", "drawn", "skipped"),
        row("Bob", "square", "incorrect", ("b", False), ("c", False)),
        row("Bob", "cube", "invalid"),
        row("Bob", "drawn", "undecided"),
        row("Cleo", "square", "incorrect", ("b", True)),
        row("Cleo", "cube", "incorrect", ("b", True), ("b", True)),
        row("Cleo", "drawn", "undecided"),
        ResultRow("", None, "", "", Mark("unreadable")),
    ),
)


def test_answers_are_counted_by_exercise() -> None:
    found = [(each.id, each.attempted, each.correct, each.judged, each.share) for each in COUNTED.exercises]
    assert found == [("square", 3, 1, 3, 1 / 3), ("cube", 3, 0, 3, 0.0), ("drawn", 2, 0, 0, None)]


def test_answers_are_counted_by_student() -> None:
    assert [(each.student, each.attempted, each.correct) for each in COUNTED.students] == [("Ada", 2, 1), ("Bob", 3, 0), ("Cleo", 3, 0)]


def test_a_mistake_counts_once_for_each_answer_that_it_explains_for_certain_or_best() -> None:
    assert [(each.id, each.name, each.count, each.exercises) for each in COUNTED.mistakes] == [
        ("b", "B", 4, ("cube", "square")),
        ("a", "A", 1, ("cube",)),
    ]


def test_the_hardest_exercise_is_the_one_with_the_smallest_share() -> None:
    hardest = COUNTED.hardest
    assert hardest is not None
    assert hardest.id == "cube"
    assert COUNTED.hardest_ones == (hardest,)


def test_all_exercises_with_the_smallest_share_are_the_hardest() -> None:
    marks = {"Ada": ("correct", "incorrect", "incorrect"), "Bob": ("correct", "correct", "correct")}
    rows = tuple(row(student, *pair) for student, found in marks.items() for pair in zip(("square", "cube", "drawn"), found, strict=True))
    assert [each.id for each in GradeResult(lesson(SQUARE, CUBE, DRAWN), rows).hardest_ones] == ["cube", "drawn"]


def test_answers_that_cannot_be_read_are_counted_by_themselves() -> None:
    assert [each.unread for each in COUNTED.exercises] == [0, 1, 0]
    assert COUNTED.unread == 1


@pytest.mark.parametrize("rows", [(), (row("Ada", "square", "correct"),), (row("Ada", "drawn", "undecided"),)])
def test_where_nothing_is_wrong_nothing_is_hardest(rows: tuple[ResultRow, ...]) -> None:
    assert GradeResult(lesson(SQUARE, DRAWN), rows).hardest is None
