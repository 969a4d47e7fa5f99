"""Garbage is looked for seldom, in real processes: SymPy's import makes none, and the end of a process needs no search."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import gc, sys
from pdtutor.cli.app import main
found = []
gc.callbacks.append(lambda phase, _: phase == "start" and found.append(phase))
sys.argv[1:] = {arguments!r}
try:
    main()
finally:
    print(len(found), file=sys.stderr)
"""
AT_THE_END = """
import atexit, gc, sys
atexit.register(lambda: print(len(gc.get_objects()), file=sys.stderr))  # runs after all that the program registers
sys.argv[1:] = {arguments!r}
from pdtutor.__main__ import main
main()
"""
FEW = 5  # searches; loading SymPy alone is 180 where Python decides
COMMANDS = [
    ["partial", "x^2 y + sin(x y)"],
    ["check", "x^2", "--wrt", "x", "--answer", "2x"],
    ["lesson", "show", "chain-rule"],
    ["quiz", "--answers", os.devnull, "--seed", "1"],
]


def last_line(script: str, arguments: list[str], home: Path) -> int:
    """The number that a run of the program ends with on standard error."""
    process = subprocess.run(
        [sys.executable, "-c", script.format(arguments=arguments)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PDTUTOR_HOME": str(home)},
        check=False,
    )
    return int(process.stderr.splitlines()[-1])


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_garbage_is_looked_for_a_few_times_at_most(arguments: list[str], tmp_path: Path) -> None:
    assert last_line(COUNT, arguments, tmp_path) <= FEW


def test_nothing_is_left_to_search_at_the_end(tmp_path: Path) -> None:
    assert last_line(AT_THE_END, COMMANDS[0], tmp_path) < 1_000
