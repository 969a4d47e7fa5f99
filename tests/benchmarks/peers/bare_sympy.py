"""The peer of `pdtutor partial "x^2 y + sin(x y)"`: import SymPy and print both derivatives."""

from sympy import diff, sin, symbols

x, y = symbols("x y", real=True)
f = x**2 * y + sin(x * y)
print(diff(f, x))
print(diff(f, y))
