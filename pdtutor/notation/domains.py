"""Assumptions on variables, as in "x>0, n integer, 0<p<1".

Belongs here: what each assumption means, and whether several contradict each other. Does not: the shape of the list (`grammar`).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from sympy import Expr, Symbol
from sympy.core.facts import InconsistentAssumptions

from pdtutor.errors import DomainError
from pdtutor.notation.building import Builder
from pdtutor.notation.names import canonical
from pdtutor.notation.reading import Domain
from pdtutor.notation.tree import Node

WORDS: dict[str, dict[str, bool]] = {
    word: {word: True}
    for word in ("integer", "positive", "negative", "nonnegative", "nonpositive", "nonzero", "real", "even", "odd", "rational")
} | {"natural": {"integer": True, "positive": True}}
_BOUNDS = {
    "positive": (0.0, None), "nonnegative": (0.0, None), "natural": (0.0, None), "negative": (None, 0.0), "nonpositive": (None, 0.0),
}  # fmt: skip
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


def domains(text: str, builder: Builder, entries: Iterable[Node]) -> dict[str, Domain]:
    """The domain of each variable named, several assumptions on one joined."""
    found: dict[str, Domain] = {}
    for entry in entries:
        for name, domain in _assumed(builder, entry):
            found[name] = _joined(found.get(name, Domain()), domain)
            _refuse_empty(name, found[name], text, entry)
    return found


def _assumed(builder: Builder, entry: Node) -> list[tuple[str, Domain]]:
    if entry.kind == "relation":
        return _related(builder, entry)
    names = [part.value for part in entry.parts] if entry.kind == "product" and all(part.kind == "name" for part in entry.parts) else []
    words = [name for name in names[1:] if name not in ("is", "a", "an")]
    if len(words) != 1 or words[0] not in WORDS:
        hint = "Write x>0, 0<p<1, n integer, k natural or t nonzero."
        raise builder.problem("This is not an assumption that is understood.", entry, hint=hint)
    lower, upper = _BOUNDS.get(words[0], (None, None))
    return [(canonical(names[0]), Domain(WORDS[words[0]], lower, upper))]


def _related(builder: Builder, entry: Node) -> list[tuple[str, Domain]]:
    """Each relation of a chain between a variable and a number."""
    found = []
    for operator, left, right in zip(entry.value, entry.parts, entry.parts[1:], strict=False):
        if left.kind != "name" and right.kind == "name":
            left, right, operator = right, left, _MIRRORED.get(operator, operator)
        bound = builder.built(right)
        if left.kind != "name" or bound.free_symbols:
            raise builder.problem("An assumption compares one variable with a number.", entry, hint="Write x>0 or 0<p<1.")
        if operator not in _MIRRORED or (operator == "!=" and bound != 0):
            hint = "To give a value use --at." if operator in ("=", "==") else "Write x != 0."
            raise builder.problem("This is not an assumption that is understood.", entry, hint=hint)
        found.append((canonical(left.value), _bounded(operator, bound)))
    return found


def _bounded(operator: str, bound: Expr) -> Domain:
    if operator == "!=":
        return Domain({"nonzero": True})
    is_strict = operator in ("<", ">")
    if operator in (">", ">="):
        sign = {"positive": True} if bound > 0 or (bound == 0 and is_strict) else {"nonnegative": True} if bound == 0 else {}
        return Domain(sign, lower=float(bound))
    sign = {"negative": True} if bound < 0 or (bound == 0 and is_strict) else {"nonpositive": True} if bound == 0 else {}
    return Domain(sign, upper=float(bound))


def _joined(one: Domain, other: Domain) -> Domain:
    lowers = [bound for bound in (one.lower, other.lower) if bound is not None]
    uppers = [bound for bound in (one.upper, other.upper) if bound is not None]
    return Domain({**one.assumptions, **other.assumptions}, max(lowers, default=None), min(uppers, default=None))


def _refuse_empty(name: str, domain: Domain, text: str, entry: Node) -> None:
    if _is_empty(name, domain):
        raise DomainError(f"No number satisfies all that is assumed of {name}.", text=text, column=entry.at + 1)


def _is_empty(name: str, domain: Domain) -> bool:
    try:
        is_integer = Symbol(name, **{"real": True, **domain.assumptions}).is_integer
    except InconsistentAssumptions:
        return True
    if domain.lower is None or domain.upper is None:
        return False
    return domain.lower >= domain.upper or (bool(is_integer) and floor(domain.lower) + 1 > ceil(domain.upper) - 1)
