"""The commands of the group Machine learning.

Belongs here: options to a request, its result to the output, one function for each command. Does not: reading, mathematics, layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pdtutor.cli import options
from pdtutor.cli.answering import SETTINGS, answered
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of, program_of
from pdtutor.cli.options import Common, with_common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdtutor.requests.scale import ScaleResult

PANEL = "Machine learning"
METHOD = "The method's numbers"


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    for command in (backprop, descent, sensitivity, scale, surface):
        app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(command)


@with_common
def backprop(context: typer.Context, common: Common, words: options.Program = None, wrt: options.Wrt = None) -> ExitCode:
    """Backpropagation through a program of named lines: the graph, forward values, adjoints, one chain-rule path for each term."""
    return answered(context, common, program_of, words, wrt=wrt)


@with_common
def descent(
    context: typer.Context,
    common: Common,
    words: options.Expression = None,
    from_: options.From = None,
    rate: options.Rate = 0.1,
    steps: options.Steps = 10,
    method: Annotated[
        str, typer.Option("--method", metavar="gd,adam", help="One or several of gd, momentum, nesterov, adagrad, rmsprop, adam.")
    ] = "gd",
    data: options.Data = None,
    batch: Annotated[
        int | None, typer.Option("--batch", metavar="ROWS", show_default=False, help="Rows of the data for each step. All by default.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which rows come first: the same seed gives the same batches.")] = 0,
    momentum: Annotated[float, typer.Option("--momentum", rich_help_panel=METHOD, help="Of momentum and nesterov.")] = 0.9,
    alpha: Annotated[float, typer.Option("--alpha", rich_help_panel=METHOD, help="Of rmsprop: how much it remembers.")] = 0.99,
    beta1: Annotated[float, typer.Option("--beta1", rich_help_panel=METHOD, help="Of adam: memory of the gradient.")] = 0.9,
    beta2: Annotated[float, typer.Option("--beta2", rich_help_panel=METHOD, help="Of adam: memory of its square.")] = 0.999,
    epsilon: Annotated[
        float | None,
        typer.Option(
            "--epsilon",
            rich_help_panel=METHOD,
            show_default="1e-8, of adagrad 1e-10",
            help="Of adagrad, rmsprop and adam, in the denominator.",
        ),
    ] = None,
) -> ExitCode:
    """Gradient descent, each update written out; convergence or divergence said plainly."""
    from pdtutor.cli.files import text_of

    table = None if data is None else text_of(data, context.obj)
    return answered(
        context, common, expression_of, words, from_=from_, rate=rate, steps=steps, method=method, data=table, batch=batch, seed=seed,
        momentum=momentum, alpha=alpha, beta1=beta1, beta2=beta2, epsilon=epsilon,
    )  # fmt: skip


@with_common
def sensitivity(context: typer.Context, common: Common, words: options.Expression = None, wrt: options.Wrt = None) -> ExitCode:
    """Which variable matters most at a point: partial derivatives ranked, with elasticities, as bars."""
    return answered(context, common, expression_of, words, wrt=wrt)


def scale(
    context: typer.Context,
    params: Annotated[
        str | None, typer.Option("--params", metavar="10,100,1000", show_default=False, help="About how many parameters each network has.")
    ] = None,
    detail: options.Detail = "normal",
    format: options.Format = "rich",
    save: options.Save = None,
    budget: options.Budget = 10.0,
) -> ExitCode:
    """Why gradients scale: operations counted for reverse mode, forward mode and finite differences, and the depth of the graph."""
    from pdtutor.cli.output import Output

    output = Output.checked(format, save, context.obj, "scale")

    def ask() -> Iterator[ScaleResult]:
        from pdtutor.requests.scale import growing

        return growing(params=params, detail=detail)

    return output.within(budget, ask)


@with_common
def surface(
    context: typer.Context,
    common: Common,
    words: options.Expression = None,
    wrt: options.Wrt = None,
    range: Annotated[
        str | None,
        typer.Option("--range", metavar="w=-3:3,b=-3:3", show_default=False, help="What is shown of each variable."),
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", metavar="w=1,b=0", show_default=False, help="Also the path of gradient descent from there.")
    ] = None,
    rate: options.Rate = 0.1,
    steps: options.Steps = 20,
) -> ExitCode:
    """A picture of a function of one or two variables, with the gradient at a point or a descent from a start."""
    return answered(context, common, expression_of, words, wrt=wrt, range=range, path=path, rate=rate, steps=steps)
