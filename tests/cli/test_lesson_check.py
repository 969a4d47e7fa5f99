"""`pdtutor lesson check` as authors, editors and programs call it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SOUND = "format: 1\nid: {id}\ntitle: T\nsteps:\n- {{id: q1, type: derivative, function: x^2 y, wrt: x, answer: 2x y}}\n"
UNSOUND = "format: 1\nid: {id}\ntitle: T\nsteps:\n- {{id: q1, type: derivative, function: x^2 y, wrt: x, answer: 2x}}\n"
NO_LESSON = "format: 1\nid: {id}\ntitel: T\nsteps: []\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text.format(id=name), encoding="utf-8")


def test_a_sound_lesson_is_said_to_be(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a=SOUND)
    found = run("lesson", "check", "a.yaml")
    assert (found.code, found.out, found.err) == (0, "a.yaml: sound, 1 exercise.\nThe lesson is sound, with 1 exercise.\n", "")


def test_each_problem_is_a_line_that_editors_jump_to_and_all_files_are_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a=SOUND, b=UNSOUND, c=NO_LESSON)
    found = run("lesson", "check", "a.yaml", "b.yaml", "c.yaml")
    assert found.code == 1
    assert found.out.splitlines() == [
        "a.yaml: sound, 1 exercise.",
        "b.yaml:5:63: The answer “2x” does not agree with what is computed, “2*x*y”.",
        "c.yaml:1:1: This key is missing here: title.",
        "c.yaml:3:1: There is no key “titel” here. Did you mean title?",
        "1 of 3 lessons is sound; 3 problems in the others.",
    ]


def test_one_problem_hides_no_other(run: Run, tmp_path: Path) -> None:
    steps = [
        "- {id: q1, type: derivative, function: x^2, wrt: x, answr: 2x}",
        "- {id: q2, type: derivative, function: x^2, wrt: x, answer: 3x}",
        "- {id: q3, type: derivative, function: sin(, wrt: x}",
        "- {id: q4, type: derivativ}",
        "- {id: q5, type: number, prompt: 'One?', answer: 1, tests: [{input: 2, expect: correct}]}",
    ]
    text = "\n".join(["format: 1", "id: a", "titel: T", "requires: [nowhere]", "assume: 'x>>0'", "steps:", *steps, ""])
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = [line.split(": ")[0] for line in run("lesson", "check", "a.yaml").out.splitlines()[:-1]]
    assert sorted(found) == sorted(f"a.yaml:{place}" for place in ["1:1", "3:1", "4:11", "5:9", "7:53", "8:61", "9:40", "10:18", "11:61"])


def test_a_line_is_never_broken_however_narrow_the_terminal_is(run: Run, tmp_path: Path) -> None:
    write(tmp_path, b=UNSOUND)
    assert len(run("lesson", "check", "b.yaml", COLUMNS="20").out.splitlines()) == 2


def test_plain_is_ascii(run: Run, tmp_path: Path) -> None:
    write(tmp_path, b=UNSOUND)
    assert run("lesson", "check", "b.yaml", "--format", "plain").out.isascii()


def test_json_has_every_file_with_its_problems(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a=SOUND, b=UNSOUND)
    found = run("lesson", "check", "a.yaml", "b.yaml", "--format", "json")
    assert found.code == 1
    assert json.loads(found.out) == {
        "schema": 1,
        "command": "lesson check",
        "notes": [],
        "result": {
            "files": [
                {"path": "a.yaml", "sound": True, "problems": []},
                {
                    "path": "b.yaml",
                    "sound": False,
                    "problems": [
                        {
                            "line": 5,
                            "column": 63,
                            "code": "answer",
                            "message": "The answer “2x” does not agree with what is computed, “2*x*y”.",
                        }
                    ],
                },
            ]
        },
    }


def test_a_folder_stands_for_the_lessons_in_it_and_what_cannot_be_read_is_a_problem_of_its_own(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    write(folder, a=SOUND)
    (folder / ".hidden.yaml").write_text("no lesson", encoding="utf-8")
    (folder / "notes.txt").write_text("no lesson", encoding="utf-8")
    (folder / "b.yaml").write_bytes(b"\xff\xfe\x00")
    found = run("lesson", "check", "mine")
    assert found.code == 1
    assert "mine/a.yaml: sound, 1 exercise." in found.out
    assert "mine/b.yaml:1:1: " in found.out
    assert "hidden" not in found.out + found.err


MISSING = ["nowhere.yaml", "nowhere", "x" * 300, "empty"]


@pytest.mark.parametrize("name", MISSING, ids=[name[:10] for name in MISSING])
def test_what_is_not_there_is_bad_input(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    found = run("lesson", "check", name)
    assert (found.code, found.out) == (2, "")
    assert "Error: There is no" in found.err


def test_two_lessons_of_one_id_are_a_problem(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a=SOUND)
    (tmp_path / "b.yaml").write_text(SOUND.format(id="a"), encoding="utf-8")
    found = run("lesson", "check", "a.yaml", "b.yaml")
    assert (found.code, "b.yaml:2:5: The id “a” is that of a.yaml as well." in found.out) == (1, True)


def test_an_id_of_the_course_is_taken_but_for_a_copy_word_for_word(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SOUND.format(id="chain-rule"), encoding="utf-8")
    found = run("lesson", "check", "mine.yaml", COLUMNS="300")
    assert found.code == 1
    assert "mine.yaml:2:5: The id “chain-rule” is that of another lesson that pdtutor finds" in found.out
    course = next(
        lesson["path"] for lesson in run("lesson", "list", "--format", "json").json["result"]["lessons"] if lesson["id"] == "rules"
    )
    (tmp_path / "copy.yaml").write_bytes(Path(course).read_bytes().replace(b"\n", b"\r\n"))
    assert run("lesson", "check", "copy.yaml").code == 0


def test_a_lesson_may_require_one_of_the_files_beside_it_also_one_that_is_broken(run: Run, tmp_path: Path) -> None:
    requiring = SOUND.replace("title: T", "title: T\nrequires: [{{of}}]")
    write(tmp_path, a=UNSOUND, b=requiring.replace("{{of}}", "a"), c=requiring.replace("{{of}}", "z"))
    found = run("lesson", "check", "a.yaml", "b.yaml", "c.yaml").out
    assert "b.yaml: sound" in found
    assert "c.yaml:4:11: There is no lesson “z”." in found


def test_worked_commands_are_run_and_those_that_reach_out_are_refused(run: Run, tmp_path: Path) -> None:
    steps = "- {{id: w{n}, type: worked, command: '{command}'}}\n"
    commands = ['partial "x^2"', 'partial "x^"', 'partial "x" --save f.md', "lesson list", 'partial "x"; rm -rf /']
    text = SOUND.format(id="a") + "".join(steps.format(n=n, command=command) for n, command in enumerate(commands))
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = run("lesson", "check", "a.yaml").out.splitlines()
    assert [line.split(":")[1] for line in found[:-1]] == ["7", "8", "9", "10"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml"]


def test_mutations_list_what_would_get_a_general_answer(run: Run, tmp_path: Path) -> None:
    cross_entropy = "-y*log(sigmoid(z)) - (1 - y)*log(1 - sigmoid(z))"
    text = f"format: 1\nid: a\ntitle: T\nsteps:\n- {{id: q1, type: derivative, function: '{cross_entropy}', wrt: z}}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = run("lesson", "check", "a.yaml", "--mutate", "--format", "json")
    (file,) = json.loads(found.out)["result"]["files"]
    assert found.code == 0
    assert {"chain.function_of_derivative"} == {id for each in file["generic"] for id in each["mistakes"]}
    assert all(each["exercise"] == "q1" and each["answer"] for each in file["generic"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_no_reason_to_wait(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    found = run("lesson", "check", "p.yaml", COLUMNS="300")
    assert (found.code, "is no file" in found.err) == (2, True)
