"""The peer of `pdtutor check "x^2 + 3xy" --wrt x --answer "2x + 3y"`: import SymPy and see whether the difference simplifies to zero."""

from sympy import diff, simplify, symbols

x, y = symbols("x y", real=True)
print(simplify(diff(x**2 + 3 * x * y, x) - (2 * x + 3 * y)) == 0)
