"""The light reading of lesson files: what the loader reads, without what the loader loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pdtutor.course.listing import Listed, listed
from pdtutor.course.loader import load_bytes
from pdtutor.course.problems import LessonError, Place

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "lessons").glob("*.yaml")), ROOT / "tests" / "classroom" / "files" / "small.yaml"]
SOUND = {
    "in braces": b"{format: 1, id: a, title: A, steps: [{id: q1, type: number, prompt: W?, answer: 1}]}",
    "keys in another order": b"steps:\n- type: number\n  prompt: W?\n  answer: 1\n  id: q1\ntitle: A\nid: a\nformat: 1\n",
    "lists inside steps": b"format: 1\nid: a\ntitle: A\nsteps:\n- {type: gradient, wrt: [x, y], function: x y, hints: [a, b], id: q1}\n",
    "one that comes before, as a text": b"format: 1\nid: a\ntitle: A\nrequires: b\nsteps: []\n",
    "quoted, with a colon": b"format: 1\nid: a\ntitle: 'A: no'\nrequires: [b, c-d]\nsteps: []\n",
    "from another system": b"\xef\xbb\xbfformat: 1\r\nid: a\r\ntitle: A\r\nsteps: []\r\n",
    "a text that looks like a step": b"format: 1\nid: a\ntitle: A\nsteps:\n- id: t\n  type: text\n  text: |\n    id: q\n    type: number\n",
}


def assert_same(content: bytes, name: str) -> None:
    lesson = load_bytes(content, name)
    assert listed(content, name) == Listed(lesson.id, lesson.title, name, lesson.requires, lesson.ids)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lesson_is_listed_as_it_is_loaded(file: Path) -> None:
    assert_same(file.read_bytes(), str(file))


@pytest.mark.parametrize("content", SOUND.values(), ids=SOUND)
def test_a_lesson_written_otherwise_is_listed_as_it_is_loaded(content: bytes) -> None:
    assert_same(content, "a.yaml")
    assert listed(content.decode("utf-8-sig"), "a.yaml") == listed(content, "a.yaml")


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"", (1, 1), "This is no lesson: it has no id and no title and no steps."),
        (b"- 1\n", (1, 1), "This is no lesson: it has no id and no title and no steps."),
        (b"id: a\ntitle: [A]\nsteps: []\n", (1, 1), "This is no lesson: it has no title."),
        (b"id: a\ntitle: A\nsteps: x\n", (1, 1), "This is no lesson: it has no steps."),
        (b"id: a\ntitle: a: b\n", (2, 9), "A colon followed by a space ends a key. Put a text that has one in quotes."),
        (b"id: \xff\n", (1, 5), "The byte FF stands for no text in UTF-8. Save the file as UTF-8."),
        (b"id: a\x1b\n", (1, 6), "The control character U+001B has no place in a text."),
        (b"x" * 1_000_001, (1, 1), "The file has 1,000,001 bytes; up to 1,000,000 are read."),
    ],
    ids=str,
)
def test_what_is_no_lesson_says_so(content: bytes, place: tuple[int, int], message: str) -> None:
    with pytest.raises(LessonError) as caught:
        listed(content, "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (Place(*place), message)


def test_a_title_cannot_steer_a_terminal() -> None:
    assert listed('id: a\ntitle: "A\\e[2J\\u202eB"\nsteps: []\n', "a.yaml").title == "A[2JB"


@pytest.mark.parametrize("text", ["[" * 100_000, "id: " + "[" * 50_000 + "]" * 50_000, "id: *a\ntitle: &a A\nsteps: [*a, {id: *a}]\n"])
def test_hostile_files_are_listed_without_being_built(text: str) -> None:
    with pytest.raises(LessonError):
        listed(text, "a.yaml")


def test_a_list_loads_neither_the_form_nor_the_algebra() -> None:
    code = "import sys; from pdtutor.course.listing import listed; listed(open(sys.argv[1], 'rb').read(), ''); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code, str(FILES[-1])], capture_output=True, text=True, check=True).stdout.split()
    assert "yaml" in modules
    assert not {"pydantic", "sympy", "rich", "pdtutor.course.loader"} & set(modules)
