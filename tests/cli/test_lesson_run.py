"""`lesson run` without a terminal: answers from files, seeds, reports, exit codes, and what is said where it cannot run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.cli.conftest import Outcome, Run

SMALL = """\
format: 1
id: small
title: A small lesson
settings: {attempts: 3, reveal: after-attempts, pass: 0.7}
steps:
- {id: intro, type: text, text: Read this first.}
- id: first
  type: derivative
  params: {k: [2, 3, 5, 7, 11]}
  function: k*x^2
  wrt: x
  scaffold: [{ask: 'Of x²?', function: x^2, wrt: x}]
- {id: watch, type: worked, command: 'partial "x^3" --save gone.svg'}
- {id: second, type: expression, prompt: What is twice x?, answer: 2x}
- {id: third, type: choice, points: 0.5, prompt: Which?, options: [{text: this, correct: yes}, {text: that}]}
"""
RIGHT = {"first": "4x", "second": "2x", "third": "a"}


@pytest.fixture(autouse=True)
def _lesson(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")


def answered(run: Run, answers: object, *options: str, file: str = "small.yaml") -> Outcome:
    """The outcome of answering from standard input."""
    return run("lesson", "run", file, "--answers", "-", *options, typed=json.dumps({"answers": answers}))


def factor(run: Run, *options: str, **said: object) -> int:
    """The factor that a seed draws in the small lesson: the one whose answer is right."""
    for k in (2, 3, 5, 7, 11):
        typed = json.dumps({"answers": {"first": f"{2 * k}x"}, **said})
        result = run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", *options, typed=typed).json["result"]
        if result["items"][0]["verdict"] == "correct":
            return k
    raise AssertionError("none of the factors is right")


@pytest.fixture
def right(run: Run) -> dict[str, str]:
    """The right answers for seed 0."""
    return {"first": f"{2 * factor(run)}x", "second": "2x", "third": "a"}


# --- what comes of it -------------------------------------------------------------------------------------------------------------------


def test_right_answers_pass(run: Run, right: dict[str, str]) -> None:
    found = answered(run, right, "--format", "json")
    assert (found.code, found.err) == (0, "")
    result = found.json["result"]
    assert found.json == {"schema": 1, "command": "lesson run", "notes": [], "result": result}
    assert {key: result[key] for key in ("lesson", "seed", "passed", "score", "points")} == {
        "lesson": "small", "seed": 0, "passed": True, "score": 2.5, "points": 2.5
    }  # fmt: skip
    assert [(item["id"], item["type"], item["verdict"], item["attempts"], item["points"]) for item in result["items"]] == [
        ("first", "derivative", "correct", 1, 1), ("second", "expression", "correct", 1, 1), ("third", "choice", "correct", 1, 0.5)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "score", "code"),
    [
        ({"third": "b"}, 2, 0),
        ({"third": None}, 2, 0),
        ({"first": "x"}, 1.5, 1),
        ({"first": ["x", "1", "2x +", "RIGHT"]}, 2.5, 0),
        ({"first": ["x", "1", "2", "RIGHT"]}, 1.5, 1),
        ({"first": None, "second": None, "third": None}, 0, 1),
        ({"first": "", "second": " ", "third": []}, 0, 1),
    ],
)
def test_the_exit_code_says_whether_it_is_passed(
    run: Run, right: dict[str, str], changed: dict[str, object], score: float, code: int
) -> None:
    given = json.loads(json.dumps({**right, **changed}).replace("RIGHT", right["first"]))
    found = answered(run, given, "--format", "json")
    assert (found.json["result"]["score"], found.code) == (score, code)


def test_mistakes_are_named_in_the_result(run: Run) -> None:
    (first, *_) = answered(run, {"first": [f"{factor(run)}x^2", "7"]}, "--format", "json").json["result"]["items"]
    assert (first["verdict"], first["attempts"], first["answer"], first["hints"]) == ("incorrect", 2, "7", 0)
    assert first["mistakes"]


def test_nothing_of_the_conversation_is_shown_or_asked_or_kept_and_no_worked_command_runs(
    run: Run, tmp_path: Path, right: dict[str, str]
) -> None:
    before = sorted(tmp_path.iterdir())
    found = answered(run, right)
    assert found.code == 0
    assert "Read this first" not in found.out
    assert "Enter" not in found.out
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("format", ["rich", "plain"])
def test_what_is_shown_is_each_exercise_and_what_it_comes_to(run: Run, format: str) -> None:
    found = answered(run, {"first": "x", "second": "2x"}, "--format", format)
    assert found.code == 1
    for text in (
        "A small lesson",
        "first",
        "incorrect, 0 of 1",
        "second",
        "correct, 1 of 1",
        "third",
        "skipped, 0 of 0.5",
        "1 of 2.5 points, not passed",
    ):
        assert text in found.out
    assert format == "rich" or found.out.isascii()


def test_without_colour_there_is_none(run: Run) -> None:
    assert "\x1b" not in run("lesson", "run", "small.yaml", "--answers", "-", typed="answers: {}", NO_COLOR="1").out
    assert "\x1b[" in run("lesson", "run", "small.yaml", "--answers", "-", typed="answers: {}", FORCE_COLOR="1").out


def test_a_bundled_lesson_goes_by_its_id(run: Run) -> None:
    found = answered(run, {}, "--format", "json", file="chain-rule")
    assert (found.code, found.json["result"]["lesson"], found.json["result"]["passed"]) == (1, "chain-rule", False)


# --- answer files -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "answers: {second: 2x, third: [b, a]}\n"),
        ("a.json", '{"answers": {"second": "2x", "third": ["b", "a"]}}'),
        ("a.txt", "\ufeffanswers:\n  second: 2x\n  third:\n  - b\n  - a\n"),
        ("with space", "answers: {second: 2x, third: [b, a]}"),
    ],
)
def test_answers_come_from_a_file_whatever_its_name(run: Run, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = run("lesson", "run", "small.yaml", "--answers", name, "--format", "json")
    assert [item["verdict"] for item in found.json["result"]["items"]] == ["skipped", "correct", "correct"]


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("answers: {secnd: 2x}", "standard input: there is no exercise “secnd”. Did you mean second?", None),
        ("answers: {zzz: 2x}", "standard input: there is no exercise “zzz”. They are first, second, third.", None),
        ("answers: {intro: 2x}", "standard input: there is no exercise “intro”. They are first, second, third.", None),
        ("", "standard input has no answers.", 'It is written {answers: {q1: "2x", q2: ["first try", "second try"]}}.'),
        ("first: 2x", "standard input has no answers.", 'It is written {answers: {q1: "2x", q2: ["first try", "second try"]}}.'),
        (
            "answers:\n  first: [2x\n",
            "standard input:3:1: A bracket opened before this is not closed: a comma or the closing bracket is missing.",
            'It is written {answers: {q1: "2x", q2: ["first try", "second try"]}}.',
        ),
        (
            "answers: {first: [[2x]]}",
            "standard input: the answer to “first” is not a text.",
            'A text that begins with a bracket needs quotes: "[2x, 3y]".',
        ),
        ("{answers: {}, seed: many}", "standard input: the seed “many” is no whole number.", None),
    ],
)
def test_what_is_wrong_with_answers_is_said_and_nothing_is_written(
    run: Run, tmp_path: Path, typed: str, message: str, hint: str | None
) -> None:
    found = run("lesson", "run", "small.yaml", "--answers", "-", "--report", "r.json", "--format", "json", typed=typed)
    assert (found.code, found.err) == (2, "")
    assert (found.json["error"]["message"], found.json["error"]["hint"]) == (message, hint)
    assert not (tmp_path / "r.json").exists()
    said = run("lesson", "run", "small.yaml", "--answers", "-", typed=typed)
    assert (said.code, said.out) == (2, "")
    assert message.replace(" ", "") in "".join(said.err.split())


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("nowhere.yaml", "nowhere.yaml cannot be read: no such file or directory."),
        (".", ". cannot be read: is a directory."),
        ("latin.yaml", "latin.yaml is not text in UTF-8."),
    ],
)
def test_a_file_of_answers_that_is_none(run: Run, tmp_path: Path, answers: str, message: str) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"answers: {second: \xe9}")
    found = run("lesson", "run", "small.yaml", "--answers", answers, "--format", "json")
    assert (found.code, found.json["error"]["message"]) == (2, message)


def test_no_standard_input_at_all(run: Run) -> None:
    assert run("lesson", "run", "small.yaml", "--answers", "-").code == 2


def test_answers_to_another_lesson_are_noted(run: Run) -> None:
    other = run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", typed="{answers: {}, lesson: large}")
    assert other.json["notes"] == ["These answers were given to the lesson large; this is small."]
    same = run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", typed="{answers: {}, lesson: small}")
    assert same.json["notes"] == []


LISTED = [("[2x, 6y]", 1), ("'[2x, 6y]'", 0), ("['[2x, 3y]', '[2x, 6y]']", 0), ("[6y]", 0)]


@pytest.mark.parametrize(("given", "notes"), LISTED)
def test_a_list_that_is_meant_as_one_answer_is_told_to_need_quotes(run: Run, tmp_path: Path, given: str, notes: int) -> None:
    step = "- {id: g, type: gradient, function: x^2 + 3y^2, wrt: [x, y]}"
    (tmp_path / "g.yaml").write_text(f"format: 1\nid: g\ntitle: G\nsteps:\n{step}\n")
    found = run("lesson", "run", "g.yaml", "--answers", "-", "--format", "json", typed=f"{{answers: {{g: {given}}}}}")
    assert found.json["notes"] == ['g: taken as 2 answers in turn; one answer is written in quotes: "[2x, 6y]".'] * notes


def test_answers_to_another_version_are_noted(run: Run) -> None:
    version = answered(run, {}, "--format", "json").json["result"]["version"]
    same = run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", typed=f"{{answers: {{}}, version: {version}}}")
    assert same.json["notes"] == []
    other = run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", typed="{answers: {}, version: '000000000000'}")
    assert other.json["notes"] == [f"These answers were given to version 000000000000 of the lesson; this is version {version}."]
    assert (
        "version 000000000000" in run("lesson", "run", "small.yaml", "--answers", "-", typed="{answers: {}, version: '000000000000'}").out
    )


HOSTILE = {
    "markup": "[red]x[/red]", "a title": "\x1b[2J\x1b]0;gone\x07", "nul": "x\x00y", "brackets": "(" * 10_000, "half a letter": "\ud800",
    "the other direction": "\u202e\ufffe", "a long line": "x" * 10_000, "code": "__import__('os').system('touch gone')",
}  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("format", ["rich", "plain", "json"])
def test_hostile_answers_are_harmless(run: Run, answer: str, format: str) -> None:
    found = answered(run, {"first": answer, "third": answer}, "--format", format, "--report", "r.xml")
    assert (found.code, found.err) == (1, "")
    assert "\x1b[2J" not in found.out
    assert format != "json" or found.json["result"]["items"][0]["answer"] == answer


# --- the seed ---------------------------------------------------------------------------------------------------------------------------


def test_the_seed_is_that_of_the_option_before_that_of_the_file_before_0(run: Run) -> None:
    def seed(*options: str, **said: object) -> int:
        typed = json.dumps({"answers": {}, **said})
        return int(run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", *options, typed=typed).json["result"]["seed"])

    assert seed() == 0
    assert seed(seed=4) == 4
    assert seed("--seed", "5", seed=4) == 5
    assert seed("--seed", "0", seed=4) == 0
    assert seed("--seed", "-3") == -3


def test_the_parameters_are_drawn_by_the_seed_wherever_it_is_said(run: Run) -> None:
    factors = {seed: factor(run, "--seed", str(seed)) for seed in range(8)}
    assert len(set(factors.values())) > 2
    assert {seed: factor(run, seed=seed) for seed in factors} == factors


def test_a_seed_that_is_none_is_refused(run: Run) -> None:
    found = run("lesson", "run", "small.yaml", "--answers", "-", "--seed", "many", typed="answers: {}")
    assert found.code == 2
    assert "many" in found.err


def test_one_seed_gives_the_same_exercises_in_every_process(tmp_path: Path, run: Run) -> None:
    answers = json.dumps({"answers": {"first": [f"{2 * k}x" for k in (2, 3, 5)], "second": "x"}})
    here = {
        seed: run("lesson", "run", "small.yaml", "--answers", "-", "--format", "json", "--seed", seed, typed=answers).out
        for seed in ("3", "9")
    }
    for seed, out in here.items():
        process = subprocess.run(
            [sys.executable, "-m", "pdtutor", "lesson", "run", "small.yaml", "--answers", "-", "--format", "json", "--seed", seed],
            input=answers, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, check=False,
        )  # fmt: skip
        assert process.stdout == out


# --- reports ----------------------------------------------------------------------------------------------------------------------------


def test_a_report_is_what_its_ending_says(run: Run, tmp_path: Path) -> None:
    given = {"first": "x", "second": "2x"}
    for name in ("r.json", "r.jsonl", "r.xml", "R.XML"):
        assert answered(run, given, "--report", name).code == 1
    document = answered(run, given, "--format", "json").json
    assert json.loads((tmp_path / "r.json").read_text()) == document
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["first", "second", "third"]
    assert {key: lines[0][key] for key in document["result"]["items"][0]} == document["result"]["items"][0]
    assert [case.get("name") for case in fromstring((tmp_path / "r.xml").read_text()).iter("testcase")] == ["first", "second", "third"]
    assert (tmp_path / "R.XML").read_bytes() == (tmp_path / "r.xml").read_bytes()


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("r.txt", "--report writes .json or .jsonl or .xml; r.txt ends otherwise."),
        ("report", "--report writes .json or .jsonl or .xml; report ends otherwise."),
        ("nowhere/r.xml", "r.xml cannot be written: there is no folder {}/nowhere."),
        ("folder.json", "folder.json cannot be written: it is not a file."),
        ("a.json", "--report would write over a.json, which the command reads."),
        ("../{name}/a.json", "--report would write over a.json, which the command reads."),
        ("lesson.json/small.yaml", "--report writes .json or .jsonl or .xml; small.yaml ends otherwise."),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_judged(run: Run, tmp_path: Path, report: str, message: str) -> None:
    (tmp_path / "a.json").write_text('{"answers": {}}')
    (tmp_path / "folder.json").mkdir()
    found = run("lesson", "run", "small.yaml", "--answers", "a.json", "--report", report.format(name=tmp_path.name), "--format", "json")
    assert (found.code, found.json["error"]["message"]) == (2, message.format(tmp_path))
    assert (tmp_path / "a.json").read_text() == '{"answers": {}}'


# --- where it cannot run ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [None, "", "4x\n2x\na\n"])
@pytest.mark.parametrize("options", [(), ("--restart",), ("--seed", "3"), ("--report", "r.json"), ("--format", "plain")], ids=" ".join)
def test_without_a_terminal_and_without_answers_nothing_is_asked(
    run: Run, tmp_path: Path, typed: str | None, options: tuple[str, ...]
) -> None:
    found = run("lesson", "run", "small.yaml", *options, typed=typed, PDTUTOR_HOME="home")
    assert (found.code, found.out) == (2, "")
    said = " ".join(found.err.split())
    assert "A lesson without --answers is a conversation, and there is no terminal here." in said
    assert "Give the answers in a file: --answers FILE, or through standard input: --answers -" in said
    assert not (tmp_path / "home").exists()
    assert not (tmp_path / "r.json").exists()


def test_that_is_an_error_in_json_too(run: Run) -> None:
    found = run("lesson", "run", "small.yaml", "--format", "json")
    assert (found.code, found.err, found.json["error"]["code"]) == (2, "", "usage")


@pytest.mark.parametrize(
    ("lesson", "message"),
    [
        ("chain-rul", "There is no lesson “chain-rul”. Did you mean chain-rule?"),
        ("small", "There is no lesson “small”. Did you mean the file small.yaml?"),
        ("nowhere.yaml", "There is no file “nowhere.yaml”."),
        ("./", "{}/. is a folder."),
    ],
)
def test_a_lesson_that_there_is_not(run: Run, tmp_path: Path, lesson: str, message: str) -> None:
    found = answered(run, {}, "--format", "json", file=lesson)
    assert (found.code, found.json["error"]["code"]) == (2, "file")
    assert found.json["error"]["message"].replace(f"{tmp_path} is", f"{tmp_path}/. is") == message.format(tmp_path)


HEAD = "format: 1\nid: a\ntitle: T\nsteps:\n- {id: q, type: expression, prompt: P, answer: x}\n"
UNSOUND = {
    "form": (f"{HEAD}- {{id: r, type: derivativ}}\nlicence: mine\n", ["bad.yaml:6:17: ", "bad.yaml:7:1: "]),
    "yaml": ("format: 1\nid: [a\n", ["bad.yaml:3:1: "]),
    "no answer": (f"{HEAD}- {{id: r, type: derivative, function: frob(x), wrt: x}}\n", ["bad.yaml:6:3: r cannot be answered. "]),
    "no point": (f"{HEAD}- {{id: r, type: derivative, function: ln(x), wrt: x, at: x=-1}}\n", ["bad.yaml:6:3: r cannot be answered. "]),
}


@pytest.mark.parametrize(("content", "problems"), UNSOUND.values(), ids=UNSOUND)
def test_an_unsound_lesson_gives_1_and_its_problems_with_their_places(run: Run, tmp_path: Path, content: str, problems: list[str]) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    found = answered(run, {}, file="bad.yaml")
    assert (found.code, found.out) == (1, "")
    head, *lines = found.err.splitlines()
    assert head == f"Error: bad.yaml is no sound lesson: {len(problems)} {'problem' if len(problems) == 1 else 'problems'}."
    assert [line[: len(problem)] for line, problem in zip(lines, problems, strict=True)] == problems
    found = answered(run, {}, "--format", "json", file="bad.yaml")
    assert (found.code, found.err) == (1, "")
    assert found.json["error"]["message"].splitlines() == lines
