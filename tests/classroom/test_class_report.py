"""The page about a class: every text is escaped, nothing is loaded, and the counts stand in it."""

from __future__ import annotations

import pytest

from pdtutor.classroom.marking import Found, Mark
from pdtutor.classroom.report import GradeResult, ResultRow
from pdtutor.classroom.submissions import Unreadable
from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.course.problems import Place
from pdtutor.render.class_report import content
from tests.render.html_page import Page

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><b>",
    "&lt;b&gt;",
    "' onclick='x",
    "[bold]x[/]",
    "\u202e",
]


def page(text: str) -> Page:
    """The page of a class in which the text stands wherever one can stand."""
    exercises = (Exercise("q1", "number", Place(1, 1)), Exercise("q2", "number", Place(1, 1)))
    rows = (
        ResultRow(text, 3, "q1", text, Mark("incorrect", None, (Found("sign", text),), text, text)),
        ResultRow(text, 3, "q2", "", Mark("skipped")),
        ResultRow("Bob", 3, "q1", "2", Mark("correct")),
        ResultRow("Bob", 3, "q2", "2", Mark("undecided")),
    )
    return Page(content(GradeResult(Lesson("a", text, text, "0", exercises), rows, (Unreadable(4, text, text),), (text,))))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text_wherever_it_stands(text: str) -> None:
    found = page(text)
    assert found.open == []
    assert {tag for tag, _ in found.elements} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "table", "thead", "tbody", "tr", "th", "td", "span",
        "bdi", "strong", "code", "ul", "li",
    }  # fmt: skip
    assert {name for _, attributes in found.elements for name in attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "scope", "style", "title", "aria-hidden", "aria-label",
    }  # fmt: skip
    assert found.texts.count(text) == 4  # heading, student, mistake, note


def test_the_page_loads_nothing() -> None:
    found = page("Ada")
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}) in found.elements
    style = next(text for text in found.texts if "color-scheme" in text)
    assert "url(" not in style
    assert "@import" not in style
    assert {"prefers-color-scheme: dark", "@media print"} <= {
        part for part in ("prefers-color-scheme: dark", "@media print") if part in style
    }


def test_the_counts_stand_in_the_page() -> None:
    found = page("Ada")
    assert "2 students, 2 exercises, 3 answers." in found.texts
    assert "q1" in found.texts
    assert ": 1 of 2 answers right." in found.texts
    assert ("span", {"style": "width: 50.0%"}) in found.elements
    assert [text for text in found.texts if text in "✓✗–?"] == ["✗", "–", "✓", "?"]


def test_an_empty_class_has_a_page_too() -> None:
    found = Page(content(GradeResult(Lesson("a", "A", "a.yaml", "0"), ())))
    assert "0 students, 0 exercises, 0 answers." in found.texts
