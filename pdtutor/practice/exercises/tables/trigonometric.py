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
        derivative("r*{g:sin|cos}(theta)", wrt="theta"),
        derivative("{a}*x*sin(y) {s} {b}*y*cos(x)", wrt="{v:x|y}"),
        derivative("{a}*x^{n:2..4}*{g:sin|cos|tan}(y)", wrt="y"),
        derivative("{g:sin|cos}(x)*{h:cos|ln}(y)"),
        derivative("{g:sin|tan}(x)/y"),
        derivative("v*t*sin(theta) - g*t^2/2", wrt="theta"),
        derivative("a*b*sin(gamma)/2", wrt="{v:gamma|a}"),
        derivative("y*{g:sec|csc}(x) {s} {a}*x"),
        derivative("r^2*{g:sin|cos}(theta)", wrt="theta", at="r={k:2..5}, theta=pi/{j:3|6}"),
    ),
    4: (
        derivative("{a}*{g:sin|cos|tan}({b}*x)"),
        derivative("{a}*sin(omega*t + phi)", wrt="{v:t|phi}"),
        derivative("{a}*{g:sin|cos}(x - y)", wrt="y"),
        derivative("x*cos(theta) - y*sin(theta)", wrt="theta"),
        derivative("m*g*l*(1 - cos(theta))", wrt="{v:theta|l}"),
        derivative("a^2 + b^2 - 2*a*b*cos(gamma)", wrt="{v:gamma|a}"),
        derivative("y*{g:sin|cos}({a}*x) - x*{g}({a}*y)"),
        derivative("tan({a}*x) - {a}*x"),
        derivative("y*cos(pi*x) {s} {a}*x"),
        derivative("m*g*(sin(theta) - mu*cos(theta))", wrt="{v:theta|mu}"),
        derivative("R^2*(theta - sin(theta))/2", wrt="{v:theta|R}"),
        derivative("{a}*y^2*tan(x) - {b}*x*tan(y)"),
        derivative("y*{g:sin|cos}({a:2|4}*x)", at="x=pi/{k:3|6|12}, y={j:3|5|6}"),
    ),
    5: (
        derivative("{a}*r*sin(theta)*cos(phi)", wrt="{v:theta|phi}"),
        derivative("A*cos({a}*x - {b}*t)", wrt="t"),
        derivative("v^2*sin(2*theta)/g", wrt="{v:theta|v}"),
        derivative("{a}*cos(theta1) + {b}*cos(theta1 + theta2)", wrt="{v:theta1|theta2}"),
        derivative("{a}*cos(omega*t) + {b}*sin(omega*t)", wrt="t"),
        derivative("{a}*sin(x)*cos(y) {s} {b}*cos(x)*sin(y)", wrt="{v:x|y}"),
        derivative("{g:sin|cos|tan}(a*x)/a"),
        derivative("{a}*x*{g:sin|cos}(y*z) {s} {b}*z*{g}(x)", wrt="{v:y|x}"),
        derivative("y*sec({a}*x) {s} {b}*x"),
        derivative("sin(x)*sin(y) + cos(x)*cos(y)*cos(z)", wrt="{v:x|z}"),
        derivative("x*cos(theta)*cos(phi) + {a}*y*sin(theta)*cos(phi) + z*sin(phi)", wrt="{v:theta|phi}"),
        derivative("{a}*{g:sin|cos}(2*pi*t/T + phi)", wrt="t"),
        derivative("r*sin(theta)*cos(phi)", wrt="phi", at="r={k:2|4|6}, theta=pi/6, phi=pi/{j:3|6}"),
    ),
}
