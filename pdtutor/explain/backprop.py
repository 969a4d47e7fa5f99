"""Backpropagation in words: what the two passes do, why terms are added, what the comparison and the count of operations show.

Belongs here: sentences. Does not: the passes themselves (`calculus.backprop`).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf

from sympy import Expr

from pdtutor.calculus.backprop.results import Backprop
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import decimal

FORWARD: Sentence = ("Each line is a node, computed from what stands above it.",)
GRAPH: Sentence = ("Each node with what it is made of, and how fast it moves with that alone (its local derivative):",)
LOOK: Sentence = ("What stands in the tree already is not unfolded again: it is one node, used in several places.",)


def backward(found: Backprop) -> Sentence:
    """What an adjoint is and how it is found."""
    return (
        "The adjoint of a node is how fast ",
        found.program.output,
        " moves with it. It starts at the output with 1, and each node passes on to what it is made of its own adjoint times the local "
        "derivative. What is used in several places gets the sum of what it is passed.",
    )


def lost(name: Expr, adjoint: float) -> Sentence:
    """Why an adjoint is no number although every value is one."""
    if isinf(adjoint):
        return ("At ", name, " the adjoint leaves floating point: it is larger than 1.8e308 at this point.")
    return (
        "At ",
        name,
        " the adjoint is no number: a local derivative on the way has no value at this point, and 0 times infinity is none.",
    )


def unused(found: Backprop) -> Sentence:
    """Which nodes do not count."""
    if not found.unused:
        return ()
    verb = "does not move" if len(found.unused) == 1 else "do not move"
    return (*listed(found.unused), f" {verb} ", found.program.output, ", so the adjoint is 0.")


def no_paths(found: Backprop, count: int) -> Sentence:
    """Why paths are not listed: there are too many, and nobody needs them."""
    if count == 1:
        return ("one path leads from ", found.program.output, " to it, not listed in a program of this size.")
    return (
        f"{_large(count)} paths lead from ",
        found.program.output,
        " to it, too many to list. The backward pass never does: it adds them up node by node.",
    )


def _large(count: int) -> str:
    return f"{count:,}" if count < 10**12 else f"about 10^{len(str(count)) - 1}"


def too_long(entry: Expr) -> Sentence:
    """Instead of a formula that nobody would read."""
    terms = f" is a sum of {len(entry.args):,} terms" if entry.is_Add else " is a long formula"
    return (f"{terms}, left out here; --format json has it.",)


def compared(found: Backprop) -> Iterator[Sentence]:
    """What the table of the gradient check shows."""
    output = found.program.output
    yield (
        "The program itself is run a little to either side of the point, with no derivative in it: (",
        output,
        "(p + h) - ",
        output,
        "(p - h))/(2h).",
    )
    kinks = [entry.name for entry in found.compared if entry.is_kink]
    if kinks:
        where = "there is a kink here" if len(kinks) == 1 else "there are kinks here"
        yield (
            "Along ",
            *listed(kinks),
            f" {where}: the slopes of the two sides differ, so there is no derivative. What the graph passes back is a choice, as it is in "
            "frameworks (pdtutor subgradient says which).",
        )


def operations(found: Backprop) -> Sentence:
    """What the whole gradient costs beside the function alone."""
    counted, parameters = found.operations, len(found.program.inputs)
    if not counted.forward:
        return ()
    ratio = counted.reverse_mode / counted.forward
    by = "the one input" if parameters == 1 else f"all {parameters:,} inputs at once"
    return (
        f"Forward pass: {_operations(counted.forward)}; forward and backward together, for {by}: {counted.reverse_mode:,}, "
        f"{ratio:.2g} times as many. It is never more than 5 times, however many inputs there are (pdtutor scale shows what that means).",
    )


def _operations(count: int) -> str:
    return "1 operation" if count == 1 else f"{count:,} operations"


def stopped(found: Backprop) -> Sentence:
    """Where the forward pass ended."""
    assert found.stopped is not None
    why = "grows beyond floating point" if found.stopped.why == "overflow" else "has no value"
    sentence: Sentence = ("The forward pass ends here: ", found.stopped.name, f" {why} at this point, because ", found.stopped.part)
    sentence = (*sentence, " is too large" if found.stopped.why == "overflow" else " is not defined")
    for place, (argument, value) in enumerate(found.stopped.arguments):
        sentence = (*sentence, " for " if place == 0 else ", ", argument, f" = {decimal(value)}")
    return (*sentence, ".")
