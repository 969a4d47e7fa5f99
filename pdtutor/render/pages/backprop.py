"""The page of backpropagation: forward pass, graph, backward pass, the gradient path by path, and its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import TypeAlias, TypeGuard, TypeVar

from sympy import Expr, IndexedBase

from pdtutor.calculus.backprop.results import Backprop, Edge, Node, Path
from pdtutor.calculus.tidy import node_count
from pdtutor.explain import backprop as words
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import decimal
from pdtutor.render.blocks import Block, Branch, Equation, Formula, Said, Section, Table, Tree, Verdict
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.backprop import BackpropResult

TITLE = "Backpropagation"
MOST_SHOWN = 40  # nodes or parameters; of more, the first and the last
ENDS = 10
MOST_NAMED = 6  # inputs without a value
LONGEST = 400  # nodes of a formula that is shown
TIMES = "\u00a0· "
T = TypeVar("T")
Row: TypeAlias = tuple[Sentence, ...]


def sections(result: BackpropResult, labels: Labels) -> tuple[Section, ...]:
    """In brief the gradient alone; in full each local derivative derived too."""
    found = result.backprop
    gradient = Section(titled("The gradient"), _gradient(result, labels))
    if result.detail == "brief":
        return (gradient,)
    return (
        Section(titled("Forward pass"), _forward(found)),
        *([Section(titled("The graph"), _graph(found, labels))] if len(found.nodes) <= MOST_SHOWN else []),
        *(parts.derivation_section(_local(edge, labels), partial) for edge, partial in result.derivations.items()),
        Section(titled("Backward pass"), _backward(found, labels)),
        gradient,
        *([Section(titled("Gradient check"), _check(found, labels))] if found.compared else []),
    )


def equations(result: BackpropResult, labels: Labels) -> tuple[Equation, ...]:
    """The gradient, and the names of adjoints that stand in it."""
    found = result.backprop
    shared = (Equation(labels.of(name), labels.of(expression)) for name, expression in found.shared.items())
    return (*shared, *(Equation(_adjoint(name, found, labels), labels.of(entry)) for name, entry in found.gradients.items()))


def _adjoint(name: Expr, found: Backprop, labels: Labels) -> Label:
    return labels.rate(found.program.output, name, is_partial=True)


def _local(edge: Edge, labels: Labels) -> Label:
    return labels.rate(edge.of, edge.by, is_partial=True)


def _ends(items: Sequence[T]) -> tuple[Sequence[T], int, Sequence[T]]:
    """The first ones, how many are left out, and the last ones."""
    left_out = len(items) - 2 * ENDS
    return (items, 0, ()) if len(items) <= MOST_SHOWN else (items[:ENDS], left_out, items[-ENDS:])


def _rows(items: Sequence[T], row: Callable[[T], Row], columns: int) -> tuple[Row, ...]:
    """A row for each item that is shown, and one that counts those left out."""
    first, left_out, last = _ends(items)
    gap: list[Row] = [(("…",), (f"{left_out:,} more",), *[("",)] * (columns - 2))] if left_out else []
    return (*map(row, first), *gap, *map(row, last))


def _number(value: float | None) -> Sentence:
    return ("" if value is None else decimal(value),)


# --- the two passes -------------------------------------------------------------------------------------------------------------------


def _forward(found: Backprop) -> tuple[Block, ...]:
    has_values = any(node.value is not None for node in found.nodes)
    heads: tuple[Sentence, ...] = (("node",), ("is",), *((("value",),) if has_values else ()))
    rows = _rows(found.nodes, lambda node: _forward_row(node, has_values), len(heads))
    stopped = [Said(words.stopped(found))] if found.stopped else []
    return parts.spaced([Said(words.FORWARD)], [Table(heads, rows)], stopped, _left_open(found))


def _left_open(found: Backprop) -> list[Block]:
    """What a point leaves without a value, and so without numbers."""
    output = next(node for node in found.nodes if node.name == found.program.output)
    open_ = [name for name in found.program.inputs if name not in found.point and not isinstance(name, IndexedBase)]
    if not found.point or not open_ or output.value is not None or found.stopped:
        return []
    names = ", ".join(map(str, open_[:MOST_NAMED])) + (", …" if len(open_) > MOST_NAMED else "")
    verb = "has" if len(open_) == 1 else "have"
    values = ",".join(f"{name}=1" for name in open_[:MOST_NAMED])
    return [
        Said(
            (
                f"{names} {verb} no value at the point, so ",
                output.name,
                f" and the gradient stay formulas. Add to --at: {values}",
            )
        ),
    ]


def _forward_row(node: Node, has_values: bool) -> Row:
    return ((node.name,), (node.expression,), *((_number(node.value),) if has_values else ()))


def _backward(found: Backprop, labels: Labels) -> tuple[Block, ...]:
    has_values = any(node.adjoint_value is not None for node in found.nodes)
    heads: tuple[Sentence, ...] = (("adjoint",), ("by the chain rule",), ("is",), *((("value",),) if has_values else ()))
    moving = [node for node in reversed(found.nodes) if node.adjoint != 0]
    rows = _rows(moving, lambda node: _backward_row(node, found, labels, has_values), len(heads))
    unused = [Said(words.unused(found))] if found.unused else []
    lost = [Said(words.lost(node.name, node.adjoint_value)) for node in moving if _is_lost(node.adjoint_value)][:1]
    shared = [Said(("adj_z stands for the adjoint of z: spelled out, the formulas would be too long.",))] if found.shared else []
    return parts.spaced([Said(words.backward(found))], [Table(heads, rows)], shared, lost, unused)


def _is_lost(value: float | None) -> TypeGuard[float]:
    return value is not None and not isfinite(value)


def _backward_row(node: Node, found: Backprop, labels: Labels, has_values: bool) -> Row:
    is_output = node.name == found.program.output
    how: Sentence = ("the output itself",) if is_output else _passed(found.edges.get(node.name, ()), found, labels)
    return ((_adjoint(node.name, found, labels),), how, (node.adjoint,), *((_number(node.adjoint_value),) if has_values else ()))


def _passed(edges: Sequence[Edge], found: Backprop, labels: Labels) -> Sentence:
    """∂L/∂a · ∂a/∂z, summed over the users of a node."""
    sentence: Sentence = ()
    for edge in edges:
        above: Sentence = ("1",) if edge.of == found.program.output else (_adjoint(edge.of, found, labels),)
        sentence = (*sentence, *((" + ",) if sentence else ()), *above, TIMES, _local(edge, labels))
    return sentence


# --- the graph ------------------------------------------------------------------------------------------------------------------------


def _graph(found: Backprop, labels: Labels) -> tuple[Block, ...]:
    nodes = {node.name: node for node in found.nodes}
    drawn: set[Expr] = set()
    tree = _branch(found.program.output, None, nodes, found, labels, drawn)
    return parts.spaced([Said(words.GRAPH)], [Tree(tree)], [Said(words.LOOK)] if _is_shared(found) else [])


def _is_shared(found: Backprop) -> bool:
    return any(len(found.edges.get(node.name, ())) > 1 and node.edges for node in found.nodes)


def _branch(name: Expr, edge: Edge | None, nodes: dict[Expr, Node], found: Backprop, labels: Labels, drawn: set[Expr]) -> Branch:
    node = nodes.get(name)
    remark: Sentence = (_local(edge, labels), " = ", edge.derivative) if edge is not None else ()
    if node is None or name in drawn:
        return Branch((name, *_valued(found.point.get(name) if node is None else node.value)), remark)
    drawn.add(name)
    below = tuple(_branch(each.by, each, nodes, found, labels, drawn) for each in node.edges)
    return Branch((name, " = ", node.expression, *_valued(node.value)), remark, below)


def _valued(value: float | None) -> Sentence:
    return () if value is None else (f" = {decimal(value)}",)


# --- the gradient ---------------------------------------------------------------------------------------------------------------------


def _gradient(result: BackpropResult, labels: Labels) -> tuple[Block, ...]:
    found = result.backprop
    first, left_out, last = _ends(found.parameters)
    show = _of_parameter if result.detail != "brief" else _result_of
    gap = [[Said((f"… {left_out:,} more",))]] if left_out else []
    entries = [[*show(name, found, labels)] for name in first]
    rest = [[*show(name, found, labels)] for name in last]
    cost = words.operations(found)
    return parts.spaced(*entries, *gap, *rest, [Said(cost)] if cost and result.detail != "brief" else [], [Verdict(found.check)])


def _of_parameter(name: Expr, found: Backprop, labels: Labels) -> Iterator[Block]:
    """Each path with its factors, then their sum."""
    paths = found.paths[name]
    label = _adjoint(name, found, labels)
    if paths is None:
        yield Said((label, ": ", *words.no_paths(found, found.path_counts[name])))
    elif not paths:
        yield Said((found.program.output, " does not depend on ", name, "."))
    else:
        yield from (Said(sentence) for path in paths for sentence in _path(path, labels))
        if len(paths) > 1:
            yield Said((f"{len(paths)} paths, so {len(paths)} terms are added:",))
    yield from _result_of(name, found, labels)


def _path(path: Path, labels: Labels) -> Iterator[Sentence]:
    arrows: Sentence = (path.names[0],)
    for name in path.names[1:]:
        arrows = (*arrows, " → ", name)
    if len(path.names) == 1:
        yield (*arrows, ": the output itself")
        return
    pairs = zip(path.names, path.names[1:], strict=False)
    names: Sentence = ()
    for of, by in pairs:
        names = (*names, *((TIMES,) if names else ()), labels.rate(of, by, is_partial=True))
    value = () if path.value is None else (f" = {decimal(path.value)}",)
    factors = parts.factors(path.factors)
    yield (*arrows, ": ", *names, *((" = ", *factors) if len(path.factors) > 1 or path.value is None else ()), *value)


def _result_of(name: Expr, found: Backprop, labels: Labels) -> Iterator[Block]:
    entry = found.gradients[name]
    if node_count(entry, LONGEST) < LONGEST:
        yield Formula(_adjoint(name, found, labels), entry)
    else:
        yield Said((_adjoint(name, found, labels), *words.too_long(entry)))
    value = found.values.get(name)
    if _is_lost(value):
        yield Said(words.lost(name, value))
    elif value is not None:
        yield Said((_adjoint(name, found, labels), f" = {decimal(value)} at the point"))


def _digits(value: float) -> str:
    return f"{value:.10g}" if isfinite(value) else decimal(value)


# --- the check ------------------------------------------------------------------------------------------------------------------------


def _check(found: Backprop, labels: Labels) -> tuple[Block, ...]:
    heads: tuple[Sentence, ...] = (("derivative",), ("backward pass",), ("central difference",), ("relative error",))
    rows = tuple(
        (
            (_adjoint(entry.name, found, labels),),
            (_digits(entry.backward),),
            (_digits(entry.central),),
            ("" if entry.error is None else f"{entry.error:.1e}",),
        )
        for entry in found.compared
    )
    lead, *others = words.compared(found)
    return parts.spaced([Said(lead)], [Table(heads, rows, is_numeric=True)], [Said(sentence) for sentence in others])
