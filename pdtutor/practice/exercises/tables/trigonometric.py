"""Shapes of sine, cosine, tangent and their kin."""

from __future__ import annotations

from dataclasses import replace

from pdtutor.practice.exercises.shapes import Levels, derivative

LEVELS: Levels = {
    1: (
        derivative("{a}*{g:sin|cos|tan}(x)"),
        derivative("{g:sin|cos}(x) {s} {a}*x"),
        derivative("{a}*sin(x) {s} {b}*cos(x)"),
        derivative("x^{n:3..5} - {a}*{g:sin|cos}(x)"),
        derivative("{a} - {g:sin|cos}(x)"),
        derivative("pi*{g:sin|cos}(x)"),
        derivative("x^{n:3..5} + tan(x)"),
    ),
    2: (
        derivative("{a}*{g:sec|csc}(x)"),
        replace(derivative("{a}*cot(x)"), answer="-{a}*(cot(x)^2 + 1)"),
        derivative("{a}*{g:sin|cos}(x) + {g}({b})"),
        derivative("{a}*y*{g:sin|cos|tan}(x)"),
        derivative("{a}*x*{g:sin|cos}(y)"),
        derivative("{a}*sin(x) {s} {b}*cos(y)", wrt="{v:x|y}"),
        derivative("x^{n:3..5} + {a}*sin(x) - {b}*cos(x)"),
        derivative("{a}*{g:sin|cos}(x) {s} {b}*x", at="x=pi/{k:3|6}"),
        derivative("{a}*tan(x) + {b}*x", at="x=pi/{k:3|4|6}"),
    ),
    3: (
        derivative("r*{g:sin|cos}(θ)", wrt="θ"),
        derivative("{a}*x*sin(y) {s} {b}*y*cos(x)", wrt="{v:x|y}"),
        derivative("{a}*x^{n:2..4}*{g:sin|cos|tan}(y)", wrt="y"),
        derivative("{g:sin|cos}(x)*{h:cos|ln}(y)"),
        derivative("{g:sin|tan}(x)/y"),
        derivative("v*t*sin(θ) - g*t^2/2", wrt="θ"),
        derivative("a*b*sin(gamma)/2", wrt="{v:gamma|a}"),
        derivative("y*{g:sec|csc}(x) {s} {a}*x"),
        derivative("r^2*{g:sin|cos}(θ)", wrt="θ", at="r={k:2..5}, θ=pi/{j:3|6}"),
    ),
    4: (
        derivative("{a}*{g:sin|cos|tan}({b}*x)"),
        derivative("{a}*sin(ω*t + φ)", wrt="{v:t|φ}"),
        derivative("{a}*{g:sin|cos}(x - y)", wrt="y"),
        derivative("x*cos(θ) - y*sin(θ)", wrt="θ"),
        derivative("m*g*l*(1 - cos(θ))", wrt="{v:θ|l}"),
        derivative("a^2 + b^2 - 2*a*b*cos(gamma)", wrt="{v:gamma|a}"),
        derivative("y*{g:sin|cos}({a}*x) - x*{g}({a}*y)"),
        derivative("tan({a}*x) - {a}*x"),
        derivative("y*cos(pi*x) {s} {a}*x"),
        derivative("m*g*(sin(θ) - μ*cos(θ))", wrt="{v:θ|μ}"),
        derivative("R^2*(θ - sin(θ))/2", wrt="{v:θ|R}"),
        derivative("{a}*y^2*tan(x) - {b}*x*tan(y)"),
        derivative("y*{g:sin|cos}({a:2|4}*x)", at="x=pi/{k:3|6|12}, y={j:3|5|6}"),
    ),
    5: (
        derivative("{a}*r*sin(θ)*cos(φ)", wrt="{v:θ|φ}"),
        derivative("A*cos({a}*x - {b}*t)", wrt="t"),
        derivative("v^2*sin(2*θ)/g", wrt="{v:θ|v}"),
        derivative("{a}*cos(theta1) + {b}*cos(theta1 + theta2)", wrt="{v:theta1|theta2}"),
        derivative("{a}*cos(ω*t) + {b}*sin(ω*t)", wrt="t"),
        derivative("{a}*sin(x)*cos(y) {s} {b}*cos(x)*sin(y)", wrt="{v:x|y}"),
        derivative("{g:sin|cos|tan}(a*x)/a"),
        derivative("{a}*x*{g:sin|cos}(y*z) {s} {b}*z*{g}(x)", wrt="{v:y|x}"),
        derivative("y*sec({a}*x) {s} {b}*x"),
        derivative("sin(x)*sin(y) + cos(x)*cos(y)*cos(z)", wrt="{v:x|z}"),
        derivative("x*cos(θ)*cos(φ) + {a}*y*sin(θ)*cos(φ) + z*sin(φ)", wrt="{v:θ|φ}"),
        derivative("{a}*{g:sin|cos}(2*pi*t/T + φ)", wrt="t"),
        derivative("r*sin(θ)*cos(φ)", wrt="φ", at="r={k:2|4|6}, θ=pi/6, φ=pi/{j:3|6}"),
    ),
}
