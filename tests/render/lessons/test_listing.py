"""The list of lessons: every lesson in every width, whatever its file says."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from pdtutor.render.lessons.listing import Entry, Listing, Shelf, Unreadable, as_json, plain, view
from tests.render.console import shown

LESSONS = (
    Entry("slopes", "Slopes on a hill", (), 11, "/l/01.yaml"),
    Entry("gradient", "The gradient: all slopes in one arrow", ("slopes",), 1, "/l/02.yaml"),
    Entry(
        "everything-at-once", "Everything at once and then some more of it", ("slopes", "gradient", "a-lesson-elsewhere"), 0, "/l/03.yaml"
    ),
)
COURSE = Shelf("The course", lessons=LESSONS)
OTHER = Shelf(
    "Lessons of PDTUTOR_LESSONS",
    "/opt/ada/a folder",
    (Entry("own", "[bold]Mine[/bold] \x1b[31m", ("slopes",), 2, "/opt/ada/own.yaml"),),
    (Unreadable("/opt/ada/[red].yaml", "This is no lesson\u202e."),),
)
LISTING = Listing((COURSE, OTHER), ("PDTUTOR_LESSONS names “x”, which is no folder.",))


def words(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 120, 200])
def test_every_word_is_shown_in_every_width(width: int) -> None:
    text = shown(view(LISTING), width)
    assert max(map(cell_len, text.split("\n"))) <= width
    told = {
        word for lesson in (*LESSONS, *OTHER.lessons) for word in (lesson.id, *lesson.title.replace("\x1b", "").split(), *lesson.requires)
    }
    assert {word for word in told if word not in words(text)} == set()
    assert "/opt/ada/[red].yaml" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_row_has_id_title_requirements_and_number() -> None:
    lines = [" ".join(line.strip("│ ").split()) for line in shown(view(LISTING), 120).split("\n")]
    assert lines[1:4] == [
        "id title requires exercises",
        "slopes Slopes on a hill 11",
        "gradient The gradient: all slopes in one arrow slopes 1",
    ]


def test_in_a_narrow_terminal_one_thing_stands_beneath_the_other() -> None:
    lines = [line.strip("│ ") for line in shown(view(LISTING), 40).split("\n")]
    at = lines.index("gradient")
    assert lines[at : at + 5] == ["gradient", "The gradient: all slopes in one", "arrow", "1 exercise", "requires slopes"]


def test_shelves_stand_in_their_order_with_what_is_not_read_beneath_them() -> None:
    text = shown(view(LISTING), 80)
    order = ["The course", "everything-at-once", "Lessons of PDTUTOR_LESSONS", "/opt/ada/a folder", "own ", "Not read in", "Note: PDTUTOR"]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


def test_plain_text_has_a_line_for_each_lesson_in_ascii() -> None:
    text = plain(LISTING)
    assert text.isascii()
    assert text.split("\n")[:3] == [
        "The course:",
        "   slopes: Slopes on a hill (11 exercises)",
        "   gradient: The gradient: all slopes in one arrow (1 exercise; requires slopes)",
    ]
    assert "   not read: /opt/ada/[red].yaml: This is no lesson ." in text
    assert '\nNote: PDTUTOR_LESSONS names "x", which is no folder.\n' in text


def test_json_is_the_object_of_the_contract() -> None:
    found = json.loads(as_json(LISTING))
    assert (found["schema"], found["command"]) == (1, "lesson list")
    assert found["result"]["lessons"][1] == {
        "id": "gradient",
        "title": "The gradient: all slopes in one arrow",
        "requires": ["slopes"],
        "exercises": 1,
        "path": "/l/02.yaml",
    }
    assert [lesson["id"] for lesson in found["result"]["lessons"]] == ["slopes", "gradient", "everything-at-once", "own"]
    assert found["result"]["unreadable"] == [{"path": "/opt/ada/[red].yaml", "message": "This is no lesson\u202e."}]
    assert found["notes"] == [*LISTING.notes, "/opt/ada/[red].yaml: This is no lesson\u202e."]


def test_where_there_are_no_lessons_it_is_said_how_to_have_some() -> None:
    assert "There are no lessons here." in words(shown(view(Listing()), 80))
    assert plain(Listing()).startswith("There are no lessons here.")
    assert json.loads(as_json(Listing()))["result"]["lessons"] == []


def test_a_title_without_end_is_shortened() -> None:
    listing = Listing((Shelf("The course", lessons=(Entry("a", "x " * 100_000, (), 1, "/a.yaml"),)),))
    assert len(shown(view(listing), 80)) < 5_000
    assert len(plain(listing)) < 1_000
