"""The commands of the group Calculus.

Belongs here: options to a request, its result to the output, one function for each command. Does not: reading, mathematics, layout.
"""

from __future__ import annotations

import typer

from pdtutor.cli import options
from pdtutor.cli.answering import SETTINGS, answered
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of, expressions_of
from pdtutor.cli.options import Common, with_common

PANEL = "Calculus"


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    for command in (partial, gradient, jacobian, hessian, directional, total, subgradient, limit):
        app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(command)


@with_common
def partial(
    context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None, order: options.Order = None
) -> ExitCode:
    """Partial derivatives, step by step: one for each variable."""
    return answered(context, common, expression_of, words, wrt=wrt, order=order)


@with_common
def gradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """The gradient: all partial derivatives as one vector, and at a point the direction of steepest ascent."""
    return answered(context, common, expression_of, words, wrt=wrt)


@with_common
def jacobian(context: typer.Context, common: Common, words: options.Expressions = None, wrt: options.Wrt = None) -> ExitCode:
    """The Jacobian of several outputs, its determinant, and at a point what it does to a small step."""
    return answered(context, common, expressions_of, words, wrt=wrt)


@with_common
def hessian(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """All second partial derivatives, and at a point: minimum, maximum, saddle or undecided."""
    return answered(context, common, expression_of, words, wrt=wrt)


@with_common
def directional(
    context: typer.Context, common: Common, words: options.Expression = None, along: options.Along = None, wrt: options.Wrt = None
) -> ExitCode:
    """The rate of change along a direction, beside the steepest one."""
    return answered(context, common, expression_of, words, along=along, wrt=wrt)


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
    return answered(context, common, expression_of, words, wrt=wrt, given=given, depends=depends)


@with_common
def subgradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """Kinks, one-sided slopes, the sets of subgradients, and what PyTorch and JAX return there."""
    return answered(context, common, expression_of, words, wrt=wrt)


@with_common
def limit(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.WrtOne = None) -> ExitCode:
    """The derivative from first principles: the difference quotient, simplified, and its limit."""
    return answered(context, common, expression_of, words, wrt=wrt)
