"""What a quiz looks like: its questions, what changes, its end, and all of it as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from pdtutor.course.lesson import Exercise
from pdtutor.course.problems import Place
from pdtutor.course.tasks import make
from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.practice.events import Answer, Judged, Quit, Show, Skip
from pdtutor.practice.quiz import events, log
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner, Standing
from pdtutor.practice.quiz.log import REASONS, SKIPPED
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.quiz.results import QuizItem, QuizResult
from pdtutor.render.quiz import document, quiz_view, summary
from tests.practice.quiz.records import DAY, NOW, practised
from tests.render.console import shown

RUN = QuizRun("session", 5, Settings("power", 1, 4), Learner())


def posed(**changes: object) -> events.Posed:
    """The first question of a quiz, with some of it changed."""
    _, told = RUN.begin(NOW)
    (first,) = (event for event in told if isinstance(event, events.Posed))
    return replace(first, **changes)  # type: ignore[arg-type]


LENGTHS = [
    (Settings(count=10), "10 questions."),
    (Settings(count=1), "1 question."),
    (Settings(minutes=5), "5 minutes."),
    (Settings(count=8, minutes=2.5), "8 questions or 2.5 minutes."),
    (Settings(count=10, is_review=True), "What is due, 10 questions at most."),
]


@pytest.mark.parametrize(("settings", "said"), LENGTHS)
def test_the_heading_says_how_long_it_lasts(settings: Settings, said: str) -> None:
    assert shown(quiz_view.heading(settings), 80).splitlines()[1].startswith(said)


@pytest.mark.parametrize("width", [30, 40, 80, 120])
@pytest.mark.parametrize("reason", REASONS)
def test_a_question_says_which_it_is_and_what_it_is_about_at_every_width(width: int, reason: str) -> None:
    drawn = shown(quiz_view.view(posed(reason=reason, number=3, right=2, streak=3, seconds=80.0)), width)
    assert max(map(cell_len, drawn.splitlines())) <= width
    assert "Question 3 of 4" in drawn
    assert "Powers, level 1" in drawn
    assert "2 right · 3 in a row · 1:20" in drawn or width < 40


def test_a_question_of_a_quiz_without_a_number_has_no_bar() -> None:
    drawn = shown(quiz_view.view(posed(count=None, number=7)), 60)
    assert "Question 7 ─" in drawn


def test_a_short_row_is_not_made_much_of() -> None:
    assert "in a row" not in shown(quiz_view.view(posed(number=3, right=2, streak=2)), 80)


MOVES = [
    (Standing(passed=0), Standing(passed=1), (), "The chain rule: level 1 passed."),
    (Standing(passed=2), Standing(passed=3), ("gradients",), "The chain rule: level 3 passed, mastered. New: gradients."),
    (
        Standing(passed=2),
        Standing(passed=3),
        ("a", "b", "c", "d", "e"),
        "The chain rule: level 3 passed, mastered. New: a, b, c and 2 more.",
    ),
    (Standing(passed=2), Standing(passed=1), (), "The chain rule: back to level 2, to make it firm."),
]


@pytest.mark.parametrize(("before", "after", "opened", "said"), MOVES)
def test_what_changes_is_said_in_a_line(before: Standing, after: Standing, opened: tuple[str, ...], said: str) -> None:
    assert shown(quiz_view.view(events.Moved("the chain rule", before, after, opened)), 120).strip() == said


def test_the_end_of_the_placement_says_what_is_taken_for_known() -> None:
    assert "we begin at the beginning" in shown(quiz_view.view(events.Placed(())), 80)
    assert "c, d, e and 2 more" in shown(quiz_view.view(events.Placed(("a", "b", "c", "d", "e"))), 120)


def test_where_the_right_answer_is_a_number_no_counterexample_gives_it_away() -> None:
    task = make(Exercise("a", "derivative", Place(1, 1), functions=("3*x + 7",), wrt=("x",)), {})
    judged = task.judge("x")
    assert judged.counterexample is not None
    assert judged.counterexample.expected == 3
    assert "3" not in shown(quiz_view.view(Judged(task, "x", judged, 1)), 80).replace("3·x", "")


# --- the end --------------------------------------------------------------------------------------------------------------------------


def item(skill: str, verdict: str, attempts: int = 1, hints: int = 0, mistakes: tuple[str, ...] = ()) -> QuizItem:
    return QuizItem(f"{skill}-1-7", skill, 1, log.WEAKEST, posed().task, "2x", verdict, mistakes, attempts, hints, 12.0)


def result(*items: QuizItem, after: Learner | None = None, seconds: float = 260.0, streak: int = 0) -> QuizResult:
    return QuizResult(5, items, Learner(), after or Learner(), NOW, seconds, streak)


SCORES = [
    ([item("sum", CORRECT)] * 3, 4, "3 of 3 right, at the first answer, in 4 min 20 s. The longest row: 4."),
    ([item("sum", CORRECT), item("power", CORRECT, 2), item("power", INCORRECT)], 1, "2 of 3 right, 1 of them at once, in 4 min 20 s."),
    ([item("sum", CORRECT, 2)], 0, "1 of 1 right, in 4 min 20 s."),
    ([item("sum", SKIPPED, 0)], 0, "0 of 1 right, in 4 min 20 s."),
]


@pytest.mark.parametrize(("items", "streak", "said"), SCORES)
def test_the_summary_begins_with_how_it_went(items: list[QuizItem], streak: int, said: str) -> None:
    lines = summary.summary_lines(result(*items, streak=streak), 100)
    assert "".join(text for text, _ in next(iter(lines))) == said


def test_the_summary_says_what_went_well_and_what_comes_back_and_when() -> None:
    after = practised("sum", "r", NOW, practised("power", "w", NOW - 120))
    told = text(result(item("sum", CORRECT), item("power", INCORRECT, 2), after=after))
    well, back = told.split("Went well:")[1].split("Comes back:")
    assert "sums: level 1 passed" in well
    assert "powers" not in well
    assert back.index("powers: in 8 minutes") < back.index("sums: in 2 days")


def test_a_review_with_nothing_due_says_what_comes_back_next() -> None:
    after = practised("sum", "r", NOW - DAY)
    assert text(result(after=after)) == "Nothing is due now. Next: sums, tomorrow."


def text(of: QuizResult) -> str:
    return "\n".join("".join(part for part, _ in line) for line in summary.summary_lines(of, 90))


# --- JSON -----------------------------------------------------------------------------------------------------------------------------


def test_the_document_has_the_fields_that_programs_rely_on() -> None:
    state, _ = RUN.begin(NOW)
    for said in (Answer("0.5"), Show(), Skip(), Quit()):
        state, told = RUN.handle(state, said, NOW + 5)
    (finished,) = (event for event in told if isinstance(event, events.QuizFinished))
    found = json.loads(json.dumps(document.document(finished.result, ["a note"]), allow_nan=False))
    assert (found["schema"], found["command"], found["notes"]) == (1, "quiz", ["a note"])
    assert (found["result"]["seed"], found["result"]["score"]) == (5, 0)
    revealed, skipped = found["result"]["items"]
    assert (revealed["verdict"], revealed["answer"], skipped["verdict"], skipped["answer"]) == ("revealed", "0.5", "skipped", None)
    for each in (revealed, skipped):
        assert {"id", "skill", "level", "type", "prompt", "answer", "verdict", "mistakes", "seconds"} <= each.keys()
        assert each["exercise"]["type"] == each["type"]
        assert each["prompt"].startswith("What is ∂f/∂")
