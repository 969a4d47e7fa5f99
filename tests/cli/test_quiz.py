"""`quiz` on the command line: scripted, with lines, with a memory that fails, killed, twice at once."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pdtutor.errors import FileError
from pdtutor.practice.memory.store import Store
from tests.cli.conftest import Run

Items = list[dict[str, Any]]


def asked(run: Run, *options: str) -> Items:
    """The questions of a quiz that nobody answers."""
    items: Items = run("quiz", "--answers", "-", "--format", "json", *options, typed="").json["result"]["items"]
    return items


def answered(run: Run, answers: Sequence[str | Sequence[str]], *options: str) -> dict[str, Any]:
    document = run("quiz", "--answers", "-", "--format", "json", *options, typed=json.dumps({"answers": answers})).json
    assert document["command"] == "quiz"
    result: dict[str, Any] = document["result"]
    return result


FIXED = ("--skill", "power", "--level", "1", "--seed", "5", "--count", "3")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the memory is."""
    return tmp_path / "home"


# --- scripted -------------------------------------------------------------------------------------------------------------------------


def test_a_scripted_quiz_says_what_was_asked_and_answered(run: Run) -> None:
    keys = [item["key"] for item in asked(run, *FIXED)]
    result = answered(run, [keys[0], ["0.5", keys[1]], "0.5"], *FIXED)
    assert [(item["verdict"], item["attempts"], item["answer"]) for item in result["items"]] == [
        ("correct", 1, keys[0]),
        ("correct", 2, keys[1]),
        ("incorrect", 1, "0.5"),
    ]
    assert (result["seed"], result["score"], result["points"]) == (5, 2, 3)
    for item in result["items"]:
        assert {"id", "skill", "level", "type", "prompt", "answer", "verdict", "mistakes", "seconds"} <= item.keys()
        assert (item["skill"], item["level"]) == ("power", 1)
        assert item["prompt"].startswith("What is")


def test_the_same_seed_asks_the_same_whatever_is_remembered(run: Run) -> None:
    first = asked(run, "--seed", "9", "--count", "4")
    answered(run, [item["key"] for item in first], "--seed", "3", "--count", "6")
    again = asked(run, "--seed", "9", "--count", "4")
    assert [item["id"] for item in first] == [item["id"] for item in again]
    assert [item["prompt"] for item in first] == [item["prompt"] for item in again]


def test_without_a_seed_what_is_remembered_chooses(run: Run) -> None:
    first = asked(run, "--seed", "9", "--count", "3")
    assert first[0]["reason"] == "placement"
    answered(run, [item["key"] for item in first], "--seed", "9", "--count", "3")
    items = asked(run, "--count", "3")
    assert "placement" not in {item["reason"] for item in items}, "this learner has been placed"


@pytest.mark.parametrize(("answer", "code"), [("right", 0), ("0.5", 1), (None, 1)])
def test_the_exit_code_of_a_scripted_quiz_says_whether_all_is_right(run: Run, answer: str | None, code: int) -> None:
    (item,) = asked(run, "--skill", "power", "--seed", "5", "--count", "1")
    typed = "" if answer is None else item["key"] if answer == "right" else answer
    outcome = run("quiz", "--skill", "power", "--seed", "5", "--count", "1", "--answers", "-", typed=typed)
    assert outcome.code == code


def test_lines_without_a_terminal_are_a_conversation(run: Run) -> None:
    (item,) = asked(run, "--skill", "power", "--seed", "5", "--count", "1")
    outcome = run("quiz", "--skill", "power", "--seed", "5", "--count", "1", typed=f"hint\n{item['key']}\n")
    assert outcome.code == 0
    assert "Hint 1 of 3" in outcome.out
    assert "1 of 1 right" in outcome.out
    assert f"> {item['key']}" in outcome.out


def test_json_without_a_terminal_takes_its_lines_from_standard_input(run: Run) -> None:
    (item,) = asked(run, "--skill", "power", "--seed", "5", "--count", "1")
    outcome = run("quiz", "--skill", "power", "--seed", "5", "--count", "1", "--format", "json", typed=f"{item['key']}\n")
    assert (outcome.code, outcome.json["result"]["score"]) == (0, 1)


def test_plain_text_is_ascii(run: Run) -> None:
    for arguments in (("--answers", "-"), ()):
        outcome = run("quiz", *FIXED, *arguments, "--format", "plain", typed="skip\n1\n1\n\nskip\n")
        assert outcome.out.isascii()
        assert "\x1b" not in outcome.out


def test_a_mistake_is_named_by_its_id(run: Run) -> None:
    (item,) = asked(run, "--skill", "power", "--level", "2", "--seed", "2", "--count", "1")
    from pdtutor.practice.exercises.generator import generate

    seed = int(item["id"].rsplit("-", 1)[1])
    task = generate("power", 2, seed).open
    way = next(way for way in task.ways() if task.judge(way.answer).mistakes)
    result = answered(run, [way.answer], "--skill", "power", "--level", "2", "--seed", "2", "--count", "1")
    assert result["items"][0]["mistakes"] == [mistake.id for mistake in task.judge(way.answer).mistakes]


