"""Shapes of inverse trigonometric functions."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, Shape, derivative


def _shorter(function: str, answer: str, wrt: str = "x") -> Shape:
    """∂f/∂x where what is computed is not the shortest way to write it."""
    return replace(derivative(function, wrt), answer=answer)


LEVELS: Levels = {
    1: (
        derivative("{a}*{g:asin|acos|atan}(x)"),
        derivative("{g:asin|acos|atan}(x) + x^{n}"),
        derivative("{g:asin|atan}({a}*x)"),
        _shorter("atan(x/2)", "2/(x^2 + 4)"),
        _shorter("atan(x/3)", "3/(x^2 + 9)"),
        derivative("{a}*x - {g:acos|atan}(x)"),
        derivative("exp(x) + {a}*{g:asin|atan}(x)"),
        derivative("{g:asin|acos}(x) + {h:sin|cos}(x)"),
        derivative("atan(x + {a})"),
        derivative("{g:asin|acos}(x)", at="x={k:3/5|4/5}"),
        derivative("atan({a:2|3}*x)", at="x={k:2|3}"),
    ),
    2: (
        derivative("{g:asin|acos|atan}(x^{n:2..4})"),
        derivative("x*{g:asin|acos|atan}(x)"),
        derivative("{a}*{g:asin|acos}({b}*x)"),
        derivative("{g:asin|atan}(exp(x))"),
        derivative("atan({a}*x - {b})"),
        derivative("{g:atan|asin}(x)^{n:2..4}"),
        derivative("x^{n}*atan(x)"),
        derivative("atan(x)/x"),
        derivative("y*{g:asin|acos|atan}(x) + x*y^2"),
        derivative("atan({a}*sqrt(x))"),
    ),
    3: (
        derivative("{g:asin|acos|atan}(x*y)"),
        _shorter("atan(y/x)", "-y/(x^2 + y^2)"),
        _shorter("atan(y/x)", "x/(x^2 + y^2)", "y"),
        _shorter("{b}*asin(x/2)", "{b}/sqrt(4 - x^2)"),
        _shorter("{b}*acos(x/3)", "-{b}/sqrt(9 - x^2)"),
        derivative("atan(w*x + b)", "{v:w|b|x}"),
        derivative("x*y*{g:atan|acos}(x)"),
        derivative("exp({g:atan|asin}(x)) + x*y"),
        derivative("atan(x^{n:2|3}*y)"),
        derivative("{g:asin|acos}(x - y)", "{v:x|y}"),
        derivative("(x^2 + 1)*atan(x)"),
        derivative("exp(x)*{g:asin|atan}(x)"),
        derivative("atan(x)/(x + {a})"),
        derivative("atan(y/x)", "{v:x|y}", at="x={a:2|3|4}, y={b:5|7}"),
        derivative("atan(x*y)", at="x={a:2|3}, y={b:4|5}"),
        derivative("x^{n:2|3}*atan(x)", at="x=sqrt(3)"),
    ),
    4: (
        derivative("x*{g:asin|acos|atan}(x*y)"),
        derivative("x*asin(x) + sqrt(1 - x^2)"),
        derivative("atan({g:exp|sin}(x*y))"),
        _shorter("x*acos(x) - sqrt(1 - x^2)", "acos(x)"),
        derivative("{g:asin|atan}(x*y)^{n:2|3}"),
        derivative("sqrt({g:atan|acos}({a}*x))"),
        derivative("1/({a} + atan(x*y))"),
        derivative("(atan(w*x + b) - y)^2", "{v:w|b|x}"),
        derivative("atan(x^2 + y^2)"),
        _shorter("x^2*atan(y/x)", "x^3/(x^2 + y^2)", "y"),
        derivative("x*y*atan({a}*x) - atan(y)", "{v:x|y}"),
        derivative("y*exp(-x)*atan(x)"),
        derivative("{g:sin|cos|exp}({a}*atan(x))"),
        derivative("acos(x/y)"),
        derivative("atan(y/x) + x*y^2", "{v:x|y}", at="x={a:2|3}, y={b:4|5}"),
    ),
    5: (
        _shorter("atan((x + y)/(1 - x*y))", "1/(1 + x^2)"),
        _shorter("atan((x - y)/(x + y))", "y/(x^2 + y^2)"),
        _shorter("x*acos(x/{a}) - sqrt({a}^2 - x^2)", "acos(x/{a})"),
        _shorter("x*y*atan(y/x)", "y*atan(y/x) - x*y^2/(x^2 + y^2)"),
        _shorter("(x^2 + y^2)*atan(y/x)", "2*x*atan(y/x) - y"),
        _shorter("(x^2 + y^2)*atan(y/x)", "2*y*atan(y/x) + x", "y"),
        _shorter("(x^2 + {a}^2)*atan(x/{a})", "2*x*atan(x/{a}) + {a}"),
        derivative("atan(sqrt(x^2 - 1))"),
        derivative("asin({a:2|3}*x*y)/x"),
        derivative("w2*atan(w1*atan(w0*x))", "w0"),
        derivative("exp(-y)*atan({a}*x*y)", "y"),
        derivative("atan(exp(x - y))*{g:sin|cos}(x)"),
        derivative("sqrt(x^2 + y^2)*atan({a}*x)"),
        derivative("asin(sin(x)*y)"),
        derivative("atan(x*exp(y))", "{v:x|y}"),
        _shorter("atan(y/x)^2", "-2*y*atan(y/x)/(x^2 + y^2)"),
        _shorter("atan(y/x)^2", "2*x*atan(y/x)/(x^2 + y^2)", "y"),
    ),
}
