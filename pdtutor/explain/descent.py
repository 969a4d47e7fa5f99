"""Gradient descent in words: how each method updates, why a run ended, what its rate means.

Belongs here: formulas of the updates as text with places for names or numbers, and sentences. Does not: the updates themselves
(`calculus.descent`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite, log, sqrt
from typing import NamedTuple

from sympy import Basic, Expr

from pdtutor.calculus.descent.methods import Numbers
from pdtutor.calculus.descent.outcome import MOST_TRIED
from pdtutor.calculus.descent.results import Run, Stability, Stop
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import decimal

# --- the updates ----------------------------------------------------------------------------------------------------------------------


class Formula(NamedTuple):
    """One assignment of an update: what is set, and what to, as text and in LaTeX with places for names or numbers."""

    sets: str
    text: str
    latex: str


_VELOCITY = Formula("v", "{mu}·{v} + {g}", r"{mu} \cdot {v} + {g}")
_SCALED = Formula("x", "{x} - {rate}·{g}/(√({s}) + {epsilon})", r"{x} - \frac{{{rate} \cdot {g}}}{{\sqrt{{{s}}} + {epsilon}}}")
FORMULAS: Mapping[str, tuple[Formula, ...]] = {
    "gd": (Formula("x", "{x} - {rate}·{g}", r"{x} - {rate} \cdot {g}"),),
    "momentum": (_VELOCITY, Formula("x", "{x} - {rate}·{v}", r"{x} - {rate} \cdot {v}")),
    "nesterov": (
        _VELOCITY,
        Formula("x", "{x} - {rate}·({g} + {mu}·{v})", r"{x} - {rate} \cdot \left({g} + {mu} \cdot {v}\right)"),
    ),
    "adagrad": (Formula("s", "{s} + {g}^2", "{s} + {g}^2"), _SCALED),
    "rmsprop": (
        Formula("s", "{alpha}·{s} + (1 - {alpha})·{g}^2", r"{alpha} \cdot {s} + \left(1 - {alpha}\right) \cdot {g}^2"),
        _SCALED,
    ),
    "adam": (
        Formula("m", "{beta1}·{m} + (1 - {beta1})·{g}", r"{beta1} \cdot {m} + \left(1 - {beta1}\right) \cdot {g}"),
        Formula("v", "{beta2}·{v} + (1 - {beta2})·{g}^2", r"{beta2} \cdot {v} + \left(1 - {beta2}\right) \cdot {g}^2"),
        Formula("h", "{rate}/(1 - {beta1}^{t})", r"\frac{{{rate}}}{{1 - {beta1}^{{{t}}}}}"),
        Formula("d", "√({v})/√(1 - {beta2}^{t}) + {epsilon}", r"\frac{{\sqrt{{{v}}}}}{{\sqrt{{1 - {beta2}^{{{t}}}}}}} + {epsilon}"),
        Formula("x", "{x} - {h}·{m}/{d}", r"{x} - \frac{{{h} \cdot {m}}}{{{d}}}"),
    ),
}
LETTERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "x": (("θ", r"\theta"), ("p", "p"), ("q", "q")),
    "g": (("g", "g"), ("G", "G"), ("slope", r"\text{slope}")),
    "v": (("v", "v"), ("V", "V"), ("velocity", r"\text{velocity}")),
    "s": (("s", "s"), ("S", "S"), ("squares", r"\text{squares}")),
    "m": (("m", "m"), ("M", "M"), ("mean", r"\text{mean}")),
    "h": (("h", "h"), ("H", "H")),
    "d": (("d", "d"), ("D", "D")),
    "rate": (("η", r"\eta"), ("rate", r"\text{rate}")),
    "mu": (("μ", r"\mu"), ("momentum", r"\text{momentum}")),
    "alpha": (("α", r"\alpha"), ("A", "A")),
    "beta1": (("β₁", r"\beta_1"), ("B₁", "B_1")),
    "beta2": (("β₂", r"\beta_2"), ("B₂", "B_2")),
    "epsilon": (("ε", r"\varepsilon"), ("E", "E")),
    "t": (("t", "t"), ("T", "T")),
}  # what a place is called: the first that is no name of the user's
SPELLED = {"θ": "theta", "η": "eta", "μ": "mu", "α": "alpha", "β₁": "beta1", "β₂": "beta2", "ε": "epsilon", "B₁": "B1", "B₂": "B2"}

MEANINGS = {
    "gd": "A step against the gradient, as long as the rate says.",
    "momentum": "The velocity {v} gathers the gradients of the past, so that steps add up along a valley and cancel across it.",
    "nesterov": "Momentum that already looks where its velocity {v} leads.",
    "adagrad": "Each variable has its own step, shorter the larger its slopes have been so far: their squares add up in {s}.",
    "rmsprop": "The slope of each variable is divided by its recent size, the root of {s}, a fading mean of its squares.",
    "adam": "A fading mean {m} of the slopes is divided by the root of {v}, a fading mean of their squares. Both start at 0; {h} and "
    "{d} make up for that.",
}
NAMES = {
    "gd": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov momentum",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
TITLES = {method: f"{name[0].upper()}{name[1:]}" for method, name in NAMES.items()}


def letters(variables: Iterable[Expr]) -> dict[str, tuple[str, str]]:
    """A name for each place of the formulas, as text and in LaTeX, that is none of the variables'."""
    taken = set(map(str, variables))
    return {
        place: next((name for name in names if SPELLED.get(name[0], name[0]) not in taken), names[-1]) for place, names in LETTERS.items()
    }


