"""Shapes of losses."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, Shape, derivative, find_the_error, gradient


def _shorter(function: str, answer: str, wrt: str) -> Shape:
    """∂f/∂x where what is computed is not the shortest way to write it."""
    return replace(derivative(function, wrt), answer=answer)


LEVELS: Levels = {
    1: (
        derivative("(p - y)^2", "p"),
        derivative("(y - p)^2/{a:2..4}", "p"),
        derivative("(w*x - {c})^2", "{v:w|x}"),
        derivative("({a}*w - {b})^2", "w", at="w={k:1..3}"),
        derivative("(w*x + b - y)^2/{a:2..4}", "b"),
        derivative("{a}*λ*w^2", "w"),
        derivative("-{a}*y*ln(p)", "p"),
        derivative("-{a}*ln(1 - p)", "p"),
        _shorter("-y*ln(p) - (1 - y)*ln(1 - p)", "(1 - y)/(1 - p) - y/p", "p"),
        derivative("exp(-{a}*y*p)", "p"),
        derivative("{a}*softplus(z) - y*z", "z"),
        derivative("((b - {c:5..9})^2 + (b + {d:1..4})^2)/2", "b"),
        derivative("(w - {a})^2 + λ*w^2", "w"),
    ),
    2: (
        derivative("(w*x + b - {c})^2", "{v:w|b|x}"),
        derivative("(y - w*x - b)^2/2", "{v:w|b}"),
        derivative("(w*x + b - y)^2", "w", at="w={a:2..4}, x={c:3..5}, b={d:1..2}, y={k:6..30}", is_zero_meant=True),
        derivative("(y - w*x)^2 + {a}*w^2", "w"),
        _shorter("(({a:2..4}*w - {c:1..9})^2 + ({b:5..7}*w - {d:1..9})^2)/2", "{a}*({a}*w - {c}) + {b}*({b}*w - {d})", "w"),
        derivative("{a}*p - y*ln(p)", "p"),
        derivative("bce(p, y)", "p"),
        derivative("bce(p, {y:0|1})", "p", at="p=1/{k:3..9}"),
        derivative("bce(sigmoid(z), y)", "z"),
        derivative("{a}*z^2 + softplus(z) - y*z", "z"),
        derivative("-ln(sigmoid({a}*z))", "z"),
        derivative("ln(1 + exp({a}*z))", "z"),
        derivative("(exp({a}*w) - y)^2", "w"),
        derivative("exp({a}*z) - y*z", "z"),
        find_the_error("(y - w*x)^2", "{m:ml.mse_sign|ml.mse_input_missing}", "w"),
    ),
    3: (
        derivative("bce(sigmoid(w*x + b), y)", "{v:w|b}"),
        derivative("-ln(sigmoid({a}*w + {b}))", "w"),
        derivative("ln({a} + exp({b}*z)) - y*z", "z"),
        derivative("{a}*({g:sigmoid|tanh}(z) - y)^2", "z"),
        derivative("softplus(w*x) - y*w*x", "{v:w|x}"),
        derivative("ln(exp(z1) + exp(z2)) - {a}*z1", "{v:z1|z2}"),
        derivative("logsumexp(z1, z2) - z1", "{v:z1|z2}"),
        derivative("(w*x + b - y)^2/2 + {a}*w^2/2", "w"),
        derivative("(y - w1*x1 - w2*x2)^2/2", "{v:w1|w2|x1}"),
        derivative("(({a:2..4}*w + b - {c})^2 + ({d:5..7}*w + b)^2)/2", "{v:w|b}"),
        derivative("sqrt(r^2 + {a})", "r"),
        derivative("huber(w*x - y, {a:2..5})", "w", at="w=2, x={b:2..4}, y={k:1|5|12}", is_zero_meant=True),
        derivative("exp(-y*(w*x + b))", "{v:w|b}"),
        derivative("-ln({a:2..5}*exp(z)/({a} + exp(z)))", "z"),
    ),
    4: (
        derivative("bce(sigmoid(w*x + b), {y:0|1})", "w", at="w={a:2..4}, x={c:3..7}, b=-{a}*{c}"),
        derivative("sqrt((w*x - y)^2 + 1)", "w"),
        derivative("(sigmoid(w*x + b) - y)^2", "{v:w|b}"),
        derivative("({g:tanh|exp}(w*x + b) - y)^2/2", "{v:w|x}"),
        derivative("-ln(exp(z1)/(exp(z1) + exp(z2)))", "{v:z1|z2}"),
        derivative("exp(z1)/(exp(z1) + exp(z2))", "{v:z1|z2}"),
        _shorter("logsumexp(z1, z2, z3) - z2", "exp(z1)/(exp(z1) + exp(z2) + exp(z3))", "z1"),
        _shorter("logsumexp(z1, z2, z3) - z2", "exp(z2)/(exp(z1) + exp(z2) + exp(z3)) - 1", "z2"),
        derivative("huber(w*x + b - y)", "{v:w|b}"),
        derivative("-ln(1 - sigmoid(w*x + b))", "w"),
        derivative("softplus(-y*(w*x + b))", "{v:w|b}"),
        derivative("bce(sigmoid(w*x), y) + {a}*w^2", "{v:w|x}"),
        derivative("((w*x1 + b - y1)^2 + (w*x2 + b - y2)^2)/2", "{v:w|b}"),
        derivative("exp(w*x + b) - y*(w*x + b)", "{v:w|b}"),
        gradient("(w*x + b - {a})^2", "w, {k:b|x}"),
        gradient("bce(sigmoid(w*x + b), y)", "w, b"),
        gradient("((w*x1 + b - y1)^2 + (w*x2 + b - y2)^2)/2", "w, b", at="w=2, b=1, x1={a:1..2}, x2=3, y1={c:2|5}, y2={d:4|9}"),
        find_the_error("(w*x + b - y)^2 + λ*w^2", "ml.l2_factor", "w"),
    ),
    5: (
        derivative("exp(z{i:1|2})/(exp(z1) + exp(z2) + exp(z3))", "z1"),
        derivative("-ln(exp(z{i:1|2})/(exp(z1) + exp(z2) + exp(z3)))", "z1"),
        _shorter("logsumexp(z1, z2, z3) - y1*z1 - y2*z2 - y3*z3", "exp(z{i})/(exp(z1) + exp(z2) + exp(z3)) - y{i}", "z{i:1|2|3}"),
        derivative("logsumexp(w1*x, w2*x + b) - w1*x", "{v:w1|w2|x}"),
        derivative("(w2*{g:tanh|exp}(w1*x) - t)^2", "{v:w1|x}"),
        derivative("(w2*sigmoid(w1*x + b1) + b2 - t)^2", "{v:w1|w2|b1}"),
        derivative("bce(sigmoid(w2*tanh(w1*x)), t)", "{v:w1|w2|x}"),
        derivative("bce(sigmoid(w1*x1 + w2*x2 + b), y) + {a}*(w1^2 + w2^2)", "{v:w1|w2}"),
        derivative("(bce(sigmoid(w*x1 + b), y1) + bce(sigmoid(w*x2 + b), y2))/2", "{v:w|b}"),
        derivative("huber(w1*x1 + w2*x2 - y, {a}) + λ*w1^2", "w1"),
        derivative("{a}*ln(1 + exp(-y*(w*x + b))) + w^2/2", "w"),
        gradient("(tanh(w*x + b) - y)^2", "w, {k:b|x}"),
        gradient("({a:2..4}*w + b - {c})^2 + ({d:5..7}*w + b - {k:1..9})^2", "w, b"),
        gradient("logsumexp(z1, z2, z3) - z1", "z1, z2, z3"),
    ),
}
