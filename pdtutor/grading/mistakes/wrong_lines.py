"""A derivation with one mistake in it, line by line, the lines after it following from it as they would.

Belongs here: composing the lines. Does not: which mistakes there are (`search`), or how a line is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sympy import Expr, nan, zoo

from pdtutor.calculus.equivalence import compare
from pdtutor.calculus.equivalence.results import DIFFERENT
from pdtutor.calculus.step import Step
from pdtutor.explain.outline import TRIVIAL, derivation
from pdtutor.grading.mistakes.formulas import Formula, FormulaScope
from pdtutor.grading.mistakes.search import slips_of
from pdtutor.grading.mistakes.slip import Slip
from pdtutor.grading.mistakes.tree import Node, composed, grown


@dataclass(frozen=True)
class Line:
    """One line: the derivative of `of` by `wrt` is `gives`, which is wrong where it is the line with the mistake.

    inner    of an outer function, what its variable stands for; else None
    follows  whether it stands on the wrong line
    """

    of: Expr
    wrt: Expr
    gives: Expr
    rule: str
    inner: Expr | None = None
    is_wrong: bool = False
    follows: bool = False


def with_mistake(root: Step, id: str) -> tuple[Line, ...]:
    """The derivation with the mistake in one of its lines; empty where it cannot be made in any of them.

    id  of the catalogue
    """
    top = grown(derivation(root), FormulaScope(()))
    written = (_once(_lines(top, *found)) for found in _places(top, id))
    return next((lines for lines in written if not any(line.gives.has(nan) for line in lines)), ())


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines without those that stand above already."""
    return tuple(dict.fromkeys(lines))


def _places(top: Node, id: str) -> Iterator[tuple[Node, Expr]]:
    """Each node with what it gives with the mistake: first where the mistake is what that is called, then where it is called so as well."""
    ways = [(node, slip) for node in top.walk() for slip in _slips(node) if id in slip.ids and not slip.is_weak]
    for node, slip in sorted(ways, key=lambda way: way[1].ids[0] != id):
        wrong = _formula(slip)
        if not wrong.has(nan, zoo) and compare(_formula_of(node.gives), wrong, {}).verdict == DIFFERENT:
            yield node, wrong


def _slips(node: Node) -> Iterator[Slip]:
    return slips_of(node, [child.gives for child in node.children])


def _formula(slip: Slip) -> Expr:
    return _formula_of(slip.gives)


def _formula_of(value: object) -> Expr:
    assert isinstance(value, Formula)
    return value.expression


def _lines(node: Node, mistaken: Node, wrong: Expr) -> Iterator[Line]:
    """The lines below a node and then its own, those of bare variables and numbers left out."""
    for child in node.children:
        yield from _lines(child, mistaken, wrong)
    if node is mistaken or node.step.rule not in TRIVIAL | {"rewrite"}:
        yield _line(node, _given(node, mistaken, wrong), node is mistaken, mistaken in list(node.walk()))


def _named(node: Node, gives: Expr) -> Expr:
    """What an outer function gives with the mistake, in the name of what is inside it."""
    assert isinstance(node.scope, FormulaScope)
    assert node.name is not None
    local = grown(node.step, node.scope.without(node.name))
    local.above = node.above
    pairs = zip(_slips(node), _slips(local), strict=True)
    return next(_formula(named) for plain, named in pairs if _formula(plain) == gives)


def _given(node: Node, mistaken: Node, wrong: Expr) -> Expr:
    """What a node gives once the mistake has been made."""
    if node is mistaken:
        return wrong
    if mistaken not in node.walk():
        return _formula_of(node.gives)
    return _formula_of(composed(node, [Formula(_given(child, mistaken, wrong)) for child in node.children]))


def _line(node: Node, gives: Expr, is_wrong: bool, has_mistake: bool) -> Line:
    step = node.step
    if node.name is None or node.above is None:
        return Line(_formula_of(node.of), _formula_of(node.wrt), gives, step.rule, None, is_wrong, has_mistake and not is_wrong)
    inner = node.scope.put_back(node.above.step.names[node.name])
    follows = gives.xreplace({inner: node.name}) if has_mistake else step.gives
    named = _named(node, gives) if is_wrong else follows
    return Line(step.of, node.name, named, step.rule, inner, is_wrong, has_mistake and not is_wrong)
