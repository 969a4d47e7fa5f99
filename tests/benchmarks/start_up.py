"""Whole processes: what a learner waits for, over the least that such a process can do.

Belongs here: the commands of everyday use. Does not: the other views of a derivative (`views`), the quiz (`quiz`) and lessons (`lessons`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.functions import TEXT, x, y
from tests.benchmarks.peers.algebra import SYSTEMS
from tests.benchmarks.rows import Row, missing, over
from tests.benchmarks.timing import Effort, Program, pdtutor, processes, python

PEERS = Path(__file__).parent / "peers"
BARE = Program(python(str(PEERS / "bare_sympy.py")))
VERDICT = Program(python(str(PEERS / "bare_verdict.py")))
EMPTY = Program(python(str(PEERS / "empty_typer_app.py"), "--help"))
PARTIAL = pdtutor("partial", TEXT)
CHECK = ("check", "x^2 + 3xy", "--wrt", "x", "--answer")
COMPLETING = {"_PDTUTOR_COMPLETE": "complete_bash", "COMP_WORDS": "pdtutor par", "COMP_CWORD": "1"}

OVER_BARE: tuple[tuple[str, Program, float | None], ...] = (
    ("partial", PARTIAL, 1.3),
    ("partial --format json", pdtutor("partial", TEXT, "--format", "json"), 1.3),
    ("partial --at x=1,y=2", pdtutor("partial", TEXT, "--at", "x=1,y=2"), 1.3),
    ("gradient", pdtutor("gradient", TEXT), 1.3),
    ("lesson show chain-rule", pdtutor("lesson", "show", "chain-rule"), None),
)
OVER_VERDICT = (
    ("check, a right answer", pdtutor(*CHECK, "2x + 3y"), 1.3),
    ("check, a wrong one with its mistake", pdtutor(*CHECK, "2x + 3", codes=(1,)), 1.3),
)
OVER_EMPTY = (
    ("--help", pdtutor("--help"), 1.25),
    ("partial --help", pdtutor("partial", "--help"), 1.25),
    ("rules", pdtutor("rules"), 1.25),
    ("where", pdtutor("where"), 1.25),
    ("lesson list", pdtutor("lesson", "list"), 1.5),
    ("progress", pdtutor("progress"), 1.25),
    ("completion of a command", pdtutor(variables=COMPLETING), 1.0),
)


def rows(effort: Effort) -> Iterator[Row]:
    """Each command over the peer that does the same by the least."""
    with tempfile.TemporaryDirectory() as home:
        for name, command, aim in OVER_BARE:
            yield _row(name, command, BARE, "bare SymPy, both printed", aim, effort, home)
        for name, command, aim in OVER_VERDICT:
            yield _row(name, command, VERDICT, "bare SymPy, simplify(diff - answer)", aim, effort, home)
        for name, command, aim in OVER_EMPTY:
            yield _row(name, command, EMPTY, "empty Typer app, --help", aim, effort, home)
    for system in SYSTEMS:
        if system.program is None:
            yield missing("partial, whole process", system.name)
            continue
        peer = Program(system.command(), system.script([(x**2 * y, x), (x**2 * y, y)], 1))
        yield over("partial, whole process", processes(PARTIAL, peer, effort.runs), f"{system.name}, no steps, no check")


def _row(name: str, command: Program, peer: Program, called: str, aim: float | None, effort: Effort, home: str) -> Row:
    ours = Program(command.words, command.typed, {"PDTUTOR_HOME": home, **command.variables}, command.codes)
    return over(f"pdtutor {name}", processes(ours, peer, effort.runs), called, aim)
