"""What the process loads before it has something to do, and how it behaves as a process: real ones, not stand-ins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIST_MODULES = """
import sys
try:
    sys.argv[1:] = {arguments!r}
    from pdtutor.__main__ import main
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
MATHEMATICS = {"sympy", "mpmath", "pdtutor.notation", "pdtutor.calculus", "pdtutor.requests.partial", "pdtutor.render.views"}


def loaded(*arguments: str, **variables: str) -> set[str]:
    """The modules that one run of the program has loaded when it ends."""
    process = subprocess.run(
        [sys.executable, "-c", LIST_MODULES.format(arguments=list(arguments))],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **variables},
        check=False,
    )
    return set(process.stderr.splitlines()[-1].split())


def run(*arguments: str, typed: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pdtutor", *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["partial", "--help"], ["partial", "--wrong"], ["partial"], []])
def test_what_needs_no_mathematics_loads_none(arguments: list[str]) -> None:
    assert not MATHEMATICS & loaded(*arguments)


@pytest.mark.parametrize(
    "line", ["pdtutor par", "pdtutor lesson run ", "pdtutor rules ", "pdtutor quiz --skill ", "pdtutor descent w --method "]
)
def test_completion_loads_no_mathematics_and_no_rich(line: str) -> None:
    assert not {"sympy", "mpmath", "rich", "pydantic"} & loaded(_PDTUTOR_COMPLETE="bash", _PDTUTOR_LINE=line)


def test_completion_works_where_text_is_not_in_utf_8() -> None:
    ascii_alone = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    told = run(_PDTUTOR_COMPLETE="zsh", _PDTUTOR_LINE='pdtutor partial "θ² x" --deta', **ascii_alone)
    assert (told.returncode, told.stderr, told.stdout.split("\t")[0]) == (0, "", "--detail")
    assert "chain-rule\t" in run(_PDTUTOR_COMPLETE="zsh", _PDTUTOR_LINE="pdtutor lesson run ", **ascii_alone).stdout


def test_the_version_loads_no_rich() -> None:
    assert "rich" not in loaded("--version")


def test_rules_load_no_mathematics() -> None:
    assert "sympy" not in loaded("rules", "chain")
    assert "sympy" not in loaded("rules", "--format", "json")


def test_the_main_job_loads_nothing_that_only_other_formats_need() -> None:
    modules = loaded("partial", "x^2 y + sin(x y)")
    assert "sympy" in modules
    for name in ("json", "latex", "markdown", "python", "pictures", "plain"):
        assert f"pdtutor.render.{name}" not in modules
    others = (
        "nonsmooth",
        "first_principles",
        "total",
        "jacobian",
        "backprop",
        "descent",
        "operations",
        "landscape",
        "sensitivity",
        "scale",
    )
    for name in (*(f"calculus.{other}" for other in others), "render.pages", "render.sketch", "notation.programs"):
        assert not any(module.startswith(f"pdtutor.{name}") for module in modules)
    assert not {"platformdirs", "tempfile", "numpy", "matplotlib", "plotille"} & (modules - loaded("--version") - loaded_by_sympy())


def test_the_first_question_of_a_quiz_waits_for_nothing_that_is_needed_later(tmp_path: Path) -> None:
    modules = loaded("quiz", "--skill", "chain", PDTUTOR_HOME=str(tmp_path))
    assert "sympy" in modules
    assert not {"fsrs", "prompt_toolkit", "yaml", "markdown_it", "pydantic", "matplotlib"} & modules


def test_progress_loads_no_mathematics(tmp_path: Path) -> None:
    assert not MATHEMATICS & loaded("progress", PDTUTOR_HOME=str(tmp_path))


def loaded_by_sympy() -> set[str]:
    process = subprocess.run([sys.executable, "-c", "import sympy, sys; print(*sys.modules)"], capture_output=True, text=True, check=True)
    return set(process.stdout.split())


def test_the_module_is_the_program() -> None:
    process = run("partial", "x^2", "--format", "json")
    assert process.returncode == 0
    assert '"derivative": "2*x"' in process.stdout


def test_a_terminal_that_closes_early_is_no_error() -> None:
    pipe = subprocess.Popen([sys.executable, "-m", "pdtutor", "partial", "x^2 y"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    pipe.stderr.close()
    assert pipe.wait() == 0


def test_standard_input_is_read_for_a_dash() -> None:
    process = run("partial", "-", "--format", "json", typed="x² + θ\n")
    assert '"reading": "theta + x**2"' in process.stdout


def test_bytes_that_are_no_text_are_refused() -> None:
    process = subprocess.run([sys.executable, "-m", "pdtutor", "partial", "-"], input=b"x + \xff\xfe", capture_output=True, check=False)
    assert process.returncode == 2
    assert b"not text in UTF-8" in process.stderr


def test_a_stream_of_ascii_alone_gets_ascii() -> None:
    process = run("partial", "x^2 θ", PYTHONIOENCODING="ascii")
    assert process.returncode == 0
    assert process.stdout.isascii()
    assert "?" not in process.stdout
    assert run("partial", "Sin(θ)", PYTHONIOENCODING="ascii").returncode == 2


def test_deep_nesting_up_to_the_limit_is_derived_and_beyond_it_refused() -> None:
    deep = run("partial", "sin(" * 190 + "x" + ")" * 190, "--format", "json", "--budget", "300")
    assert deep.returncode == 0
    deeper = run("partial", "(" * 10_000 + "x" + ")" * 10_000, "--format", "json")
    assert deeper.returncode == 2
    assert '"too_large"' in deeper.stdout


def test_a_megabyte_is_refused() -> None:
    process = run("partial", "-", "--format", "json", typed="x+" * 500_000)
    assert process.returncode == 2
    assert '"too_large"' in process.stdout
