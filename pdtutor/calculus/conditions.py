"""Where a derivative fails to exist: the conditions of all steps, said in the user's own variables.

Belongs here: collecting, replacing names, dropping what does no harm. Does not: the conditions of one rule (`slopes`, `rules`), what is
known of relations (`relations`), trying (`trials`).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, repeat

from sympy import Basic, Expr, Ne, Or, Piecewise, S

from pdtutor.calculus.joins import only_within, regions
from pdtutor.calculus.relations import edges, essential, simplified
from pdtutor.calculus.step import Step
from pdtutor.calculus.tidy import tidied
from pdtutor.calculus.trials import (
    agree_at_edges,
    at_borders,
    can_be_tried,
    does_no_harm,
    has_values_outside,
    is_border_of_domain,
    is_too_much,
)
from pdtutor.calculus.unfolding import on_a_line
from pdtutor.notation.algebra import add, negation, substitute


def conditions_of(root: Step) -> tuple[Basic, ...]:
    """The relations under which the derivation holds, each once, without those at whose edge the derivative exists all the same."""
    found = essential(_collected(root, {}, set()))
    if not can_be_tried(root, found):
        return found
    concerned = _Concerned(root)
    terms = {condition: concerned.terms(condition) for condition in found}
    if is_too_much(step.of for condition in found if isinstance(condition, Ne) for step in terms[condition] or (root,)):
        return found
    tried: dict[Basic, dict[Step, None]] = {}
    for condition in found:
        for each in at_borders(condition, concerned.part(terms[condition])):
            tried.setdefault(simplified(each), {}).update(terms[condition])
    found = essential(tried)
    may_ask_all = not is_too_much([root.of] * len(found))
    return tuple(each for each in found if not _is_harmless(each, concerned.part(tried.get(each, {})), root, may_ask_all))


def _is_harmless(condition: Basic, part: Step, root: Step, may_ask_all: bool) -> bool:
    """Does the derivative exist where the condition fails, with the value that the formula of all the derivation gives there?"""
    if not does_no_harm(condition, tidied(part)):
        return False
    is_told = part is not root and does_no_harm(condition, part)
    if is_told and (root.rule != "rewrite" or agree_at_edges(condition, root, root.children[0])):
        return True
    return may_ask_all and does_no_harm(condition, root)


def conditions_below(step: Step) -> Iterator[Basic]:
    """The conditions of a step and of all below it, in the user's own variables."""
    return _collected(step, {}, set())


def borders_of_domain(conditions: Iterable[Basic], root: Step) -> set[Basic]:
    """Those of some conditions g ≠ 0 where the function itself has no value, as ln|x| at x = 0; none where it would take long to tell."""
    conditions = tuple(conditions)
    if not can_be_tried(root, conditions):
        return set()
    concerned = _Concerned(root)
    terms = {condition: concerned.terms(condition) for condition in conditions}
    if is_too_much(step.of for steps in terms.values() for step in steps or (root,)):
        return set()
    return {condition for condition, steps in terms.items() if is_border_of_domain(condition, concerned.part(steps))}


class _Concerned:
    """What of a derivation a condition g ≠ 0 concerns: of a sum, the terms that have it."""

    def __init__(self, root: Step) -> None:
        self.root = root

    def terms(self, condition: Basic) -> dict[Step, None]:
        """The terms with the condition; none where it concerns all of the derivation."""
        return {term: None for edge in edges(condition) for term in self._with_edge.get(edge, ())}

    def part(self, terms: Collection[Step]) -> Step:
        """The derivation of the sum of some terms; of all where none is named."""
        if not terms:
            return self.root
        of, gives = (add(each) for each in zip(*((term.of, term.gives) for term in terms), strict=True))
        return Step("sum", of, self.root.wrt, gives, tuple(terms))

    @cached_property
    def _with_edge(self) -> dict[Expr, dict[Step, None]]:
        found: dict[Expr, dict[Step, None]] = {}
        for term in _terms(self.root):
            for edge in chain.from_iterable(edges(simplified(condition)) for condition in _collected(term, {}, set())):
                found.setdefault(edge, {})[term] = None
        return found


def _terms(root: Step) -> tuple[Step, ...]:
    """The terms of the sum that is derived, or of which a multiple is; none of anything else."""
    while root.rule in ("rewrite", "constant_multiple"):
        root = root.children[0]
    return root.children if root.rule == "sum" else ()


def _collected(step: Step, names: Mapping[Expr, Expr], seen: set[Hashable]) -> Iterator[Basic]:
    """The conditions of a step and all below it, names spelled out; a shared step again for each meaning of the names in it."""
    meaning = frozenset((name, names[name]) for name in step.of.free_symbols if name in names)
    if (id(step), meaning) in seen:
        return
    seen.add((id(step), meaning))
    for condition in step.conditions:
        yield substitute(condition, names)
    inside = {**names, **{name: substitute(inner, names) for name, inner in step.names.items()}} if step.names else names
    for child, region in zip(step.children, _regions_of_children(step), strict=False):
        below = _collected(child, inside, seen)
        yield from below if region == S.true else _inside(below, step, region, names)


def _inside(conditions: Iterable[Basic], step: Step, region: Basic, names: Mapping[Expr, Expr]) -> Iterator[Basic]:
    """The conditions of a child as far as they matter to the step, in the region alone."""
    there, of = substitute(region, names), substitute(step.of, names)
    for condition in conditions:
        yield condition if there == S.true else _limited(condition, there, of, step.rule)


def _regions_of_children(step: Step) -> Iterable[Basic]:
    """Where the conditions of each child matter to the step."""
    if isinstance(step.of, Piecewise) and step.rule == "piecewise":
        return regions(step.of)
    if step.rule == "chain":
        return chain.from_iterable((_moving(inner.gives), S.true) for inner in step.children[1::2])
    return repeat(S.true)


def _moving(slope: Expr) -> Basic:
    """Where an inner function by cases moves at all."""
    if not isinstance(slope, Piecewise):
        return S.true
    return negation(Or(*(region for pair, region in zip(slope.args, regions(slope), strict=True) if pair.expr == 0)))


def _limited(condition: Basic, region: Basic, of: Expr, rule: str) -> Basic:
    """A condition that matters inside a region alone; of a chain only if the function has a value outside it where the condition fails."""
    if rule == "chain" and not has_values_outside(condition, region, of):
        return condition
    return on_a_line(only_within(condition, region))
