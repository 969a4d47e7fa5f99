"""Shapes of sums over data, by one entry of a vector or by a parameter that every term has."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, derivative

DELTA = "What is `∂f/∂z[k]`? In the answer, `delta(i, k)` is 1 where `i` and `k` are the same number, and 0 elsewhere."

LEVELS: Levels = {
    1: (
        derivative("sum(w[i]*x[i], i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum({a}*w[i]*x[i], i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum(w[i]*x[i], i=1..{n:4..9}) + b", "{v:w|x}[{k:1..3}]"),
        derivative("sum({a}*x[i]^{n:2..5}, i=1..n)", "x[k]"),
        derivative("sum(x[i]^{n:2..5}, i=1..n)/{a}", "x[k]"),
        derivative("{a}*sum(x[i], i=1..n)/n", "x[k]"),
        derivative("sum({a}*w*x[i], i=1..n)", "w"),
        derivative("sum({a}*w*x[i]^{n:2..4}, i=1..n)", "w"),
        derivative("sum({a}*x[i], i=1..n) {s} {c}*b", "{v:b|x[k]}"),
        derivative("sum({a:3..9}*w^2*x[i], i=1..n)", "w"),
        derivative("sum({a}*b + x[i], i=1..n)", "b"),
        derivative("{a}*b*sum(x[i], i=1..n)", "{v:b|x[k]}"),
    ),
    2: (
        derivative("sum(w[i]*x[i]^{n:2..4}, i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum({a}*w[i]*x[i], i=1..n)/n", "{v:w[k]|x[k]}"),
        derivative("sum(x[i]^2 {s} {a}*x[i], i=1..n)", "x[k]"),
        derivative("{a}*λ*sum(w[i]^2, i=1..n)", "{v:λ|w[k]}"),
        derivative("sum(w*x[i] {s} {a}*b*y[i], i=1..n)", "{v:w|b}"),
        derivative("sum(w*x[i] + {a}*b, i=1..n)", "{v:w|b|x[k]}"),
        derivative("sum(w^2*x[i] {s} {a}*w*y[i], i=1..n)", "w"),
        derivative("sum({a}*x[i]*y[i]*z[i], i=1..n)", "{v:x[k]|y[k]|z[k]}"),
        derivative("sum({a}*{g:exp|sin|cos}(x[i]), i=1..n)", "x[k]"),
        derivative("sum({a}*w[i]*{g:exp|sin|cos}(x[i]), i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum({a}/x[i], i=1..n)", "x[k]"),
        derivative("sum({a}*c[i]*x^i, i=0..n)", "{v:c[k]|x}"),
        derivative("sum({a}*i*x[i], i=1..n)", "x[k]"),
    ),
    3: (
        derivative("sum(({a:2..5}*w*x[i] - y[i])^2, i=1..n)", "w"),
        derivative("sum((w*x[i] + {a:2..5}*b - y[i])^2, i=1..n)", "{v:w|b}"),
        derivative("sum((x[i] - {a:2..5}*m)^2, i=1..n)/n", "{v:m|x[k]}"),
        derivative("sum((x[i] - {a:2..5}*y[i])^{n:2..3}, i=1..n)", "{v:x[k]|y[k]}"),
        derivative("sum((w[i]*x[i] {s} {a})^{n:2..4}, i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum({g:exp|sin|cos}({a}*x[i]), i=1..n)", "x[k]"),
        derivative("sum({g:exp|sin|cos}(w*x[i]), i=1..n)", "{v:w|x[k]}"),
        derivative("sum(x[i], i=1..n)^{n:2..4}", "x[k]"),
        derivative("sum({a:2..5}*w[i]*x[i], i=1..n)^{n:2..3}", "{v:w[k]|x[k]}"),
        derivative("sum(w[i]*exp({a:2..5}*x[i]), i=1..n)", "{v:w[k]|x[k]}"),
        derivative("sum(x[i]^2, i=1..n)^{n:2..3}", "x[k]"),
        derivative("{a}*sum(x[i], i=1..n)*sum(y[i], i=1..n)", "{v:x[k]|y[k]}"),
        derivative("sum(exp(x[i]^{n:2..3}), i=1..n)", "x[k]"),
        derivative("sum(w[i]*{g:exp|sin|cos}(i*x), i=1..n)", "{v:w[k]|x}"),
    ),
    4: (
        derivative("(sum({a:2..5}*w[i]*x[i], i=1..n) - y)^2", "{v:w[k]|x[k]|y}"),
        derivative("(sum(w[i]*x[i], i=1..n) + {a}*b - y)^2", "{v:w[k]|b}"),
        derivative("sum((w*x[i] + {a:2..5}*b - y[i])^2, i=1..n)/n", "{v:w|b}"),
        derivative("sum(({a:2..5}*w*x[i] - y[i])^2, i=1..n) + λ*w^2", "w"),
        derivative("{g:exp|sin|cos}(sum({a}*w[i]*x[i], i=1..n))", "{v:w[k]|x[k]}"),
        derivative("{a}*sqrt(sum(x[i]^2, i=1..n))", "x[k]"),
        derivative("exp(-sum(x[i]^2, i=1..n)/{a:2..6})", "x[k]"),
        derivative("{a}*ln(sum(exp(z[i]), i=1..n))", "z[k]"),
        derivative("ln(sum(w[i]*x[i], i=1..n))", "{v:w[k]|x[k]}"),
        derivative("{a}/sum(x[i], i=1..n)", "x[k]"),
        derivative("sum(v[i]*exp({a:2..5}*w[i]*x), i=1..n)", "{v:v[k]|w[k]|x}"),
        derivative("sum(y[i]*{g:sin|cos}({a:2..5}*w*t[i]), i=1..n)", "w"),
        derivative("sum(x[i], i=1..n)^2 {s} {a}*sum(x[i]^2, i=1..n)", "x[k]"),
        derivative("sum((y[i] - exp({a:2..5}*w*x[i]))^2, i=1..n)", "w"),
    ),
    5: (
        replace(derivative("exp(z[i])/sum(exp(z[j]), j=1..n)", "z[k]"), prompt=DELTA),
        derivative("exp({a:2..5}*z[k])/sum(exp({a}*z[j]), j=1..n)", "z[k]"),
        derivative("ln(sum(exp(z[j]), j=1..n)) - {a}*z[k]", "z[k]"),
        derivative("{a}*x[k]/sum(x[i], i=1..n)", "x[k]"),
        derivative("{a}*sum(w[i]*x[i], i=1..n)/sum(w[i], i=1..n)", "{v:x[k]|w[k]}"),
        derivative("(sum(w[i]*x[i], i=1..n) - y)^2 + {a:2..5}*sum(w[i]^2, i=1..n)", "w[k]"),
        derivative("sigmoid(sum(w[i]*x[i], i=1..n) + {a}*b)", "{v:w[k]|b}"),
        derivative("sum(sum({a}*h[i,j]*x[i]*x[j], j=1..n), i=1..n)", "x[k]"),
        derivative("sum((sum({a:2..5}*w[j]*x[i,j], j=1..m) - y[i])^2, i=1..n)", "w[k]"),
        derivative("sum(w[i]*exp(-{a:2..5}*(x - c[i])^2), i=1..n)", "{v:x|c[k]|w[k]}"),
        derivative("sum(p[i]*ln({a}*p[i]), i=1..n)", "p[k]"),
        derivative("sum(ln(1 + exp({a:2..5}*w*x[i])), i=1..n)", "w"),
        derivative("sum(x[i]^2, i=1..n)/({a}*sum(x[i], i=1..n))", "x[k]"),
        derivative("sum(x[i]*exp({a:2..5}*w*x[i]), i=1..n)", "{v:w|x[k]}"),
    ),
}
