"""The commands of the group Calculus.

Belongs here: options to a request, its result to the output, one function for each command. Does not: reading, mathematics, layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from pdtutor.cli import options
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of, expressions_of
from pdtutor.cli.options import Common, with_common

if TYPE_CHECKING:
    from pdtutor.cli.output import Output

PANEL = "Calculus"
SETTINGS = {"ignore_unknown_options": True}  # an expression may begin with a minus; `expression_of` tells it from a mistyped option


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    for command in (partial, gradient, jacobian, hessian, directional, total, subgradient, limit):
        app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(command)


def _output(context: typer.Context, common: Common) -> Output:
    """Where the result goes, found to be possible before anything is read."""
    from pdtutor.cli.output import Output

    return Output.checked(common.format, common.save, context.obj)


@with_common
def partial(
    context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None, order: options.Order = None
) -> ExitCode:
    """Partial derivatives, step by step: one for each variable."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.partial import partials

        return partials(text, wrt=wrt, order=order, **common.asked)

    return output.within(common.budget, ask)


@with_common
def gradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """The gradient: all partial derivatives as one vector, and at a point the direction of steepest ascent."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.gradient import gradients

        return gradients(text, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)


@with_common
def jacobian(context: typer.Context, common: Common, words: options.Expressions = None, wrt: options.Wrt = None) -> ExitCode:
    """The Jacobian of several outputs, its determinant, and at a point what it does to a small step."""
    output = _output(context, common)
    texts = expressions_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.jacobian import jacobians

        return jacobians(texts, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)


@with_common
def hessian(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """All second partial derivatives, and at a point: minimum, maximum, saddle or undecided."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.hessian import hessians

        return hessians(text, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)


@with_common
def directional(
    context: typer.Context, common: Common, words: options.Expression = None, along: options.Along = None, wrt: options.Wrt = None
) -> ExitCode:
    """The rate of change along a direction, beside the steepest one."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.directional import directionals

        return directionals(text, along=along, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)


@with_common
def total(
    context: typer.Context,
    common: Common,
    words: options.Expression = None,
    wrt: options.WrtOne = None,
    given: options.Given = None,
    depends: options.Depends = None,
) -> ExitCode:
    """Total against partial derivative, when variables depend on each other; also of a relation such as "x^2 + y^2 = 1"."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.total import totals

        return totals(text, wrt=wrt, given=given, depends=depends, **common.asked)

    return output.within(common.budget, ask)


@with_common
def subgradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """Kinks, one-sided slopes, the sets of subgradients, and what PyTorch and JAX return there."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.subgradient import subgradients

        return subgradients(text, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)


@with_common
def limit(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.WrtOne = None) -> ExitCode:
    """The derivative from first principles: the difference quotient, simplified, and its limit."""
    output = _output(context, common)
    text = expression_of(words, context)

    def ask() -> Iterable[Any]:
        from pdtutor.requests.limit import limits

        return limits(text, wrt=wrt, **common.asked)

    return output.within(common.budget, ask)
