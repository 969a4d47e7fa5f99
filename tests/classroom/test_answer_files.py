"""Answers as JSON Lines and as files in a folder."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pdtutor.classroom.answer_files import LONGEST_FILE, read_files, read_lines
from pdtutor.classroom.submissions import Submission, Submissions, Unreadable
from pdtutor.errors import FileError

EXERCISES = ("q1", "q2")


def told(found: Submissions) -> list[Any]:
    return [
        (entry.row, entry.message) if isinstance(entry, Unreadable) else (entry.student, entry.seed, dict(entry.answers))
        for entry in found.entries
    ]


def lines(text: str | bytes) -> list[Any]:
    return told(read_lines(text.encode() if isinstance(text, str) else text, "class.jsonl", EXERCISES))


LINES: list[tuple[str | bytes, Any]] = [
    ('{"student": "Ada", "answers": {"q1": "2x"}}', ("Ada", 0, {"q1": ("2x",)})),
    ('{"student": "Ada", "seed": 3, "q1": "2x", "q2": "3y"}', ("Ada", 3, {"q1": ("2x",), "q2": ("3y",)})),
    ('{"student": "Ada", "seed": "3", "q1": 0.10}', ("Ada", 3, {"q1": ("0.10",)})),
    ('{"student": 12345, "q1": 1e-3}', ("12345", 0, {"q1": ("1e-3",)})),
    ('{"student": "Ada", "answers": {"q1": ["x", "2x"], "q2": null}}', ("Ada", 0, {"q1": ("x", "2x")})),
    ('{"student": "Ada", "answers": {"q1": " ", "q2": []}}', ("Ada", 0, {})),
    ('{"student": "\\u674e", "q1": "a\u2028b"}', ("李", 0, {"q1": ("a\u2028b",)})),
    ('{"student": "Ada\\ud800", "q1": "\\ud800"}', ("Ada?", 0, {"q1": ("?",)})),
    (b'\xef\xbb\xbf{"student": "Ada"}\r', ("Ada", 0, {})),
    ('{"student": "Ada"', (1, "it is no JSON: Expecting ',' delimiter at column 18.")),
    ('"Ada"', (1, 'it is no JSON object: write {"student": "Ada", "answers": {"q1": "2x"}}.')),
    ('{"q1": "2x"}', (1, "no student is named here.")),
    ('{"student": true}', (1, "the student is not a text.")),
    ('{"student": "Ada", "answers": ["2x"]}', (1, "its answers are not written as exercise: answer.")),
    ('{"student": "Ada", "answers": {"q1": {"a": "b"}}}', (1, "the answer to “q1” is not a text.")),
    ('{"student": "Ada", "answers": {"q1": "a", "q1": "b"}}', (1, "the key “q1” stands there twice.")),
    ('{"student": "Ada", "seed": "x"}', (1, "the seed “x” is no whole number.")),
    (b'{"student": "\xff"}', (1, "it is not text in UTF-8. Save it as UTF-8.")),
    ('{"student": ' + "[" * 100_000, (1, "it is nested too deeply.")),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[str(line)[:60] for line, _ in LINES])
def test_a_line_is_a_submission_or_said_to_be_none(line: str | bytes, expected: Any) -> None:
    content = line.encode() if isinstance(line, str) else line
    assert lines(content + b'\n\n{"student": "Bob", "q1": "x"}\n') == [expected, ("Bob", 0, {"q1": ("x",)})]


def test_a_line_of_a_digit_too_many_is_no_computation() -> None:
    ((_, _, answers),) = lines('{"student": "Ada", "q1": ' + "9" * 100_000 + "}")
    assert len(answers["q1"][0]) == 100_000


def test_one_json_list_is_refused_with_the_mend() -> None:
    with pytest.raises(FileError) as caught:
        lines('[{"student": "Ada"}]')
    assert "one object a line" in (caught.value.hint or "")


FILES: dict[str, bytes | str] = {
    "Bob.yaml": b"answers: {q1: 2x, q2: ['try 1', 'try 2']}\nseed: 4\n",
    "ada.json": json.dumps({"answers": {"q1": "2x", "q9": "z"}}).encode(),
    "Cleo.yml": b"answers:\n  q1: 010\n  q2: no\n",
    "dan.yaml": b"answers: {q1: &a 2x}\n",
    "Eve.yaml": b"\xff\xfe\x00",
    "fay.yaml": b"- 2x\n",
    "gil.json": b"{",
    "hal.yaml": "it cannot be opened",
    "ida.yaml": b"",
    "jon.yaml": b"seed: 3\n",
    "kim.yaml": b"x" * (LONGEST_FILE + 1),
    "notes.txt": b"",
    "²é.yaml": b"answers: {}\n",
    "zip.yaml": b"answers: {q1: [[x]]}\n",
}


def test_a_folder_has_a_student_in_each_file() -> None:
    found = read_files(FILES, EXERCISES)
    assert told(found) == [
        ("ada", 0, {"q1": ("2x",)}),
        ("Bob", 4, {"q1": ("2x",), "q2": ("try 1", "try 2")}),
        ("Cleo", 0, {"q1": ("010",), "q2": ("no",)}),
        ("dan.yaml", "line 1, column 15: &a names a part for use elsewhere. Leave it out; a text that begins with & needs quotes."),
        ("Eve.yaml", "it is not text in UTF-8. Save it as UTF-8."),
        ("fay.yaml", "it is written answers: {q1: 2x, q2: 3y}."),
        ("gil.json", "it is no JSON: Expecting property name enclosed in double quotes at column 2."),
        ("hal.yaml", "it cannot be opened"),
        ("ida.yaml", "it is written answers: {q1: 2x, q2: 3y}."),
        ("jon.yaml", "it has no answers: it is written answers: {q1: 2x, q2: 3y}."),
        ("kim.yaml", "it is longer than 1,000,000 bytes."),
        ("zip.yaml", "the answer to “q1” is not a text."),
        ("²é", 0, {}),
    ]
    assert found.notes == (
        "“q9” is no exercise of this lesson: what stands under it is left out.",
        "“notes.txt” is no answer file: it is left out.",
    )


def test_the_last_of_two_files_of_one_student_counts() -> None:
    found = read_files({"ada.yaml": b"answers: {q1: a}", "ada.json": b'{"answers": {"q1": "b"}}'}, EXERCISES)
    (entry,) = found.entries
    assert isinstance(entry, Submission)
    assert (entry.row, entry.note) == ("ada.yaml", "handed in 2 times: this one counts, not ada.json")
