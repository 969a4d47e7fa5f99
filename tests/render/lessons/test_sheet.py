"""The sheet to print: one page that loads and runs nothing, in which every text is a text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pdtutor.course.lesson import Worked
from pdtutor.render.lessons.sheet import content
from tests.render.html_page import Page
from tests.render.lessons.lessons import EVERY_TYPE, HOSTILE, HOSTILE_LESSON, page

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "header", "footer", "h1", "h2", "h3", "h4", "p", "div", "span",
    "bdi", "i", "sup", "sub", "em", "strong", "code", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th",
    "td", "br", "hr", "blockquote",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "start"}


def count(found: Page, tag: str, kind: str) -> int:
    return sum(name == tag and attributes.get("class") == kind for name, attributes in found.elements)


@pytest.mark.parametrize("text", [EVERY_TYPE, HOSTILE_LESSON], ids=["every type", "hostile"])
def test_nothing_in_it_acts_or_is_loaded(text: str) -> None:
    found = Page(content(page(text, has_key=True)))
    assert found.open == []
    assert {tag for tag, _ in found.elements} <= ELEMENTS
    assert {name for _, attributes in found.elements for name in attributes} <= ATTRIBUTES
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}) in found.elements
    assert "url(" not in found.text
    assert "@import" not in found.text


def test_what_a_hostile_lesson_says_is_read_as_text() -> None:
    found = Page(content(page(HOSTILE_LESSON, has_key=True)))
    assert found.text.count("<script>alert(1)</script> [bold]b[/bold]") >= 9
    assert HOSTILE in found.text
    assert "\u202e" not in found.text


def test_every_exercise_has_room_to_write_and_is_not_cut() -> None:
    lesson = page()
    found = Page(content(lesson))
    assert count(found, "section", "exercise") == count(found, "div", "room") == len(lesson.lesson.exercises)
    assert re.search(r"\.exercise \{[^}]*break-inside: avoid", found.text)


def test_a_worked_step_shows_what_its_command_shows_for_no_command_runs_on_paper() -> None:
    lesson = page()
    worked = next(step for step in lesson.lesson.steps if isinstance(step, Worked))
    shown = Page(content(replace(lesson, worked={worked.id: "│ <b> ∂f/∂x = 2x │"})))
    assert f"pdtutor {worked.command}\n\n│ <b> ∂f/∂x = 2x │" in shown.text


def test_questions_are_numbered_and_their_ids_stand_in_the_key_alone() -> None:
    lesson = page(has_key=True)
    headings = [text for text in Page(content(lesson)).texts if text.startswith("Question ")]
    numbers = [f"Question {number}" for number in range(1, len(lesson.lesson.exercises) + 1)]
    assert [heading.strip() for heading in headings] == [*numbers, *numbers]
    assert "Question 1</h2>" in content(page()).decode()
    assert all(f'<span class="quiet">{id}</span></h3>' in content(lesson).decode() for id in lesson.lesson.ids)


def test_there_are_lines_for_name_and_date_and_a_box_for_each_option() -> None:
    found = Page(content(page()))
    assert found.text.index("Every *type*, once") < found.text.index("Name") < found.text.index("Date") < found.text.index("Walk")
    assert count(found, "span", "box") == 3


def test_the_foot_of_each_page_names_lesson_version_and_seed() -> None:
    lesson = page(seed=17)
    text = Page(content(lesson)).text
    assert f'content: "every-type · version {lesson.lesson.version} · seed 17"' in text
    assert text.rstrip().endswith(f"Lesson every-type, version {lesson.lesson.version}, seed 17. Licence: CC0-1.0. Made with pdtutor.")


def test_the_key_is_a_page_of_its_own_and_only_there_when_asked_for() -> None:
    without, whole = (Page(content(page(has_key=has_key))) for has_key in (False, True))
    assert count(without, "section", "key") == 0
    assert count(whole, "section", "key") == 1
    assert re.search(r"\.key \{ break-before: page; \}", whole.text)
    assert whole.text.index("Question 15") < whole.text.index("Key: Every *type*, once, seed 0") < whole.text.index("Both rates multiply")


def test_formulas_are_set_and_commands_are_not() -> None:
    body = content(page()).decode().split("<body>")[1]
    assert "<i>f</i>(<i>x</i>, <i>y</i>) = <i>e</i><sup>2·<i>x</i>·<i>y</i></sup>" in body
    assert "∂<i>f</i>/∂</span>" in body
    assert "<i>f</i>(<i>γ</i>, <i>w</i><sub>out</sub>, <i>x</i>) = <i>γ</i>·<i>x</i>² + <i>w</i><sub>out</sub>" in body
    assert "<pre>pdtutor partial &quot;x^2*y&quot; --wrt x</pre>" in body
    assert "<pre><code>y = 2   104   107\n</code></pre>" in body


def test_links_say_where_they_lead_and_pictures_what_they_show() -> None:
    text = "format: 1\nid: a\ntitle: A\nsteps: [{id: t, type: text, text: 'See [here](https://a.b/c?d=\"e) and ![a hill](x.png).'}]\n"
    assert "See here (https://a.b/c?d=%22e) and a hill." in Page(content(page(text))).text
