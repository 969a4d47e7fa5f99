"""Names of variables: one canonical ASCII name for every way of typing it, and their natural order.

Belongs here: what a name is. Does not: splitting a run of letters into names (`vocabulary`), nor drawing a name (the writers).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from sympy import Expr, Indexed, Sum, Symbol

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
SPELLED = {letter: name for name, letter in GREEK.items()} | {"ς": "sigma", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu"}
REMEMBERED = 64  # expressions whose variables are asked for again and again while one result is written
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u0307": "dot"}


class Increment(Symbol):  # type: ignore[misc]  # SymPy has no types
    """How far a variable moves: the h of x + h, written after all other names."""


def canonical(typed: str) -> str:
    """The one ASCII name of a variable: `w_1`, `w₁`, `w_{1}` are `w1`; `θ` is `theta`; `ŷ`, `y_hat` are `yhat`; `x_train` stays."""
    if typed.isascii() and typed.isalnum():
        return typed
    spelled = "".join(_spelled(character) for character in unicodedata.normalize("NFD", typed))
    plain = unicodedata.normalize("NFKC", spelled).replace("{", "").replace("}", "").replace(",", "_")
    plain = re.sub(r"_(hat|bar|tilde|dot)(?![a-z])", r"\1", plain)
    return re.sub(r"(?<=[A-Za-z])_(?=\d+$)", "", plain)


def _spelled(character: str) -> str:
    if character in ACCENTS:
        return ACCENTS[character]
    name = unicodedata.name(character, "")
    if name.startswith("LATIN SUBSCRIPT SMALL LETTER"):
        return "_" + name[-1].lower()
    return SPELLED.get(character, character)


def natural_key(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A sorting key that puts w2 before w10."""
    parts = re.split(r"(\d+)", name)
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part)


def in_natural_order(variables: Iterable[Expr]) -> list[Expr]:
    """Variables sorted by name as a person would: b, w2, w10."""
    return sorted(variables, key=lambda variable: natural_key(str(variable)))


def variables_of(expression: Expr) -> set[Expr]:
    """What can vary in an expression: its symbols, single indexed names (w[3], z[i]), and whole families (x, where x[i] is summed over i).

    Indices and bounds of sums are not variables.
    """
    return set(_variables_of(expression))


@lru_cache(maxsize=REMEMBERED)
def _variables_of(expression: Expr) -> frozenset[Expr]:
    totals, entries = expression.atoms(Sum), expression.atoms(Indexed)
    if not totals and not entries:
        return frozenset(expression.free_symbols)
    bound = {index for total in totals for index in total.variables}
    families = {entry.base for entry in entries if entry.free_symbols & bound}
    single = {entry for entry in entries if not entry.free_symbols & bound}
    labels = {entry.base.label for entry in entries}
    indices = {symbol for entry in entries for index in entry.indices for symbol in index.free_symbols}
    ends = {symbol for total in totals for _, *limits in total.limits for limit in limits for symbol in limit.free_symbols}
    symbols = {symbol for symbol in expression.free_symbols if isinstance(symbol, Symbol)}
    return frozenset((symbols - labels - indices - ends - bound) | single | families)
