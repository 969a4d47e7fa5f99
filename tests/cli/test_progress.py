"""`pdtutor progress` as a learner calls it: shown, exported, imported, forgotten, whatever has become of the file."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from pdtutor.cli.memory_file import memory_path
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.quiz.log import WEAKEST, Answered, Closed, History, Put
from tests.cli.conftest import Outcome, Run
from tests.contracts.test_start_up import loaded

INNER = "chain.inner_missing"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
DAY = 86400.0


def asked(id: str, days_ago: float, skill: str = "constant") -> Put:
    """A question of level 1, then 2, and today 3."""
    level = max(3 - int(days_ago), 1)
    return Put(id, "s", f"{skill}-{level}-{id}", skill, level, "derivative", WEAKEST, NOW - days_ago * DAY)


def right(id: str, days_ago: float, skill: str = "constant") -> Closed:
    question = asked(id, days_ago, skill)
    return Closed(question, "correct", 1, 0, (), (), question.at, 20.0)


RECORDS = History(
    answers=(
        *(Answered(asked(str(n), n), 1, "2x", "correct", (), NOW - n * DAY) for n in range(3)),
        Answered(asked("wrong", 5, "chain"), 1, "[red]cos(2x)", "incorrect", (INNER,), NOW - 5 * DAY),
        Answered(asked("cut off", 0), 1, "é “", "incorrect", (), NOW),
    ),
    closed=(*(right(str(n), n) for n in range(3)), Closed(asked("wrong", 5, "chain"), "incorrect", 2, 0, (INNER,), (), NOW - 5 * DAY, 9.0)),
)
COUNTED = "5 questions with 5 answers"


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Terminal(StringIO):
    """Someone at a keyboard."""

    def isatty(self) -> bool:
        return True


Progress = Callable[..., Outcome]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of data that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def progress(tmp_path: Path, home: Path) -> Progress:
    """Run `progress`; `typed` is what standard input holds, `keys` what is typed at a terminal."""

    def run(*arguments: str, typed: str | None = None, keys: str | None = None, at: float = NOW, **variables: str) -> Outcome:
        environment = Environment(
            stdin=Terminal(keys) if keys is not None else None if typed is None else StringIO(typed),
            stdout=StringIO(),
            stderr=StringIO(),
            variables={"COLUMNS": "80", "PDTUTOR_HOME": str(home), **variables},
            folder=tmp_path,
            clock=lambda: at,
            reports=tmp_path / "reports",
        )
        code = run_program(["progress", *arguments], environment)
        return Outcome(int(code), environment.stdout.getvalue(), environment.stderr.getvalue())  # type: ignore[attr-defined]

    return run


def remember(home: Path, history: History = RECORDS) -> Path:
    """The file of a learner of whom all this is recorded."""
    path = memory_path(Environment(variables={"PDTUTOR_HOME": str(home)}))
    with closing(opened(path).memory) as memory:
        memory.merge(history)
    return path


def remembered(home: Path) -> History:
    with closing(opened(home / "practice.db").memory) as memory:
        return memory.history()


def is_same(found: History, expected: History) -> bool:
    """Whether both hold the same records, in whichever order."""
    return set(found.answers) == set(expected.answers) and set(found.closed) == set(expected.closed)


# --- the view ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["rich", "plain"])
def test_one_who_never_practised_is_told_how_to_begin(progress: Progress, format: str) -> None:
    found = progress("--format", format)
    assert (found.code, found.out, found.err) == (0, "Nothing is recorded yet: pdtutor quiz begins.\n", "")


def test_the_group_alone_shows_what_is_recorded(progress: Progress, home: Path) -> None:
    remember(home)
    found = progress()
    assert (found.code, found.err) == (0, "")
    told = (
        "You have practised 3 days in a row.",
        "─ Skills ─",
        "✓ constants  ",
        "█",
        "Inner derivative left out",
        "Made once, 5 days ago.",
    )
    assert [each for each in told if each not in found.out] == []
    assert "5 questions on 4 days, 3 right. The longest streak: 3 days." in found.out


def test_json_has_the_members_of_the_contract(progress: Progress, home: Path) -> None:
    remember(home)
    document = progress("--format", "json").json
    result = document["result"]
    assert (document["schema"], document["command"], document["notes"]) == (1, "progress", [])
    assert all({"skill", "mastery", "due", "seen", "correct", "level", "open", "title"} == set(each) for each in result["skills"])
    (constant,) = [each for each in result["skills"] if each["skill"] == "constant"]
    assert (constant["seen"], constant["correct"], constant["level"], constant["mastery"]) == (3, 3, 4, 0.6)
    assert datetime.fromisoformat(constant["due"]).tzinfo == UTC
    assert result["mistakes"] == [
        {
            "id": INNER,
            "name": "Inner derivative left out",
            "count": 1,
            "last": "2026-11-25T12:00:00Z",
            "avoided": 0,
            "faded": False,
            "weeks": [0, 0, 0, 0, 0, 0, 0, 1],
        }
    ]
    assert (result["streak"], result["longest_streak"], result["questions"]) == (3, 3, 5)
    assert result["calendar"] == [
        {"date": "2026-11-25", "questions": 1, "right": 0},
        {"date": "2026-11-28", "questions": 1, "right": 1},
        {"date": "2026-11-29", "questions": 1, "right": 1},
        {"date": "2026-11-30", "questions": 2, "right": 1},
    ]
    assert result["due"] == 2  # the chain rule and the mistake that was made in it


def test_days_are_those_of_where_the_program_runs(progress: Progress, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(home, History(closed=(right("a", 0),)))
    dates = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        dates.append(progress("--format", "json").json["result"]["calendar"][0]["date"])
    assert dates == ["2026-12-01", "2026-11-30"]


@pytest.mark.parametrize("width", ["40", "80", "120"])
@pytest.mark.parametrize("colour", [{}, {"FORCE_COLOR": "1", "TERM": "xterm"}])
def test_it_keeps_to_the_width_and_to_the_wish_for_colour(progress: Progress, home: Path, width: str, colour: dict[str, str]) -> None:
    remember(home)
    out = progress(COLUMNS=width, **colour).out
    assert ("\x1b[" in out) == bool(colour)
    assert all(len(line) <= int(width) for line in out.split("\n")) or colour


def test_plain_text_is_ascii_without_boxes(progress: Progress, home: Path) -> None:
    remember(home)
    out = progress("--format", "plain").out
    assert out.isascii()
    assert "   constants: 60 %, level 4, mastered, due in" in out
    assert not {"|", "+"} & set(out)


# --- the group --------------------------------------------------------------------------------------------------------------------


def test_it_stands_in_the_help_beside_check(run: Run) -> None:
    practice = run("--help").out.split("─ Practice ─")[1].split("╰")[0]
    assert "│ check " in practice
    assert "│ progress " in practice


def test_its_help_names_what_can_be_done(progress: Progress) -> None:
    found = progress("--help")
    assert found.code == 0
    assert all(f"│ {name} " in found.out for name in ("export", "import", "forget"))


def test_a_misspelled_command_gets_the_one_that_was_meant(progress: Progress) -> None:
    found = progress("exprot", "x")
    assert (found.code, found.out) == (2, "")
    assert "Did you mean 'export'?" in found.err
    document = progress("exprot", "x", "--format", "json").json
    assert (document["command"], document["error"]["code"]) == ("progress", "usage")


@pytest.mark.parametrize("arguments", [["export", "no/where", "--format", "json"], ["--format", "json", "export", "no/where"]])
def test_an_error_as_json_names_the_command_of_the_group(progress: Progress, arguments: list[str]) -> None:
    found = progress(*arguments)
    assert (found.code, found.err, found.json["command"], found.json["error"]["code"]) == (2, "", "progress export", "file")


@pytest.mark.parametrize("arguments", [["forget", "--yes", "--format", "json"], ["--format", "json", "forget", "--yes"]])
def test_a_format_is_taken_before_the_command_and_after_it(progress: Progress, arguments: list[str]) -> None:
    assert progress(*arguments).json["command"] == "progress forget"


# --- export and import ------------------------------------------------------------------------------------------------------------


def test_what_is_exported_here_is_remembered_there(progress: Progress, home: Path, tmp_path: Path) -> None:
    remember(home)
    told = progress("export", "copy.json")
    assert (told.code, told.out, told.err) == (0, f"copy.json holds {COUNTED}.\n", "")
    there = tmp_path / "there"
    told = progress("import", "copy.json", PDTUTOR_HOME=str(there))
    assert (told.code, told.out, told.err) == (0, f"copy.json holds {COUNTED}. 9 records are new.\n", "")
    assert is_same(remembered(there), RECORDS)
    assert progress(PDTUTOR_HOME=str(there)).out == progress().out


def test_through_standard_streams_as_well(progress: Progress, home: Path, tmp_path: Path) -> None:
    remember(home)
    exported = progress("export", "-")
    assert (exported.code, exported.err) == (0, "")
    assert json.loads(exported.out)["program"] == "pdtutor"
    told = progress("import", "-", typed=exported.out, PDTUTOR_HOME=str(tmp_path / "there"))
    assert told.out == f"standard input holds {COUNTED}. 9 records are new.\n"
    assert is_same(remembered(tmp_path / "there"), RECORDS)


def test_nothing_counts_twice_and_nothing_is_lost(progress: Progress, home: Path) -> None:
    remember(home, History(closed=(right("elsewhere", 1),)))
    progress("export", "elsewhere.json")
    assert progress("forget", "--yes").code == 0
    remember(home)
    before = progress("import", "elsewhere.json", "--format", "json").json
    assert (before["command"], before["result"]) == ("progress import", {"file": "elsewhere.json", "new": 1, "questions": 1, "answers": 0})
    assert progress("import", "elsewhere.json").out == "elsewhere.json holds 1 question with 0 answers. Nothing in it is new.\n"
    assert is_same(remembered(home), History(RECORDS.answers, (*RECORDS.closed, right("elsewhere", 1))))


def test_an_export_takes_the_place_of_an_earlier_one(progress: Progress, home: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.json").write_text("earlier")
    remember(home)
    result = progress("export", "copy.json", "--format", "json").json["result"]
    assert result == {"file": "copy.json", "questions": 5, "answers": 5}
    assert "earlier" not in (tmp_path / "copy.json").read_text(encoding="utf-8")


def test_of_nothing_no_copy_is_written_over(progress: Progress, tmp_path: Path) -> None:
    (tmp_path / "copy.json").write_text("all that there was")
    found = progress("export", "copy.json")
    assert (found.code, found.err) == (2, "Error: Nothing is recorded, so copy.json stays as it is.\n")
    assert (tmp_path / "copy.json").read_text() == "all that there was"
    assert progress("export", "new.json").code == 0
    assert progress("import", "new.json").out == "new.json holds 0 questions with 0 answers. Nothing in it is new.\n"


@pytest.mark.parametrize("name", ["practice.db", "practice.db.damaged-1", "practice.db.version-1", "../home/practice.db"])
def test_the_memory_itself_is_not_written_over(progress: Progress, home: Path, name: str) -> None:
    path = remember(home)
    (home / "practice.db.damaged-1").write_bytes(b"damaged")
    (home / "practice.db.version-1").write_bytes(b"earlier")
    before = {each.name: each.read_bytes() for each in home.iterdir()}
    found = progress("export", str(home / name))
    assert found.code == 2
    assert "would write over" in found.err
    assert {each.name: each.read_bytes() for each in home.iterdir()} == before
    assert path.name in before


@pytest.mark.parametrize(("file", "said"), [("nowhere/x.json", "there is no folder"), (".", "names no file"), ("home", "it is not a file")])
def test_a_place_that_cannot_be_written_is_said_to_be_none(progress: Progress, home: Path, file: str, said: str) -> None:
    remember(home)
    found = progress("export", file)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_standard_output_carries_one_thing(progress: Progress, home: Path) -> None:
    remember(home)
    found = progress("export", "-", "--format", "json")
    assert (found.code, found.json["error"]["code"], found.json["command"]) == (2, "usage", "progress export")


NONE = {
    "empty": b"",
    "words": b"x^2 + y\n",
    "a list": b"[1, 2]",
    "another program's": b'{"format": 1, "program": "other", "questions": [], "answers": []}',
    "of a version to come": b'{"format": 99, "program": "pdtutor", "questions": [], "answers": []}',
    "half of one": b'{"format": 1, "program": "pdtutor", "questions": [{"id"',
    "deep": b"[" * 100_000,
    "no text": b"\xff\xfe\x00\x01",
    "a database": b"SQLite format 3\x00" + bytes(range(256)),
}


@pytest.mark.parametrize("name", NONE)
@pytest.mark.parametrize("format", ["rich", "json"])
def test_a_file_that_is_none_changes_nothing(progress: Progress, home: Path, tmp_path: Path, name: str, format: str) -> None:
    remember(home)
    (tmp_path / "copy.json").write_bytes(NONE[name])
    found = progress("import", "copy.json", "--format", format)
    said = found.json["error"]["message"] if format == "json" else found.err
    assert found.code == 2
    assert "copy.json" in said
    assert "Traceback" not in found.err
    assert is_same(remembered(home), RECORDS)


UNREADABLE = [("nowhere.json", "cannot be read: no such file"), (".", "no file"), ("/dev/zero", "no file"), ("x" * 300, "cannot be read")]


@pytest.mark.parametrize(("file", "said"), UNREADABLE)
def test_what_cannot_be_read_is_said_to_be_so(progress: Progress, file: str, said: str) -> None:
    found = progress("import", file)
    assert (found.code, found.out) == (2, "")
    assert said in found.err.replace("\n", " ")


def test_without_standard_input_there_is_nothing_to_import_from_it(progress: Progress) -> None:
    assert progress("import", "-").err == "Error: There is no standard input to read from.\n"


# --- forget -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [None, "", "yes\n"])
def test_without_a_terminal_nothing_is_forgotten_unless_told_to(progress: Progress, home: Path, typed: str | None) -> None:
    remember(home)
    found = progress("forget", typed=typed)
    assert (found.code, found.out) == (2, "")
    assert "pdtutor progress forget --yes" in found.err
    assert is_same(remembered(home), RECORDS)


@pytest.mark.parametrize("keys", ["yes\n", "y\n", " YES \n", "yes"])
def test_with_a_yes_all_is_forgotten(progress: Progress, home: Path, keys: str) -> None:
    remember(home)
    found = progress("forget", keys=keys)
    assert (found.code, found.out) == (0, f"Forgotten: {COUNTED}.\n")
    assert COUNTED in found.err.split("yes or no")[0]
    assert is_same(remembered(home), History())
    assert b"cos(2x)" not in (home / "practice.db").read_bytes()


@pytest.mark.parametrize("keys", ["no\n", "n\n", "\n", "", "of course\n", "yes please\n"])
def test_with_anything_but_a_yes_all_is_kept(progress: Progress, home: Path, keys: str) -> None:
    remember(home)
    found = progress("forget", keys=keys)
    assert (found.code, found.out) == (0, "Everything is kept.\n")
    assert is_same(remembered(home), RECORDS)


def test_told_to_it_forgets_without_asking(progress: Progress, home: Path) -> None:
    remember(home)
    found = progress("forget", "--yes")
    assert (found.code, found.out, found.err) == (0, f"Forgotten: {COUNTED}.\n", "")
    assert is_same(remembered(home), History())


@pytest.mark.parametrize(("keys", "is_forgotten"), [("yes\n", True), ("no\n", False)])
def test_asked_for_json_it_asks_beside_it(progress: Progress, home: Path, keys: str, is_forgotten: bool) -> None:
    remember(home)
    found = progress("forget", "--format", "json", keys=keys)
    assert found.json["result"] == {"forgotten": is_forgotten, "questions": 5, "answers": 5, "copies": 0}
    assert COUNTED in found.err


def test_where_nothing_is_recorded_nothing_is_asked(progress: Progress) -> None:
    found = progress("forget", keys="")
    assert (found.code, found.out, found.err) == (0, "Nothing was recorded, so there was nothing to forget.\n", "")


def test_copies_that_were_put_beside_it_are_forgotten_as_well(progress: Progress, home: Path) -> None:
    remember(home)
    (home / "practice.db.version-1").write_bytes(b"earlier")
    (home / "mine.db").write_bytes(b"other")
    assert "beside the file: practice.db.version-1." in progress("forget", keys="no\n").err
    assert (home / "practice.db.version-1").exists()
    progress("forget", "--yes")
    assert sorted(path.name for path in home.iterdir()) == ["mine.db", "practice.db"]


# --- files of every kind ----------------------------------------------------------------------------------------------------------


def newer(home: Path) -> Path:
    """A memory of a version to come."""
    path = remember(home)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    return path


@pytest.mark.parametrize("arguments", [["export", "copy.json"], ["export", "-"], ["import", "-"], ["forget", "--yes"]])
@pytest.mark.parametrize("format", [[], ["--format", "json"]])
def test_a_memory_of_a_version_to_come_is_left_alone(progress: Progress, home: Path, arguments: list[str], format: list[str]) -> None:
    remember(home)
    exported = progress("export", "-").out
    path = newer(home)
    before = path.read_bytes()
    found = progress(*arguments, *format, typed=exported)
    assert found.code == 2
    assert "newer" in found.out + found.err or arguments == ["export", "-"]
    assert path.read_bytes() == before


def test_a_memory_of_a_version_to_come_is_said_to_be_one(progress: Progress, home: Path) -> None:
    newer(home)
    found = progress()
    assert found.code == 0
    assert found.err.startswith("Note: ")
    assert "Nothing is recorded yet" in found.out
    document = progress("--format", "json")
    assert document.err == ""
    assert document.json["notes"]


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\x00" + bytes(5000)])
def test_a_damaged_memory_is_said_to_be_one_and_may_be_forgotten(progress: Progress, home: Path, content: bytes) -> None:
    home.mkdir()
    (home / "practice.db").write_bytes(content)
    found = progress()
    assert found.code == 0
    assert found.err.startswith("Note: ")
    kept = [path for path in home.iterdir() if path.read_bytes() == content]
    assert len(kept) == 1
    assert kept[0].name in found.err.replace("\n", "")
    assert kept[0].name in progress("forget", keys="\n").err
    assert kept[0].exists()
    assert progress("forget", "--yes").code == 0
    assert not kept[0].exists()


def test_a_folder_in_the_place_of_the_memory_is_no_reason_to_fail(progress: Progress, home: Path) -> None:
    (home / "practice.db").mkdir(parents=True)
    assert progress().code == 0
    assert progress("forget", "--yes").code == 2
    assert progress("export", "copy.json").code == 2


# --- start-up ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["rich", "plain", "json"])
def test_it_loads_no_algebra_and_without_cards_no_schedule(home: Path, format: str) -> None:
    modules = loaded("progress", "--format", format, PDTUTOR_HOME=str(home))
    assert "pdtutor.practice.quiz.overview" in modules
    assert not {"sympy", "mpmath", "fsrs", "pydantic", "prompt_toolkit"} & modules
    remember(home)
    modules = loaded("progress", "--format", format, PDTUTOR_HOME=str(home))
    assert "fsrs" in modules
    assert not {"sympy", "mpmath", "pydantic", "prompt_toolkit"} & modules


@pytest.mark.parametrize("arguments", [["export", "-"], ["forget", "--yes"]])
def test_nor_do_the_commands_of_the_group(home: Path, arguments: list[str]) -> None:
    remember(home)
    assert not {"sympy", "mpmath", "fsrs", "pydantic", "prompt_toolkit"} & loaded("progress", *arguments, PDTUTOR_HOME=str(home))


def test_help_opens_no_memory(home: Path) -> None:
    assert "sqlite3" not in loaded("progress", "--help", PDTUTOR_HOME=str(home))
    assert not os.path.lexists(home)
