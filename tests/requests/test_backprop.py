"""Backpropagation as it is asked for: programs in every form, parameters, points, and where a forward pass ends."""

from __future__ import annotations

import json

import pytest
import sympy

import pdtutor
from pdtutor.errors import TutorError

NEURON = ("z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2")
POINT = "w=0.5,x=2,b=0,y=1"


def test_the_chain_of_one_neuron_is_written_out() -> None:
    result = pdtutor.backprop(*NEURON, wrt="w,b", at=POINT).to_dict()
    assert [node["name"] for node in result["nodes"]] == ["z", "a", "L"]
    (path,) = result["paths"]["w"]
    assert path["path"] == ["L", "a", "z", "w"]
    assert path["factors"] == ["2*(a - y)", "a*(1 - a)", "x"]
    a = 1 / (1 + sympy.exp(-1))
    assert result["values"]["w"] == pytest.approx(float(2 * (a - 1) * a * (1 - a) * 2), rel=1e-14)
    assert result["nodes"][0]["adjoint_value"] == pytest.approx(float(2 * (a - 1) * a * (1 - a)), rel=1e-14)
    assert result["nodes"][2]["adjoint"] == "1"
    assert result["check"]["symbolic"] is True


def test_the_gradient_is_written_in_inputs_and_node_names() -> None:
    result = pdtutor.backprop(*NEURON, wrt="w").to_dict()
    a, x, y = sympy.symbols("a x y", real=True)
    assert sympy.expand(sympy.sympify(result["gradients"]["w"], {"a": a, "x": x, "y": y}) - 2 * (a - y) * a * (1 - a) * x) == 0
    assert result["values"] == {}


EQUIVALENT = [
    pytest.param(["; ".join(NEURON)], id="one text"),
    pytest.param(["\n".join(NEURON)], id="lines of one text"),
    pytest.param([list(NEURON)], id="a list"),
    pytest.param([NEURON[0], list(NEURON[1:])], id="both"),
]


@pytest.mark.parametrize("program", EQUIVALENT)
def test_a_program_may_come_in_any_pieces(program: list[str | list[str]]) -> None:
    assert pdtutor.backprop(*program).to_dict() == pdtutor.backprop(*NEURON).to_dict()


def test_equations_are_a_program_too() -> None:
    w, x, z, out = sympy.symbols("w x z L")
    result = pdtutor.backprop(sympy.Eq(z, w * x), sympy.Eq(out, z**2)).to_dict()
    assert result["gradients"] == {"w": "2*x*z", "x": "2*w*z"}


def test_a_node_used_twice_gets_the_sum_of_two_terms() -> None:
    result = pdtutor.backprop("u = x^2", "v = sin(u)", "L = u v", wrt="x", at="x=1.5").to_dict()
    assert [path["path"] for path in result["paths"]["x"]] == [["L", "u", "x"], ["L", "v", "u", "x"]]
    assert sum(path["value"] for path in result["paths"]["x"]) == pytest.approx(result["values"]["x"], rel=1e-15)


def test_an_unknown_activation_stays_a_symbol() -> None:
    result = pdtutor.backprop("z = w*x", "a = f(z)", "L = a^2", wrt="w", at="w=1,x=2")
    (path,) = result.to_dict()["paths"]["w"]
    assert path["factors"] == ["2*a", "Derivative(f(z), z)", "x"]
    assert result.to_dict()["nodes"][0]["value"] == 2.0
    assert result.to_dict()["values"] == {}
    assert "f′(z)" in repr(result)


def test_a_gradient_may_be_taken_by_a_node() -> None:
    result = pdtutor.backprop("u = x^2", "L = u^3", wrt="u,L", at="x=2").to_dict()
    assert result["gradients"] == {"u": "3*u**2", "L": "1"}
    assert result["values"] == {"u": 48.0, "L": 1.0}


def test_a_point_that_leaves_an_input_open_gives_what_it_settles() -> None:
    nodes = pdtutor.backprop(*NEURON, at="w=1,x=2,b=0").to_dict()["nodes"]
    assert [node["value"] is None for node in nodes] == [False, False, True]
    assert [node["adjoint_value"] for node in nodes] == [None, None, 1.0]


def test_a_node_the_output_does_not_use_is_named() -> None:
    result = pdtutor.backprop("q = 3x", "L = x^2", at="x=1").to_dict()
    assert (result["unused"], result["nodes"][0]["adjoint"]) == (["q"], "0")


STOPPED = [
    ("z = w - 2; a = ln(z); L = a^2", "w=1", "a", "domain", 1),
    ("z = w^2; a = exp(z); L = a + 1", "w=100", "a", "overflow", 1),
    ("z = 1/w; L = z^2", "w=0", "z", "domain", 0),
    ("z = sqrt(w); L = z^2", "w=-1", "z", "domain", 0),
]


@pytest.mark.parametrize(("program", "at", "node", "why", "known"), STOPPED)
def test_a_forward_pass_stops_where_there_is_no_value_and_keeps_what_it_has(program: str, at: str, node: str, why: str, known: int) -> None:
    result = pdtutor.backprop(program, at=at)
    assert result.to_dict()["stopped"] == {"node": node, "why": why}
    assert sum(each["value"] is not None for each in result.to_dict()["nodes"]) == known
    assert result.problem is not None
    assert node in result.problem.message


