"""Shapes of paths of backpropagation: programs of named lines, the last of which is `f`."""

from __future__ import annotations

from pdtutor.practice.exercises.shapes import Levels, Shape, expression, number, total

NAMES = "The names of the lines may stand in the answer."
PROGRAM = "A program, its last line first."
NEURON = "A neuron and its loss `f`, last line first."
LAYERS = "Two layers and their loss `f`, last line first."
SHORTCUT = "A layer with a shortcut, last line first."
TWICE = "A program that uses the weight `w` twice, last line first."
MEMORY = "A memory `h` that is updated with the same `w` each time, last line first."


def _path(function: str, wrt: str, *given: str, at: str | None = None, story: str = PROGRAM) -> Shape:
    """The way back from f to a variable, through each line that is given."""
    asked = f"{story} Go back from `f` to `{wrt}`: what is `df/d{wrt}`?"
    return total(function, wrt, *given, at=at, prompt=asked if at else f"{asked} {NAMES}")


def _link(line: str, link: str, names: str, answer: str) -> Shape:
    """A local derivative, by what the way forward has left."""
    return expression(
        f"A program has the line `{line}`. Write its local derivative `{link}` with {names}.",
        answer,
        f"A local derivative is that of its own line alone: differentiate `{line}`, whatever comes before and after.",
        "What the way forward has left has a name: where it turns up in the derivative, the name may stand for it.",
        "σ′ is σ·(1 - σ) and tanh′ is 1 - tanh²: slopes that are made of the values themselves.",
    )


def _handed(lines: str, adjoints: str, to: str, names: str, answer: str) -> Shape:
    """An adjoint, by the adjoints of what comes after it."""
    return expression(
        f"A program has the lines {lines}. On the way back {adjoints}. What is the adjoint of `{to}`? Use {names}.",
        answer,
        "An adjoint is handed back along a line by multiplying with the local derivative of that line.",
        f"The way back to `{to}` leads through {lines}: take the local derivative of each.",
        f"Multiply along a line; where `{to}` comes in along several lines, add what they hand back.",
    )


BACK = (
    "Go back line by line: how fast does `f` move with `a`?",
    "Then how fast each line moves with what is inside it; the rates are multiplied.",
    "Put in the numbers that the way forward has left.",
)


