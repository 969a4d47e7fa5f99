"""A lesson's page in the formats for people: the questions without what tells their answers, the key where it is asked for."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from pdtutor.course.parameters import drawn
from pdtutor.render.lessons import document, screen, sheet
from pdtutor.render.lessons.lesson_page import LessonPage
from tests.render.console import shown
from tests.render.lessons.lessons import HOSTILE_LESSON, exercise, page

WRITERS = {
    "rich": lambda lesson: shown(screen.view(lesson), 120),
    "plain": document.plain_text,
    "markdown": document.markdown,
    "html": lambda lesson: re.sub(r"<[^>]*>", "", sheet.content(lesson).decode().split("<body>")[1]),
}
QUESTIONS, KEY = page(), page(has_key=True)


def bare(text: str) -> str:
    """The text as one line, without what formats add to formulas."""
    return " ".join(re.sub(r"[`*\\]", "", text).split())


@pytest.mark.parametrize("format", WRITERS)
def test_every_step_is_there_in_its_order(format: str) -> None:
    text = bare(WRITERS[format](QUESTIONS))
    numbered = [(QUESTIONS.number(each), each.id) for each in QUESTIONS.lesson.exercises]
    steps = [f"Question {number}" if format == "html" else f"{number}. {id}" for number, id in numbered]
    places = [text.index(step) for step in ["Every type, once", "Walk east", "y = 2 104 107", "See how y waits.", *steps]]
    assert places == sorted(places)
    assert 'pdtutor partial "x^2y" --wrt x' in text.replace("&quot;", '"')


@pytest.mark.parametrize("format", WRITERS)
def test_it_says_which_lesson_version_and_seed_it_is(format: str) -> None:
    text = WRITERS[format](page(seed=41))
    for said in ("every-type", QUESTIONS.lesson.version, "41", "CC0-1.0"):
        assert said in text


TELLING = ["Both rates multiply", "What is inside comes out", "That is its slope", "It grows", "chain rule", "constant multiple", "Hint"]


@pytest.mark.parametrize("format", WRITERS)
def test_what_tells_an_answer_is_there_with_the_key_alone(format: str) -> None:
    without, whole = bare(WRITERS[format](QUESTIONS)), bare(WRITERS[format](KEY))
    assert [each for each in TELLING if each in without] == []
    assert [each for each in TELLING if each not in whole] == []


ANSWERS = ["6", "2*(x + 1)", "[[y, x], [1, 1]]", "4*x^3 + 2*x", "1/3 ≈ 0.3333333333", "chain rule", "w1=1.4, w2=0.8"]


@pytest.mark.parametrize("format", ["rich", "plain", "markdown"])
def test_the_key_is_what_may_be_typed(format: str) -> None:
    text = WRITERS[format](KEY).replace("`", "")
    found = {" ".join(answer.split()) for answer in re.findall(r"Answer:?\*{0,2} +(.*?) *\n", text)}
    expected = [answer.replace("≈", "~") if format == "plain" else answer for answer in ANSWERS]
    assert [answer for answer in expected if answer not in found] == []


@pytest.mark.parametrize("format", WRITERS)
def test_a_seed_has_its_own_numbers(format: str) -> None:
    slope = exercise(QUESTIONS, "slope")
    hints = {}
    for seed in range(8):
        value = drawn("every-type", slope, seed)["k"]
        text = bare(WRITERS[format](page(seed=seed, has_key=True)))
        hints[value] = f"Inside is {value}·x·y." in text or f"Inside is {value}xy." in text or f"Inside is {value}*x*y." in text
    assert len(hints) > 2
    assert all(hints.values())


def test_a_prompt_stands_in_place_of_the_question_and_the_form_is_said_anyway() -> None:
    text = bare(shown(screen.view(QUESTIONS), 120))
    assert "3. shape (derivative, 1 point) Expand it. Write it without brackets: multiplied out. f(x) = (x + 1)²" in text
    assert "8. written (expression, 1 point) Twice x? Write it without brackets: multiplied out. 9." in text


@pytest.mark.parametrize("width", [30, 40, 80, 120, 200])
@pytest.mark.parametrize("lesson", [KEY, page(HOSTILE_LESSON, has_key=True)], ids=["every type", "hostile"])
def test_on_a_terminal_every_line_fits_and_ends_without_spaces(lesson: LessonPage, width: int) -> None:
    lines = shown(screen.view(lesson), width).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_a_title_that_no_frame_takes_is_said_in_full() -> None:
    assert "script>alert(1)</script>│[bold]b[/bold]" in re.sub(r"[\s]", "", shown(screen.view(page(HOSTILE_LESSON)), 40)).replace("││", "│")


def test_plain_text_is_ascii_without_boxes_and_not_wide() -> None:
    text = document.plain_text(KEY)
    assert text.isascii()
    assert max(map(len, text.split("\n"))) <= 79
    assert "2. there (derivative, 1 point)\n   What is d^2f/dydx, by x, then y, at x = 3?\n     f(x, y) = x^2*y\n" in text


@pytest.mark.parametrize("format", ["rich", "plain", "markdown"])
def test_a_hostile_lesson_steers_no_terminal(format: str) -> None:
    text = WRITERS[format](page(HOSTILE_LESSON, has_key=True))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert "[bold]b[/bold]" in text.replace("\\", "")


def test_an_entry_of_several_paragraphs_stays_in_its_list() -> None:
    options = '- {text: "one\\n\\ntwo", correct: true}\n  - {text: three}'
    lesson = page(f"format: 1\nid: a\ntitle: A\nsteps:\n- id: q\n  type: choice\n  prompt: P\n  options:\n  {options}\n")
    assert "- **a)** one\n  \n  two\n- **b)** three\n" in document.markdown(lesson)
