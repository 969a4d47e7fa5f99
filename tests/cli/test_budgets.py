"""The worst inputs we know, command by command, in processes of their own: each ends within its budget and one second, below 1 GiB.

Wall-clock time of whole processes, from outside: run these by hand, with nothing else: `pytest -m long -n 0 -s` tells the slowest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

BUDGETS = (1, 2, 5)
GRACE = 1.0  # seconds
MOST_MEMORY = 1 << 20  # KiB


class Case(NamedTuple):
    """A command line with what is typed in for its `-`."""

    arguments: tuple[str, ...]
    typed: str = ""


@dataclass(frozen=True)
class Ran:
    """What came of a process."""

    code: int
    seconds: float
    memory: int
    out: bytes
    err: bytes

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def names(count: int, letter: str = "x") -> list[str]:
    return [f"{letter}{number}" for number in range(1, count + 1)]


def total(terms: Iterable[str]) -> str:
    return "+".join(terms)


def nested(inside: str, around: str, levels: int) -> str:
    for _ in range(levels):
        inside = around.format(inside)
    return inside


def at(count: int, value: str = "1") -> str:
    return ",".join(f"{name}={value}" for name in names(count))


DENSE = total(f"{(i * j) % 9 + 1}*x^{i}*y^{j}" for i in range(40) for j in range(40))
POWER = f"({total(names(8))}+y)^900"
TOWER = nested("x", "x^({})", 150)
SINES = nested("x*y", "sin({})", 190)
EXPONENTIALS = nested("x*y", "exp({}+x)", 100)
ROOTS = nested("x*y", "sqrt({}+1)", 190)
FRACTIONS = nested("x", "1/(1+x*({}))", 90)
LONG = total(f"{i}*x^{i % 97}*sin({i}*y)" for i in range(1, 4001))
NUMBERS = total(f"{10**890 + i}/{10**889 + 2 * i + 1}*x^{i}*y" for i in range(1, 30))
FACTORS = "*".join(f"(x+{i}*y)" for i in range(1, 301))
SUMS = "*".join(f"({total(names(6))}+x1^{i})" for i in range(1, 30))
PAIRS = total(f"x{i}*x{j}*sin(x{i})" for i in range(1, 101) for j in range(i, min(i + 5, 101)))
CHAIN = f"exp({total(f'x{i}*x{i % 300 + 1}' for i in range(1, 301))})"
CASES_OF_ONE = nested("x^2", "where(x>y, sin(x), {})", 95)
SLOW = f"sin({total(f'sin({i}*x*y)^{i % 5 + 2}' for i in range(1, 400))})"
INDEXED = nested("w[1]", "sum(sin(x[i])*({}), i=1..n)", 12)
KINKS = total(f"abs(x-{i}*y)*max(x,y*{i})" for i in range(1, 13))
MAXIMUM = f"max({','.join(f'{i}*x+{i * i % 17}*y-{i}*z^2' for i in range(40))})"
DENSE_OUTPUTS = f"[{','.join(total(f'sin(x{i}*x{j})' for i in range(1, 61)) for j in range(1, 61))}]"
SYMBOLIC_OUTPUTS = f"[{','.join(total(f'a{i}_{j}*x{i}' for i in range(1, 13)) for j in range(1, 13))}]"
SURDS = total(f"sqrt({i * j + 2})*x{i}*x{j}" for i in range(1, 9) for j in range(i, 9))
LETTERS = total(f"a{i}_{j}*x{i}*x{j}" for i in range(1, 9) for j in range(i, 9))
LAYERS = "\n".join(["v0 = w*x + b", *(f"v{i} = sigmoid(v{i - 1})*w + v{i - 1}" for i in range(1, 20_000))])
PATHS = "\n".join(["v0 = w*x + b", *(f"v{i} = v{i - 1}*v{i - 1}+sin(v{i - 1})" for i in range(1, 300))])
GIVEN = [word for i in range(1, 25) for word in ("--given", f"v{i} = v{i + 1}^2*exp(v{i + 1})+v{i + 1}")]
RELATION = "sin(x*y)^5+exp(x^y)*y^x+log(x+y)^7 = x^y^x + y^x^y"
FUNCTIONS = {
    "dense": DENSE, "power": POWER, "tower": TOWER, "sines": SINES, "exponentials": EXPONENTIALS, "roots": ROOTS, "fractions": FRACTIONS,
    "long": LONG, "numbers": NUMBERS, "factors": FACTORS, "sums": SUMS, "pairs": PAIRS, "cases": CASES_OF_ONE, "indexed": INDEXED,
}  # fmt: skip
LIMITS = {
    "oscillating": "sin(1/x)*x^2*cos(1/x^3)", "powers": "x^x^x^x^x^x", "nested": "exp(sin(exp(cos(exp(sin(x*exp(x)))))))",
    "quotient": "(sin(x)^20-cos(x)^30)/(x^19+tan(x)^7+exp(x^5))", "roots": total(f"sqrt(x+{i})" for i in range(1, 60)),
    "fraction": f"1/({total(f'x^{i}' for i in range(1, 60))})", "kinks": "*".join(f"abs(x-{i})" for i in range(20)),
}  # fmt: skip


def table() -> dict[str, Case]:
    """Name → case."""
    cases: dict[str, Case] = {}
    for name, function in FUNCTIONS.items():
        for command in ("partial", "gradient", "hessian", "subgradient"):
            cases[f"{command}-{name}"] = Case((command, "-"), function)
        cases[f"check-{name}"] = Case(("check", "-", "--answer", "1", "--wrt", "x" if "x1" not in function else "x1"), function)
    for name, function in LIMITS.items():
        cases[f"limit-{name}"] = Case(("limit", "-"), function)
        cases[f"limit-at-{name}"] = Case(("limit", "-", "--at", "x=0"), function)
    for format in ("plain", "latex", "markdown", "python", "rich"):
        cases[f"partial-in-{format}"] = Case(("partial", "-", "--detail", "full", "--format", format), LONG)
        cases[f"hessian-in-{format}"] = Case(("hessian", "-", "--detail", "full", "--format", format), CHAIN)
    for ending in ("svg", "html", "txt", "md", "tex", "json", "py"):
        cases[f"partial-to-{ending}"] = Case(("partial", "-", "--detail", "full", "--save", f"saved.{ending}"), LONG)
    for ending in ("png", "svg", "pdf", "html", "txt"):
        cases[f"surface-to-{ending}"] = Case(("surface", "-", "--save", f"saved.{ending}"), SLOW)
    for ending in ("svg", "mmd", "dot", "html"):
        cases[f"backprop-to-{ending}"] = Case(("backprop", "-", "--save", f"saved.{ending}"), LAYERS)
    return cases | {
        "jacobian-dense": Case(("jacobian", DENSE_OUTPUTS)),
        "jacobian-symbolic": Case(("jacobian", SYMBOLIC_OUTPUTS, "--wrt", ",".join(names(12)))),
        "hessian-surds": Case(("hessian", SURDS, "--at", at(8))),
        "hessian-letters": Case(("hessian", LETTERS, "--wrt", ",".join(names(8)), "--at", at(8))),
        "hessian-1000": Case(("hessian", "-"), f"({total(names(1000))})^3"),
        "hessian-at": Case(("hessian", "-", "--at", at(300, "1/7")), CHAIN),
        "directional": Case(("directional", "-", "--along", ",".join("1" for _ in range(300))), CHAIN),
        "sensitivity": Case(("sensitivity", "-", "--at", at(300)), CHAIN),
        "subgradient-at": Case(("subgradient", "-", "--at", "x=0,y=0"), KINKS),
        "subgradient-maximum": Case(("subgradient", "-", "--at", "x=0,y=0,z=0"), MAXIMUM),
        "total-given": Case(("total", "v1^2", "--wrt", "v25", *GIVEN)),
        "total-relation": Case(("total", "-", "--wrt", "x"), RELATION),
        "descent": Case(("descent", "-", "--from", at(300), "--steps", "100000", "--rate", "0.0001"), f"({total(names(300))})^2"),
        "descent-two": Case(("descent", "w^4-sin(w*b)+b^2", "--from", "w=1,b=2", "--steps", "100000", "--method", "gd,adam")),
        "backprop": Case(("backprop", "-", "--at", "w=1,x=2,b=3"), LAYERS),
        "backprop-paths": Case(("backprop", "-", "--at", "w=1,x=2,b=3"), PATHS),
        "scale": Case(("scale", "--params", ",".join(str(90_000 + i) for i in range(100)))),
        "scale-too-many": Case(("scale", "--params", "1" + "0" * 900)),
        "surface-path": Case(("surface", "-", "--path", "x=1,y=1", "--steps", "100000"), SLOW),
        "check-answer": Case(("check", "x^2*y", "--wrt", "x", "--answer", DENSE)),
        "check-at": Case(("check", "-", "--wrt", "x", "--answer", "0", "--at", "x=1,y=2"), FACTORS),
        "check-proof": Case(("check", "(x+1)^200*(x+2)^200", "--wrt", "x", "--answer", "200*(x+1)^199*(x+2)^199*(2x+3)")),
    }


TABLE = table()
EXCESSES: dict[str, float] = {}  # of what has been run, in seconds past the budget


def ran(case: Case, budget: float, folder: Path) -> Ran:
    """The process of a case, measured from outside; it is ended where it does not end."""
    has_format = "--format" in case.arguments
    arguments = [sys.executable, "-m", "pdtutor", *case.arguments, "--budget", str(budget), *(() if has_format else ("--format", "json"))]
    environment = {**os.environ, "PDTUTOR_HOME": str(folder), "COLUMNS": "80"}
    with tempfile.TemporaryFile() as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        typed.write(case.typed.encode())
        typed.seek(0)
        begun = time.monotonic()
        process = subprocess.Popen(arguments, stdin=typed, stdout=out, stderr=err, cwd=folder, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Ran(process.returncode, seconds, used.ru_maxrss, out.read(), err.read())


@pytest.mark.long
@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize("name", TABLE)
def test_a_command_ends_within_its_budget_and_a_second(name: str, budget: float, tmp_path: Path) -> None:
    found = ran(TABLE[name], budget, tmp_path)
    EXCESSES[f"{name}, {budget} s"] = found.seconds - budget
    assert found.code in (0, 1, 2, 3)
    assert b"Traceback" not in found.err
    assert b"Exception ignored" not in found.err
    if "--format" not in TABLE[name].arguments:
        assert (found.code == 3) == (
            found.document.get("error", {}).get("code") == "budget" or found.document.get("result", {}).get("verdict") == "undecided"
        )
    assert found.seconds <= budget + GRACE
    assert found.memory < MOST_MEMORY


@pytest.mark.long
def test_the_slowest_excess_of_the_whole_table_is_told() -> None:
    slowest = sorted(EXCESSES.items(), key=lambda each: -each[1])[:10]
    print("".join(f"\n{excess:+.2f} s: {name}" for name, excess in slowest))
    assert all(excess <= GRACE for _, excess in slowest)


def test_every_command_with_a_budget_is_in_the_table() -> None:
    from typer.main import get_command

    from pdtutor.cli.app import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    with_budget = {name for name, command in commands.items() if any(each.name == "budget" for each in command.params)}
    assert with_budget == {case.arguments[0] for case in TABLE.values()}