# --- how a run ended ------------------------------------------------------------------------------------------------------------------


def no_value(stop: Stop, variables: Sequence[Expr]) -> Sentence:
    """What is wrong with a start that has no numbers."""
    place: Sentence = ()
    for variable, x in zip(variables, stop.point, strict=True):
        place = (*place, ", ", variable, f" = {decimal(x)}")
    what = {"slope": "The loss has no slope at the start", "overflow": "The loss is beyond floating point at the start"}
    row = f" (row {stop.row + 1} of the data)" if stop.row is not None else ""
    because: Sentence = (": ", *_undefined(stop)) if stop.part is not None and stop.why != "overflow" else ()
    return (what.get(stop.why, "The loss has no value at the start"), *place, row, *because, ".")


def _undefined(stop: Stop) -> Sentence:
    """ln(x) is not defined for x = -1."""
    sentence: Sentence = ()
    for argument, value in stop.arguments:
        sentence = (*sentence, ", " if sentence else " for ", argument, f" = {_size(value)}")
    part: Sentence = () if stop.part is None else (stop.part,)
    return (*part, " is not defined", *sentence)


def ended(stop: Stop, variables: Sequence[Expr]) -> Sentence:
    """Why a run stopped early, and what is left."""
    row = f" in row {stop.row + 1} of the data" if stop.row is not None else ""
    return (f"It stopped at step {stop.step}: ", *_why(stop, variables), f"{row}. What was computed before is kept.")


def _why(stop: Stop, variables: Sequence[Expr]) -> Sentence:
    if stop.why == "assumption" and stop.part is not None:
        value = stop.point[list(variables).index(stop.part)]
        return (stop.part, f" = {decimal(value)} is outside what is assumed of ", stop.part)
    if stop.why == "overflow":
        part: Sentence = ("the numbers",) if stop.part is None else (stop.part,)
        return (*part, " grew beyond floating point, past 1.8e308")
    lead = "the loss has a value there, but no slope: " if stop.why == "slope" else "the loss has no value there: "
    return (lead, *_undefined(stop))


def _size(value: float) -> str:
    return decimal(value) if isfinite(value) else "a number beyond floating point"


def outcome(run: Run) -> Sentence:
    """Converged, diverged or on its way, in one sentence."""
    last, count = run.states[-1], len(run.states) - 1
    updates = f"{count} update{'s' if count != 1 else ''}"
    if run.status == "converged":
        since = f", from step {run.settled} on" if run.settled is not None and run.settled < count else ""
        return (f"Converged: after {updates} the gradient is 0 but for rounding{since}.",)
    if run.status == "running":
        return (f"Still on its way after {updates}: the gradient is not yet 0.",)
    if run.stop is not None:
        return ("Diverged.",)
    steady = run.stability
    if steady is not None and steady.is_unbounded:
        return (f"Diverged: after {updates} the loss is {decimal(last.value)} and goes on falling; it has no lowest value.",)
    grown, growing = ("fallen", "falling") if last.value < run.states[0].value else ("grown", "growing")
    return (
        f"Diverged: in {updates} the loss has {grown} from {decimal(run.states[0].value)} to {decimal(last.value)}, and goes on {growing}.",
    )


# --- what the rate means --------------------------------------------------------------------------------------------------------------

FIRST_STEPS: Mapping[str, Callable[[Numbers], float]] = {
    "adagrad": lambda numbers: numbers.rate,
    "rmsprop": lambda numbers: numbers.rate / sqrt(1 - numbers.alpha),
    "adam": lambda numbers: numbers.rate,
}  # by so much, unless the slope is as small as ε
TOP: Sentence = ("The gradient is 0 here, but along some direction the loss is curved downwards: a saddle or a top, not a lowest point.",)
SETTLED = 1e-8  # a curvature nearer to 0 is none
NEAR = 0.9  # of the largest rate: from here on a run swings
FAR = 100  # times the rate: a bound beyond that says nothing of it
SLOW = 0.9  # of the distance left by a step


