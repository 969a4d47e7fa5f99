"""The program in an environment of the test's own: no process, no terminal, its own folder."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pdtutor.calculus import interruption
from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment


@dataclass(frozen=True)
class Outcome:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one JSON object that it is."""
        document: dict[str, Any] = json.loads(self.out)
        return document


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command line; `typed` is what standard input holds."""

    def run(*arguments: str, typed: str | None = None, **variables: str) -> Outcome:
        environment = Environment(
            stdin=None if typed is None else StringIO(typed),
            stdout=StringIO(),
            stderr=StringIO(),
            variables={"COLUMNS": "80", "PDTUTOR_HOME": str(tmp_path / "home"), **variables},
            folder=tmp_path,
            clock=lambda: 0,
            reports=tmp_path / "reports",
        )
        code = run_program(arguments, environment)
        return Outcome(int(code), environment.stdout.getvalue(), environment.stderr.getvalue())  # type: ignore[attr-defined]

    return run


def ring() -> None:
    """The time of all that is being done is over, and the alarm rings."""
    for limit in interruption._limits().innermost or ():
        limit.until = limit.rings = 0.0
    signal.raise_signal(signal.SIGALRM)
