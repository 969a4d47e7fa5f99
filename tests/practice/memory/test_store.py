"""A memory that is open: what is kept is there, once, and what is known of the learner follows from it."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.errors import FileError
from pdtutor.practice.exercises import skills
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.memory import cache, opening
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.memory.store import Forgetful, Memory
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz import learner, placement, schedule
from pdtutor.practice.quiz.learner import Learner, replayed
from pdtutor.practice.quiz.log import OUTCOMES, REASONS, Answered, Closed, History, Put
from tests.practice.memory.histories import conflicting, histories, practised

PUT = Put("a-1", "a", "chain-3-7", "chain", 3, "derivative", "due", 1.7e9)
ANSWER = Answered(PUT, 1, "2x", "incorrect", ("sign.lost", "chain.inner_missing"), 1.7e9 + 3)
CLOSED = Closed(PUT, "correct", 2, 1, ("sign.lost",), ("power.exponent_kept",), 1.7e9 + 9, 8.5)


@pytest.fixture(params=["a file", "this process alone"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Memory]:
    memory = opened(tmp_path / "practice.db").memory if request.param == "a file" else Forgetful()
    yield memory
    memory.close()


def kept(history: History, order: Callable[[list[Answered | Closed]], object] = lambda _: None) -> Forgetful:
    """A memory in which the records were kept one by one."""
    memory, records = Forgetful(), [*history.answers, *history.closed]
    order(records)
    for record in records:
        memory.keep(record)
    return memory


# --- keeping --------------------------------------------------------------------------------------------------------------------------


def test_an_empty_memory_knows_nothing(memory: Memory) -> None:
    assert memory.learner() == Learner()
    assert memory.history() == History()


def test_what_is_kept_is_there(memory: Memory) -> None:
    memory.keep(ANSWER)
    assert memory.history() == History((ANSWER,))
    memory.keep(CLOSED)
    assert memory.history() == History((ANSWER,), (CLOSED,))
    assert memory.learner() == replayed([CLOSED])


def test_the_same_record_twice_counts_once(memory: Memory) -> None:
    for record in (ANSWER, CLOSED, CLOSED, ANSWER):
        memory.keep(record)
    assert memory.history() == History((ANSWER,), (CLOSED,))
    assert memory.learner() == replayed([CLOSED])


def test_a_question_that_is_closed_is_not_opened_by_an_answer(memory: Memory) -> None:
    memory.keep(CLOSED)
    memory.keep(ANSWER)
    assert memory.history() == History((ANSWER,), (CLOSED,))


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_reason_and_every_outcome_can_be_kept(reason: str, outcome: str) -> None:
    closed = replace(CLOSED, question=replace(PUT, reason=reason), outcome=outcome)
    assert kept(History((), (closed,))).history().closed == (closed,)


@pytest.mark.parametrize("skill", [*SKILLS, "of-a-version-to-come"])
def test_every_skill_can_be_kept_and_is_known(skill: str) -> None:
    closed = replace(CLOSED, question=replace(PUT, skill=skill))
    assert kept(History((), (closed,))).learner() == replayed([closed])


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("", ""),
        ("x\0y", "x\0y"),
        ("é\x1b[31m\n'); DROP TABLE answers; --", "é\x1b[31m\n'); DROP TABLE answers; --"),
        ("not decoded: \udcff", "not decoded: ?"),
        ("x" * 1_000_001, "x" * 1_000_000),
    ],
)
def test_whatever_is_typed_can_be_kept(memory: Memory, text: str, there: str) -> None:
    memory.keep(replace(ANSWER, text=text))
    assert memory.history().answers == (replace(ANSWER, text=there),)


@given(histories)
@settings(deadline=None, max_examples=60)
def test_what_is_known_follows_from_the_records_that_were_kept_one_by_one(history: History) -> None:
    memory = kept(united(history))
    assert memory.history() == united(history)
    assert memory.learner() == replayed(history.closed)


@given(histories, st.randoms())
@settings(deadline=None, max_examples=100)
def test_it_follows_from_them_in_whichever_order_they_were_kept(history: History, chance: random.Random) -> None:
    memory = kept(history, chance.shuffle)
    assert memory.history() == united(history)
    assert memory.learner() == replayed(history.closed)


def test_a_placement_that_comes_late_takes_back_what_it_had_seemed_to_show() -> None:
    outcomes = {"sum": "correct", "partials": "incorrect", "backprop-path": "correct"}
    asked = [
        replace(
            CLOSED,
            question=replace(PUT, id=f"a-{number}", skill=skill, reason="placement"),
            outcome=outcome,
            attempts=1,
            hints=0,
            at=1.7e9 + number,
        )
        for number, (skill, outcome) in enumerate(outcomes.items())
    ]
    memory = kept(History((), (asked[0], asked[2])))
    assert memory.learner().standing("chain").is_mastered
    memory.keep(asked[1])
    assert not memory.learner().standing("chain").is_mastered
    assert memory.learner() == replayed(asked)


def test_the_order_in_which_mistakes_were_met_is_that_of_the_records() -> None:
    history = practised(60)
    learner, expected = kept(history).learner(), replayed(history.closed)
    assert [*learner.mistakes] == [*expected.mistakes]
    assert [*learner.standings] == [*expected.standings]
    assert learner.suspected == expected.suspected


def test_a_record_that_no_file_can_hold_is_refused_and_changes_nothing() -> None:
    memory = kept(History((), (CLOSED,)))
    with pytest.raises(FileError, match="one of its numbers is out of range"):
        memory.keep(replace(CLOSED, question=replace(PUT, id="a-2"), at=float("nan")))
    assert memory.history().closed == (CLOSED,)
    assert memory.learner() == replayed([CLOSED])


# --- what follows is kept beside the records ----------------------------------------------------------------------------------------------


def test_what_is_known_of_a_long_history_is_read_without_replaying_it(tmp_path: Path) -> None:
    path, history = tmp_path / "practice.db", practised(200)
    memory = opened(path).memory
    memory.merge(history)
    memory.close()
    program = (
        "import sys; from pathlib import Path; from pdtutor.practice.memory.opening import opened; "
        f"known = opened(Path({str(path)!r})).memory.learner(); "
        "print(sum(each.seen for each in known.standings.values()), {'fsrs', 'sympy', 'pydantic'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "200 set()"


def test_of_another_pdtutors_cache_nothing_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, history = tmp_path / "practice.db", practised(30)
    memory = opened(path).memory
    memory.merge(history)
    true = replayed(history.closed)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE standings SET seen = seen + 1000")
    connection.close()
    assert memory.learner() != true  # it is read from the cache
    monkeypatch.setattr(cache, "MODEL", 7)
    assert memory.learner() == true
    other = opened(path).memory
    assert other.learner() == true
    monkeypatch.undo()
    more = replace(CLOSED, at=1.8e9)
    memory.keep(more)
    assert memory.learner() == replayed([*history.closed, more])
    memory.close()
    other.close()


# --- merging ----------------------------------------------------------------------------------------------------------------------------


@given(conflicting, conflicting)
@settings(deadline=None, max_examples=60)
def test_merging_either_into_the_other_gives_the_same(one: History, other: History) -> None:
    into_one, into_other = Forgetful(history=one), Forgetful(history=other)
    into_one.merge(into_other.history())
    into_other.merge(united(one))
    assert into_one.history() == into_other.history() == united(one, other)
    assert into_one.learner() == into_other.learner() == replayed(united(one, other).closed)


@given(histories, histories)
@settings(deadline=None, max_examples=30)
def test_what_was_new_is_counted_once(one: History, other: History) -> None:
    memory = Forgetful()
    assert memory.merge(one) == len(one.answers) + len(one.closed)
    before = memory.history()
    new = memory.merge(other)
    after = memory.history()
    assert new == len({*records(after)} - {*records(before)})
    assert memory.merge(other) == memory.merge(after) == 0
    assert memory.history() == after


def records(history: History) -> list[tuple[str, int]]:
    return [(each.question.id, each.number) for each in history.answers] + [(each.question.id, 0) for each in history.closed]


def test_a_merged_history_is_gone_on_with(memory: Memory) -> None:
    memory.keep(CLOSED)
    memory.merge(practised(20))
    last = replace(CLOSED, question=replace(PUT, id="a-2"), at=1.8e9)
    memory.keep(last)
    assert memory.learner() == replayed([CLOSED, *practised(20).closed, last])


# --- forgetting -------------------------------------------------------------------------------------------------------------------------


def test_forgetting_leaves_nothing(memory: Memory) -> None:
    memory.merge(practised(30))
    memory.forget()
    assert memory.history() == History()
    assert memory.learner() == Learner()
    memory.keep(CLOSED)
    assert memory.learner() == replayed([CLOSED])


@pytest.mark.parametrize("denied", [None, sqlite3.SQLITE_ATTACH])  # without which there is no VACUUM
def test_nothing_of_it_is_left_in_the_folder(tmp_path: Path, denied: int | None) -> None:
    path = tmp_path / "practice.db"
    for name in ("practice.db.damaged-1", "practice.db.version-1", "practice.db.damaged-1-journal", "practice.db.new-77"):
        (tmp_path / name).write_bytes(b"cos(x^2*y)")
    (tmp_path / "mine.txt").write_bytes(b"cos(x^2*y)")
    memory = opened(path).memory
    memory.merge(practised(200))
    assert b"cos(x^2*y)" in path.read_bytes()
    memory._connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == denied else sqlite3.SQLITE_OK)
    memory.forget()
    memory.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.txt", "practice.db"]
    assert b"cos(" not in path.read_bytes()
    assert b"chain" not in path.read_bytes()


# --- for good ---------------------------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_on_the_disk_and_so_is_the_end_of_its_journal(tmp_path: Path) -> None:
    memory = opened(tmp_path / "practice.db").memory
    settings = [memory._connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("synchronous", "journal_mode", "secure_delete")]
    assert settings == [3, "delete", 1]
    memory.keep(CLOSED)
    assert [each.name for each in tmp_path.iterdir()] == ["practice.db"]
    memory.close()


def test_a_reader_and_a_writer_have_it_open_at_once(tmp_path: Path) -> None:
    one, two = (opened(tmp_path / "practice.db").memory for _ in range(2))
    one.keep(CLOSED)
    assert two.history().closed == (CLOSED,)
    later = replace(CLOSED, question=replace(PUT, id="b-1", skill="sum"), at=1.7e9 + 20)
    two.keep(later)
    again = replace(CLOSED, question=replace(PUT, id="a-2"), at=1.7e9 + 30)
    one.keep(again)  # which knew nothing of what the other has added
    assert one.learner() == two.learner() == replayed([CLOSED, later, again])
    one.close()
    two.close()


def test_another_that_does_not_let_go_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    path = tmp_path / "practice.db"
    memory = opened(path).memory
    memory.keep(ANSWER)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for refused in (lambda: memory.keep(CLOSED), memory.learner, memory.history, memory.forget):
        with pytest.raises(FileError, match="another pdtutor is using it"):
            refused()
    late = opened(path)
    assert isinstance(late.memory, Forgetful)
    assert late.notes[0].startswith(f"Nothing can be kept in {path}: another pdtutor is using it.")
    other.execute("ROLLBACK")
    other.close()
    memory.keep(CLOSED)
    assert memory.history() == History((ANSWER,), (CLOSED,))
    memory.close()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.rename(path.with_name("elsewhere"))], ids=["deleted", "moved"])
def test_nothing_is_kept_in_a_file_that_is_no_longer_there(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "practice.db"
    memory = opened(path).memory
    memory.keep(ANSWER)
    change(path)
    with pytest.raises(FileError, match="it was moved or replaced while pdtutor was using it"):
        memory.keep(CLOSED)
    memory.close()


# --- a memory of this process alone -------------------------------------------------------------------------------------------------------


def test_where_there_is_a_reason_for_it_nothing_is_said_to_be_done_for_good() -> None:
    memory = Forgetful("The disk is full.", history=History((ANSWER,)))
    for refused in (lambda: memory.merge(practised(1)), memory.forget):
        with pytest.raises(FileError, match="The disk is full"):
            refused()
    memory.keep(CLOSED)
    assert memory.history() == History((ANSWER,), (CLOSED,))


SUM = 741876684
MODULES = (learner, placement, schedule, skills)


def test_what_follows_from_the_records_is_that_of_the_model_that_is_named() -> None:
    """When this fails, something else may follow from the same records: raise MODEL in `cache`, and write the new sum here."""
    texts = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in MODULES)
    assert (cache.MODEL, crc32(texts.encode())) == (1, SUM)
