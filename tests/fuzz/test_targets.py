"""Each target with as many inputs as a test has time for; the long runs are started by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdtutor.cli.app import DEEPEST_CALLS
from tests.fuzz import answers, commands, imports, lessons, processes, reader, runs
from tests.fuzz.facts import BrokenError, LateError
from tests.fuzz.target import Target

RANDOM = st.randoms(use_true_random=False)
FREELY = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(autouse=True, scope="module")
def prepared() -> Iterator[None]:
    """Whatever is loaded but once is loaded, and there is the room for deep calls that the program makes at its start."""
    for prepare in (reader.read_what_is_known, lessons.prepare, imports.prepare, answers.prepare, commands.prepare):
        prepare()
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST_CALLS))
    yield
    sys.setrecursionlimit(before)


@settings(max_examples=400, **FREELY)
@given(RANDOM)
def test_any_text_is_read_or_refused(rng: Random) -> None:
    reader.tried(reader.made(rng))


def test_sympy_never_receives_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reader.refuse_texts_in_sympy(monkeypatch.setattr)
    reader.read_what_is_known()
    with pytest.raises(BrokenError):
        sympy.sympify("x")


@settings(max_examples=150, **FREELY)
@given(RANDOM)
def test_any_file_is_a_lesson_or_its_problems(rng: Random) -> None:
    lessons.tried(lessons.made(rng))


@settings(max_examples=300, **FREELY)
@given(RANDOM)
def test_any_import_is_read_or_refused(rng: Random) -> None:
    imports.tried(imports.made(rng))


@settings(max_examples=60, **FREELY)
@given(RANDOM)
def test_any_answer_is_judged(rng: Random) -> None:
    answers.tried(answers.made(rng))


@settings(max_examples=60, **FREELY)
@given(RANDOM)
def test_any_command_line_ends_as_promised(rng: Random) -> None:
    with suppress(LateError):  # the long runs measure time, on a clock that other processes do not move
        commands.tried(commands.made(rng))


TARGETS = {
    target.name: target for target in (reader.TARGET, lessons.TARGET, imports.TARGET, answers.TARGET, commands.TARGET, processes.TARGET)
}
LONG = {"reader": 100_000, "lessons": 20_000, "imports": 20_000, "answers": 2_000, "commands": 1_000, "processes": 100}


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_long_run_holds_what_it_must(target: Target) -> None:
    seed = Random().randrange(10**6)
    record = runs.run(target, seed, LONG[target.name], jobs=2)
    assert not record["failures"], f"seed {seed}"
