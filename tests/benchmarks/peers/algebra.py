"""Other computer algebra systems, as programs that are given a script: Maxima and giac.

Belongs here: how each is started and told to differentiate. Does not: what is measured (`tests.benchmarks.derivation`).

Both only differentiate: they show no step and check nothing. giac comes with Linux distributions (as xcas), and in a wheel: pip install
passagemath-giac.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sympy import Expr, Symbol

Task = tuple[Expr, Symbol]
WHEEL = "sage_wheels"  # a package whose folder `bin` holds the program giac


@dataclass(frozen=True)
class System:
    """A computer algebra system.

    program  found on the path, or in a wheel; None where it is not installed
    options  words after the program's name, so that it reads a script from its standard input
    script   tasks and how many times all of them are done → what it is told
    asking   words with which it says its version
    """

    name: str
    program: str | None
    options: tuple[str, ...]
    script: Callable[[Sequence[Task], int], str]
    asking: tuple[str, ...]

    def command(self) -> list[str]:
        """The command line that reads a script."""
        assert self.program is not None
        return [self.program, *self.options]

    def version(self) -> str:
        """What it says of itself, in one line."""
        if self.program is None:
            return "not installed"
        said = subprocess.run([self.program, *self.asking], capture_output=True, text=True, timeout=20, check=False).stdout
        return said.strip().splitlines()[-1] if said.strip() else "installed"


def _program(name: str) -> str | None:
    found = find_spec(WHEEL)
    folders = [str(Path(folder) / "bin") for folder in (found.submodule_search_locations or ())] if found else []
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(folders))


def _written(expression: Expr) -> str:
    return str(expression).replace("**", "^")


def _diffs(tasks: Sequence[Task]) -> list[str]:
    return [f"diff({_written(expression)}, {variable})" for expression, variable in tasks]


def _for_maxima(tasks: Sequence[Task], times: int) -> str:
    shown = "; ".join(("display2d: false", *_diffs(tasks)))
    return f"{shown};\n" if times == 1 else f"for i thru {times} do ({', '.join(_diffs(tasks))})$\n"


def _for_giac(tasks: Sequence[Task], times: int) -> str:
    shown = "; ".join(_diffs(tasks))
    return f"{shown};\n" if times == 1 else f"for (j:=0; j<{times}; j++) {{ {shown}; }}\n"


SYSTEMS = (
    System("Maxima", _program("maxima"), ("--very-quiet",), _for_maxima, ("--version",)),
    System("giac", _program("giac"), (), _for_giac, ("--version",)),
)
