"""The JSON format keeps its promises over many expressions: its shape, its texts, and every node a true derivative."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sympy

from pdtutor.render import json as format
from pdtutor.render.json import numbers
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from pdtutor.requests.total import total
from tests.render.json_reader import Document, agree, nodes

EXPRESSIONS = [
    "x^2 y + sin(x y)",
    "3",
    "-x",
    "x/y - y/x",
    "(x + y)^3 (x - y)^2",
    "x^y + y^x",
    "x^x",
    "2^x + e^(x y) + 10^(-y)",
    "ln(x y) + log(x, y)",
    "sqrt(x^2 + y^2)",
    "cbrt(x) + x^(2/3)",
    "tan x + cot x + sec x + csc x",
    "asin(x/2) + acos(y/2) + atan(x y)",
    "sinh x cosh y + tanh(x y)",
    "asinh x + acosh(x + 2) + atanh(y/2)",
    "atan2(y, x)",
    "erf(x y)",
    "|x - y|",
    "sign(x) x^2",
    "max(0, x - 1/2) + min(x, y, 1/3)",
    "clip(3x, 0, 1)",
    "where(x > y, x^2, sin y)",
    "where(x > 1/2 and y > 1/2, x y, 0)",
    "sigmoid(w x + b)",
    "relu(w x + b)",
    "softplus(x) + silu(x) + gelu(x)",
    "elu(x - 1/2, 2) + leaky_relu(x - 1/2, 1/10)",
    "hardswish(4x) + hardtanh(2x) + relu6(8x)",
    "huber(x - y, 1/4)",
    "bce(sigmoid(z), y)",
    "logsumexp(x, y, z)",
    "norm(x, y, z)",
    "f(w x + b)",
    "f(x, x y)",
    "g(f(x))",
    "beta gamma zeta + S N Q E I O C",
    "lambda^2 + θ_1 + ŷ + w_out",
    "(y - (w1 x1 + w2 x2 + b))^2",
    "sin(sin(sin(x)))",
    "x y z w u v",
    "1/(1 + e^(-(w x + b)))",
    "0.1 x + 1e-3 y",
    "5",
]


def document(text: str, **options: Any) -> dict[str, Any]:
    """What is printed, read back."""
    wrt = {"wrt": "x"} if text.isdigit() else {}
    content: dict[str, Any] = json.loads(format.text(format.document(partial(text, **wrt, **options))))
    return content


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_node_gives_the_derivative_of_what_it_is_of(text: str) -> None:
    read = Document(document(text))
    for root in read.derivations():
        for node in nodes(root):
            expected = sympy.diff(read.parsed(node["of"]), read.parsed(node["wrt"])).doit()
            assert agree(read.parsed(node["gives"]), expected) > 0, node


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_the_root_is_of_the_reading_and_gives_the_derivative(text: str) -> None:
    content = document(text)
    for entry in content["result"]["partials"]:
        assert entry["steps"]["of"] == content["reading"]
        assert entry["steps"]["gives"] == entry["derivative"]
        assert entry["steps"]["wrt"] == entry["wrt"]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_object_has_the_members_of_the_contract(text: str) -> None:
    content = document(text)
    assert list(content) == ["schema", "command", "reading", "notes", "indexed", "functions", "result"]
    assert (content["schema"], content["command"]) == (1, "partial")
    for entry in content["result"]["partials"]:
        assert list(entry) == ["wrt", "derivative", "steps", "held", "conditions", "value", "check"]
        assert entry["value"] is None
        assert set(entry["check"]) == {"symbolic", "points", "max_relative_error"}
        for node in nodes(entry["steps"]):
            assert list(node) == ["rule", "of", "wrt", "gives", "because", "held", "names", "steps"]
            assert node["because"]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_the_document_is_ascii_and_its_names_are_pythons(text: str) -> None:
    printed = format.text(format.document(partial(text, wrt="x" if text.isdigit() else None)))
    assert printed.isascii()
    assert "\n" not in printed
    for entry in json.loads(printed)["result"]["partials"]:
        assert entry["wrt"].isidentifier()
        assert all(name.isidentifier() for name in entry["held"])


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_other_variable_is_held(text: str) -> None:
    content = document(text)
    variables = [entry["wrt"] for entry in content["result"]["partials"]]
    for entry in content["result"]["partials"]:
        assert sorted([*entry["held"], entry["wrt"]]) == sorted(variables)


def test_names_given_to_inner_functions_are_fresh_and_nested_ones_differ() -> None:
    def check(step: dict[str, Any], taken: set[str]) -> None:
        assert not taken & set(step["names"])
        for child in step["steps"]:
            check(child, taken | set(step["names"]))

    content = document("u sin(u sin(v cos(u v)))")
    for entry in content["result"]["partials"]:
        check(entry["steps"], {"u", "v"})


def test_a_greek_name_and_a_keyword_are_spelled_in_ascii() -> None:
    content = document("lambda θ ŷ")
    assert [entry["wrt"] for entry in content["result"]["partials"]] == ["lambda_", "theta", "yhat"]


def test_functions_that_sympy_lacks_are_defined_beside() -> None:
    assert document("sigmoid(x) f(x)")["functions"] == {
        "sigmoid": {"args": ["z"], "is": "1/(1 + exp(-z))"},
        "f": {"args": ["t"], "is": None},
    }


def test_families_are_named_under_indexed() -> None:
    content = document("exp(z[i])/sum(exp(z[j]), j=1..n)", wrt="z[k]")
    assert content["indexed"] == ["z"]
    assert [entry["wrt"] for entry in content["result"]["partials"]] == ["z[k]"]


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("x^2", "x=3", {"exact": "6", "decimal": 6.0}),
        ("sin x", "x=pi/3", {"exact": "1/2", "decimal": 0.5}),
        ("x^2 y", "x=3", {"exact": "6*y", "decimal": None}),
        ("e^x", "x=1", {"exact": "exp(1)", "decimal": 2.718281828459045}),
    ],
)
def test_a_value_is_exact_with_a_decimal_beside_it(text: str, at: str, value: dict[str, Any]) -> None:
    assert document(text, at=at, wrt="x")["result"]["partials"][0]["value"] == value


def test_no_derivative_at_a_kink_is_said_with_both_slopes() -> None:
    value = document("|x|", at="x=0")["result"]["partials"][0]["value"]
    assert (value["exact"], value["decimal"], value["why"], value["sides"]) == (None, None, "kink", [-1.0, 1.0])


def test_numbers_that_are_not_finite_are_spelled() -> None:
    assert [numbers.plain(number) for number in (float("inf"), float("-inf"), float("nan"), 1.5, None)] == ["inf", "-inf", "nan", 1.5, None]
    printed = format.text(format.document(partial("cbrt(x)", at="x=0")))
    assert "Infinity" not in printed
    json.loads(printed)


def test_order_has_a_list_of_roots_each_of_what_the_one_before_gave() -> None:
    (entry,) = document("x^2 y^3 z", order="x,y,z")["result"]["partials"]
    assert list(entry) == ["order", "derivative", "steps", "held", "conditions", "value", "check"]
    assert entry["order"] == ["x", "y", "z"]
    assert [root["wrt"] for root in entry["steps"]] == ["x", "y", "z"]
    assert [root["of"] for root in entry["steps"][1:]] == [root["gives"] for root in entry["steps"][:-1]]
    assert entry["derivative"] == "6*x*y**2"


def test_a_gradient_has_the_members_of_the_contract() -> None:
    content = format.document(gradient("x^2 y", at="x=1,y=1"))["result"]
    assert list(content) == ["variables", "gradient", "partials", "conditions", "value", "norm", "steepest_ascent", "check", "shared"]
    assert content["shared"] == {}
    assert content["variables"] == ["x", "y"]
    assert content["gradient"] == ["2*x*y", "x**2"]
    assert [value["exact"] for value in content["value"]] == ["2", "1"]
    assert content["norm"]["exact"] == "sqrt(5)"
    assert [value["decimal"] for value in content["steepest_ascent"]] == pytest.approx([2 / 5**0.5, 1 / 5**0.5])


LONG = "(y - (" + " + ".join(f"w{i} x{i}" for i in range(1, 8)) + " + b))^2"


def test_a_long_gradient_shares_parts_and_leaves_steps_out() -> None:
    content = format.document(gradient(LONG))
    read = Document(content)
    result = content["result"]
    assert len(result["variables"]) == 16
    assert all(entry["steps"] is None for entry in result["partials"])
    shared = {read.parsed(name): read.parsed(part) for name, part in result["shared"].items()}
    for name, entry in zip(result["variables"], result["gradient"], strict=True):
        whole = read.parsed(entry)
        for part in reversed(list(shared)):
            whole = whole.subs(part, shared[part])
        assert agree(whole, sympy.diff(read.parsed(content["reading"]), read.parsed(name))) > 0


KINKS = f"max(w1, x2) + |w3 - 1| + y w2 + {LONG}"
DOMAINS = f"ln(w1) + ln(x2 + 1) + w3^w4 + (x3 + x4)^w5 + {LONG}"


@pytest.mark.parametrize("text", [LONG, KINKS, DOMAINS])
def test_a_long_gradient_lacks_nothing_but_the_steps(text: str) -> None:
    short, full = (format.document(gradient(text, detail=detail))["result"]["partials"] for detail in ("normal", "full"))
    assert all(entry["steps"] is None for entry in short)
    for name in ("wrt", "held"):
        assert [entry[name] for entry in short] == [entry[name] for entry in full]
    found, expected = ([{_places(c) for c in entry["conditions"]} for entry in entries] for entries in (short, full))
    assert found == expected


def _places(condition: str) -> str:
    """The condition, its sides in one order."""
    return "Ne(" + ", ".join(sorted(condition[3:-1].split(", "))) + ")" if condition.startswith("Ne(") else condition


def test_a_condition_is_said_of_the_entries_that_it_concerns() -> None:
    partials = format.document(gradient(f"ln(b - 1) + |w1 - 2| x1 + {LONG}"))["result"]["partials"]
    found = {entry["wrt"]: entry["conditions"] for entry in partials if entry["conditions"]}
    assert set(found) == {"b", "w1"}


def test_names_held_are_left_out_only_where_their_lists_would_be_enormous() -> None:
    def held(count: int) -> set[bool]:
        text = " + ".join(f"w{k}^2" for k in range(count))
        return {entry["held"] is None for entry in format.document(gradient(text))["result"]["partials"]}

    assert held(200) == {False}
    assert held(1100) == {True}


def test_a_long_gradient_in_full_has_its_steps() -> None:
    result = format.document(gradient(LONG, detail="full"))["result"]
    assert all(entry["steps"]["gives"] == entry["derivative"] for entry in result["partials"])
    assert result["shared"]


def test_partials_have_their_steps_at_every_detail() -> None:
    assert len({json.dumps(document("x^2 y + sin(x y)", detail=detail)) for detail in ("brief", "normal", "full")}) == 1


def test_the_conditions_of_a_relation_name_y_as_its_formula_does() -> None:
    result = format.document(total("x^3 + y^3 = 3xy", wrt="x", depends="y(x)"))["result"]
    assert "y(x)" in result["derivative"]
    assert [condition for condition in result["conditions"] if "y" in condition and "y(x)" not in condition] == []
    assert result["conditions"]
