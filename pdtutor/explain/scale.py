"""What gradients cost, in words: what was counted, what the slopes mean, the bound, the depth, a billion parameters.

Belongs here: sentences. Does not: the counts (`calculus.scale`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pdtutor.calculus.operations.counts import BOUND
from pdtutor.calculus.scale import Scale
from pdtutor.explain.phrases import Sentence

BILLION = 10**9
SPEED = 10**12  # operations a second
NAMES = {
    "forward": "forward pass",
    "reverse_mode": "reverse mode",
    "forward_mode": "forward mode",
    "finite_differences": "finite differences",
}
HEADS = {**NAMES, "forward": "forward", "finite_differences": "differences"}  # narrow enough for a table
NETWORKS: Sentence = (
    "Fully connected networks with tanh and a squared error, of about the sizes asked for. Each loss is built as a list of "
    "operations, and these are counted, not timed.",
)
CONVENTION: Sentence = (
    "Each +, -, *, /, power, comparison and function value is one operation; copies, changes of sign and constants are free.",
)
COUNTED: tuple[tuple[str, Sentence], ...] = (
    ("forward", ("one evaluation of the loss",)),
    ("reverse_mode", ("the full gradient by one pass forward and one backward: backpropagation",)),
    (
        "forward_mode",
        ("the full gradient by one pass for each parameter; every pass does the same operations, so one is counted and multiplied",),
    ),
    ("finite_differences", ("the full gradient by (f(w + h) - f(w))/h: one more evaluation for each parameter, and only approximate",)),
)


def amount(number: float) -> str:
    """A count: in full up to seven digits, else in powers of ten."""
    if number < 10**7:
        return f"{number:,.0f}"
    digits, exponent = f"{number:.2e}".split("e")
    return f"{digits}·10^{int(exponent)}"


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.2g} µs"
    for size, name in ((365.25 * 86400, "years"), (86400, "days"), (3600, "hours"), (60, "minutes"), (1, "seconds")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {name}"
    return f"{seconds:.1f} seconds" if seconds >= 1 else f"{seconds * 1e3:.2g} ms"


def slopes(found: Scale) -> Iterator[Sentence]:
    """What the fitted slopes say, where there are any."""
    if not found.slopes:
        yield ("Of fewer than three networks no slope can be fitted: --params 10,100,1000 gives three.",)
        return
    listed = ", ".join(f"{NAMES[method]} {number:.2f}" for method, number in found.slopes.items())
    yield (f"Slopes of the fitted lines in the log-log picture: {listed}.",)
    yield (
        "Slope 1: ten times the parameters cost ten times as much. Slope 2: they cost a hundred times as much, because every "
        "parameter asks for a pass of its own, and every pass has become longer too.",
    )


def bound(found: Scale) -> Iterator[Sentence]:
    """The cheap-gradient principle beside what was measured."""
    largest = found.rows[-1]
    worst = max(row.ratio for row in found.rows)
    yield (
        "The cheap-gradient principle: for every program, however many inputs it has, value and full gradient together cost at most "
        f"{BOUND} times the value alone (Baur and Strassen 1983; Griewank and Walther, Evaluating Derivatives, ch. 4).",
    )
    yield (f"Counted here: {largest.ratio:.2f} times for the largest network, and never more than {worst:.2f} times.",)


def depth(found: Scale) -> Iterator[Sentence]:
    """What parallel hardware cannot shorten."""
    counts = found.rows[-1].counts
    yield (
        f"Depth is the longest chain of operations in which each needs the one before: {counts.depth} of the {amount(counts.forward)} "
        "in the largest network. With hardware enough all that is beside the chain is done at the same time, but no hardware can "
        "shorten the chain.",
    )
    yield (
        f"Backwards the chain is walked once more: forward and backward together are {counts.reverse_depth} deep, "
        f"{counts.reverse_depth / counts.depth:.1f} times as much, usually about twice. This is why networks are made wide, and data "
        "are taken in batches: width is parallel, depth is not.",
    )


def extrapolated(found: Scale) -> Iterator[Sentence]:
    """A billion parameters: no count."""
    operations = found.extrapolated(BILLION)
    size = amount(found.rows[-1].parameters)
    yield (
        f"Nobody counted this: it is extrapolated to 10^9 parameters from the largest network here ({size}), with slope 1 for the "
        "first two and slope 2 for the others, and it assumes 10^12 operations a second, about what one fast processor does.",
    )
    gradient, one_by_one = (duration(operations[method] / SPEED) for method in ("reverse_mode", "forward_mode"))
    yield (
        f"One step of training needs one gradient: {gradient} by reverse mode, {one_by_one} by forward mode. That is why a model "
        "with a billion parameters can be trained at all.",
    )
