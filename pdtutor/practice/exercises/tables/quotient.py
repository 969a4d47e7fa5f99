"""Shapes of the quotient rule."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, Shape, derivative


def _shorter(function: str, answer: str, wrt: str = "x") -> Shape:
    """∂f/∂x where what is computed is not the shortest way to write it."""
    return replace(derivative(function, wrt), answer=answer)


LEVELS: Levels = {
    1: (
        derivative("x/(x + {a})"),
        derivative("(x - {a})/(x + {b})"),
        derivative("{g:sin|cos|exp|tan}(x)/x"),
        derivative("{g:exp|sin|cos}(x)/(x + {a})"),
        derivative("{a}*x/(x^{n} + {b})"),
        derivative("x^2/(x + {a})"),
        derivative("x/{g:sin|cos}(x)"),
        derivative("{a}*x/(x + {b})"),
        derivative("x/(x^2 + {a:5..8})", at="x={k:2|3}"),
    ),
    2: (
        derivative("({a}*x + {b})/({c}*x - {d})"),
        derivative("(x^2 + {a})/(x - {b})"),
        derivative("x^{n:3..5}/(x + {a})"),
        derivative("{g:x|sqrt(x)}/(exp(x) + {a})"),
        derivative("sqrt(x)/(x + {a})"),
        derivative("(x - {a})/(x^2 + {b})"),
        derivative("{g:sin|cos|exp}(x)/x^{n}"),
        derivative("{a}*x/(x + y)"),
        derivative("exp(x)/(exp(x) + {a})"),
        derivative("{g:sin|cos|exp}(x)/(x^2 + {a})"),
        derivative("(x + {a})/{g:sin|cos}(x)"),
        derivative("(sin(x) + {a})/cos(x)"),
        derivative("({a}*x - {b})/(x + {c})", at="x={k:2|3}"),
    ),
    3: (
        derivative("(x - y)/(x + {a}*y)", "{v:x|y}"),
        derivative("x*y/(x + y)", "{v:x|y}"),
        derivative("x^{n:2|3}/(x^{n} + y)"),
        derivative("y*{g:exp|sin|cos}(x)/(x + y)"),
        derivative("{a}*p*r/(p + r)", "{v:p|r}"),
        derivative("x/(x^2 + y^2)"),
        derivative("sin(x)/({a} + cos(x))"),
        derivative("exp(x)/(exp(x) + exp(y))"),
        _shorter("(w*x + b)/(w + {a})", "({a}*x - b)/(w + {a})^2", "w"),
        derivative("x/(a + b - x)"),
        derivative("(exp(x) - {a})/(exp(x) + {a})"),
        derivative("(x - y)/(x + y)", "{v:x|y}", at="x={a:3|6|7}, y={b:2|4|5}"),
        derivative("(x^2 - y^2)/(x + {a})"),
    ),
    4: (
        _shorter("x*exp(x)/(x + {a})", "(x^2 + {a}*x + {a})*exp(x)/(x + {a})^2"),
        derivative("x*{g:sin|cos}(x)/(x + {a})"),
        derivative("x^2*y/(x^2 + y^2)", "{v:x|y}"),
        derivative("(exp(x) - exp(y))/(exp(x) + exp(y))", "{v:x|y}"),
        derivative("({g:sin|cos}(x) - y)/({g}(x) + {a}*y)"),
        derivative("(x*y + {a})/(x + y^2)", "{v:x|y}"),
        derivative("x*sin(x)/(y + cos(x))"),
        derivative("{a}*p*r/({b}*p + r)", "{v:p|r}"),
        _shorter("(w1*x + w2)/(w1 + w2)", "w2*(x - 1)/(w1 + w2)^2", "w1"),
        _shorter("(w1*x + w2)/(w1 + w2)", "w1*(1 - x)/(w1 + w2)^2", "w2"),
        _shorter("(x + y)/(exp(x) + y)", "(y + (1 - x - y)*exp(x))/(exp(x) + y)^2"),
        _shorter("x*y - x/(x + {a}*y)", "y - {a}*y/(x + {a}*y)^2"),
        derivative("sqrt(x)/(x^{n} + y)"),
        derivative("{a}*tan(x)/(x^2 + y)"),
        derivative("y*{g:exp|sin}(x)/(x^2 + {a})"),
        derivative("(x^2 + y^2)/(x - y)", "{v:x|y}", at="x={a:5|6|7}, y={b:2|3}"),
    ),
    5: (
        derivative("(x*{g:exp|sin}(x) + y)/(x + y)"),
        derivative("(x*y - {a})/(x^2 + y^2)", "{v:x|y}"),
        derivative("exp(x)/(exp(x) + exp(y) + exp(z))"),
        derivative("(w1*exp(x) + w2*exp(y))/(exp(x) + exp(y))", "{v:x|y}"),
        derivative("x^{n}*exp(x)/(x + y)"),
        derivative("(x*cos(x) - sin(x))/x^2"),
        derivative("y*sin(x)*cos(x)/(x + {a})"),
        derivative("sin(x)/({a} + cos(x)) + y*cos(x)/x"),
        _shorter("(x - y)*exp(x)/(x + y)", "(x^2 - y^2 + 2*y)*exp(x)/(x + y)^2"),
        derivative("x*{g:sin|cos}(y)/(y + exp(y))", "y"),
        derivative("(a*x^2 + b*x)/(x^2 + y^2)"),
        derivative("x*{a:2|3|5}^x/(x^2 + y)"),
        _shorter("(x*y + y*z)/(x + y + z)", "(x + z)^2/(x + y + z)^2", "y"),
        derivative("(x + {a})*exp(x)/(x + {b})", at="x=0"),
    ),
}
