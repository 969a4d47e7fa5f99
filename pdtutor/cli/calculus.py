"""The commands of the group Calculus.

Belongs here: options to a request, its result to the output, one function for each command. Does not: reading, mathematics, layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

import typer

from pdtutor.cli import options
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of, expressions_of
from pdtutor.cli.options import Common, with_common

Read = Callable[[Sequence[str] | None, typer.Context], str | list[str]]

PANEL = "Calculus"
SETTINGS = {"ignore_unknown_options": True}  # an expression may begin with a minus; `expression_of` tells it from a mistyped option


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    for command in (partial, gradient, jacobian, hessian, directional, total, subgradient, limit):
        app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(command)


def _answered(context: typer.Context, common: Common, read: Read, words: Sequence[str] | None, **own: Any) -> ExitCode:
    """Ask what the command is named after and present it; its mathematics is loaded once the output is known to be possible."""
    from pdtutor.cli.output import Output

    output = Output.checked(common.format, common.save, context.obj)
    text = read(words, context)
    name = context.command.name

    def ask() -> Iterable[Any]:
        request = import_module(f"pdtutor.requests.{name}")
        results: Iterable[Any] = getattr(request, f"{name}s")(text, **own, **common.asked)
        return results

    return output.within(common.budget, ask)


@with_common
def partial(
    context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None, order: options.Order = None
) -> ExitCode:
    """Partial derivatives, step by step: one for each variable."""
    return _answered(context, common, expression_of, words, wrt=wrt, order=order)


@with_common
def gradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """The gradient: all partial derivatives as one vector, and at a point the direction of steepest ascent."""
    return _answered(context, common, expression_of, words, wrt=wrt)


@with_common
def jacobian(context: typer.Context, common: Common, words: options.Expressions = None, wrt: options.Wrt = None) -> ExitCode:
    """The Jacobian of several outputs, its determinant, and at a point what it does to a small step."""
    return _answered(context, common, expressions_of, words, wrt=wrt)


@with_common
def hessian(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """All second partial derivatives, and at a point: minimum, maximum, saddle or undecided."""
    return _answered(context, common, expression_of, words, wrt=wrt)


@with_common
def directional(
    context: typer.Context, common: Common, words: options.Expression = None, along: options.Along = None, wrt: options.Wrt = None
) -> ExitCode:
    """The rate of change along a direction, beside the steepest one."""
    return _answered(context, common, expression_of, words, along=along, wrt=wrt)


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
    return _answered(context, common, expression_of, words, wrt=wrt, given=given, depends=depends)


@with_common
def subgradient(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """Kinks, one-sided slopes, the sets of subgradients, and what PyTorch and JAX return there."""
    return _answered(context, common, expression_of, words, wrt=wrt)


@with_common
def limit(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.WrtOne = None) -> ExitCode:
    """The derivative from first principles: the difference quotient, simplified, and its limit."""
    return _answered(context, common, expression_of, words, wrt=wrt)
