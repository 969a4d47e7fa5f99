"""Shapes of constants: what stands alone and does not move gives 0, whatever it looks like."""

from __future__ import annotations

from pdtutor.practice.exercises.shapes import Levels, derivative

LEVELS: Levels = {
    1: (
        derivative("{a}*x {s} {b}"),
        derivative("{a}*x {s} {c:pi|e}"),
        derivative("{a}*x {s} ln({b})"),
        derivative("{a}*x {s} sqrt({b:2|3|5|7})"),
        derivative("x^{n:3..5} {s} {b}"),
        derivative("x^{n:3..5} + {c:pi|e}^{m:2..4}"),
        derivative("{b} - x/{a} {s} pi"),
        derivative("{c:pi|e}^{n:3..5}", is_zero_meant=True),
        derivative("{a}*ln({b})", is_zero_meant=True),
    ),
    2: (
        derivative("{a}*x^{n:3..5} {s} {g:sin|cos|ln}({b})"),
        derivative("x^{n:3..5} - {b}*sqrt({c:2|3|5|7})"),
        derivative("{a}*x {s} {b}*y"),
        derivative("x^{n:3..5} {s} {a}*y", wrt="{v:x|y}"),
        derivative("{a}*x^{n:3..5} - y^{m:2..4} + {b}"),
        derivative("{a}*x + {b}*y {s} pi"),
        derivative("{a}*x {s} {h:e^y|ln(y)|sqrt(y)|1/y}"),
        derivative("{a}*sin({b})", is_zero_meant=True),
    ),
    3: (
        derivative("{a}*b + w*x", wrt="b"),
        derivative("w1*x1 + w2*x2 + b", wrt="b"),
        derivative("b^2 - {a}*b + w*x", wrt="b"),
        derivative("h + v*t - g*t^2/2", wrt="h"),
        derivative("x^{n:3..5} + y^{m:2..4} {s} {a}*z"),
        derivative("{a}*z^{n:3..5} {s} {b}*x*y", wrt="z"),
        derivative("{a}*x^{n:3..5} {s} y*{g:sin|ln}(y)"),
        derivative("{a}*x {s} {b}*y*{g:exp|cos}(z)"),
        derivative("{a}*x^2 + (y - {b})^{m:3..4}"),
        derivative("x^{n:3..4} + y^{m:2..3} + pi", at="x={k:2..3}, y={j:4..5}"),
        derivative("{a}*z {s} ln(x*y)", wrt="z"),
    ),
    4: (
        derivative("x^{n:3..5}*y {s} y^{m:2..4}"),
        derivative("{a}*x*y {s} {g:exp|ln}(y)"),
        derivative("{c:pi|e}*x^{n:3..5} - {c}^{m:2..4}"),
        derivative("x*ln({a}) {s} ln({b})"),
        derivative("x*sqrt(y) {s} {a}*sqrt(y)"),
        derivative("x^{n:3..5}*{g:sin|cos|ln}(y) + {g}(y)"),
        derivative("λ*w^2 + {a}*(y - b)^2", wrt="w"),
        derivative("(x^{n:3..5} {s} y^{m:2..4})/{a}"),
        derivative("(x^{n:3..5} {s} {a}*y)/z"),
        derivative("x^{n:3..4}*y {s} y^{m:2..3}", at="x={k:2..3}, y={j:4..5}"),
        derivative("{a}*x*ln(y) - y*ln(y)"),
    ),
    5: (
        derivative("x^{n:3..5}*y*ln(z) {s} {a}*y*ln(z)"),
        derivative("(y + pi)*x^{n:3..5} - (y + pi)^{m:2..4}"),
        derivative("x^{n:3..5}*{g:exp|sin|cos}(y*z) + {g}(y*z)"),
        derivative("{a}*x*sqrt(y^2 + z^2) - sqrt(y^2 + z^2)"),
        derivative("λ*b^2 + (y - w*x)^2", wrt="b"),
        derivative("x^{n:3..5}/(y^2 + {a}) {s} y/(y^2 + {a})"),
        derivative("x^2*e^(-y^2) {s} {a}*y*e^(-y^2)"),
        derivative("x^{n:3..5}*ln({a}) - y*ln({b})^{m:2..3}"),
        derivative("x^{n:3..4}*ln(y) + y^{m:2..3}*ln(y)", at="x={k:2..3}, y=e"),
        derivative("{a}*x^{n:3..5} {s} y^z"),
        derivative("{a}*x*(y - z)^2 {s} (y - z)^2"),
    ),
}
