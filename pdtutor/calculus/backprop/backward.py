"""The backward pass: adjoints from the output to the inputs, as formulas and as numbers, and the whole of backpropagation put together.

Belongs here: accumulating what each node passes to its operands (reverse mode: Griewank & Walther, *Evaluating Derivatives*, ch. 3).
Does not: the local derivatives (`local`), the paths one by one (`paths`), comparing with central differences (`agreement`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Expr, S, Symbol

from pdtutor.calculus.backprop import agreement
from pdtutor.calculus.backprop.forward import forward_pass, numbers_at
from pdtutor.calculus.backprop.local import local_edges, users_of
from pdtutor.calculus.backprop.paths import LARGEST, MOST_LISTED, Users, path_counts, paths_to
from pdtutor.calculus.backprop.results import Backprop, Edge, Node, Path, Program
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.operations import counts as operation_counts
from pdtutor.calculus.operations import graph_of
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.value import as_float
from pdtutor.notation.algebra import add, multiply
from pdtutor.notation.limits import deep_recursion

LONGEST = 250  # nodes of an adjoint's formula that is still spelled out
MOST_SPELLED = 6_000  # of all of them together

Numbers = Mapping[Expr, float]


def backprop(program: Program, parameters: Sequence[Expr], point: Mapping[Expr, Expr]) -> Backprop:
    """Both passes through a program, and their check.

    parameters  inputs or nodes, whose gradients are wanted
    point       input → exact number; what it leaves open stays a symbol
    """
    return checked(unchecked(program, parameters, point))


def checked(found: Backprop) -> Backprop:
    """The same with its agreement with independent derivatives."""
    return replace(found, check=agreement.check(found.program, found.gradients, found.shared))


def unchecked(program: Program, parameters: Sequence[Expr], point: Mapping[Expr, Expr]) -> Backprop:
    """As `backprop`, without the check."""
    edges = local_edges(program)
    users = users_of(edges, program.output)
    inputs = numbers_at(point)
    values, stopped = forward_pass(program, inputs)
    slopes = {} if stopped else _slopes(edges, {**inputs, **values})
    with deep_recursion():
        adjoints, shared = _adjoints(program, users)
    adjoint_values = _adjoint_values(program, users, slopes) if values and not stopped else {}
    counts = path_counts(program, users, parameters)
    numbers = {parameter: adjoint_values[parameter] for parameter in parameters if parameter in adjoint_values}
    return Backprop(
        program=program,
        nodes=tuple(
            Node(name, of, edges[name], adjoints[name], values.get(name), adjoint_values.get(name)) for name, of in program.nodes.items()
        ),
        edges=users,
        parameters=tuple(parameters),
        gradients={parameter: adjoints[parameter] for parameter in parameters},
        paths=_listed(program, edges, counts, slopes),
        path_counts=counts,
        operations=operation_counts(graph_of((program.output,), program.inputs, program.nodes)),
        shared=shared,
        values=numbers,
        point=inputs,
        compared=agreement.compared(program, inputs, numbers),
        unused=tuple(name for name in program.nodes if adjoints[name] == 0),
        stopped=stopped,
    )


def _listed(
    program: Program, edges: Users, counts: Mapping[Expr, int], slopes: Mapping[Edge, float]
) -> dict[Expr, tuple[Path, ...] | None]:
    is_small = sum(map(len, edges.values())) <= LARGEST
    return {
        parameter: paths_to(parameter, program.output, edges, slopes) if count <= MOST_LISTED and is_small else None
        for parameter, count in counts.items()
    }


# --- as formulas ----------------------------------------------------------------------------------------------------------------------


def _adjoints(program: Program, users: Users) -> tuple[dict[Expr, Expr], dict[Expr, Expr]]:
    """∂output/∂v for every node and input, and the names of adjoints that they use, with what these stand for."""
    has_names = _would_be_long(program, users)
    names = _names(program) if has_names else {}
    adjoints: dict[Expr, Expr] = {program.output: S.One}
    shared: dict[Expr, Expr] = {}
    passed: dict[Expr, Expr] = {program.output: S.One}
    for name in (*reversed(program.nodes), *program.inputs):
        if name not in adjoints:
            adjoints[name] = add(multiply(passed[edge.of], edge.derivative) for edge in users.get(name, ()))
        if name not in passed:
            passed[name] = names[name] if name in names and adjoints[name] != 0 else adjoints[name]
            if passed[name] != adjoints[name]:
                shared[passed[name]] = adjoints[name]
    return adjoints, shared


def _would_be_long(program: Program, users: Users) -> bool:
    """Whether adjoints that are spelled out, each with those of its users inside, would be too long to be read."""
    sizes: dict[Expr, int] = {program.output: 1}
    total = 0
    for name in (*reversed(program.nodes), *program.inputs):
        if name not in sizes:
            sizes[name] = sum(sizes[edge.of] + node_count(edge.derivative, LONGEST) for edge in users.get(name, ()))
        total += sizes[name]
        if sizes[name] > LONGEST or total > MOST_SPELLED:
            return True
    return False


def _names(program: Program) -> dict[Expr, Symbol]:
    """A name for each node's adjoint that the program does not use: adj_z, adj_h_1."""
    taken = {str(name) for name in (*program.nodes, *program.inputs)}
    found: dict[Expr, Symbol] = {}
    for name in program.nodes:
        plain = "adj_" + "_".join("".join(c if c.isalnum() else " " for c in str(name)).split())
        while plain in taken:
            plain += "_"
        taken.add(plain)
        found[name] = Symbol(plain, real=True)
    return found


# --- as numbers -----------------------------------------------------------------------------------------------------------------------


def _slopes(edges: Mapping[Expr, Sequence[Edge]], numbers: Numbers) -> dict[Edge, float]:
    """The value of every local derivative whose node has one."""
    known = [edge for name, node_edges in edges.items() if name in numbers for edge in node_edges]
    values = Compiled(tuple(edge.derivative for edge in known))(numbers)
    return {edge: as_float(value) for edge, value in zip(known, values, strict=True)}


def _adjoint_values(program: Program, users: Users, slopes: Mapping[Edge, float]) -> dict[Expr, float]:
    """The adjoints at the point, of all but those to which some slope on the way is unknown."""
    found: dict[Expr, float] = {program.output: 1.0}
    for name in (*reversed(program.nodes), *program.inputs):
        if name in found:
            continue
        used = users.get(name, ())
        if all(edge.of in found and edge in slopes for edge in used):
            found[name] = sum((found[edge.of] * slopes[edge] for edge in used), 0.0)
    return found