def of_rate(run: Run) -> Iterator[Sentence]:
    """What the Hessian, or a trial, says of the rate."""
    steady = run.stability
    if run.method.name in FIRST_STEPS:
        first = FIRST_STEPS[run.method.name](run.numbers)
        why = f"{TITLES[run.method.name]} divides by the size of the slopes"
        yield (f"{why}: its first step moves each variable by about {decimal(first)}, however steep the loss is.",)
    if steady is not None:
        yield from _curved(run, steady) if steady.is_exact else _nearby(run, steady)
    if run.tamer:
        yield (f"Tried, for up to {MOST_TRIED} updates: --rate {run.tamer:g} does not diverge.",)
    elif run.tamer is not None:
        yield ("Smaller rates, down to a thousandth of this one, were tried and diverge as well.",)


def _curved(run: Run, steady: Stability) -> Iterator[Sentence]:
    if run.status == "converged" and steady.smallest < 0:
        yield TOP
    elif steady.is_unbounded:
        way = "is curved downwards along some direction" if steady.smallest < 0 else "slopes along a direction in which it is straight"
        yield (f"The loss {way}, so it falls without end: no rate makes a descent settle.",)
    if steady.bound is None or steady.is_unbounded:
        return
    why = f"The loss is quadratic, its largest curvature (the largest eigenvalue of its Hessian) is {decimal(steady.largest)}: "
    yield (f"{why}{run.method.name} settles for rates below {_factor(run)}/{decimal(steady.largest)} = {decimal(steady.bound)}.",)
    if any(state.rows for state in run.states):
        yield ("That is so for the mean over all rows; a batch may be steeper, and then needs a smaller rate.",)
    else:
        yield from _beside_bound(run, steady, steady.bound)


def _factor(run: Run) -> str:
    """What ηλ has to be smaller than, with its numbers."""
    momentum = decimal(run.numbers.momentum)
    return {"gd": "2", "momentum": f"2·(1 + {momentum})", "nesterov": f"2·(1 + {momentum})/(1 + 2·{momentum})"}[run.method.name]


def _beside_bound(run: Run, steady: Stability, bound: float) -> Iterator[Sentence]:
    rate = run.numbers.rate
    if rate == bound:
        yield (f"The rate {rate:g} is exactly that: the steps swing across the valley and come no nearer.",)
    elif rate > bound:
        yield (f"The rate {rate:g} is above it: along the steepest direction the steps grow.",)
    elif rate > NEAR * bound:
        yield (f"The rate {rate:g} is close to it, so the steps swing across the valley.",)
    if steady.best is None or steady.contraction is None or rate >= bound:
        return
    if steady.contraction > SLOW and abs(rate - steady.best) > 1e-9 * steady.best:
        needed = f"about {log(0.1) / log(steady.contraction):.0f}" if steady.contraction < 1 else "countless"
        yield (
            f"Along its slowest direction each step leaves {decimal(steady.contraction)} of the distance, "
            f"{needed} steps for one more digit; fastest is the rate {decimal(steady.best)}.",
        )
    elif abs(rate - steady.best) <= 1e-9 * steady.best:
        yield (f"The rate {rate:g} is the fastest there is for gd here.",)


def _nearby(run: Run, steady: Stability) -> Iterator[Sentence]:
    where = f"Near the point of step {steady.step}" if len(run.states) > 1 else "Near the start"
    if run.status == "converged" and steady.smallest < -SETTLED:
        yield TOP
    elif steady.smallest < 0 and steady.largest <= 0 and run.method.name not in FIRST_STEPS:
        yield (f"{where} the loss is curved downwards in every direction or flat, so there no rate makes a descent settle.",)
    if steady.bound is None or (run.status != "diverged" and steady.bound > FAR * run.numbers.rate):
        return
    yield (
        f"{where}, and only there, the largest curvature is {decimal(steady.largest)}: "
        f"{run.method.name} settles there for rates below {_factor(run)}/{decimal(steady.largest)} = {decimal(steady.bound)}.",
    )
    if steady.smallest < 0 and run.status != "converged":
        yield ("In another direction the loss is curved downwards there: not a valley, so a descent moves on.",)


def kinks(found: Mapping[int, Basic]) -> Iterator[Sentence]:
    """States exactly on a kink."""
    if not found:
        return
    numbers = list(found)
    shown = ", ".join(map(str, numbers[:3])) + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")
    places = listed(dict.fromkeys(condition.args[0] - condition.args[1] for condition in found.values()))
    yield (
        f"At step{'s' if len(numbers) > 1 else ''} {shown} the point lies exactly on a kink, where ",
        *places,
        " is 0: the formula's slope is used, as frameworks do.",
    )
