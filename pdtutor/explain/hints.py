"""Hints from a derivation, in rungs: what kind of rule, which part, the next line.

Belongs here: what each rung says of the actual function. Does not: when a hint is given (`practice`), or an author's own hints (`course`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sympy import Expr

from pdtutor.calculus.step import Step
from pdtutor.calculus.total.results import Total
from pdtutor.explain.cards import CARDS
from pdtutor.explain.outline import TRIVIAL, branches, derivation
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.reasons import because

Rungs = tuple[Sentence, ...]


def of_derivation(root: Step) -> Rungs:
    """Three hints on one derivative, none of which is the derivative itself."""
    step = derivation(root)
    if step.rule == "constant":
        return (_rule(step), _standing_still(step), ("How much does something change that stands still? That is the slope.",))
    return (_rule(step), _part(step), _next_line(step))


def _standing_still(step: Step) -> Sentence:
    return ("Let ", step.wrt, " move a little: what does ", step.of, " do meanwhile?")


def of_cases(where: Sentence) -> Rungs:
    """Three hints on the value of a derivative where one of several cases holds."""
    return (
        ("First find out which case holds ", *where, ": put the numbers in and compare."),
        ("Where a case holds on both sides of the point, the function is that case alone: write it down without the others.",),
        ("Differentiate that piece, and put the point into what it gives; a piece that is constant gives 0.",),
    )


def of_repeated(roots: Sequence[Step]) -> Rungs:
    """Three hints on several differentiations in turn: how the first one goes, what it gives and how the next one goes, the next line."""
    first, last = derivation(roots[0]), derivation(roots[-1])
    before, again = ("First by ", first.wrt, ": "), ("Then by " if len(roots) == 2 else "Last by ", last.wrt, ": ")
    given: Sentence = ("Up to there it is ", last.of, ". Now by ", last.wrt, ": ")
    return ((*before, *_rule(first)), (*given, *_rule(last)), (*again, *_next_line(last)))


ENTRIES = {
    "gradient": ("One entry for each of ", ": while one moves, the others are numbers."),
    "jacobian": ("Each output has a row, with one entry for each of ", ": while one moves, the others are numbers."),
    "hessian": ("Differentiate once by each of ", ", and each of these slopes by all of them again."),
}
ALONE = {
    "gradient": ("One entry: how fast it moves with ", "."),
    "jacobian": ("Each output has a row with one entry: how fast it moves with ", "."),
    "hessian": ("One entry: differentiate twice by ", "."),
}  # what is said instead where there is one variable


def of_several(roots: Sequence[Step], orders: Sequence[Sequence[Expr]], kind: str = "gradient") -> Rungs:
    """Three hints on a gradient, Jacobian or Hessian: how its entries are taken, then the one that takes the most work."""
    place, root = max(enumerate(roots), key=lambda each: len(list(derivation(each[1]).walk())))
    variables = tuple(dict.fromkeys(order[-1] for order in orders))
    before, after = (ENTRIES if len(variables) > 1 else ALONE)[kind]
    first: Sentence = (before, *listed(variables), after)
    entry = _entry(orders[place])
    return (first, (*entry, *_rule(derivation(root))), (*entry, *_next_line(derivation(root))))


def _entry(order: Sequence[Expr]) -> Sentence:
    """Which entry it is: that of a variable, or of the slope by one and then by another."""
    if len(order) == 1:
        return ("For ", order[0], ": ")
    return ("The slope by ", order[0], ", differentiated by ", order[-1], ": ")


def of_total(total: Total) -> Rungs:
    """Three hints on a total derivative: along which paths, what one of them is made of, what another is."""
    if total.derivative is not None:
        return _of_relation(total)
    paths = [_path(term.path) for term in total.terms]
    longest = max(total.terms, key=lambda term: len(term.path))
    first: Sentence = (
        total.wrt,
        f" reaches the function along {len(paths)} {'path' if len(paths) == 1 else 'paths'}: ",
        *_joined(paths),
        ".",
    )
    along: Sentence = ("Along ", *_path(longest.path), " the derivatives of the links are multiplied: one for each link.")
    rest = "; the terms of all paths are added." if len(paths) > 1 else "."
    links: Sentence = ("Those links have the derivatives ", *listed(longest.factors), rest)
    return (first, along, links)


def _of_relation(total: Total) -> Rungs:
    y = total.target if total.target is not None else total.wrt
    return (
        ("Differentiate both sides by ", total.wrt, ", with ", y, " moving along."),
        ("Every term with ", y, " in it brings the factor ", "d", y, "/d", total.wrt, "."),
        ("Bring the terms with d", y, "/d", total.wrt, " to one side and divide by what stands beside it."),
    )


def _path(path: Sequence[Expr]) -> Sentence:
    """w → z → a, in the order in which a change travels."""
    return listed_with(" → ", [*reversed(path)])


def listed_with(between: str, parts: Sequence[Expr]) -> Sentence:
    """The parts with the same text between any two."""
    sentence: Sentence = ()
    for part in parts:
        sentence = (*sentence, *((between,) if sentence else ()), part)
    return sentence


def _joined(paths: Sequence[Sentence]) -> Sentence:
    sentence: Sentence = ()
    for path in paths:
        sentence = (*sentence, *(("; ",) if sentence else ()), *path)
    return sentence


def _rule(step: Step) -> Sentence:
    """The rule with the reason for it, or, where the reason says what the derivative is, with how to see that it applies."""
    card = CARDS[step.rule]
    reason = because(step)
    if not step.children or step.gives in reason:
        return (step.of, f" calls for the {card.title}. ", *of_variable(card.when, step.wrt))
    verb = " is taken" if step.rule == "piecewise" else " calls for the"
    return (step.of, f"{verb} {card.title}: ", *reason, ".")


def of_variable(text: str, wrt: Expr) -> Sentence:
    """What a card says of x, said of another variable."""
    pieces = re.split(r"\bx\b", text)
    said: Sentence = (pieces[0],)
    for piece in pieces[1:]:
        said = (*said, wrt, piece)
    return said


IN_CARD = ("sigmoid", "softplus")  # the activation functions whose slope the card says


def _part(step: Step) -> Sentence:
    """The part that takes the most work, and why; of a rule without parts its statement."""
    if step.rule == "chain":
        name, inner = next(iter(step.names.items()))
        return ("The inner function is ", name, " = ", inner, ". How fast does it move with ", step.wrt, ", and how does the outer one?")
    child = _hardest(step)
    if step.rule == "activation" and child is None and type(step.of).__name__ not in IN_CARD:
        return ("Write ", step.of, " out as it is defined. Which of the rules that you know does that call for?")
    if child is None:
        return ("The rule says: ", CARDS[step.rule].statement, ". Which part of ", step.of, " is which?")
    if child.gives == step.gives and child.gives in because(child):
        return ("Only ", child.of, " moves with ", step.wrt, ". Which rule does it call for?")
    return ("The part to look at is ", child.of, ": ", *because(child), ".")


def _next_line(step: Step) -> Sentence:
    """What the parts give, so that they have to be put together only."""
    if step.rule == "chain":
        outer, inner = branches(step)[:2]
        both: Sentence = (*outer.before, " gives ", outer.step.gives, ", and ", *inner.before, " gives ", inner.step.gives)
        return (*both, ". What do they make together?")
    child = _hardest(step)
    if child is not None and child.gives != step.gives:
        return (child.of, " gives ", child.gives, ". The rest is yours.")
    if step.rule == "constant_multiple":
        return ("Of ", step.of, " only ", step.wrt, " moves: everything else stays as it is, and ", step.wrt, " has the slope 1.")
    return ("Write ", step.of, f" below the formula of the {CARDS[step.rule].title}, and put the one into the other.")


def _hardest(step: Step) -> Step | None:
    moving = [child for child in step.children if child.rule not in TRIVIAL]
    return max(moving, key=lambda child: len(list(child.walk())), default=None)
