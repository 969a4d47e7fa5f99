"""Shapes of steps of descent: polynomials up to level 3, then squared errors and the methods with a memory."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, Shape, descent, number

RULES = {
    "momentum": "Momentum keeps a velocity, `v ← 0.9·v + g`, which is 0 before the first step, and moves by `−η·v`.",
    "nesterov": "Nesterov's method keeps a velocity, `v ← 0.9·v + g`, which is 0 before the first step, and moves by `−η·(g + 0.9·v)`.",
    "adagrad": "AdaGrad keeps `s ← s + g²` for each variable, which is 0 before the first step, and moves by `−η·g/√s`.",
}


def first(method: str, function: str, start: str, rate: str) -> Shape:
    """The first step of a method with a memory, whose rule the prompt says."""
    prompt = f"{RULES[method]} Where does its first step lead, from `{start}`, with the rate `η = {rate}`?"
    return replace(descent(function, start, rate, method), prompt=prompt)


BY_METHOD = (
    "First the gradient `g`: the derivative of `L` at the point where it stands.",
    "Then what the method keeps: put `g` into its line.",
    "Then the move by that line, added to where it stands.",
)
LEVELS: Levels = {
    1: (
        descent("{a:2..4}*w^2", "w={p:3..7}", "0.1"),
        descent("w^2 - {a:3|5|7|9}*w", "w={p:2..8}", "{r:0.1|0.25}"),
        descent("w^2 + {c:3..9}", "w={p:-4|3|5|6}", "{r:0.1|0.2}"),
        descent("(w - {a:2..9})^2", "w={p:1|-2|12}", "{r:0.1|0.25}"),
        descent("w^2 + {a:4..9}*w {s} {c}", "w={p:2|3|-1}", "{r:0.1|0.2}"),
        descent("x^3 - {a:5..9}*x^2", "x={p:2|3|-1}", "0.1"),
        descent("x^3 + x^2 - {a:3..9}*x", "x={p:2|-2}", "0.1"),
        descent("x^4 - {a:3..9}*x^2 + x", "x={p:2|-2}", "0.01"),
        descent("x + {a:8|12|20}/x", "x=2", "{r:0.1|0.5}"),
        descent("x - {a:8|12|16|20}*sqrt(x)", "x=4", "{r:0.1|0.5}"),
        descent("x^2 + {a:8|24|32}/x", "x=2", "{r:0.1|0.05}"),
        descent("{a:2..4}*x^2 + {b:2..9}*y", "x={p:3..5}, y={q:6..9}", "0.1"),
        descent("{a:2..4}*x^2 + y^2", "x={p:5..7}, y={q:-3|4|8}", "0.1"),
        descent("x*y", "x={p:2..5}, y={q:-3|6|7}", "{r:0.1|0.5}"),
    ),
    2: (
        descent("x^2 + {a:3..4}*y^2 - {b:5..9}*x", "x={p:2|3|-4}, y={q:-1|2|6}", "0.1"),
        descent("x^2 + {a:3..5}*x*y + y^2", "x={p:2..4}, y={q:-1|5|6}", "0.1"),
        descent("x^2 {s} {a:3..5}*x*y + {b:2..4}*y^2", "x={p:2..4}, y={q:-1|-2|1}", "0.1"),
        descent("x^2 + y^{n:3..4}", "x={p:3..6}, y={q:-1|2}", "0.01"),
        descent("w^2 + b^2 - {a:3|5|7}*w - {c:4|6}*b", "w={p:1|2|-1}, b={q:-2|5|8}", "{r:0.1|0.25}"),
        descent("x*y - {a:5..9}*x", "x={p:2..4}, y={q:1|3|4}", "{r:0.1|0.2}"),
        descent("x^2*y", "x={p:2|3|-2}, y={q:5..7}", "0.01"),
        descent("x^2 - x*y^2", "x={p:5..6}, y={q:2|3|-2}", "0.1"),
        descent("{a:3..8}*x/y", "x={p:2..9}, y={q:1|2}", "0.1"),
        descent("x^2 + y^2 + z^2", "x={p:2..5}, y={q:-3|-1}, z={t:6..9}", "{r:0.1|0.2}"),
        descent("{a:4|8|12}*sqrt(x) + y^2", "x=4, y={q:-2|3|5}", "0.1"),
        descent("{a:4|12|20}/x + {b:3..6}*y^2", "x=2, y={q:-2|-1|1}", "0.1"),
        descent("w1^2 + w1*w2 - {a:3..9}*w2", "w1={p:2|4|-1}, w2={q:5..8}", "0.1"),
    ),
    3: (
        descent("x^2*y^2 - {a:3..9}*x", "x={p:2|-1}, y={q:1|3}", "0.1"),
        descent("(x - {a:2..9})^2 + {b:3..4}*(y + {c:2..5})^2", "x={p:1|-1}, y={q:1|2|-1}", "0.1"),
        descent("x^3 + y^3 - {a:4..9}*x*y", "x={p:2|-1}, y={q:1|3|-2}", "{r:0.05|0.01}"),
        descent("x^4 - {a:4..9}*x*y + y^2", "x={p:2|-1}, y={q:1|-2}", "{r:0.05|0.01}"),
        descent("x^2*y {s} {a:3..9}*y^2", "x={p:2|4|-3}, y={q:1|-1|-2}", "0.1"),
        descent("x*y*z", "x={p:2|3|-1}, y={q:4..6}, z={t:-2|7}", "0.1"),
        descent("x^2*y {s} {a:2..5}*y*z", "x={p:3|-2}, y={q:1|-1|4}, z={t:6|-3}", "0.1"),
        descent("x*y + {a:8|12}/x + {b:16|20}/y", "x=2, y={q:1|4}", "0.1"),
        descent("x^2 + {a:3..4}*y^2 - {b:5..7}*x*y - {c:2..9}*x", "x={p:1|3|-1}, y={q:2|-2}", "0.1"),
        descent("w^2*x^2 - {a:3..9}*w*x", "w={p:2|-1}, x={q:1|3}", "0.01"),
        descent("x^2/y", "x={p:3|-2|4}, y={q:1|2}", "0.1"),
        descent("w1^2 + {a:2..4}*w2^2 + w1*w2 - {b:5..9}*w1", "w1={p:1|2|-2}, w2={q:3|-1}", "0.1"),
        descent("y*sqrt(x) + {a:2..4}*y^2", "x=4, y={q:-2|1|4}", "0.1"),
    ),
    4: (
        descent("({a:2..4}*w - {b:5..9})^2", "w={p:1|3|-1}", "{r:0.01|0.02}"),
        descent("({a:2..3}*w + b - {c:7..9})^2", "w=1, b={q:2|-1|-2}", "{r:0.05|0.02}"),
        descent("(w1*w2 + {a:2..3}*w2 - {b:8..9})^2", "w1={p:1|2}, w2={q:1|-1}", "0.01"),
        descent("(w*b - {a:5..9})^2", "w={p:1|2|-1}, b={q:2|3}", "{r:0.05|0.01}"),
        descent("((w - {a:5..9})^2 + ({b:2..3}*w - {c:7..9})^2)/2", "w={p:1|2}", "0.1"),
        descent("(w - {a:5..9})^2 + {b:2..4}*w^2", "w={p:1|2|-1}", "0.1"),
        descent("(w - {a:5..9})^2 + (b - {c:2..3}*w)^2", "w={p:1|2}, b={q:-2|3}", "0.1"),
        descent("exp({a:2..5}*x - y) + x^2", "x=2, y=2*{a}", "0.1"),
        descent("x^2 + {a:2..5}*sin(y)", "x={p:3|4|-2}, y=0", "0.1"),
        first("nesterov", "{a:2..4}*w^2", "w={p:3|5|6}", "{r:0.02|0.05}"),
        first("nesterov", "x^2 + {a:3..5}*x*y", "x={p:1|2}, y={q:3|-2}", "0.1"),
        first("momentum", "w^2*b {s} {a:3..9}*b", "w={p:2|-1}, b={q:1|3}", "0.1"),
        first("adagrad", "{a:2..5}*w^2", "w={p:2..7}", "0.1"),
        number(
            "Momentum keeps a velocity, `v ← 0.9·v + g`, and moves by `−η·v`. On `L = {a:2..4}·w²` it has come to `w = {p:2..6}` with "
            "`v = {v:1..6}0`. Where does the next step lead, with the rate `η = 0.01`?",
            "{p} - 0.01*(9*{v} + 2*{a}*{p})",
            *BY_METHOD,
        ),
    ),
    5: (
        descent("(w + b - {a:5..9})^2 + ({d:2..3}*w + b - {c:2..9})^2", "w={p:1|2}, b={q:-1|3}", "{r:0.02|0.01}"),
        descent("((w + b - {a:5..9})^2 + ({d:2..3}*w + b - {c:2..9})^2)/2 + w^2", "w={p:1|2}, b={q:-1|3}", "0.05"),
        descent("(w1*w2*{a:2..3} - {b:5..9})^2", "w1={p:1|-1}, w2={q:1|2|3}", "0.01"),
        descent("(1 - x)^2 + {a:3..5}*(y - x^2)^2", "x={p:2|-1|-2}, y={q:1|3}", "0.01"),
        descent("x*exp(y - {a:2..5}*x)", "x=2, y=2*{a}", "0.1"),
        descent("x^2*exp({a:2..5} - y) + {b:2..8}*y", "x={p:3|-2}, y={a}", "0.1"),
        descent("(w2*exp(w1) - {a:5..9})^2", "w1=0, w2={q:2|3|4}", "{r:0.01|0.02}"),
        descent("ln(x^2 + y^2)", "{p:x=3, y=-1|x=-1, y=2|x=-2, y=4}", "{r:0.5|0.1}"),
        descent("sqrt(x^2 + y^2)", "{p:x=3, y=4|x=-4, y=3|x=8, y=-6}", "0.5"),
        descent("(w1*w2 - {a:5..9})^2 + {b:2..3}*(w1^2 + w2^2)", "w1={p:1|-1}, w2={q:1|2}", "0.05"),
        first("nesterov", "(w + {a:2..3}*b - {c:7..9})^2", "w={p:1|2}, b={q:1|-1}", "0.01"),
        first("adagrad", "(w1 - {a:6..9})^2 + {b:2..4}*w2^2", "w1=2, w2={q:3|4|-5}", "0.1"),
        number(
            "Adam keeps `m ← 0.9·m + 0.1·g` and `s ← 0.999·s + 0.001·g²` and moves by `−η·m/√s`; in the first step `m` is corrected to "
            "`g`, and `s` to `g²`. Where does its first step on `L = {a:2..4}·(w − {b:7..9})²` lead, from `w = {p:2..5}`, with the rate "
            "`η = {r:0.1|0.2|0.5}`?",
            "{p} + {r}",
            *BY_METHOD,
        ),
        number(
            "RMSProp keeps `s ← 0.99·s + 0.01·g²`, which is 0 before the first step, and moves by `−η·g/√s`. Where does its first step on "
            "`L = {a:2..4}·w²` lead, from `w = {p:3..9}`, with the rate `η = {r:0.1|0.02|0.05}`?",
            "{p} - 10*{r}",
            *BY_METHOD,
        ),
        number(
            "Momentum keeps a velocity, `v ← 0.9·v + g`, which is 0 at first, and moves by `−η·v`. Where is it after two steps on "
            "`L = w² + {c}`, from `w = {p:2..9}`, with the rate `η = 0.1`?",
            "{p}*(0.8 - 0.1*(1.8 + 1.6))",
            *BY_METHOD,
        ),
    ),
}
