"""The audit sees what it is there to see: what an evaluated text would do is found, and prevented."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.audit import AUDIT, ForbiddenError
from tests.fuzz.hostile import CANARY, PYTHON

EVALUATED: dict[str, Callable[[], object]] = {
    "exec": lambda: exec("1 + 1"),
    "eval": lambda: eval("1 + 1"),
    "compile": lambda: compile("1", "", "eval"),
    "an import": lambda: __import__("this"),
    "a process": lambda: subprocess.run([sys.executable, "--version"], check=False),
    "a shell": lambda: os.system("true"),
    "a socket": socket.socket,
    "a file": lambda: Path(os.devnull).write_text("x"),
    "a file by its flags": lambda: os.open(os.devnull, os.O_RDWR),
    "a folder": lambda: os.mkdir("made"),
    "a database": lambda: sqlite3.connect("made.db"),
}


@pytest.mark.parametrize("act", EVALUATED.values(), ids=EVALUATED)
def test_what_reading_never_does_is_found_and_prevented(act: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with AUDIT.watching(), pytest.raises(ForbiddenError):
        act()
    assert AUDIT.found
    assert not list(tmp_path.iterdir())


def called() -> None:
    with socket.socket() as plug:
        plug.connect(("127.0.0.1", 9))


OUTSIDE: dict[str, Callable[[Path], object]] = {
    "code from a text": lambda _: exec("1 + 1"),
    "a module named in a text": lambda _: __import__(CANARY),
    "a shell": lambda _: os.system("true"),
    "a call": lambda _: called(),
    "a file elsewhere": lambda there: (there / "made").write_text("x"),
    "a file taken away": lambda there: (there / "kept").unlink(),
    "a file put elsewhere": lambda there: os.replace(there / "kept", there / "made"),
    "a database elsewhere": lambda there: sqlite3.connect(f"file:{there}/made?mode=rwc", uri=True),
}


@pytest.mark.parametrize("act", OUTSIDE.values(), ids=OUTSIDE)
def test_what_no_command_declares_is_found_and_prevented(act: Callable[[Path], object], tmp_path: Path) -> None:
    inside, there = tmp_path / "inside", tmp_path / "there"
    for folder in (inside, there):
        folder.mkdir()
        (folder / "kept").touch()
    with AUDIT.watching(inside), pytest.raises(ForbiddenError):
        act(there)
    assert [path.name for path in there.iterdir()] == ["kept"]


def test_what_a_command_declares_passes(tmp_path: Path) -> None:
    with AUDIT.watching(tmp_path):
        (tmp_path / "made.txt").write_text("x")
        os.replace(tmp_path / "made.txt", tmp_path / "made.svg")
        sqlite3.connect(tmp_path / "practice.db").close()
        __import__("this" if "this" not in sys.modules else "antigravity")
    assert not AUDIT.found


@pytest.mark.parametrize("attack", [text for text in PYTHON if CANARY in text])
def test_an_attack_would_be_found_if_it_were_evaluated(attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"Integer": lambda text: eval(text)}  # as SymPy's own reading of text does
    with AUDIT.watching(), pytest.raises((ForbiddenError, NameError)):
        eval(attack, names)
    assert AUDIT.found