def test_at_a_kink_the_comparison_says_so() -> None:
    (entry,) = pdtutor.backprop("z = relu(w)", "L = 3z", at="w=0").to_dict()["gradient_check"]
    assert (entry["is_kink"], entry["backward"], entry["central_difference"]) == (True, 0.0, pytest.approx(1.5))


REFUSED = [
    ({"wrt": "q"}, "q does not occur", "unknown_variable"),
    ({"at": "q=1"}, "q does not occur", "unknown_variable"),
    ({"at": "z=1"}, "z is computed, on line 1", "usage"),
    ({"at": "w=1,w=2"}, "given twice", "syntax"),
    ({"assume": "w>0", "at": "w=-1"}, "outside its domain", "domain"),
    ({"detail": "much"}, "detail is one of", "usage"),
    ({"wrt": ""}, "--wrt is empty", "usage"),
]


@pytest.mark.parametrize(("options", "message", "code"), REFUSED)
def test_what_does_not_fit_is_refused(options: dict[str, str], message: str, code: str) -> None:
    with pytest.raises(TutorError) as caught:
        pdtutor.backprop(*NEURON, **options)  # type: ignore[arg-type]
    assert message in caught.value.message
    assert caught.value.code == code


def test_a_program_of_numbers_has_no_inputs() -> None:
    with pytest.raises(TutorError, match="no inputs"):
        pdtutor.backprop("z = 3", "L = z^2")


def test_paths_too_many_to_list_are_counted_and_the_gradient_is_still_there() -> None:
    program = ["v0 = x + w", *(f"v{k} = v{k - 1}^2/3 + v{k - 1} w" for k in range(1, 30))]
    result = pdtutor.backprop(*program, at="x=0.1,w=0.3").to_dict()
    assert result["path_counts"] == {"w": 30, "x": 1}
    assert result["paths"]["w"] is None
    assert len(result["paths"]["x"]) == 1
    assert [entry["relative_error"] < 1e-8 for entry in result["gradient_check"]] == [True, True]


def test_long_adjoints_are_named_and_spell_out_to_the_gradient() -> None:
    program = ["v0 = x + w", *(f"v{k} = v{k - 1}^2/3 + v{k - 1} w" for k in range(1, 30))]
    result = pdtutor.backprop(*program).to_dict()
    known = {"x": 0.1, "w": 0.3}
    for node in result["nodes"]:
        known[node["name"]] = eval(node["expression"], {}, known)
    for name, expression in result["shared"].items():
        known[name] = eval(expression, {}, known)
    values = pdtutor.backprop(*program, at="x=0.1,w=0.3").to_dict()["values"]
    for name, expression in result["gradients"].items():
        assert eval(expression, {}, known) == pytest.approx(values[name], rel=1e-12)


def test_the_result_is_json() -> None:
    assert json.loads(json.dumps(pdtutor.backprop(*NEURON, at=POINT).to_dict(), allow_nan=False))["output"] == "L"


def test_a_line_that_the_output_does_not_use_spoils_nothing() -> None:
    result = pdtutor.backprop("u = x", "m = sqrt(u)", "L = u^2", at="x=0").to_dict()
    assert (result["values"], result["unused"]) == ({"x": 0.0}, ["m"])


def test_an_output_that_does_not_move_has_the_adjoint_1_and_the_gradient_0() -> None:
    result = pdtutor.backprop("L = x - x", at="x=1").to_dict()
    assert (result["values"], result["nodes"][0]["adjoint_value"]) == ({"x": 0.0}, 1.0)


def test_what_vanishes_is_no_overflow() -> None:
    assert pdtutor.backprop("z = sech(x)", "L = z + x", at="x=1000").to_dict()["values"] == {"x": 1.0}


LOST = [("z = sqrt(x); L = z^2", "x=0", "nan"), ("a = 10^200 y; L = 10^200 a", "y=10^-200", "inf")]


@pytest.mark.parametrize(("program", "at", "value"), LOST)
def test_an_adjoint_that_is_no_number_is_compared_with_nothing(program: str, at: str, value: str) -> None:
    result = pdtutor.backprop(program, at=at).to_dict()
    assert list(result["values"].values()) == [value]
    assert [entry["relative_error"] for entry in result["gradient_check"]] == [None]


KINKS = [
    ("L = |x|", "x=0", True),
    ("L = max(x, 0)", "x=0", True),
    ("L = 1000 x^2", "x=1", False),
    ("L = x |x|", "x=0", False),
    ("L = exp(9x)", "x=1", False),
]


@pytest.mark.parametrize(("program", "at", "expected"), KINKS)
def test_a_kink_is_told_from_a_curve(program: str, at: str, expected: bool) -> None:
    (entry,) = pdtutor.backprop(program, at=at).to_dict()["gradient_check"]
    assert entry["is_kink"] is expected


def test_functions_that_sympy_thinks_long_about_are_compared_by_numbers() -> None:
    program = ["a = tanh(x y)", "b = atanh(a/2)", "c = acos(b/9)", "d = asinh(c b)", "L = atanh(d/9) a"]
    check = pdtutor.backprop(*program).to_dict()["check"]
    assert (check["symbolic"], check["points"] > 0, check["max_relative_error"] < 1e-6) == (None, True, True)
