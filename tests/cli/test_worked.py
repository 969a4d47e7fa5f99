"""Worked commands of lessons: the mathematics commands as on a command line, with nothing of the outside in reach."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from pdtutor.cli import worked
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.worked import COMMANDS, LONGEST, words_of
from pdtutor.errors import UsageError

BEGINS = f"It begins with one of {', '.join(COMMANDS)}."
NO_INPUT = "A lesson has no standard input: write the expression out."
NO_FILE = "Each line of a program has an equals sign: z = w*x + b. A lesson reads no files."
NO_PLACE = "{} has no place in a lesson."
UNCLOSED = "A quotation mark in it is opened, but never closed."
SEVERAL = "The expression has come in several words. Put the expression in quotes: pdtutor partial"
SLOW = 'hessian "' + " + ".join(f"sin(x{number}*y)^{number}" for number in range(2, 60)) + '"'


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An environment whose standard input has something to say and whose folder has a program in it."""
    (tmp_path / "program.txt").write_text("z = w*x\n")
    (tmp_path / "rows.csv").write_text("x,y\n1,2\n")
    return Environment(
        stdin=StringIO("x^2\n"),
        stdout=StringIO(),
        stderr=StringIO(),
        variables={"COLUMNS": "80"},
        folder=tmp_path,
        reports=tmp_path / "reports",
    )


def said(environment: Environment) -> tuple[str, str]:
    """What was written to both streams."""
    return environment.stdout.getvalue(), environment.stderr.getvalue()  # type: ignore[attr-defined]


# --- what may run -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        'partial "exp(x*y^2)" --wrt y',
        "partial x^2",
        "partial '-x^2' --wrt x",
        'partial "x^2*y" --order x,y --at x=1 --detail full --vars a --functions u --assume "x>0"',
        'gradient "x y" --at x=1,y=2',
        'jacobian "x y" "x + y" --wrt x,y',
        'hessian "x^2 y"',
        'directional "x y" --along 3,4',
        'total "x^2 + y" --wrt x --given "y = x^2"',
        'subgradient "|x|" --at x=0',
        'limit "x^2" --wrt x',
        'backprop "z = w*x + b" "L = (z - y)^2" --wrt w,b',
        'descent "w^2" --from w=1 --rate 0.1 --steps 3 --method adam',
        'sensitivity "x^2 y" --at x=1,y=2',
        "scale --params 10,100",
        'surface "x^2 + y^2" --at x=1,y=1',
        'check "x^2" --wrt x --answer "2x" --form expanded',  # --form is no beginning of --format
        'check "x^2" --wrt x --answer "x"',
        "rules chain",
        "rules",
    ],
)
def test_mathematics_commands_run_with_their_options(command: str, environment: Environment) -> None:
    assert worked.problem(command, environment) is None
    assert said(environment) == ("", "")
    code = worked.run(command, environment)
    shown, error = said(environment)
    assert (code, error) == (1 if command.endswith('"x"') and command.startswith("check") else 0, "")
    assert shown.strip()