LEVELS: Levels = {
    1: (
        _path("(a - y)^2", "{v:w|x}", "a = {c}*w*x", story=NEURON),
        _path("(a - y)^2/2", "{v:w|b}", "a = w*x + b", story=NEURON),
        _path("{g:sigmoid|softplus}(z)", "w", "z = {c}*w"),
        _path("v*a", "w", "a = tanh({c}*w)"),
        _path("exp(u)", "x", "u = x^{n:2..4}*y"),
        _path("u^{n:3..5}", "{v:x|y}", "u = {a}*x + {b}*y"),
        _path("sin(u)", "{v:x|y}", "u = {c}*x*y"),
        _path("{c}*a^2", "w", "a = w*x + b", at="w={k:2..3}, x={a:2..4}, b=1"),
        _path("(a - y)^2", "w", "a = {a}*w", at="w={k:1..3}, y={b:1|5|7}"),
        _link("a = sigmoid({c}*z)", "∂a/∂z", "`a` alone", "{c}*a*(1 - a)"),
        _link("a = tanh({c}*z)", "∂a/∂z", "`a` alone", "{c}*(1 - a^2)"),
        _link("z = w*x^{n:2..5} + b", "∂z/∂w", "`w`, `x` and `b`, as far as they are needed", "x^{n}"),
        _path("a - b", "x", "a = x^{n:3..5}", "b = {c}*x*y"),
    ),
    2: (
        _path("(a - y)^2", "{v:w|x}", "a = {g:tanh|exp}(z)", "z = w*x", story=NEURON),
        _path("(a - y)^2", "{v:w|b}", "a = {a}*z", "z = w*x + b", story=NEURON),
        _path("{g:softplus|tanh}(z)", "{v:w|b|x}", "z = w*x + b"),
        _path("v*a", "w", "a = {g:sigmoid|tanh}(z)", "z = {c}*w"),
        _path("(p - y)^2/2", "{k:w|x}", "p = v*a", "a = w*x", story=LAYERS),
        _path("exp(u)", "{k:x|y}", "u = v^{n:2..4}", "v = {a}*x + y"),
        _path("(a - y)^2", "w", "a = relu(z)", "z = w*x + b", at="w={a:2..3}, x={c:2..4}, b=-1, y={k:1|9}", story=NEURON),
        _path("{c}*a", "w", "a = sigmoid(z)", "z = w*x + b", at="w={a:2..4}, x={d:2..6}, b=-{a}*{d}"),
        _path("u^{n:2..3}", "x", "u = x + v", "v = {a}*x*y"),
        _handed("`a = tanh(z)` and `z = {c}*w`", "`a` is handed the adjoint `d`", "w", "`d` and `a`", "{c}*d*(1 - a^2)"),
        _handed("`a = sigmoid(z)` and `z = {c}*w`", "`a` is handed the adjoint `d`", "w", "`d` and `a`", "{c}*d*a*(1 - a)"),
        number(
            "Lines of a program: `f = (a - y)^2` and `a = w*x`. The way forward has left `a = {a}`; `x = {b}` and `y = {c}`. "
            "What is `df/dw` there?",
            "2*({a} - {c})*{b}",
            *BACK,
        ),
    ),
    3: (
        _path("(a - y)^2", "{v:w|b}", "a = {g:sigmoid|tanh|softplus}(z)", "z = w*x + b", story=NEURON),
        _path("(a - y)^2/2", "{v:w|x}", "a = {g:sigmoid|tanh}(z)", "z = {c}*w*x", story=NEURON),
        _path("softplus(z) - y*z", "{v:w|b}", "z = w*x + b", story="A loss `f` that uses the line `z` twice, last line first."),
        _path("(p - y)^2", "w1", "p = w2*a", "a = {g:tanh|exp}(z)", "z = w1*x", story=LAYERS),
        _path("u*v", "{k:x|y}", "u = {a}*x + {b}*y", "v = x*y"),
        _path("u^2 + v^3", "x", "u = {a}*x", "v = x*y"),
        _path("(h2 - y)^2", "w", "h2 = w*h1", "h1 = w*x", story=TWICE),
        _path("{c}*x + a", "x", "a = {g:tanh|softplus}(z)", "z = w*x", story=SHORTCUT),
        _path("(a - y)^2 + {c}*w^2", "w", "a = w*x + b", story="A loss with a penalty, last line first."),
        _path("{c}*(a - y)^2", "w", "a = sigmoid(z)", "z = w*x + b", at="w={a:2..3}, x={d:2..6}, b=-{a}*{d}, y={k:0|1}", story=NEURON),
        _path("u*v", "x", "u = x + y", "v = x*y", at="x={a:1..4}, y={b:2..5}"),
        _handed("`z = {c}*w*x` and `a = tanh(z)`", "`a` is handed the adjoint `d`", "w", "`d`, `a` and `x`", "{c}*d*(1 - a^2)*x"),
        _handed(
            "`u = {a}*x*y` and `v = x^3`",
            "`u` is handed the adjoint `p`, `v` the adjoint `q`",
            "x",
            "`p`, `q`, `x` and `y`",
            "{a}*p*y + 3*q*x^2",
        ),
        number(
            "Lines of a program: `f = (a - y)^2`, `a = relu(z)`, `z = w*x`. The way forward has left `z = a = {a}`; "
            "`x = {b}` and `y = {c}`. What is `df/dw` there?",
            "2*({a} - {c})*{b}",
            *BACK,
        ),
    ),
    4: (
        _path("(p - y)^2/2", "w1", "p = w2*a + b2", "a = {g:sigmoid|tanh|softplus}(z)", "z = w1*x + b1", story=LAYERS),
        _path("(p - y)^2", "{k:b|w2}", "p = w2*a", "a = {g:tanh|sigmoid}(z)", "z = w1*x + b", story=LAYERS),
        _path("(p - y)^2", "x", "p = w2*a", "a = {g:tanh|softplus}(z)", "z = {c}*w1*x", story=LAYERS),
        _path("{d}*a^2 + c", "w", "a = tanh(z)", "c = exp(z)", "z = w*x", story="A program that uses the line `z` twice, last line first."),
        _path("v*a + {c}*w*x", "{k:w|x}", "a = {g:tanh|softplus}(z)", "z = w*x", story=TWICE),
        _path("(h2 - y)^2", "w", "h2 = w*h1 + x2", "h1 = w*h0 + x1", story=MEMORY),
        _path("bce(p, y)", "{v:w|b|x}", "p = sigmoid(z)", "z = w*x + b", story=NEURON),
        _path("((p1 - y1)^2 + (p2 - y2)^2)/2", "{v:w|b}", "p1 = w*x1 + b", "p2 = w*x2 + b", story="The mean loss of two examples."),
        _path("bce(p, y) + {c}*w^2", "w", "p = sigmoid(z)", "z = w*x + b", story="A loss with a penalty, last line first."),
        _path(
            "(p - y)^2",
            "w1",
            "p = w2*a",
            "a = relu(z)",
            "z = w1*x + b",
            at="w1={a:1..2}, w2={c:2..3}, x={d:2..4}, b=-1, y={k:1|8}",
            story=LAYERS,
        ),
        _path("u*v", "{k:x|y}", "u = v + {c}*x", "v = x^2*y"),
        _handed(
            "`z1 = {c}*w1*x`, `a = tanh(z1)` and `z2 = w2*a`",
            "`z2` is handed the adjoint `d`",
            "w1",
            "`d`, `w2`, `a` and `x`",
            "{c}*d*w2*(1 - a^2)*x",
        ),
        _handed(
            "`a = sigmoid(z)`, `u = {c}*v*a` and `s = a^3`",
            "`u` is handed the adjoint `p`, `s` the adjoint `q`",
            "z",
            "`p`, `q`, `v` and `a`",
            "({c}*p*v + 3*q*a^2)*a*(1 - a)",
        ),
    ),
    5: (
        _path("(p - y)^2", "w1", "p = tanh(s)", "s = w2*a", "a = {g:tanh|sigmoid}(z)", "z = w1*x", story=LAYERS),
        _path("bce(p, y)", "{k:w1|b1}", "p = sigmoid(s)", "s = w2*a + b2", "a = {g:tanh|softplus}(z)", "z = w1*x + b1", story=LAYERS),
        _path("(p - y)^2", "x", "p = v1*a1 + v2*a2", "a1 = tanh(z1)", "a2 = tanh(z2)", "z1 = w1*x", "z2 = w2*x", story=LAYERS),
        _path("(p - y)^2/2", "{k:w|b}", "p = x + v*a", "a = {g:tanh|softplus}(z)", "z = w*x + b", story=SHORTCUT),
        _path("(p - y)^2", "x", "p = {c}*x + a", "a = {g:tanh|softplus}(z)", "z = w*x", story=SHORTCUT),
        _path("(h2 - y)^2", "w", "h2 = tanh(z2)", "z2 = w*h1", "h1 = tanh(z1)", "z1 = w*x", story=TWICE),
        _path("h3", "w", "h3 = w*h2 + x3", "h2 = w*h1 + x2", "h1 = w*h0 + x1", story=MEMORY),
        _path(
            "(h2 - y)^2",
            "w",
            "h2 = w*h1 + x2",
            "h1 = w*h0 + x1",
            at="w={c:2..3}, h0={a:1..2}, x1={b:1..2}, x2={k:-2|3}, y={d:1|7}",
            story=MEMORY,
        ),
        _path(
            "(p - y)^2",
            "w1",
            "p = w2*a + b2",
            "a = sigmoid(z)",
            "z = w1*x + b1",
            at="w1={a:2..3}, w2={c:2|4}, x={d:4..6}, b1=-{a}*{d}, b2={m:1..2}, y={k:0|5}",
            story=LAYERS,
        ),
        _path(
            "(p1 - y1)^2 + (p2 - y2)^2",
            "{k:w|x}",
            "p1 = v1*a",
            "p2 = v2*a",
            "a = tanh(z)",
            "z = w*x",
            story="A layer with two outputs, last line first.",
        ),
        _path("exp(u) + u*v", "{k:x|y}", "u = v^2", "v = {a}*x + y"),
        _handed(
            "`a = tanh({c}*w*x)`, `z1 = v1*a` and `z2 = v2*a`",
            "`z1` is handed the adjoint `d1`, `z2` the adjoint `d2`",
            "w",
            "`d1`, `d2`, `v1`, `v2`, `a` and `x`",
            "{c}*(d1*v1 + d2*v2)*(1 - a^2)*x",
        ),
    ),
}