def test_answers_to_exercises_that_were_not_asked_are_noted(run: Run) -> None:
    outcome = run("quiz", *FIXED, "--answers", "-", "--format", "json", typed='{"answers": {"chain-5-1": "2x"}}')
    assert outcome.json["notes"] == ["The exercise chain-5-1 was not asked."]


def test_a_review_with_nothing_due_says_so(run: Run) -> None:
    outcome = run("quiz", "--review", "--answers", "-", typed="")
    assert outcome.code == 0
    assert "No question was answered." in outcome.out


REFUSED = [
    (("--skill", "chian"), "There is no skill chian."),
    (("--level", "6"), "There is no level 6."),
    (("--level", "0"), "There is no level 0."),
    (("--count", "0"), "A quiz has 1 to 1,000 questions, not 0."),
    (("--count", "-3"), "A quiz has 1 to 1,000 questions, not -3."),
    (("--minutes", "0"), "A quiz lasts more than 0"),
    (("--minutes", "nan"), "A quiz lasts more than 0"),
    (("--answers", "missing.yaml"), "missing.yaml cannot be read"),
]


@pytest.mark.parametrize(("options", "message"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(run: Run, home: Path, options: Sequence[str], message: str) -> None:
    outcome = run("quiz", *options, "--format", "json", typed="")
    assert outcome.code == 2
    assert outcome.json["error"]["message"].startswith(message)
    assert not home.exists(), "nothing was changed"


def test_a_quiz_without_standard_input_says_how_to_answer(run: Run) -> None:
    outcome = run("quiz")
    assert outcome.code == 2
    assert "--answers" in outcome.err


@pytest.mark.parametrize("name", ["chain", "Chain Rule", "mixed_partials", "MIXED-PARTIALS", "activation", "backprop"])
def test_a_skill_is_known_by_its_usual_names(run: Run, name: str) -> None:
    assert len(asked(run, "--skill", name, "--count", "1", "--seed", "1")) == 1


# --- a memory that fails ----------------------------------------------------------------------------------------------------------------


def damaged(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def a_folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize("spoil", [damaged, newer, a_folder])
def test_without_a_usable_memory_the_quiz_says_so_and_goes_on(run: Run, home: Path, spoil: Any) -> None:
    home.mkdir()
    spoil(home / "practice.db")
    before = (home / "practice.db").read_bytes() if (home / "practice.db").is_file() else b""
    document = run("quiz", *FIXED, "--answers", "-", "--format", "json", typed="1\n").json
    assert document["notes"]
    assert len(document["result"]["items"]) == 3
    kept = [file.read_bytes() for file in home.iterdir() if file.is_file()]
    assert not before or before in kept, "what was there is kept"


def test_a_memory_that_fails_on_the_way_is_told_once_and_the_quiz_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise FileError("Nothing can be kept: the disk is full.", hint="Make room.")

    monkeypatch.setattr(Store, "keep", full)
    document = run("quiz", *FIXED, "--answers", "-", "--format", "json", typed="1\n2\n3\n4\n5\n6\n").json
    assert len(document["result"]["items"]) == 3
    (note,) = document["notes"]
    assert note == "Nothing can be kept: the disk is full. Make room. The quiz goes on; what you answer from here on is not kept."
    outcome = run("quiz", *FIXED, typed="1\n2\n\n3\n4\n\n5\n6\n")
    assert outcome.out.count("the disk is full") == 1
    assert "0 of 3 right" in outcome.out


# --- killed, and two at once --------------------------------------------------------------------------------------------------------------


def started(home: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-u", "-m", "pdtutor", "quiz", "--skill", "power", "--level", "1", "--count", "900", *options]
    environment = {**os.environ, "PDTUTOR_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def kept(home: Path) -> int:
    """How many answers are in the database, which is sound."""
    with closing(sqlite3.connect(home / "practice.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    return count


def wrong(count: int) -> str:
    """So many wrong answers, none of which is the one before it."""
    return "".join(f"0.123{number}7\n" for number in range(count))


def answered_until(process: subprocess.Popen[str], end: float) -> int:
    """Answer until a moment, and then kill; how many verdicts were seen."""
    assert process.stdin is not None
    process.stdin.write(wrong(3000))
    process.stdin.flush()
    time.sleep(max(end - time.monotonic(), 0))
    process.kill()
    out, _ = process.communicate()
    return out.count("Not yet right")


@pytest.mark.parametrize("moments", [pytest.param(4, id="4"), pytest.param(100, marks=pytest.mark.long, id="100")])
def test_a_quiz_that_is_killed_has_kept_every_answer_that_was_judged(home: Path, moments: int) -> None:
    chance = random.Random(7)
    seen = 0
    for _ in range(moments):
        process = started(home, "--seed", str(chance.randrange(10_000)))
        seen += answered_until(process, time.monotonic() + chance.uniform(0.3, 3.0))
        assert (kept(home) if (home / "practice.db").exists() else 0) >= seen
    finished = subprocess.run(
        [sys.executable, "-m", "pdtutor", "progress", "--format", "json"],
        env={**os.environ, "PDTUTOR_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(finished.stdout)["result"]["questions"] > 0


def test_two_quizzes_at_once_lose_nothing(home: Path) -> None:
    count = 30
    both = [started(home, "--seed", str(seed)) for seed in (1, 2)]
    outputs = [process.communicate(wrong(count))[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(out.count("Not yet right") for out in outputs) == kept(home) >= count