# --- what is refused --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", BEGINS),
        ("   ", BEGINS),
        ("quiz", BEGINS),
        ("lesson run chain-rule", BEGINS),
        ("grade a b", BEGINS),
        ("where", BEGINS),
        ("progress forget", BEGINS),
        ("pdtutor partial x^2", BEGINS),
        ("--version", BEGINS),
        ("Partial x^2", BEGINS),
        ("rm -rf /", BEGINS),
        ("; rm -rf /", BEGINS),
        ("$(rm -rf /)", BEGINS),
        ("python -c 1", BEGINS),
        ("./partial x^2", BEGINS),
        ("partial;rm x^2", BEGINS),
        ('partial "x^2', UNCLOSED),
        ("partial x^2'", UNCLOSED),
        ("partial x^2\\", UNCLOSED),
        ('partial "x^2" --save f.svg', NO_PLACE.format("--save")),
        ('partial "x^2" --save=f.svg', NO_PLACE.format("--save")),
        ('partial "x^2" --sav f.svg', NO_PLACE.format("--sav")),
        ('partial "x^2" --s f.svg', NO_PLACE.format("--s")),
        ("rules --save f.txt", NO_PLACE.format("--save")),
        ('descent "w^2" --from w=1 --data rows.csv', NO_PLACE.format("--data")),
        ('partial "x^2" --format json', NO_PLACE.format("--format")),
        ('partial "x^2" --forma=json', NO_PLACE.format("--forma")),
        ('partial "x^2" --budget 1000', NO_PLACE.format("--budget")),
        ("partial --help", NO_PLACE.format("--help")),
        ("partial --install-completion", NO_PLACE.format("--install-completion")),
        ("partial -", NO_INPUT),
        ("jacobian x -", NO_INPUT),
        ("backprop -", NO_INPUT),
        ('partial "x^2" --wrt -', NO_INPUT),
        ("backprop program.txt", NO_FILE),
        ('backprop "z = w*x" program.txt', NO_FILE),
        ("backprop --wrt w program.txt", NO_FILE),
        ("backprop --wrt=w program.txt", NO_FILE),
        ("backprop -- program.txt", "-- has no place in a lesson: an expression may begin with a minus without it."),
        ('partial -- "-x^2"', "-- has no place in a lesson: an expression may begin with a minus without it."),
        (f'partial "{"x+" * LONGEST}"', "It is longer than 2,000 characters."),
    ],
)
def test_what_reaches_outside_is_refused_before_anything_runs(command: str, message: str, environment: Environment) -> None:
    with pytest.raises(UsageError) as caught:
        words_of(command)
    assert caught.value.message == message
    assert worked.problem(command, environment) == message
    with pytest.raises(UsageError):
        worked.run(command, environment)
    assert said(environment) == ("", "")


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("partial '`touch gone`'", "Text in quotes is not mathematics. `touch gone` Leave out the quotation marks."),
        ("partial x^2 && touch gone", f'{SEVERAL} "x^2 && touch gone"'),
        ("partial x^2 > gone", f'{SEVERAL} "x^2 > gone"'),
        ("partial x^2 ; touch gone", f'{SEVERAL} "x^2 ; touch gone"'),
        ("partial @program.txt", "@ has no meaning in an expression. @program.txt Write products of numbers with *."),
        ('partial "x +"', "Something is missing after + x + Complete the expression."),
        ('partial "x^2" --nonsense 3', "There is no option --nonsense. An expression goes in brackets: (--nonsense)"),
        ('partial "x^2" --order', "Option '--order' requires an argument. See pdtutor partial --help"),
        ("rules nonsense", None),
        ("partial 'x\x1b[31my'", None),
        ("partial x\x00y", None),
        ('partial "x^2" -h', None),
        ("surface x^2 --range w=1", None),
    ],
)  # fmt: skip
def test_what_does_not_run_has_a_problem_on_one_line(command: str, problem: str | None, environment: Environment) -> None:
    found = worked.problem(command, environment)
    assert found is not None
    assert problem in (None, found)
    assert "\n" not in found
    assert "\x1b" not in found
    assert not found.startswith("Error")
    assert said(environment) == ("", "")


@pytest.mark.parametrize(
    "command",
    ['partial "$(touch gone)"', 'partial "x" `touch gone`', "partial x|touch", "partial $HOME", "partial ~", 'gradient "x;y"', "partial *"],
)
def test_no_shell_is_ever_involved(command: str, environment: Environment, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    worked.problem(command, environment)
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_is_read_from_standard_input_nor_written_to_a_file(environment: Environment, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert worked.run('surface "x^2 + y^2"', environment) == 0
    assert worked.run('backprop "z = w*x"', environment) == 0
    assert worked.run("partial", environment) == ExitCode.BAD_INPUT
    assert environment.stdin is not None
    assert environment.stdin.read() == "x^2\n"
    assert sorted(tmp_path.iterdir()) == before


def test_one_that_takes_too_long_ends_within_its_budget(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked, "BUDGET", "0.2")
    assert worked.run(SLOW, environment) == ExitCode.OUT_OF_BUDGET
    _, error = said(environment)
    assert "The budget of 0.2 s ran out." in error
    problem = worked.problem(SLOW, environment)
    assert problem is not None
    assert problem.startswith("The budget of 0.2 s ran out.")


def test_its_time_begins_when_it_does(environment: Environment) -> None:
    late = Environment(stdout=StringIO(), stderr=StringIO(), variables={}, folder=environment.folder, started=-1e9)
    assert worked.run('partial "x^2"', late) == 0
