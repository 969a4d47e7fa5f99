"""What `import pdtutor` costs, names and promises."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import sympy
from rich.console import Console

import pdtutor


def test_the_import_loads_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import pdtutor; print(*(set(sys.modules) - before))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(process.stdout.split()) <= {"pdtutor", "__future__"}


def test_every_public_name_exists_and_is_listed() -> None:
    commands = {"partial", "gradient", "jacobian", "hessian", "directional", "total", "subgradient", "limit", "read"}
    results = {"PartialDerivatives", "GradientVector", "JacobianMatrix", "HessianMatrix", "DirectionalDerivative", "TotalDerivative"}
    commands |= {"backprop", "check", "descent", "sensitivity", "scale", "surface"}
    results |= {"Backpropagation", "CheckedAnswer", "Descents", "Sensitivities", "OperationCounts", "SurfacePicture"}
    assert set(pdtutor.__all__) == commands | results | {"Subgradients", "FirstPrinciples", "TutorError", "__version__"}
    for name in pdtutor.__all__:
        assert getattr(pdtutor, name) is not None
        assert name in dir(pdtutor)
        assert pdtutor.__version__[0].isdigit()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        pdtutor.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (Path(pdtutor.__file__).parent / "py.typed").is_file()


def test_read_gives_a_sympy_expression_in_real_symbols() -> None:
    x, y = sympy.symbols("x y", real=True)
    assert pdtutor.read("x^2 y + sin(x y)") == x**2 * y + sympy.sin(x * y)
    assert pdtutor.read("sqrt(t^2)", assume="t>0") == sympy.Symbol("t", positive=True)
    assert pdtutor.read("2 abc", vars="abc") == 2 * sympy.Symbol("abc", real=True)
    assert pdtutor.read("u(x)", functions="u") == sympy.Function("u", real=True)(x)


def test_results_are_frozen_and_give_the_result_of_the_json_format() -> None:
    result = pdtutor.partial("x^2 y", wrt="x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.detail = "full"  # type: ignore[misc]
    (entry,) = result.to_dict()["partials"]
    assert (entry["wrt"], entry["derivative"]) == ("x", "2*x*y")
    assert pdtutor.gradient("x^2 y").to_dict()["gradient"] == ["2*x*y", "x**2"]


def test_results_are_shown_by_rich_in_notebooks_and_at_the_prompt() -> None:
    console = Console(width=80, record=True, file=StringIO())
    partial, gradient = pdtutor.partial("x^2 y", wrt="x"), pdtutor.gradient("x^2 y")
    console.print(partial, gradient)
    shown = console.export_text()
    assert "constant multiple" in shown
    assert "∇f" in shown
    assert partial._repr_latex_() == r"$$\begin{aligned} \frac{\partial f}{\partial x} &= 2 x y \end{aligned}$$"
    assert r"\nabla f &= \begin{pmatrix} 2 x y \\ x^{2} \end{pmatrix}" in gradient._repr_latex_()
    assert repr(partial) == "∂f/∂x = 2·x·y"
    assert repr(gradient) == "∇f = (2·x·y, x²)"


def test_errors_derive_from_tutor_error_and_carry_their_place() -> None:
    with pytest.raises(pdtutor.TutorError) as caught:
        pdtutor.partial("x + Sin(x)")
    assert (caught.value.code, caught.value.column) == ("unknown_function", 5)
